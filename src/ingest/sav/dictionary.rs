//! What stands before the cases of an SPSS file: variables, labels, missing values, encoding.
//!
//! Source of every record: PSPP developers' guide, "System File Format". Lengths come from the file and are
//! never trusted: what goes beyond the end is a file that was cut off. Leaves out the cases (`cases`).

use std::collections::HashMap;

use encoding_rs::Encoding;

use super::bytes::{Bytes, Cut};
use super::extension::{Extension, LongLabels};
use super::value::{Shape, decoded, text};

/// Why a dictionary cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Broken {
    /// The file ends too early.
    Cut,
    /// The record at this byte is none that SPSS writes.
    Record(usize),
    /// A text that the encoding cannot hold.
    Encoding(&'static str),
}

impl From<Cut> for Broken {
    fn from(_: Cut) -> Self {
        Self::Cut
    }
}

/// A variable as the cases hold it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Variable {
    /// The name as people see it.
    pub(super) name: String,
    /// The name of eight letters that records point at, in lower case.
    pub(super) short: String,
    /// The question; empty where there is none.
    pub(super) label: String,
    /// The bytes of a text; 0 for a number.
    pub(super) width: usize,
    /// The first element of eight bytes within a case.
    pub(super) element: usize,
    /// How its numbers are read.
    pub(super) shape: Shape,
    /// Values as cells hold them and their texts.
    pub(super) labels: Vec<(String, String)>,
    /// Which values mean that no answer was given.
    pub(super) missing: Missing,
}

/// Values that mean that no answer was given.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Missing {
    /// Single ones, as cells hold them.
    pub(super) values: Vec<String>,
    /// All numbers from the first to the second.
    pub(super) range: Option<(f64, f64)>,
}

/// A question with several answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ResponseSet {
    pub(super) name: String,
    pub(super) label: String,
    /// The value that means ticked; `None` where variables hold the choice itself.
    pub(super) counted: Option<String>,
    pub(super) by_value: bool,
    /// Places of its variables.
    pub(super) variables: Vec<usize>,
}

/// Everything before the cases.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Dictionary {
    pub(super) variables: Vec<Variable>,
    pub(super) sets: Vec<ResponseSet>,
    pub(super) encoding: &'static Encoding,
    /// 0 plain, 1 packed, 2 packed and deflated.
    pub(super) compression: i32,
    pub(super) bias: f64,
    pub(super) big_endian: bool,
    /// The number that means no value.
    pub(super) sysmis: f64,
    /// The number of cases; `None` where the file does not say.
    pub(super) cases: Option<u64>,
    /// The elements of eight bytes in a case.
    pub(super) elements: usize,
    /// The byte at which the cases start.
    pub(super) start: usize,
}

/// A variable as its record has it: texts undecoded, as the encoding stands at the end.
struct Raw<'a> {
    name: &'a [u8],
    label: &'a [u8],
    width: usize,
    element: usize,
    format: i32,
    missing: Vec<[u8; 8]>,
    /// Below zero: a range, and perhaps one value.
    n_missing: i32,
    labels: Vec<(&'a [u8], &'a [u8])>,
}

/// Reads everything before the cases; `given` overrides the encoding that the file names.
pub(super) fn read(all: &[u8], given: Option<&str>) -> Result<Dictionary, Broken> {
    let layout = all.get(64..68).ok_or(Broken::Cut)?;
    let big_endian = matches!(layout, [0, 0, 0, 2 | 3]);
    if !big_endian && !matches!(layout, [2 | 3, 0, 0, 0]) {
        return Err(Broken::Record(64));
    }
    let mut bytes = Bytes::new(all, big_endian);
    bytes.take(72)?;
    let compression = bytes.int()?;
    bytes.int()?;
    let cases = u64::try_from(bytes.int()?).ok();
    let bias = bytes.double()?;
    bytes.take(84)?;
    let mut raws: Vec<Raw<'_>> = Vec::new();
    let mut extension = Extension::default();
    // Elements of a case that no variable of its own starts in.
    let mut elements = 0;
    // One list of labels for very many variables is how a small file would fill the memory.
    let mut room = (all.len() / 4).max(1_000_000);
    loop {
        let at = bytes.at();
        match bytes.int()? {
            2 => {
                if let Some(raw) = variable(&mut bytes, elements)? {
                    raws.push(raw);
                }
                elements += 1;
            }
            3 => labels(&mut bytes, &mut raws, &mut room)?,
            6 => {
                let lines = bytes.length()?;
                bytes.take(lines.checked_mul(80).ok_or(Cut)?)?;
            }
            7 => extension.read(&mut bytes)?,
            999 => {
                bytes.int()?;
                break;
            }
            _ => return Err(Broken::Record(at)),
        }
    }
    let encoding = encoding(given, &extension);
    let variables = variables(&raws, &extension, encoding, big_endian)?;
    let sets = response_sets(&extension, &variables, encoding);
    Ok(Dictionary {
        variables,
        sets,
        encoding,
        compression,
        bias,
        big_endian,
        sysmis: extension.sysmis.unwrap_or(-f64::MAX),
        cases: extension.cases.or(cases),
        elements,
        start: bytes.at(),
    })
}

