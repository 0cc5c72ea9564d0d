//! Reading many files with several threads, and keeping little of each.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

use sishang::exchange::{Limits, Reader};
use sishang::formula::PartFacts;
use sishang::report::{Part, Partials};
use sishang::rollup::{Entry, Facts, Item, PartialsByFile, Study, What, look_by};
use sishang::scheme::CompiledScheme;
use sishang::workbook::Place;

use super::RollUpOptions;
use crate::files::{self, ReadError};
use crate::output::Output;

/// What was kept of all files.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) study: Study,
    pub(super) partials: PartialsByFile,
    /// Where the file of a digest is: a path, and the part of it.
    pub(super) places: BTreeMap<String, (PathBuf, Range<usize>)>,
    /// Files that could not be read at all, and why.
    pub(super) unreadable: Vec<(PathBuf, String)>,
}

/// One file and all that came inside it, in order.
struct Look {
    entries: Vec<Looked>,
    unreadable: Option<String>,
}

struct Looked {
    entry: Entry,
    range: Range<usize>,
    facts: Option<(Facts, Option<Partials>)>,
}

/// Looks at every file. The entries come in the order of the paths, whatever thread was first.
pub(super) fn read(
    paths: &[PathBuf],
    scheme: &Arc<CompiledScheme>,
    options: &RollUpOptions,
    output: &mut Output,
) -> (Vec<Entry>, Gathered) {
    let most = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let threads = options.threads.unwrap_or(most).clamp(1, 64).min(paths.len().max(1));
    // Without an audit nobody looks at what was typed.
    let limits = Limits { whole: !options.no_audit, ..Limits::default() };
    let reader = &Reader::new(scheme, limits);
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel::<(usize, Look)>();
    let mut progress = output.progress(paths.len());
    let mut all: Vec<Option<Look>> = Vec::new();
    all.resize_with(paths.len(), || None);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                while let Some((at, path)) = take(paths, next) {
                    if sender.send((at, look_at(path, scheme, reader, options))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        for (at, look) in receiver {
            progress.step();
            if let Some(place) = all.get_mut(at) {
                *place = Some(look);
            }
        }
    });
    progress.clear();
    let mut gathered = Gathered::default();
    let mut entries = Vec::new();
    for (path, look) in paths.iter().zip(all) {
        let Some(look) = look else { continue };
        gathered.unreadable.extend(look.unreadable.map(|why| (path.clone(), why)));
        for Looked { entry, range, facts } in look.entries {
            if let Some(digest) = entry.digest().map(str::to_owned) {
                gathered.places.entry(digest.clone()).or_insert_with(|| (path.clone(), range));
                if let Some((facts, partials)) = facts {
                    gathered.study.insert(digest.clone(), Arc::new(facts));
                    gathered.partials.extend(partials.map(|partials| (digest, partials)));
                }
            }
            entries.push(entry);
        }
    }
    (entries, gathered)
}

fn take<'a>(paths: &'a [PathBuf], next: &AtomicUsize) -> Option<(usize, &'a PathBuf)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    paths.get(at).map(|path| (at, path))
}

fn look_at(path: &Path, scheme: &CompiledScheme, reader: &Reader<'_>, options: &RollUpOptions) -> Look {
    let bytes = match files::read(path, Limits::default().bundle) {
        Ok(bytes) => bytes,
        Err(ReadError::Io(why)) => return Look { entries: Vec::new(), unreadable: Some(why) },
        Err(ReadError::File(error)) => {
            let entry = Entry::refused(path.display().to_string(), error);
            return Look { entries: vec![Looked { entry, range: 0..0, facts: None }], unreadable: None };
        }
    };
    let mut entries = Vec::new();
    let mut queue = vec![Item::new(path.display().to_string(), bytes)];
    while let Some(item) = queue.pop() {
        let range = item.range();
        let (entry, inside) = look_by(item, reader);
        queue.extend(inside.into_iter().rev());
        entries.push(condensed(entry, range, scheme, options));
    }
    Look { entries, unreadable: None }
}

/// Takes of a submission what is needed of it, and lets it go.
fn condensed(mut entry: Entry, range: Range<usize>, scheme: &CompiledScheme, options: &RollUpOptions) -> Looked {
    let mut facts = None;
    if let What::Submission(received) = &mut entry.what {
        if let Some(opened) = received.opened.as_deref() {
            let office = &opened.head.office;
            let place = Place { code: office.code.clone(), name: office.name.clone() };
            let part = Part { place: &place, book: Some(&opened.book), facts: PartFacts::default(), file: &entry.name };
            let tables = options.wants(super::Product::Tables) || options.wants(super::Product::Bulletins);
            let partials = tables.then(|| Partials::of_all(scheme, &part, opened.head.period));
            facts = Some((Facts::of(scheme, opened, !options.no_audit), partials));
        }
        *received = received.clone().without_content();
    }
    Looked { entry, range, facts }
}
