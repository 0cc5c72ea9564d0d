//! Any of our files, known by its `format`.

use std::ops::Range;

use super::bundle::{self, BUNDLE_FORMAT, BundleHead};
use super::json::{Json, Limits, parse};
use super::open::{check_version, open_text};
use super::returned::{self, RETURN_FORMAT};
use super::submission::FORMAT;
use super::waiver::{self, WAIVER_FORMAT};
use super::{FileError, Note, Opened, Reader, sniff};
use crate::scheme::CompiledScheme;
use crate::workbook::{ReturnNote, Waiver};

/// One of our files, read strictly.
#[derive(Clone, Debug)]
pub enum AnyFile {
    /// 报送文件.
    Submission(Box<Opened>),
    /// 汇总包. Its files are yet to be read, each from its own part of the bytes.
    Bundle {
        /// Everything but the files.
        head: Box<BundleHead>,
        /// Where the files stand in the bytes.
        files: Vec<Range<usize>>,
        /// Where the submission of the whole itself stands.
        own: Option<Range<usize>>,
    },
    /// 退回单.
    Return(Box<ReturnNote>),
    /// 特批单.
    Waivers {
        /// What is let pass.
        waivers: Vec<Waiver>,
        /// Digest of the file.
        digest: String,
    },
}

/// Reads any of our files under the scheme in use.
///
/// # Errors
/// Why the file cannot be used; nothing of it is. Files inside a bundle are not looked at yet.
pub fn open_any(bytes: &[u8], scheme: &CompiledScheme, limits: &Limits) -> Result<AnyFile, FileError> {
    read_any(bytes, scheme, limits, |_| None)
}

impl Reader<'_> {
    /// As [`open_any`], and quicker where only figures are asked for.
    ///
    /// # Errors
    /// As [`open_any`].
    pub fn open_any(&self, bytes: &[u8]) -> Result<AnyFile, FileError> {
        read_any(bytes, self.scheme, &self.limits, |text| self.submission(text))
    }
}

fn read_any(
    bytes: &[u8],
    scheme: &CompiledScheme,
    limits: &Limits,
    quickly: impl FnOnce(&str) -> Option<Opened>,
) -> Result<AnyFile, FileError> {
    if bytes.len() > limits.bundle {
        return Err(FileError::TooLarge { bytes: bytes.len() as u64, limit: limits.bundle as u64 });
    }
    let (text, marked) = sniff::text_of(bytes)?;
    if bundle::format_of(text) == Some(BUNDLE_FORMAT) {
        let bundle::Parts { head, files, own } = bundle::read(text, limits)?;
        // The files are found in the text, which may stand behind a byte order mark.
        let skipped = if marked { '\u{feff}'.len_utf8() } else { 0 };
        let shift = |range: Range<usize>| range.start + skipped..range.end + skipped;
        return Ok(AnyFile::Bundle {
            head: Box::new(head),
            files: files.into_iter().map(shift).collect(),
            own: own.map(shift),
        });
    }
    if bytes.len() > limits.bytes {
        return Err(FileError::TooLarge { bytes: bytes.len() as u64, limit: limits.bytes as u64 });
    }
    if let Some(looks) = sniff::other_text(text) {
        return Err(FileError::Looks(looks));
    }
    if let Some(mut opened) = quickly(text) {
        opened.notes.splice(0..0, marked.then_some(Note::ByteOrderMark));
        return Ok(AnyFile::Submission(Box::new(opened)));
    }
    let json = parse(text, limits).map_err(FileError::Syntax)?;
    let of_kind = |format| json.get("format").and_then(Json::as_text) == Some(format);
    if of_kind(FORMAT) {
        return open_text(&json, marked, scheme, limits).map(|opened| AnyFile::Submission(Box::new(opened)));
    }
    if of_kind(RETURN_FORMAT) {
        check_version(&json)?;
        return returned::read(&json).map(|note| AnyFile::Return(Box::new(note)));
    }
    if of_kind(WAIVER_FORMAT) {
        check_version(&json)?;
        return waiver::read(&json).map(|(waivers, digest)| AnyFile::Waivers { waivers, digest });
    }
    // Says what it is instead.
    open_text(&json, marked, scheme, limits).map(|opened| AnyFile::Submission(Box::new(opened)))
}
