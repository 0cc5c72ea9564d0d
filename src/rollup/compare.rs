//! Files that claim one revision, side by side: submissions by record and cell, bundles by office and sum.

use crate::exchange::{BundleHead, Opened};
use crate::message::rollup as say;
use crate::scheme::CompiledScheme;
use crate::workbook::{Row, Slot, Workbook};

/// A point on which files of one office and revision differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Divergence {
    /// Key of the form; empty for what is of the whole file.
    pub form: String,
    /// Key of the record; empty for what is of no record.
    pub key: String,
    /// Name of the cell: `output.ytd`; or a word for what is no cell.
    pub field: String,
    /// Where it is, for people, with the unit of its figures.
    pub place: String,
    /// What each file has there, in the order of the files; empty where one has nothing.
    pub texts: Vec<String>,
}

impl Divergence {
    /// A point, where the files do differ.
    fn of(names: [&str; 3], texts: Vec<String>, place: impl FnOnce() -> String) -> Option<Self> {
        let first = texts.first()?;
        if texts.iter().all(|text| text == first) {
            return None;
        }
        let [form, key, field] = names.map(str::to_owned);
        Some(Self { form, key, field, place: place(), texts })
    }
}

/// Where submissions of one office and period differ: cells as typed, with what is said of blanks and zeros, in the order of
/// the forms, records and fields; then explanations, and who signed. Empty where they differ in nothing of all this.
///
/// A record that only some have is told by its cells. The files must have been read whole: otherwise the texts of
/// numbers are not there.
pub fn compare(scheme: &CompiledScheme, files: &[&Opened]) -> Vec<Divergence> {
    let books: Vec<&Workbook> = files.iter().map(|file| &file.book).collect();
    let mut all = cells(scheme, &books);
    for (at, key) in each(&books, |book| book.explanations.keys()) {
        if books.iter().take(at).any(|before| before.explanations.contains_key(key)) {
            continue;
        }
        let said = |book: &&Workbook| book.explanations.get(key).map(|words| words.text.clone()).unwrap_or_default();
        let names = [key.form.as_str(), key.key.as_str(), "explanation"];
        let known_in = books.iter().find(|book| book.explanations.contains_key(key)).copied();
        let place = || known_in.map_or_else(String::new, |book| say::explanation_place(scheme, book, key));
        all.extend(Divergence::of(names, books.iter().map(said).collect(), place));
    }
    let people: Vec<_> = files.iter().map(|file| say::signers(&file.head.signed.signers)).collect();
    for (at, (label, _)) in people.first().into_iter().flatten().enumerate() {
        let texts = people.iter().filter_map(|people| Some(people.get(at)?.1.to_owned())).collect();
        all.extend(Divergence::of(["", "", "signed"], texts, || (*label).to_owned()));
    }
    all
}

fn cells(scheme: &CompiledScheme, books: &[&Workbook]) -> Vec<Divergence> {
    let mut all = Vec::new();
    for id in scheme.form_ids() {
        let def = &scheme[id];
        for (at, row) in each(books, |book| book.table(id).rows().iter()) {
            let key = &row.key;
            if books.iter().take(at).any(|before| before.table(id).row(key).is_some()) {
                continue;
            }
            let rows: Vec<_> = books.iter().map(|book| book.table(id).row(key)).collect();
            for (field, column) in def.cells() {
                let slot = Slot { field, column };
                let text = |row: &Row| {
                    let text = row.cells.get(&slot).map(|cell| cell.text.as_ref()).unwrap_or_default();
                    say::with_mark(text, row.marks.get(&slot).copied())
                };
                let texts: Vec<String> = rows.iter().map(|row| row.map(&text).unwrap_or_default()).collect();
                let field = def[slot.field].cell_key(slot.column);
                let place = || {
                    let unit = def[slot.field].unit.as_deref().map(say::unit).unwrap_or_default();
                    let known_in = books.iter().zip(&rows).find(|(_, row)| row.is_some()).map(|(book, _)| *book);
                    let place = known_in.map(|book| crate::exchange::place(scheme, book, &def.key, key, &field));
                    place.unwrap_or_default() + &unit
                };
                all.extend(Divergence::of([&def.key, key, &field], texts, place));
            }
        }
    }
    all
}

/// Where bundles of one office and period differ: which file of which office counts, the difference table, and what all
/// adds up to. Empty where they differ in nothing of all this.
pub fn compare_bundles(scheme: &CompiledScheme, heads: &[&BundleHead]) -> Vec<Divergence> {
    let mut all = Vec::new();
    for (at, office) in each(heads, |head| head.offices.iter()) {
        let code = office.office.code.as_str();
        let record =
            |head: &&BundleHead| head.offices.iter().find(|one| one.office.code == code).map(say::counted_file);
        if heads.iter().take(at).all(|before| record(before).is_none()) {
            let texts = heads.iter().map(|head| record(head).unwrap_or_default()).collect();
            all.extend(Divergence::of(["", code, "file"], texts, || office.office.name.clone()));
        }
    }
    for (at, entry) in each(heads, |head| head.differences.iter()) {
        let (form, field) = (entry.form.as_str(), entry.field.as_str());
        let said = |head: &&BundleHead| {
            let entry = head.differences.iter().find(|one| one.form == form && one.field == field);
            entry.map(say::difference_entry)
        };
        if heads.iter().take(at).all(|before| said(before).is_none()) {
            let texts = heads.iter().map(|head| said(head).unwrap_or_default()).collect();
            all.extend(Divergence::of([form, "", field], texts, || say::difference_place(scheme, form, field)));
        }
    }
    for (at, figure) in each(heads, |head| head.figures.iter()) {
        let (form, field) = (figure.form.as_str(), figure.field.as_str());
        let said = |head: &&BundleHead| {
            let figure = head.figures.iter().find(|one| one.form == form && one.field == field);
            figure.map(|one| crate::number::grouped(one.sum))
        };
        if heads.iter().take(at).all(|before| said(before).is_none()) {
            let texts = heads.iter().map(|head| said(head).unwrap_or_default()).collect();
            all.extend(Divergence::of([form, "", field], texts, || say::figure_place(scheme, form, field)));
        }
    }
    all
}

/// What each of several files has, with the position of the file.
fn each<'a, F: Copy, I: Iterator + 'a>(
    files: &'a [F],
    of: impl Fn(F) -> I + 'a,
) -> impl Iterator<Item = (usize, I::Item)> + 'a {
    files.iter().enumerate().flat_map(move |(at, file)| of(*file).map(move |one| (at, one)))
}
