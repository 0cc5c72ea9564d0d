//! The published bulletins of practice.md, from records in files to sentences. Only the records are made up: how many units,
//! problems and projects each area reports; every figure and every order in the sentences is worked out.
#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use crate::documents;
use crate::support::{self, Typed};
use expect_test::expect;
use sishang::exchange::{self, Status};
use sishang::formula::PartFacts;
use sishang::report::{
    Bulletin, BulletinBlock, Letter, Options, Part, Report, Whole, letter_date, tabulate, write_bulletin,
};
use sishang::scheme::{CompiledScheme, builtin};
use sishang::workbook::{Place, Session, Workbook};
use std::sync::Arc;

/// The ten areas of P3, in the standing order that its ties follow.
const AREAS: [(&str, &str); 10] = [
    ("411481", "永城市"),
    ("411403", "睢阳区"),
    ("411421", "民权县"),
    ("411422", "睢县"),
    ("411423", "宁陵县"),
    ("411424", "柘城县"),
    ("411425", "虞城县"),
    ("411426", "夏邑县"),
    ("411471", "示范区"),
    ("411402", "梁园区"),
];

fn typed(form: &str, key: &str, cells: &[(&str, &str)]) -> Typed {
    let cells = cells.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    Typed { form: form.to_owned(), key: key.to_owned(), cells, marks: Vec::new() }
}

/// A workbook of these records after it went through a file.
fn received(scheme: &Arc<CompiledScheme>, office: (&str, &str), period: &str, records: &[Typed]) -> Workbook {
    let mut book = support::workbook(scheme, office.0, period, records);
    let mut about = book.about.as_ref().clone();
    office.1.clone_into(&mut about.office.name);
    book.about = Arc::new(about);
    let submission = exchange::build(&Session::new(scheme.clone(), book), Status::Draft, "2026-11-05T09:00:00+08:00");
    exchange::open(exchange::write(&submission).as_bytes(), scheme, &exchange::Limits::default()).unwrap().book
}

/// A city with its areas' workbooks and its own.
struct City {
    scheme: Arc<CompiledScheme>,
    period: &'static str,
    books: Vec<(Place, Workbook)>,
    /// Who has not reported, and who reported late.
    missing: &'static [&'static str],
    late: &'static [&'static str],
    own: Option<Workbook>,
}

impl City {
    fn new(period: &'static str, records: impl Fn(&str) -> Vec<Typed>) -> Self {
        let scheme = builtin();
        let books = AREAS.map(|(code, name)| {
            let place = Place { code: code.to_owned(), name: name.to_owned() };
            (place, received(&scheme, (code, name), period, &records(name)))
        });
        Self { books: books.to_vec(), missing: &[], late: &[], own: None, scheme, period }
    }

    fn table(&self, key: &str) -> Report {
        let city = Place { code: "411400".to_owned(), name: "商丘市".to_owned() };
        let facts = PartFacts { expected: 1, received: 1, ..PartFacts::default() };
        let part = |(place, book)| {
            let Place { name, .. }: &Place = place;
            let is_missing = self.missing.contains(&name.as_str());
            let (received, missing) = if is_missing { (0, 1) } else { (1, 0) };
            let late = u32::from(self.late.contains(&name.as_str()));
            let facts = PartFacts { received, missing, late, ..facts };
            Part { place, book: Some(book).filter(|_| !is_missing), facts, file: name }
        };
        let parts: Vec<Part<'_>> = self.books.iter().map(|(place, book)| (place, book)).map(part).collect();
        let own = self.own.as_ref().map(|book| Part { place: &city, book: Some(book), facts, file: "" });
        let whole = Whole { place: &city, period: self.period.parse().unwrap() };
        tabulate(&self.scheme, key, whole, &parts, own.as_ref(), Options { public: true, ..Options::default() })
            .unwrap()
    }

    fn bulletin(&self, key: &str) -> Bulletin {
        let def = self.scheme.bulletin(key).unwrap();
        let tables: Vec<Report> = def.tables().iter().map(|table| self.table(table)).collect();
        let date = letter_date("2026-11-05").unwrap();
        write_bulletin(def, &tables, &Letter { date, ..Letter::default() }).unwrap()
    }
}

/// The sentences of a bulletin, and that nothing in it is doubtful.
#[track_caller]
fn sentences(bulletin: &Bulletin) -> String {
    let doubts: Vec<String> = bulletin.doubts.iter().map(ToString::to_string).collect();
    assert_eq!(doubts, Vec::<String>::new());
    let texts = bulletin.blocks.iter().filter_map(|block| match block {
        BulletinBlock::Paragraph(text) => Some(text.as_str()),
        _ => None,
    });
    texts.collect::<Vec<_>>().join("\n")
}

