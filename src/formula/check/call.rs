//! Functions: how many arguments, of which types, and what they give.

use super::super::data::When;
use super::super::error::{Expected, Found, Problem, Wanted};
use super::super::functions::{self, FUNCTIONS, Function, What};
use super::super::nearest::nearest;
use super::super::node::{From, Node, Place};
use super::super::print::{Wording, print};
use super::super::reads::{Reach, Read};
use super::super::span::Span;
use super::super::syntax::{Call, Expr, Kind};
use super::super::ty::{Num, Ty};
use super::super::value::{Value, YearMonth};
use super::super::world::{ABSENCES, FieldInfo, FormId};
use super::aggregate::written;
use super::names::{Lookup, find_form};
use super::path::Meaning;
use super::{Checker, Typed};
use crate::number::{Decimal, Unit};
use chrono::NaiveDate;
use std::sync::Arc;

/// The most decimal places `round` takes.
const MAX_PLACES: u32 = 10;

impl Checker<'_> {
    pub(super) fn call(&mut self, call: &Call, expr: &Expr) -> Typed {
        let span = expr.span;
        let Some(function) = functions::find(&call.function.text) else {
            let names = FUNCTIONS.iter().flat_map(|function| [function.name, function.chinese]);
            let nearest = nearest(&call.function.text, names);
            let problem = Problem::UnknownFunction { name: call.function.text.clone(), nearest };
            return self.fail(call.function.span, problem);
        };
        if let What::Aggregate(what) = function.what {
            return self.aggregate(what, function, call, expr);
        }
        if let Some(part) = call.over.as_ref().or(call.filter.as_ref()) {
            let word = if call.over.is_some() { "over" } else { "where" };
            let found = Found::Text(word.to_owned());
            return self.fail(part.span, Problem::Expected { expected: Expected::CommaOr(")"), found });
        }
        if !(function.least..=function.most).contains(&call.args.len()) {
            let (least, most, found) = (function.least, function.most, call.args.len());
            return self.fail(span, Problem::ArgumentCount { function: function.name, least, most, found });
        }
        self.function(function, &call.args, span)
    }

    fn function(&mut self, function: &'static Function, args: &[Expr], span: Span) -> Typed {
        let what = function.what;
        match (what, args) {
            (What::Abs, [inner]) => {
                let Some((inner, num)) = self.number(inner) else { return Typed::bad(span) };
                Typed::new(call_node(what, [inner.node], span), Ty::Number(num.computed()), span)
            }
            (What::Round, [inner, places]) => self.round(inner, places, span),
            (What::Near, [left, right, tolerance]) => self.near(left, right, tolerance, span),
            (What::Growth, [now, base]) => self.growth(now, base, span),
            (What::Blank | What::Present, [inner]) => {
                let inner = self.expr(inner, None);
                Typed::new(call_node(what, [inner.node], span), Ty::Bool, span)
            }
            (What::StartsWith | What::EndsWith | What::Contains, [text, part]) => {
                let args = [self.text(text).node, self.text(part).node];
                Typed::new(call_node(what, args, span), Ty::Bool, span)
            }
            (What::Len, [text]) => Typed::new(call_node(what, [self.text(text).node], span), Ty::plain(), span),
            (What::Left, [text, count]) => {
                let args = [self.text(text).node, self.plain(count).node];
                Typed::new(call_node(what, args, span), Ty::Text, span)
            }
            (What::Mid, [text, from, count]) => {
                let args = [self.text(text).node, self.plain(from).node, self.plain(count).node];
                Typed::new(call_node(what, args, span), Ty::Text, span)
            }
            (What::Label, [code]) => self.label(code, span),
            (What::MonthsBetween, [from, to]) => {
                let args = [self.date(from, Wanted::DateOrMonth), self.date(to, Wanted::DateOrMonth)];
                Typed::new(call_node(what, args, span), Ty::Number(Num::of(Unit::single("月"))), span)
            }
            (What::DaysBetween, [from, to]) => {
                let args = [self.date(from, Wanted::Date), self.date(to, Wanted::Date)];
                Typed::new(call_node(what, args, span), Ty::Number(Num::of(Unit::single("天"))), span)
            }
            (What::Year | What::Month, [date]) => {
                let date = self.date(date, Wanted::DateOrMonth);
                let num = if what == What::Year { Num::year() } else { Num::plain() };
                Typed::new(call_node(what, [date], span), Ty::Number(num), span)
            }
            (What::Date | What::MonthOf, [date]) => self.dated(what, date, span),
            (What::Reported, [form]) => self.reported(form, span),
            (What::Lacking | What::LackingNames, fields) => self.lacking(what, fields, span),
            (What::Absence | What::Confirmed, [cell]) => {
                let ty = if what == What::Absence { Ty::Code(ABSENCES) } else { Ty::Bool };
                let cell = self.expr(cell, None);
                if !matches!(cell.node, Node::Cell(_) | Node::Bad) {
                    return self.fail(cell.span, Problem::NotACell { function: function.name });
                }
                Typed::new(call_node(what, [cell.node], span), ty, span)
            }
            (What::MonthsShort | What::MonthsShortText, [actual, plan]) => self.months_short(what, actual, plan, span),
            (What::Code(code), [text]) => {
                let ty = if code.gives_text() { Ty::Text } else { Ty::Bool };
                Typed::new(call_node(what, [self.text(text).node], span), ty, span)
            }
            _ => Typed::bad(span),
        }
    }

    fn plain(&mut self, expr: &Expr) -> Typed {
        let typed = self.expr(expr, None);
        self.wanted(typed, Wanted::PlainNumber)
    }

    fn date(&mut self, expr: &Expr, wanted: Wanted) -> Node {
        let typed = self.expr(expr, None);
        self.wanted(typed, wanted).node
    }

    fn round(&mut self, inner: &Expr, places: &Expr, span: Span) -> Typed {
        let inner = self.number(inner);
        let given = match &places.kind {
            Kind::Number(value, None) => u32::try_from(*value).ok().filter(|given| Decimal::from(*given) == *value),
            Kind::Bad => return Typed::bad(span),
            _ => None,
        };
        let Some(places_given) = given.filter(|given| *given <= MAX_PLACES) else {
            return self.fail(places.span, Problem::NotConstant { least: 0, most: MAX_PLACES });
        };
        let Some((inner, num)) = inner else { return Typed::bad(span) };
        // A rate is shown in per cent but is a number like 0.85, and is rounded as one.
        let unit = if num.unit.is_plain() { Unit::PLAIN } else { num.shown };
        let (inner, scale) = (Box::new(inner.node), unit.scale());
        let node = Node::Round { inner, places: places_given, scale, span };
        Typed::new(node, Ty::Number(Num { rounded: false, ..num.computed() }), span)
    }

    fn near(&mut self, left: &Expr, right: &Expr, tolerance: &Expr, span: Span) -> Typed {
        let (left, right, tolerance) = (self.number(left), self.number(right), self.number(tolerance));
        let (Some((left, of_left)), Some((right, of_right)), Some((tolerance, of_tolerance))) =
            (left, right, tolerance)
        else {
            return Typed::bad(span);
        };
        let both = self.same_unit((of_left, left.span), (of_right, right.span));
        let Some(both) = both else { return Typed::bad(span) };
        if self.same_unit((both, left.span.to(right.span)), (of_tolerance, tolerance.span)).is_none() {
            return Typed::bad(span);
        }
        Typed::new(call_node(What::Near, [left.node, right.node, tolerance.node], span), Ty::Bool, span)
    }

    fn growth(&mut self, now: &Expr, base: &Expr, span: Span) -> Typed {
        let (now, base) = (self.number(now), self.number(base));
        let (Some((now, of_now)), Some((base, of_base))) = (now, base) else { return Typed::bad(span) };
        if self.same_unit((of_now, now.span), (of_base, base.span)).is_none() {
            return Typed::bad(span);
        }
        let ty = Ty::Number(Num { rounded: true, ..Num::of(Unit::percent()) });
        Typed::new(call_node(What::Growth, [now.node, base.node], span), ty, span)
    }

    fn label(&mut self, code: &Expr, span: Span) -> Typed {
        let code = self.expr(code, None);
        let code = self.wanted(code, Wanted::AnyCode);
        let Ty::Code(list) = code.ty else { return Typed::bad(span) };
        let Some(items) = self.items(list) else { return Typed::bad(span) };
        Typed::new(Node::Label(Box::new(code.node), items), Ty::Text, span)
    }

    /// `date("2026-10-01")`, `month_of("2026-10")`, `month_of(date)`.
    fn dated(&mut self, what: What, arg: &Expr, span: Span) -> Typed {
        if let Kind::Text(text) = &arg.kind {
            let value = if what == What::Date {
                NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|date| (Value::Date(date), Ty::Date))
            } else {
                YearMonth::read(text).map(|month| (Value::Month(month), Ty::Month))
            };
            return match value {
                Some((value, ty)) => Typed::new(Node::Const(value), ty, span),
                None => self.fail(arg.span, Problem::BadDate { text: text.clone() }),
            };
        }
        let wanted = if what == What::Date { Wanted::Date } else { Wanted::DateOrMonth };
        let ty = if what == What::Date { Ty::Date } else { Ty::Month };
        Typed::new(call_node(what, [self.date(arg, wanted)], span), ty, span)
    }

    /// Every argument is a field, not a value that is worked out: what lacks has to have a name.
    fn lacking(&mut self, what: What, args: &[Expr], span: Span) -> Typed {
        let mut fields = Vec::new();
        for arg in args {
            let typed = self.expr(arg, None);
            let Node::Cell(cell) = typed.node else {
                if !matches!(typed.node, Node::Bad) {
                    self.report(arg.span, Problem::NotAField { found: print(arg, Wording::AsWritten) });
                }
                return Typed::bad(span);
            };
            let form = self.form_of(cell.place);
            let name = form.and_then(|form| self.world.field(form, cell.field)).map_or("", FieldInfo::name);
            fields.push((*cell, Arc::from(name)));
        }
        let names = what == What::LackingNames;
        let ty = if names { Ty::Text } else { Ty::plain() };
        Typed::new(Node::Lacking { fields: fields.into(), names }, ty, span)
    }

    /// The form of the record that a place leads to.
    fn form_of(&self, place: Place) -> Option<FormId> {
        let own = self.context.form;
        let row = self.row.and_then(|row| row.form);
        place.to.or(if place.from == From::Own { own } else { row })
    }

    fn reported(&mut self, arg: &Expr, span: Span) -> Typed {
        let Kind::Path(names) = &arg.kind else {
            let name = print(arg, Wording::AsWritten);
            return self.no_form(name, arg.span);
        };
        // The name of a form, even where a field has it too.
        let own = self.row.map_or((From::Own, self.context.form, When::Now), |row| (From::Row, row.form, row.when));
        let found = match names.as_slice() {
            [name] => match find_form(self.world, &name.text) {
                Lookup::One(form) => {
                    if let Some(info) = self.world.form(form) {
                        self.words.insert(name.span.start, info.label.clone());
                    }
                    Some((own.0, None, own.2, form))
                }
                _ => None,
            },
            _ => None,
        };
        let found = found.or_else(|| match self.meaning(names, arg.span) {
            Meaning::Form { when, earlier, from, form } => Some((from, earlier, when, form)),
            Meaning::Value(_) | Meaning::Months(_) => {
                self.no_form(written(names), arg.span);
                None
            }
            Meaning::Wrong => None,
        });
        let Some((from, earlier, when, form)) = found else { return Typed::bad(span) };
        if self.world.form(form).is_some_and(|info| info.single) {
            self.reads.insert(Read::Reported { when, reach: Reach::All, form });
            let place = Place { from: From::Office, earlier: (when != When::Now).then_some(when), to: Some(form) };
            return Typed::new(Node::Reported { place, form }, Ty::Bool, span);
        }
        let here = if from == From::Own { self.context.form } else { own.1 };
        if !self.joined(here, form) {
            let label = self.world.form(form).map_or_else(String::new, |form| form.label.clone());
            return self.fail(arg.span, Problem::NotJoined { form: label });
        }
        let any = from == From::Row && !self.row.is_some_and(|row| row.mine);
        let reach = if any { Reach::All } else { Reach::Same };
        self.reads.insert(Read::Reported { when, reach, form });
        let place = Place { from, earlier, to: None };
        Typed::new(Node::Reported { place, form }, Ty::Bool, span)
    }
}

fn call_node<const N: usize>(what: What, args: [Node; N], span: Span) -> Node {
    Node::Call(what, Box::new(args), span)
}
