//! The JSON Schemas of bundle, return note and waiver file, and what they share with the submission.

use serde_json::{Map, Value, json};

use super::{object, schema, text};
use crate::exchange::{BUNDLE_FORMAT, RETURN_FORMAT, VERSION, WAIVER_FORMAT};
use crate::rollup::Arrival;
use crate::scheme::Scheme;

/// The kinds of files that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// 报送文件.
    Submission,
    /// 汇总包.
    Bundle,
    /// 退回单.
    Return,
    /// 特批单.
    Waiver,
}

impl FileKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Submission, Self::Bundle, Self::Return, Self::Waiver];

    /// The word on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Submission => "submission",
            Self::Bundle => "bundle",
            Self::Return => "return",
            Self::Waiver => "waiver",
        }
    }

    /// The kind with this word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The JSON Schema (2020-12) of files of this kind under a scheme.
    pub fn schema(self, scheme: &Scheme) -> Value {
        match self {
            Self::Submission => schema(scheme),
            Self::Bundle => bundle(scheme),
            Self::Return => file(scheme, RETURN_FORMAT, "退回单", note_properties(), &NOTE, &["comments"]),
            Self::Waiver => {
                let properties = members(json!({ "waivers": list("特批", "waiver") }));
                file(scheme, WAIVER_FORMAT, "特批单", properties, &[], &["waivers"])
            }
        }
    }
}

/// What a return note must say besides its comments.
const NOTE: [&str; 6] = ["from", "office", "period", "revision", "submission", "at"];

fn members(value: Value) -> Map<String, Value> {
    if let Value::Object(members) = value { members } else { Map::new() }
}

fn list(description: &str, definition: &str) -> Value {
    json!({ "type": "array", "description": description, "items": { "$ref": format!("#/$defs/{definition}") } })
}

fn period() -> Value {
    json!({ "type": "string", "description": "报告期，如 2026-10", "minLength": 4 })
}

fn revision() -> Value {
    json!({ "type": "integer", "minimum": 1, "description": "第几版" })
}

/// A file of ours with these members between the head that all have and the digest.
fn file(
    scheme: &Scheme,
    format: &str,
    title: &str,
    more: Map<String, Value>,
    required: &[&str],
    also: &[&str],
) -> Value {
    let mut properties = members(json!({
        "format": { "const": format },
        "version": { "const": VERSION },
        "tool": object(json!({ "name": text("写文件的程序"), "version": text("其版本") }), &["name", "version"]),
        "scheme": object(json!({
            "id": { "const": scheme.id, "description": "报表制度" },
            "edition": text("版本"),
            "digest": text("报表制度内容的 SHA-256"),
        }), &["id", "edition"]),
    }));
    properties.extend(more);
    properties.insert("digest".to_owned(), json!({ "$ref": "#/$defs/digest" }));
    let required: Vec<&str> =
        ["format", "version", "scheme"].iter().chain(required).chain(also).chain(&["digest"]).copied().collect();
    let mut definitions = shared();
    definitions.insert("digest".to_owned(), json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" }));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:{}:{VERSION}:{}", format.replacen('-', ":", 1), scheme.tag()),
        "title": format!("四上台账{title}（{} {}）", scheme.name, scheme.edition),
        "type": "object",
        "properties": properties,
        "required": required,
        "$defs": definitions,
    })
}

fn note_frame() -> Map<String, Value> {
    members(json!({
        "from": { "$ref": "#/$defs/place", "description": "退回的单位" },
        "office": { "$ref": "#/$defs/place", "description": "退给哪个单位" },
        "period": period(),
        "revision": revision(),
        "submission": { "$ref": "#/$defs/digest", "description": "所退报送文件的 digest" },
        "demonstration": { "type": "boolean" },
        "text": text("总的意见"),
        "by": text("退回人"),
        "at": text("时间"),
    }))
}

fn note_properties() -> Map<String, Value> {
    let mut properties = note_frame();
    properties.insert("comments".to_owned(), list("逐条意见", "comment"));
    properties
}

fn comment() -> Map<String, Value> {
    members(json!({
        "id": { "type": "string", "minLength": 1, "description": "意见的编号" },
        "form": text("表；没有就是对整份的意见"),
        "key": text("记录"),
        "field": text("指标，如 output.ytd"),
        "text": { "type": "string", "minLength": 1, "description": "意见" },
        "by": text("提出人"),
        "at": text("时间"),
    }))
}

