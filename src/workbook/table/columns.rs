//! Records column by column: what a file that was read for its figures alone is kept as.
//!
//! A thousand files are read this way: a number takes sixteen bytes and no allocation, and a code that stands in a
//! hundred records is read and kept once. Rows are made from it only when somebody asks for rows.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Cell, Row, Slot, Stamp, Standing};
use crate::formula::{Alike, Value};
use crate::number::Decimal;

/// Marks the place of a figure where none is.
const NOTHING: u8 = u8::MAX;

/// Records of one form, none of which has anything but a key, cells, a standing and a stamp.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// All keys, one after the other.
    keys: String,
    /// Where each key ends.
    ends: Vec<u32>,
    /// Positions in the order of the keys; empty when they stand in that order.
    sorted: Vec<u32>,
    /// How firm each record is; empty when none says so.
    standing: Vec<Option<Standing>>,
    /// Who entered each record, and when; empty when none says so.
    entered: Vec<Option<Stamp>>,
    /// By slot. None is without any cell.
    lanes: Vec<(Slot, Lane)>,
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

/// A number of at most 15 digits, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    mantissa: i64,
    scale: u8,
}

/// What a column of figures adds up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FigureSum {
    /// How many figures there are.
    pub count: u32,
    /// Their sum, in units of the last decimal place of the most exact one.
    pub mantissa: i128,
    /// The sum of their sizes, in the same units: nothing on the way to the sum is larger.
    pub size: u128,
    /// How many decimal places that is.
    pub scale: u32,
}

impl Figure {
    /// No figure.
    pub const NONE: Self = Self { mantissa: 0, scale: NOTHING };

    /// A figure of at most 15 digits, at most 15 of them behind the point, without zeros at the end.
    pub const fn new(mantissa: i64, scale: u8) -> Self {
        Self { mantissa, scale }
    }

    /// Its value.
    pub fn value(self) -> Option<Decimal> {
        (self.scale != NOTHING).then(|| Decimal::new(self.mantissa, u32::from(self.scale)))
    }
}

impl FigureSum {
    /// The sum of figures; `None` where that is too large to be kept exactly.
    pub fn of(figures: impl Iterator<Item = Figure> + Clone) -> Option<Self> {
        let there = figures.filter(|figure| figure.scale != NOTHING);
        let (mut count, mut sum, mut size, mut least, mut most) = (0_u32, 0_i128, 0_u128, u8::MAX, 0);
        for figure in there.clone() {
            count = count.saturating_add(1);
            sum += i128::from(figure.mantissa);
            size += u128::from(figure.mantissa.unsigned_abs());
            least = least.min(figure.scale);
            most = most.max(figure.scale);
        }
        if count > 0 && least != most {
            (sum, size) = (0, 0);
            for figure in there {
                let by = 10_i128.checked_pow(u32::from(most - figure.scale))?;
                let own = i128::from(figure.mantissa).checked_mul(by)?;
                sum = sum.checked_add(own)?;
                size = size.checked_add(own.unsigned_abs())?;
            }
        }
        Some(Self { count, mantissa: sum, size, scale: u32::from(most) })
    }

    /// The sum of the figures, each multiplied by a factor, as adding up one after the other would give it; `None` where
    /// some step of that could need rounding.
    pub fn times(self, factor: Decimal) -> Option<Decimal> {
        let largest = self.size.checked_mul(factor.mantissa().unsigned_abs())?;
        let scale = self.scale.checked_add(factor.scale())?;
        // Decimals have 96 bits and at most 28 places.
        if largest >= 1 << 96 || scale > Decimal::MAX_SCALE {
            return None;
        }
        Decimal::try_from_i128_with_scale(self.mantissa.checked_mul(factor.mantissa())?, scale).ok()
    }
}

impl Lane {
    /// Puts a figure into a record that is not before any that has one.
    pub fn put_figure(&mut self, row: usize, figure: Figure) {
        if let Self::Figures(figures) = self {
            figures.resize(row, Figure::NONE);
            figures.push(figure);
        }
    }

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
            Self::Figures(figures) => figures.get(row).is_some_and(|figure| figure.scale != NOTHING),
            Self::Cells { of_row, .. } => of_row.get(row).is_some_and(|at| *at > 0),
        }
    }
}

