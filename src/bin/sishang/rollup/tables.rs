//! The tables of the scheme, worked out by several threads.

use sishang::report::{self, Report};
use sishang::rollup::{PartialsByFile, RollUp, Study, table_parts, whole_place};
use sishang::scheme::CompiledScheme;

use super::share::share;
use super::{Product, RollUpOptions};

/// What was worked out.
#[derive(Default)]
pub(super) struct Tables {
    /// The tables that are written: all, or where only what may leave the office was asked for, those.
    pub(super) all: Vec<Report>,
    /// Those that may leave the office, where they are not `all`: a bulletin is written from them, whatever else is
    /// written.
    published: Option<Vec<Report>>,
}

impl Tables {
    /// The tables that may be published, with what would tell of few units withheld.
    pub(super) fn published(&self) -> &[Report] {
        self.published.as_ref().unwrap_or(&self.all)
    }
}

/// The tables of the scheme that are written, and those that the bulletins are written from.
pub(super) fn tables(
    scheme: &CompiledScheme,
    rollup: &RollUp,
    partials: &PartialsByFile,
    study: &Study,
    options: &RollUpOptions,
) -> Tables {
    let public = options.public;
    let writes = options.wants(Product::Tables);
    // The tables that are written serve for the bulletins, too, where they are public.
    let apart = options.wants(Product::Bulletins) && !(public && writes) && !scheme.bulletins.is_empty();
    if !writes && !apart {
        return Tables::default();
    }
    let Some((parts, own)) = table_parts(scheme, rollup, partials, study) else { return Tables::default() };
    let Some(period) = rollup.period else { return Tables::default() };
    let place = whole_place(rollup);
    let whole = report::Whole { place: &place, period };
    let keys = || scheme.tables_by_number().into_iter().map(|table| table.key.as_str());
    // Each by itself: with a nation's offices a table takes a while.
    let mut wanted: Vec<(&str, bool)> = keys().filter(|_| apart).map(|key| (key, true)).collect();
    let first = wanted.len();
    wanted.extend(keys().filter(|_| writes).map(|key| (key, public)));
    let own = own.as_ref();
    let secrecy = (public || apart).then(|| report::Secrecy::of(scheme, whole, &parts, own));
    let mut made = share(&wanted, |(key, public)| match secrecy.as_ref().filter(|_| *public) {
        Some(secrecy) => report::tabulate_public(scheme, key, whole, &parts, own, None, secrecy).ok(),
        None => report::tabulate_partials(scheme, key, whole, &parts, own, report::Options::default()).ok(),
    });
    let all = made.split_off(first).into_iter().flatten().collect();
    let published: Vec<Report> = made.into_iter().flatten().collect();
    Tables { all, published: apart.then_some(published) }
}
