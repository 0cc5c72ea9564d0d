//! Fields by months: the month of the period, sums over months, and the functions that take all of them.

use super::super::data::When;
use super::super::error::{Problem, Wanted};
use super::super::functions::What;
use super::super::node::{Cell, Node, Pick};
use super::super::print::{Wording, print};
use super::super::reads::{Reach, Read};
use super::super::span::Span;
use super::super::syntax::{Expr, Kind};
use super::super::ty::{Num, Ty};
use super::super::world::{FieldId, FieldInfo, FormId};
use super::path::{Meaning, Route};
use super::{Checker, Typed};
use crate::measure::{Column, Measure};

/// A field by months, without saying which of them.
#[derive(Debug)]
pub(super) struct Whole {
    /// In January; evaluation moves it.
    cell: Cell,
    form: FormId,
    when: When,
    reach: Reach,
    /// For sentences.
    name: String,
}

impl Whole {
    pub(super) fn of(route: Route, form: FormId, field: FieldId, info: &FieldInfo, span: Span) -> Self {
        let cell = route.cell(field, Column::M01, info.kind, span);
        Self { cell, form, when: route.when(), reach: route.reach(), name: info.name().to_owned() }
    }
}

impl Checker<'_> {
    /// Named without a column: in a computed field by months, the month that is worked out.
    pub(super) fn in_computed_month(&mut self, whole: Whole, span: Span) -> Typed {
        let Whole { mut cell, form, when, reach, name } = whole;
        let columns = Measure::Months.columns();
        let Some(column) = self.context.column.filter(|column| columns.contains(column)) else {
            return self.fail(span, Problem::NeedsColumn { name, columns });
        };
        cell.column = column;
        let (place, field, ty) = (cell.place, cell.field, Ty::of(cell.kind));
        self.reads.insert(Read::Cell { when, reach, form, field, column });
        let label = self.label_of(place.earlier, place.to, &name);
        let typed = Typed::new(Node::Cell(Box::new(cell)), ty, span);
        self.leaf(label, &typed, Some((place, field, column)));
        typed
    }

    /// `.month`, `.prev_month`, `.ytd`, `.year`.
    pub(super) fn picked(&mut self, whole: &Whole, pick: Pick, span: Span) -> Meaning {
        let cell = &whole.cell;
        let mut ty = Ty::of(cell.kind);
        if matches!(pick, Pick::Ytd | Pick::Year) {
            let typed = self.wanted(Typed::new(Node::Bad, ty, span), Wanted::Number);
            if let Ty::Number(num) = typed.ty {
                ty = Ty::Number(num.computed());
            } else {
                return Meaning::Wrong;
            }
        }
        self.read_months(whole);
        let typed = Typed::new(Node::Months(Box::new(cell.clone()), pick), ty, span);
        let name = self.label_of(cell.place.earlier, cell.place.to, &whole.name);
        // The cell that a finding points at is the one of the period: which it is shows when a workbook is open.
        let (label, column) = match pick {
            Pick::Now => (name, Some(Column::Month)),
            Pick::Ytd => (name, Some(Column::Ytd)),
            Pick::Before => (format!("{name} 上月"), None),
            Pick::Year => (format!("{name} 全年"), None),
        };
        self.leaf(label, &typed, column.map(|column| (cell.place, cell.field, column)));
        Meaning::Value(typed)
    }

    /// Any month may be read: which, depends on the period.
    fn read_months(&mut self, whole: &Whole) {
        let Whole { cell, form, when, reach, .. } = whole;
        let reads = Measure::Months.columns().iter().map(|&column| Read::Cell {
            when: *when,
            reach: *reach,
            form: *form,
            field: cell.field,
            column,
        });
        self.reads.extend(reads);
        self.reads.insert(Read::Period);
    }

    /// `months_short(actual, plan)`: two fields by months, named without a column.
    pub(super) fn months_short(&mut self, what: What, actual: &Expr, plan: &Expr, span: Span) -> Typed {
        let (of_actual, of_plan) = (self.by_months(actual), self.by_months(plan));
        let (Some((of_actual, actual_num)), Some((of_plan, plan_num))) = (of_actual, of_plan) else {
            return Typed::bad(span);
        };
        if self.same_unit((actual_num, actual.span), (plan_num, plan.span)).is_none() {
            return Typed::bad(span);
        }
        let in_words = what == What::MonthsShortText;
        let node = Node::Short { actual: Box::new(of_actual), plan: Box::new(of_plan), in_words, span };
        Typed::new(node, if in_words { Ty::Text } else { Ty::plain() }, span)
    }

    /// A field by months that holds numbers, as a whole.
    fn by_months(&mut self, arg: &Expr) -> Option<(Cell, Num)> {
        let found = match &arg.kind {
            Kind::Path(names) => self.meaning(names, arg.span),
            Kind::Bad => return None,
            _ => Meaning::Value(Typed::bad(arg.span)),
        };
        match found {
            Meaning::Months(whole) => {
                self.read_months(&whole);
                let typed = self.wanted(Typed::new(Node::Bad, Ty::of(whole.cell.kind), arg.span), Wanted::Number);
                if let Ty::Number(num) = typed.ty { Some((whole.cell, num)) } else { None }
            }
            Meaning::Value(_) | Meaning::Form { .. } => {
                self.report(arg.span, Problem::NotMonths { name: print(arg, Wording::AsWritten) });
                None
            }
            Meaning::Wrong => None,
        }
    }
}
