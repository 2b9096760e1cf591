//! Delimited text into the table of a reader: in memory, or a few blocks at a time from disk.
//!
//! Leaves out how blocks become one table (`reader`).

use std::sync::Mutex;

use super::super::block::{Block, parse};
use super::super::cut::{Broken, Lines, Quotes, Reach, Shape, line_ends, quotes};
use super::super::decode::{Decoded, Decoding, decode, decoding, name, undecodable};
use super::super::dialect::{Layout, columns_of, layout, name_columns};
use super::super::dictionary::Known;
use super::super::exports::Head;
use super::super::on_disk::{Failure, HEAD, OnDisk};
use super::super::parallel::fold_blocks;
use super::super::pieces::{Piece, Pieces};
use super::super::table::{Format, Kind, Reading};
use super::super::table_fault::{broken_quote, empty, too_wide};
use super::super::tally::{Tally, more};
use super::super::windows::{Stream, Windows};
use super::{LeftOut, Seen, TableReader};

/// What to keep of a column, by its heading and question.
type Keeper<'k> = &'k dyn Fn(&str, Option<&str>) -> Kind;

impl TableReader {
    /// Adds the rows of a delimited text; `keep` says by heading what to keep.
    pub fn text(&mut self, file: &str, bytes: &[u8], reading: &Reading, keep: Keeper<'_>) -> Format {
        let decoded = decode(bytes, reading.encoding.as_deref(), file, &mut self.faults);
        let mut windows = Windows::Whole(decoded.text.as_bytes());
        let known: Vec<&str> = reading.known.iter().map(String::as_str).collect();
        let top = top(&mut windows, reading, &known);
        let layout = top.as_ref().map(|top| &top.layout);
        self.undecodable(file, &decoded, layout);
        let format = Format { encoding: decoded.encoding.clone(), ..Format::default() };
        self.delimited(file, windows, top, format, reading, keep)
    }

    /// Adds the rows of a delimited text on disk, of which a few blocks are in memory at a time.
    pub(in super::super) fn on_disk(
        &mut self,
        file: &str,
        of: &OnDisk,
        reading: &Reading,
        keep: Keeper<'_>,
    ) -> Format {
        self.streamed(file, of, reading, keep).unwrap_or_else(|failure| {
            self.faults.push(failure.fault(file));
            Format::default()
        })
    }

    fn streamed(
        &mut self,
        file: &str,
        of: &OnDisk,
        reading: &Reading,
        keep: Keeper<'_>,
    ) -> Result<Format, Failure> {
        let (encoding, mark) = match decoding(of, reading.encoding.as_deref(), file, &mut self.faults)? {
            Decoding::AtOnce => return Ok(self.text(file, &of.whole()?, reading, keep)),
            Decoding::Along(encoding, mark) => (encoding, mark),
        };
        let mut windows = Windows::Stream(Box::new(Stream::open(of, mark as u64, encoding)?));
        let known: Vec<&str> = reading.known.iter().map(String::as_str).collect();
        let top = top(&mut windows, reading, &known);
        let format = Format { encoding: name(encoding), ..Format::default() };
        Ok(self.delimited(file, windows, top, format, reading, keep))
    }

    /// Adds the rows of a text below its `top`; a text without one is empty.
    fn delimited(
        &mut self,
        file: &str,
        mut windows: Windows<'_>,
        top: Option<Top>,
        format: Format,
        reading: &Reading,
        keep: Keeper<'_>,
    ) -> Format {
        let Some(Top { layout, mut head, start, line, broken }) = top else {
            let failed = windows.finish().err().map(|failure| failure.fault(file));
            self.faults.push(failed.unwrap_or_else(|| empty(file)));
            return format;
        };
        let delimiter = layout.delimiter;
        let format = Format { delimiter: char::from(delimiter).to_string(), line: layout.line, ..format };
        if let Some((broken, line)) = broken {
            // Without headings there is nothing to say of the rows.
            self.faults.push(broken_quote(file, &broken).at_line(line));
            return format;
        }
        self.left_out(file, &layout.titles, layout.titles.len() as u64, &TITLE);
        if head.headings.len() > MOST_COLUMNS {
            self.faults.push(too_wide(file, head.headings.len()).at_line(layout.line));
            return format;
        }
        let known: Vec<&str> = reading.known.iter().map(String::as_str).collect();
        let headings = name_columns(&head.headings, &known, layout.line, file, &mut self.faults);
        self.faults.extend(head.structured(file, &headings, layout.line, reading));
        let Head { questions, structure, beside, .. } = head;
        let places =
            self.places(&headings, &questions, &|heading, question| structure.kind(heading, question, keep));
        let first_row = self.table.rows;
        windows.take(start);
        let shape = Shape { delimiter, width: headings.len() };
        let seen = self.blocks(file, &mut windows, shape, line, &places, reading);
        if let Err(failure) = windows.finish() {
            self.faults.push(failure.fault(file));
        }
        self.end_of_file(file, first_row, &headings, layout.line, seen);
        Format { headings, questions, beside, ..format }.with(structure)
    }

