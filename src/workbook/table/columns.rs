//! Records column by column: what a file that was read for its figures alone is kept as.
//!
//! A thousand files are read this way: a number takes sixteen bytes and no allocation, and a code that stands in a
//! hundred records is read and kept once. Rows are made from it only when somebody asks for rows.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::figure::Figure;
use super::{Cell, Mark, Row, Slot, Stamp, Standing};
use crate::formula::{Alike, Value};
use crate::number::Digits;

/// Records of one form. What few of them have is kept beside the columns.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    keys: Names,
    /// Of details, the roster rows that they belong to; else empty.
    owners: Names,
    /// Positions in the order of the keys; empty when they stand in that order.
    sorted: Vec<u32>,
    /// How firm each record is; empty when none says so.
    standing: Vec<Option<Standing>>,
    /// Who entered each record, and when; empty when none says so.
    entered: Vec<Option<Stamp>>,
    /// By slot. None is without any cell.
    lanes: Vec<(Slot, Lane)>,
    /// By record what few have.
    asides: BTreeMap<u32, Aside>,
    /// Whether numbers that were typed as this program would write them get their text.
    texts: bool,
}

/// Names, one after the other in one text.
#[derive(Clone, Debug, Default)]
struct Names {
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
}

/// What is to be said of one record besides its columns.
#[derive(Clone, Debug, Default)]
struct Aside {
    /// What was said of its blanks and zeros.
    marks: BTreeMap<Slot, Mark>,
    /// Its numbers that were typed otherwise than this program would write them. Those that could be read stand in their
    /// columns, too.
    typed: BTreeMap<Slot, Cell>,
}

/// The cells of one slot, from the first record on; what is beyond the last is not there.
#[derive(Clone, Debug)]
pub enum Lane {
    /// Of a number field, typed as this program would write them.
    Figures(Vec<Figure>),
    /// Of any other field.
    Cells {
        /// For each record 0 for nothing, or the position in `of`, from 1.
        of_row: Vec<u32>,
        /// Different positions may hold the same.
        of: Vec<Cell>,
    },
}

impl Names {
    /// Adds one; false when it is empty or the text gets too long.
    fn push(&mut self, name: &str) -> bool {
        self.text.push_str(name);
        let end = u32::try_from(self.text.len());
        self.ends.extend(end);
        !name.is_empty() && end.is_ok()
    }

    fn get(&self, at: usize) -> Option<&str> {
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(start as usize..*self.ends.get(at)? as usize)
    }
}

impl Lane {
    /// How many records there are up to the last that has something.
    fn len(&self) -> usize {
        match self {
            Self::Figures(figures) => figures.len(),
            Self::Cells { of_row, .. } => of_row.len(),
        }
    }

    fn value(&self, row: usize) -> Option<Value> {
        match self {
            Self::Figures(figures) => figures.get(row)?.value().map(Value::Number),
            Self::Cells { .. } => self.cell(row)?.value.clone(),
        }
    }

    fn cell(&self, row: usize) -> Option<&Cell> {
        match self {
            Self::Figures(_) => None,
            Self::Cells { of_row, of } => of.get((*of_row.get(row)? as usize).checked_sub(1)?),
        }
    }

    fn is_there(&self, row: usize) -> bool {
        match self {
            Self::Figures(figures) => figures.get(row).is_some_and(|figure| figure.is_there()),
            Self::Cells { of_row, .. } => of_row.get(row).is_some_and(|at| *at > 0),
        }
    }
}

impl Columns {
    /// No records yet. With `texts` numbers get the text that this program would write; else nobody asks for it, and only
    /// records of which something special is said have it. About so many records are `expected`.
    pub fn new(texts: bool, expected: usize) -> Self {
        let mut keys = Names::default();
        keys.ends.reserve(expected);
        Self { keys, texts, ..Self::default() }
    }

    /// Adds a record; it gets its cells by [`Columns::finish`]. False when its key is empty or there are too many.
    pub fn begin(&mut self, key: &str) -> bool {
        self.keys.push(key)
    }

    /// Says to which roster row the record belongs that was begun last; of details all do. False when that is empty.
    pub fn belong(&mut self, owner: &str) -> bool {
        self.owners.push(owner)
    }

    /// Says how firm the record is that was begun last.
    pub fn stand(&mut self, standing: Standing) {
        self.standing.resize(self.len().saturating_sub(1), None);
        self.standing.push(Some(standing));
    }

