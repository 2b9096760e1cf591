//! How far a run over many schools is: one line on the terminal that is written over, and nothing in a file or pipe.

use std::io::{self, IsTerminal, Write};

use meetellen::model::Language;
use meetellen::report::Progress;

use super::language;

/// Returns what shows progress; `None` where standard error is no terminal.
pub(super) fn on_terminal() -> Option<fn(Progress)> {
    io::stderr().is_terminal().then_some(show as fn(Progress))
}

fn show(progress: Progress) {
    if let Some(line) = line(progress, language()) {
        // A terminal that went away is no reason to fail.
        let mut error = io::stderr().lock();
        let _ = write!(error, "{line}");
        let _ = error.flush();
    }
}

/// Returns the line, which begins at the left edge and is cleared by the last report; `None` for a single report.
fn line(progress: Progress, language: Language) -> Option<String> {
    /// Goes to the left edge and clears the line.
    const CLEAR: &str = "\r\u{1b}[K";
    let Progress { written, of } = progress;
    if of < 2 {
        return None;
    }
    if written == of {
        return Some(CLEAR.to_owned());
    }
    Some(match language {
        Language::Dutch => format!("{CLEAR}{written} van {of} rapporten geschreven"),
        Language::English => format!("{CLEAR}{written} of {of} reports written"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_counts_reports_and_is_gone_at_the_end() {
        let at = |written, of| line(Progress { written, of }, Language::Dutch);
        assert_eq!(at(1, 1), None);
        assert_eq!(at(12, 60).as_deref(), Some("\r\u{1b}[K12 van 60 rapporten geschreven"));
        assert_eq!(at(60, 60).as_deref(), Some("\r\u{1b}[K"));
    }
}