impl Columns {
    /// Adds a record; it gets its cells by [`Columns::finish`]. False when its key is empty or there are too many.
    pub fn begin(&mut self, key: &str) -> bool {
        self.keys.push_str(key);
        let end = u32::try_from(self.keys.len());
        self.ends.extend(end);
        !key.is_empty() && end.is_ok()
    }

    /// Says how firm the record is that was begun last.
    pub fn stand(&mut self, standing: Standing) {
        self.standing.resize(self.ends.len().saturating_sub(1), None);
        self.standing.push(Some(standing));
    }

    /// Says who entered the record that was begun last.
    pub fn enter(&mut self, stamp: Stamp) {
        self.entered.resize(self.ends.len().saturating_sub(1), None);
        self.entered.push(Some(stamp));
    }

    /// The records with their cells; `None` when a key is there twice.
    pub fn finish(mut self, lanes: impl IntoIterator<Item = (Slot, Lane)>) -> Option<Self> {
        self.lanes = lanes.into_iter().filter(|(_, lane)| lane.len() > 0).collect();
        self.lanes.sort_unstable_by_key(|(slot, _)| *slot);
        let key = |at: &u32| self.key(*at as usize).unwrap_or_default();
        let count = u32::try_from(self.ends.len()).ok()?;
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
        self.ends.len()
    }

    /// True when there is no record.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The key of a record.
    pub fn key(&self, row: usize) -> Option<&str> {
        let start = row.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.keys.get(start as usize..*self.ends.get(row)? as usize)
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

    /// The cells of a record but for its figures, all of which could be read; in the order of their slots.
    pub fn cells(&self, row: usize) -> impl Iterator<Item = (Slot, &Cell)> {
        self.lanes.iter().filter_map(move |(slot, lane)| Some((*slot, lane.cell(row)?)))
    }

    /// The slots in which a record has a cell.
    pub fn slots(&self, row: usize) -> impl Iterator<Item = Slot> + '_ {
        self.lanes.iter().filter(move |(_, lane)| lane.is_there(row)).map(|(slot, _)| *slot)
    }

    /// The records as rows; figures come without their text.
    pub(super) fn rows(&self) -> Vec<Arc<Row>> {
        let text: Arc<str> = Arc::default();
        let row = |at: usize| {
            let cell = |(slot, lane): &(Slot, Lane)| {
                let cell = match lane {
                    Lane::Figures(figures) => {
                        let value = Value::Number(figures.get(at)?.value()?);
                        Cell { text: Arc::clone(&text), value: Some(value), problem: None }
                    }
                    Lane::Cells { .. } => lane.cell(at)?.clone(),
                };
                Some((*slot, cell))
            };
            Arc::new(Row {
                cells: self.lanes.iter().filter_map(cell).collect::<BTreeMap<Slot, Cell>>(),
                standing: self.standing.get(at).copied().flatten(),
                entered: self.entered.get(at).cloned().flatten(),
                ..Row::new(Arc::from(self.key(at).unwrap_or_default()))
            })
        };
        (0..self.len()).map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_add_up_as_decimals_do() {
        let figures = [(15, 1), (-25, 2), (0, 0), (999_999_999_999_999, 0), (1, 15)];
        let figures = figures.map(|(mantissa, scale)| Figure::new(mantissa, scale));
        for (count, factor) in [(2, 1000), (3, 1), (4, 10_000), (5, 1)] {
            let some = figures.iter().copied().chain([Figure::NONE]).take(count);
            let factor = Decimal::from(factor);
            let sum = FigureSum::of(some.clone()).unwrap();
            let slowly: Decimal = some.clone().filter_map(Figure::value).map(|value| value * factor).sum();
            match sum.times(factor) {
                Some(quickly) => assert_eq!((quickly, sum.count as usize), (slowly, count)),
                None => assert_eq!(count, 5, "999999999999999 + 0.000000000000001 has more digits than there are"),
            }
        }
        assert_eq!(FigureSum::of([Figure::NONE].into_iter()).unwrap().count, 0);
    }

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
