//! Which files there are.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Deepest folder that is looked into.
const DEEPEST: usize = 32;

/// What there is to read.
#[derive(Default)]
pub(super) struct Found {
    /// Files to be read.
    pub(super) files: Vec<PathBuf>,
    /// Other files of the folders: not read, but not passed over in silence either.
    pub(super) others: Vec<PathBuf>,
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
        all.others.extend(found.others.into_iter().filter(is_new));
    }
    all
}

/// Files that systems and programs leave in folders, which nobody handed in.
fn is_litter(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    name.starts_with('.') || name.starts_with("~$") || matches!(name.as_str(), "thumbs.db" | "desktop.ini")
}

fn walk(folder: &Path, out: Option<&Path>, depth: usize, found: &mut Found) {
    let is_out = || out.is_some() && fs::canonicalize(folder).ok().as_deref() == out;
    if depth > DEEPEST || (depth > 0 && is_out()) {
        return;
    }
    let Ok(entries) = fs::read_dir(folder) else {
        // Told as a file that cannot be read.
        found.files.push(folder.to_owned());
        return;
    };
    let mut entries: Vec<(PathBuf, bool)> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.path(), entry.file_type().ok()?.is_dir())))
        .collect();
    // Of one folder the names alone are compared.
    entries.sort_by(|one, two| one.0.file_name().cmp(&two.0.file_name()));
    for (path, is_folder) in entries {
        if is_folder {
            walk(&path, out, depth + 1, found);
        } else if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json")) {
            found.files.push(path);
        } else if !is_litter(&path) {
            found.others.push(path);
        }
    }
}
