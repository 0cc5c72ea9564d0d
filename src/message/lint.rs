//! Sentences about rules that do not go well together.

use crate::formula::linear::Beyond;
use crate::ids::RuleId;
use crate::scheme::Scheme;
use crate::scheme::lint::{Judged, Kind, Lint, Warning};

/// How many fields are named before the rest is counted.
const NAMED: usize = 3;

/// What is the matter and what to do, in one or two sentences.
pub fn sentence(scheme: &Scheme, warning: &Warning) -> String {
    let rule = named(scheme, warning.rule);
    let other = warning.other.map(|other| named(scheme, other)).unwrap_or_default();
    let text = match warning.kind {
        Kind::NeverApplies => {
            format!("审核关系 {rule}的条件 when 永远不成立，这条关系从不起作用。请核对条件里的数和代码。")
        }
        Kind::NeverFires => {
            format!("审核关系 {rule}只要适用就一定成立，永远不会提示。请核对公式，或删去这条关系。")
        }
        Kind::AlwaysFires => format!("审核关系 {rule}只要适用就一定不成立，怎样填都通不过。请核对公式。"),
        Kind::Contradicts => format!(
            "审核关系 {rule}与 {other}互相矛盾：两条都适用的记录，怎样填都不能同时通过。请改正其中一条，或用条件 when 把它们分开。"
        ),
        Kind::Repeats => format!("审核关系 {rule}与 {other}是同一个要求，总是同时提示。请删去一条。"),
        Kind::Implied => format!(
            "审核关系 {rule}已经包含在更严的 {other}里：凡是这条提示的，那一条也提示，程度也不比它轻。请删去这条，或改掉其中一条的界限。"
        ),
    };
    let sign = if warning.by_sign { "（以不可为负的指标都不为负为准。）" } else { "" };
    format!("{text}{sign}{}", whose(scheme, warning))
}

/// The number and the name of a rule.
fn named(scheme: &Scheme, rule: RuleId) -> String {
    format!("{}“{}”", scheme[rule].id, scheme[rule].name)
}

/// The fields, where a rule is about several.
fn whose(scheme: &Scheme, warning: &Warning) -> String {
    let rule = &scheme[warning.rule];
    if rule.each.is_none() && rule.forms.len() < 2 {
        return String::new();
    }
    let names: Vec<String> = warning
        .whose
        .iter()
        .map(|(form, it)| match it {
            Some(field) => format!("{}的{}", scheme[*form].label, scheme[*form][*field].short),
            None => scheme[*form].label.clone(),
        })
        .collect();
    let shown = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join("、");
    if names.len() > NAMED { format!("涉及{shown}等 {} 处。", names.len()) } else { format!("涉及{shown}。") }
}

/// How many rules were judged, and what could not be told of the others.
pub fn judged(judged: &Judged) -> String {
    let Judged { rules, whole, beyond, given_up, .. } = judged;
    let mut text = format!("逐表逐指标展开后共 {rules} 条，{whole} 条全部能推断");
    if !beyond.is_empty() {
        let kinds: Vec<String> = beyond.iter().map(|(why, count)| format!("{}（{count} 条）", reason(*why))).collect();
        text = format!("{text}；{} 条有推断不了的部分：{}", rules - whole, kinds.join("、"));
    }
    if *given_up > 0 {
        text = format!("{text}；有 {given_up} 对太复杂，没有比较");
    }
    text.push('。');
    // A rule for retail firms in the form of industry never applies; that is not seen.
    text.push_str("各表的填报范围没有算在内。");
    text
}

/// The rules that could not be judged whole, each with the reason.
pub fn not_judged(scheme: &Scheme, lint: &Lint) -> Vec<String> {
    let line = |(rule, beyond): (&RuleId, &std::collections::BTreeSet<Beyond>)| {
        let reasons: Vec<&str> = beyond.iter().map(|why| reason(*why)).collect();
        format!("{}：{}", named(scheme, *rule), reasons.join("、"))
    };
    lint.judged.partly.iter().map(line).collect()
}

/// Why something cannot be told.
pub const fn reason(beyond: Beyond) -> &'static str {
    match beyond {
        Beyond::NotLinear => "未知数相乘或相除",
        Beyond::Text => "文字和代码的函数",
        Beyond::Date => "日期的函数",
        Beyond::Rows => "对许多行的汇总",
        Beyond::There => "有没有记录或上期文件",
        Beyond::Large => "情形太多",
        Beyond::Other => "其他函数",
    }
}
