//! Properties: nothing panics; what is printed reads back the same; nothing is read that was not announced.

use super::eval::figures;
use super::*;
use proptest::prelude::*;

/// Words that formulas are made of, right and wrong.
const WORDS: &[&str] = &[
    "output",
    "sold",
    "staff",
    "stock",
    "工业总产值",
    "【其中：出口交货值】",
    "unit",
    "单位",
    "name",
    "state",
    "prev",
    "上年",
    "it",
    "this",
    "本行",
    "period",
    "month",
    "ytd",
    "累计",
    "1—本月",
    "end",
    "industry",
    "units",
    "trade",
    "setting",
    "floor",
    "count",
    "sum",
    "max",
    "any",
    "avg",
    "round",
    "near",
    "growth",
    "blank",
    "len",
    "mid",
    "label",
    "reported",
    "计数",
    "if",
    "then",
    "else",
    "如果",
    "那么",
    "否则",
    "and",
    "且",
    "or",
    "或",
    "not",
    "非",
    "in",
    "属于",
    "over",
    "取自",
    "where",
    "其中",
    "as",
    "按",
    "true",
    "假",
    "(",
    ")",
    "[",
    "]",
    ",",
    "，",
    ".",
    "+",
    "-",
    "*",
    "/",
    "×",
    "÷",
    "==",
    "=",
    "≠",
    "<",
    "≤",
    ">",
    "??",
    "0",
    "1",
    "2.5",
    "2000万元",
    "5千元",
    "30%",
    "3人",
    "1500元/平方米",
    "万元",
    "%",
    "\"甲\"",
    "'1'",
    "“停业”",
    "#",
    "\n",
    "{",
    "}",
    "date",
    "0且",
    "999999999999999",
    "省",
];

fn soup() -> impl Strategy<Value = String> {
    let word = prop::sample::select(WORDS);
    let gap = prop::sample::select(&["", " ", " ", " "][..]);
    prop::collection::vec((word, gap), 0..24)
        .prop_map(|words| words.into_iter().flat_map(|(word, gap)| [word, gap]).collect())
}

