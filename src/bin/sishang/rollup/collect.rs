//! Which files there are.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Deepest folder that is looked into.
const DEEPEST: usize = 32;

/// Files as given, and those of folders that end in `.json`, in the order of their names; each once. What is in the folder
/// that is written to was written by an earlier run and is left out, unless it was given itself.
pub(super) fn collect(paths: &[PathBuf], out: &Path) -> Vec<PathBuf> {
    let out = fs::canonicalize(out).ok();
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for path in paths {
        let mut found = Vec::new();
        if path.is_dir() {
            walk(path, out.as_deref(), 0, &mut found);
        } else {
            found.push(path.clone());
        }
        for file in found {
            // The same file may be meant twice; what cannot be found is told when it is read.
            let same = fs::canonicalize(&file).unwrap_or_else(|_| file.clone());
            if seen.insert(same) {
                all.push(file);
            }
        }
    }
    all
}

fn walk(folder: &Path, out: Option<&Path>, depth: usize, found: &mut Vec<PathBuf>) {
    let is_out = || out.is_some() && fs::canonicalize(folder).ok().as_deref() == out;
    if depth > DEEPEST || (depth > 0 && is_out()) {
        return;
    }
    let Ok(entries) = fs::read_dir(folder) else {
        // Told as a file that cannot be read.
        found.push(folder.to_owned());
        return;
    };
    let mut entries: Vec<(PathBuf, bool)> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.path(), entry.file_type().ok()?.is_dir())))
        .collect();
    entries.sort();
    for (path, is_folder) in entries {
        if is_folder {
            walk(&path, out, depth + 1, found);
        } else if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json")) {
            found.push(path);
        }
    }
}
