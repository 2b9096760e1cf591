//! Feeds damaged files to the program: no panic, no hang, no memory above twenty times the input.
//!
//! `cargo run --release --example fuzz -- [TARGET] [--count N] [--seed N]`. Deterministic: the same seed gives the same inputs, so a failure is
//! found again by its number. It mutates real layouts rather than following coverage, and so needs no
//! nightly compiler. Leaves out whether what is read is right (`tests/ingest_dialects.rs`).

#![expect(clippy::unwrap_used, reason = "a fuzzer fails by panicking")]
#![expect(clippy::print_stdout, reason = "a program of its own")]

mod mutate;
mod run;
mod targets;

use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

fn main() {
    // One input takes microseconds: handing its blocks to another thread would take longer than reading them.
    rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global().unwrap();
    let mut words = std::env::args().skip(1);
    let (mut names, mut count, mut seed, mut first) = (Vec::new(), None, 1, 0);
    while let Some(word) = words.next() {
        let mut number =
            || words.next().and_then(|word| word.parse::<u64>().ok()).expect("a number after the option");
        match word.as_str() {
            "--count" => count = Some(number()),
            "--seed" => seed = number(),
            "--from" => first = number(),
            _ => names.push(word),
        }
    }
    let mut failures = 0;
    for target in
        targets::TARGETS.iter().filter(|one| names.is_empty() || names.iter().any(|name| name == one.name))
    {
        let count = count.unwrap_or(target.full_count);
        let report = run::run(target, seed, first..first + count, &MEMORY);
        println!("{report}");
        failures += report.failures.len();
    }
    std::process::exit(i32::from(failures > 0));
}
