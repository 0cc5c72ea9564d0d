//! The tables of the scheme, worked out by several threads.

use sishang::report::{self, Report};
use sishang::rollup::{PartialsByFile, RollUp, Study, table_parts, whole_place};
use sishang::scheme::CompiledScheme;

use super::share::share;

/// What was worked out.
#[derive(Default)]
pub(super) struct Tables {
    /// All tables; where only what may leave the office was asked for, those.
    pub(super) all: Vec<Report>,
    /// Those that may leave the office, where `all` has more: a bulletin is written from them, whatever else is written.
    published: Option<Vec<Report>>,
}

impl Tables {
    /// The tables that may be published, with what would tell of few units withheld.
    pub(super) fn published(&self) -> &[Report] {
        self.published.as_ref().unwrap_or(&self.all)
    }
}

/// All tables of the scheme, or only those that may leave the office.
pub(super) fn tables(
    scheme: &CompiledScheme,
    rollup: &RollUp,
    partials: &PartialsByFile,
    study: &Study,
    public: bool,
) -> Tables {
    let both = !public && !scheme.bulletins.is_empty();
    let Some((parts, own)) = table_parts(scheme, rollup, partials, study) else { return Tables::default() };
    let Some(period) = rollup.period else { return Tables::default() };
    let place = whole_place(rollup);
    let whole = report::Whole { place: &place, period };
    let keys = || scheme.tables.iter().map(|table| table.key.as_str());
    // Each by itself: with a nation's offices a table takes a while.
    let mut wanted: Vec<(&str, bool)> = keys().filter(|_| both).map(|key| (key, true)).collect();
    let first = wanted.len();
    wanted.extend(keys().map(|key| (key, public)));
    let own = own.as_ref();
    let secrecy = (public || both).then(|| report::Secrecy::of(scheme, whole, &parts, own));
    let mut made = share(&wanted, |(key, public)| match secrecy.as_ref().filter(|_| *public) {
        Some(secrecy) => report::tabulate_public(scheme, key, whole, &parts, own, None, secrecy).ok(),
        None => report::tabulate_partials(scheme, key, whole, &parts, own, report::Options::default()).ok(),
    });
    let all = made.split_off(first).into_iter().flatten().collect();
    let published: Vec<Report> = made.into_iter().flatten().collect();
    Tables { all, published: both.then_some(published) }
}
