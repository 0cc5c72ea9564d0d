//! `cargo xtask`: builds the one file, runs it, tests it, measures it.

fn main() {}
