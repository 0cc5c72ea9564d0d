//! Formulas at random: words in any order, and formulas that are right.

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
    "problems",
    "area",
    "tax",
    "invested",
    "【完成投资】",
    ".9月",
    "m09",
    "全年",
    "mine",
    "属本行",
    "months_short",
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
    "lacking",
    "lacking_names",
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

pub(super) fn soup() -> impl Strategy<Value = String> {
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
            "absence(export.month) == '缺报'",
            "confirmed(it.ytd)",
            "period.kind in ['月报', 'year']",
            "reported(prev.trade)",
            "lacking(output.month, staff) > 0",
            "lacking_names(output.month, unit.listed) == ''",
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

pub(super) fn any_formula() -> impl Strategy<Value = String> {
    prop_oneof![formula(Kind::Money, 3, false), formula(Kind::Plain, 3, false), formula(Kind::Truth, 3, false)]
}
