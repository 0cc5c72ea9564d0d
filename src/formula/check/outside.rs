//! Names for what stands outside the records: the reporting period, the office, settings.

use super::super::data::When;
use super::super::error::{Place as NamePlace, Problem};
use super::super::nearest::nearest;
use super::super::node::{Fact, Node};
use super::super::reads::Read;
use super::super::span::Span;
use super::super::syntax::Name;
use super::super::ty::{Num, Ty};
use super::super::world::{PERIOD_KINDS, SettingId};
use super::names::{self, Lookup, Special};
use super::path::Meaning;
use super::{Checker, Typed};

impl Checker<'_> {
    /// `period.month`, `office.code`, `setting.floor`.
    pub(super) fn outside(&mut self, special: Option<Special>, name: &Name, after: &[Name], span: Span) -> Meaning {
        let Some((member, extra)) = after.split_first() else {
            return self.wrong(name.span, Problem::NotAValue { name: name.text.clone() });
        };
        if let Some(extra) = extra.first() {
            let unknown = Problem::UnknownName { name: extra.text.clone(), place: NamePlace::Member, nearest: None };
            return self.wrong(extra.span, unknown);
        }
        match special {
            Some(Special::Setting) => self.setting(member, span),
            Some(Special::Office) => self.fact(OFFICE, NamePlace::Office, member, span),
            _ => self.fact(PERIOD, NamePlace::Period, member, span),
        }
    }

    fn setting(&mut self, member: &Name, span: Span) -> Meaning {
        let found = names::find_setting(self.world, &member.text);
        let at = match found {
            Lookup::One(at) => at,
            Lookup::Many(several) => {
                let key = |at: &usize| self.world.settings.get(*at).map(|setting| setting.key.clone());
                let keys = several.iter().filter_map(key).collect();
                return self.wrong(member.span, Problem::Ambiguous { name: member.text.clone(), keys });
            }
            Lookup::None => {
                let known = self.world.settings.iter().flat_map(|setting| [&*setting.key, &*setting.label]);
                let (name, nearest) = (member.text.clone(), nearest(&member.text, known));
                let problem = Problem::UnknownName { name, place: NamePlace::Setting, nearest };
                return self.wrong(member.span, problem);
            }
        };
        let Some(info) = self.world.settings.get(at) else { return Meaning::Wrong };
        if !info.label.is_empty() && names::find_setting(self.world, &info.label) == Lookup::One(at) {
            self.words.insert(member.span.start, info.label.clone());
        }
        if let Ok(id) = u16::try_from(at) {
            self.reads.insert(Read::Setting(SettingId(id)));
        }
        let typed = Typed::new(Node::Const(info.value.clone()), Ty::of(info.kind), span);
        let label = if info.label.is_empty() { info.key.clone() } else { info.label.clone() };
        self.leaf(label, &typed, None);
        Meaning::Value(typed)
    }

    fn fact(&mut self, facts: &[FactName], place: NamePlace, member: &Name, span: Span) -> Meaning {
        if place == NamePlace::Period && ["due", "期限"].contains(&member.text.as_str()) {
            return self.due(member, span);
        }
        let found = facts.iter().find(|(english, chinese, ..)| *english == member.text || *chinese == member.text);
        let Some((_, chinese, node, ty)) = found else {
            let due: &[&str] = if place == NamePlace::Period { &["due", "期限"] } else { &[] };
            let known = facts.iter().flat_map(|(english, chinese, ..)| [*english, *chinese]).chain(due.iter().copied());
            let (name, nearest) = (member.text.clone(), nearest(&member.text, known));
            return self.wrong(member.span, Problem::UnknownName { name, place, nearest });
        };
        self.words.insert(member.span.start, (*chinese).to_owned());
        let office = place == NamePlace::Office;
        self.reads.insert(if office { Read::Office } else { Read::Period });
        Meaning::Value(Typed::new(node.clone(), *ty, span))
    }
}

impl Checker<'_> {
    /// `period.due`: when the form of the record is due, in a form that is filled for a period.
    fn due(&mut self, member: &Name, span: Span) -> Meaning {
        let form = self.row.map_or(self.context.form, |row| row.form);
        let Some(form) = form.filter(|&form| self.world.form(form).is_some_and(|form| form.join.is_none())) else {
            return self.wrong(span, Problem::NoDue);
        };
        self.words.insert(member.span.start, "期限".to_owned());
        self.reads.insert(Read::Period);
        self.reads.insert(Read::Office);
        Meaning::Value(Typed::new(Node::Fact(Fact::Due(form)), Ty::Date, span))
    }
}

type FactName = (&'static str, &'static str, Node, Ty);

const PERIOD: &[FactName] = &[
    ("year", "年", Node::Fact(Fact::Year), Ty::Number(Num::year())),
    ("month", "月", Node::Fact(Fact::Month), Ty::plain()),
    ("quarter", "季度", Node::Fact(Fact::Quarter), Ty::plain()),
    ("months", "累计月数", Node::Fact(Fact::Months), Ty::plain()),
    ("span_months", "本期月数", Node::Fact(Fact::SpanMonths), Ty::plain()),
    ("days", "天数", Node::Fact(Fact::Days), Ty::plain()),
    ("kind", "种类", Node::Fact(Fact::Kind), Ty::Code(PERIOD_KINDS)),
    ("name", "名称", Node::Fact(Fact::Name), Ty::Text),
    ("first", "年内首期", Node::Fact(Fact::First), Ty::Bool),
    ("start", "起始日", Node::Fact(Fact::Start), Ty::Date),
    ("end", "结束日", Node::Fact(Fact::End), Ty::Date),
    ("has_prev", "有上期", Node::Has(When::Prev), Ty::Bool),
    ("has_last_year", "有上年", Node::Has(When::LastYear), Ty::Bool),
];

const OFFICE: &[FactName] = &[
    ("code", "代码", Node::Fact(Fact::OfficeCode), Ty::Text),
    ("name", "名称", Node::Fact(Fact::OfficeName), Ty::Text),
];
