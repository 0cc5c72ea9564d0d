//! What is kept of a submission once its records were looked at: enough for the checks of the whole, and small.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Figures;
use crate::audit::{Audit, Counts, Finding, State, View};
use crate::exchange::{Opened, Verified, verify};
use crate::formula::{Data, Value, When};
use crate::ids::{FieldId, FormId};
use crate::measure::{Column, Measure};
use crate::number::{Decimal, rounded};
use crate::scheme::{CompiledScheme, FieldType, Severity};
use crate::workbook::{FindingKey, Slot, Table};

/// Facts of submissions by the digest of the file.
pub type Study = BTreeMap<String, Arc<Facts>>;

/// What is kept of one submission.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// What its records add up to.
    pub figures: Figures,
    /// Units and projects by what tells them apart.
    pub(super) members: Vec<Member>,
    /// The main figure of every periodic record.
    pub(super) mains: Vec<MainFigure>,
    /// Who filled and which telephone is given, for how many roster rows.
    pub(super) people: BTreeMap<String, u32>,
    /// What the audit finds; `None` when it was not asked.
    pub audited: Option<Audited>,
}

/// A roster row.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub form: FormId,
    pub identity: Arc<str>,
    pub title: Arc<str>,
}

/// The main field of a periodic record.
#[derive(Clone, Debug)]
pub(super) struct MainFigure {
    pub form: FormId,
    /// 本月.
    pub month: Decimal,
    /// Growth of 累计 over last year, as a ratio to three places.
    pub growth: Option<Decimal>,
    pub title: Arc<str>,
}

/// The audit of a received file.
#[derive(Clone, Debug, Default)]
pub struct Audited {
    /// How many findings of each kind.
    pub counts: Counts,
    /// How many are soft, explained ones too; a hard one that was explained is none.
    pub soft: usize,
    /// The findings that are hard or soft, explained ones too; hints are only counted.
    pub findings: Vec<PartFinding>,
    /// Where the file and the audit disagree, in sentences.
    pub differences: Vec<String>,
    /// How many findings and differences there are beyond the [`MOST_KEPT`] that are kept of each.
    pub omitted: usize,
}

/// How many findings of one file are kept: one with more is sent back for those, and a thousand files fit in memory.
pub const MOST_KEPT: usize = 100;

/// A finding of one office's file, in words that need no workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartFinding {
    /// Rule, field, form, record.
    pub key: FindingKey,
    /// How serious.
    pub severity: Severity,
    /// Where, for people: form, unit, field.
    pub place: String,
    /// The sentence.
    pub message: String,
    /// Whether it is explained.
    pub state: State,
    /// The explanation that holds, or empty.
    pub explanation: String,
    /// The rule could not be worked out.
    pub broken: bool,
}

impl Facts {
    /// Looks at the records of an opened file; with `audit`, also runs every rule on them once more.
    pub fn of(scheme: &CompiledScheme, opened: &Opened, audit: bool) -> Self {
        let book = &opened.book;
        let view = View::new(scheme, book);
        let mut facts = Self { figures: Figures::of(scheme, book), ..Self::default() };
        for form in scheme.form_ids() {
            let def = &scheme[form];
            let table = book.table(form);
            if table.is_empty() {
                continue;
            }
            if let Some(roster) = def.roster() {
                let is_person = |field: &FieldId| def[*field].kind == FieldType::Phone || def[*field].key == "filler";
                let people: Vec<FieldId> = def.field_ids().filter(is_person).collect();
                for row in 0..table.len() {
                    let identity = roster.identity.and_then(|field| text(table, row, field));
                    if let Some(identity) = identity {
                        let title = text(table, row, roster.title).unwrap_or_default();
                        facts.members.push(Member { form, identity, title });
                    }
                    for said in people.iter().filter_map(|field| text(table, row, *field)) {
                        match facts.people.get_mut(&*said) {
                            Some(count) => *count += 1,
                            None => drop(facts.people.insert(said.to_string(), 1)),
                        }
                    }
                }
            } else if let Some(periodic) = def.periodic()
                && let Some(main) = periodic.main.filter(|main| def[*main].measure == Measure::Flow)
            {
                let roster = book.table(periodic.roster);
                let title = scheme[periodic.roster].roster().map(|roster| roster.title);
                for place in view.rows(When::Now, form) {
                    let number = |column| match view.cell(place, main, column) {
                        Some(Value::Number(number)) => Some(number),
                        _ => None,
                    };
                    let Some(month) = number(Column::Month).filter(|month| *month > Decimal::ZERO) else { continue };
                    let at = place.row as usize;
                    let Some(key) = table.key_at(at) else { continue };
                    let member = roster.position_near(key, at).zip(title);
                    let title = member.map(|(row, title)| text(roster, row, title).unwrap_or_default());
                    facts.mains.push(MainFigure {
                        form,
                        month,
                        growth: growth(number(Column::Ytd), number(Column::YtdLy)),
                        title: title.unwrap_or_else(|| Arc::from(key)),
                    });
                }
            }
        }
        facts.audited = audit.then(|| Audited::of(scheme, opened));
        facts
    }
}

