//! How often intervals hold the truth and tests cry wolf, on simulated small schools.
//!
//! `cargo run --release --example calibration [RUNS] [SEED]` prints the table of `docs/calibration.md`. RUNS counts
//! schools per line and size (default 4000; a tenth of that at n = 1000).

mod draw;
mod procedure;
mod school;

use procedure::{ALL, Line};

/// The numbers of answers per group.
const SIZES: [u32; 4] = [10, 30, 100, 1000];

fn main() {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<u64>());
    let runs = arguments.next().and_then(Result::ok).unwrap_or(4_000);
    let seed = arguments.next().and_then(Result::ok).unwrap_or(20_260_207);
    println!("| wat / what | nominaal / nominal | {} |", SIZES.map(|n| format!("n = {n}")).join(" | "));
    println!("|---|---|{}", "---|".repeat(SIZES.len()));
    for procedure in ALL {
        let cells = SIZES.map(|n| {
            let runs = if n >= 1000 { runs.div_ceil(10) } else { runs };
            Line::simulate(procedure, n, runs, seed).to_string()
        });
        println!("| {} | {} | {} |", procedure.name, procedure.kind.nominal(), cells.join(" | "));
    }
    println!("\n{runs} schools per cell ({} at n = 1000), seed {seed}.", runs.div_ceil(10));
}
