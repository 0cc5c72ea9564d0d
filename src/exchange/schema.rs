//! The JSON Schema (2020-12) of the submission under a scheme, for other programs.

mod others;

pub use others::FileKind;

use serde_json::{Map, Value, json};

use super::record::RESERVED;
use super::submission::{FORMAT, VERSION};
use crate::measure::{Column, Measure};
use crate::scheme::{FieldDef, FieldType, FormDef, FormKind, Scheme, Single};
use crate::workbook::{Absence, Standing};

/// The JSON Schema of submissions under this scheme.
///
/// It says what the members are and what type a value has. Whether values are right is for the edit rules.
pub fn schema(scheme: &Scheme) -> Value {
    let forms: Map<String, Value> =
        scheme.forms.iter().map(|form| (form.key.clone(), records(&format!("form_{}", form.key)))).collect();
    let mut definitions = common();
    for form in &scheme.forms {
        definitions.insert(format!("form_{}", form.key), record(scheme, form));
    }
    definitions.insert(
        "forms".to_owned(),
        json!({
            "description": "按表列出记录；报表制度里没有的表照原样保留",
            "type": "object",
            "properties": forms,
            "additionalProperties": records("foreign_record"),
        }),
    );
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:sishang:submission:{VERSION}:{}", scheme.tag()),
        "title": format!("四上台账报送文件（{} {}）", scheme.name, scheme.edition),
        "description": "digest 是去掉 digest 后按 RFC 8785 规范化的 SHA-256；缺数即不写，不用 null",
        "type": "object",
        "properties": members(scheme),
        "required": ["format", "version", "scheme", "id", "office", "period", "revision", "status", "signed", "forms",
            "findings", "digest"],
        "if": { "properties": { "status": { "const": "final" } } },
        "then": { "properties": { "signed": { "properties": {
            "filler": { "minLength": 1 }, "statistics_lead": { "minLength": 1 },
            "head": { "minLength": 1 }, "phone": { "minLength": 1 },
        }, "required": ["filler", "statistics_lead", "head", "phone", "at"] } } },
        "$defs": definitions,
    })
}

fn members(scheme: &Scheme) -> Value {
    json!({
        "format": { "const": FORMAT },
        "version": { "const": VERSION },
        "tool": object(json!({ "name": text("写文件的程序"), "version": text("其版本") }), &["name", "version"]),
        "scheme": object(json!({
            "id": { "const": scheme.id, "description": "报表制度" },
            "edition": text("版本"),
            "digest": text("报表制度内容的 SHA-256"),
        }), &["id", "edition"]),
        "id": text("工作簿的编号"),
        "demonstration": { "type": "boolean", "description": "演示数据，不是真实报送" },
        "office": object(json!({
            "code": text("区划代码"),
            "name": text("报送单位"),
            "parents": { "type": "array", "description": "上级，由近及远", "items": object(json!({
                "code": text("区划代码"), "name": text("名称"),
            }), &["code", "name"]) },
        }), &["code", "name"]),
        "period": { "type": "string", "description": "报告期：2026-10、2026-0102（1—2月）、2026-Q3、2026、2026-10-T2（中旬）、2026-W41",
            "pattern": "^[0-9]{4}(-([0-9]{2}|0102|Q[1-4]|[0-9]{2}-T[1-3]|W[0-9]{2}))?$" },
        "revision": { "type": "integer", "minimum": 1, "description": "第几版，每写一次文件加一" },
        "final_revision": { "type": "integer", "minimum": 1, "description": "最近一次正式报送是第几版" },
        "status": { "enum": ["draft", "final"], "description": "draft 草稿，final 正式" },
        "signed": object(json!({
            "filler": text("填表人"), "statistics_lead": text("统计负责人"), "head": text("单位负责人"),
            "phone": text("联系电话"), "at": text("写文件的时间，当地时间带时差"),
        }), &["at"]),
        "standing": standing("新记录的数据状态，缺省为 final"),
        "forms": { "$ref": "#/$defs/forms" },
        "findings": { "type": "array", "description": "审核结果", "items": { "$ref": "#/$defs/finding" } },
        "void_explanations": { "type": "array", "description": "因数据或制度变动而失效的说明",
            "items": { "$ref": "#/$defs/void_explanation" } },
        "changes": { "type": "array", "description": "上次正式报送以来的更正", "items": { "$ref": "#/$defs/change" } },
        "answers": { "$ref": "#/$defs/answers" },
        "waivers": { "type": "array", "description": "上级特批", "items": { "$ref": "#/$defs/waiver" } },
        "earlier": { "type": "object", "description": "结转用的上期和上年同期记录", "properties": {
            "prev": { "$ref": "#/$defs/earlier" }, "last_year": { "$ref": "#/$defs/earlier" },
        }, "additionalProperties": false },
        "previous": { "$ref": "#/$defs/digest", "description": "上一版文件的 digest" },
        "digest": { "$ref": "#/$defs/digest" },
    })
}

