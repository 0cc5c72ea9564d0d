//! The records of a form, from the bytes into columns, with their canonical form written on the way.

use std::sync::Arc;

use super::plan::{Kind, Member, Part, Plan, Said, SlotPlan, Takes};
use super::scan::{Piece, Scan};
use crate::exchange::json::{Limits, by_utf16, canonical};
use crate::exchange::record::{is_typed_otherwise, value_json};
use crate::formula::Value;
use crate::scheme::{FormDef, Scheme, Single};
use crate::workbook::{Absence, Cell, Columns, Figure, Lane, Mark, Stamp, Standing, read_cell};

/// So many different texts of a slot are compared with, so that a code is read and kept once.
const FEW: usize = 16;

/// The records of a form.
pub(super) struct Read<'a> {
    pub(super) columns: Columns,
    /// Where all texts are asked for, by position in [`Plan::computed`] what the file gives as the values of a cell that
    /// is worked out, by record; empty for nothing.
    pub(super) computed: Vec<Vec<&'a [u8]>>,
}

/// The records that were read so far.
pub(super) struct Records<'a, 'p> {
    scheme: &'p Scheme,
    form: &'p FormDef,
    plan: &'p Plan,
    limits: &'p Limits,
    /// How many records are expected, so that there is room for them.
    expected: usize,
    columns: Columns,
    lanes: Vec<Gathering<'a>>,
    computed: Vec<Vec<&'a [u8]>>,
    /// By member the one that came after it the last time; behind all members the one that came first.
    follows: Vec<usize>,
    /// The record at hand: the values of its parts as spelt,
    spans: Vec<Piece<'a>>,
    /// by member the parts that are there, as bits,
    masks: Vec<u32>,
    /// the members that are there, as bits in the order of the canonical form,
    present: u128,
    /// and what it says of itself.
    key: &'a str,
    owner: &'a str,
    standing: Option<Standing>,
    by: Option<&'a str>,
    at: Option<&'a str>,
    /// By names of cells, how they were typed and why they are blank, in the order of the canonical form,
    typed: Vec<(&'a str, &'a str)>,
    absent: Vec<(&'a str, &'a str)>,
    /// and which are zero indeed.
    confirmed: Vec<&'a str>,
}

/// One slot.
enum Gathering<'a> {
    Figures(Vec<Figure>),
    Texts(Texts<'a>),
}

