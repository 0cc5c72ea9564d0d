//! Version 1 of the bundle (汇总包): what an office above hands upward — the files of its offices unchanged, what was
//! decided about them, and the figures that they add up to.
//!
//! A file in it is a submission, or the bundle of an office that itself has offices below. Each keeps its own digest and
//! is checked by it, so that one damaged file does not take the others with it. The digest of the bundle is SHA-256 over
//! the RFC 8785 form of the bundle without `digest`, in which each file is represented by its own digest.

mod read;
mod split;
mod write;

pub use read::read_decisions;
pub use write::flat;

use super::submission::{SchemeName, Signed, Tool};
use crate::number::Decimal;
use crate::period::Period;
use crate::workbook::{Office, Place, ReturnNote, Stamp, Waiver};

pub(super) use read::{Parts, read};
pub(super) use split::format_of;

/// The member `format` of a bundle.
pub const BUNDLE_FORMAT: &str = "sishang-bundle";

/// Everything of a bundle but its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleHead {
    /// What wrote it.
    pub tool: Tool,
    /// What it was made under.
    pub scheme: SchemeName,
    /// Made of the files of a demonstration.
    pub demonstration: bool,
    /// Who hands it upward.
    pub office: Office,
    /// For which period.
    pub period: Period,
    /// From 1; raised by every bundle of this office and period that is written.
    pub revision: u32,
    /// By whom and when.
    pub signed: Signed,
    /// Which file counts, where a person had to say so.
    pub decisions: Vec<Decision>,
    /// Hard findings that were let pass.
    pub waivers: Vec<Waiver>,
    /// What the whole has and the parts lack.
    pub differences: Vec<DifferenceEntry>,
    /// What was returned, with which comments.
    pub returns: Vec<ReturnNote>,
    /// Who reported, and who did not.
    pub offices: Vec<OfficeRecord>,
    /// What the counted files add up to.
    pub figures: Vec<FigureRecord>,
    /// Digest of the bundle before; empty for the first.
    pub previous: String,
    /// Digest of this one; empty until it is made.
    pub digest: String,
}

/// A person's word on which file of an office counts: one of two that claim the same revision, a draft, or a file of an
/// office that is not among those expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Code of the office.
    pub office: String,
    /// The period.
    pub period: Period,
    /// Digest of the file that counts.
    pub digest: String,
    /// Why.
    pub reason: String,
    /// Who decided and when.
    pub stamp: Stamp,
}

/// A line of the difference table (差额表): what the whole has and its parts lack, so that parts + difference = whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferenceEntry {
    /// Key of the form.
    pub form: String,
    /// Name of the cell: `output.ytd`.
    pub field: String,
    /// The figure of the whole, in the field's own unit.
    pub whole: Decimal,
    /// Whole less parts, in the field's own unit; negative when the parts have more.
    pub value: Decimal,
    /// Why they differ.
    pub reason: String,
    /// Who entered it and when.
    pub stamp: Stamp,
}

/// One office below, as the bundle tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeRecord {
    /// Who.
    pub office: Place,
    /// A word for what became of its report, as [`crate::rollup::Arrival::key`].
    pub state: String,
    /// The revision that counts; 0 when none does.
    pub revision: u32,
    /// Its digest; empty when none counts.
    pub digest: String,
}

/// What one column of one field adds up to over all files that count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureRecord {
    /// Key of the form.
    pub form: String,
    /// Name of the cell: `output.ytd`.
    pub field: String,
    /// How many records have a figure there.
    pub records: u32,
    /// Their sum, in the field's own unit.
    pub sum: Decimal,
}
