//! What is worked out from what was received, so that drawing the page again does not work it out again.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use sishang::report::{Options, Partials, Report, TableError, Whole, tabulate_partials};
use sishang::rollup::{table_parts, whole_place};
use sishang::scheme::CompiledScheme;

use super::Gather;

/// A report table, or why there is none.
pub(crate) type Tabulated = Result<Rc<Report>, String>;

/// Results of one state of the roll-up.
#[derive(Debug, Default)]
pub(crate) struct Made {
    /// The parts of the whole, and its own submission.
    parts: OnceCell<Option<(Vec<Partials>, Option<Partials>)>>,
    tables: RefCell<Vec<(String, Options, Tabulated)>>,
}

impl Gather {
    /// A table of the roll-up.
    pub(crate) fn table(&self, scheme: &CompiledScheme, key: &str, options: Options) -> Tabulated {
        let is_it = |(known, of, _): &&(String, Options, Tabulated)| (known.as_str(), *of) == (key, options);
        if let Some((_, _, made)) = self.made.tables.borrow().iter().find(is_it) {
            return made.clone();
        }
        let made = self.tabulate(scheme, key, options);
        self.made.tables.borrow_mut().push((key.to_owned(), options, made.clone()));
        made
    }

    fn tabulate(&self, scheme: &CompiledScheme, key: &str, options: Options) -> Tabulated {
        const NO_PERIOD: &str = "还没有报告期。";
        let (parts, own) = self.parts(scheme).ok_or(NO_PERIOD)?;
        let place = whole_place(&self.rollup);
        let whole = Whole { place: &place, period: self.rollup.period.ok_or(NO_PERIOD)? };
        match tabulate_partials(scheme, key, whole, parts, own.as_ref(), options) {
            Ok(report) => Ok(Rc::new(report)),
            Err(TableError::NotPublic { label }) => {
                Err(format!("“{label}”里有单个单位或项目的数，不能公开。去掉“公开用”就能看。"))
            }
            Err(TableError::Unknown { key }) => Err(format!("制度里没有报表 {key}。")),
        }
    }

    /// The parts of the whole, and its own submission.
    fn parts(&self, scheme: &CompiledScheme) -> Option<&(Vec<Partials>, Option<Partials>)> {
        let parts = || table_parts(scheme, &self.rollup, &self.partials, &self.study);
        self.made.parts.get_or_init(parts).as_ref()
    }
}
