//! Reading the head of a submission.

use std::collections::BTreeSet;

use super::{AnswerRecord, Answers, ChangeRecord, FindingRecord, Head, SchemeName, Signed, Status, Tool};
use crate::exchange::error::Wanted;
use crate::exchange::json::Json;
use crate::exchange::record::read_standing;
use crate::exchange::returned::{read_comment, read_frame};
use crate::exchange::shape::{self, Read, Shape};
use crate::exchange::waiver::read_waivers;
use crate::period::Period;
use crate::scheme::Severity;
use crate::workbook::{Answer, Explanation, FindingKey, Office, Place, Signers, Stamp};

/// The members of a submission.
const MEMBERS: [&str; 22] = [
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
    "standing",
    "forms",
    "findings",
    "void_explanations",
    "changes",
    "answers",
    "waivers",
    "earlier",
    "previous",
    "digest",
];

impl Head {
    /// Reads everything but the records, `digest` included.
    pub(in crate::exchange) fn read(json: &Json<'_>) -> Read<Self> {
        let scheme = shape::member(json, "scheme", scheme_name)?;
        let tag = scheme.tag();
        let revision = shape::member(json, "revision", shape::count)?;
        let status = shape::member(json, "status", status)?;
        let told = shape::optional(json, "final_revision", shape::count)?.unwrap_or_default();
        Ok(Self {
            tool: tool(json)?,
            scheme,
            id: shape::member(json, "id", shape::text)?,
            demonstration: shape::optional(json, "demonstration", shape::truth)?.unwrap_or_default(),
            office: shape::member(json, "office", office)?,
            period: shape::member(json, "period", period)?,
            revision,
            final_revision: if status == Status::Final { revision } else { told },
            status,
            signed: shape::member(json, "signed", signed)?,
            standing: shape::optional(json, "standing", read_standing)?.unwrap_or_default(),
            findings: shape::each_of(json, "findings", |json| FindingRecord::read(json, &tag))?,
            void_explanations: shape::each_of(json, "void_explanations", read_void)?,
            changes: shape::each_of(json, "changes", ChangeRecord::read)?,
            answers: shape::optional(json, "answers", read_answers)?,
            waivers: shape::optional(json, "waivers", read_waivers)?.unwrap_or_default(),
            previous: shape::optional(json, "previous", shape::digest)?.unwrap_or_default(),
            digest: shape::member(json, "digest", shape::digest)?,
        })
    }

    /// Names of members that this version does not know.
    pub(in crate::exchange) fn unknown_members(json: &Json<'_>) -> Vec<String> {
        let known: BTreeSet<&str> = MEMBERS.iter().copied().collect();
        let Json::Object(members) = json else { return Vec::new() };
        members.iter().filter(|(name, _)| !known.contains(name.as_ref())).map(|(name, _)| name.to_string()).collect()
    }
}

impl FindingRecord {
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
            waived: shape::optional(json, "waived", shape::truth)?.unwrap_or_default(),
        })
    }
}

impl ChangeRecord {
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

pub(in crate::exchange) fn scheme_name(json: &Json<'_>) -> Read<SchemeName> {
    Ok(SchemeName {
        id: shape::member(json, "id", shape::some_text)?,
        edition: shape::member(json, "edition", shape::some_text)?,
        digest: shape::text_or_empty(json, "digest")?,
    })
}

/// The program that wrote a file, where it says so.
pub(in crate::exchange) fn tool(json: &Json<'_>) -> Read<Tool> {
    let read = |json| {
        let name = shape::member(json, "name", shape::text)?;
        Ok(Tool { name, version: shape::member(json, "version", shape::text)? })
    };
    let tool = shape::optional(json, "tool", read)?;
    Ok(tool.unwrap_or_else(|| Tool { name: String::new(), version: String::new() }))
}

pub(in crate::exchange) fn place(json: &Json<'_>) -> Read<Place> {
    Ok(Place { code: shape::member(json, "code", shape::text)?, name: shape::member(json, "name", shape::text)? })
}

pub(in crate::exchange) fn office(json: &Json<'_>) -> Read<Office> {
    Ok(Office {
        code: shape::member(json, "code", shape::text)?,
        name: shape::member(json, "name", shape::text)?,
        parents: shape::each_of(json, "parents", place)?,
    })
}

pub(in crate::exchange) fn period(json: &Json<'_>) -> Read<Period> {
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

pub(in crate::exchange) fn signed(json: &Json<'_>) -> Read<Signed> {
    let signers = Signers {
        filler: shape::text_or_empty(json, "filler")?,
        statistics_lead: shape::text_or_empty(json, "statistics_lead")?,
        head: shape::text_or_empty(json, "head")?,
        phone: shape::text_or_empty(json, "phone")?,
    };
    Ok(Signed { signers, at: shape::member(json, "at", shape::text)? })
}

fn read_key(json: &Json<'_>) -> Read<FindingKey> {
    Ok(FindingKey {
        rule: shape::member(json, "rule", shape::text)?,
        field: shape::text_or_empty(json, "field")?,
        form: shape::member(json, "form", shape::text)?,
        key: shape::member(json, "key", shape::text)?,
    })
}

pub(in crate::exchange) fn read_values(json: &Json<'_>) -> Read<Vec<(String, String)>> {
    shape::each(json, |json| {
        Ok((shape::member(json, "name", shape::text)?, shape::member(json, "value", shape::text)?))
    })
}

pub(in crate::exchange) fn read_stamp(json: &Json<'_>) -> Read<Stamp> {
    Ok(Stamp { by: shape::text_or_empty(json, "by")?, at: shape::member(json, "at", shape::text)? })
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

fn read_answers(json: &Json<'_>) -> Read<Answers> {
    let mut note = shape::member(json, "return", read_frame)?;
    let items = shape::member(json, "comments", |json| {
        shape::each(json, |json| {
            let answer = shape::optional(json, "answer", |json| {
                Ok(Answer { text: shape::member(json, "text", shape::some_text)?, stamp: read_stamp(json)? })
            })?;
            let item = AnswerRecord { changes: shape::each_of(json, "changes", ChangeRecord::read)?, answer };
            Ok((read_comment(json)?, item))
        })
    })?;
    let (comments, items) = items.into_iter().unzip();
    note.comments = comments;
    crate::exchange::returned::check_names(&note.comments)?;
    Ok(Answers { note, items })
}
