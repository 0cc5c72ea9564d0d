//! Which columns a form has as a grid, how wide they are, and the heads above them.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Axis, Place};
use crate::ids::FieldId;
use crate::measure::{Column, Measure};
use crate::period::Period;
use crate::scheme::{FieldDef, FieldType, FormDef};

/// One column of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LaidColumn {
    pub field: FieldId,
    pub kind: ColumnKind,
    /// Whether the form computes it, so that nothing can be typed.
    pub computed: bool,
    /// Whether it holds numbers, which stand to the right.
    pub numeric: bool,
}

/// What a column of the grid holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColumnKind {
    /// A cell of the form.
    Cell(Column),
    /// 同比 of that column over the same span of last year; shown only, never stored.
    Growth(Column),
}

/// Neighbouring columns under one head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// The group's name; for the band of a field, its label.
    pub label: String,
    /// Columns of the grid.
    pub columns: Range<usize>,
}

/// What the clerk wants to see of a wide form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnChoice {
    /// Groups that are put away.
    pub hidden_groups: BTreeSet<String>,
    /// 上年同期 of flows and stocks.
    pub last_year: bool,
    /// 同比.
    pub growth: bool,
    /// Of fields by months, only those that the period covers.
    pub this_period: bool,
}

/// A form laid out as a grid.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    pub columns: Vec<LaidColumn>,
    /// Columns that stay when the grid is scrolled sideways, counted from the left.
    pub frozen: usize,
    pub axis: Axis,
    /// Groups of fields.
    pub groups: Vec<Band>,
    /// Fields with their columns.
    pub fields: Vec<Band>,
    /// Of fields by months, the column of the period's month.
    pub now: Option<Column>,
}

/// Widths in pixels at the page's base size, where one half-width character takes 8.
const CHARACTER: u32 = 8;
const PADDING: u32 = 18;
const GROWTH: u32 = 74;
const NARROWEST: u32 = 64;
const WIDEST: u32 = 320;

impl Default for ColumnChoice {
    fn default() -> Self {
        Self { hidden_groups: BTreeSet::new(), last_year: true, growth: true, this_period: false }
    }
}

impl Layout {
    /// Lays out a form. The title of a record that has a name of its own stands first and stays in sight.
    pub fn of(form: &FormDef, choice: &ColumnChoice) -> Self {
        Self::laid(form, choice, None)
    }

    /// As it is filled in a period: its month is marked among those of fields by months, the others are put away if the
    /// clerk wants that.
    pub fn of_period(form: &FormDef, choice: &ColumnChoice, period: Period) -> Self {
        Self { now: Column::of_month(period.month()), ..Self::laid(form, choice, Some(period)) }
    }

    fn laid(form: &FormDef, choice: &ColumnChoice, period: Option<Period>) -> Self {
        let due = period.filter(|_| choice.this_period);
        let title = form.title();
        let mut layout = Self { frozen: usize::from(title.is_some()), ..Self::default() };
        let mut widths = Vec::new();
        let shown = form
            .field_ids()
            .filter(|&field| title != Some(field) && !choice.hidden_groups.contains(&form[field].group));
        for field in title.into_iter().chain(shown) {
            let def = &form[field];
            let start = layout.columns.len();
            for kind in kinds(def, choice, due) {
                widths.push(width(def, kind));
                layout.columns.push(LaidColumn {
                    field,
                    kind,
                    computed: def.is_computed() || matches!(kind, ColumnKind::Growth(_)),
                    numeric: def.is_number(),
                });
            }
            let columns = start..layout.columns.len();
            match layout.groups.last_mut() {
                // The frozen title never shares a band with what is scrolled away under it.
                Some(band) if band.label == def.group && start != layout.frozen => band.columns.end = columns.end,
                _ => layout.groups.push(Band { label: def.group.clone(), columns: columns.clone() }),
            }
            layout.fields.push(Band { label: def.short.clone(), columns });
        }
        layout.axis = Axis::new(widths);
        layout
    }

