//! The figures of a whole county, worked out once more by an engine that knows nothing of ours.

use crate::process::{cargo, minutes, output};
use crate::{Trouble, duckdb, paths};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sishang::demo::county::{County, Options};
use sishang::period::Period;
use sishang::scheme::builtin;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

/// Makes a county's files, rolls them up, and has DuckDB compute every figure of every table from the same files.
///
/// Without a Python that can have DuckDB the step is left out, and says so: nothing else needs one.
pub(crate) fn compare() -> Result<(), Trouble> {
    let python = match duckdb::python() {
        Ok(python) => python,
        Err(trouble) => {
            println!(
                "Left out: {trouble}. With python3 and its venv module, this compares every figure with DuckDB's."
            );
            return Ok(());
        }
    };
    let folder = paths::target().join("oracle");
    let [files, before, out, public] = ["files", "before", "out", "public"].map(|name| folder.join(name));
    for folder in [&files, &before, &out, &public] {
        drop(std::fs::remove_dir_all(folder));
        std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let expected = folder.join("offices.csv");
    make(&files, &before, &expected)?;
    let sishang = |arguments: &mut Command| output(arguments, minutes(15));
    let run = ["run", "--locked", "--quiet", "--bin", "sishang", "--"];
    let scheme = sishang(cargo().args(run).args(["scheme", "show", "--format", "json"]))?;
    let path = folder.join("scheme.json");
    write(&path, &scheme)?;
    // One office is missing, which ends the command with 1: what it wrote is what counts.
    let rollup = |out: &Path, flags: &[&str]| {
        sishang(
            cargo()
                .args(run)
                .arg("rollup")
                .args([&files, &before])
                .args(["--period", "2026-10", "--expected"])
                .arg(&expected)
                .arg("--out")
                .arg(out)
                .args(flags),
        )
    };
    let _one_is_missing = (rollup(&out, &[]), rollup(&public, &["--public", "--no-audit"]));
    let script = paths::root().join("tests/oracle/county.py");
    let said =
        output(Command::new(python).arg(script).args([&files, &before, &expected, &out, &public, &path]), minutes(10))?;
    println!("{}", said.trim());
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), Trouble> {
    std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

/// The files of two months in the middle of a month, the list of the offices, and the county's own figures.
fn make(files: &Path, before: &Path, expected: &Path) -> Result<(), Trouble> {
    let period: Period = "2026-10".parse().map_err(|_| "no period".to_owned())?;
    let (scheme, county) = (builtin(), County::new(&Options::halfway(7, period)));
    let mut list = String::new();
    for (at, office) in county.offices().enumerate() {
        writeln!(list, "{},{}", office.code, office.name).map_err(|error| error.to_string())?;
        for (folder, period) in [(files, period), (before, county.before())] {
            let Some(file) = county.file(&scheme, at, period) else { continue };
            let mut json: Value = serde_json::from_str(&file.text).map_err(|error| error.to_string())?;
            if folder == files {
                grown(&mut json, at);
                if at == 0 {
                    write(&files.join("county.json"), &own(&json)?)?;
                }
            }
            write(&folder.join(&file.name), &sealed(json)?)?;
        }
    }
    write(expected, &list)
}

/// Townships do not work out growth of their own; some are given theirs by the county here, so that they can be ranked.
fn grown(json: &mut Value, office: usize) {
    let keys = ["industry_growth", "fixed_growth", "retail_growth", "service_growth"].iter().enumerate();
    for (nth, key) in keys.filter(|(nth, _)| !(office + nth).is_multiple_of(4)) {
        let percent = i64::try_from((office * 7 + nth * 5) % 19).unwrap_or_default() - 8;
        put(json, "/forms/area/0", key, json!(percent));
    }
}

/// The county's own submission, with nothing but what is its own: the figures of the area.
fn own(first: &Value) -> Result<String, Trouble> {
    let mut own = first.clone();
    let above = first.pointer("/office/parents").and_then(Value::as_array).cloned().unwrap_or_default();
    let (county, above) = above.split_first().ok_or("the offices have no county")?;
    put(&mut own, "", "office", county.clone());
    put(&mut own, "/office", "parents", json!(above));
    put(&mut own, "", "id", json!("oracle-own"));
    put(&mut own, "", "forms", json!({ "area": first.pointer("/forms/area"), "admission_target": [] }));
    put(&mut own, "/forms/area/0", "fixed_growth", json!(5));
    for list in ["findings", "changes", "void_explanations"] {
        put(&mut own, "", list, json!([]));
    }
    if let Some(own) = own.as_object_mut() {
        own.remove("earlier");
    }
    sealed(own)
}

/// With the digest that belongs to it.
fn sealed(mut json: Value) -> Result<String, Trouble> {
    if let Some(object) = json.as_object_mut() {
        object.remove("digest");
    }
    let canonical = serde_json_canonicalizer::to_vec(&json).map_err(|error| error.to_string())?;
    put(&mut json, "", "digest", json!(format!("{:x}", Sha256::digest(&canonical))));
    Ok(json.to_string())
}

/// Puts a member into the object at a place.
fn put(json: &mut Value, pointer: &str, key: &str, value: Value) {
    if let Some(object) = json.pointer_mut(pointer).and_then(Value::as_object_mut) {
        object.insert(key.to_owned(), value);
    }
}