fn common() -> Map<String, Value> {
    let key = json!({
        "rule": text("审核关系编号"), "field": text("指标"), "form": text("表"), "key": text("记录"),
    });
    let with = |more: Value| {
        let mut all = key.clone();
        if let (Value::Object(all), Value::Object(more)) = (&mut all, more) {
            all.extend(more);
        }
        all
    };
    let values = json!({ "type": "array", "items": object(json!({ "name": text("名称"), "value": text("所见的值") }), &["name", "value"]) });
    let definitions = json!({
        "digest": { "type": "string", "pattern": "^[0-9a-f]{64}$" },
        "stamp": object(json!({ "by": text("录入人"), "at": text("时间") }), &["at"]),
        "value": { "type": ["string", "number", "boolean"] },
        "foreign": { "anyOf": [
            { "$ref": "#/$defs/value" },
            { "type": "object", "additionalProperties": { "$ref": "#/$defs/value" } },
        ] },
        "foreign_record": {
            "type": "object",
            "properties": record_frame(),
            "required": ["key"],
            "additionalProperties": { "$ref": "#/$defs/foreign" },
        },
        "finding": object(with(json!({
            "severity": { "enum": ["hard", "soft", "hint"], "description": "hard 强制，soft 核实，hint 提示" },
            "message": text("说明"),
            "values": values,
            "broken": { "type": "boolean", "description": "这条审核关系无法计算" },
            "waived": { "type": "boolean", "description": "上级已特批，见 waivers" },
            "explanation": object(json!({
                "text": text("核实说明"), "by": text("说明人"), "at": text("时间"), "scheme": text("制度@版本"),
            }), &["text", "at"]),
        })), &["rule", "form", "key", "severity", "message", "values"]),
        "void_explanation": object(with(json!({
            "text": text("核实说明"), "by": text("说明人"), "at": text("时间"), "scheme": text("制度@版本"), "values": values,
        })), &["rule", "form", "key", "text", "at", "scheme", "values"]),
        "earlier": object(json!({
            "period": text("报告期"), "digest": text("来源文件的 digest"), "forms": { "$ref": "#/$defs/forms" },
        }), &["period", "forms"]),
    });
    let mut all = others::shared();
    if let Value::Object(definitions) = definitions {
        all.extend(definitions);
    }
    all
}

fn standing(description: &str) -> Value {
    let description = format!("{description}：forecast 预计，flash 快报，final 正式");
    json!({ "enum": Standing::ALL.map(Standing::key), "description": description })
}

fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

/// An object with these members and no others.
fn object(properties: Value, required: &[&str]) -> Value {
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn records(definition: &str) -> Value {
    json!({ "type": "array", "items": { "$ref": format!("#/$defs/{definition}") } })
}

fn record_frame() -> Map<String, Value> {
    let frame = json!({
        "key": { "type": "string", "minLength": 1, "description": "记录的编号，逐期不变" },
        "of": { "type": "string", "minLength": 1, "description": "所属的名录行的 key" },
        "standing": standing("数据状态"),
        "absent": { "type": "object", "description": "空着的格子为什么空：not_applicable 不适用，not_reported 缺报",
            "additionalProperties": { "enum": Absence::ALL.map(Absence::key) } },
        "confirmed": { "type": "array", "description": "经核实确实为零的格子", "items": { "type": "string", "minLength": 1 },
            "uniqueItems": true },
        "entered": { "$ref": "#/$defs/stamp" },
        "typed": { "type": "object", "description": "录入的原文，凡与值的标准写法不同的", "additionalProperties": { "type": "string" } },
    });
    if let Value::Object(frame) = frame { frame } else { Map::new() }
}

fn record(scheme: &Scheme, form: &FormDef) -> Value {
    let mut properties = record_frame();
    for field in form.fields.iter().filter(|field| !RESERVED.contains(&field.key.as_str())) {
        properties.insert(field.key.clone(), cell(scheme, field));
    }
    let mut required = vec!["key"];
    match &form.kind {
        FormKind::Detail(detail) => {
            required.push("of");
            let whose = format!("所属“{}”里那一行的 key", scheme[detail.roster].label);
            properties.insert("of".to_owned(), json!({ "type": "string", "minLength": 1, "description": whose }));
        }
        FormKind::Single(_) => {
            properties.insert("of".to_owned(), json!(false));
            properties.insert("key".to_owned(), json!({ "const": Single::KEY, "description": "每个报送单位一条记录" }));
        }
        FormKind::Roster(_) | FormKind::Periodic(_) => drop(properties.insert("of".to_owned(), json!(false))),
    }
    json!({
        "title": form.label,
        "description": format!("{} {}", form.number, form.label),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": { "$ref": "#/$defs/foreign" },
    })
}

fn cell(scheme: &Scheme, field: &FieldDef) -> Value {
    let mut description = field.label.clone();
    if let Some(unit) = &field.unit {
        description = format!("{description}（{unit}）");
    }
    if field.is_computed() {
        description.push_str("，由程序计算");
    }
    if field.measure == Measure::Plain {
        let mut one = value(scheme, field.kind);
        if let Value::Object(members) = &mut one {
            members.insert("description".to_owned(), json!(description));
        }
        return one;
    }
    let columns: Map<String, Value> = field
        .columns()
        .iter()
        .map(|column: &Column| {
            let mut one = value(scheme, field.kind);
            if let Value::Object(members) = &mut one {
                members.insert("description".to_owned(), json!(column.label()));
            }
            (column.key().to_owned(), one)
        })
        .collect();
    json!({ "description": description, "type": "object", "properties": columns, "additionalProperties": false })
}

fn value(scheme: &Scheme, kind: FieldType) -> Value {
    match kind {
        FieldType::Number => json!({ "type": "number" }),
        FieldType::Bool => json!({ "type": "boolean" }),
        FieldType::Date => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        FieldType::Month => json!({ "type": "string", "pattern": "^[0-9]{6}$" }),
        FieldType::Code(list) => {
            let codes: Vec<&str> = scheme[list].items.iter().map(|item| item.code.as_str()).collect();
            json!({ "type": "string", "enum": codes })
        }
        FieldType::Text
        | FieldType::Uscc
        | FieldType::Industry
        | FieldType::Division
        | FieldType::Phone
        | FieldType::ProjectCode => json!({ "type": "string" }),
    }
}
