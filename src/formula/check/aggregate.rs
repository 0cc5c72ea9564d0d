//! Aggregates over the rows of a form.

use super::super::data::When;
use super::super::error::{Expected, Found, Place as NamePlace, Problem, Wanted};
use super::super::functions::{Aggregate, Function};
use super::super::nearest::nearest;
use super::super::node::{self, Node, RowKey, Rows};
use super::super::print::{Wording, print};
use super::super::reads::{Reach, Read};
use super::super::span::Span;
use super::super::syntax::{Binary, Call, Expr, Kind, Name};
use super::super::ty::{Num, Ty};
use super::super::world::FormId;
use super::names::{Lookup, Special, find_form, special};
use super::path::Meaning;
use super::{Checker, Scope, Typed};
use std::sync::Arc;

impl Checker<'_> {
    pub(super) fn aggregate(
        &mut self,
        what: Aggregate,
        function: &'static Function,
        call: &Call,
        expr: &Expr,
    ) -> Typed {
        let span = expr.span;
        let counts = what == Aggregate::Count;
        if !counts && call.over.is_none() {
            return self.over_values(what, function, call, expr);
        }
        if self.row.is_some() {
            return self.fail(call.function.span, Problem::NestedAggregate);
        }
        let [first] = call.args.as_slice() else {
            let (function, found) = (function.name, call.args.len());
            return self.fail(span, Problem::ArgumentCount { function, least: 1, most: 1, found });
        };
        let (rows, value) = match (&call.over, counts) {
            (Some(over), true) => {
                let expected = Expected::Token("where");
                return self.fail(over.span, Problem::Expected { expected, found: Found::Text("over".to_owned()) });
            }
            (Some(over), false) => (over, Some(first)),
            (None, _) => (first, None),
        };
        let Some((when, form)) = self.rows_of(rows) else {
            return Typed::bad(span);
        };
        let mine = call.filter.as_ref().is_some_and(asks_for_mine);
        let reach = if mine { Reach::Same } else { Reach::All };
        self.reads.insert(Read::Rows { when, reach, form });
        let main = self.world.form(form).and_then(|form| form.main);
        let it = if self.context.form == Some(form) { self.context.it.or(main) } else { main };
        self.row = Some(Scope { form: Some(form), it, when, mine });
        let value = value.map(|value| self.aggregated(what, value));
        let filter = call.filter.as_ref().map(|filter| self.truth(filter));
        self.row = None;

        let ty = match (what, value.as_ref().map(|value| value.ty)) {
            (Aggregate::Any | Aggregate::All, _) => Ty::Bool,
            (Aggregate::Names, _) => Ty::Text,
            (Aggregate::Count | Aggregate::Distinct, _) => Ty::plain(),
            (Aggregate::Avg, Some(Ty::Number(num))) => Ty::Number(Num { rounded: true, ..num.computed() }),
            (_, Some(Ty::Number(num))) => Ty::Number(num.computed()),
            (_, Some(ty)) => ty,
            (_, None) => Ty::Unknown,
        };
        let value = value.map(|value| value.node);
        let filter = filter.map(|filter| filter.node);
        let own = |node: &Option<Node>| node.as_ref().is_some_and(|node| node.uses().own);
        let same_for_all = !own(&value) && !own(&filter);
        let key = filter.as_ref().and_then(Node::key).map(|key| RowKey { alone: key.alone && !own(&value), ..key });
        let aspects = filter.as_ref().and_then(|filter| filter.aspects(node::From::Row, form));
        let rows = Rows { what, when, form, value, filter, mine, same_for_all, key, aspects, span };
        let node = Node::Rows(Arc::new(rows));
        let typed = Typed::new(node, ty, span);
        self.leaf(print(expr, Wording::Chinese(&self.words)), &typed, None);
        typed
    }

    fn aggregated(&mut self, what: Aggregate, value: &Expr) -> Typed {
        let value = self.expr(value, None);
        match what {
            Aggregate::Sum | Aggregate::Avg => self.wanted(value, Wanted::Number),
            Aggregate::Min | Aggregate::Max => self.wanted(value, Wanted::Ordered),
            Aggregate::Any | Aggregate::All => self.wanted(value, Wanted::Bool),
            Aggregate::Names => self.wanted(value, Wanted::Text),
            Aggregate::Count | Aggregate::Distinct => value,
        }
    }

    /// The form whose rows are meant.
    fn rows_of(&mut self, expr: &Expr) -> Option<(When, FormId)> {
        let Kind::Path(names) = &expr.kind else {
            if !matches!(expr.kind, Kind::Bad) {
                let found = Found::Text(print(expr, Wording::AsWritten));
                self.report(expr.span, Problem::Expected { expected: Expected::Over, found });
            }
            return None;
        };
        // A form that has the name of a field is meant here.
        if let [name] = names.as_slice()
            && let Lookup::One(form) = find_form(self.world, &name.text)
        {
            if let Some(info) = self.world.form(form) {
                self.words.insert(name.span.start, info.label.clone());
            }
            return Some((When::Now, form));
        }
        let before = self.errors.len();
        if let Meaning::Form { when, form, .. } = self.meaning(names, expr.span) {
            return Some((when, form));
        }
        // Names of forms are what helps here, not those of fields.
        self.errors.truncate(before);
        self.no_form(written(names), expr.span);
        None
    }

    /// Reports that there is no such form.
    pub(super) fn no_form(&mut self, name: String, span: Span) -> Typed {
        let known = self.world.forms.iter().flat_map(|form| [form.key.as_str(), form.label.as_str()]);
        let nearest = nearest(&name, known);
        self.fail(span, Problem::UnknownName { name, place: NamePlace::Form, nearest })
    }

    /// `max(a, b)`.
    fn over_values(&mut self, what: Aggregate, function: &'static Function, call: &Call, expr: &Expr) -> Typed {
        let span = expr.span;
        if !what.takes_values() || call.filter.is_some() {
            for arg in &call.args {
                self.row_less(arg);
            }
            let end = Span::new(span.end.saturating_sub(1), span.end);
            let found = Found::Text(")".to_owned());
            return self.fail(end, Problem::Expected { expected: Expected::Over, found });
        }
        if let [only] = call.args.as_slice()
            && let Kind::Path(names) = &only.kind
            && let [name] = names.as_slice()
            && find_form(self.world, &name.text) != Lookup::None
            && self.context.form.is_none()
        {
            let found = Found::Text(name.text.clone());
            return self.fail(only.span, Problem::Expected { expected: Expected::Over, found });
        }
        let wanted = if matches!(what, Aggregate::Sum | Aggregate::Avg) { Wanted::Number } else { Wanted::Ordered };
        let mut all: Option<Typed> = None;
        let mut nodes = Vec::with_capacity(call.args.len());
        for arg in &call.args {
            let arg = self.expr(arg, None);
            let arg = self.wanted(arg, wanted);
            let arg_span = arg.span;
            let (ty, node) = match all.take() {
                None => (arg.ty, arg.node),
                Some(before) => {
                    let (ty, [_, node]) = self.same(before, arg);
                    (ty, node)
                }
            };
            all = Some(Typed::new(Node::Bad, ty, arg_span));
            nodes.push(node);
        }
        let ty = match all.map(|all| all.ty) {
            Some(Ty::Number(num)) if what == Aggregate::Avg => Ty::Number(Num { rounded: true, ..num.computed() }),
            Some(Ty::Number(num)) => Ty::Number(num.computed()),
            Some(ty) => ty,
            None => {
                let (function, least, most) = (function.name, function.least, function.most);
                return self.fail(span, Problem::ArgumentCount { function, least, most, found: 0 });
            }
        };
        Typed::new(Node::Values(what, nodes.into(), span), ty, span)
    }

    /// Looks for other mistakes in what cannot be used anyway, without complaining about forms.
    fn row_less(&mut self, arg: &Expr) {
        if !matches!(arg.kind, Kind::Path(_)) {
            self.expr(arg, None);
        }
    }
}

/// Whether a filter lets in only rows for which `mine` is true.
fn asks_for_mine(filter: &Expr) -> bool {
    match &filter.kind {
        Kind::Binary(Binary::And, left, right) => asks_for_mine(left) || asks_for_mine(right),
        Kind::Path(names) => matches!(names.as_slice(), [name] if special(&name.text) == Some(Special::Mine)),
        _ => false,
    }
}

/// Names as they were written, with their dots.
pub(super) fn written(names: &[Name]) -> String {
    names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".")
}
