//! Runs one target over many inputs and keeps what went wrong.

use std::fmt;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use peak_alloc::PeakAlloc;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::targets::{Place, Target};

/// How much memory an input may take, as a multiple of its unpacked size.
const TIMES_INPUT: usize = 20;

/// What any input may take: buffers that do not grow with it, and 2 kB for each of the 16,384 columns that 32 kB of
/// headings can ask for, most of it while their meaning is guessed.
const ALLOWANCE: usize = 32 << 20;

/// How long an input may keep the processor busy.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long the processor has been busy for this thread, so that a busy machine makes no input slow; where the system
/// does not say, how late it is since `start`.
fn busy(start: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// What became of a run.
pub(crate) struct Report {
    name: &'static str,
    seed: u64,
    inputs: u64,
    bytes: u64,
    slowest: (Duration, u64),
    largest: (usize, u64),
    /// The number of each input that failed, and how.
    pub(crate) failures: Vec<(u64, String)>,
}

/// Runs `target` on the inputs with these numbers.
pub(crate) fn run(target: &Target, seed: u64, numbers: Range<u64>, memory: &PeakAlloc) -> Report {
    let start = Instant::now();
    let place = Place::new();
    let samples = (target.samples)();
    let mut report = Report {
        name: target.name,
        seed,
        inputs: 0,
        bytes: 0,
        slowest: (Duration::ZERO, 0),
        largest: (0, 0),
        failures: Vec::new(),
    };
    std::panic::set_hook(Box::new(|_| {}));
    for number in numbers {
        let mut draws = ChaCha8Rng::seed_from_u64(seed.wrapping_mul(1_000_003).wrapping_add(number));
        let input = (target.make)(&mut draws, &samples);
        report.inputs += 1;
        report.bytes += input.bytes.len() as u64;
        let before = memory.current_usage();
        memory.reset_peak_usage();
        let before_reading = busy(start);
        let outcome = catch_unwind(AssertUnwindSafe(|| (target.read)(&place, &input, &mut draws)));
        let took = busy(start).saturating_sub(before_reading);
        let used = memory.peak_usage().saturating_sub(before);
        let allowed = ALLOWANCE + TIMES_INPUT * input.unpacked.max(input.bytes.len());
        let mut fail = |what: String| report.failures.push((number, what));
        if let Err(panic) = outcome {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            fail(format!("panic: {}", text.unwrap_or_default()));
        }
        if took > PATIENCE {
            fail(format!("took {took:?}"));
        }
        if used > allowed {
            fail(format!("{used} bytes of memory for {} bytes of input", input.bytes.len()));
        }
        report.slowest = report.slowest.max((took, number));
        report.largest = report.largest.max((used, number));
        if report.failures.len() > 10 {
            break;
        }
        if report.failures.last().is_some_and(|(failed, _)| *failed == number) {
            place.keep(target, number, &input.bytes);
        }
    }
    let _ = std::panic::take_hook();
    report
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, seed, inputs, bytes, slowest, largest, failures } = self;
        writeln!(f, "{name}: {inputs} inputs of {} bytes on average, seed {seed}", bytes / inputs.max(&1))?;
        writeln!(
            f,
            "  allowed: {} s, and memory of {} MiB and {TIMES_INPUT} times the unpacked input",
            PATIENCE.as_secs(),
            ALLOWANCE >> 20
        )?;
        writeln!(
            f,
            "  slowest {:?} (input {}), most memory {} KiB (input {})",
            slowest.0,
            slowest.1,
            largest.0 >> 10,
            largest.1
        )?;
        for (number, what) in failures {
            writeln!(f, "  FAILED input {number}: {what}")?;
        }
        write!(f, "  failures: {}", failures.len())
    }
}
