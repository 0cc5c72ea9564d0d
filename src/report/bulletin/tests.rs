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
    }
}

#[test]
fn headings_are_numbered_as_documents_number_them() {
    expect![["
        关于2026年10月重点项目投资完成情况的通报
        （2026年1—10月）
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