    /// Says who entered the record that was begun last.
    pub fn enter(&mut self, stamp: Stamp) {
        self.entered.resize(self.len().saturating_sub(1), None);
        self.entered.push(Some(stamp));
    }

    /// Marks a blank or a zero of the record that was begun last.
    pub fn mark(&mut self, slot: Slot, mark: Mark) {
        if let Some(aside) = self.aside() {
            aside.marks.insert(slot, mark);
        }
    }

    /// Says how a number of the record that was begun last was typed; what it means stands in its column.
    pub fn typed(&mut self, slot: Slot, cell: Cell) {
        if let Some(aside) = self.aside() {
            aside.typed.insert(slot, cell);
        }
    }

    /// Makes the record that was begun last one of which something special is said.
    fn aside(&mut self) -> Option<&mut Aside> {
        let at = u32::try_from(self.len().checked_sub(1)?).ok()?;
        Some(self.asides.entry(at).or_default())
    }

    /// Has the record that was begun last come with all its texts.
    pub fn keep_texts(&mut self) {
        self.aside();
    }

    /// The records with their cells; `None` when a key is there twice.
    pub fn finish(mut self, lanes: impl IntoIterator<Item = (Slot, Lane)>) -> Option<Self> {
        self.lanes = lanes.into_iter().filter(|(_, lane)| lane.len() > 0).collect();
        self.lanes.sort_unstable_by_key(|(slot, _)| *slot);
        let key = |at: &u32| self.key(*at as usize).unwrap_or_default();
        let count = u32::try_from(self.len()).ok()?;
        let mut sorted: Vec<u32> = Vec::new();
        if !(1..count).all(|at| key(&(at - 1)) < key(&at)) {
            sorted = (0..count).collect();
            sorted.sort_unstable_by(|one, two| key(one).cmp(key(two)));
            if sorted.iter().zip(sorted.iter().skip(1)).any(|(one, two)| key(one) == key(two)) {
                return None;
            }
        }
        self.sorted = sorted;
        Some(self)
    }

    /// How firm a record is.
    pub fn standing(&self, at: usize) -> Option<Standing> {
        self.standing.get(at).copied().flatten()
    }

    /// What is said of how firm records are; of those that are not there nothing is said.
    pub fn standings(&self) -> impl Iterator<Item = Option<Standing>> {
        self.standing.iter().copied()
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.keys.ends.len()
    }

    /// True when there is no record.
    pub fn is_empty(&self) -> bool {
        self.keys.ends.is_empty()
    }

    /// The key of a record.
    pub fn key(&self, row: usize) -> Option<&str> {
        self.keys.get(row)
    }

    /// The key of the roster row that a record belongs to; its own but for details.
    pub fn member(&self, row: usize) -> Option<&str> {
        if self.owners.ends.is_empty() { self.key(row) } else { self.owners.get(row) }
    }

    /// What was said of a blank or a zero.
    pub fn mark_of(&self, row: usize, slot: Slot) -> Option<Mark> {
        self.aside_of(row)?.marks.get(&slot).copied()
    }

    fn aside_of(&self, row: usize) -> Option<&Aside> {
        self.asides.get(&u32::try_from(row).ok()?)
    }

    /// Whether a record has no cell, and nothing is said of any blank.
    pub fn is_blank(&self, row: usize) -> bool {
        self.slots(row).next().is_none() && self.aside_of(row).is_none_or(|aside| aside.marks.is_empty())
    }

