//! The command `sishang`.

fn main() {}
