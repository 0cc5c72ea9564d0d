//! The handbook of a scheme: everything that it says, in words, to read on screen and to print.
//!
//! It is made once, as [`Handbook`], and written in two ways: [`Handbook::markdown`] for a terminal and for other
//! documents, [`Handbook::html`] as one page that needs nothing else.

mod bulletin;
mod form;
mod html;
mod lists;
mod markdown;
mod page;
mod rule;
mod table;

pub use page::{Block, Entry, Handbook, Section, Span};

use super::compile::CompiledScheme;
use super::model::Issued;
use crate::formula::{Compiled, Template};
use crate::ids::{FormId, ListId, RuleId};
use crate::period::Period;
use std::collections::BTreeSet;

/// The whole handbook: particulars, forms with their fields, colours, report tables, bulletins, colours, edit rules, settings, the calendar,
/// offices that report, places of one's own and code lists.
pub fn handbook(scheme: &CompiledScheme) -> Handbook {
    let mut sections = Vec::new();
    for form in scheme.form_ids() {
        sections.push(form::section(scheme, form));
    }
    sections.extend(table::colours(scheme));
    sections.extend(table::tables(scheme));
    sections.extend(bulletin::bulletins(scheme));
    sections.push(rule::all(scheme));
    sections.extend(lists::settings(scheme));
    sections.extend(lists::calendar(scheme));
    sections.extend(lists::offices(scheme));
    sections.extend(lists::divisions(scheme));
    sections.extend(scheme.lists.iter().map(lists::list));
    Handbook { title: scheme.name.clone(), facts: particulars(scheme), sections }
}

/// The part of the handbook about some forms: they themselves, the rules that look at them and the codes that they use.
pub fn handbook_of(scheme: &CompiledScheme, forms: &[FormId]) -> Handbook {
    let mut sections: Vec<Section> = forms.iter().map(|&id| form::section(scheme, id)).collect();
    let rules: BTreeSet<RuleId> =
        scheme.rule_ids().filter(|&id| scheme[id].forms.iter().any(|form| forms.contains(form))).collect();
    if !rules.is_empty() {
        sections.push(rule::some(scheme, &rules));
    }
    let lists: BTreeSet<ListId> =
        forms.iter().flat_map(|&id| scheme[id].fields.iter()).filter_map(lists::of_field).collect();
    sections.extend(lists.into_iter().map(|id| lists::list(&scheme[id])));
    Handbook { title: scheme.name.clone(), facts: particulars(scheme), sections }
}

/// One form as Markdown: particulars, and its fields with unit, measure, conditions and explanation.
pub fn show_form(scheme: &CompiledScheme, id: FormId) -> String {
    markdown::section(&form::section(scheme, id))
}

/// Whose scheme it is, and which.
fn particulars(scheme: &CompiledScheme) -> Vec<(String, String)> {
    let mut facts = vec![("制度".to_owned(), format!("{}，版本 {}", scheme.id, scheme.edition))];
    if let Some(based_on) = &scheme.based_on {
        facts.push(("在其基础上改动".to_owned(), based_on.clone()));
    }
    facts.extend(issued(&scheme.issued));
    facts.push(("摘要（SHA-256）".to_owned(), scheme.digest().to_owned()));
    facts
}

/// What a respondent may ask a form for.
fn issued(issued: &Issued) -> Vec<(String, String)> {
    let until = issued.valid_until.map(Period::chinese).unwrap_or_default();
    [("制定机关", issued.authority.clone()), ("批准文号或依据", issued.approval.clone()), ("有效期至", until)]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec()
}

/// A formula in Chinese, set apart from the words around it.
fn formula(compiled: &Compiled) -> Span {
    Span::code(compiled.in_chinese())
}

/// A sentence with formulas in it, in Chinese.
fn template(template: &Template) -> Vec<Span> {
    template.parts().map(|part| part.map_or_else(formula, Span::text)).collect()
}
