//! The tables of the scheme, worked out by several threads.

use std::thread;

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
    let own = own.as_ref();
    // Each by itself: with a nation's offices a table takes a while.
    let keys: Vec<&str> = scheme.tables_by_number().into_iter().map(|table| table.key.as_str()).collect();
    let (inner, outer): (Vec<Report>, Vec<Report>) = thread::scope(|scope| {
        // What public tables withhold is worked out from all of them at once; meanwhile the others are made.
        let wants_outer = public || apart;
        let secrecy = wants_outer.then(|| scope.spawn(|| report::Secrecy::of(scheme, whole, &parts, own)));
        let usual = report::Options::default();
        let inner: &[&str] = if writes && !public { &keys } else { &[] };
        let inner = share(inner, |key| report::tabulate_partials(scheme, key, whole, &parts, own, usual).ok());
        let secrecy = secrecy.map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        let outer = secrecy.map_or_else(Vec::new, |secrecy| {
            share(&keys, |key| report::tabulate_public(scheme, key, whole, &parts, own, None, &secrecy).ok())
        });
        (inner.into_iter().flatten().collect(), outer.into_iter().flatten().collect())
    });
    if writes && public {
        Tables { all: outer, published: None }
    } else {
        Tables { all: inner, published: apart.then_some(outer) }
    }
}
