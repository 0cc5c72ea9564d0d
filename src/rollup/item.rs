//! One file: what it is, before it is known what else there is.

use std::ops::Range;
use std::sync::Arc;

use crate::exchange::{AnyFile, BundleHead, FileError, Head, Limits, Note, Opened, Reader, open_any};
use crate::period::Period;
use crate::scheme::CompiledScheme;
use crate::workbook::{Office, ReturnNote, Waiver};

/// Deepest bundle within a bundle: province, city, county, township, with room.
const DEEPEST: usize = 6;

/// A file to be looked at: the bytes of one, or a part of a bundle's.
#[derive(Clone, Debug)]
pub struct Item {
    /// As people call it: the name of the file.
    pub name: String,
    /// The bundles it stands in, outermost first.
    pub within: Vec<Within>,
    /// What it is in the bundle.
    pub role: Role,
    bytes: Arc<Vec<u8>>,
    range: Range<usize>,
}

/// A bundle that a file stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Within {
    /// Whose bundle it is.
    pub office: Office,
    /// Its revision.
    pub revision: u32,
    /// Its digest.
    pub digest: String,
}

/// What a file is where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A file like any other.
    File,
    /// The bundle's member `own`: the submission of the whole itself.
    Own,
}

impl Item {
    /// A file as it was given. Its bytes are never copied.
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        let range = 0..bytes.len();
        Self { name: name.into(), within: Vec::new(), role: Role::File, bytes: Arc::new(bytes), range }
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(self.range.clone()).unwrap_or_default()
    }

    /// Whether it is a whole file, and no part of a bundle.
    pub const fn is_whole(&self) -> bool {
        self.within.is_empty()
    }

    /// Where it stands among the bytes of the outermost file.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }
}

/// A file that was looked at.
#[derive(Clone, Debug)]
pub struct Entry {
    /// As people call it; within a bundle, its place there.
    pub name: String,
    /// The bundles it stands in, outermost first.
    pub within: Vec<Within>,
    /// What it is in the bundle.
    pub role: Role,
    /// What it turned out to be.
    pub what: What,
}

/// What a file turned out to be.
#[derive(Clone, Debug)]
pub enum What {
    /// 报送文件.
    Submission(Received),
    /// 汇总包; the files in it have entries of their own.
    Bundle {
        /// Everything but its files.
        head: Arc<BundleHead>,
        /// How many files it holds, the whole's own one not counted.
        files: usize,
    },
    /// 退回单.
    Return(Arc<ReturnNote>),
    /// 特批单.
    Waivers {
        /// What is let pass.
        waivers: Arc<[Waiver]>,
        /// Digest of the file.
        digest: String,
    },
    /// It cannot be used.
    Refused(FileError),
}

/// A submission that was read.
#[derive(Clone, Debug)]
pub struct Received {
    /// Everything of it but the records.
    pub head: Arc<Head>,
    /// What else is to be said of the file.
    pub notes: Arc<[Note]>,
    /// Its content; `None` once it was let go to save memory.
    pub opened: Option<Arc<Opened>>,
    /// The item it was read from, for handing it upward; `None` once it was let go.
    pub item: Option<Item>,
}

impl Received {
    /// Office code and period, by which files belong together.
    pub fn about(&self) -> (&str, Period) {
        (&self.head.office.code, self.head.period)
    }

    /// The text of the file; empty once it was let go.
    pub fn text(&self) -> &str {
        self.item.as_ref().and_then(|item| std::str::from_utf8(item.bytes()).ok()).unwrap_or_default()
    }

    /// The same without content: what a command keeps of a file after it has worked out what it needs of it.
    #[must_use]
    pub fn without_content(mut self) -> Self {
        self.opened = None;
        self.item = None;
        self
    }
}

impl Entry {
    /// A file that could not even be looked at.
    pub fn refused(name: String, error: FileError) -> Self {
        Self { name, within: Vec::new(), role: Role::File, what: What::Refused(error) }
    }

    /// The submission, if it is one.
    pub fn submission(&self) -> Option<&Received> {
        if let What::Submission(received) = &self.what { Some(received) } else { None }
    }

    /// The head of the bundle, if it is one.
    pub fn bundle(&self) -> Option<&Arc<BundleHead>> {
        if let What::Bundle { head, .. } = &self.what { Some(head) } else { None }
    }

    /// The revision of a submission or bundle.
    pub fn revision(&self) -> Option<u32> {
        match &self.what {
            What::Submission(received) => Some(received.head.revision),
            What::Bundle { head, .. } => Some(head.revision),
            _ => None,
        }
    }

    /// The digest of the file.
    pub fn digest(&self) -> Option<&str> {
        match &self.what {
            What::Submission(received) => Some(&received.head.digest),
            What::Bundle { head, .. } => Some(&head.digest),
            What::Return(note) => Some(&note.digest),
            What::Waivers { digest, .. } => Some(digest),
            What::Refused(_) => None,
        }
    }
}

/// Reads one file. Whatever its bytes are, there is an entry; a bundle also gives the items inside it, to be looked at
/// by themselves.
pub fn look(item: Item, scheme: &CompiledScheme, limits: &Limits) -> (Entry, Vec<Item>) {
    let file = open_any(item.bytes(), scheme, limits);
    looked(item, file)
}

/// As [`look`], by a reader of many files.
pub fn look_by(item: Item, reader: &Reader<'_>) -> (Entry, Vec<Item>) {
    let file = reader.open_any(item.bytes());
    looked(item, file)
}

fn looked(item: Item, file: Result<AnyFile, FileError>) -> (Entry, Vec<Item>) {
    let mut inside = Vec::new();
    let what = match file {
        Ok(AnyFile::Submission(opened)) => What::Submission(Received {
            head: Arc::new(opened.head.clone()),
            notes: opened.notes.as_slice().into(),
            opened: Some(Arc::new(*opened)),
            item: Some(item.clone()),
        }),
        Ok(AnyFile::Bundle { .. }) if item.within.len() >= DEEPEST => {
            What::Refused(FileError::TooManyLevels { limit: DEEPEST })
        }
        Ok(AnyFile::Bundle { head, files, own }) => {
            let mut within = item.within.clone();
            within.push(Within { office: head.office.clone(), revision: head.revision, digest: head.digest.clone() });
            let part = |range: Range<usize>, role: Role, name: String| Item {
                name,
                within: within.clone(),
                role,
                bytes: Arc::clone(&item.bytes),
                range: range.start + item.range.start..range.end + item.range.start,
            };
            let count = files.len();
            inside.extend(own.map(|range| part(range, Role::Own, crate::message::rollup::own_name(&item.name))));
            inside.extend(
                files
                    .into_iter()
                    .enumerate()
                    .map(|(at, range)| part(range, Role::File, crate::message::rollup::inner_name(&item.name, at + 1))),
            );
            What::Bundle { head: Arc::new(*head), files: count }
        }
        Ok(AnyFile::Return(note)) => What::Return(Arc::new(*note)),
        Ok(AnyFile::Waivers { waivers, digest }) => What::Waivers { waivers: waivers.into(), digest },
        Err(error) => What::Refused(error),
    };
    (Entry { name: item.name, within: item.within, role: item.role, what }, inside)
}
