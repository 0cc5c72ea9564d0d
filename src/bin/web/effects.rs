//! Everything outside the program: storage, locks, files, the clock, the address bar. One small file each.
//!
//! An effect ends in a message to the store, also when it fails.

pub(crate) mod clock;
pub(crate) mod copy;
pub(crate) mod entries;
pub(crate) mod fault;
pub(crate) mod files;
pub(crate) mod focus;
pub(crate) mod hash;
pub(crate) mod idb;
pub(crate) mod journal;
pub(crate) mod keys;
pub(crate) mod leaving;
pub(crate) mod lock;
pub(crate) mod memory;
pub(crate) mod owner;
pub(crate) mod paper;
pub(crate) mod saving;
pub(crate) mod shortcuts;
pub(crate) mod sized;
pub(crate) mod storage;
pub(crate) mod trouble;