    /// Adds the blocks of a text that starts with rows, the first of them on `line`.
    fn blocks(
        &mut self,
        file: &str,
        windows: &mut Windows<'_>,
        shape: Shape,
        mut line: u64,
        places: &[usize],
        reading: &Reading,
    ) -> Seen {
        let (first_row, length) = (self.table.rows, windows.length());
        let keeps = self.keeps(places);
        let limit = reading.limit.unwrap_or(usize::MAX);
        let (mut seen, mut broken_quotes) = (Seen::default(), Vec::new());
        // Which values a block knows depends on the threads; the numbers that they get in the table do not.
        let known = Mutex::new(vec![Known::default(); places.len()]);
        let known_now = || known.lock().map_or_else(|_| Vec::new(), |known| known.clone());
        fold_blocks(
            Pieces::of(windows, shape, reading.block),
            |piece| match piece {
                Piece::Records { from, text } if from < limit => {
                    let block = parse(&text, shape.delimiter, &keeps, &known_now());
                    Read::Block(Box::new(block), text.len())
                }
                Piece::Records { text, .. } => Read::Lines(line_ends(&text)),
                Piece::Unreadable { broken, before, line_ends } => Read::Broken(broken, before, line_ends),
            },
            |read| match read {
                Read::Block(block, bytes) => {
                    if self.table.rows == first_row {
                        self.reserve(block.rows * (length / bytes.max(1) + 1), places);
                    }
                    self.merge(file, line, &block, places, &mut seen);
                    if let Ok(mut known) = known.lock() {
                        self.tell_known(places, &mut known);
                    }
                    line += block.line_ends;
                }
                Read::Lines(ends) => line += ends,
                Read::Broken(broken, before, ends) => {
                    broken_quotes.push(broken_quote(file, &broken).at_line(line + before));
                    line += ends;
                }
            },
        );
        self.faults.extend(broken_quotes);
        seen
    }

    /// Tells the bytes that could not be decoded, each with its line and column.
    fn undecodable(&mut self, file: &str, decoded: &Decoded<'_>, layout: Option<&Layout>) {
        let text = decoded.text.as_bytes();
        let mut tally = Tally::new(file);
        let mut lines = Lines::default();
        let columns = layout.map_or_else(Vec::new, |layout| columns_of(text, layout, &decoded.bad));
        for (n, &at) in decoded.bad.iter().enumerate() {
            let fault = undecodable(file, &decoded.encoding).at_line(lines.at(&text[..at]));
            tally.add(match columns.get(n).cloned().flatten() {
                Some(heading) => fault.in_column(heading),
                None => fault,
            });
        }
        tally.finish(&mut self.faults);
        let rest = decoded.n_bad - decoded.bad.len() as u64;
        if rest > 0 {
            self.faults.push(more(undecodable(file, &decoded.encoding), rest));
        }
    }
}

/// What was made of a piece of text.
enum Read {
    /// Its rows, and how many bytes they were.
    Block(Box<Block>, usize),
    /// Its lines, beyond what is wanted.
    Lines(u64),
    /// A broken quote, with the line ends before it and all those of the lines that are left out.
    Broken(Broken, u64, u64),
}

/// What stands above the rows of a text.
struct Top {
    layout: Layout,
    head: Head,
    /// The byte at which the rows start, and its line.
    start: usize,
    line: u64,
    /// A quote above the rows that never closes, with its line.
    broken: Option<(Broken, u64)>,
}

/// Returns what stands above the rows; `None` for a text without a record.
///
/// As much of the text is looked at as it takes.
fn top(windows: &mut Windows<'_>, reading: &Reading, known: &[&str]) -> Option<Top> {
    let mut at_hand = HEAD;
    loop {
        let (bytes, reach) = windows.look(at_hand);
        // The last letter may be cut.
        let text = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        let found = top_of(text, reach, reading, known);
        if found.is_some() || reach == Reach::Whole {
            return found;
        }
        at_hand = bytes.len().saturating_mul(2);
    }
}

