//! From navigation to the first picture that can be used.

use super::{Line, summary};
use crate::devtools::Chromium;
use crate::{Trouble, paths, shots};
use std::path::Path;

const RUNS: u32 = 10;

/// Each run is a fresh browser with a fresh profile, so nothing is remembered from the run before.
pub(crate) fn measure(chromium: &Path) -> Result<Line, Trouble> {
    let mut times = Vec::new();
    let mut version = String::new();
    for run in 0..=RUNS {
        let profile = paths::target().join("bench-profile");
        if profile.exists() {
            std::fs::remove_dir_all(&profile)
                .map_err(|error| format!("cannot clear {}: {error}", profile.display()))?;
        }
        let browser = Chromium::start(chromium, &profile, (1366, 768))?;
        let page = shots::open(&browser, (1366, 768))?;
        page.until("performance.getEntriesByName('sishang-painted').length > 0")?;
        let usable = page.evaluate("performance.getEntriesByName('sishang-painted')[0].startTime")?;
        version = page.evaluate("navigator.userAgent.match(/Chrome.([0-9]+)/)[1]")?.as_str().unwrap_or("?").into();
        // The first run also warms the disk.
        if run > 0 {
            times.push(usable.as_f64().ok_or("the page did not say when it was usable")?);
        }
    }
    let result = summary(times).ok_or("nothing was measured")?;
    Ok(Line { what: format!("opened to usable, Chromium {version}, {RUNS} runs"), result })
}
