//! Files: what leaves this computer and what comes in.
//!
//! A submission (报送文件) is one JSON object; its version 1 is described in [`Head`] and by [`schema()`].
//! [`build()`] makes one from a session, [`write()`] gives its bytes, [`open()`] reads one back, [`verify()`] audits what was
//! opened once more and says where the file and the audit disagree.
//!
//! # Reading is strict
//! A file that is damaged, edited, another program's or simply something else is refused with a [`FileError`] that says
//! what it is; nothing half-read is ever used. What is true of the file as a whole is said beside it, as [`Note`]s.
//! Any text in it is data: it is kept as it is and never run.
//!
//! # Revisions
//! Every file that is written raises the revision by one, drafts too, so that of two files of one office and period
//! the higher number is always the later one. `previous` is the digest of the file before; the first file has none.
//! The numbers live in [`Sent`](crate::workbook::Sent), which the workbook takes over with
//! [`Command::Sent`](crate::workbook::Command::Sent) once the file was saved; a file that was not saved raises nothing.
//!
//! # Invariants
//! - Opening a written file gives exactly the workbook after its `Command::Sent`.
//! - The same content gives the same bytes, and the digest does not depend on the spelling of the JSON.

mod any;
mod build;
mod bundle;
mod compose;
mod copy;
mod error;
pub mod json;
mod name;
mod open;
mod quick;
mod readiness;
mod record;
mod returned;
mod schema;
mod shape;
mod sniff;
mod submission;
mod verify;
mod waiver;

pub use any::{AnyFile, open_any};
#[cfg(test)]
pub(crate) use build::written_as;
pub use build::{answers, build, write};
pub use bundle::{
    BUNDLE_FORMAT, BundleHead, Decision, DifferenceEntry, FigureRecord, OfficeRecord, flat, read_decisions,
};
pub use copy::workbook_copy;
pub use error::{FileError, Note, Wanted};
pub use json::{Limits, Place, Syntax, SyntaxError};
pub use name::{bundle_name, file_name, return_name, waivers_name};
pub use open::{Opened, open};
pub use quick::Reader;
pub use readiness::{Blocker, Readiness, Signer, readiness};
pub use returned::RETURN_FORMAT;
pub use schema::{FileKind, schema};
pub use sniff::{Encoding, Looks};
pub use submission::{
    AnswerRecord, Answers, ChangeRecord, FORMAT, FindingRecord, Head, SchemeName, Signed, Status, Submission, Tool,
    VERSION,
};
pub use verify::{Difference, Mismatch, Verified, place as place_of, verify};
pub(crate) use verify::{differences, place};
pub use waiver::{WAIVER_FORMAT, write_waivers};

#[cfg(test)]
mod tests;