/// 行业代码 of 工业, 建筑业, 批零住餐, 房地产 and 服务业.
const KINDS: [&[&str]; 5] = [&["1311", "3329"], &["4710"], &["5111", "5212", "6210"], &["7010"], &["5431"]];

/// How many new units each area reports, by [`KINDS`].
const NEW: [(&str, [usize; 5]); 10] = [
    ("永城市", [21, 2, 9, 3, 2]),
    ("虞城县", [8, 3, 0, 1, 0]),
    ("睢县", [2, 5, 0, 1, 0]),
    ("示范区", [2, 4, 0, 5, 0]),
    ("民权县", [1, 0, 1, 3, 1]),
    ("梁园区", [0, 23, 0, 1, 0]),
    ("睢阳区", [0, 1, 0, 11, 1]),
    ("宁陵县", [0, 1, 1, 3, 2]),
    ("夏邑县", [0, 1, 2, 4, 3]),
    ("柘城县", [0, 0, 2, 6, 0]),
];

/// Units that applied or were admitted this year, beside some of earlier years and some that only qualify.
fn units(counts: [usize; 5]) -> Vec<Typed> {
    let mut records = Vec::new();
    let mut add = |industry: &str, stage: &str, admitted: &str, applied: &str| {
        let key = format!("u{:03}", records.len() / 2 + 1);
        let name = format!("{key}有限公司");
        let unit = [("name", name.as_str()), ("industry", industry), ("admission", stage), ("admitted", admitted)];
        records.push(typed("units", &key, &unit));
        records.push(typed("admission", &key, &[("nurtured", "2025-06-01"), ("applied", applied)]));
    };
    for (count, codes) in counts.into_iter().zip(KINDS) {
        for at in 0..count {
            let code = codes[at % codes.len()];
            if at % 3 == 0 { add(code, "4", "", "2026-07-15") } else { add(code, "5", "202605", "2026-04-10") }
        }
        add(codes[0], "5", "202411", "2024-10-12");
        add(codes[0], "2", "", "");
    }
    records
}