    /// The position of a record. In files the record of a unit often has the position `near` of another form.
    pub fn position(&self, key: &str, near: usize) -> Option<usize> {
        if self.key(near) == Some(key) {
            return Some(near);
        }
        let order = |row: usize| self.key(row).map_or(Ordering::Greater, |own| own.cmp(key));
        if !self.sorted.is_empty() {
            let found = self.sorted.binary_search_by(|row| order(*row as usize)).ok()?;
            return self.sorted.get(found).map(|row| *row as usize);
        }
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = from + (to - from) / 2;
            match order(middle) {
                Ordering::Less => from = middle + 1,
                Ordering::Equal => return Some(middle),
                Ordering::Greater => to = middle,
            }
        }
        None
    }

    /// The cells of a slot; `None` when no record has one.
    pub fn lane(&self, slot: Slot) -> Option<&Lane> {
        let found = self.lanes.binary_search_by_key(&slot, |(own, _)| *own).ok()?;
        self.lanes.get(found).map(|(_, lane)| lane)
    }

    /// Whether any record has a cell in a slot.
    pub fn has_slot(&self, slot: Slot) -> bool {
        self.lane(slot).is_some() || self.asides.values().any(|aside| aside.typed.contains_key(&slot))
    }

    /// The value of a cell, if it could be read.
    pub fn value(&self, row: usize, slot: Slot) -> Option<Value> {
        self.lane(slot)?.value(row)
    }

    /// Which records have the same in a slot; `None` for figures, which are seldom the same.
    pub fn alike(&self, slot: Slot) -> Option<Alike> {
        let of_row = match self.lane(slot) {
            None => return Some(Alike::All),
            Some(Lane::Figures(_)) => return None,
            Some(Lane::Cells { of_row, .. }) => of_row,
        };
        Some(Alike::of(of_row.iter().copied().chain(std::iter::repeat(0)).take(self.len())))
    }

    /// A cell that is no figure of its column.
    pub fn cell(&self, row: usize, slot: Slot) -> Option<&Cell> {
        let typed = || self.aside_of(row)?.typed.get(&slot);
        self.lane(slot).and_then(|lane| lane.cell(row)).or_else(typed)
    }

    /// The cells of a record whose text could not be read, in the order of their slots.
    pub fn unreadable(&self, row: usize) -> Vec<(Slot, &Cell)> {
        let in_lanes = self.lanes.iter().filter_map(|(slot, lane)| Some((*slot, lane.cell(row)?)));
        let typed = self.aside_of(row).into_iter().flat_map(|aside| &aside.typed).map(|(slot, cell)| (*slot, cell));
        let mut cells: Vec<_> = in_lanes.chain(typed).filter(|(_, cell)| cell.problem.is_some()).collect();
        cells.sort_unstable_by_key(|(slot, _)| *slot);
        cells
    }

    /// The slots in which a record has a cell.
    pub fn slots(&self, row: usize) -> impl Iterator<Item = Slot> + '_ {
        let in_lanes = self.lanes.iter().filter(move |(_, lane)| lane.is_there(row)).map(|(slot, _)| *slot);
        let typed = self.aside_of(row).into_iter().flat_map(|aside| &aside.typed);
        in_lanes.chain(typed.filter(|(_, cell)| cell.value.is_none()).map(|(slot, _)| *slot))
    }

    /// The records as rows.
    pub(super) fn rows(&self) -> Vec<Arc<Row>> {
        (0..self.len()).map(|at| Arc::new(self.row(at))).collect()
    }

    fn row(&self, at: usize) -> Row {
        let aside = self.aside_of(at);
        let is_written = self.texts || aside.is_some();
        let (text, mut digits): (Arc<str>, _) = (Arc::default(), Digits::default());
        let mut cell = |(slot, lane): &(Slot, Lane)| {
            let cell = match lane {
                Lane::Figures(figures) => {
                    let value = figures.get(at)?.value()?;
                    let text = if is_written { Arc::from(digits.of(value)) } else { Arc::clone(&text) };
                    Cell { text, value: Some(Value::Number(value)), problem: None }
                }
                Lane::Cells { .. } => lane.cell(at)?.clone(),
            };
            Some((*slot, cell))
        };
        let mut cells: BTreeMap<Slot, Cell> = self.lanes.iter().filter_map(&mut cell).collect();
        cells.extend(aside.into_iter().flat_map(|aside| aside.typed.clone()));
        Row {
            of: self.owners.get(at).map(Arc::from),
            cells,
            marks: aside.map(|aside| aside.marks.clone()).unwrap_or_default(),
            standing: self.standing.get(at).copied().flatten(),
            entered: self.entered.get(at).cloned().flatten(),
            ..Row::new(Arc::from(self.key(at).unwrap_or_default()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_found_in_any_order_and_never_twice() {
        let of = |keys: &[&str]| {
            let mut columns = Columns::default();
            assert!(keys.iter().all(|key| columns.begin(key)));
            columns.finish([])
        };
        for keys in [&["a", "b", "c"][..], &["c", "a", "b"], &["b"], &[]] {
            let columns = of(keys).unwrap();
            for (at, key) in keys.iter().enumerate() {
                assert_eq!((columns.position(key, 0), columns.position(key, at)), (Some(at), Some(at)));
            }
            assert_eq!(columns.position("d", 1), None);
            assert_eq!(columns.position("", 0), None);
        }
        assert!(of(&["a", "b", "a"]).is_none());
        assert!(!Columns::default().begin(""));
    }
}