/// Returns a variable, or `None` for the rest of a text that started before.
fn variable<'a>(bytes: &mut Bytes<'a>, element: usize) -> Result<Option<Raw<'a>>, Broken> {
    let at = bytes.at();
    let width = bytes.int()?;
    let has_label = bytes.int()?;
    let n_missing = bytes.int()?;
    let format = bytes.int()?;
    bytes.int()?;
    let name = bytes.take(8)?;
    let mut label: &[u8] = &[];
    if has_label == 1 {
        let length = bytes.length()?;
        label = bytes.take(length)?;
        bytes.take((4 - length % 4) % 4)?;
    }
    if n_missing.unsigned_abs() > 3 {
        return Err(Broken::Record(at));
    }
    let mut missing = Vec::new();
    for _ in 0..n_missing.unsigned_abs() {
        missing.push(bytes.take(8)?.try_into().map_err(|_| Cut)?);
    }
    let Ok(width) = usize::try_from(width) else { return Ok(None) };
    Ok(Some(Raw { name, label, width, element, format, missing, n_missing, labels: Vec::new() }))
}

/// Reads value labels and the record of the variables that have them.
fn labels<'a>(bytes: &mut Bytes<'a>, raws: &mut [Raw<'a>], room: &mut usize) -> Result<(), Broken> {
    let n = bytes.length()?;
    let mut labels = Vec::new();
    for _ in 0..n {
        let value = bytes.take(8)?;
        let length = usize::from(bytes.take(1)?[0]);
        let label = bytes.take(length)?;
        bytes.take((8 - (length + 1) % 8) % 8)?;
        labels.push((value, label));
    }
    let at = bytes.at();
    if bytes.int()? != 4 {
        return Err(Broken::Record(at));
    }
    for _ in 0..bytes.length()? {
        let element = bytes.length()?.checked_sub(1).ok_or(Broken::Record(at))?;
        if let Ok(place) = raws.binary_search_by_key(&element, |raw| raw.element)
            && let Some(left) = room.checked_sub(labels.len())
        {
            raws[place].labels.clone_from(&labels);
            *room = left;
        }
    }
    Ok(())
}

