//! Packs the code lists for embedding.

fn main() {
    println!("cargo::rerun-if-changed=src/build.rs");
}
