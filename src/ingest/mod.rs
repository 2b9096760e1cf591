//! Bytes to a Dataset: encodings, delimiters, sheets; then what the codebook says that columns mean.
//!
//! Only this layer reads files. Faults travel beside the value and are told all at once. Leaves out what
//! a column means (`codebook`), which files there are (`scan`), and every number made of rows.

mod tally;
mod decode;
mod cut;
mod dictionary;
mod personal;
mod enrolment_checks;
mod identify;
mod block;
mod parallel;
mod dialect;
mod table;
mod table_fault;
mod reader;
mod number;
mod foreign;
mod file;
mod files;
mod sheet;
mod workbook;
mod layout;
mod code_list;
mod fixed;
mod exchange;
mod exports;
mod sav;
mod unpivot;
mod hidden;
mod columns;
mod values;
mod answers;
mod choices;
mod gather;
mod survey;
mod several;
mod joining;
mod date;
mod active;
mod register;
mod counts;
mod select;
mod coarser;
mod texts;
mod school_codes;
mod preview;
mod opened;
mod tabled;
mod population;
mod scan_fault;
mod quickscan;
mod commitments;
mod agreed;
mod weigh;
mod weigh_fault;
mod folder;
mod examine;

pub use examine::{Examined, InputFile, examine};
pub use exports::{AnswerSet, Beside, Described, Member, Proof, Screen, Screened, Structure, Ticked};
pub use folder::{Ingested, UsedCodebook, read, read_as, read_with};
pub use preview::{Look, look, look_as, preview};
pub use reader::TableReader;
pub use school_codes::SchoolCode;
pub use table::{Coded, Format, Kept, Kind, Outcome, Position, Reading, Table, TableColumn};
pub use weigh::Weighing;
