//! What counts, as a tree: offices, and where a bundle was handed in, the offices below it.

use std::sync::Arc;

use super::Entry;
use crate::workbook::Place;

/// One office of a whole: its file, or its bundle with the offices below.
#[derive(Clone, Debug)]
pub struct Part {
    /// Who.
    pub office: Place,
    /// The file that counts; of an office with offices below, its bundle.
    pub entry: Option<Arc<Entry>>,
    /// The own submission of an office with offices below.
    pub own: Option<Arc<Entry>>,
    /// The offices below; empty for one that reports itself.
    pub parts: Vec<Part>,
}

impl Part {
    pub(super) fn new(office: Place) -> Self {
        Self { office, entry: None, own: None, parts: Vec::new() }
    }

    /// The submissions that count in it, its own one not among them.
    pub fn files(&self) -> Vec<&Arc<Entry>> {
        let mut files = Vec::new();
        self.gather(&mut files);
        files
    }

    /// The own submissions of the offices with offices below in it, this one's too.
    pub fn owns(&self) -> Vec<&Arc<Entry>> {
        let below = self.parts.iter().flat_map(Self::owns);
        self.own.iter().chain(below).collect()
    }

    fn gather<'a>(&'a self, files: &mut Vec<&'a Arc<Entry>>) {
        files.extend(self.entry.iter().filter(|entry| entry.submission().is_some()));
        for part in &self.parts {
            part.gather(files);
        }
    }

    /// The part at this place below `parts`, made where it is not there yet.
    pub(super) fn at<'a>(parts: &'a mut Vec<Self>, path: &[Place]) -> Option<&'a mut Self> {
        let (first, rest) = path.split_first()?;
        // They come in the order of their codes, so that the one that is meant is mostly the last.
        let at = match parts.last() {
            Some(last) if last.office.code < first.code => parts.len(),
            _ => parts.iter().rposition(|part| part.office.code == first.code).unwrap_or(parts.len()),
        };
        if at == parts.len() {
            parts.push(Self::new(first.clone()));
        }
        let part = parts.get_mut(at)?;
        if rest.is_empty() { Some(part) } else { Self::at(&mut part.parts, rest) }
    }

    pub(super) fn sort(parts: &mut [Self], rank: &impl Fn(&str) -> usize) {
        parts.sort_by_cached_key(|part| (rank(&part.office.code), part.office.code.clone()));
        for part in parts {
            Self::sort(&mut part.parts, rank);
        }
    }
}
