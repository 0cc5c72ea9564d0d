//! What report tables need of each file, worked out when a table first asks for it.
//!
//! A county that has chosen its files wants to see one table, and soon; what all the others need is worked out while it looks
//! at that one. The files never change, so that nothing here is ever wrong, whatever else comes in.

use std::cell::RefCell;
use std::collections::BTreeMap;

use sishang::formula::PartFacts;
use sishang::report::{Part, Partials};
use sishang::rollup::{Entry, PartialsByFile};
use sishang::scheme::CompiledScheme;
use sishang::workbook::Place;

/// By the digest of the file. How it was reported is put in when the tables are made.
#[derive(Debug, Default)]
pub(crate) struct Needed {
    /// What all tables need.
    all: RefCell<PartialsByFile>,
    /// What single tables need, by position in the scheme.
    single: RefCell<BTreeMap<usize, PartialsByFile>>,
}

impl Needed {
    /// What one table needs of a submission, or all of them do.
    pub(crate) fn of(&self, scheme: &CompiledScheme, entry: &Entry, table: Option<usize>) -> Option<Partials> {
        let digest = entry.digest()?;
        if let Some(known) = self.all.borrow().get(digest) {
            return Some(known.clone());
        }
        let Some(table) = table else {
            let made = partials(scheme, entry, None)?;
            self.all.borrow_mut().insert(digest.to_owned(), made.clone());
            return Some(made);
        };
        if let Some(known) = self.single.borrow().get(&table).and_then(|of| of.get(digest)) {
            return Some(known.clone());
        }
        let made = partials(scheme, entry, Some(table))?;
        self.single.borrow_mut().entry(table).or_default().insert(digest.to_owned(), made.clone());
        Some(made)
    }
}

fn partials(scheme: &CompiledScheme, entry: &Entry, table: Option<usize>) -> Option<Partials> {
    let opened = entry.submission()?.opened.as_ref()?;
    let office = &opened.head.office;
    let place = Place { code: office.code.clone(), name: office.name.clone() };
    let part = Part { place: &place, book: Some(&opened.book), facts: PartFacts::default(), file: &entry.name };
    let period = opened.head.period;
    Some(match table {
        Some(table) => Partials::of(scheme, &part, period, &[table]),
        None => Partials::of_all(scheme, &part, period),
    })
}
