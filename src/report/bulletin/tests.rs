use super::*;
use crate::report::samples::progress;
use expect_test::{expect, expect_file};

pub(super) fn bulletin() -> Bulletin {
    let paragraph = |text: &str| BulletinBlock::Paragraph(text.to_owned());
    let heading = |level: u8, text: &str| BulletinBlock::Heading { level, text: text.to_owned() };
    Bulletin {
        key: "p6".to_owned(),
        title: "关于2026年10月重点项目投资完成情况的通报".to_owned(),
        subtitle: "（2026年1—10月）".to_owned(),
        period: "2026-10".parse().unwrap(),
        to: "各乡镇人民政府、<街道>办事处".to_owned(),
        blocks: vec![
            heading(1, "总体情况"),
            paragraph("1—10月，全县60个重点项目完成投资710.85亿元，占年度计划的97.6%，超序时进度14.3个百分点。"),
            heading(1, "分乡镇情况"),
            heading(2, "进度较快的"),
            paragraph("谷熟镇122.6%，=杜集镇97.2%。<谷熟镇>*"),
            heading(2, "进度较慢的"),
            paragraph("利民镇24.2%。"),
            BulletinBlock::Table(Box::new(progress())),
        ],
        office: "虞城县重点项目建设办公室".to_owned(),
        date: "2026年11月5日".to_owned(),
        doubts: Vec::new(),
    }
}

