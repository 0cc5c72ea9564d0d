//! The page: draws what the core decides.

fn main() {}
