//! Writing a bundle: the head first, so that the files can follow one by one and need not all be in memory.

use super::{BUNDLE_FORMAT, BundleHead, Decision, DifferenceEntry, FigureRecord, OfficeRecord};
use crate::exchange::VERSION;
use crate::exchange::json::{self, Json, Members};
use crate::exchange::returned::note_members;
use crate::exchange::shape;
use crate::exchange::submission::{office_json, stamp_members};
use crate::exchange::waiver::waivers_json;

impl BundleHead {
    /// Gives the bundle its digest, from the digests of the files that it is going to hold.
    pub fn seal(&mut self, files: &[&str], own: Option<&str>) {
        let mut members = self.members();
        if let Some(own) = own {
            members.push(("own".into(), Json::text(own)));
        }
        members.push(("files".into(), Json::List(files.iter().map(|digest| Json::text(*digest)).collect())));
        self.digest = json::digest(&Json::Object(members));
    }

    /// The beginning of the file, up to where the first file stands. `own` is the text of a file.
    ///
    /// After it come the files, each made [`flat`], with `,\n` between them, and then [`BundleHead::CLOSING`].
    pub fn opening(&self, own: Option<&str>) -> String {
        let mut members = self.members();
        members.push(("digest".into(), Json::text(self.digest.as_str())));
        let mut text = json::write(&Json::Object(members));
        text.truncate(text.trim_end_matches(['\n', '}']).len());
        if let Some(own) = own {
            text.push_str(",\n \"own\": ");
            text.push_str(&flat(own));
        }
        text.push_str(",\n \"files\": [\n");
        text
    }

    /// The end of the file.
    pub const CLOSING: &'static str = "\n ]\n}\n";

    /// The whole file of texts that are all at hand.
    pub fn write(&self, files: &[&str], own: Option<&str>) -> String {
        let mut text = self.opening(own);
        for (at, file) in files.iter().enumerate() {
            if at > 0 {
                text.push_str(",\n");
            }
            text.push_str(&flat(file));
        }
        text.push_str(Self::CLOSING);
        text
    }

    fn members(&self) -> Members<'static> {
        let list = |items: Vec<Json<'static>>| Json::List(items);
        let mut members = Members::from([
            ("format".into(), Json::text(BUNDLE_FORMAT)),
            ("version".into(), Json::count(VERSION)),
            ("tool".into(), self.tool.json()),
            ("scheme".into(), self.scheme.json()),
        ]);
        if self.demonstration {
            members.push(("demonstration".into(), Json::Bool(true)));
        }
        members.extend([
            ("office".into(), office_json(&self.office)),
            ("period".into(), Json::text(self.period.to_string())),
            ("revision".into(), Json::count(self.revision)),
            ("signed".into(), self.signed.json()),
            (
                "rollup".into(),
                Json::object([
                    ("offices", list(self.offices.iter().map(office_record).collect())),
                    ("figures", list(self.figures.iter().map(figure).collect())),
                ]),
            ),
            ("decisions".into(), list(self.decisions.iter().map(decision).collect())),
            ("waivers".into(), waivers_json(&self.waivers)),
            ("differences".into(), list(self.differences.iter().map(difference).collect())),
            (
                "returns".into(),
                list(
                    self.returns
                        .iter()
                        .map(|note| {
                            let mut members = note_members(note);
                            shape::push_text(&mut members, "digest", &note.digest);
                            Json::Object(members)
                        })
                        .collect(),
                ),
            ),
        ]);
        shape::push_text(&mut members, "previous", &self.previous);
        members
    }
}

fn decision(decision: &Decision) -> Json<'static> {
    let mut members = Members::from([
        ("office".into(), Json::text(decision.office.as_str())),
        ("period".into(), Json::text(decision.period.to_string())),
        ("digest".into(), Json::text(decision.digest.as_str())),
        ("reason".into(), Json::text(decision.reason.as_str())),
    ]);
    members.extend(stamp_members(&decision.stamp));
    Json::Object(members)
}

fn difference(entry: &DifferenceEntry) -> Json<'static> {
    let mut members = Members::from([
        ("form".into(), Json::text(entry.form.as_str())),
        ("field".into(), Json::text(entry.field.as_str())),
        ("whole".into(), Json::Number(entry.whole)),
        ("value".into(), Json::Number(entry.value)),
        ("reason".into(), Json::text(entry.reason.as_str())),
    ]);
    members.extend(stamp_members(&entry.stamp));
    Json::Object(members)
}

fn office_record(record: &OfficeRecord) -> Json<'static> {
    let mut members = Members::from([
        ("code".into(), Json::text(record.office.code.as_str())),
        ("name".into(), Json::text(record.office.name.as_str())),
        ("state".into(), Json::text(record.state.as_str())),
    ]);
    if record.revision > 0 {
        members.push(("revision".into(), Json::count(record.revision)));
    }
    shape::push_text(&mut members, "digest", &record.digest);
    Json::Object(members)
}

fn figure(record: &FigureRecord) -> Json<'static> {
    Json::object([
        ("form", Json::text(record.form.as_str())),
        ("field", Json::text(record.field.as_str())),
        ("records", Json::count(record.records)),
        ("sum", Json::Number(record.sum)),
    ])
}

/// The text of a file on one line: without the blanks between its parts, and nothing else changed.
pub fn flat(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}');
    let mut flat = Vec::with_capacity(text.len());
    let (mut is_text, mut is_escaped) = (false, false);
    for byte in text.bytes() {
        // Outside of texts in quotation marks blanks mean nothing.
        if !is_text && byte.is_ascii_whitespace() {
            continue;
        }
        flat.push(byte);
        if byte == b'"' && !is_escaped {
            is_text = !is_text;
        }
        is_escaped = is_text && byte == b'\\' && !is_escaped;
    }
    // Only whole characters were left out.
    String::from_utf8(flat).unwrap_or_default()
}