/// P3, published for January to September: 34, 40, 15, 38 and 9, each by area.
#[test]
fn new_enterprises_by_area_and_kind() {
    let new = |area: &str| NEW.iter().find(|(name, _)| *name == area).unwrap().1;
    let city = City::new("2026-09", |area| units(new(area)));
    let bulletin = city.bulletin("p3");
    let word = documents::parts(&bulletin.to_docx(&documents::properties()), "p3.docx");
    assert!(
        word["word/document.xml"]
            .contains("其中永城市21家，虞城县8家，睢县、示范区各2家，民权县1家，其他县（市、区）为0；")
    );
    assert!(bulletin.to_html().contains("<th scope=\"row\">永城市</th>"));
    expect![[r#"
        从1—9月新增“四上”企业上报数看，全市新增规上工业企业34家，其中永城市21家，虞城县8家，睢县、示范区各2家，民权县1家，其他县（市、区）为0；新增有资质的建筑业企业40家，其中梁园区23家，睢县5家，示范区4家，虞城县3家，永城市2家，睢阳区、宁陵县、夏邑县各1家，民权县、柘城县均为0；新增限上批零住餐企业15家，其中永城市9家，柘城县、夏邑县各2家，民权县、宁陵县各1家，其他县（市、区）为0；新增房地产开发企业38家，其中睢阳区11家，柘城县6家，示范区5家，夏邑县4家，永城市、民权县、宁陵县各3家，睢县、虞城县、梁园区各1家；新增规上服务业企业9家，其中夏邑县3家，永城市、宁陵县各2家，睢阳区、民权县各1家，其他县（市、区）为0。
        全市共新增136家，各县（市、区）都有新增。"#]].assert_eq(&sentences(&bulletin));
}

/// P4, published for January to July: 34 of 200 are 17.0 %, 166 to go.
#[test]
fn targets_and_shortfalls() {
    let new = |area: &str| match area {
        "永城市" => [12, 3, 0, 1, 0],
        "虞城县" => [6, 0, 0, 0, 0],
        "睢县" | "民权县" => [3, 0, 0, 0, 0],
        "夏邑县" => [4, 2, 0, 0, 0],
        _ => [0; 5],
    };
    let city = City::new("2026-07", |area| {
        let mut records = units(new(area));
        let target = if area == "永城市" { "38" } else { "18" };
        records.push(typed("admission_target", "office", &[("industry_target", target)]));
        records
    });
    expect![[r#"
        截至7月底，全市新增“四上”企业34家，占全年目标200家的17.0%，还差166家。
        分地区看，永城市16家，虞城县、夏邑县各6家，民权县、睢县各3家，其他县（市、区）为0。
        睢阳区、宁陵县、柘城县、示范区、梁园区还没有新增。
        分专业看，规模以上工业、有资质的建筑业、房地产开发业有新增。没有新增的专业：限额以上批零住餐业、规模以上服务业。"#]].assert_eq(&sentences(&city.bulletin("p4")));
}

/// P5, published for January to August: 2.3, 4.9 and 3.7 in the whole city, with the areas below.
#[test]
fn growth_below_the_whole() {
    let area = |industry: &str, fixed: &str, budget: &str| {
        let cells = [
            ("industry_growth", industry),
            ("fixed_growth", fixed),
            ("budget.ytd", budget),
            ("budget.ytd_ly", "10000"),
        ];
        vec![typed("area", "office", &cells)]
    };
    let mut city = City::new("2026-08", |name| match name {
        "永城市" => area("5.6", "7.2", "11250"),
        "睢阳区" => area("1.3", "1.5", "10480"),
        "民权县" => area("2.0", "6.3", "10820"),
        "睢县" => area("1.0", "5.5", "10370"),
        "宁陵县" => area("4.1", "8.8", "10660"),
        "柘城县" => area("2.3", "9.1", "10340"),
        "虞城县" => area("2.1", "4.9", "10160"),
        "夏邑县" => area("2.0", "1.9", "10910"),
        "示范区" => area("-7.9", "12.4", "10550"),
        _ => area("1.4", "5.0", "10430"),
    });
    city.own = Some(received(&city.scheme, ("411400", "商丘市"), "2026-08", &area("2.3", "4.9", "10370")));
    expect![[r#"
        1—8月，全市规模以上工业增加值增长2.3%。低于全市水平的有虞城县2.1%，民权县2.0%，夏邑县2.0%，梁园区1.4%，睢阳区1.3%，睢县1.0%，示范区-7.9%。
        出现负增长的：示范区下降7.9%。
        1—8月，全市固定资产投资增长4.9%。低于全市水平的有夏邑县1.9%，睢阳区1.5%。
        1—8月，全市一般公共预算收入增长3.7%。低于全市水平的有柘城县3.4%，虞城县1.6%。"#]].assert_eq(&sentences(&city.bulletin("p5")));
}

/// P11, published: 215 problems, of which 122 are done and 93 in progress.
#[test]
fn problems_add_up() {
    // Problems of an area, and how many of them are done; of the open ones every tenth is overdue.
    let problems = |area: &str| match area {
        "永城市" => (60, 40),
        "虞城县" => (45, 25),
        "夏邑县" => (38, 20),
        "柘城县" => (22, 22),
        "睢县" => (30, 10),
        "民权县" => (20, 5),
        _ => (0, 0),
    };
    let city = City::new("2026-10", |area| {
        let (all, done) = problems(area);
        let mut records = vec![typed("projects", "p001", &[("name", "甲项目")])];
        for at in 0..all {
            let mut cells = vec![("of", "p001"), ("problem", "高压线没有迁"), ("raised_on", "2026-05-01")];
            cells.push(("due", if at >= done && at % 10 == 9 { "2026-09-30" } else { "2026-12-01" }));
            if at < done {
                cells.extend([("closed", "是"), ("closed_on", "2026-08-01"), ("evidence", "照片")]);
            }
            records.push(typed("problems", &format!("q{:03}", at + 1), &cells));
        }
        records
    });
    expect![[r#"
        截至10月底，全市共梳理问题215个，已办结销号122个，正在推进93个，销号率56.7%。
        已超过时限还没有办结的有9个：永城市、民权县、睢县、虞城县各2个，夏邑县1个。
        全部办结的有：柘城县。"#]]
    .assert_eq(&sentences(&city.bulletin("p11")));
}

/// Projects of one area: annual plan and investment done, in 万元, spread over three projects.
fn projects(plan: i64, done: i64) -> Vec<Typed> {
    let mut records = Vec::new();
    for at in 1..=3 {
        let key = format!("p{at:03}");
        let part = |whole: i64| (if at == 3 { whole - whole / 3 * 2 } else { whole / 3 }).to_string();
        let cells = [("name", &*format!("{key}项目")), ("level", "3"), ("planned", &*part(plan * 2))];
        records.push(typed("projects", &key, &cells));
        let (spring, autumn) = (part(done / 2), part(done - done / 2));
        let cells = [
            ("year_plan", &*part(plan)),
            ("actual.m03", &*spring),
            ("plan.m10", &*autumn),
            ("actual.m10", &*autumn),
            ("start_plan", "2026-03-01"),
            ("d_start", if at == 1 { "" } else { "2026-03-10" }),
            ("finish_plan", "2026-09-30"),
            ("d_finish", if at == 3 { "2026-09-20" } else { "" }),
        ];
        records.push(typed("progress", &key, &cells));
    }
    records
}

/// The ratios of domain.md §6.4: 4.28/17.68 = 24.2 %, 77.57/63.27 = 122.6 %, 629.0/647.4 = 97.2 %, in October +13.8 points;
/// 85.1 % is +1.8 points. Areas without projects have no figures and are not judged.
#[test]
fn investment_against_the_calendar() {
    let city = City::new("2026-10", |area| match area {
        "睢县" => projects(176_800, 42_800),
        "虞城县" => projects(632_700, 775_700),
        "永城市" => projects(6_474_000, 6_290_000),
        "夏邑县" => projects(100_000, 85_100),
        _ => Vec::new(),
    });
    let bulletin = city.bulletin("p6");
    let texts: Vec<&str> = bulletin
        .blocks
        .iter()
        .filter_map(|block| if let BulletinBlock::Paragraph(text) = block { Some(text.as_str()) } else { None })
        .collect();
    expect![[r#"
        全市共有重点项目12个，总投资1,476.70亿元，年度计划投资738.35亿元。1—10月完成719.36亿元，占年度计划的97.4%，超序时进度14.1个百分点；本月完成359.68亿元，占月计划的100.0%。
        完成或超额完成年度计划的有：虞城县（122.6%）。
        达到序时进度的有：永城市（97.2%）、夏邑县（85.1%）。
        没有达到序时进度的有：睢县（欠59.1个百分点）。"#]].assert_eq(&texts.join("\n"));
    let t1 = city.table("t1");
    let shown = |row: &str, column: &str| {
        let at = t1.columns.iter().position(|known| known.key == column).unwrap();
        t1.rows.iter().find(|known| known.label == row).unwrap().cells[at].shown.clone()
    };
    for (area, rate, ahead) in [
        ("睢县", "24.2", "-59.1"),
        ("虞城县", "122.6", "+39.3"),
        ("永城市", "97.2", "+13.8"),
        ("夏邑县", "85.1", "+1.8"),
    ] {
        assert_eq!((shown(area, "rate").as_str(), shown(area, "ahead").as_str()), (rate, ahead), "{area}");
    }
}

/// P14 on the same records: red flags to the first, and no yellow flag to whoever kept pace.
#[test]
fn flags_follow_the_ranks_and_spare_who_met_the_target() {
    let city = City::new("2026-10", |area| match area {
        "睢县" => projects(176_800, 42_800),
        "虞城县" => projects(632_700, 775_700),
        "永城市" => projects(6_474_000, 6_290_000),
        "夏邑县" => projects(100_000, 85_100),
        "民权县" => projects(100_000, 84_000),
        "柘城县" => projects(100_000, 50_000),
        _ => Vec::new(),
    });
    let bulletin = city.bulletin("p14");
    let text = bulletin.to_text();
    expect![[r#"
        关于2026年10月项目建设擂台赛情况的通报
        1—10月，全市18个项目完成投资732.76亿元，投资完成率96.6%，开工率66.7%，竣工率33.3%，纳统率0.0%。
        投资完成率排在前面的是：虞城县（122.6%）、永城市（97.2%）、夏邑县（85.1%）。
        授予红旗：虞城县、永城市、夏邑县。
        亮黄旗：睢县、柘城县。达到序时进度的不亮黄旗。
        商丘市
        2026年11月5日
    "#]]
    .assert_eq(&text);
    assert!(text.contains("关于2026年10月项目建设擂台赛情况的通报"));
}

/// P17: who has reported, who is late; an office that has not reported is never counted as zero elsewhere.
#[test]
fn who_has_not_reported() {
    let new = |area: &str| NEW.iter().find(|(name, _)| *name == area).unwrap().1;
    let mut city = City::new("2026-09", |area| units(new(area)));
    (city.missing, city.late) = (&["睢县", "柘城县"], &["永城市"]);
    expect![[r#"
        2026年9月报表应报10份，已报8份，上报率80.0%；退回0次，迟报1份。
        还没有上报的：睢县、柘城县，请抓紧上报。
        迟报的：永城市1份。"#]]
    .assert_eq(&sentences(&city.bulletin("p17")));
    let bulletin = city.bulletin("p3");
    let BulletinBlock::Paragraph(text) = &bulletin.blocks[0] else { panic!() };
    expect!["从1—9月新增“四上”企业上报数看，全市新增规上工业企业32家，其中永城市21家，虞城县8家，示范区2家，民权县1家，其他已报的县（市、区）为0"].assert_eq(text.split('；').next().unwrap());
    assert!(!bulletin.doubts.is_empty());
}
