//! What is said beside the files of the made-up county.

use std::fmt::Write;

use crate::demo::county::{County, Planted};
use crate::scheme::CompiledScheme;

/// A text in Markdown that goes with the files: what the county is, and every finding that the audit must have.
pub fn readme(county: &County, scheme: &CompiledScheme, seed: u64) -> String {
    let mut text = format!(
        "# 演示县\n\n\
        由一个种子（{seed}）生成的县：{}个报送单位、300家单位、60个项目，{}和{}两期，含上年同期。\n\
        区划名称和代码取自公开名单，开发区的代码是自定的；企业、人名、电话、信用代码和数字都是编的，与真实单位无关。\n\n\
        数据符合{}的全部审核关系，只有下面列出的例外，审核应当不多不少地找出它们。需要说明的，文件里已有说明。\n",
        county.offices().len(),
        county.before().chinese(),
        county.period().chinese(),
        scheme.name,
    );
    let offices: Vec<_> = county.offices().map(|office| office.name).collect();
    if let Some(twice) = county.twice() {
        let of = |at: usize| offices.get(at).map_or("", String::as_str);
        let [one, two] = twice.offices;
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "\n另有一处只有汇总才看得出来：{}（{}）同时在{}和{}的名录里，两边都报了数。\n\
            有的记录是预计、快报，有的格注明了缺报、不适用，为0的格都经过确认，供查看这些说明怎样显示。\n",
            twice.name,
            twice.uscc,
            of(one),
            of(two),
        );
    }
    for period in [county.before(), county.period()] {
        let planted = county.planted(period);
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "\n## {}：{}处\n\n| 报送单位 | 审核关系 | 级别 | 表 | 记录 | 指标 | 单位或项目 | 说明 |\n|---|---|---|---|---|---|---|---|\n",
            period.chinese(),
            planted.len()
        );
        for one in planted {
            let office = offices.get(one.office).map_or("", String::as_str);
            let _ = writeln!(text, "| {office} {}", line(&one, scheme));
        }
    }
    text
}

fn line(one: &Planted, scheme: &CompiledScheme) -> String {
    let rule = scheme.rules.iter().find(|rule| rule.id == one.finding.rule);
    let severity = rule.map_or("", |rule| rule.severity.label());
    let name = rule.map_or("", |rule| rule.name.as_str());
    let words = one.words.as_deref().unwrap_or("");
    let finding = &one.finding;
    format!(
        "| {} {name} | {severity} | {} | {} | {} | {} | {words} |",
        finding.rule, finding.form, finding.key, finding.field, one.name
    )
}
