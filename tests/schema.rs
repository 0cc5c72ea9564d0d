//! The JSON Schema, judged by an independent validator.

use jsonschema::Validator;
use serde_json::{Value, json};
use sishang::demo;
use sishang::exchange::{FileKind, Limits, Status, build, json as strict, open, schema, write};
use sishang::scheme::builtin;
use sishang::workbook::Session;

pub(crate) fn validator() -> Validator {
    let schema = schema(&builtin());
    assert!(jsonschema::meta::is_valid(&schema), "it is no JSON Schema");
    jsonschema::validator_for(&schema).unwrap()
}

pub(crate) fn valid(validator: &Validator, file: &str) {
    let instance: Value = serde_json::from_str(file).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&instance).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

/// Whether a file of this kind fits its schema.
pub(crate) fn valid_as(kind: FileKind, file: &str) {
    let schema = kind.schema(&builtin());
    assert!(jsonschema::meta::is_valid(&schema), "it is no JSON Schema");
    valid(&jsonschema::validator_for(&schema).unwrap(), file);
}

fn demonstration() -> String {
    let scheme = builtin();
    let session = Session::new(scheme.clone(), demo::months(&scheme, "demo").current);
    write(&build(&session, Status::Draft, "2026-11-05T10:00:00+08:00"))
}

#[test]
fn exported_files_fit_the_schema() {
    let file = demonstration();
    valid(&validator(), &file);
    let json: Value = serde_json::from_str(&file).unwrap();
    assert_eq!(json["demonstration"], true);
    assert_eq!(json["forms"]["units"][0]["category"], "工业", "computed fields are there for other readers");
    assert!(json["forms"]["industry"][0]["output"]["month"].is_number());
    assert!(json["earlier"]["prev"]["forms"]["units"].as_array().unwrap().len() == 29);
}

/// What the schema refuses, opening refuses too, or shows as a value that does not follow.
#[test]
fn the_schema_and_the_reader_agree_on_what_is_broken() {
    let validator = validator();
    let whole: Value = serde_json::from_str(&demonstration()).unwrap();
    let breaks: [(&str, Value); 20] = [
        ("/version", json!(2)),
        ("/version", json!("1")),
        ("/format", json!("sishang-return")),
        ("/scheme/id", json!(7)),
        ("/office", json!([])),
        ("/office/parents/0/code", json!(411_425)),
        ("/period", json!("2026年10月")),
        ("/period", json!(202_610)),
        ("/revision", json!(0)),
        ("/revision", json!(1.5)),
        ("/status", json!("done")),
        ("/signed", json!("张三")),
        ("/forms", json!([])),
        ("/forms/units", json!({})),
        ("/forms/units/0", json!("u001")),
        ("/forms/units/0/key", json!(1)),
        ("/forms/industry/0/output", json!({ "month": [1] })),
        ("/forms/industry/0/entered", json!({ "by": 1, "at": "" })),
        ("/forms/industry/0/output/month", Value::Null),
        ("/findings/0/severity", json!("fatal")),
    ];
    for (path, value) in breaks {
        let mut broken = whole.clone();
        *broken.pointer_mut(path).unwrap() = value.clone();
        let text = resealed(broken.clone());
        assert!(!validator.is_valid(&broken), "{path} {value}: fits the schema");
        let opened = open(text.as_bytes(), &builtin(), &Limits::default());
        assert!(opened.is_err(), "{path} {value}: opens");
    }
    // Types of single values: the reader reads them as texts and says that they are not as they would be written.
    for (path, value) in [
        ("/forms/industry/0/output/month", json!("5810")),
        ("/forms/units/0/name", json!(5)),
        ("/forms/units/0/operating", json!("正常运营")),
        ("/forms/projects/0/started", json!(202_504)),
        ("/forms/projects/0/private_capital", json!("是")),
        ("/forms/industry/0/output", json!(5810)),
    ] {
        let mut broken = whole.clone();
        *broken.pointer_mut(path).unwrap() = value.clone();
        assert!(!validator.is_valid(&broken), "{path} {value}: fits the schema");
        let opened = open(resealed(broken).as_bytes(), &builtin(), &Limits::default()).unwrap();
        assert!(!opened.mismatches.is_empty(), "{path} {value}: is not noticed");
    }
}

/// With the digest of what it is now, as another program would write it.
fn resealed(mut json: Value) -> String {
    let text = json.to_string();
    let digest = strict::digest(&strict::parse(&text, &Limits::default()).unwrap());
    json["digest"] = digest.into();
    json.to_string()
}

#[test]
fn the_digest_is_that_of_rfc_8785() {
    let file = demonstration();
    let mut json: Value = serde_json::from_str(&file).unwrap();
    let claimed = json.as_object_mut().unwrap().remove("digest").unwrap();
    // Both halves by other code than the reader's own.
    let canonical = serde_json_canonicalizer::to_vec(&json).unwrap();
    let digest = <sha2::Sha256 as sha2::Digest>::digest(canonical);
    assert_eq!(claimed, format!("{digest:x}"));
}
