//! Completions and the manual page, made of the same arguments as the help.

use std::io::{self, Write};

use clap::CommandFactory;
use clap_complete::Shell;

use super::arguments::Arguments;
use super::exit::Exit;

/// Writes completions for a shell to standard output.
pub(super) fn completions(shell: Shell) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "meetellen", &mut script);
    let _ = io::stdout().lock().write_all(&script);
    Exit::Done
}

/// Writes the manual page to standard output.
pub(super) fn page() -> Exit {
    let mut page = Vec::new();
    match clap_mangen::Man::new(Arguments::command()).render(&mut page) {
        Ok(()) => {
            let _ = io::stdout().lock().write_all(&page);
            Exit::Done
        }
        Err(_) => Exit::Usage,
    }
}
