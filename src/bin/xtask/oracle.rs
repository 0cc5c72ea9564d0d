//! The figures of a whole county, worked out once more by an engine that knows nothing of ours.

use crate::process::{cargo, minutes, output};
use crate::{Trouble, duckdb, paths};
use sishang::demo::county::{County, Options};
use sishang::scheme::builtin;
use std::path::Path;
use std::process::Command;

/// Makes a county's files, rolls them up, and has DuckDB compute every sum from the same files.
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
    let (files, out) = (folder.join("files"), folder.join("out"));
    for folder in [&files, &out] {
        drop(std::fs::remove_dir_all(folder));
        std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    make(&files)?;
    let sishang = |arguments: &mut Command| output(arguments, minutes(15));
    let run = ["run", "--locked", "--quiet", "--bin", "sishang", "--"];
    let scheme = sishang(cargo().args(run).args(["scheme", "show", "--format", "json"]))?;
    let path = folder.join("scheme.json");
    std::fs::write(&path, scheme).map_err(|error| format!("{}: {error}", path.display()))?;
    // One office is missing, which ends the command with 1: what it wrote is what counts.
    let _one_is_missing = sishang(cargo().args(run).arg("rollup").arg(&files).arg("--out").arg(&out).arg("--no-audit"));
    let script = paths::root().join("tests/oracle/county.py");
    let said = output(Command::new(python).arg(script).arg(&files).arg(&out).arg(&path), minutes(10))?;
    println!("{}", said.trim());
    Ok(())
}

fn make(folder: &Path) -> Result<(), Trouble> {
    let period = "2026-10".parse().map_err(|_| "no period".to_owned())?;
    let (scheme, county) = (builtin(), County::new(&Options::halfway(7, period)));
    for office in 0..county.offices().len() {
        let Some(file) = county.file(&scheme, office, period) else { continue };
        let path = folder.join(&file.name);
        std::fs::write(&path, file.text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}