#[test]
fn headings_are_numbered_as_documents_number_them() {
    expect![["
        关于2026年10月重点项目投资完成情况的通报
        （2026年1—10月）
        各乡镇人民政府、<街道>办事处：
        一、总体情况
        1—10月，全县60个重点项目完成投资710.85亿元，占年度计划的97.6%，超序时进度14.3个百分点。
        二、分乡镇情况
        （一）进度较快的
        谷熟镇122.6%，=杜集镇97.2%。<谷熟镇>*
        （二）进度较慢的
        利民镇24.2%。
        虞城县重点项目建设办公室
        2026年11月5日
    "]]
    .assert_eq(&bulletin().to_text());
    for (number, expected) in [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五")] {
        assert_eq!(chinese_number(number), expected);
    }
}

#[test]
fn markup_in_texts_stays_text_in_html_and_markdown() {
    expect_file!["golden/bulletin.html"].assert_eq(&bulletin().to_html());
    expect_file!["golden/bulletin.md"].assert_eq(&bulletin().to_markdown());
}

#[test]
fn long_titles_break_where_a_reader_pauses() {
    for (title, lines) in [
        ("重点项目建设情况通报", &["重点项目建设情况通报"][..]),
        ("关于2026年10月重点项目投资完成情况的通报", &["关于2026年10月", "重点项目投资完成情况的通报"]),
        ("关于2026年1—10月全县重点项目建设情况的通报", &["关于2026年1—10月", "全县重点项目建设情况的通报"]),
    ] {
        assert_eq!(title_lines(title), lines, "{title}");
    }
    assert_eq!(title_lines(&"通报".repeat(40)).concat(), "通报".repeat(40));
}

mod sentences {
    use crate::report::Letter;
    use crate::report::samples::{cell, column, row, without};
    use crate::report::{BulletinBlock, CellState, ColumnKind, Flag, Report, ReportRow, RowKind, write_bulletin};
    use crate::scheme::{BulletinDef, ParagraphContent, ParagraphDef};
    use crate::workbook::Place;

    /// A table of one column of counts; `—` has no figure, `*` is withheld.
    fn counts(kind: ColumnKind, figures: &[(&str, &str)], total: &str) -> Report {
        let cell_of = |figure: &str| match figure {
            "—" => without(CellState::NoBase),
            "*" => without(CellState::Suppressed),
            figure => cell(figure, figure),
        };
        Report {
            key: "a".to_owned(),
            number: String::new(),
            label: "表".to_owned(),
            office: Place { code: "411400".to_owned(), name: "商丘市".to_owned() },
            period: "2026-09".parse().unwrap(),
            public: true,
            columns: vec![column("x", "数", "", None, 0, kind)],
            row_head: "地区".to_owned(),
            rows: figures.iter().map(|(name, figure)| row(name, name, vec![cell_of(figure)])).collect(),
            total: Some(ReportRow { kind: RowKind::Total, ..row("", "合计", vec![cell_of(total)]) }),
            total_first: false,
            notes: Vec::new(),
        }
    }

    fn written(report: Report, phrase: &str) -> (String, Vec<String>) {
        let content = ParagraphContent::Text(phrase.to_owned());
        let paragraphs = vec![ParagraphDef { content, ..ParagraphDef::default() }];
        let def = BulletinDef { title: "通报".to_owned(), paragraphs, ..BulletinDef::default() };
        let bulletin = write_bulletin(&def, &[report], &Letter::default()).unwrap();
        let [BulletinBlock::Paragraph(text)] = bulletin.blocks.as_slice() else { panic!("one paragraph") };
        (text.clone(), bulletin.doubts.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_person_signs_before_the_scheme_and_the_scheme_before_the_office() {
        for (of_scheme, said, expected) in [
            ("", "", "商丘市"),
            ("{office}统计局", "", "商丘市统计局"),
            ("{office}统计局", " 商丘市发展和改革委员会 ", "商丘市发展和改革委员会"),
        ] {
            let def = BulletinDef { office: of_scheme.to_owned(), ..BulletinDef::default() };
            let letter = Letter {
                to: "各县（市、区）人民政府：".to_owned(),
                office: said.to_owned(),
                date: "2026年".to_owned(),
            };
            let report = counts(ColumnKind::Amount, &[], "0");
            let bulletin = write_bulletin(&def, &[report], &letter).unwrap();
            assert_eq!((bulletin.office.as_str(), bulletin.date.as_str()), (expected, "2026年"));
            assert_eq!(bulletin.to, "各县（市、区）人民政府");
        }
    }

    #[test]
    fn lists_order_by_figure_join_ties_and_gather_zeros() {
        let five = [("甲县", "2"), ("乙县", "0"), ("丙县", "21"), ("丁县", "2"), ("戊县", "0"), ("己县", "0")];
        let amount = ColumnKind::Amount;
        for (kind, figures, total, phrase, expected) in [
            (amount, &five[..], "25", "{list(a.x, unit=\"家\")}", "丙县21家，甲县、丁县各2家，其他县（市、区）为0"),
            (amount, &five[..5], "25", "{list(a.x, unit=\"家\")}", "丙县21家，甲县、丁县各2家，乙县、戊县均为0"),
            (amount, &five[..2], "2", "{list(a.x)}", "甲县2，乙县为0"),
            (
                amount,
                &five[..],
                "25",
                "{list(a.x, zeros=\"named\", ties=\"apart\")}",
                "丙县21，甲县2，丁县2，乙县、戊县、己县均为0",
            ),
            (amount, &five[..], "25", "{list(a.x, zeros=\"silent\", order=\"low\")}", "甲县、丁县各2，丙县21"),
            (
                amount,
                &five[..],
                "25",
                "{list(a.x, zeros=\"others\", parts=\"乡镇\")}",
                "丙县21，甲县、丁县各2，其他乡镇为0",
            ),
            (amount, &[("甲县", "0"), ("乙县", "0"), ("丙县", "0")], "0", "{list(a.x)}", "各县（市、区）均为0"),
            (amount, &five[..], "25", "{list(a.x, first=1, brackets=true)}", "丙县（21）"),
            (amount, &five[..], "25", "{list(a.x where x > 30, none=\"没有\")}", "没有"),
            (amount, &five[..], "25", "{names(a where x = 0)}等{count(a where x = 0)}个", "乙县、戊县、己县等3个"),
            (amount, &five[..], "25", "{names(a.x, first=2, join=\"和\")}", "丙县和甲县"),
            (amount, &five[..], "25", "{value(a.x, \"丙县\")}{office.whole}{period.cumulative}", "21全市1—9月"),
            (
                ColumnKind::Percent,
                &[("甲县", "2.1"), ("乙县", "-7.9"), ("丙县", "2.0"), ("丁县", "2.0"), ("戊县", "3.5")],
                "2.3",
                "{change(a.x)}，低于的：{list(a.x where x < total)}，下降的：{list(a.x where x < 0, unsigned=true)}",
                "增长2.3%，低于的：甲县2.1%，丙县2.0%，丁县2.0%，乙县-7.9%，下降的：乙县7.9%",
            ),
            (
                ColumnKind::Percent,
                &[("甲县", "2.0"), ("丙县", "2.0")],
                "-0.4",
                "{change(a.x)}；{list(a.x, ties=\"均为\")}",
                "下降0.4%；甲县、丙县均为2.0%",
            ),
            (
                ColumnKind::Points,
                &[("甲县", "+1.8")],
                "0.0",
                "{change(a.x, same=\"同步\")}{list(a.x)}",
                "同步甲县+1.8个百分点",
            ),
        ] {
            let (text, doubts) = written(counts(kind, figures, total), phrase);
            assert_eq!((text.as_str(), doubts.len()), (expected, 0), "{phrase}: {doubts:?}");
        }
    }

    #[test]
    fn what_is_withheld_or_lacking_is_said_to_be_so_and_never_counted_as_zero() {
        let figures = [("甲县", "5"), ("乙县", "*"), ("丙县", "—"), ("丁县", "0")];
        let report = counts(ColumnKind::Amount, &figures, "9");
        let (text, doubts) = written(report.clone(), "{list(a.x, unit=\"家\")}");
        assert_eq!(text, "甲县5家，丁县为0，丙县暂无数据，乙县的数据按规定不公布");
        assert_eq!(doubts.len(), 2, "{doubts:?}");
        let (text, doubts) = written(report, "{list(a.x where x < 5)}");
        assert_eq!(text, "丁县0");
        assert_eq!(doubts, ["《表》“乙县”、“丙县”的“数”没有数或不公布，判断不了该不该列入，没有列入。"]);
    }

    #[test]
    fn those_that_have_not_reported_are_named_once_and_are_none_of_the_others() {
        let figures = [("甲县", "5"), ("乙县", "—"), ("丙县", "0"), ("丁县", "0"), ("戊县", "0"), ("己县", "—")];
        let mut report = counts(ColumnKind::Amount, &figures, "5");
        for at in [1, 5] {
            report.rows[at].note = "未报".to_owned();
        }
        let paragraph =
            |text: &str| ParagraphDef { content: ParagraphContent::Text(text.to_owned()), ..ParagraphDef::default() };
        let table = ParagraphDef { content: ParagraphContent::Table("a".to_owned()), ..ParagraphDef::default() };
        let paragraphs =
            vec![paragraph("其中{list(a.x)}。"), paragraph("{names(a where x < 5)}少于5。"), table.clone(), table];
        let def = BulletinDef { title: "通报".to_owned(), paragraphs, ..BulletinDef::default() };
        let bulletin = write_bulletin(&def, &[report], &Letter::default()).unwrap();
        assert_eq!(
            bulletin.to_text(),
            "通报\n其中甲县5，其他已报的县（市、区）为0。\n丙县、丁县、戊县少于5。\n乙县、己县还没有上报，以上不含这2个单位的数据。\n商丘市\n"
        );
        let doubts: Vec<String> = bulletin.doubts.iter().map(ToString::to_string).collect();
        assert_eq!(doubts, ["乙县、己县还没有报，合计里没有他们的数。请催报，报齐再发；确需先发，文中已经写明。"]);
    }

    #[test]
    fn clauses_with_nothing_to_tell_are_left_out_and_so_are_headings_over_nothing() {
        let figures = [("甲县", "2.1"), ("乙县", "*"), ("丙县", "2.5")];
        let percent = counts(ColumnKind::Percent, &figures, "2.3");
        let lacking = counts(ColumnKind::Percent, &figures, "—");
        let zeros = counts(ColumnKind::Amount, &[("甲县", "0"), ("乙县", "0"), ("丙县", "0")], "0");
        let phrase = "全市{change(a.x)}[，低于的有{list(a.x where x < total)}][，下降的有{names(a where x < 0)}]。";
        for (report, phrase, expected, doubts) in [
            (&percent, phrase, "全市增长2.3%，低于的有甲县2.1%。", 1),
            (&lacking, "完成[，增速{a.x}%][，比它低的{names(a where x < total)}]。", "完成。", 1),
            (&percent, "完成[，增速{value(a.x, \"乙县\")}%]。", "完成。", 1),
            (&zeros, "新增{a.x}家[，其中{list(a.x)}][，{count(a where x > 0)}个县有]。", "新增0家。", 0),
            (&percent, "[{names(a where x = withheld)}不公布。]", "乙县不公布。", 0),
            (&zeros, "没有[{names(a where x = withheld)}]。", "没有。", 0),
        ] {
            let (text, found) = written(report.clone(), phrase);
            assert_eq!((text.as_str(), found.len()), (expected, doubts), "{phrase}: {found:?}");
        }
        let text = |text: &str| ParagraphContent::Text(text.to_owned());
        let heading = |level| ParagraphContent::Heading { level, text: "题".to_owned() };
        let content = [
            heading(1),
            heading(2),
            text("[{names(a where x > 0)}]"),
            heading(1),
            text("有"),
            heading(1),
            ParagraphContent::Table("a".to_owned()),
        ];
        let paragraphs = content.map(|content| ParagraphDef { content, ..ParagraphDef::default() }).to_vec();
        let def = BulletinDef { title: "通报".to_owned(), paragraphs, ..BulletinDef::default() };
        let bulletin = write_bulletin(&def, &[zeros], &Letter::default()).unwrap();
        assert_eq!(bulletin.to_text(), "通报\n一、题\n有\n商丘市\n");
    }

    #[test]
    fn parts_that_do_not_make_the_total_are_doubted() {
        let report = counts(ColumnKind::Amount, &[("甲县", "5"), ("乙县", "1")], "7");
        let (_, doubts) = written(report, "{list(a.x)}");
        assert_eq!(doubts, ["“表”各行“数”之和6，和合计7对不上。请核对后再发。"]);
    }

    #[test]
    fn flags_are_those_of_the_table() {
        let mut report = counts(ColumnKind::Amount, &[("甲县", "5"), ("乙县", "1"), ("丙县", "3")], "9");
        report.rows[0].flag = Some(Flag::Red);
        report.rows[1].flag = Some(Flag::Yellow);
        let (text, _) = written(report, "红旗{names(a where flag = red)}，黄旗{names(a where flag = \"yellow\")}");
        assert_eq!(text, "红旗甲县，黄旗乙县");
    }

    #[test]
    fn a_table_that_may_not_leave_the_office_gives_no_bulletin() {
        let mut report = counts(ColumnKind::Amount, &[], "0");
        let content = ParagraphContent::Table("a".to_owned());
        let def = BulletinDef {
            paragraphs: vec![ParagraphDef { content, ..ParagraphDef::default() }],
            ..BulletinDef::default()
        };
        assert_eq!(
            write_bulletin(&def, &[], &Letter::default()).unwrap_err().to_string(),
            "写这份通报要用汇总表“a”，这里没有。"
        );
        report.public = false;
        let refused = write_bulletin(&def, &[report], &Letter::default()).unwrap_err();
        assert_eq!(refused.to_string(), "汇总表《表》不是对外的，里面可能有单个单位的数，通报不能用。");
    }
}
