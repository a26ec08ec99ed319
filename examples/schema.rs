//! Prints the JSON Schema of `site.json`, as it is committed:
//! `cargo run --features schema --example schema > site.schema.json`
fn main() {
    print!("{}", telswap::config::schema());
}