impl Audited {
    /// Only how many findings of each kind there are, where the findings themselves are kept elsewhere.
    pub fn counts_of(verified: &Verified) -> Self {
        let is_soft = |finding: &&Arc<Finding>| !finding.broken && finding.severity == Severity::Soft;
        let soft = verified.audit.findings().filter(is_soft).count();
        Self { counts: verified.audit.counts(), soft, ..Self::default() }
    }

    /// Audits an opened file once more.
    pub fn of(scheme: &CompiledScheme, opened: &Opened) -> Self {
        let verified = verify(opened, scheme);
        let say = |one| crate::message::exchange::difference(scheme, &opened.book, one);
        let Self { counts, soft, .. } = Self::counts_of(&verified);
        let findings = findings(scheme, opened, &verified.audit);
        let told = counts.hard + counts.soft + counts.explained + counts.waived;
        Self {
            counts,
            soft,
            omitted: told.saturating_sub(findings.len()) + verified.differences.len().saturating_sub(MOST_KEPT),
            findings,
            differences: verified.differences.iter().take(MOST_KEPT).map(say).collect(),
        }
    }
}

fn findings(scheme: &CompiledScheme, opened: &Opened, audit: &Audit) -> Vec<PartFinding> {
    let wanted = |finding: &&Arc<Finding>| finding.broken || finding.severity != Severity::Hint;
    audit
        .findings()
        .filter(wanted)
        .take(MOST_KEPT)
        .map(|finding| {
            let key = &finding.key;
            let words = opened.book.explanations.get(key).filter(|_| finding.state == State::Explained);
            PartFinding {
                key: key.clone(),
                severity: finding.severity,
                place: crate::exchange::place(scheme, &opened.book, &key.form, &key.key, &key.field),
                message: finding.sentence.clone(),
                state: finding.state.clone(),
                explanation: words.map(|words| words.text.clone()).unwrap_or_default(),
                broken: finding.broken,
            }
        })
        .collect()
}

/// The text of a plain field, normalised where its type has a normal form; `None` for none.
fn text(table: &Table, row: usize, field: FieldId) -> Option<Arc<str>> {
    match table.value_at(row, Slot { field, column: Column::Plain }) {
        Some(Value::Text(text)) if !text.is_empty() => Some(text),
        _ => None,
    }
}

/// The change as a share of the base, to three places; `None` without a base above zero.
fn growth(now: Option<Decimal>, base: Option<Decimal>) -> Option<Decimal> {
    let (now, base) = (now?, base.filter(|base| *base > Decimal::ZERO)?);
    if let Some(growth) = thousandths(now, base) {
        return Some(growth);
    }
    Some(rounded(now.checked_div(base)?.checked_sub(Decimal::ONE)?, 3))
}

/// The same in whole numbers, which is several times as fast; `None` where they are too large.
fn thousandths(now: Decimal, base: Decimal) -> Option<Decimal> {
    let scale = now.scale().max(base.scale());
    let whole = |value: Decimal| value.mantissa().checked_mul(10_i128.checked_pow(scale - value.scale())?);
    let (now, base) = (whole(now)?, whole(base)?);
    let change = now.checked_sub(base)?.checked_mul(2_000)?;
    // Half of one is rounded away from zero.
    let size = change.checked_abs()?.checked_add(base)? / base.checked_mul(2)?;
    Some(Decimal::new(i64::try_from(if change < 0 { -size } else { size }).ok()?, 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn growth_is_the_same_in_whole_numbers(now in -1_000_000_i64..1_000_000, base in 1_i64..1_000_000, places in (0_u32..4, 0_u32..4)) {
            let (now, base) = (Decimal::new(now, places.0), Decimal::new(base, places.1));
            let slowly = rounded(now.checked_div(base).unwrap().checked_sub(Decimal::ONE).unwrap(), 3);
            proptest::prop_assert_eq!(thousandths(now, base), Some(slowly));
        }
    }

    #[test]
    fn half_a_thousandth_is_rounded_away_from_zero() {
        let of = |now: i64, base: i64| growth(Some(now.into()), Some(base.into())).unwrap().to_string();
        assert_eq!(
            [of(20_001, 20_000), of(20_010, 20_000), of(19_990, 20_000), of(19_991, 20_000)],
            ["0.000", "0.001", "-0.001", "0.000"]
        );
    }
}
