//! Names joined by dots: from a record to a cell.

use super::super::data::When;
use super::super::error::{Place as NamePlace, Problem};
use super::super::nearest::nearest;
use super::super::node::{Cell, From, Node, Place};
use super::super::reads::{Reach, Read};
use super::super::span::Span;
use super::super::syntax::{Binary, Name};
use super::super::ty::Ty;
use super::super::value::{Type, Value};
use super::super::world::{FieldId, FormId};
use super::months::Whole;
use super::names::{self, Lookup, Property, Special};
use super::{Checker, Scope, Typed};
use crate::measure::{Column, Measure};
use crate::number::Decimal;

/// What the names so far have led to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Route {
    scope: Scope,
    from: From,
    earlier: Option<When>,
    to: Option<FormId>,
}

impl Route {
    /// The file that it leads to.
    pub(super) fn when(self) -> When {
        self.earlier.unwrap_or(self.scope.when)
    }

    pub(super) const fn place(self) -> Place {
        Place { from: self.from, earlier: self.earlier, to: self.to }
    }

    /// Whose cells it leads to.
    pub(super) const fn reach(self) -> Reach {
        match self.from {
            From::Row if self.scope.mine => Reach::Same,
            From::Row | From::Office => Reach::All,
            From::Own if self.to.is_none() => Reach::Own,
            From::Own => Reach::Same,
        }
    }

    pub(super) fn cell(self, field: FieldId, column: Column, kind: Type, span: Span) -> Cell {
        let scale = if let Type::Number(unit) = kind { Some(unit.scale()) } else { None };
        let scale = scale.filter(|scale| *scale != Decimal::ONE);
        Cell { place: self.place(), field, column, kind, scale, span }
    }
}

/// What names can stand for.
pub(super) enum Meaning {
    Value(Typed),
    Form {
        when: When,
        earlier: Option<When>,
        from: From,
        form: FormId,
    },
    /// A field by months as a whole: no value, but what some functions take.
    Months(Box<Whole>),
    /// Reported already.
    Wrong,
}

