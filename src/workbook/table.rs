//! Rows and tables of typed cells.

mod columns;
mod figure;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

pub use columns::{Columns, Lane};
pub use figure::{Figure, FigureSum};

use super::{Cell, Mark, Stamp, Standing};
use crate::formula::Value;
use crate::scheme::{Column, FieldId};

/// Identity of a record within a workbook and its successors: `u001`, `p001`.
pub type RowKey = Arc<str>;

/// A field and one of its columns: where a cell stands in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// The field.
    pub field: FieldId,
    /// The column of its measure.
    pub column: Column,
}

/// One record: of a roster, or of a periodic form for one roster member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its identity; a periodic record has the key of its roster member.
    pub key: RowKey,
    /// Of a row of details, the key of the roster row that it belongs to; it never changes.
    pub of: Option<RowKey>,
    /// The cells that hold something.
    pub cells: BTreeMap<Slot, Cell>,
    /// Cells of fields that the scheme in use does not know, by `field.column`.
    pub foreign: BTreeMap<Arc<str>, Arc<str>>,
    /// What was said of blank cells and of zeros.
    pub marks: BTreeMap<Slot, Mark>,
    /// Marks on cells that the scheme in use does not know, by `field.column`.
    pub foreign_marks: BTreeMap<Arc<str>, Mark>,
    /// How firm its figures are; `None` for a roster row, and for a record of a file that does not say.
    pub standing: Option<Standing>,
    /// Who last entered something in this record, and when.
    pub entered: Option<Stamp>,
}

impl Row {
    /// An empty record.
    pub fn new(key: RowKey) -> Self {
        Self {
            key,
            of: None,
            cells: BTreeMap::new(),
            foreign: BTreeMap::new(),
            marks: BTreeMap::new(),
            foreign_marks: BTreeMap::new(),
            standing: None,
            entered: None,
        }
    }

    /// An empty row of details that belongs to a roster row.
    pub fn belonging(key: RowKey, of: RowKey) -> Self {
        Self { of: Some(of), ..Self::new(key) }
    }

    /// The key of the roster row that it belongs to: its own but for a row of details.
    pub fn member(&self) -> &RowKey {
        self.of.as_ref().unwrap_or(&self.key)
    }

    /// True when nothing is typed in it and nothing is said of any blank.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty() && self.foreign.is_empty() && self.marks.is_empty() && self.foreign_marks.is_empty()
    }
}

/// The records of one form, in the order of the page.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Made from the columns when first asked for.
    rows: OnceLock<Vec<Arc<Row>>>,
    columns: Option<Arc<Columns>>,
    /// Position by key, made when first asked for.
    index: OnceLock<BTreeMap<RowKey, u32>>,
    /// Positions of details by the roster row that they belong to, made when first asked for.
    members: OnceLock<BTreeMap<RowKey, Vec<u32>>>,
    /// The slots in which some record has a cell, made when first asked for.
    slots: OnceLock<BTreeSet<Slot>>,
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.rows() == other.rows()
    }
}

impl Eq for Table {}

