//! The records of a form, from the bytes into columns, with their canonical form written on the way.

use std::sync::Arc;

use super::plan::{Part, Plan, Takes};
use super::scan::Scan;
use crate::exchange::json::Limits;
use crate::scheme::{FormDef, Scheme};
use crate::workbook::{Cell, Columns, Figure, Lane, Stamp, Standing, read_cell};

/// So many different texts of a slot are compared with, so that a code is read and kept once.
const FEW: usize = 16;

/// The records that were read so far.
pub(super) struct Records<'a, 'p> {
    scheme: &'p Scheme,
    form: &'p FormDef,
    plan: &'p Plan,
    limits: &'p Limits,
    columns: Columns,
    lanes: Vec<Gathering<'a>>,
    /// The record at hand: the values of its parts as spelt,
    spans: Vec<&'a [u8]>,
    /// by member the parts that are there, as bits,
    masks: Vec<u32>,
    /// the members that are there, as bits in the order of the canonical form,
    present: u128,
    /// and what it says of itself.
    key: &'a str,
    standing: Option<Standing>,
    by: Option<&'a str>,
    at: Option<&'a str>,
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
    pub(super) fn new(scheme: &'p Scheme, form: &'p FormDef, plan: &'p Plan, limits: &'p Limits) -> Self {
        let lanes = plan.slots.iter().map(|slot| {
            if slot.is_number { Gathering::Figures(Vec::new()) } else { Gathering::Texts(Texts::default()) }
        });
        Self {
            scheme,
            form,
            plan,
            limits,
            columns: Columns::default(),
            lanes: lanes.collect(),
            spans: vec![&[]; plan.parts],
            masks: vec![0; plan.members.len()],
            present: 0,
            key: "",
            standing: None,
            by: None,
            at: None,
        }
    }

    /// All records of a list; their canonical form is added to `out`.
    pub(super) fn read(mut self, scan: &mut Scan<'a>, out: &mut Vec<u8>) -> Option<Columns> {
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
        self.columns.finish(lanes)
    }

    fn record(&mut self, scan: &mut Scan<'a>) -> Option<()> {
        self.present = 0;
        (self.key, self.standing, self.by, self.at) = ("", None, None, None);
        scan.byte(b'{')?;
        scan.blanks();
        let plan = self.plan;
        let mut next = 0;
        loop {
            // Members come in the order of the form, many of them absent.
            let mut ahead = plan.members.iter().enumerate().skip(next);
            let found = ahead.find(|(_, member)| scan.literal(&member.name).is_some());
            let (at, member) = match found {
                Some(found) => found,
                None => plan
                    .members
                    .iter()
                    .enumerate()
                    .take(next)
                    .find(|(_, member)| scan.literal(&member.name).is_some())?,
            };
            next = at + 1;
            let bit = 1_u128 << member.rank;
            if self.present & bit != 0 {
                return None;
            }
            self.present |= bit;
            scan.byte(b':')?;
            scan.blanks();
            let mask = match member.parts.as_slice() {
                [part] if !member.is_object => {
                    self.part(part, scan)?;
                    1
                }
                parts => self.object(parts, scan)?,
            };
            *self.masks.get_mut(at)? = mask;
            if !scan.another(b'}')? {
                return Some(());
            }
        }
    }

    /// The parts of a member that has several; gives those that are there, as bits.
    fn object(&mut self, parts: &[Part], scan: &mut Scan<'a>) -> Option<u32> {
        scan.byte(b'{')?;
        scan.blanks();
        let (mut mask, mut next) = (0, 0);
        loop {
            let mut ahead = parts.iter().enumerate().skip(next);
            let found = ahead.find(|(_, part)| scan.literal(&part.name).is_some());
            let (at, part) = match found {
                Some(found) => found,
                None => parts.iter().enumerate().take(next).find(|(_, part)| scan.literal(&part.name).is_some())?,
            };
            next = at + 1;
            if mask & 1 << at != 0 {
                return None;
            }
            mask |= 1 << at;
            scan.byte(b':')?;
            scan.blanks();
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
                    let figure = scan.number()?;
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
            Takes::By => self.by = Some(self.text(scan)?),
            Takes::At => self.at = Some(self.text(scan)?),
            Takes::Standing => self.standing = Some(Standing::from_key(self.text(scan)?)?),
            Takes::Computed => drop(self.value(scan)?),
        }
        *self.spans.get_mut(part.at)? = before.get(..before.len() - scan.rest().len())?;
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
        let known = if texts.last.0 == spelt { Some(&texts.last) } else { texts.first.iter().find(|it| it.0 == spelt) };
        let at = if let Some((_, at)) = known {
            *at
        } else if text.is_empty() {
            0
        } else {
            let field = &self.form[self.plan.slots.get(slot)?.slot.field];
            texts.of.push(read_cell(self.scheme, field, Arc::from(text)));
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
        if !self.columns.begin(self.key) {
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
        Some(())
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
            out.extend_from_slice(&member.prefix);
            if !member.is_object {
                out.extend_from_slice(self.spans.get(member.parts.first()?.at)?);
                continue;
            }
            let mask = self.masks.get(at)?;
            let mut between = b'{';
            for at in member.canonical.iter().filter(|at| mask & 1 << **at != 0) {
                let part = member.parts.get(*at)?;
                out.push(between);
                between = b',';
                out.extend_from_slice(&part.prefix);
                out.extend_from_slice(self.spans.get(part.at)?);
            }
            out.push(b'}');
        }
        out.push(b'}');
        Some(())
    }
}

impl Gathering<'_> {
    fn lane(self) -> Lane {
        match self {
            Self::Figures(figures) => Lane::Figures(figures),
            Self::Texts(Texts { of_row, of, .. }) => Lane::Cells { of_row, of },
        }
    }
}
