//! What is worked out from what was received, so that drawing the page again does not work it out again.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use sishang::report::{Options, Partials, Report, Secrecy, TableError, Whole, tabulate_partials, tabulate_public};
use sishang::rollup::{table_parts_by, whole_place};
use sishang::scheme::CompiledScheme;

use super::Gather;

/// A report table, or why there is none.
pub(crate) type Tabulated = Result<Rc<Report>, String>;

/// The parts of the whole, and its own submission.
type Parts = (Vec<Partials>, Option<Partials>);

/// Results of one state of the roll-up.
#[derive(Debug, Default)]
pub(crate) struct Made {
    /// For all tables, which those for the public need: what is withheld depends on all that is published.
    parts: OnceCell<Option<Parts>>,
    secrecy: OnceCell<Secrecy>,
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
        let place = whole_place(&self.rollup);
        let whole = Whole { place: &place, period: self.rollup.period.ok_or(NO_PERIOD)? };
        let made = if options.public {
            let (parts, own) = self.made.parts.get_or_init(|| self.parts(scheme, None)).as_ref().ok_or(NO_PERIOD)?;
            let secrecy = self.made.secrecy.get_or_init(|| Secrecy::of(scheme, whole, parts, own.as_ref()));
            tabulate_public(scheme, key, whole, parts, own.as_ref(), options.order, secrecy)
        } else {
            let (parts, own) = self.parts(scheme, scheme.table(key)).ok_or(NO_PERIOD)?;
            tabulate_partials(scheme, key, whole, &parts, own.as_ref(), options)
        };
        match made {
            Ok(report) => Ok(Rc::new(report)),
            Err(TableError::NotPublic { label }) => {
                Err(format!("“{label}”里有单个单位或项目的数，不能公开。去掉“公开用”就能看。"))
            }
            Err(TableError::Unknown { key }) => Err(format!("制度里没有报表 {key}。")),
        }
    }

    /// The parts of the whole as far as one table needs them, or all of them do.
    fn parts(&self, scheme: &CompiledScheme, table: Option<usize>) -> Option<Parts> {
        table_parts_by(scheme, &self.rollup, &|entry| self.needed.of(scheme, entry, table), &self.study)
    }
}