/// A slot of texts and codes.
#[derive(Default)]
struct Texts<'a> {
    of_row: Vec<u32>,
    of: Vec<Cell>,
    /// The first of them as spelt, each with its position in `of`, from 1; 0 for an empty text.
    first: Vec<(&'a [u8], u32)>,
    last: (&'a [u8], u32),
}

impl<'a, 'p> Records<'a, 'p> {
    pub(super) fn new(
        scheme: &'p Scheme,
        form: &'p FormDef,
        plan: &'p Plan,
        limits: &'p Limits,
        expected: usize,
    ) -> Self {
        let lanes = plan.slots.iter().map(|slot| {
            if slot.is_number { Gathering::Figures(Vec::new()) } else { Gathering::Texts(Texts::default()) }
        });
        Self {
            scheme,
            form,
            plan,
            limits,
            // In these the general reader keeps all texts.
            columns: Columns::new(limits.whole || plan.is_single || plan.is_detail, expected),
            lanes: lanes.collect(),
            computed: vec![Vec::new(); plan.computed.len()],
            follows: vec![0; plan.members.len() + 1],
            expected,
            spans: vec![Piece::default(); plan.parts],
            masks: vec![0; plan.members.len()],
            present: 0,
            key: "",
            owner: "",
            standing: None,
            by: None,
            at: None,
            typed: Vec::new(),
            absent: Vec::new(),
            confirmed: Vec::new(),
        }
    }

    /// All records of a list; their canonical form is added to `out`.
    pub(super) fn read(mut self, scan: &mut Scan<'a>, out: &mut Vec<u8>) -> Option<Read<'a>> {
        scan.byte(b'[')?;
        out.push(b'[');
        scan.blanks();
        if scan.literal(b"]").is_none() {
            loop {
                if self.columns.len() >= self.limits.records {
                    return None;
                }
                self.record(scan)?;
                self.keep()?;
                self.write(out)?;
                if !scan.another(b']')? {
                    break;
                }
                out.push(b',');
            }
        }
        out.push(b']');
        let lanes = self.plan.slots.iter().map(|slot| slot.slot).zip(self.lanes.into_iter().map(Gathering::lane));
        Some(Read { columns: self.columns.finish(lanes)?, computed: self.computed })
    }

    fn record(&mut self, scan: &mut Scan<'a>) -> Option<()> {
        self.present = 0;
        (self.key, self.owner, self.standing, self.by, self.at) = ("", "", None, None, None);
        self.typed.clear();
        self.absent.clear();
        self.confirmed.clear();
        scan.byte(b'{')?;
        scan.blanks();
        let plan = self.plan;
        let mut before = plan.members.len();
        loop {
            let (at, member) = self.member(before, scan)?;
            before = at;
            let bit = 1_u128 << member.rank;
            if self.present & bit != 0 {
                return None;
            }
            self.present |= bit;
            let mask = match member.kind {
                Kind::Plain => {
                    self.part(member.parts.first()?, scan)?;
                    1
                }
                Kind::Object => self.object(&member.parts, scan)?,
                Kind::Said(said) => {
                    match said {
                        Said::Typed => self.typed = self.pairs(scan)?,
                        Said::Absent => self.absent = self.pairs(scan)?,
                        Said::Confirmed => self.confirmed = self.names(scan)?,
                    }
                    1
                }
            };
            *self.masks.get_mut(at)? = mask;
            if !scan.another(b'}')? {
                return Some(());
            }
        }
    }

    /// The name of the next member, and what comes before its value. Members come in the order of the form, many of them
    /// absent, and mostly the same ones as in the record before.
    fn member(&mut self, before: usize, scan: &mut Scan<'a>) -> Option<(usize, &'p Member)> {
        let plan = self.plan;
        let follows = self.follows.get_mut(before)?;
        if let Some(member) = plan.members.get(*follows).filter(|member| scan.literal(&member.usual).is_some()) {
            scan.blanks();
            return Some((*follows, member));
        }
        let name = scan.text()?;
        let (at, member) = plan.members.iter().enumerate().find(|(_, member)| member.name.as_bytes() == name)?;
        *follows = at;
        scan.byte(b':')?;
        scan.blanks();
        Some((at, member))
    }

    /// Names of cells, each with a text, in the order of the canonical form.
    fn pairs(&self, scan: &mut Scan<'a>) -> Option<Vec<(&'a str, &'a str)>> {
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        scan.byte(b'{')?;
        scan.blanks();
        let mut more = scan.literal(b"}").is_none();
        while more {
            let name = self.text(scan)?;
            scan.byte(b':')?;
            scan.blanks();
            pairs.push((name, self.text(scan)?));
            more = scan.another(b'}')?;
        }
        pairs.sort_by(|one, two| by_utf16(one.0, two.0));
        let is_twice = pairs.iter().zip(pairs.iter().skip(1)).any(|(one, two)| one.0 == two.0);
        (!is_twice).then_some(pairs)
    }

    /// Names of cells.
    fn names(&self, scan: &mut Scan<'a>) -> Option<Vec<&'a str>> {
        let mut names = Vec::new();
        scan.byte(b'[')?;
        scan.blanks();
        let mut more = scan.literal(b"]").is_none();
        while more {
            names.push(self.text(scan)?);
            more = scan.another(b']')?;
        }
        Some(names)
    }

    /// The parts of a member that has several; gives those that are there, as bits.
    fn object(&mut self, parts: &[Part], scan: &mut Scan<'a>) -> Option<u32> {
        scan.byte(b'{')?;
        scan.blanks();
        let (mut mask, mut next) = (0, 0);
        loop {
            let usual = parts.get(next).filter(|part| scan.literal(&part.usual).is_some());
            let (at, part) = if let Some(part) = usual {
                (next, part)
            } else {
                let name = scan.text()?;
                let found = parts.iter().enumerate().find(|(_, part)| part.name.as_bytes() == name)?;
                scan.byte(b':')?;
                found
            };
            scan.blanks();
            next = at + 1;
            if mask & 1 << at != 0 {
                return None;
            }
            mask |= 1 << at;
            self.part(part, scan)?;
            if !scan.another(b'}')? {
                return Some(mask);
            }
        }
    }

    /// One value.
    fn part(&mut self, part: &Part, scan: &mut Scan<'a>) -> Option<()> {
        let before = scan.rest();
        let row = self.columns.len();
        match part.takes {
            Takes::Slot(slot) => match self.lanes.get_mut(slot)? {
                Gathering::Figures(figures) => {
                    let figure = scan.number().filter(Figure::is_typed)?;
                    if figures.is_empty() {
                        figures.reserve(self.expected);
                    }
                    figures.resize(row, Figure::NONE);
                    figures.push(figure);
                }
                Gathering::Texts(_) => {
                    let text = self.value(scan)?;
                    let spelt = before.get(..before.len() - scan.rest().len())?;
                    self.keep_text(slot, row, spelt, text)?;
                }
            },
            Takes::Key => self.key = self.text(scan)?,
            Takes::Owner => self.owner = self.text(scan)?,
            Takes::By => self.by = Some(self.text(scan)?),
            Takes::At => self.at = Some(self.text(scan)?),
            Takes::Standing => self.standing = Some(Standing::from_key(self.text(scan)?)?),
            Takes::Computed(_) => drop(self.value(scan)?),
        }
        let spelt = Piece::of(before, before.len() - scan.rest().len());
        *self.spans.get_mut(part.at)? = spelt;
        if let (Takes::Computed(at), true) = (part.takes, self.limits.whole) {
            put(self.computed.get_mut(at)?, row, spelt.bytes(), &[]);
        }
        Some(())
    }

    fn text(&self, scan: &mut Scan<'a>) -> Option<&'a str> {
        let bytes = scan.text()?;
        if bytes.len() > self.limits.text { None } else { std::str::from_utf8(bytes).ok() }
    }

    /// A value as the text that a clerk would have typed.
    fn value(&self, scan: &mut Scan<'a>) -> Option<&'a str> {
        match scan.rest().first()? {
            b'"' => self.text(scan),
            b't' => scan.literal(b"true").map(|()| "是"),
            b'f' => scan.literal(b"false").map(|()| "否"),
            _ => {
                let before = scan.rest();
                scan.number()?;
                std::str::from_utf8(before.get(..before.len() - scan.rest().len())?).ok()
            }
        }
    }

    fn keep_text(&mut self, slot: usize, row: usize, spelt: &'a [u8], text: &str) -> Option<()> {
        let Some(Gathering::Texts(texts)) = self.lanes.get_mut(slot) else { return None };
        // A slot of names has hardly any twice.
        let is_varied = texts.of.len() > 2 * FEW && texts.of.len() * 2 > row;
        let known = if texts.last.0 == spelt {
            Some(&texts.last)
        } else if is_varied {
            None
        } else {
            texts.first.iter().find(|it| it.0 == spelt)
        };
        let at = if let Some((_, at)) = known {
            *at
        } else if text.is_empty() {
            if self.limits.whole {
                return None;
            }
            0
        } else {
            let field = &self.form[self.plan.slots.get(slot)?.slot.field];
            let cell = read_cell(self.scheme, field, Arc::from(text));
            if self.limits.whole && (is_typed_otherwise(&cell) || !is_written(&cell, spelt)) {
                return None;
            }
            texts.of.push(cell);
            u32::try_from(texts.of.len()).ok()?
        };
        if known.is_none() && texts.first.len() < FEW {
            texts.first.push((spelt, at));
        }
        texts.last = (spelt, at);
        if at > 0 {
            texts.of_row.resize(row, 0);
            texts.of_row.push(at);
        }
        Some(())
    }

    /// Takes over the record at hand.
    fn keep(&mut self) -> Option<()> {
        let is_known = !self.plan.is_single || self.key == Single::KEY;
        if !is_known || !self.columns.begin(self.key) || (self.plan.is_detail && !self.columns.belong(self.owner)) {
            return None;
        }
        if let Some(standing) = self.standing {
            self.columns.stand(standing);
        }
        match (self.by, self.at) {
            (by, Some(at)) => {
                self.columns.enter(Stamp { by: by.unwrap_or_default().to_owned(), at: at.to_owned() });
            }
            (Some(_), None) => return None,
            (None, None) => {}
        }
        if self.present & self.plan.said != 0 { self.keep_said() } else { Some(()) }
    }

    /// Takes over what is said of single cells of the record at hand, where it fits them.
    fn keep_said(&mut self) -> Option<()> {
        let Self { scheme, form, plan, limits, columns, lanes, spans, typed, absent, confirmed, .. } = self;
        let row = columns.len().checked_sub(1)?;
        columns.keep_texts();
        for (name, text) in &*typed {
            let (at, SlotPlan { slot, part, .. }) = plan.slot_named(name)?;
            if text.is_empty() {
                return None;
            }
            let cell = read_cell(scheme, &form[slot.field], Arc::from(*text));
            if limits.whole {
                let is_there = lanes.get(at)?.is_there(row);
                let agrees = if is_there { is_written(&cell, spans.get(*part)?.bytes()) } else { cell.value.is_none() };
                if !agrees || !is_typed_otherwise(&cell) {
                    return None;
                }
            }
            match lanes.get_mut(at)? {
                Gathering::Figures(figures) => {
                    let figure = match &cell.value {
                        Some(Value::Number(number)) => Figure::of(*number)?,
                        _ => Figure::NONE,
                    };
                    put(figures, row, figure, Figure::NONE);
                    columns.typed(*slot, cell);
                }
                Gathering::Texts(texts) => {
                    texts.of.push(cell);
                    put(&mut texts.of_row, row, u32::try_from(texts.of.len()).ok()?, 0);
                }
            }
        }
        for (name, why) in &*absent {
            let (at, SlotPlan { slot, .. }) = plan.slot_named(name)?;
            if lanes.get(at)?.is_there(row) || typed.iter().any(|(typed, _)| typed == name) {
                return None;
            }
            columns.mark(*slot, Absence::from_key(why)?.mark());
        }
        for name in &*confirmed {
            let (at, SlotPlan { slot, .. }) = plan.slot_named(name)?;
            match lanes.get(at)? {
                Gathering::Figures(figures) if figures.get(row)?.is_zero() => columns.mark(*slot, Mark::Confirmed),
                _ => return None,
            }
        }
        Some(())
    }

    /// The canonical form of what is said of single cells.
    fn write_said(&self, said: Said, out: &mut Vec<u8>) {
        let quoted = |text: &str, out: &mut Vec<u8>| {
            out.push(b'"');
            out.extend_from_slice(text.as_bytes());
            out.push(b'"');
        };
        let (open, close) = if said == Said::Confirmed { (b'[', b']') } else { (b'{', b'}') };
        out.push(open);
        let pairs = match said {
            Said::Typed => self.typed.as_slice(),
            Said::Absent => self.absent.as_slice(),
            Said::Confirmed => &[],
        };
        for (at, (name, text)) in pairs.iter().enumerate() {
            out.extend((at > 0).then_some(b','));
            quoted(name, out);
            out.push(b':');
            quoted(text, out);
        }
        let names = if said == Said::Confirmed { self.confirmed.as_slice() } else { &[] };
        for (at, name) in names.iter().enumerate() {
            out.extend((at > 0).then_some(b','));
            quoted(name, out);
        }
        out.push(close);
    }

    /// The canonical form of the record at hand.
    fn write(&self, out: &mut Vec<u8>) -> Option<()> {
        let mut left = self.present;
        let mut between = b'{';
        while left != 0 {
            let rank = left.trailing_zeros() as usize;
            left &= left - 1;
            let at = *self.plan.canonical.get(rank)?;
            let member = self.plan.members.get(at)?;
            out.push(between);
            between = b',';
            member.prefix.piece().put(out);
            match member.kind {
                Kind::Object => {}
                Kind::Plain => {
                    self.spans.get(member.parts.first()?.at)?.put(out);
                    continue;
                }
                Kind::Said(said) => {
                    self.write_said(said, out);
                    continue;
                }
            }
            let mask = self.masks.get(at)?;
            let mut between = b'{';
            for at in member.canonical.iter().filter(|at| mask & 1 << **at != 0) {
                let part = member.parts.get(*at)?;
                out.push(between);
                between = b',';
                part.prefix.piece().put(out);
                self.spans.get(part.at)?.put(out);
            }
            out.push(b'}');
        }
        out.push(b'}');
        Some(())
    }
}

/// Whether the value of a cell is written as it is spelt.
fn is_written(cell: &Cell, spelt: &[u8]) -> bool {
    cell.value.as_ref().is_some_and(|value| is_spelt(value, spelt))
}

/// Whether a value is written as it is spelt.
pub(super) fn is_spelt(value: &Value, spelt: &[u8]) -> bool {
    canonical(&value_json(value)) == spelt
}

/// Puts something into a row that is the last, or not there yet; `nothing` fills up.
fn put<T: Clone + PartialEq>(rows: &mut Vec<T>, row: usize, what: T, nothing: T) {
    match rows.get_mut(row) {
        Some(place) => *place = what,
        None if what == nothing => {}
        None => {
            rows.resize(row, nothing);
            rows.push(what);
        }
    }
}

impl Gathering<'_> {
    fn is_there(&self, row: usize) -> bool {
        match self {
            Self::Figures(figures) => figures.get(row).is_some_and(|figure| figure.is_there()),
            Self::Texts(texts) => texts.of_row.get(row).is_some_and(|at| *at > 0),
        }
    }

    fn lane(self) -> Lane {
        match self {
            Self::Figures(figures) => Lane::Figures(figures),
            Self::Texts(Texts { of_row, of, .. }) => Lane::Cells { of_row, of },
        }
    }
}
