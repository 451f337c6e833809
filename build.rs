//! Compiles the tables under `assets/` into compact indices in `OUT_DIR`.

fn main() {
    println!("cargo::rerun-if-changed=assets");
}
