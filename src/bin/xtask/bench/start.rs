//! From navigation to the first picture that can be used.

use super::{Line, summary};
use crate::devtools::{Chromium, Page};
use crate::{Trouble, shots};
use serde_json::{Value, json};
use std::path::Path;

const RUNS: usize = 10;

/// The marks that the loader sets, and what has been done at each.
const MARKS: [(&str, &str); 3] = [
    ("sishang-painted", "opened to usable"),
    ("sishang-unpacked", "– until the program is unpacked"),
    ("sishang-usable", "– until it has started, but not drawn"),
];

/// Each run is a fresh browser with a fresh profile, so nothing is remembered from the run before.
pub(crate) fn measure(chromium: &Path, file: &Path) -> Result<Vec<Line>, Trouble> {
    let mut times = MARKS.map(|_| Vec::new());
    let mut work = Vec::new();
    let mut version = Value::Null;
    for run in 0..=RUNS {
        let browser = Chromium::start(chromium, &shots::fresh_profile(), (1366, 768))?;
        let page = shots::open(&browser, file, (1366, 768))?;
        page.until("performance.getEntriesByName('sishang-painted').length > 0")?;
        work.extend(processor_time(&page)?.filter(|_| run > 0));
        version = page.evaluate("navigator.userAgent.match(/Chrome.([0-9]+)/)[1]")?;
        for (times, (mark, _)) in times.iter_mut().zip(MARKS) {
            let time = page.evaluate(&format!("performance.getEntriesByName('{mark}')[0].startTime"))?;
            // The first run only warms the disk.
            times.extend(time.as_f64().filter(|_| run > 0));
        }
    }
    let version = version.as_str().unwrap_or("?");
    let line = |(times, (_, what)): (Vec<f64>, (&str, &str))| {
        let result = summary(times).ok_or("nothing was measured")?;
        Ok(Line { what: format!("{what} (Chromium {version}, {RUNS} runs)"), result })
    };
    let work = (work, ("", "– processor time of the page's thread"));
    times.into_iter().zip(MARKS).chain([work]).map(line).collect()
}

/// Milliseconds that the page's main thread has worked since it was opened: what a busy machine does not stretch.
fn processor_time(page: &Page) -> Result<Option<f64>, Trouble> {
    let metrics = page.call("Performance.getMetrics", &json!({}))?;
    let metrics = metrics.get("metrics").and_then(Value::as_array).cloned().unwrap_or_default();
    let task = metrics.iter().find(|it| it.get("name").is_some_and(|name| name == "TaskDuration"));
    Ok(task.and_then(|it| it.get("value")?.as_f64()).map(|seconds| seconds * 1000.0))
}
