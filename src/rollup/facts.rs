//! What is kept of a submission once its records were looked at: enough for the checks of the whole, and small.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Audited, Figures};
use crate::audit::View;
use crate::exchange::Opened;
use crate::formula::{Data, Value, When};
use crate::ids::{FieldId, FormId};
use crate::measure::{Column, Measure};
use crate::number::{Decimal, rounded};
use crate::scheme::{CompiledScheme, FieldType};
use crate::workbook::{Slot, Table, Workbook};

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
    /// 本月, without zeros at the end.
    pub month: Decimal,
    /// Growth of 累计 over last year, as a ratio to three places, without zeros at the end.
    pub growth: Option<Decimal>,
    pub title: Arc<str>,
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
                    if let Some(identity) = identity.filter(|_| !has_left(scheme, book, form, row)) {
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
                        month: month.normalize(),
                        growth: growth(number(Column::Ytd), number(Column::YtdLy)).map(|growth| growth.normalize()),
                        title: title.unwrap_or_else(|| Arc::from(key)),
                    });
                }
            }
        }
        facts.audited = audit.then(|| Audited::of(scheme, opened));
        facts
    }
}

/// Stage of admission: 已退库.
const LEFT: &str = "6";

/// Whether a unit has left (已退库) and has no figures in this period. Its row stays for the record, while the office that it
/// moved to (跨地区迁移) reports it.
fn has_left(scheme: &CompiledScheme, book: &Workbook, roster: FormId, row: usize) -> bool {
    let table = book.table(roster);
    let stage = scheme[roster].field("admission").and_then(|field| text(table, row, field));
    let Some(key) = table.key_at(row).filter(|_| stage.as_deref() == Some(LEFT)) else { return false };
    let counts = |form: &FormId| scheme[*form].periodic().is_some_and(|it| it.roster == roster && it.main.is_some());
    let has_figures = |form: FormId| {
        let table = book.table(form);
        table.position(key).is_some_and(|at| !table.is_blank_at(at))
    };
    !scheme.form_ids().filter(counts).any(has_figures)
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
