//! Version 1 of the waiver file (特批单): hard findings that the office above lets pass, for its reason.

use super::FileError;
use super::json::{self, Json, Members};
use super::shape::{self, Read};
use super::submission::{
    SchemeName, Tool, period, place, place_json, read_stamp, read_values, stamp_members, values_json,
};
use crate::scheme::CompiledScheme;
use crate::workbook::Waiver;

/// The member `format` of a waiver file.
pub const WAIVER_FORMAT: &str = "sishang-waiver";

/// The text of a file with these waivers, and its digest.
pub fn write_waivers(scheme: &CompiledScheme, waivers: &[Waiver]) -> (String, String) {
    let mut json = Json::object([
        ("format", Json::text(WAIVER_FORMAT)),
        ("version", Json::count(super::VERSION)),
        ("tool", Tool::default().json()),
        ("scheme", SchemeName::of(scheme).json()),
        ("waivers", waivers_json(waivers)),
    ]);
    let digest = json::digest(&json);
    if let Json::Object(members) = &mut json {
        members.push(("digest".into(), Json::text(digest.as_str())));
    }
    (json::write(&json), digest)
}

/// The waivers of a file whose JSON was read, and its digest.
pub(super) fn read(json: &Json<'_>) -> Result<(Vec<Waiver>, String), FileError> {
    let claimed = shape::member(json, "digest", shape::digest)?;
    let waivers = shape::member(json, "waivers", read_waivers)?;
    let actual = json::digest(json);
    if actual == claimed {
        Ok((waivers, claimed))
    } else {
        Err(FileError::Digest { claimed, actual, suspects: Vec::new() })
    }
}

pub(super) fn waivers_json(waivers: &[Waiver]) -> Json<'static> {
    Json::List(waivers.iter().map(|waiver| Json::Object(waiver_members(waiver))).collect())
}

fn waiver_members(waiver: &Waiver) -> Members<'static> {
    let mut members = Members::from([
        ("from".into(), place_json(&waiver.from)),
        ("office".into(), place_json(&waiver.office)),
        ("period".into(), Json::text(waiver.period.to_string())),
        ("rule".into(), Json::text(waiver.rule.as_str())),
    ]);
    shape::push_text(&mut members, "field", &waiver.field);
    members.push(("form".into(), Json::text(waiver.form.as_str())));
    members.push(("identity".into(), Json::text(waiver.identity.as_str())));
    shape::push_text(&mut members, "title", &waiver.title);
    if !waiver.values.is_empty() {
        members.push(("values".into(), values_json(&waiver.values)));
    }
    members.push(("reason".into(), Json::text(waiver.reason.as_str())));
    members.extend(stamp_members(&waiver.stamp));
    members
}

pub(super) fn read_waivers(json: &Json<'_>) -> Read<Vec<Waiver>> {
    shape::each(json, |json| {
        Ok(Waiver {
            from: shape::member(json, "from", place)?,
            office: shape::member(json, "office", place)?,
            period: shape::member(json, "period", period)?,
            rule: shape::member(json, "rule", shape::some_text)?,
            field: shape::text_or_empty(json, "field")?,
            form: shape::member(json, "form", shape::some_text)?,
            identity: shape::member(json, "identity", shape::some_text)?,
            title: shape::text_or_empty(json, "title")?,
            values: shape::optional(json, "values", read_values)?.unwrap_or_default(),
            reason: shape::member(json, "reason", shape::some_text)?,
            stamp: read_stamp(json)?,
        })
    })
}
