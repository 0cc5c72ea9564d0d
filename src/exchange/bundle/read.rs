//! Reading a bundle: strictly what is its own, while its files are only found.

use std::ops::Range;

use super::split::{Split, split};
use super::{BUNDLE_FORMAT, BundleHead, Decision, DifferenceEntry, FigureRecord, OfficeRecord};
use crate::exchange::json::{self, Json, Limits, parse};
use crate::exchange::returned::read_note;
use crate::exchange::shape::{self, Read, Shape};
use crate::exchange::submission::{office, period, place, read_stamp, scheme_name, signed, tool};
use crate::exchange::waiver::read_waivers;
use crate::exchange::{FileError, VERSION, Wanted};
use crate::number::Decimal;

/// What was read of a bundle, and where its files stand in the text.
pub(in crate::exchange) struct Parts {
    pub head: BundleHead,
    pub files: Vec<Range<usize>>,
    pub own: Option<Range<usize>>,
}

/// Reads a bundle from its text, whose format is known.
pub(in crate::exchange) fn read(text: &str, limits: &Limits) -> Result<Parts, FileError> {
    let Some(Split { rest, files, own }) = split(text) else {
        // The strict reader says what is wrong and where.
        return match parse(text, limits) {
            Err(error) => Err(FileError::Syntax(error)),
            Ok(_) => Err(FileError::OtherKind { format: BUNDLE_FORMAT.to_owned() }),
        };
    };
    // Places in an error are those of the bundle without its files.
    let json = parse(&rest, limits).map_err(FileError::Syntax)?;
    let version = shape::member(&json, "version", shape::count)?;
    if version > VERSION {
        return Err(FileError::NewerVersion { found: version.to_string(), known: VERSION });
    }
    let head = read_head(&json)?;
    // What stands for a file is its digest; something else there is no file.
    shape::member(&json, "files", |json| shape::each(json, shape::digest))?;
    shape::optional(&json, "own", shape::digest)?;
    let actual = json::digest(&json);
    if actual != head.digest {
        return Err(FileError::Digest { claimed: head.digest, actual, suspects: Vec::new() });
    }
    Ok(Parts { head, files, own })
}

/// Reads decisions and a difference table that stand in a file by themselves: an object with `decisions` and `differences`
/// as a bundle has them. Either may be absent, and an absent difference table is none at all, while an empty one takes the
/// place of another. Where something else stands alone, both are missed: a name that is written otherwise would pass for
/// nothing decided.
///
/// # Errors
/// The first thing that is wrong.
pub fn read_decisions(text: &str, limits: &Limits) -> Result<(Vec<Decision>, Option<Vec<DifferenceEntry>>), FileError> {
    let json = parse(text.trim_start_matches('\u{feff}'), limits).map_err(FileError::Syntax)?;
    if !shape::object(&json)?.is_empty() && json.get("differences").is_none() {
        shape::member(&json, "decisions", shape::list)?;
    }
    let decisions = shape::each_of(&json, "decisions", read_decision)?;
    let differences = shape::each_of(&json, "differences", read_difference)?;
    Ok((decisions, json.get("differences").map(|_| differences)))
}

fn read_head(json: &Json<'_>) -> Read<BundleHead> {
    let rollup =
        |name: &str| -> Read<Vec<&Json<'_>>> { shape::member(json, "rollup", |json| shape::each_of(json, name, Ok)) };
    let within = |name: &'static str| move |shape: Shape| shape.under(name);
    let offices = rollup("offices")?.into_iter().map(read_office).collect::<Read<_>>().map_err(within("offices"))?;
    let figures = rollup("figures")?.into_iter().map(read_figure).collect::<Read<_>>().map_err(within("figures"))?;
    Ok(BundleHead {
        tool: tool(json)?,
        scheme: shape::member(json, "scheme", scheme_name)?,
        demonstration: shape::optional(json, "demonstration", shape::truth)?.unwrap_or_default(),
        office: shape::member(json, "office", office)?,
        period: shape::member(json, "period", period)?,
        revision: shape::member(json, "revision", shape::count)?,
        signed: shape::member(json, "signed", signed)?,
        decisions: shape::each_of(json, "decisions", read_decision)?,
        waivers: shape::optional(json, "waivers", read_waivers)?.unwrap_or_default(),
        differences: shape::each_of(json, "differences", read_difference)?,
        returns: shape::each_of(json, "returns", read_note)?,
        offices,
        figures,
        previous: shape::optional(json, "previous", shape::digest)?.unwrap_or_default(),
        digest: shape::member(json, "digest", shape::digest)?,
    })
}

fn read_decision(json: &Json<'_>) -> Read<Decision> {
    Ok(Decision {
        office: shape::member(json, "office", shape::some_text)?,
        period: shape::member(json, "period", period)?,
        digest: shape::member(json, "digest", shape::digest)?,
        reason: shape::member(json, "reason", shape::text)?,
        stamp: read_stamp(json)?,
    })
}

fn number(json: &Json<'_>) -> Read<Decimal> {
    if let Json::Number(number) = json { Ok(*number) } else { Err(Shape::wrong(json, Wanted::Number)) }
}

fn read_difference(json: &Json<'_>) -> Read<DifferenceEntry> {
    Ok(DifferenceEntry {
        form: shape::member(json, "form", shape::some_text)?,
        field: shape::member(json, "field", shape::some_text)?,
        whole: shape::member(json, "whole", number)?,
        value: shape::member(json, "value", number)?,
        reason: shape::member(json, "reason", shape::some_text)?,
        stamp: read_stamp(json)?,
    })
}

fn read_office(json: &Json<'_>) -> Read<OfficeRecord> {
    Ok(OfficeRecord {
        office: place(json)?,
        state: shape::member(json, "state", shape::some_text)?,
        revision: shape::optional(json, "revision", shape::count)?.unwrap_or_default(),
        digest: shape::optional(json, "digest", shape::digest)?.unwrap_or_default(),
    })
}

fn read_figure(json: &Json<'_>) -> Read<FigureRecord> {
    Ok(FigureRecord {
        form: shape::member(json, "form", shape::some_text)?,
        field: shape::member(json, "field", shape::some_text)?,
        records: shape::member(json, "records", shape::count)?,
        sum: shape::member(json, "sum", number)?,
    })
}
