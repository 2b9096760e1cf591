//! The exit codes, as `docs/` and scripts rely on them.

use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// Done.
    Done,
    /// Done, with repaired input or other warnings.
    Warned,
    /// Wrong use of the command line.
    Usage,
    /// The input was refused: nothing was written.
    Refused,
    /// Nothing could be shown.
    NothingToShow,
    /// The audit found a hidden number that can be read back.
    Weak,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Warned => 1,
            Exit::Usage => 2,
            Exit::Refused => 3,
            Exit::NothingToShow => 4,
            Exit::Weak => 5,
        })
    }
}

/// A fault of the program itself, as `sysexits.h` numbers it.
pub(super) const BUG: u8 = 70;
