//! What a county has received for a period, and what it says about it: the state of 汇总.
//!
//! The files are read by [`crate::actions::gather`]; what becomes of them is settled by the core after every change.

mod kept;

use std::rc::Rc;
use std::sync::Arc;

pub(crate) use kept::Kept;

use serde::{Deserialize, Serialize};
use sishang::exchange::{Decision, DifferenceEntry};
use sishang::period::Period;
use sishang::rollup::{Entry, Expected, Intake, Options, RollUp};
use sishang::workbook::{Comment, Office, Signers, Waiver};

/// A roll-up that is being worked on.
#[derive(Debug, Clone)]
pub(crate) struct Gather {
    /// Identity in the store.
    pub id: Rc<str>,
    /// What came in, and what was decided.
    pub intake: Intake,
    /// What becomes of it.
    pub rollup: Rc<RollUp>,
    /// The files as they were given, under the names by which the store keeps them.
    pub files: Rc<[GivenFile]>,
    /// What people wrote here and no file has yet.
    pub desk: Rc<Desk>,
    /// How far the reading of files has come: done, of how many.
    pub reading: Option<(usize, usize)>,
    /// Rises with everything that is to be kept.
    pub seq: u64,
}

/// A file that was given, and the name by which the store keeps it.
#[derive(Debug, Clone)]
pub(crate) struct GivenFile {
    pub key: Rc<str>,
    pub entry: Arc<Entry>,
}

/// What people wrote: it is kept in the store and becomes files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Desk {
    /// Return notes being written, by the digest of the submission.
    pub notes: Vec<DraftNote>,
    /// Waivers granted here.
    pub waivers: Vec<Waiver>,
    /// Who signs for the whole.
    pub signers: Signers,
}

/// A return note that is being written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct DraftNote {
    /// Digest of the submission.
    pub submission: String,
    /// On the whole.
    pub text: String,
    pub comments: Vec<Comment>,
    /// When it was written to a file, if it was since the last word.
    pub written: Option<String>,
}

/// What happened to the roll-up.
#[derive(Debug)]
pub(crate) enum GatherMsg {
    /// One was begun, or taken up from the store.
    Begun(Box<Gather>),
    /// Files are being read.
    Reading(Option<(usize, usize)>),
    /// Files were looked at: the name in the store, the file, and what stood inside it.
    Looked(Vec<(Rc<str>, Vec<Entry>)>),
    /// A file is taken out again.
    Removed(Rc<str>),
    /// Whose roll-up it is.
    OfficeSaid(Option<Office>),
    /// Of which period.
    PeriodSaid(Option<Period>),
    /// Who is expected.
    ExpectedSaid(Vec<Expected>),
    /// A file was chosen.
    Decided(Decision),
    /// A choice is taken back.
    Withdrawn { office: String, period: Period },
    /// The difference table was changed.
    Differed(Vec<DifferenceEntry>),
    /// What people write was changed.
    DeskChanged(Desk),
    /// It is put away.
    Closed,
}

impl Gather {
    /// Nothing came in yet.
    pub(crate) fn new(id: &str, options: Options) -> Self {
        let intake = Intake::new(options);
        let rollup = Rc::new(intake.settle());
        Self { id: Rc::from(id), intake, rollup, files: Rc::from([]), desk: Rc::default(), reading: None, seq: 0 }
    }

    /// After something happened; `None` when it is put away.
    pub(crate) fn updated(mut self, msg: GatherMsg) -> Option<Self> {
        let kept = !matches!(msg, GatherMsg::Reading(_) | GatherMsg::Looked(_) | GatherMsg::Removed(_));
        match msg {
            GatherMsg::Begun(other) => return Some(*other),
            GatherMsg::Closed => return None,
            GatherMsg::Reading(reading) => {
                self.reading = reading;
                return Some(self);
            }
            GatherMsg::DeskChanged(desk) => {
                self.desk = Rc::new(desk);
                self.seq += 1;
                return Some(self);
            }
            GatherMsg::Looked(looked) => {
                let mut files = self.files.to_vec();
                for (key, entries) in looked {
                    for (at, entry) in entries.into_iter().enumerate() {
                        self.intake.add(entry);
                        if at == 0
                            && let Some(entry) = self.intake.entries().last()
                        {
                            files.push(GivenFile { key: Rc::clone(&key), entry: Arc::clone(entry) });
                        }
                    }
                }
                self.files = files.into();
            }
            GatherMsg::Removed(key) => {
                if let Some(file) = self.files.iter().find(|file| file.key == key) {
                    self.intake.remove(&file.entry);
                }
                self.files = self.files.iter().filter(|file| file.key != key).cloned().collect();
            }
            GatherMsg::OfficeSaid(office) => self.intake.options.office = office,
            GatherMsg::PeriodSaid(period) => self.intake.options.period = period,
            GatherMsg::ExpectedSaid(expected) => self.intake.options.expected = expected,
            GatherMsg::Decided(decision) => self.intake.decide(decision),
            GatherMsg::Withdrawn { office, period } => self.intake.withdraw(&office, period),
            GatherMsg::Differed(differences) => self.intake.differ(differences),
        }
        if kept {
            self.seq += 1;
        }
        self.rollup = Rc::new(self.intake.settle());
        Some(self)
    }
}
