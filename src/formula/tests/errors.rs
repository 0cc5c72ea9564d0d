//! Every mistake with its picture. `UPDATE_EXPECT=1 cargo test` writes the file anew.

use super::*;
use expect_test::expect_file;
use std::fmt::Write as _;

/// Formulas about an industrial record.
const WRONG: &[&str] = &[
    // Reading the text.
    "",
    "  # 只有说明",
    "output.ytd & sold.ytd",
    "output.ytd > 0 ! sold.ytd",
    "output.ytd — sold.ytd > 0",
    "100 $",
    "unit.name == \"甲厂",
    "【工业总产值.ytd > 0",
    "1.2.3 > 0",
    "1234567890123456 > 0",
    "output.ytd > 2000万",
    "output.ytd > 2000万圆",
    "output.ytd > 5foo",
    "output.ytd as 美圆 > 0",
    "output.ytd >",
    "output.ytd > 0 sold.ytd > 0",
    "(output.ytd > 0",
    "output.ytd > 0)",
    "output. > 0",
    "output.ytd in 5",
    "output.ytd in [1千元 2千元]",
    "if output.ytd > 0 then 1",
    "如果 output.ytd > 0 否则 1",
    "output.ytd as > 0",
    "0 < output.month < output.ytd",
    "max(output.ytd, , sold.ytd, ) > foo",
    "and true",
    "output.ytd > 0 and",
    // Names.
    "outptu.ytd > 0",
    "工业总产.累计 > 0",
    "unit.nmae == '甲'",
    "unit.完全不同 == '甲'",
    "abc > 0",
    "setting.flor > 0",
    "period.moth > 0",
    "office.id == '1'",
    "output.ytdd > 0",
    "output.ytd.label == ''",
    "其中住宅 > 0",
    "住宅 > 0",
    "maximum(1, 2)",
    "unit.state == '停业了'",
    "unit.state in ['1', '正常运行']",
    "非停业 and true",
    "output.ytd > 0 and 累计且本月 > 0",
    "output > 0",
    "stock > 0",
    "output.end > 0",
    "staff.ytd > 0",
    "unit > 0",
    "prev > 0",
    "setting > 0",
    "project.planned > 0",
    "projects.planned > 0",
    "this.output.ytd > 0",
    "prev.prev.output.ytd > 0",
    "count(prev.industry where prev.output.ytd > 0) > 0",
    "count(units where count(units) > 1) > 0",
    "count(unitz)",
    "count(output.ytd)",
    "count(units where uscc == 1) > 0",
    "sum(output.month over staff)",
    "sum(output.month over 5)",
    "any(output.month > 0)",
    "count(output.month over industry)",
    "reported(project)",
    "reported(5)",
    "reported(staff)",
    "absence(output.ytd + 1千元) == ''",
    "absence(output.ytd) == '缺'",
    "confirmed(5)",
    "period.kind == 'monht'",
    "abs(output.ytd over industry)",
    // Types and units.
    "abs()",
    "round(output.ytd)",
    "growth(output.ytd, output.ytd_ly, 1)",
    "sum()",
    "output.ytd",
    "not output.ytd",
    "output.ytd and sold.ytd > 0",
    "unit.name > unit.listed",
    "unit.state > '1'",
    "unit.name == output.ytd",
    "unit.opened == unit.signed",
    "unit.state == trade.goods and false",
    "if true then 1 else 'x'",
    "unit.name + '厂' == ''",
    "-unit.name == ''",
    "output.ytd + staff > 0",
    "output.ytd > staff",
    "output.ytd > power.ytd",
    "output.ytd > 500",
    "500 < output.ytd",
    "output.ytd + 5 > 0",
    "ratio > 80",
    "growth(output.ytd, output.ytd_ly) > 0.3",
    "output.ytd > setting.many",
    "output.ytd > setting.band",
    "near(output.ytd, sold.ytd, 2)",
    "near(output.ytd, staff, 2千元)",
    "output.ytd as 人 > 0人",
    "output.ytd * staff * power.ytd * unit.area / 1吨 > 0",
    "round(output.ytd, staff) > 0",
    "round(output.ytd, 99) > 0",
    "left(unit.name, 2人) == ''",
    "len(output.ytd) > 0",
    "label(unit.name) == ''",
    "year(unit.name) > 0",
    "days_between(unit.opened, unit.signed) > 30天",
    "days_between(period.end, unit.signed) > 30",
    "date('2026-13-01') < unit.signed",
    "month_of('十月') < unit.opened",
    "sum(output.ytd, unit.name) > 0",
    "max(unit.listed) == true",
    "avg(unit.name over industry) > 0",
    "any(output.ytd over industry)",
    "count(industry where output.ytd) > 0",
    "lacking(output.ytd, 1 + 1) > 0",
    "industry_known(output.ytd)",
    // Several at once.
    "outptu.ytd > 500 and unit.state == '停业了'\n  and sold > 0 and round(1) > 5人",
    "max(output.ytd +, sold.ytd > , 3) > 0 and foo",
    // Months, details, the record of the office.
    "planned > 0",
    "planned.m13 > 0",
    "planned.month_ly > 0",
    "planned.years > 0",
    "progress.ytd > 0",
    "months_short(invested.month, planned)",
    "months_short(output, planned)",
    "months_short(progress, planned)",
    "months_short(invested, 3)",
    "problems.closed",
    "count(problems where closed) > 0 and mine",
    "count(projects where mine)",
    "count(area where mine)",
    "area.taxx.ytd > 0",
];