/// A formula of the wanted kind about an industrial record; rows say whether it stands inside an aggregate.
fn formula(kind: Kind, depth: u32, inside: bool) -> BoxedStrategy<String> {
    let leaf = match kind {
        Kind::Money => prop::sample::select(&[
            "output.ytd",
            "output.month",
            "sold.ytd",
            "export.month",
            "export.ytd",
            "工业销售产值.累计",
            "本月",
            "stock.end",
            "0",
            "5千元",
            "0.3万元",
            "prev.output.ytd",
            "last_year.it.month",
            "trade.sales.ytd",
            "setting.floor",
        ]),
        Kind::Plain => prop::sample::select(&[
            "1",
            "0",
            "2.5",
            "period.month",
            "period.months",
            "products",
            "len(unit.name)",
            "setting.many",
            "sold.ytd / output.ytd",
            "count(units)",
            "count(prev.industry)",
            "year(unit.opened)",
        ]),
        Kind::Truth => prop::sample::select(&[
            "true",
            "假",
            "unit.listed",
            "blank(export.month)",
            "unit.state == '停业'",
            "unit.name in ['甲厂', “乙”]",
            "reported(trade)",
            "reported(prev.trade)",
            "unit.state not in ['1']",
            "prev.unit.name != unit.name",
            "period.has_prev",
            "ratio > 80%",
            "unit.opened < month_of(period.end)",
            "uscc_check_ok(unit.uscc)",
            "growth(output.ytd, output.ytd_ly) > 10%",
        ]),
    };
    // Inside an aggregate over the records, there is no further aggregate and no earlier file twice.
    let leaf = leaf.prop_filter("aggregates do not nest", move |text| !inside || !text.starts_with("count")).boxed();
    if depth == 0 {
        return leaf.prop_map(str::to_owned).boxed();
    }
    let money = || formula(Kind::Money, depth - 1, inside);
    let plain = || formula(Kind::Plain, depth - 1, inside);
    let truth = || formula(Kind::Truth, depth - 1, inside);
    let op = |signs: &'static [&'static str]| prop::sample::select(signs);
    let leaf = leaf.prop_map(str::to_owned).boxed();
    let common = |this: BoxedStrategy<String>, other: BoxedStrategy<String>| {
        prop_oneof![
            this.clone().prop_map(|text| format!("({text})")),
            (truth(), this.clone(), other.clone()).prop_map(|(c, a, b)| format!("(if {c} then {a} else {b})")),
            (this, other).prop_map(|(a, b)| format!("({a} ?? {b})")),
        ]
    };
    match kind {
        Kind::Money => {
            let rows = |what: &'static str| {
                let value = formula(Kind::Money, depth - 1, true);
                (value, formula(Kind::Truth, depth - 1, true))
                    .prop_map(move |(value, filter)| format!("{what}({value} over industry where {filter})"))
            };
            let plus = (money(), op(&["+", "-"]), money()).prop_map(|(a, op, b)| format!("({a} {op} {b})"));
            let times =
                (money(), op(&["*", "/", "÷"]), plain()).prop_map(|(a, op, b)| format!("(({a}) + 0元) {op} ({b})"));
            let several =
                (op(&["sum", "max", "求和"]), money(), money()).prop_map(|(f, a, b)| format!("{f}({a}, {b})"));
            let negative = money().prop_map(|a| format!("-({a})"));
            let shown = money().prop_map(|a| format!("(({a}) + 0元 as 万元)"));
            let rounded = money().prop_map(|a| format!("abs(round(({a}) + 0千元, 1))"));
            let values = prop_oneof![leaf, plus, times, several, negative, shown, rounded, common(money(), money())];
            if inside { values.boxed() } else { prop_oneof![6 => values, 1 => rows("sum"), 1 => rows("max")].boxed() }
        }
        Kind::Plain => {
            let plus = (plain(), op(&["+", "-", "*", "/"]), plain()).prop_map(|(a, op, b)| format!("({a}) {op} ({b})"));
            let ratio = (money(), money()).prop_map(|(a, b)| format!("(({a}) + 0元) / (({b}) + 0元)"));
            let count = formula(Kind::Truth, depth - 1, true).prop_map(|c| format!("count(industry where {c})"));
            let equal = money()
                .prop_map(|a| format!("count(industry where output.ytd == this.output.ytd and output.ytd != {a})"));
            if inside {
                prop_oneof![leaf, plus, ratio].boxed()
            } else {
                let equal = equal.prop_filter("aggregates do not nest", |text| {
                    !text[6..].contains(" over ") && !text[6..].contains("count")
                });
                prop_oneof![leaf, plus, ratio, count, equal].boxed()
            }
        }
        Kind::Truth => {
            let signs: &[&str] = &["==", "!=", "<", "<=", ">", ">=", "=", "≠", "≤"];
            let compared = (money(), op(signs), money()).prop_map(|(a, op, b)| format!("{a} {op} {b}"));
            let counted = (plain(), op(signs), plain()).prop_map(|(a, op, b)| format!("({a}) {op} ({b})"));
            let junction =
                (truth(), op(&["and", "or", "且", "或"]), truth()).prop_map(|(a, op, b)| format!("({a} {op} {b})"));
            let negated = truth().prop_map(|a| format!("(not {a})"));
            let near = (money(), money()).prop_map(|(a, b)| format!("near({a}, {b}, 2千元)"));
            let there = money().prop_map(|a| format!("present({a})"));
            let within = (money(), money()).prop_map(|(a, b)| format!("(({a}) in [{b}, 5千元])"));
            let values = prop_oneof![leaf, compared, counted, junction, negated, near, there, within];
            if inside {
                values.boxed()
            } else {
                let any = formula(Kind::Truth, depth - 1, true).prop_map(|c| format!("any({c} over industry)"));
                prop_oneof![6 => values, 1 => any].boxed()
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Money,
    Plain,
    Truth,
}

fn any_formula() -> impl Strategy<Value = String> {
    prop_oneof![formula(Kind::Money, 3, false), formula(Kind::Plain, 3, false), formula(Kind::Truth, 3, false)]
}

/// Whether a formula about the record of member 0 of the industrial form announced that it would ask this.
fn announced(reads: &[Read], asked: Asked) -> bool {
    let reach_fits = |reach: Reach, row: RowRef| match reach {
        Reach::All => true,
        Reach::Own => row.row == 0 && row.form == INDUSTRY,
        Reach::Same => row.row == 0 && row.form != INDUSTRY,
    };
    reads.iter().any(|read| match (*read, asked) {
        (Read::Cell { when, reach, form, field, column }, Asked::Cell(row, asked_field, asked_column)) => {
            when == row.when
                && form == row.form
                && field == asked_field
                && column == asked_column
                && reach_fits(reach, row)
        }
        (Read::Rows { when, form }, Asked::Rows(asked_when, asked_form)) => when == asked_when && form == asked_form,
        (Read::Reported { when, form, .. }, Asked::Reported(row, asked_form)) => when == row.when && form == asked_form,
        _ => false,
    })
}

/// All that must hold for any formula that compiles.
fn check_compiled(source: &str, compiled: &Compiled) -> Result<(), TestCaseError> {
    let world = world();
    let figures = figures();
    let value = compiled.eval(&figures, now(INDUSTRY, 0));
    for asked in figures.asked.borrow().iter() {
        prop_assert!(announced(compiled.reads(), *asked), "{source}\n{asked:?} not in {:?}", compiled.reads());
    }
    if let Ok(Some(value)) = &value {
        prop_assert!(value.fits(compiled.type_of()), "{source}: {value:?} is no {:?}", compiled.type_of());
    }
    let memo = Memo::new();
    for row in [0, 1, 2] {
        let plain = compiled.eval(&figures, now(INDUSTRY, row));
        let remembered = compiled.eval_with(&figures, now(INDUSTRY, row), &memo);
        if plain.is_ok() {
            prop_assert_eq!(plain, remembered, "{}", source);
        }
    }
    let _ = compiled.eval_seen(&figures, now(INDUSTRY, 0));
    let _ = compiled.show(&figures, now(INDUSTRY, 0));

    let tidied = tidy(source).unwrap();
    prop_assert_eq!(tidy(&tidied), Ok(tidied.clone()), "{}", source);
    for again in [tidied.as_str(), compiled.in_chinese()] {
        let twin = compile(again, &world, about(INDUSTRY));
        prop_assert!(twin.is_ok(), "{source}\n{again}\n{}", pictures(again, &twin.unwrap_err()));
        let twin = twin.unwrap();
        prop_assert_eq!(twin.reads(), compiled.reads(), "{}\n{}", source, again);
        prop_assert_eq!(twin.eval(&figures, now(INDUSTRY, 0)).ok(), value.clone().ok(), "{}\n{}", source, again);
        prop_assert_eq!(twin.in_chinese(), compiled.in_chinese());
    }
    Ok(())
}

fn check_any(source: &str) -> Result<(), TestCaseError> {
    let world = world();
    for context in [about(INDUSTRY), about(UNITS), Context::default()] {
        match compile(source, &world, context) {
            Ok(compiled) if context == about(INDUSTRY) => check_compiled(source, &compiled)?,
            Ok(compiled) => {
                let row = context.form.map(|form| now(form, 1));
                let _ = compiled.eval_seen(&figures(), row);
            }
            Err(errors) => {
                prop_assert!(!errors.is_empty());
                pictures(source, &errors);
            }
        }
    }
    if let Err(errors) = Template::compile(source, &world, about(INDUSTRY)) {
        pictures(source, &errors);
    }
    let _ = constant(source);
    let _ = tidy(source);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_a_formula_or_a_mistake(source in "\\PC{0,40}") {
        check_any(&source)?;
    }

    #[test]
    fn any_words_are_a_formula_or_a_mistake(source in soup()) {
        check_any(&source)?;
    }

    #[test]
    fn right_formulas_compile_and_keep_their_promises(source in any_formula()) {
        let compiled = compile(&source, &world(), about(INDUSTRY));
        prop_assert!(compiled.is_ok(), "{}", pictures(&source, &compiled.unwrap_err()));
        check_compiled(&source, &compiled.unwrap())?;
    }
}

#[test]
fn the_chinese_wording_reads_as_people_write() {
    for (source, expected) in [
        ("output.ytd >= sold.ytd", "工业总产值.累计 ≥ 工业销售产值.累计"),
        (
            "it.ytd >= prev.it.ytd and not blank(export.month)",
            "本指标.累计 ≥ 上期.本指标.累计 且 非 未填(出口交货值.本月)",
        ),
        ("unit.state in ['2', '停业'] or home1 > 0", "单位.运营状态 属于 [“停业”, “停业”] 或 home1 > 0"),
        (
            "if staff != 0 then output.ytd / staff else 0",
            "如果 平均用工人数 ≠ 0 那么 工业总产值.累计 ÷ 平均用工人数 否则 0",
        ),
        (
            "count(units where uscc == this.unit.uscc) * 1 > 1",
            "计数(调查单位名录 其中 统一社会信用代码 = 本行.单位.统一社会信用代码) × 1 > 1",
        ),
        ("near(output.ytd, setting.floor, 2万元)", "接近(工业总产值.累计, 设定.规模以上工业起点, 2万元)"),
        ("growth(output.ytd, output.ytd_ly) as 百分点", "增速(工业总产值.累计, 工业总产值.上年累计) 按 个百分点"),
        ("a_b ?? 1", ""),
    ] {
        let compiled = compile(source, &world(), about(INDUSTRY));
        assert_eq!(compiled.as_ref().map_or("", Compiled::in_chinese), expected);
    }
}

#[test]
fn a_tidy_formula_has_only_the_needed_brackets() {
    for (source, expected) in [
        ("((1+2))*3", "(1 + 2) * 3"),
        ("1+(2*3)", "1 + 2 * 3"),
        ("1-(2-3)", "1 - (2 - 3)"),
        ("(1-2)-3", "1 - 2 - 3"),
        ("-(-1)", "--1"),
        ("-(1+2)", "-(1 + 2)"),
        ("not(a and b)or c", "not (a and b) or c"),
        ("(a or b) and c", "(a or b) and c"),
        ("(a ?? b) > c", "a ?? b > c"),
        ("a ?? (b > c)", "a ?? (b > c)"),
        ("(a > b) == c", "(a > b) == c"),
        ("(a / b as %) > 1%", "a / b as % > 1%"),
        ("x in[1、2]", "x in [1, 2]"),
        ("非 x 不属于 [1]", "not x not in [1]"),
        ("如果 a 那么 b 否则 如果 c 那么 d 否则 e", "if a then b else if c then d else e"),
        ("(if a then b else c) + 1", "(if a then b else c) + 1"),
        ("求和(a 取自 b 其中 c)", "求和(a over b where c)"),
        ("'他说\"好\"'", "'他说\"好\"'"),
        ("“甲”", "\"甲\""),
        ("【其中：住宅】 + 【a】", "【其中：住宅】 + a"),
        ("2.50万元 + ３０％", "2.5万元 + 30%"),
        ("1500元/㎡", "1500元/平方米"),
        ("上年1—本月", "上年累计"),
    ] {
        assert_eq!(tidy(source).as_deref(), Ok(expected), "{source}");
    }
}