    /// Whether a column of the grid is the month of the period, among the months of its field.
    pub fn is_now(&self, at: usize) -> bool {
        let kind = self.column(at).map(|column| column.kind);
        self.now.is_some_and(|now| kind == Some(ColumnKind::Cell(now)))
    }

    /// The names of a form's groups in their order, for the choice of columns.
    pub fn groups_of(form: &FormDef) -> Vec<&str> {
        let mut groups: Vec<&str> = Vec::new();
        for field in &form.fields {
            if !groups.contains(&field.group.as_str()) {
                groups.push(&field.group);
            }
        }
        groups
    }

    pub fn column(&self, at: usize) -> Option<LaidColumn> {
        self.columns.get(at).copied()
    }

    /// Where a cell of the form stands; its field's first column when that very one is put away.
    pub fn find(&self, field: FieldId, column: Column) -> Option<usize> {
        let exact = self.columns.iter().position(|at| at.field == field && at.kind == ColumnKind::Cell(column));
        exact.or_else(|| self.columns.iter().position(|at| at.field == field))
    }

    /// The field and column of the form at a place; `None` for growth, which is no cell.
    pub fn slot(&self, place: Place) -> Option<(FieldId, Column)> {
        let at = self.column(place.column)?;
        if let ColumnKind::Cell(column) = at.kind { Some((at.field, column)) } else { None }
    }
}

/// `due`: the period to which fields by months are narrowed.
fn kinds(field: &FieldDef, choice: &ColumnChoice, due: Option<Period>) -> Vec<ColumnKind> {
    let is_due =
        |column: &Column| field.measure != Measure::Months || due.is_none_or(|period| column.is_due_in(period));
    let columns =
        field.columns().iter().filter(|column| (choice.last_year || !column.is_last_year()) && is_due(column));
    let mut kinds: Vec<ColumnKind> = columns.map(|&column| ColumnKind::Cell(column)).collect();
    if choice.growth && field.is_number() && !field.is_computed() && field.measure == Measure::Flow {
        kinds.extend([Column::Month, Column::Ytd].map(ColumnKind::Growth));
    }
    kinds
}

fn width(field: &FieldDef, kind: ColumnKind) -> u32 {
    if matches!(kind, ColumnKind::Growth(_)) {
        return GROWTH;
    }
    let usual = match field.kind {
        FieldType::Number => 12,
        FieldType::Text | FieldType::Code(_) | FieldType::Industry | FieldType::Division => 16,
        FieldType::Date | FieldType::Month => 10,
        FieldType::Bool => 6,
        FieldType::Uscc => 20,
        FieldType::Phone => 14,
        FieldType::ProjectCode => 26,
    };
    // A code is shown with its name, which takes more room than the code alone.
    let least = match field.kind {
        FieldType::Industry => 20,
        FieldType::Code(_) => 12,
        _ => 0,
    };
    // Twelve months stand side by side.
    let usual = if field.measure == Measure::Months { usual.min(9) } else { usual };
    let wanted = u32::from(field.width.unwrap_or(usual).max(least)) * CHARACTER + PADDING;
    // Where a field has one column, its name has to fit in two lines above it.
    let name = if field.columns().len() == 1 { head_width(&field.short).div_ceil(2) } else { 0 };
    wanted.max(name + PADDING).clamp(NARROWEST, WIDEST)
}