impl Table {
    /// The table of a form that does not exist.
    pub(super) fn none() -> &'static Self {
        static NONE: OnceLock<Table> = OnceLock::new();
        NONE.get_or_init(Self::default)
    }

    /// A table of these records.
    pub fn from_rows(rows: Vec<Arc<Row>>) -> Self {
        Self { rows: OnceLock::from(rows), ..Self::default() }
    }

    /// A table of records that came column by column.
    pub fn from_columns(columns: Columns) -> Self {
        Self { columns: Some(Arc::new(columns)), ..Self::default() }
    }

    /// The records in order.
    pub fn rows(&self) -> &[Arc<Row>] {
        self.rows.get_or_init(|| self.columns.as_deref().map(Columns::rows).unwrap_or_default())
    }

    /// The columns, of records that came so.
    pub fn columns(&self) -> Option<&Columns> {
        self.columns.as_deref()
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.columns.as_ref().map_or_else(|| self.rows().len(), |columns| columns.len())
    }

    /// True when there is no record.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The position of a record.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.position_near(key, 0)
    }

    /// The position of a record, found sooner where it is the one that is named.
    pub fn position_near(&self, key: &str, near: usize) -> Option<usize> {
        if let Some(columns) = &self.columns {
            return columns.position(key, near);
        }
        if self.at(near).is_some_and(|row| *row.key == *key) {
            return Some(near);
        }
        let index = self
            .index
            .get_or_init(|| self.rows().iter().zip(0u32..).map(|(row, at)| (Arc::clone(&row.key), at)).collect());
        index.get(key).map(|&at| at as usize)
    }

    /// The record with this key.
    pub fn row(&self, key: &str) -> Option<&Row> {
        self.at(self.position(key)?)
    }

    /// The key of the record at a position.
    pub fn key_at(&self, position: usize) -> Option<&str> {
        match &self.columns {
            Some(columns) => columns.key(position),
            None => self.at(position).map(|row| row.key.as_ref()),
        }
    }

    /// The key of the roster row that the record at a position belongs to.
    pub fn member_at(&self, position: usize) -> Option<&str> {
        match &self.columns {
            Some(columns) => columns.member(position),
            None => self.at(position).map(|row| row.member().as_ref()),
        }
    }

    /// What was said of a blank or a zero of the record at a position.
    pub fn mark_at(&self, position: usize, slot: Slot) -> Option<Mark> {
        match &self.columns {
            Some(columns) => columns.mark_of(position, slot),
            None => self.at(position)?.marks.get(&slot).copied(),
        }
    }

    /// True when nothing is typed in the record at a position and nothing is said of any blank.
    pub fn is_blank_at(&self, position: usize) -> bool {
        match &self.columns {
            Some(columns) => columns.is_blank(position),
            None => self.at(position).is_none_or(Row::is_empty),
        }
    }

    /// How firm the record at a position is.
    pub fn standing_at(&self, position: usize) -> Option<Standing> {
        match &self.columns {
            Some(columns) => columns.standing(position),
            None => self.at(position)?.standing,
        }
    }

    /// Whether some record is a forecast or a flash.
    pub fn is_soft(&self) -> bool {
        let soft = |standing: Option<Standing>| standing.is_some_and(|standing| standing != Standing::Final);
        match &self.columns {
            Some(columns) => columns.standings().any(soft),
            None => self.rows().iter().any(|row| soft(row.standing)),
        }
    }

    /// The value of a cell of the record at a position; `None` when there is none or it could not be read.
    pub fn value_at(&self, position: usize, slot: Slot) -> Option<Value> {
        match &self.columns {
            Some(columns) => columns.value(position, slot),
            None => self.at(position)?.cells.get(&slot)?.value.clone(),
        }
    }

    /// The cells of the record at a position whose text could not be read, in the order of their slots.
    pub fn unreadable_at(&self, position: usize) -> Vec<(Slot, &Cell)> {
        if let Some(columns) = &self.columns {
            return columns.unreadable(position);
        }
        let cells = self.at(position).into_iter().flat_map(|row| &row.cells);
        cells.filter(|(_, cell)| cell.problem.is_some()).map(|(slot, cell)| (*slot, cell)).collect()
    }

    /// A cell of the record at a position, if anything was typed there.
    pub fn cell_at(&self, position: usize, slot: Slot) -> Option<&Cell> {
        // Records that came in columns are made for their figures alone.
        if let Some(columns) = &self.columns
            && !matches!(columns.lane(slot), Some(Lane::Figures(_)))
        {
            return columns.cell(position, slot);
        }
        self.at(position)?.cells.get(&slot)
    }

    /// Whether the record at a position has a cell in any slot of a kind.
    pub fn has_cell(&self, position: usize, is_meant: impl Fn(Slot) -> bool) -> bool {
        match &self.columns {
            Some(columns) => columns.slots(position).any(is_meant),
            None => self.at(position).is_some_and(|row| row.cells.keys().any(|slot| is_meant(*slot))),
        }
    }

    /// Whether any record has a cell in a slot.
    pub fn has_slot(&self, slot: Slot) -> bool {
        if let Some(columns) = &self.columns {
            return columns.has_slot(slot);
        }
        let used = || {
            let mut used = BTreeSet::new();
            for row in self.rows() {
                used.extend(row.cells.keys().copied());
            }
            used
        };
        self.slots.get_or_init(used).contains(&slot)
    }

    /// The records that belong to a roster row, in order: of a periodic form one or none, of details any number.
    pub fn belonging(&self, member: &str) -> impl Iterator<Item = &Row> {
        self.belonging_at(member).filter_map(|at| self.at(at))
    }

    /// The positions of the records that belong to a roster row, in order.
    pub fn belonging_at(&self, member: &str) -> impl Iterator<Item = usize> {
        let index = self.members.get_or_init(|| {
            let mut index: BTreeMap<RowKey, Vec<u32>> = BTreeMap::new();
            for (position, at) in (0..self.len()).zip(0u32..) {
                let Some(member) = self.member_at(position) else { continue };
                match index.get_mut(member) {
                    Some(positions) => positions.push(at),
                    None => drop(index.insert(Arc::from(member), vec![at])),
                }
            }
            index
        });
        index.get(member).into_iter().flatten().map(|&at| at as usize)
    }

    /// The record at a position.
    pub fn at(&self, position: usize) -> Option<&Row> {
        self.rows().get(position).map(AsRef::as_ref)
    }

    /// The rows, to be changed; from then on there are no columns.
    fn rows_mut(&mut self) -> Option<&mut Vec<Arc<Row>>> {
        self.rows();
        self.columns = None;
        self.slots = OnceLock::new();
        self.rows.get_mut()
    }

    /// For changing a record in place; copies what is shared.
    pub(super) fn row_mut(&mut self, key: &str) -> Option<&mut Row> {
        let at = self.position(key)?;
        self.rows_mut()?.get_mut(at).map(Arc::make_mut)
    }

    /// Puts a record at a position (past the end: at the end).
    pub(super) fn insert(&mut self, position: usize, row: Arc<Row>) {
        self.forget_positions();
        if let Some(rows) = self.rows_mut() {
            rows.insert(position.min(rows.len()), row);
        }
    }

    fn forget_positions(&mut self) {
        self.index = OnceLock::new();
        self.members = OnceLock::new();
    }

    /// Takes a record out.
    pub(super) fn remove(&mut self, key: &str) -> Option<(usize, Arc<Row>)> {
        let at = self.position(key)?;
        self.forget_positions();
        Some((at, self.rows_mut()?.remove(at)))
    }
}
