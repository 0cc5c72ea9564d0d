//! The realistic township of `tests/fixtures/township`: the files of earlier months, and what a clerk types in October.

use sishang::demo;
use sishang::exchange::{Status, build, write};
use sishang::grid::{ColumnChoice, ColumnKind, Layout};
use sishang::scheme::{Column, builtin};
use sishang::workbook::{About, Session, Signers, Workbook};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The texts of October by record and cell (`output.month`), as somebody wrote them on paper.
pub(crate) struct October(BTreeMap<(String, String, String), String>);

/// The files of September and of last year's October, as they lie in the clerk's folder: unsigned drafts.
pub(crate) fn earlier_files() -> [String; 2] {
    let months = demo::months(&builtin(), "earlier");
    [file(months.prev, "2026-10-09T16:30:00+08:00"), file(months.last_year, "2025-11-09T16:30:00+08:00")]
}

fn file(book: Workbook, at: &str) -> String {
    let about = About { demonstration: false, ..book.about.as_ref().clone() };
    let book = Workbook { about: Arc::new(about), signers: Arc::new(Signers::default()), ..book };
    write(&build(&Session::new(builtin(), book), Status::Draft, at))
}

impl October {
    pub(crate) fn read() -> Self {
        let mut texts = BTreeMap::new();
        for form in &builtin().forms {
            let path = format!("tests/fixtures/township/2026-10/{}.tsv", form.key);
            // Forms that came after this month was written have nothing in it.
            let Ok(sheet) = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)) else { continue };
            let mut lines = sheet.lines().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
            let head = lines.next().unwrap();
            for line in lines {
                for (cell, text) in head.iter().zip(&line).skip(1) {
                    texts.insert((form.key.clone(), line[0].clone(), cell.clone()), text.clone());
                }
            }
        }
        Self(texts)
    }

    /// The text of a cell; empty where nothing is said.
    pub(crate) fn text(&self, form: &str, key: &str, cell: &str) -> &str {
        self.0.get(&(form.to_owned(), key.to_owned(), cell.to_owned())).map_or("", String::as_str)
    }

    /// Cells of a record and their texts, in the order of the grid's columns: `None` where nothing can be typed.
    pub(crate) fn line(&self, form: &str, key: &str) -> Vec<Option<&str>> {
        cells(form).iter().map(|cell| cell.as_ref().map(|cell| self.text(form, key, cell))).collect()
    }

    /// Records as a block for the clipboard. One of which nothing is said gets an empty line, which changes nothing.
    pub(crate) fn block(&self, form: &str, keys: &[String]) -> String {
        let line = |key: &String| {
            let texts: Vec<&str> = self.line(form, key).into_iter().map(Option::unwrap_or_default).collect();
            if texts.iter().all(|text| text.is_empty()) { "\r\n".to_owned() } else { texts.join("\t") + "\r\n" }
        };
        keys.iter().map(line).collect()
    }

    /// What is said of October, cell by cell: form, record, cell, text.
    pub(crate) fn all(&self) -> impl Iterator<Item = ([&str; 3], &str)> {
        self.0.iter().map(|((form, key, cell), text)| ([form.as_str(), key.as_str(), cell.as_str()], text.as_str()))
    }
}

/// The cells of a form in the order of the grid's columns: `None` for what is computed.
pub(crate) fn cells(form: &str) -> Vec<Option<String>> {
    let scheme = builtin();
    let form = &scheme[scheme.form(form).unwrap()];
    let layout = Layout::of(form, &ColumnChoice::default());
    let cell = |at: &sishang::grid::LaidColumn| match at.kind {
        ColumnKind::Cell(Column::Plain) if !at.computed => Some(form[at.field].key.clone()),
        ColumnKind::Cell(column) if !at.computed => Some(format!("{}.{}", form[at.field].key, column.key())),
        _ => None,
    };
    layout.columns.iter().map(cell).collect()
}