fn head_width(label: &str) -> u32 {
    label.chars().map(|character| if character.is_ascii() { CHARACTER } else { 2 * CHARACTER }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::FormId;
    use crate::period::January;
    use crate::scheme::{Detail, FormKind, Issued, Periodic, Roster};

    fn field(key: &str, group: &str, measure: Measure, kind: FieldType) -> FieldDef {
        FieldDef { group: group.to_owned(), measure, kind, ..FieldDef::named(key) }
    }

    fn form(kind: FormKind, fields: Vec<FieldDef>) -> FormDef {
        FormDef {
            key: "f".to_owned(),
            label: "表".to_owned(),
            number: String::new(),
            kind,
            issued: Issued::default(),
            fields,
            explain: String::new(),
        }
    }

    fn periodic() -> FormDef {
        let kind = FormKind::Periodic(Periodic {
            roster: FormId(0),
            applies: None,
            periods: Vec::new(),
            january: January::Exempt,
            main: None,
        });
        form(
            kind,
            vec![
                field("output", "产销", Measure::Flow, FieldType::Number),
                field("stock", "财务", Measure::Stock, FieldType::Number),
                field("remark", "财务", Measure::Plain, FieldType::Text),
            ],
        )
    }

    #[test]
    fn a_flow_has_four_columns_and_two_of_growth() {
        let layout = Layout::of(&periodic(), &ColumnChoice::default());
        assert_eq!(layout.columns.len(), 6 + 2 + 1);
        assert_eq!(layout.frozen, 0);
        assert_eq!(
            layout.groups.iter().map(|band| (band.label.as_str(), band.columns.clone())).collect::<Vec<_>>(),
            [("产销", 0..6), ("财务", 6..9)]
        );
        assert_eq!(layout.fields.len(), 3);
        assert_eq!(layout.slot(Place::new(0, 1)), Some((FieldId(0), Column::Ytd)));
        assert_eq!(layout.slot(Place::new(0, 4)), None, "growth is no cell");
        assert!(layout.columns[4].computed && !layout.columns[3].computed);
        assert_eq!(layout.find(FieldId(1), Column::EndLy), Some(7));
    }

    #[test]
    fn columns_that_are_put_away_leave_their_field_findable() {
        let choice = ColumnChoice {
            hidden_groups: BTreeSet::from(["产销".to_owned()]),
            last_year: false,
            growth: false,
            this_period: false,
        };
        let layout = Layout::of(&periodic(), &choice);
        assert_eq!(layout.columns.len(), 2);
        assert_eq!(layout.find(FieldId(1), Column::EndLy), Some(0));
        assert_eq!(layout.find(FieldId(0), Column::Month), None);
        assert_eq!(Layout::groups_of(&periodic()), ["产销", "财务"]);
    }

    #[test]
    fn months_stand_under_one_head_with_that_of_the_period_marked() {
        let kind = FormKind::Detail(Detail { title: Some(FieldId(1)), ..Detail::default() });
        let fields = vec![
            field("plan", "计划", Measure::Months, FieldType::Number),
            field("name", "", Measure::Plain, FieldType::Text),
        ];
        let form = form(kind, fields);
        let layout = |choice: &ColumnChoice, period: &str| Layout::of_period(&form, choice, period.parse().unwrap());
        let narrow = ColumnChoice { this_period: true, ..ColumnChoice::default() };
        let months = |period| {
            let laid = layout(&narrow, period);
            laid.columns.iter().skip(1).map(|column| column.kind).collect::<Vec<_>>()
        };
        assert_eq!(months("2026-10"), [ColumnKind::Cell(Column::M10)]);
        assert_eq!(months("2026-0102"), [Column::M01, Column::M02].map(ColumnKind::Cell), "January goes with February");
        let layout = layout(&ColumnChoice::default(), "2026-10");
        assert_eq!((layout.columns.len(), layout.frozen, layout.fields.len()), (13, 1, 2));
        let now: Vec<usize> = (0..13).filter(|&at| layout.is_now(at)).collect();
        assert_eq!(now, [10], "the title stands first");
        assert_eq!(layout.slot(Place::new(0, 10)), Some((FieldId(0), Column::M10)));
    }

    #[test]
    fn the_title_of_a_roster_comes_first_and_stays() {
        let kind = FormKind::Roster(Roster { title: FieldId(1), ..Roster::default() });
        let fields = ["uscc", "name", "industry"].map(|key| field(key, "身份", Measure::Plain, FieldType::Text));
        let layout = Layout::of(&form(kind, fields.into()), &ColumnChoice::default());
        let order: Vec<u16> = layout.columns.iter().map(|column| column.field.0).collect();
        assert_eq!((order, layout.frozen), (vec![1, 0, 2], 1));
        assert_eq!(layout.groups.len(), 2, "the frozen column has a band of its own");
    }
}