impl Checker<'_> {
    pub(super) fn path(&mut self, all: &[Name], span: Span) -> Typed {
        match self.meaning(all, span) {
            Meaning::Value(typed) => typed,
            Meaning::Form { form, .. } => {
                let name = self.world.form(form).map_or_else(String::new, |form| form.label.clone());
                self.fail(span, Problem::NotAValue { name })
            }
            Meaning::Months(whole) => self.in_computed_month(*whole, span),
            Meaning::Wrong => Typed::bad(span),
        }
    }

    fn own_scope(&self) -> Scope {
        let form = self.context.form;
        let main = form.and_then(|form| self.world.form(form)).and_then(|form| form.main);
        Scope { form, it: self.context.it.or(main), when: When::Now, mine: false }
    }

    /// Follows names from the record at hand.
    pub(super) fn meaning(&mut self, all: &[Name], span: Span) -> Meaning {
        if let Some(local) = self.local(all, span) {
            return local;
        }
        let own = Route { scope: self.own_scope(), from: From::Own, earlier: None, to: None };
        let row = self.row.map(|scope| Route { scope, from: From::Row, earlier: None, to: None });
        let mut route = row.unwrap_or(own);
        let mut rest = all;
        let mut moved = false;
        while let Some((name, after)) = rest.split_first() {
            let special = names::special(&name.text).filter(|special| {
                // A field may well be called 上年 or 报告期; keys cannot.
                !self.is_own_field(route.scope, &name.text) || after.is_empty() == (*special == Special::It)
            });
            if let Some((_, chinese, _)) =
                special.and_then(|special| names::SPECIALS.iter().find(|(.., known)| *known == special))
            {
                self.words.insert(name.span.start, (*chinese).to_owned());
            }
            match special {
                Some(Special::This) if row.is_none() => return self.wrong(name.span, Problem::NoThis),
                Some(Special::This) if !moved => route = own,
                Some(Special::Mine) if !moved && after.is_empty() => return self.mine(span),
                Some(Special::Prev | Special::LastYear) => {
                    if route.earlier.is_some() || route.scope.when != When::Now {
                        return self.wrong(name.span, Problem::EarlierTwice);
                    }
                    let last_year = special == Some(Special::LastYear);
                    route.earlier = Some(if last_year { When::LastYear } else { When::Prev });
                }
                Some(Special::Period | Special::Office | Special::Setting) if !moved => {
                    return self.outside(special, name, after, span);
                }
                Some(Special::It) => {
                    let (Some(form), Some(field)) = (route.scope.form, route.scope.it) else {
                        return self.wrong(name.span, Problem::NoIt);
                    };
                    return self.field(route, form, field, name, after, span);
                }
                _ => return self.named_thing(route, name, after, span),
            }
            moved = true;
            rest = after;
        }
        // `prev` alone.
        let name = all.last().map_or_else(String::new, |name| name.text.clone());
        self.wrong(span, Problem::NotAValue { name })
    }

    pub(super) fn wrong(&mut self, span: Span, problem: Problem) -> Meaning {
        self.report(span, problem);
        Meaning::Wrong
    }

    fn is_own_field(&self, scope: Scope, text: &str) -> bool {
        let form = scope.form.and_then(|form| self.world.form(form));
        form.is_some_and(|form| names::find_field(form, text) != Lookup::None)
    }

    /// A field of the record, another form, or a bare column.
    fn named_thing(&mut self, route: Route, name: &Name, after: &[Name], span: Span) -> Meaning {
        let form = names::find_form(self.world, &name.text);
        if let Some(here) = route.scope.form
            && let Some(info) = self.world.form(here)
        {
            match names::find_field(info, &name.text) {
                Lookup::One(field) if !self.rather_form(&form, after) => {
                    return self.field(route, here, field, name, after, span);
                }
                Lookup::Many(fields) if !self.rather_form(&form, after) => {
                    let key = |id: &FieldId| info.fields.get(id.index()).map(|field| field.key.clone());
                    let keys = fields.iter().filter_map(key).collect();
                    return self.wrong(name.span, Problem::Ambiguous { name: name.text.clone(), keys });
                }
                _ => {}
            }
        }
        if let (Some(here), true) = (route.scope.form, after.is_empty())
            && let Some(colour) = self.colour(route, here, name, span)
        {
            return colour;
        }
        if let Lookup::One(form) = form {
            return self.in_form(route, form, name, after, span);
        }
        if after.is_empty()
            && let Some((chinese, pick)) = names::pick(&name.text)
            && let (Some(form), Some(field)) = (route.scope.form, route.scope.it)
            && let Some(info) = self.world.field(form, field)
            && info.measure == Measure::Months
        {
            self.words.insert(name.span.start, chinese.to_owned());
            return self.picked(&Whole::of(route, form, field, info, span), pick, span);
        }
        if let Some(column) = names::column(&name.text)
            && after.is_empty()
        {
            let (Some(form), Some(field)) = (route.scope.form, route.scope.it) else {
                return self.wrong(name.span, Problem::NoIt);
            };
            self.words.insert(name.span.start, column.formula_label().to_owned());
            return self.cell(route, form, field, column, span);
        }
        self.unknown(route.scope, name)
    }

    /// Whether a name that is both a field and a form stands for the form, since a field of that follows.
    fn rather_form(&self, form: &Lookup<FormId>, after: &[Name]) -> bool {
        let (Lookup::One(form), Some(next)) = (form, after.first()) else { return false };
        let fields = self.world.form(*form).map(|form| names::find_field(form, &next.text));
        names::column(&next.text).is_none()
            && names::property(&next.text).is_none()
            && fields.is_some_and(|found| found != Lookup::None)
    }

    /// `form` or `form.field`.
    fn in_form(&mut self, route: Route, form: FormId, name: &Name, after: &[Name], span: Span) -> Meaning {
        let Some(info) = self.world.form(form) else { return Meaning::Wrong };
        let chinese = info
            .join
            .as_ref()
            .filter(|(key, label)| *key == name.text || *label == name.text)
            .map_or(&info.label, |(_, label)| label);
        if names::find_form(self.world, chinese) == Lookup::One(form) && !self.is_own_field(route.scope, chinese) {
            self.words.insert(name.span.start, chinese.clone());
        }
        let Some((next, after)) = after.split_first() else {
            let when = route.earlier.unwrap_or(route.scope.when);
            return Meaning::Form { when, earlier: route.earlier, from: route.from, form };
        };
        let elsewhere = route.scope.form != Some(form);
        let route = if info.single && elsewhere {
            let when = route.earlier.unwrap_or(route.scope.when);
            let earlier = (when != When::Now).then_some(when);
            Route { from: From::Office, earlier, to: Some(form), ..route }
        } else if route.scope.form.is_none() {
            return self.wrong(name.span, Problem::NoRecord);
        } else if !self.joined(route.scope.form, form) {
            return self.wrong(name.span, Problem::NotJoined { form: info.label.clone() });
        } else if info.detail && elsewhere {
            return self.wrong(name.span, Problem::ManyRows { form: info.label.clone() });
        } else {
            Route { to: elsewhere.then_some(form), ..route }
        };
        match names::find_field(info, &next.text) {
            Lookup::One(field) => self.field(route, form, field, next, after, span),
            Lookup::Many(fields) => {
                let key = |id: &FieldId| info.fields.get(id.index()).map(|field| field.key.clone());
                let keys = fields.iter().filter_map(key).collect();
                self.wrong(next.span, Problem::Ambiguous { name: next.text.clone(), keys })
            }
            Lookup::None => {
                if let (true, Some(colour)) = (after.is_empty(), self.colour(route, form, next, span)) {
                    return colour;
                }
                let known = info.fields.iter().flat_map(|field| [field.key.as_str(), field.name()]);
                let (name, nearest) = (next.text.clone(), nearest(&next.text, known));
                let place = NamePlace::FieldOf(info.label.clone());
                self.wrong(next.span, Problem::UnknownName { name, place, nearest })
            }
        }
    }

    /// `colour`, `colour_reason` of a form whose records have colours.
    fn colour(&mut self, route: Route, form: FormId, name: &Name, span: Span) -> Option<Meaning> {
        let colour = self.world.form(form)?.colour.as_ref()?;
        let (_, chinese, reason) =
            names::COLOUR.iter().find(|(key, label, _)| *key == name.text || *label == name.text)?;
        if route.earlier.is_some() || route.scope.when != When::Now {
            return Some(self.wrong(name.span, Problem::NotAValue { name: name.text.clone() }));
        }
        self.words.insert(name.span.start, (*chinese).to_owned());
        let wider = |reach: Reach| reach.max(route.reach());
        self.reads.extend(colour.reads.iter().map(|read| match *read {
            Read::Cell { when, reach, form, field, column } => {
                Read::Cell { when, reach: wider(reach), form, field, column }
            }
            Read::Reported { when, reach, form } => Read::Reported { when, reach: wider(reach), form },
            Read::Rows { when, reach, form } => Read::Rows { when, reach: wider(reach), form },
            other => other,
        }));
        let place = Place { from: route.from, earlier: None, to: route.to };
        let ty = if *reason { Ty::Text } else { Ty::Code(colour.list) };
        let typed = Typed::new(Node::Colour { place, reason: *reason }, ty, span);
        self.leaf((*chinese).to_owned(), &typed, None);
        Some(Meaning::Value(typed))
    }

    /// Whether records of the one form belong to the same roster members as those of the other.
    pub(super) fn joined(&self, here: Option<FormId>, there: FormId) -> bool {
        let roster = |id: FormId| self.world.form(id).map(|form| form.roster.unwrap_or(id));
        here.and_then(roster).is_some_and(|roster_here| roster(there) == Some(roster_here))
    }

    /// `mine`: whether the row belongs to the roster member of the record itself.
    fn mine(&mut self, span: Span) -> Meaning {
        let Some(row) = self.row else { return self.wrong(span, Problem::NoMine) };
        if self.context.form.is_none() {
            return self.wrong(span, Problem::NoRecord);
        }
        let info = row.form.and_then(|form| self.world.form(form));
        if !row.form.is_some_and(|form| self.joined(self.context.form, form)) || info.is_some_and(|info| info.single) {
            return self
                .wrong(span, Problem::NotJoined { form: info.map_or_else(String::new, |info| info.label.clone()) });
        }
        let pair = Box::new([Node::Member(From::Row), Node::Member(From::Own)]);
        Meaning::Value(Typed::new(Node::Compare(Binary::Equal, pair), Ty::Bool, span))
    }

    /// A field with perhaps a column or a property behind it.
    fn field(
        &mut self,
        route: Route,
        form: FormId,
        field: FieldId,
        name: &Name,
        after: &[Name],
        span: Span,
    ) -> Meaning {
        let Some(form_info) = self.world.form(form) else { return Meaning::Wrong };
        let Some(info) = self.world.field(form, field) else { return Meaning::Wrong };
        if names::special(&name.text) != Some(Special::It)
            && let Some(chinese) = names::chinese_name(form_info, field)
        {
            self.words.insert(name.span.start, chinese);
        }
        let columns = info.measure.columns();
        let Some((member, extra)) = after.split_first() else {
            let column = match (info.measure, self.context.column) {
                (Measure::Plain, _) => Column::Plain,
                (Measure::Months, _) => return Meaning::Months(Box::new(Whole::of(route, form, field, info, span))),
                (measure, Some(column)) if column.measure() == measure => column,
                _ => {
                    let problem = Problem::NeedsColumn { name: info.name().to_owned(), columns };
                    return self.wrong(span, problem);
                }
            };
            return self.cell(route, form, field, column, span);
        };
        if let Some(extra) = extra.first() {
            let unknown = Problem::UnknownName { name: extra.text.clone(), place: NamePlace::Member, nearest: None };
            return self.wrong(extra.span, unknown);
        }
        if info.measure == Measure::Months
            && let Some((chinese, pick)) = names::pick(&member.text)
        {
            self.words.insert(member.span.start, chinese.to_owned());
            return self.picked(&Whole::of(route, form, field, info, span), pick, span);
        }
        if let Some(column) = names::column(&member.text) {
            if !columns.contains(&column) {
                let problem = Problem::NoSuchColumn { name: info.name().to_owned(), column, columns };
                return self.wrong(member.span, problem);
            }
            self.words.insert(member.span.start, column.formula_label().to_owned());
            return self.cell(route, form, field, column, span);
        }
        if let Some(property) = names::property(&member.text) {
            if let Some((_, chinese, _)) = names::PROPERTIES.iter().find(|(.., known)| *known == property) {
                self.words.insert(member.span.start, (*chinese).to_owned());
            }
            let text = match property {
                Property::Label => info.name().to_owned(),
                Property::Unit => info.unit().to_string(),
                Property::Code => info.code.clone(),
            };
            return Meaning::Value(Typed::new(Node::Const(Value::text(&text)), Ty::Text, span));
        }
        let picks = names::PICKS.iter().filter(|_| info.measure == Measure::Months);
        let picks = picks.flat_map(|(english, chinese, _)| [*english, *chinese]);
        let known = columns.iter().flat_map(|column| [column.key(), column.formula_label()]).chain(picks);
        let nearest = nearest(&member.text, known);
        let problem = Problem::UnknownName { name: member.text.clone(), place: NamePlace::Member, nearest };
        self.wrong(member.span, problem)
    }

    fn cell(&mut self, route: Route, form: FormId, field: FieldId, column: Column, span: Span) -> Meaning {
        let Some(info) = self.world.field(form, field) else { return Meaning::Wrong };
        if !info.measure.columns().contains(&column) {
            let (name, columns) = (info.name().to_owned(), info.measure.columns());
            return self.wrong(span, Problem::NoSuchColumn { name, column, columns });
        }
        let cell = route.cell(field, column, info.kind, span);
        let (when, place) = (route.when(), cell.place);
        self.reads.insert(Read::Cell { when, reach: route.reach(), form, field, column });
        let typed = Typed::new(Node::Cell(Box::new(cell)), Ty::of(info.kind), span);
        let label = self.label_of(route.earlier, route.to, info.name());
        self.leaf(label, &typed, Some((place, field, column)));
        Meaning::Value(typed)
    }

    /// What a value is called among those seen: with the file and the form, where it is not of this record.
    pub(super) fn label_of(&self, earlier: Option<When>, form: Option<FormId>, name: &str) -> String {
        format!("{}{}{name}", earlier_label(earlier), self.other_form(form))
    }

    fn other_form(&self, form: Option<FormId>) -> String {
        let Some(form) = form.and_then(|form| self.world.form(form)) else { return String::new() };
        format!("{}·", form.join.as_ref().map_or(&form.label, |(_, label)| label))
    }
}

/// What stands before the label of a value from an earlier file.
pub(super) const fn earlier_label(when: Option<When>) -> &'static str {
    match when {
        Some(When::Prev) => "上期·",
        Some(When::LastYear) => "上年·",
        _ => "",
    }
}
