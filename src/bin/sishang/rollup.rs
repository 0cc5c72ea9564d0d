//! `sishang rollup`: many submissions as one whole.
//!
//! Files are read by several threads, each looked at once and then let go: what is kept of a file is small, so that a
//! thousand of them fit in little memory. The bundle is written from the files themselves, one after the other.

mod collect;
mod lines;
mod products;
mod read;
mod share;
mod source;
mod tables;
mod write;

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use sishang::exchange::{Decision, Limits, read_decisions};
use sishang::message;
use sishang::period::Period;
use sishang::report::Letter;
use sishang::rollup::{self, Divergence, Expected, Intake, Level, Options, RollUp, Study, WholeFinding};
use sishang::scheme::{CompiledScheme, Severity};
use sishang::workbook::Office;

use super::args::Format;
use super::files::{self, ReadError};
use super::output::{Outcome, Output};
use super::scheme::tell_scheme_problem;

pub(crate) use products::Product;

/// What to roll up and how.
#[derive(Debug, Default)]
pub(crate) struct RollUpOptions {
    pub(crate) format: Format,
    pub(crate) scheme: Option<PathBuf>,
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) out: Option<PathBuf>,
    /// Only what may leave the office.
    pub(crate) public: bool,
    /// What is written; everything when empty.
    pub(crate) only: Vec<Product>,
    pub(crate) expected: Option<PathBuf>,
    pub(crate) decisions: Option<PathBuf>,
    /// Code and name of the office whose roll-up it is.
    pub(crate) office: Option<(String, String)>,
    pub(crate) period: Option<Period>,
    /// The time written in the bundle; the clock's without it.
    pub(crate) at: Option<String>,
    /// What the bulletins say beside their sentences.
    pub(crate) letter: Letter,
    /// Leaves out the audit of every file.
    pub(crate) no_audit: bool,
    /// How many threads read.
    pub(crate) threads: Option<usize>,
}

/// Everything that was worked out.
struct Done {
    scheme: Arc<CompiledScheme>,
    rollup: RollUp,
    study: Study,
    level: Level,
    findings: Vec<WholeFinding>,
    gathered: read::Gathered,
    /// Where the files of each conflict differ, in the order of the conflicts.
    divergences: Vec<Option<Vec<Divergence>>>,
    /// Decisions that were not used: of another period, or void.
    idle: Vec<Decision>,
    tables: tables::Tables,
    /// Files of the folders that are no JSON and were not read.
    others: Vec<PathBuf>,
}

impl RollUpOptions {
    /// Whether something is to be written.
    fn wants(&self, product: Product) -> bool {
        (self.only.is_empty() || self.only.contains(&product)) && (product.is_public() || !self.public)
    }
}

pub(crate) fn run(options: &RollUpOptions, output: &mut Output) -> Outcome {
    let Some(out) = options.out.as_deref() else { return Outcome::Usage };
    let scheme = match files::scheme(options.scheme.as_deref()) {
        Ok(scheme) => scheme,
        Err(problem) => {
            tell_scheme_problem(&problem, output);
            return Outcome::Findings;
        }
    };
    let intake = match intake(options, &scheme) {
        Ok(intake) => intake,
        Err(why) => {
            output.message(&why);
            return Outcome::Findings;
        }
    };
    // First, as it would be a pity to have read a nation's files for nothing.
    if let Err(why) = write::folder(out) {
        output.message(&why);
        return Outcome::Findings;
    }
    let done = work(options, scheme, intake, out, output);
    let written = match write::write(options, &done, out, output) {
        Ok(written) => written,
        Err(why) => {
            output.message(&why);
            return Outcome::Findings;
        }
    };
    match options.format {
        Format::Json => lines::json(&done, &written, output),
        _ => lines::text(&done, &written, output),
    }
    let outcome = if is_good(&done) { Outcome::Good } else { Outcome::Findings };
    // The process ends: to let go of what is kept of a nation's files, one by one, would only take time.
    std::mem::forget(done);
    outcome
}