fn kind(problem: &Problem) -> String {
    let text = format!("{problem:?}");
    text.split([' ', '(']).next().unwrap_or_default().to_owned()
}

#[test]
fn every_mistake_is_shown_where_it_is() {
    let world = world();
    let context = Context { expect: Expect::Bool, ..about(INDUSTRY) };
    let mut text = String::new();
    let mut kinds = BTreeSet::new();
    let mut add = |what: &str, source: &str, errors: &[FormulaError]| {
        kinds.extend(errors.iter().map(|error| kind(&error.problem)));
        writeln!(text, "----- {what}{source}\n{}\n", pictures(source, errors)).unwrap();
    };
    for source in WRONG {
        add("", source, &compile(source, &world, context).expect_err(source));
    }
    for source in ["count(units) > output.ytd", "this > 0", "累计 > 0", "sum(industry) > 0", "units.name == ''"] {
        add("全表：", source, &compile(source, &world, Context::default()).expect_err(source));
    }
    for source in ["it.label == ''", "累计 > 0", "unit.signed > period.due"] {
        add("名录：", source, &compile(source, &world, about(UNITS)).expect_err(source));
    }
    let units =
        [Expect::Number(Unit::parse("万元").unwrap()), Expect::Number(Unit::percent()), Expect::Text, Expect::Date];
    for (source, expect) in ["5", "0.5", "output.ytd", "unit.opened"].into_iter().zip(units) {
        let context = Context { expect, ..about(INDUSTRY) };
        add("计算：", source, &compile(source, &world, context).expect_err(source));
    }
    let context = Context { expect: Expect::Number(Unit::parse("万元").unwrap()), ..about(INDUSTRY) };
    add("计算：", "staff", &compile("staff", &world, context).unwrap_err());
    let context = Context { expect: Expect::Code(ListId(0)), ..about(INDUSTRY) };
    add(
        "计算：",
        "if staff > 0 then '1' else '9'",
        &compile("if staff > 0 then '1' else '9'", &world, context).unwrap_err(),
    );
    for source in ["{output.ytd", "本月} {output.ytd}", "{outptu.ytd}和{output}", "{{}} {}", "甲{unit.name == '}'} {"]
    {
        add("提示语：", source, &Template::compile(source, &world, about(INDUSTRY)).expect_err(source));
    }
    let table = TableNames {
        columns: vec![TableColumn {
            key: "rate".to_owned(),
            label: "完成率".to_owned(),
            group: String::new(),
            kind: Type::Bool,
        }],
        item: None,
        totals: false,
        part: true,
    };
    for source in ["col.rat > 0", "本表 > 0", "part.lat > 0", "total.rate > 0", "count(units where col.rate) > 0"] {
        let in_table = Parses::default().compile_in(source, &world, Context::default(), Some(&table));
        add("汇总表：", source, &in_table.expect_err(source));
    }
    let long = " ".repeat(MAX_SOURCE + 1);
    let deep = format!("{}1{}", "(".repeat(MAX_NESTING), ")".repeat(MAX_NESTING));
    let chain = format!("1{}", " + 1".repeat(MAX_DEPTH));
    for source in [&*long, &*deep, &*chain] {
        kinds.extend(compile(source, &world, context).unwrap_err().iter().map(|error| kind(&error.problem)));
    }
    expect_file!["errors.txt"].assert_eq(&text);

    let all = include_str!("../error.rs").split("pub enum Problem {").nth(1).unwrap().split("\n}").next().unwrap();
    let variants = all.lines().map(str::trim).filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()));
    let names: BTreeSet<String> =
        variants.map(|line| line.split([' ', '(', ',', '{']).next().unwrap().to_owned()).collect();
    let untested: Vec<&String> = names.difference(&kinds).collect();
    assert!(untested.is_empty(), "no example of {untested:?}");
}

#[test]
fn places_are_counted_in_characters() {
    let source = "本月 > 0 且\n  工业总产.累计 > 0";
    let errors = compile(source, &world(), about(INDUSTRY)).unwrap_err();
    let [error] = errors.as_slice() else { panic!("{errors:?}") };
    assert_eq!(error.span.position(source), Position { line: 2, column: 3 });
    assert_eq!(error.span.of(source), "工业总产");
}

#[test]
fn depth_and_length_are_limited_without_overflowing_the_stack() {
    let world = world();
    let context = about(INDUSTRY);
    let just_deep = format!("{}1{}", "(".repeat(MAX_NESTING - 1), ")".repeat(MAX_NESTING - 1));
    let just_long = format!("1{}", " + 1".repeat(MAX_DEPTH - 1));
    for source in [just_deep, just_long] {
        let compiled = compile(&source, &world, context).expect(&source);
        compiled.eval(&Figures::default(), now(INDUSTRY, 0)).unwrap();
        tidy(&source).unwrap();
    }
    for part in
        ["(", "not ", "- ", "abs(", "if ", "1 in [", "max(1, ", "1 + (", "a.", "[", "sum(x over ", "【", "\"", "{"]
    {
        for end in ["", "1", "x", ")", "]"] {
            let source = format!("{}{end}", part.repeat(MAX_SOURCE / part.len()));
            assert!(compile(&source, &world, context).is_err(), "{part}");
        }
    }
}
