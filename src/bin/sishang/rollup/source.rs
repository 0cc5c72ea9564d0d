//! The texts of files, read once more from where they are.

use std::path::Path;

use sishang::exchange::{BundleHead, Limits, open};
use sishang::rollup::{Conflict, Divergence, compare, compare_bundles};
use sishang::scheme::CompiledScheme;

use super::read::Gathered;

/// Reads files by their digest.
pub(super) struct Source<'a> {
    gathered: &'a Gathered,
    /// The file that was read last: those of one bundle follow each other.
    open: Option<(&'a Path, Vec<u8>)>,
}

impl<'a> Source<'a> {
    pub(super) const fn new(gathered: &'a Gathered) -> Self {
        Self { gathered, open: None }
    }

    /// The text of a file, or what has become of it since it was looked at.
    pub(super) fn text(&mut self, digest: &str) -> Result<String, String> {
        let (path, range) = self.gathered.places.get(digest).ok_or("文件不见了")?;
        let changed = || format!("{}：汇总期间文件变了，没有写成汇总包，请再汇总一次", path.display());
        if self.open.as_ref().is_none_or(|(open, _)| open != path) {
            let bytes = crate::files::read(path, Limits::default().bundle).map_err(|_| changed())?;
            self.open = Some((path, bytes));
        }
        let bytes = self.open.as_ref().and_then(|(_, bytes)| bytes.get(range.clone())).ok_or_else(changed)?;
        let text = std::str::from_utf8(bytes).map_err(|_| changed())?;
        // The reader of the bundle checks every digest; here it is enough that the file is still the one.
        if text.contains(digest) { Ok(text.to_owned()) } else { Err(changed()) }
    }

    /// Where the files of a conflict differ; `None` when one of them cannot be read any more.
    pub(super) fn divergences(&mut self, scheme: &CompiledScheme, conflict: &Conflict) -> Option<Vec<Divergence>> {
        let heads: Option<Vec<&BundleHead>> =
            conflict.entries.iter().map(|entry| entry.bundle().map(AsRef::as_ref)).collect();
        if let Some(heads) = heads {
            return Some(compare_bundles(scheme, &heads));
        }
        let mut opened = Vec::new();
        for entry in &conflict.entries {
            let text = self.text(entry.digest()?).ok()?;
            opened.push(open(text.as_bytes(), scheme, &Limits::default()).ok()?);
        }
        Some(compare(scheme, &opened.iter().collect::<Vec<_>>()))
    }
}
