//! What a county has received for a period, and what it says about it: the state of 汇总.
//!
//! The files are read by [`crate::actions::gather`]; what becomes of them is settled by the core after every change.

mod kept;
mod made;
mod needed;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

pub(crate) use kept::Kept;
pub(crate) use made::Made;
pub(crate) use needed::Needed;

use serde::{Deserialize, Serialize};
use sishang::exchange::{Decision, DifferenceEntry, Head, Verified};
use sishang::period::Period;
use sishang::rollup::{Entry, Expected, Facts, Intake, Item, Level, Options, RollUp, Study, levels};
use sishang::scheme::CompiledScheme;
use sishang::workbook::{Comment, Office, Place, ReturnNote, Signers, Stamp, Waiver};

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
    /// What the audit says of the files that count, by digest; it comes in after them.
    pub audits: Rc<BTreeMap<String, Rc<Verified>>>,
    /// What is kept of them for the checks of the whole.
    pub study: Rc<Study>,
    /// What report tables need of each file, as far as it was asked for.
    pub needed: Rc<Needed>,
    /// The bundles, by digest, also those inside others: for handing them upward unchanged.
    pub bundles: Rc<BTreeMap<String, Item>>,
    /// What was worked out from all this; begun anew with every change of it.
    pub made: Rc<Made>,
    /// How far the reading of files has come: done, of how many.
    pub reading: Option<(usize, usize)>,
    /// Rises with everything that is to be kept.
    pub seq: u64,
    /// Begun before the store had opened: what came in since is kept when it does.
    pub is_early: bool,
}

/// A file that was given, and the name by which the store keeps it.
#[derive(Debug, Clone)]
pub(crate) struct GivenFile {
    pub key: Rc<str>,
    pub entry: Arc<Entry>,
    /// Its bytes, for handing it upward unchanged.
    pub item: Item,
}

/// A file that was looked at, with everything inside it.
#[derive(Debug)]
pub(crate) struct Looked {
    /// The name in the store.
    pub key: Rc<str>,
    /// The file as it was given.
    pub item: Item,
    /// What it is, and then what stands inside it.
    pub entries: Vec<Entry>,
    /// The bundles among them, by digest.
    pub bundles: Vec<(String, Item)>,
}

/// A file that was audited.
#[derive(Debug)]
pub(crate) struct Audited {
    pub digest: String,
    pub verified: Rc<Verified>,
    pub facts: Arc<Facts>,
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
    pub letterhead: Letterhead,
}

/// What the bulletins say beside their sentences.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Letterhead {
    /// 署名; may be empty.
    pub office: String,
    /// 主送机关; may be empty.
    pub to: String,
    /// The period whose bulletins are dated, and their day as an ISO date.
    pub dated: Option<(String, String)>,
}

impl Letterhead {
    /// The day that was said for the bulletins of a period; one said for another month's is none.
    pub(crate) fn day(&self, period: Option<Period>) -> Option<&str> {
        let (of, day) = self.dated.as_ref()?;
        (*of == period?.to_string()).then_some(day)
    }

    /// What was said last, and where nothing was, what was said before.
    fn over(self, before: Self) -> Self {
        let or = |last: String, before: String| if last.is_empty() { before } else { last };
        Self { office: or(self.office, before.office), to: or(self.to, before.to), dated: self.dated.or(before.dated) }
    }

    /// Says it; nothing takes it back.
    pub(crate) fn say_day(&mut self, period: Option<Period>, day: String) {
        self.dated = period.filter(|_| !day.is_empty()).map(|period| (period.to_string(), day));
    }
}

/// A change of what people write. It is made on what is there when it arrives, which may be more than the page showed.
pub(crate) struct DeskChange(pub Box<dyn FnOnce(&mut Desk)>);

impl std::fmt::Debug for DeskChange {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("DeskChange")
    }
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
    /// Files were looked at.
    Looked(Vec<Looked>),
    /// Files were audited, by digest.
    Audited(Vec<Audited>),
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
    /// A waiver that was written to a file is taken back.
    Revoked(Waiver),
    /// The difference table was changed.
    Differed(Vec<DifferenceEntry>),
    /// What people write is changed.
    DeskChanged(DeskChange),
}

impl Gather {
    /// Nothing came in yet.
    pub(crate) fn new(id: &str, options: Options) -> Self {
        let intake = Intake::new(options);
        let rollup = Rc::new(intake.settle());
        Self {
            id: Rc::from(id),
            intake,
            rollup,
            files: Rc::from([]),
            desk: Rc::default(),
            audits: Rc::default(),
            study: Rc::default(),
            needed: Rc::default(),
            bundles: Rc::default(),
            made: Rc::default(),
            reading: None,
            seq: 0,
            is_early: false,
        }
    }

