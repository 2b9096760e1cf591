//! Damaged files: a short run of the fuzzer (`fuzz/`), whose full run is a million inputs.
//!
//! Leaves out whether what is read is right (`ingest_dialects`).

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../fuzz/mutate.rs"]
mod mutate;
#[path = "../fuzz/run.rs"]
mod run;
#[path = "../fuzz/targets.rs"]
mod targets;

use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

#[test]
fn damaged_files_neither_crash_nor_hang_nor_fill_the_memory() {
    for target in &targets::TARGETS {
        // One in five hundred of a full run of text, one in a hundred of a container.
        let count = target.full_count / if target.full_count > 100_000 { 500 } else { 100 };
        let report = run::run(target, 7, 0..count, &MEMORY);
        assert!(report.failures.is_empty(), "{report}");
    }
}
