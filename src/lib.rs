//! The core of `sishang` (四上台账).
#![deny(clippy::disallowed_methods)] // no clock, no disk, no threads: see clippy.toml
#![deny(clippy::float_arithmetic)] // quantities are exact

pub mod audit;
pub mod code;
pub mod formula;
pub mod ids;
pub mod measure;
pub mod message;
pub mod number;
pub mod period;
pub mod scheme;
pub mod workbook;
