//! DuckDB from PyPI, for comparing figures and speed: an engine that knows nothing of ours.

use crate::process::{find, minutes, output};
use crate::{Trouble, paths};
use std::path::PathBuf;
use std::process::Command;

/// The version that is installed: a comparison needs to know with what.
const VERSION: &str = "1.4.2";

/// A Python that has DuckDB, installed under `target/` where it is not there yet; or why there is none.
pub(crate) fn python() -> Result<PathBuf, Trouble> {
    let folder = paths::target().join("duckdb");
    let inner = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };
    let own = folder.join(inner);
    let has = |python: &PathBuf| output(Command::new(python).args(["-c", "import duckdb"]), minutes(2)).is_ok();
    if own.is_file() && has(&own) {
        return Ok(own);
    }
    let system = ["python3", "python"].into_iter().find_map(find).ok_or("there is no python3")?;
    println!("installing DuckDB {VERSION} from PyPI under {}", folder.display());
    output(Command::new(&system).args(["-m", "venv"]).arg(&folder), minutes(5))?;
    let wanted = format!("duckdb=={VERSION}");
    output(Command::new(&own).args(["-m", "pip", "install", "--quiet", &wanted]), minutes(10))?;
    if has(&own) { Ok(own) } else { Err("DuckDB is installed, but Python cannot import it".to_owned()) }
}
