//! The pages, one file each.

pub(crate) mod admission;
pub(crate) mod audit;
pub(crate) mod begin;
pub(crate) mod export;
pub(crate) mod fill;
pub(crate) mod gather;
pub(crate) mod home;
pub(crate) mod project;
pub(crate) mod returned;
pub(crate) mod scheme;
pub(crate) mod unit;