/// The encoding: as given, as the file names it, as its code page says; else that of Windows in the west.
fn encoding(given: Option<&str>, extension: &Extension<'_>) -> &'static Encoding {
    let named = |name: &[u8]| {
        let name = String::from_utf8_lossy(name).trim().to_ascii_lowercase();
        let windows = name.strip_prefix("cp").map(|number| format!("windows-{number}"));
        Encoding::for_label(name.as_bytes())
            .or_else(|| Encoding::for_label(windows?.as_bytes()))
            // Bytes of two could not hold names of eight.
            .filter(|encoding| encoding.is_ascii_compatible())
    };
    given
        .and_then(|given| named(given.as_bytes()))
        .or_else(|| named(extension.encoding))
        .or_else(|| match extension.code_page {
            65001 => Some(encoding_rs::UTF_8),
            page @ (874 | 1250..=1258) => named(format!("windows-{page}").as_bytes()),
            _ => None,
        })
        .unwrap_or(encoding_rs::WINDOWS_1252)
}

fn variables(
    raws: &[Raw<'_>],
    extension: &Extension<'_>,
    encoding: &'static Encoding,
    big_endian: bool,
) -> Result<Vec<Variable>, Broken> {
    let names = extension.long_names();
    let widths = extension.long_widths();
    let mut long: HashMap<String, LongLabels<'_>> = HashMap::new();
    for labels in extension.long_labels(big_endian) {
        let name = decoded(labels.name, encoding).unwrap_or_default();
        let known = long.entry(name).or_default();
        known.labels.extend(labels.labels);
        known.missing.extend(labels.missing);
    }
    let mut made = Vec::with_capacity(raws.len());
    let mut skip_until = 0;
    for raw in raws {
        // The further parts of a very long text are variables that nobody named.
        if raw.element < skip_until {
            continue;
        }
        let short = decoded(raw.name, encoding).ok_or(Broken::Encoding("naam"))?.to_lowercase();
        let name =
            match names.get(short.to_uppercase().as_bytes()).or_else(|| names.get(raw.name.trim_ascii())) {
                Some(name) => decoded(name, encoding).ok_or(Broken::Encoding("naam"))?,
                None => decoded(raw.name, encoding).unwrap_or_default(),
            };
        let width =
            widths.get(raw.name.trim_ascii()).copied().filter(|_| raw.width == 255).unwrap_or(raw.width);
        if width > 255 {
            let parts = width.div_ceil(252);
            skip_until = raw.element + (parts - 1) * 32 + (width - (parts - 1) * 252).div_ceil(8);
        }
        let shape = Shape::of(raw.format);
        let cell = |value: &[u8]| -> Option<String> {
            match (width, <[u8; 8]>::try_from(value)) {
                (0, Ok(eight)) => Some(text(super::bytes::number(eight, big_endian), shape)),
                _ => decoded(value, encoding),
            }
        };
        let mut variable = Variable {
            label: decoded(raw.label, encoding).ok_or(Broken::Encoding("vraag"))?,
            width,
            element: raw.element,
            shape,
            labels: Vec::new(),
            missing: missing(raw, big_endian, &cell),
            name,
            short,
        };
        let own = long.get(&variable.name);
        let labels = raw.labels.iter().chain(own.iter().flat_map(|own| &own.labels));
        for (value, label) in labels {
            let label = decoded(label, encoding).ok_or(Broken::Encoding("label"))?;
            variable.labels.extend(cell(value).map(|value| (value, label)));
        }
        variable
            .missing
            .values
            .extend(own.iter().flat_map(|own| &own.missing).filter_map(|value| cell(value)));
        made.push(variable);
    }
    Ok(made)
}

fn missing(raw: &Raw<'_>, big_endian: bool, cell: &dyn Fn(&[u8]) -> Option<String>) -> Missing {
    let mut made = Missing::default();
    let mut singles = raw.missing.as_slice();
    if let (true, [lowest, highest, rest @ ..]) = (raw.n_missing < -1, singles) {
        let number = |eight: &[u8; 8]| super::bytes::number(*eight, big_endian);
        made.range = Some((number(lowest), number(highest)));
        singles = rest;
    }
    made.values = singles.iter().filter_map(|value| cell(value)).collect();
    made
}

fn response_sets(
    extension: &Extension<'_>,
    variables: &[Variable],
    encoding: &'static Encoding,
) -> Vec<ResponseSet> {
    let mut sets: Vec<ResponseSet> = Vec::new();
    for set in extension.sets.iter().flat_map(|text| super::mrsets::sets(text)) {
        let place = |name: &&[u8]| {
            let name = decoded(name, encoding)?.to_lowercase();
            let is = |variable: &Variable| variable.short == name || variable.name.to_lowercase() == name;
            variables.iter().position(is)
        };
        let name = decoded(set.name, encoding).unwrap_or_default();
        if sets.iter().any(|known| known.name == name) {
            continue;
        }
        sets.push(ResponseSet {
            name,
            label: decoded(set.label, encoding).unwrap_or_default(),
            counted: set
                .counted
                .and_then(|value| decoded(value, encoding))
                .map(|value| value.trim().to_owned()),
            by_value: set.by_value,
            variables: set.variables.iter().filter_map(place).collect(),
        });
    }
    sets
}
