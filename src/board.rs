//! What the pages 入统 and 项目 and the wall chart (挂图) show: read out of a workbook, as data.
//!
//! The forms are known by their keys in the built-in scheme (`admission`, `progress`, `approvals`, `guarantees`,
//! `problems` …); what a county's scheme has not is simply not shown. Stages, materials, colours and the words for them
//! come from the scheme. Nothing here ranks enterprises, and nothing is filled in.

mod admission;
mod people;
mod problem;
mod project;
mod reader;
#[cfg(test)]
mod tests;

pub use admission::{Candidate, Material, Pipeline, Stage, materials, pipeline};
pub use people::{Duty, Role, duties};
pub use problem::{Problem, ProblemState, problems};
pub use project::{Approval, Fact, Guarantee, Month, ProjectLine, Sheet, lines, sheet};
