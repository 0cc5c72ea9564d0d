//! Which files there are.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::files::problem;

/// Deepest folder that is looked into.
const DEEPEST: usize = 32;

/// What there is to read.
#[derive(Default)]
pub(super) struct Found {
    /// Files to be read.
    pub(super) files: Vec<PathBuf>,
    /// Other files of the folders: not read, but not passed over in silence either.
    pub(super) others: Vec<PathBuf>,
    /// Folders that could not be looked into, and why.
    pub(super) unreadable: Vec<(PathBuf, String)>,
}

/// Files as given, and those of folders that end in `.json`, in the order of their names; each once. What is in the folder
/// that is written to was written by an earlier run and is left out, unless it was given itself.
pub(super) fn collect(paths: &[PathBuf], out: &Path) -> Found {
    let out = fs::canonicalize(out).ok();
    let mut seen = HashSet::new();
    let mut all = Found::default();
    for path in paths {
        let mut found = Found::default();
        if path.is_dir() {
            walk(path, out.as_deref(), 0, &mut found);
        } else {
            found.files.push(path.clone());
        }
        // The same file may be meant twice; what cannot be found is told when it is read.
        let mut is_new = |file: &PathBuf| seen.insert(fs::canonicalize(file).unwrap_or_else(|_| file.clone()));
        all.files.extend(found.files.into_iter().filter(&mut is_new));
        all.others.extend(found.others.into_iter().filter(&mut is_new));
        all.unreadable.extend(found.unreadable.into_iter().filter(|(folder, _)| is_new(folder)));
    }
    all
}

/// Files that systems and programs leave in folders, which nobody handed in.
fn is_litter(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    name.starts_with('.') || name.starts_with("~$") || matches!(name.as_str(), "thumbs.db" | "desktop.ini")
}

/// Whether it is a pipe, a device or the like: nobody hands those in, and one would wait for them for ever. What cannot be
/// asked is a file, which is told when it is read.
fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| !about.is_file() && !about.is_dir())
}

fn walk(folder: &Path, out: Option<&Path>, depth: usize, found: &mut Found) {
    let is_out = || out.is_some() && fs::canonicalize(folder).ok().as_deref() == out;
    if depth > 0 && is_out() {
        return;
    }
    if depth > DEEPEST {
        return found.unreadable.push((folder.to_owned(), format!("文件夹套得太深，超过 {DEEPEST} 层的没有看")));
    }
    // Of what kind something is can be asked, or it shows when it is read.
    let typed = |entry: fs::DirEntry| (entry.path(), entry.file_type().is_ok_and(|kind| kind.is_dir()));
    let entries =
        fs::read_dir(folder).and_then(|all| all.map(|entry| entry.map(typed)).collect::<io::Result<Vec<_>>>());
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => return found.unreadable.push((folder.to_owned(), problem(&error))),
    };
    // Of one folder the names alone are compared.
    entries.sort_by(|one, two| one.0.file_name().cmp(&two.0.file_name()));
    for (path, is_folder) in entries {
        if is_folder {
            walk(&path, out, depth + 1, found);
        } else if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json")) && !is_special(&path) {
            found.files.push(path);
        } else if !is_litter(&path) {
            found.others.push(path);
        }
    }
}
