//! Which findings are shown, and in which order.

use std::collections::BTreeMap;
use std::sync::Arc;

use sishang::audit::Finding;
use sishang::grid::fits_query;
use sishang::scheme::Severity;
use sishang::workbook::Session;

use super::view::View;
use crate::parts::figures;
use crate::store::Page;

/// Findings under one heading.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    pub key: String,
    pub title: String,
    /// The heading is the record: the cards need not name it.
    pub names_records: bool,
    pub findings: Vec<Arc<Finding>>,
}

/// The findings that pass the filters. The one that is stood on stays until another takes its place: it must not go
/// from under the hand that has just explained it.
pub(super) fn passing(session: &Session, all: &[Arc<Finding>], view: &View) -> Vec<Arc<Finding>> {
    let passes = |finding: &Finding| {
        view.severity.is_none_or(|severity| finding.severity == severity)
            && view.stage.has(finding)
            && view.form.as_ref().is_none_or(|form| *form == finding.key.form)
            && view.rule.as_ref().is_none_or(|rule| *rule == finding.key.rule)
            && fits_query(&view.query, &record_title(session, finding), [])
    };
    let stays = |finding: &Finding| view.current.as_ref() == Some(&finding.key);
    all.iter().filter(|finding| passes(finding) || stays(finding)).cloned().collect()
}

/// The name of the unit or project that a finding is about.
pub(super) fn record_title(session: &Session, finding: &Finding) -> String {
    crate::words::record_title(session, finding.form, &finding.record)
}

/// Groups by rule, the worst first; or by unit in the order of the roster.
pub(super) fn groups(session: &Session, findings: &[Arc<Finding>], by_unit: bool) -> Vec<Group> {
    if by_unit { by_record(session, findings) } else { by_rule(session, findings) }
}

fn by_rule(session: &Session, findings: &[Arc<Finding>]) -> Vec<Group> {
    let mut grouped: BTreeMap<(Severity, &str), Vec<Arc<Finding>>> = BTreeMap::new();
    for finding in findings {
        grouped.entry((finding.severity, &finding.key.rule)).or_default().push(Arc::clone(finding));
    }
    let title = |severity: Severity, rule: &str| {
        let name = session.scheme.rule(rule).map_or("", |id| session.scheme[id].name.as_str());
        let name = if rule == sishang::audit::UNREADABLE { "读不懂的内容" } else { name };
        format!("{}　{rule} {name}", severity.label())
    };
    grouped
        .into_iter()
        .map(|((severity, rule), findings)| Group {
            key: format!("{}{rule}", severity.key()),
            title: title(severity, rule),
            names_records: false,
            findings,
        })
        .collect()
}

fn by_record(session: &Session, findings: &[Arc<Finding>]) -> Vec<Group> {
    let mut grouped: BTreeMap<(usize, usize), Vec<Arc<Finding>>> = BTreeMap::new();
    for finding in findings {
        let roster = figures::roster_of(session, finding.form);
        let at = session.book.table(roster).position(&finding.member).unwrap_or(usize::MAX);
        grouped.entry((roster.index(), at)).or_default().push(Arc::clone(finding));
    }
    let group = |mut findings: Vec<Arc<Finding>>| {
        findings.sort_by_key(|finding| finding.severity);
        let first = findings.first()?;
        // Findings of details stand with those of the row that they belong to.
        let roster = figures::roster_of(session, first.form);
        let title = crate::words::record_title(session, roster, &first.member);
        let key = format!("{roster}{}", first.member);
        Some(Group { key, title, names_records: true, findings })
    };
    grouped.into_values().filter_map(group).collect()
}

/// The page and the cell where a finding can be put right. One that points at nothing that can be typed, such as a
/// report that is missing, leads to the unit's page, where its forms are.
pub(super) fn jump_page(session: &Session, finding: &Finding) -> Page {
    let typed = || finding.cells.iter().filter(|(form, slot)| !session.scheme[*form][slot.field].is_computed());
    let own = typed().find(|(form, _)| *form == finding.form);
    if let Some((form, slot)) = own.or_else(|| typed().next()) {
        let def = &session.scheme[*form];
        return Page::cell(&def.key, finding.record_in(*form), &def[slot.field].cell_key(slot.column));
    }
    match session.scheme.roster_of(finding.form) {
        Some(roster) => Page::unit(&session.scheme[roster].key, &finding.member),
        None => Page::fill(&session.scheme[finding.form].key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::demonstration;

    #[test]
    fn a_finding_leads_to_where_it_can_be_put_right() {
        let state = demonstration();
        let session = state.session().unwrap();
        for finding in session.audit.findings() {
            match jump_page(session, finding) {
                Page::Fill { form, at: Some(at) } => {
                    let form = session.scheme.form(&form).unwrap();
                    let slot = crate::pages::fill::slot_named(session, form, &at.cell).unwrap();
                    assert!(!session.scheme[form][slot.field].is_computed(), "{at:?}");
                }
                page => assert_eq!(page, Page::unit("units", &finding.record), "{finding:?}"),
            }
        }
    }
}