/// Who is expected, what was decided, and what the roll-up is of.
fn intake(options: &RollUpOptions, scheme: &Arc<CompiledScheme>) -> Result<Intake, String> {
    let mut what = Options::of(scheme);
    if let Some(path) = &options.expected {
        what.expected = expected(path)?;
    }
    if let Some((code, name)) = &options.office {
        what.office = Some(Office { code: code.clone(), name: name.clone(), parents: Vec::new() });
    }
    what.period = options.period;
    let mut intake = Intake::new(what);
    if let Some(path) = &options.decisions {
        let text = text_of(path)?;
        let (decisions, differences) = read_decisions(&text, &Limits::default()).map_err(|error| {
            let why = message::exchange::handwritten_error(&error);
            format!("{}：{why}；写法见 sishang schema --of bundle", path.display())
        })?;
        for decision in decisions {
            intake.decide(decision);
        }
        if let Some(differences) = differences {
            intake.differ(differences);
        }
    }
    Ok(intake)
}

fn expected(path: &std::path::Path) -> Result<Vec<Expected>, String> {
    rollup::read_expected(&text_of(path)?).map_err(|error| format!("{}：{error}", path.display()))
}

fn text_of(path: &std::path::Path) -> Result<String, String> {
    let bytes = files::read(path, Limits::default().bytes).map_err(|error| match error {
        ReadError::Io(why) => format!("{}：{why}", path.display()),
        ReadError::File(error) => format!("{}：{error}", path.display()),
    })?;
    String::from_utf8(bytes).map_err(|_| format!("{}：不是 UTF-8 编码的文字，请另存为 UTF-8", path.display()))
}

fn work(
    options: &RollUpOptions,
    scheme: Arc<CompiledScheme>,
    mut intake: Intake,
    out: &std::path::Path,
    output: &mut Output,
) -> Done {
    let found = collect::collect(&options.paths, out);
    let (entries, mut gathered) = read::read(&found.files, &scheme, options, output);
    gathered.unreadable.extend(found.unreadable);
    for entry in entries {
        intake.add(entry);
    }
    let rollup = intake.settle();
    let idle = intake.decisions().iter().filter(|decision| Some(decision.period) != rollup.period);
    let idle: Vec<Decision> = idle.chain(&rollup.void_decisions).cloned().collect();
    let study = gathered.study.clone();
    let level = rollup::levels(&scheme, &rollup, &study);
    let (findings, tables) = thread::scope(|scope| {
        let findings = scope.spawn(|| rollup::whole_findings(&scheme, &rollup, &study, &level));
        let tables = tables::tables(&scheme, &rollup, &gathered.partials, &study, options);
        (findings.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), tables)
    });
    let mut source = source::Source::new(&gathered);
    let conflicts = rollup.conflicts.iter();
    let divergences = conflicts.map(|conflict| source.divergences(&scheme, conflict)).collect();
    Done { scheme, rollup, study, level, findings, gathered, divergences, idle, tables, others: found.others }
}

/// Whether nobody has to do anything.
fn is_good(done: &Done) -> bool {
    let troubled = done.rollup.fates.iter().any(|(_, fate)| fate.is_trouble());
    let lacking = done.rollup.offices.iter().any(|state| state.expected && !state.arrival.counts());
    let hard = done.findings.iter().any(|finding| finding.severity == Severity::Hard);
    let counted = done.rollup.files();
    let audits = counted.iter().filter_map(|entry| done.study.get(entry.digest()?)?.audited.as_ref());
    let wrong = audits.into_iter().any(|it| it.counts.hard > 0 || it.counts.soft > 0 || !it.differences.is_empty());
    let nothing = counted.is_empty() && done.rollup.own.is_none();
    !(nothing || !done.gathered.unreadable.is_empty() || troubled || lacking || hard || wrong)
}
