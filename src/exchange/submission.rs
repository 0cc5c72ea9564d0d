//! Version 1 of the submission: its parts as types.

use std::collections::BTreeSet;

use super::error::Wanted;
use super::json::{Json, Members};
use super::shape::{self, Read, Shape};
use crate::period::Period;
use crate::scheme::{Scheme, Severity};
use crate::workbook::{Explanation, FindingKey, Office, Place, Sent, Signers, Stamp};

/// The member `format` of a submission.
pub const FORMAT: &str = "sishang-submission";

/// The newest version of the format that is known here.
pub const VERSION: u32 = 1;

/// A submission ready to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    /// Everything but the records.
    pub head: Head,
    /// The whole file, `digest` included.
    pub json: Json<'static>,
}

/// Whether a submission counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// For looking at and for keeping safe.
    #[default]
    Draft,
    /// Nothing stands in its way, and it is signed.
    Final,
}

/// The scheme that a submission was made under.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchemeName {
    /// Its id: `sishang`.
    pub id: String,
    /// Its edition: `2026.1`.
    pub edition: String,
    /// SHA-256 over its content.
    pub digest: String,
}

/// The program that wrote a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tool {
    /// `sishang`.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// Who signed, and when the file was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signed {
    /// Names and telephone; a draft may leave them blank.
    pub signers: Signers,
    /// Local time with offset.
    pub at: String,
}

/// One finding as the file tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingRecord {
    /// Rule, field, form, record.
    pub key: FindingKey,
    /// How serious.
    pub severity: Severity,
    /// The sentence.
    pub message: String,
    /// Names and texts of the values that the rule saw.
    pub values: Vec<(String, String)>,
    /// Why it may stand; valid for these values and this edition.
    pub explanation: Option<Explanation>,
    /// The rule could not be worked out.
    pub broken: bool,
}

/// One correction since the last final revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRecord {
    /// Key of the form.
    pub form: String,
    /// Key of the record.
    pub key: String,
    /// Name of the cell: `output.ytd`.
    pub field: String,
    /// What stood there; empty when nothing did.
    pub old: String,
    /// What stands there now; empty when nothing does.
    pub new: String,
    /// Why.
    pub reason: String,
    /// Who changed it last, and when.
    pub stamp: Stamp,
}

/// Everything of a submission but its records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// What wrote it.
    pub tool: Tool,
    /// What it was made under.
    pub scheme: SchemeName,
    /// Identity of the workbook.
    pub id: String,
    /// The demonstration month, never real work.
    pub demonstration: bool,
    /// Who reports.
    pub office: Office,
    /// For which period.
    pub period: Period,
    /// From 1; raised by every file that is written.
    pub revision: u32,
    /// Number of the last final revision, this one included; 0 when there is none.
    pub final_revision: u32,
    /// Draft or final.
    pub status: Status,
    /// By whom.
    pub signed: Signed,
    /// What the audit found.
    pub findings: Vec<FindingRecord>,
    /// Explanations that hold for nothing at present: their finding has gone, or has other values.
    pub void_explanations: Vec<(FindingKey, Explanation)>,
    /// Corrections since the last final revision before this file.
    pub changes: Vec<ChangeRecord>,
    /// Digest of the revision before; empty for the first.
    pub previous: String,
    /// Digest of this file; empty until it is made.
    pub digest: String,
}

impl Status {
    /// The word in files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Final => "final",
        }
    }

    /// The word for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Final => "正式",
        }
    }
}

impl SchemeName {
    /// The name of a scheme that is loaded.
    pub fn of(scheme: &Scheme) -> Self {
        Self { id: scheme.id.clone(), edition: scheme.edition.clone(), digest: scheme.digest.clone() }
    }

    /// `id@edition`, as explanations name it.
    pub fn tag(&self) -> String {
        format!("{}@{}", self.id, self.edition)
    }
}

