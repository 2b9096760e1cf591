//! The program: parses the command line, runs a command, turns its outcome into an exit code.

fn main() {}