/// As [`top`], `None` also where more of the text is needed.
fn top_of(text: &str, reach: Reach, reading: &Reading, known: &[&str]) -> Option<Top> {
    let layout = layout(text, reading.delimiter, known)?;
    let head = Head::of(&layout.rows, reading);
    let start = layout.start(text, head.under);
    if reach == Reach::Part && start >= text.len() {
        return None;
    }
    let bytes = text.as_bytes();
    let broken = match quotes(bytes, reach, layout.from, start, layout.delimiter) {
        Quotes::Closed => None,
        Quotes::Broken(broken) => Some((broken, 1 + line_ends(&bytes[..broken.opened]))),
        Quotes::Open => return None,
    };
    Some(Top { line: 1 + line_ends(&bytes[..start]), layout, head, start, broken })
}

/// As many columns as a sheet can have; more of them are a wrong delimiter, and take minutes and memory for nothing.
const MOST_COLUMNS: usize = 16_384;

const TITLE: LeftOut = LeftOut { nl: "titelregel boven de kolomnamen", en: "title line above the headings" };

#[cfg(test)]
mod tests {
    use super::super::super::table::Outcome;
    use super::*;

    /// Answers of more than is looked at first, with quoted lines, accents and blank lines.
    fn answers() -> String {
        let mut text = "gender;school;toelichting;b1\r\n".to_owned();
        for row in 0..30_000 {
            let comment = match row % 7 {
                0 => "\"een antwoord; met \"\"tekens\"\"\r\nen regels\"",
                1 => "5\" scherm",
                2 => "één café",
                _ => "geen bijzonderheden, dank u",
            };
            text.push_str(&format!("vrouw;{}BA;{comment};{}\r\n", row % 60, row % 5 + 1));
            if row % 1000 == 0 {
                text.push_str("\r\n;;;\r\n");
            }
        }
        text
    }

    fn both_ways(bytes: &[u8], reading: &Reading) -> [(Format, Outcome); 2] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, bytes).unwrap();
        let (on_disk, _) = OnDisk::look_through(&path).unwrap();
        let keep = |heading: &str, _: Option<&str>| match heading {
            "toelichting" => Kind::Nothing,
            _ => Kind::Values,
        };
        let (mut one, mut other) = (TableReader::new(), TableReader::new());
        let formats =
            [one.text("a.csv", bytes, reading, &keep), other.on_disk("a.csv", &on_disk, reading, &keep)];
        let [first, second] = formats;
        [(first, one.finish()), (second, other.finish())]
    }

    #[test]
    fn a_text_on_disk_is_read_as_the_same_text_in_memory() {
        let text = answers();
        let utf_16: Vec<u8> =
            std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let latin: Vec<u8> = text.chars().map(|letter| letter as u8).collect();
        let half = latin.len() / 2;
        let broken = text.replacen("\r\nvrouw;8BA", "\r\n\"vrouw;8BA", 3);
        let cases: [(&str, Vec<u8>); 9] = [
            ("plain", text.clone().into_bytes()),
            ("byte order mark", [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
            ("UTF-16", utf_16),
            ("Windows-1252", latin.clone()),
            ("byte without a letter", [&latin[..half], b"\x81", &latin[half..]].concat()),
            ("damaged UTF-8", [text.as_bytes(), b"x\xEB;1;2;3\r\n"].concat()),
            ("never closes", [text.as_bytes(), b"\"x;1;2;3\r\nx;y;z;1\r\n"].concat()),
            ("broken quotes", broken.into_bytes()),
            ("told delimiter", ["sep=;\r\n", &text].concat().into_bytes()),
        ];
        for (case, bytes) in cases {
            let limit = (case == "told delimiter").then_some(1 << 19);
            let [memory, disk] = both_ways(&bytes, &Reading { block: 30_000, limit, ..Reading::default() });
            assert_eq!(memory.0, disk.0, "{case}");
            assert_eq!(memory.1.faults, disk.1.faults, "{case}");
            assert!(memory.1.table == disk.1.table && disk.1.table.rows > 1000, "{case}");
        }
    }

    #[test]
    fn a_file_that_changes_while_it_is_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, answers()).unwrap();
        let (on_disk, _) = OnDisk::look_through(&path).unwrap();
        for changed in [answers().replace('é', "\u{eb}").into_bytes(), vec![0xFF; 2 << 20], b"a;b\n".to_vec()]
        {
            std::fs::write(&path, changed).unwrap();
            let mut reader = TableReader::new();
            reader.on_disk("a.csv", &on_disk, &Reading::default(), &|_, _| Kind::Values);
            let told = reader.finish().faults;
            assert!(told.iter().any(|fault| fault.message.nl.contains("veranderd")), "{told:?}");
        }
    }
}