impl Default for Tool {
    fn default() -> Self {
        Self { name: "sishang".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() }
    }
}

impl Head {
    /// What the workbook has to note once the file is saved: hand it to `Command::Sent`.
    pub fn sent(&self) -> Sent {
        Sent {
            revision: self.revision,
            digest: self.digest.clone(),
            is_final: self.status == Status::Final,
            final_revision: self.final_revision,
            at: self.signed.at.clone(),
        }
    }

    /// The members before the records.
    pub(super) fn opening(&self) -> Members<'static> {
        let text = |own: &str| Json::text(own);
        let mut members = object([
            ("format", text(FORMAT)),
            ("version", Json::count(VERSION)),
            ("tool", Json::object([("name", text(&self.tool.name)), ("version", text(&self.tool.version))])),
            (
                "scheme",
                Json::object([
                    ("id", text(&self.scheme.id)),
                    ("edition", text(&self.scheme.edition)),
                    ("digest", text(&self.scheme.digest)),
                ]),
            ),
            ("id", text(&self.id)),
        ]);
        if self.demonstration {
            members.push(("demonstration".into(), Json::Bool(true)));
        }
        let parents = self.office.parents.iter().map(|place| place_json(place)).collect();
        members.extend(object([
            (
                "office",
                Json::object([
                    ("code", text(&self.office.code)),
                    ("name", text(&self.office.name)),
                    ("parents", Json::List(parents)),
                ]),
            ),
            ("period", Json::text(self.period.to_string())),
            ("revision", Json::count(self.revision)),
        ]));
        if self.final_revision > 0 {
            members.push(("final_revision".into(), Json::count(self.final_revision)));
        }
        let signers = &self.signed.signers;
        members.extend(object([
            ("status", text(self.status.key())),
            (
                "signed",
                Json::object([
                    ("filler", text(&signers.filler)),
                    ("statistics_lead", text(&signers.statistics_lead)),
                    ("head", text(&signers.head)),
                    ("phone", text(&signers.phone)),
                    ("at", text(&self.signed.at)),
                ]),
            ),
        ]));
        members
    }

    /// The members after the records, without the digest.
    pub(super) fn closing(&self) -> Members<'static> {
        object([
            ("findings", Json::List(self.findings.iter().map(FindingRecord::json).collect())),
            (
                "void_explanations",
                Json::List(self.void_explanations.iter().map(|(key, words)| void_json(key, words)).collect()),
            ),
            ("changes", Json::List(self.changes.iter().map(ChangeRecord::json).collect())),
        ])
    }

    /// Reads everything but the records, `digest` included.
    pub(super) fn read(json: &Json<'_>) -> Read<Self> {
        let scheme = shape::member(json, "scheme", |json| {
            Ok(SchemeName {
                id: shape::member(json, "id", shape::some_text)?,
                edition: shape::member(json, "edition", shape::some_text)?,
                digest: shape::text_or_empty(json, "digest")?,
            })
        })?;
        let tag = scheme.tag();
        let revision = shape::member(json, "revision", shape::count)?;
        let status = shape::member(json, "status", status)?;
        let told = shape::optional(json, "final_revision", shape::count)?.unwrap_or_default();
        Ok(Self {
            tool: shape::optional(json, "tool", |json| {
                let name = shape::member(json, "name", shape::text)?;
                Ok(Tool { name, version: shape::member(json, "version", shape::text)? })
            })?
            .unwrap_or_else(|| Tool { name: String::new(), version: String::new() }),
            scheme,
            id: shape::member(json, "id", shape::text)?,
            demonstration: shape::optional(json, "demonstration", shape::truth)?.unwrap_or_default(),
            office: shape::member(json, "office", office)?,
            period: shape::member(json, "period", period)?,
            revision,
            final_revision: if status == Status::Final { revision } else { told },
            status,
            signed: shape::member(json, "signed", signed)?,
            findings: shape::each_of(json, "findings", |json| FindingRecord::read(json, &tag))?,
            void_explanations: shape::each_of(json, "void_explanations", read_void)?,
            changes: shape::each_of(json, "changes", ChangeRecord::read)?,
            previous: shape::optional(json, "previous", shape::digest)?.unwrap_or_default(),
            digest: shape::member(json, "digest", shape::digest)?,
        })
    }

    /// Names of members that this version does not know.
    pub(super) fn unknown_members(json: &Json<'_>) -> Vec<String> {
        let known: BTreeSet<&str> = MEMBERS.iter().copied().collect();
        let Json::Object(members) = json else { return Vec::new() };
        members.iter().filter(|(name, _)| !known.contains(name.as_ref())).map(|(name, _)| name.to_string()).collect()
    }
}

