//! How the records of a form are written, worked out once for many files.

use super::scan::Stamped;
use crate::exchange::json::by_utf16;
use crate::exchange::record::RESERVED;
use crate::ids::FieldId;
use crate::measure::Column;
use crate::scheme::{FieldType, FormDef, Scheme};
use crate::workbook::Slot;

/// Most members of a record that are read quickly: they are counted in the bits of a number.
const MOST_MEMBERS: usize = 128;

/// The members of a record, in the order in which they are written.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) members: Vec<Member>,
    /// Positions of the members in the order of the canonical form.
    pub(super) canonical: Vec<usize>,
    /// How many parts with a value of their own a record can have.
    pub(super) parts: usize,
    /// The slots that get a column.
    pub(super) slots: Vec<SlotPlan>,
    /// The cells that are worked out.
    pub(super) computed: Vec<Slot>,
    /// The members in which something is said of cells, as bits in the order of the canonical form.
    pub(super) said: u128,
    /// Whether it is the form of the office itself, with one record.
    pub(super) is_single: bool,
    /// Whether every record belongs to a row of a roster.
    pub(super) is_detail: bool,
}

/// A slot and what stands in it.
#[derive(Debug)]
pub(super) struct SlotPlan {
    pub(super) slot: Slot,
    /// The name of the cell, as in the lists of what is said of cells.
    pub(super) name: String,
    pub(super) is_number: bool,
    /// Its number among the parts of the record.
    pub(super) part: usize,
}

/// One member of a record.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: String,
    /// The name in quotation marks and the colon.
    pub(super) prefix: Stamped,
    /// The same and a blank, as it mostly stands in files.
    pub(super) usual: Vec<u8>,
    /// Its place in the order of the canonical form.
    pub(super) rank: usize,
    pub(super) kind: Kind,
    /// One for a plain value, those of an object, none for what is said of cells.
    pub(super) parts: Vec<Part>,
    /// Positions of the parts in the order of the canonical form.
    pub(super) canonical: Vec<usize>,
}

/// What stands in a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One value.
    Plain,
    /// An object of known parts.
    Object,
    /// Names of cells, with something or alone.
    Said(Said),
}

/// What is said of cells by their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// How they were typed.
    Typed,
    /// Why they are blank.
    Absent,
    /// That they are zero indeed.
    Confirmed,
}

/// One value of a member.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) prefix: Stamped,
    pub(super) usual: Vec<u8>,
    /// Its number among the parts of the record.
    pub(super) at: usize,
    pub(super) takes: Takes,
}

/// What is done with a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Takes {
    Key,
    /// Of details, the key of the roster row.
    Owner,
    Standing,
    /// Of the stamp.
    By,
    At,
    /// A column, by position in [`Plan::slots`].
    Slot(usize),
    /// It is worked out anew: by position in [`Plan::computed`].
    Computed(usize),
}

impl Plan {
    /// How the records of a form are written; `None` for a form whose records are not that simple.
    pub(super) fn of(form: &FormDef) -> Option<Self> {
        let mut plan = Self {
            members: Vec::new(),
            canonical: Vec::new(),
            parts: 0,
            slots: Vec::new(),
            computed: Vec::new(),
            said: 0,
            is_single: form.single().is_some(),
            is_detail: form.detail().is_some(),
        };
        plan.plain("key", Takes::Key);
        if plan.is_detail {
            plan.plain("of", Takes::Owner);
        }
        for field in form.field_ids() {
            let def = &form[field];
            if RESERVED.contains(&def.key.as_str()) || !is_plain(&def.key) {
                return None;
            }
            if def.columns() == [Column::Plain] {
                let takes = plan.takes(form, field, Column::Plain);
                plan.plain(&def.key, takes);
            } else {
                let columns = def.columns().iter();
                let parts = columns.map(|column| (column.key(), plan.takes(form, field, *column))).collect();
                plan.object(&def.key, parts);
            }
        }
        plan.plain("standing", Takes::Standing);
        plan.member("absent", Kind::Said(Said::Absent), vec![]);
        plan.member("confirmed", Kind::Said(Said::Confirmed), vec![]);
        plan.object("entered", vec![("by", Takes::By), ("at", Takes::At)]);
        plan.member("typed", Kind::Said(Said::Typed), vec![]);
        let name = |at: &usize| plan.members.get(*at).map_or("", |member| &member.name);
        let mut canonical: Vec<usize> = (0..plan.members.len()).collect();
        canonical.sort_by(|one, two| by_utf16(name(one), name(two)));
        for (rank, at) in canonical.iter().enumerate() {
            plan.members.get_mut(*at)?.rank = rank;
        }
        plan.canonical = canonical;
        if plan.members.len() > MOST_MEMBERS {
            return None;
        }
        for part in plan.members.iter().flat_map(|member| &member.parts) {
            if let Takes::Slot(slot) = part.takes {
                plan.slots.get_mut(slot)?.part = part.at;
            }
        }
        let said = plan.members.iter().filter(|member| matches!(member.kind, Kind::Said(_)));
        plan.said = said.fold(0, |bits, member| bits | 1 << member.rank);
        Some(plan)
    }

    /// The slot of a cell by its name, with its position in [`Plan::slots`].
    pub(super) fn slot_named(&self, name: &str) -> Option<(usize, &SlotPlan)> {
        self.slots.iter().enumerate().find(|(_, slot)| slot.name == name)
    }

    fn takes(&mut self, form: &FormDef, field: FieldId, column: Column) -> Takes {
        let def = &form[field];
        let slot = Slot { field, column };
        if def.is_computed() {
            self.computed.push(slot);
            return Takes::Computed(self.computed.len() - 1);
        }
        self.slots.push(SlotPlan {
            slot,
            name: def.cell_key(column),
            is_number: def.kind == FieldType::Number,
            part: 0,
        });
        Takes::Slot(self.slots.len() - 1)
    }

    fn plain(&mut self, name: &str, takes: Takes) {
        self.member(name, Kind::Plain, vec![("", takes)]);
    }

    fn object(&mut self, name: &str, parts: Vec<(&'static str, Takes)>) {
        self.member(name, Kind::Object, parts);
    }

    fn member(&mut self, name: &str, kind: Kind, parts: Vec<(&'static str, Takes)>) {
        let mut canonical: Vec<usize> = (0..parts.len()).collect();
        let part_name = |at: &usize| parts.get(*at).map_or("", |(name, _)| name);
        canonical.sort_by(|one, two| by_utf16(part_name(one), part_name(two)));
        let first = self.parts;
        self.parts += parts.len();
        let parts = parts.iter().zip(first..).map(|((name, takes), at)| Part {
            name: (*name).to_owned(),
            prefix: Stamped::new(&prefix(name)),
            usual: format!("{} ", prefix(name)).into_bytes(),
            at,
            takes: *takes,
        });
        let parts = parts.collect();
        let (name, prefix) = (name.to_owned(), prefix(name));
        let usual = format!("{prefix} ").into_bytes();
        let prefix = Stamped::new(&prefix);
        self.members.push(Member { name, prefix, usual, rank: 0, kind, parts, canonical });
    }
}

/// Whether a name needs no escapes.
fn is_plain(name: &str) -> bool {
    name.chars().all(|character| character.is_alphanumeric() || character == '_')
}

fn prefix(name: &str) -> String {
    format!("\"{name}\":")
}

/// The plans of all forms of a scheme.
pub(super) fn plans(scheme: &Scheme) -> Vec<Option<Plan>> {
    scheme.forms.iter().map(Plan::of).collect()
}
