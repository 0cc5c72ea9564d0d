//! Version 1 of the return note (退回单): comments on one submission, handed back down.
//!
//! It holds words only. Who receives it changes the values, or says why not; the answers travel in the next submission.

use std::collections::BTreeSet;

use super::FileError;
use super::json::{self, Json, Members};
use super::shape::{self, Read};
use super::submission::{SchemeName, Tool, period, place, place_json, read_stamp, stamp_members};
use crate::scheme::CompiledScheme;
use crate::workbook::{Comment, ReturnNote};

/// The member `format` of a return note.
pub const RETURN_FORMAT: &str = "sishang-return";

impl ReturnNote {
    /// The text of the file, in UTF-8. Gives the note its digest.
    pub fn write(&mut self, scheme: &CompiledScheme) -> String {
        let mut members = Members::from([
            ("format".into(), Json::text(RETURN_FORMAT)),
            ("version".into(), Json::count(super::VERSION)),
            ("tool".into(), Tool::default().json()),
            ("scheme".into(), SchemeName::of(scheme).json()),
        ]);
        members.extend(note_members(self));
        let mut json = Json::Object(members);
        self.digest = json::digest(&json);
        if let Json::Object(members) = &mut json {
            members.push(("digest".into(), Json::text(self.digest.as_str())));
        }
        json::write(&json)
    }
}

/// A return note whose JSON was read; the digest was not looked at yet.
pub(super) fn read(json: &Json<'_>) -> Result<ReturnNote, FileError> {
    let note = read_note(json)?;
    let actual = json::digest(json);
    if actual == note.digest {
        Ok(note)
    } else {
        Err(FileError::Digest { claimed: note.digest, actual, suspects: Vec::new() })
    }
}

/// What a note says, without the frame of the file.
pub(super) fn note_members(note: &ReturnNote) -> Members<'static> {
    let mut members = frame_members(note);
    members.push(("comments".into(), Json::List(note.comments.iter().map(comment_json).collect())));
    members
}

/// What a note says besides its comments.
pub(super) fn frame_members(note: &ReturnNote) -> Members<'static> {
    let mut members = Members::from([
        ("from".into(), place_json(&note.from)),
        ("office".into(), place_json(&note.office)),
        ("period".into(), Json::text(note.period.to_string())),
        ("revision".into(), Json::count(note.revision)),
        ("submission".into(), Json::text(note.submission.as_str())),
    ]);
    if note.demonstration {
        members.push(("demonstration".into(), Json::Bool(true)));
    }
    shape::push_text(&mut members, "text", &note.text);
    members.extend(stamp_members(&note.stamp));
    members
}

pub(super) fn comment_members(comment: &Comment) -> Members<'static> {
    let mut members = Members::from([("id".into(), Json::text(comment.id.as_str()))]);
    shape::push_text(&mut members, "form", &comment.form);
    shape::push_text(&mut members, "key", &comment.key);
    shape::push_text(&mut members, "field", &comment.field);
    members.push(("text".into(), Json::text(comment.text.as_str())));
    members.extend(stamp_members(&comment.stamp));
    members
}

fn comment_json(comment: &Comment) -> Json<'static> {
    Json::Object(comment_members(comment))
}

/// Reads what a note says; `digest` too where it is there.
pub(super) fn read_note(json: &Json<'_>) -> Read<ReturnNote> {
    let mut note = read_frame(json)?;
    note.comments = shape::each_of(json, "comments", read_comment)?;
    check_names(&note.comments)?;
    Ok(note)
}

/// No two comments may have one name: answers go by it.
pub(super) fn check_names(comments: &[Comment]) -> Read<()> {
    let mut names = BTreeSet::new();
    match comments.iter().find(|comment| !names.insert(comment.id.as_str())) {
        Some(twice) => {
            let (form, key) = ("comments".to_owned(), twice.id.clone());
            Err(shape::Shape::whole(FileError::DuplicateRecord { form, key }))
        }
        None => Ok(()),
    }
}

/// A note without its comments.
pub(super) fn read_frame(json: &Json<'_>) -> Read<ReturnNote> {
    Ok(ReturnNote {
        from: shape::member(json, "from", place)?,
        office: shape::member(json, "office", place)?,
        period: shape::member(json, "period", period)?,
        revision: shape::member(json, "revision", shape::count)?,
        submission: shape::member(json, "submission", shape::digest)?,
        demonstration: shape::optional(json, "demonstration", shape::truth)?.unwrap_or_default(),
        text: shape::text_or_empty(json, "text")?,
        comments: Vec::new(),
        stamp: read_stamp(json)?,
        digest: shape::optional(json, "digest", shape::digest)?.unwrap_or_default(),
    })
}

pub(super) fn read_comment(json: &Json<'_>) -> Read<Comment> {
    Ok(Comment {
        id: shape::member(json, "id", shape::some_text)?,
        form: shape::text_or_empty(json, "form")?,
        key: shape::text_or_empty(json, "key")?,
        field: shape::text_or_empty(json, "field")?,
        text: shape::member(json, "text", shape::some_text)?,
        stamp: read_stamp(json)?,
    })
}