/// Definitions that several kinds of files refer to.
pub(super) fn shared() -> Map<String, Value> {
    let mut answer = comment();
    answer.insert("changes".to_owned(), list("改了什么", "change"));
    answer.insert(
        "answer".to_owned(),
        object(json!({ "text": text("答复"), "by": text("答复人"), "at": text("时间") }), &["text", "at"]),
    );
    let mut frame = note_frame();
    frame.insert("digest".to_owned(), json!({ "$ref": "#/$defs/digest" }));
    let mut note = frame.clone();
    note.insert("comments".to_owned(), list("逐条意见", "comment"));
    let some = |description: &str| json!({ "type": "string", "minLength": 1, "description": description });
    members(json!({
        "place": object(json!({ "code": text("代码"), "name": text("名称") }), &["code", "name"]),
        "comment": object(Value::Object(comment()), &["id", "text", "at"]),
        "change": object(json!({
            "form": text("表"), "key": text("记录"), "field": text("指标，如 output.ytd"), "old": text("原值"), "new": text("现值"),
            "reason": text("更正原因"), "by": text("更正人"), "at": text("时间"),
        }), &["form", "key", "field", "old", "new", "at"]),
        "answers": object(json!({
            "return": object(Value::Object(frame), &NOTE),
            "comments": { "type": "array", "description": "逐条改了什么、答复了什么",
                "items": object(Value::Object(answer), &["id", "text", "at"]) },
        }), &["return", "comments"]),
        "return": object(Value::Object(note), &NOTE),
        "waiver": object(json!({
            "from": { "$ref": "#/$defs/place" }, "office": { "$ref": "#/$defs/place" }, "period": period(),
            "rule": some("审核关系编号"), "field": text("指标"), "form": some("表"),
            "identity": some("统一社会信用代码或项目代码；没有的写记录的编号"), "title": text("单位名称"),
            "values": { "type": "array", "description": "只在审核关系所见正是这些值时有效；不写就不论",
                "items": object(json!({ "name": text("名称"), "value": text("所见的值") }), &["name", "value"]) },
            "reason": some("理由"), "by": text("特批人"), "at": text("时间"),
        }), &["from", "office", "period", "rule", "form", "identity", "reason", "at"]),
    }))
}

fn bundle(scheme: &Scheme) -> Value {
    let number = |description: &str| json!({ "type": "number", "description": description });
    let office = object(
        json!({ "code": text("区划代码"), "name": text("名称"), "parents": list("上级，由近及远", "place") }),
        &["code", "name"],
    );
    let properties = members(json!({
        "demonstration": { "type": "boolean" },
        "office": office,
        "period": period(),
        "revision": revision(),
        "signed": object(json!({
            "filler": text("填表人"), "statistics_lead": text("统计负责人"), "head": text("单位负责人"),
            "phone": text("联系电话"), "at": text("写文件的时间，当地时间带时差"),
        }), &["at"]),
        "rollup": object(json!({
            "offices": { "type": "array", "description": "谁报了、谁没有报", "items": object(json!({
                "code": text("代码"), "name": text("名称"), "state": { "enum": Arrival::ALL.map(Arrival::key) },
                "revision": revision(), "digest": { "$ref": "#/$defs/digest" },
            }), &["code", "name", "state"]) },
            "figures": { "type": "array", "description": "各文件相加之和，用指标自己的单位", "items": object(json!({
                "form": text("表"), "field": text("指标，如 output.ytd"),
                "records": { "type": "integer", "minimum": 1 }, "sum": number("合计"),
            }), &["form", "field", "records", "sum"]) },
        }), &[]),
        "decisions": { "type": "array", "description": "由人决定用哪一份文件", "items": object(json!({
            "office": text("单位代码"), "period": period(), "digest": { "$ref": "#/$defs/digest" },
            "reason": text("理由"), "by": text("决定人"), "at": text("时间"),
        }), &["office", "period", "digest", "reason", "at"]) },
        "waivers": list("特批", "waiver"),
        "differences": { "type": "array", "description": "差额表：总体 − 各单位之和", "items": object(json!({
            "form": text("表"), "field": text("指标，如 output.ytd"), "whole": number("总体"), "value": number("差额"),
            "reason": { "type": "string", "minLength": 1, "description": "原因" }, "by": text("填写人"), "at": text("时间"),
        }), &["form", "field", "whole", "value", "reason", "at"]) },
        "returns": list("退回单", "return"),
        "previous": { "$ref": "#/$defs/digest" },
        "own": { "$ref": "#/$defs/submission", "description": "本级自己的报送文件" },
        "files": { "type": "array", "description": "各单位的报送文件或汇总包，原样；在 digest 里各以自己的 digest 代表",
            "items": { "anyOf": [{ "$ref": "#/$defs/submission" }, { "$ref": "#" }] } },
    }));
    let required = ["office", "period", "revision", "signed", "rollup", "files"];
    let mut whole = file(scheme, BUNDLE_FORMAT, "汇总包", properties, &required, &[]);
    let mut submission = schema(scheme);
    if let (Some(submission), Some(whole)) = (submission.as_object_mut(), whole.as_object_mut()) {
        let inner = submission.remove("$defs").map(members).unwrap_or_default();
        submission.remove("$schema");
        submission.remove("$id");
        if let Some(definitions) = whole.get_mut("$defs").and_then(Value::as_object_mut) {
            definitions.extend(inner);
            definitions.insert("submission".to_owned(), Value::Object(submission.clone()));
        }
    }
    whole
}