    /// After something happened.
    pub(crate) fn updated(mut self, msg: GatherMsg) -> Self {
        // Files are kept one by one; that there are any is kept with what is said of them.
        let kept = !matches!(msg, GatherMsg::Reading(_) | GatherMsg::Removed(_));
        match msg {
            GatherMsg::Begun(other) => return *other,
            GatherMsg::Reading(reading) => {
                self.reading = reading;
                return self;
            }
            GatherMsg::Audited(audited) => {
                let (mut audits, mut study) = (self.audits.as_ref().clone(), self.study.as_ref().clone());
                for Audited { digest, verified, facts } in audited {
                    audits.insert(digest.clone(), verified);
                    study.insert(digest, facts);
                }
                (self.audits, self.study) = (Rc::new(audits), Rc::new(study));
                self.made = Rc::default();
                return self;
            }
            GatherMsg::DeskChanged(change) => {
                let mut desk = self.desk.as_ref().clone();
                (change.0)(&mut desk);
                self.desk = Rc::new(desk);
                self.seq += 1;
                return self;
            }
            GatherMsg::Looked(looked) => {
                let mut files = self.files.to_vec();
                let mut bundled = self.bundles.as_ref().clone();
                for Looked { key, item, entries, bundles } in looked {
                    bundled.extend(bundles);
                    let first = self.intake.entries().len();
                    for entry in entries {
                        self.intake.add(entry);
                    }
                    let entry = self.intake.entries().get(first).map(Arc::clone);
                    files.extend(entry.map(|entry| GivenFile { key, entry, item }));
                }
                self.files = files.into();
                self.bundles = Rc::new(bundled);
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
            GatherMsg::Revoked(waiver) => self.intake.revoke(waiver),
            GatherMsg::Differed(differences) => self.intake.differ(differences),
        }
        if kept {
            self.seq += 1;
        }
        self.rollup = Rc::new(self.intake.settle());
        self.made = Rc::default();
        self
    }
}

impl Gather {
    /// The files that people look through: those that count, and of offices that sent nothing but drafts the newest draft.
    pub(crate) fn reviewed(&self) -> Vec<&Arc<Entry>> {
        self.rollup.files().into_iter().chain(self.rollup.drafts()).collect()
    }

    /// The files that are looked through or count, and are not audited yet.
    pub(crate) fn unaudited(&self) -> Vec<Arc<Entry>> {
        let files = self.reviewed().into_iter().chain(self.rollup.owns());
        files.filter(|entry| entry.digest().is_some_and(|digest| !self.audits.contains_key(digest))).cloned().collect()
    }

    /// What the audit says of a file.
    pub(crate) fn audit(&self, entry: &Entry) -> Option<&Rc<Verified>> {
        self.audits.get(entry.digest()?)
    }

    /// What all that counts adds up to, level by level.
    pub(crate) fn level(&self, scheme: &CompiledScheme) -> Level {
        levels(scheme, &self.rollup, &self.study)
    }

    /// The text of a submission or bundle, as it came.
    pub(crate) fn text_of<'a>(&'a self, entry: &'a Entry) -> Option<Cow<'a, str>> {
        if let Some(received) = entry.submission() {
            return Some(received.text().into());
        }
        let digest = entry.digest()?;
        let text = std::str::from_utf8(self.bundles.get(digest)?.bytes()).ok()?;
        Some(text.trim_start_matches('\u{feff}').into())
    }

    /// The file of an office that is looked through.
    pub(crate) fn reviewed_of(&self, office: &str) -> Option<&Arc<Entry>> {
        self.reviewed()
            .into_iter()
            .find(|entry| entry.submission().is_some_and(|received| received.head.office.code == office))
    }
}

impl DraftNote {
    /// The note to be written, about the submission of this head.
    pub(crate) fn note(&self, from: &Office, head: &Head, at: &str) -> ReturnNote {
        let place = |office: &Office| Place { code: office.code.clone(), name: office.name.clone() };
        ReturnNote {
            from: place(from),
            office: place(&head.office),
            period: head.period,
            revision: head.revision,
            submission: head.digest.clone(),
            demonstration: head.demonstration,
            text: self.text.trim().to_owned(),
            comments: self.comments.clone(),
            stamp: Stamp { by: String::new(), at: at.to_owned() },
            digest: String::new(),
        }
    }

    /// Whether there is something in it that no file has yet.
    pub(crate) fn is_unwritten(&self) -> bool {
        self.written.is_none() && !(self.comments.is_empty() && self.text.trim().is_empty())
    }

    /// Adds a comment; the same place is not commented on twice in the same words.
    pub(crate) fn comment(&mut self, comment: Comment) {
        let is_same = |old: &Comment| {
            (&old.form, &old.key, &old.field, &old.text) == (&comment.form, &comment.key, &comment.field, &comment.text)
        };
        if self.comments.iter().any(is_same) {
            return;
        }
        let last = self.comments.iter().filter_map(|old| old.id.parse::<u32>().ok()).max().unwrap_or_default();
        self.comments.push(Comment { id: (last + 1).to_string(), ..comment });
        self.written = None;
    }
}

impl Desk {
    /// The note being written about a submission; a new one where there is none.
    pub(crate) fn note_on(&mut self, submission: &str) -> &mut DraftNote {
        let at = self.notes.iter().position(|note| note.submission == submission).unwrap_or_else(|| {
            self.notes.push(DraftNote { submission: submission.to_owned(), ..DraftNote::default() });
            self.notes.len() - 1
        });
        #[expect(clippy::indexing_slicing, reason = "found or pushed just now")]
        &mut self.notes[at]
    }

    /// What was written about one submission is said of another: of the next revision, which came before the note was
    /// written to a file.
    pub(crate) fn move_note(&mut self, from: &str, to: &str) {
        let Some(at) = self.notes.iter().position(|note| note.submission == from) else { return };
        let old = self.notes.remove(at);
        let note = self.note_on(to);
        let texts = [note.text.trim(), old.text.trim()];
        let said = texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
        note.text = said;
        note.written = None;
        for comment in old.comments {
            note.comment(comment);
        }
    }
}
