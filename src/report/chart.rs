//! Charts, drawn as accessible SVG with the figures beside them.
//!
//! Every chart has a title and a description in words, says what each bar is by label, figure and pattern, never by
//! colour alone, and can be read on grey paper. What a chart shows stands beside it as a table ([`Figures`]).
//!
//! Lengths are whole pixels worked out from exact decimals.

mod bars;
mod months;
mod shares;
mod svg;
mod tiles;

pub use bars::ranked_bars;
pub use months::{MonthPair, narrow_plan_and_actual, plan_and_actual};
pub use shares::shares;
pub use tiles::{Tile, tiles};

/// A drawing with what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    pub title: String,
    /// What is to be seen, in words; also the description of the drawing.
    pub summary: String,
    /// One `<svg>` element, without scripts and styles.
    pub svg: String,
    pub figures: Figures,
}

/// The figures of a chart as a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figures {
    pub heads: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

#[cfg(test)]
mod tests;
