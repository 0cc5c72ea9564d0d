//! Writing the head of a submission.

use super::{Answers, ChangeRecord, FORMAT, FindingRecord, Head, SchemeName, Signed, Tool, VERSION};
use crate::exchange::json::{Json, Members};
use crate::exchange::returned::{comment_members, frame_members};
use crate::exchange::shape;
use crate::exchange::waiver::waivers_json;
use crate::workbook::{Explanation, FindingKey, Office, Place, Stamp, Standing};

impl Head {
    /// The members before the records.
    pub(in crate::exchange) fn opening(&self) -> Members<'static> {
        let text = |own: &str| Json::text(own);
        let mut members = object([
            ("format", text(FORMAT)),
            ("version", Json::count(VERSION)),
            ("tool", self.tool.json()),
            ("scheme", self.scheme.json()),
            ("id", text(&self.id)),
        ]);
        if self.demonstration {
            members.push(("demonstration".into(), Json::Bool(true)));
        }
        members.extend(object([
            ("office", office_json(&self.office)),
            ("period", Json::text(self.period.to_string())),
            ("revision", Json::count(self.revision)),
        ]));
        if self.final_revision > 0 {
            members.push(("final_revision".into(), Json::count(self.final_revision)));
        }
        members.extend(object([("status", text(self.status.key())), ("signed", self.signed.json())]));
        if self.standing != Standing::default() {
            members.push(("standing".into(), Json::text(self.standing.key())));
        }
        members
    }

    /// The members after the records, without the digest.
    pub(in crate::exchange) fn closing(&self) -> Members<'static> {
        let mut members = object([
            ("findings", Json::List(self.findings.iter().map(FindingRecord::json).collect())),
            (
                "void_explanations",
                Json::List(self.void_explanations.iter().map(|(key, words)| void_json(key, words)).collect()),
            ),
            ("changes", Json::List(self.changes.iter().map(ChangeRecord::json).collect())),
        ]);
        if let Some(answers) = &self.answers {
            members.push(("answers".into(), answers.json()));
        }
        if !self.waivers.is_empty() {
            members.push(("waivers".into(), waivers_json(&self.waivers)));
        }
        members
    }
}

impl Tool {
    pub(in crate::exchange) fn json(&self) -> Json<'static> {
        Json::object([("name", Json::text(self.name.as_str())), ("version", Json::text(self.version.as_str()))])
    }
}

impl SchemeName {
    pub(in crate::exchange) fn json(&self) -> Json<'static> {
        Json::object([
            ("id", Json::text(self.id.as_str())),
            ("edition", Json::text(self.edition.as_str())),
            ("digest", Json::text(self.digest.as_str())),
        ])
    }
}

impl Signed {
    pub(in crate::exchange) fn json(&self) -> Json<'static> {
        let signers = &self.signers;
        Json::object([
            ("filler", Json::text(signers.filler.as_str())),
            ("statistics_lead", Json::text(signers.statistics_lead.as_str())),
            ("head", Json::text(signers.head.as_str())),
            ("phone", Json::text(signers.phone.as_str())),
            ("at", Json::text(self.at.as_str())),
        ])
    }
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
        if self.waived {
            members.push(("waived".into(), Json::Bool(true)));
        }
        if let Some(words) = &self.explanation {
            let mut inner = object([("text", Json::text(words.text.as_str()))]);
            inner.extend(stamp_members(&words.stamp));
            inner.push(("scheme".into(), Json::text(words.scheme.as_str())));
            members.push(("explanation".into(), Json::Object(inner)));
        }
        Json::Object(members)
    }
}

impl Answers {
    fn json(&self) -> Json<'static> {
        let mut frame = frame_members(&self.note);
        shape::push_text(&mut frame, "digest", &self.note.digest);
        let comments = self.note.comments.iter().zip(&self.items).map(|(comment, item)| {
            let mut members = comment_members(comment);
            if !item.changes.is_empty() {
                members.push(("changes".into(), Json::List(item.changes.iter().map(ChangeRecord::json).collect())));
            }
            if let Some(answer) = &item.answer {
                let mut words = object([("text", Json::text(answer.text.as_str()))]);
                words.extend(stamp_members(&answer.stamp));
                members.push(("answer".into(), Json::Object(words)));
            }
            Json::Object(members)
        });
        Json::object([("return", Json::Object(frame)), ("comments", Json::List(comments.collect()))])
    }
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
}

fn object<const N: usize>(members: [(&'static str, Json<'static>); N]) -> Members<'static> {
    members.into_iter().map(|(name, value)| (name.into(), value)).collect()
}

pub(in crate::exchange) fn office_json(office: &Office) -> Json<'static> {
    Json::object([
        ("code", Json::text(office.code.as_str())),
        ("name", Json::text(office.name.as_str())),
        ("parents", Json::List(office.parents.iter().map(place_json).collect())),
    ])
}

pub(in crate::exchange) fn place_json(place: &Place) -> Json<'static> {
    Json::object([("code", Json::text(place.code.as_str())), ("name", Json::text(place.name.as_str()))])
}

fn key_members(key: &FindingKey) -> Members<'static> {
    let mut members = object([("rule", Json::text(key.rule.as_str()))]);
    shape::push_text(&mut members, "field", &key.field);
    members.extend(object([("form", Json::text(key.form.as_str())), ("key", Json::text(key.key.as_str()))]));
    members
}

pub(in crate::exchange) fn values_json(values: &[(String, String)]) -> Json<'static> {
    let one = |(name, value): &(String, String)| {
        Json::object([("name", Json::text(name.as_str())), ("value", Json::text(value.as_str()))])
    };
    Json::List(values.iter().map(one).collect())
}

pub(in crate::exchange) fn stamp_members(stamp: &Stamp) -> Members<'static> {
    let mut members = Members::new();
    shape::push_text(&mut members, "by", &stamp.by);
    members.push(("at".into(), Json::text(stamp.at.as_str())));
    members
}

fn void_json(key: &FindingKey, words: &Explanation) -> Json<'static> {
    let mut members = key_members(key);
    members.push(("text".into(), Json::text(words.text.as_str())));
    members.extend(stamp_members(&words.stamp));
    members.push(("scheme".into(), Json::text(words.scheme.as_str())));
    members.push(("values".into(), values_json(&words.values)));
    Json::Object(members)
}