/// The members of a submission.
pub(super) const MEMBERS: [&str; 19] = [
    "format",
    "version",
    "tool",
    "scheme",
    "id",
    "demonstration",
    "office",
    "period",
    "revision",
    "final_revision",
    "status",
    "signed",
    "forms",
    "findings",
    "void_explanations",
    "changes",
    "earlier",
    "previous",
    "digest",
];

fn object<const N: usize>(members: [(&'static str, Json<'static>); N]) -> Members<'static> {
    members.into_iter().map(|(name, value)| (name.into(), value)).collect()
}

fn place_json(place: &Place) -> Json<'static> {
    Json::object([("code", Json::text(place.code.as_str())), ("name", Json::text(place.name.as_str()))])
}

fn place(json: &Json<'_>) -> Read<Place> {
    Ok(Place { code: shape::member(json, "code", shape::text)?, name: shape::member(json, "name", shape::text)? })
}

fn office(json: &Json<'_>) -> Read<Office> {
    Ok(Office {
        code: shape::member(json, "code", shape::text)?,
        name: shape::member(json, "name", shape::text)?,
        parents: shape::each_of(json, "parents", place)?,
    })
}

pub(super) fn period(json: &Json<'_>) -> Read<Period> {
    let wrong = || Shape::wrong(json, Wanted::Period);
    json.as_text().and_then(|text| text.parse().ok()).ok_or_else(wrong)
}

fn status(json: &Json<'_>) -> Read<Status> {
    match json.as_text() {
        Some("draft") => Ok(Status::Draft),
        Some("final") => Ok(Status::Final),
        _ => Err(Shape::wrong(json, Wanted::Status)),
    }
}

fn signed(json: &Json<'_>) -> Read<Signed> {
    let signers = Signers {
        filler: shape::text_or_empty(json, "filler")?,
        statistics_lead: shape::text_or_empty(json, "statistics_lead")?,
        head: shape::text_or_empty(json, "head")?,
        phone: shape::text_or_empty(json, "phone")?,
    };
    Ok(Signed { signers, at: shape::member(json, "at", shape::text)? })
}

fn key_members(key: &FindingKey) -> Members<'static> {
    let mut members = object([("rule", Json::text(key.rule.as_str()))]);
    shape::push_text(&mut members, "field", &key.field);
    members.extend(object([("form", Json::text(key.form.as_str())), ("key", Json::text(key.key.as_str()))]));
    members
}

fn read_key(json: &Json<'_>) -> Read<FindingKey> {
    Ok(FindingKey {
        rule: shape::member(json, "rule", shape::text)?,
        field: shape::text_or_empty(json, "field")?,
        form: shape::member(json, "form", shape::text)?,
        key: shape::member(json, "key", shape::text)?,
    })
}

fn values_json(values: &[(String, String)]) -> Json<'static> {
    let one = |(name, value): &(String, String)| {
        Json::object([("name", Json::text(name.as_str())), ("value", Json::text(value.as_str()))])
    };
    Json::List(values.iter().map(one).collect())
}

fn read_values(json: &Json<'_>) -> Read<Vec<(String, String)>> {
    shape::each(json, |json| {
        Ok((shape::member(json, "name", shape::text)?, shape::member(json, "value", shape::text)?))
    })
}

