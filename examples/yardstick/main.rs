//! A fixed piece of work on generated files, to be measured beside other engines: `docs/performance.md`.
//!
//! `cargo run --release --example yardstick -- survey|register FILE OUTDIR [BREAKDOWNS]`. Reads, counts and measures with
//! the library's public functions, those that a report uses, and writes plain tables. Leaves out disclosure
//! control: the files hold nobody.

mod register;
mod scan;
mod survey;

use std::path::Path;

/// What goes wrong is told in words: this program is run by hand.
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (what, file, out, breakdowns) = match words.as_slice() {
        [what, file, out] => (what, file, out, survey::USUAL),
        [what, file, out, breakdowns] => (what, file, out, breakdowns.parse()?),
        _ => return Err("usage: yardstick survey|register FILE OUTDIR [BREAKDOWNS]".into()),
    };
    let (file, out) = (std::path::absolute(file)?, Path::new(out));
    std::fs::create_dir_all(out)?;
    match what.as_str() {
        "survey" => survey::run(&file, out, breakdowns),
        "register" => register::run(&file, out),
        other => Err(format!("no such work: {other}").into()),
    }
}