pub(super) fn stamp_members(stamp: &Stamp) -> Members<'static> {
    let mut members = Members::new();
    shape::push_text(&mut members, "by", &stamp.by);
    members.push(("at".into(), Json::text(stamp.at.as_str())));
    members
}

pub(super) fn read_stamp(json: &Json<'_>) -> Read<Stamp> {
    Ok(Stamp { by: shape::text_or_empty(json, "by")?, at: shape::member(json, "at", shape::text)? })
}

impl FindingRecord {
    fn json(&self) -> Json<'static> {
        let mut members = key_members(&self.key);
        members.extend(object([
            ("severity", Json::text(self.severity.key())),
            ("message", Json::text(self.message.as_str())),
            ("values", values_json(&self.values)),
        ]));
        if self.broken {
            members.push(("broken".into(), Json::Bool(true)));
        }
        if let Some(words) = &self.explanation {
            let mut inner = object([("text", Json::text(words.text.as_str()))]);
            inner.extend(stamp_members(&words.stamp));
            inner.push(("scheme".into(), Json::text(words.scheme.as_str())));
            members.push(("explanation".into(), Json::Object(inner)));
        }
        Json::Object(members)
    }

    fn read(json: &Json<'_>, tag: &str) -> Read<Self> {
        let values = shape::member(json, "values", read_values)?;
        let explanation = shape::optional(json, "explanation", |json| {
            Ok(Explanation {
                text: shape::member(json, "text", shape::text)?,
                scheme: shape::optional(json, "scheme", shape::text)?.unwrap_or_else(|| tag.to_owned()),
                values: values.clone(),
                stamp: read_stamp(json)?,
            })
        })?;
        Ok(Self {
            key: read_key(json)?,
            severity: shape::member(json, "severity", |json| {
                json.as_text().and_then(Severity::from_key).ok_or_else(|| Shape::wrong(json, Wanted::Severity))
            })?,
            message: shape::member(json, "message", shape::text)?,
            values,
            explanation,
            broken: shape::optional(json, "broken", shape::truth)?.unwrap_or_default(),
        })
    }
}

fn void_json(key: &FindingKey, words: &Explanation) -> Json<'static> {
    let mut members = key_members(key);
    members.push(("text".into(), Json::text(words.text.as_str())));
    members.extend(stamp_members(&words.stamp));
    members.push(("scheme".into(), Json::text(words.scheme.as_str())));
    members.push(("values".into(), values_json(&words.values)));
    Json::Object(members)
}

fn read_void(json: &Json<'_>) -> Read<(FindingKey, Explanation)> {
    let words = Explanation {
        text: shape::member(json, "text", shape::text)?,
        scheme: shape::member(json, "scheme", shape::text)?,
        values: shape::member(json, "values", read_values)?,
        stamp: read_stamp(json)?,
    };
    Ok((read_key(json)?, words))
}

impl ChangeRecord {
    fn json(&self) -> Json<'static> {
        let mut members = object([
            ("form", Json::text(self.form.as_str())),
            ("key", Json::text(self.key.as_str())),
            ("field", Json::text(self.field.as_str())),
            ("old", Json::text(self.old.as_str())),
            ("new", Json::text(self.new.as_str())),
        ]);
        shape::push_text(&mut members, "reason", &self.reason);
        members.extend(stamp_members(&self.stamp));
        Json::Object(members)
    }

    fn read(json: &Json<'_>) -> Read<Self> {
        Ok(Self {
            form: shape::member(json, "form", shape::text)?,
            key: shape::member(json, "key", shape::text)?,
            field: shape::member(json, "field", shape::text)?,
            old: shape::text_or_empty(json, "old")?,
            new: shape::text_or_empty(json, "new")?,
            reason: shape::text_or_empty(json, "reason")?,
            stamp: read_stamp(json)?,
        })
    }
}
