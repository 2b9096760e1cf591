//! The records of type 7 of an SPSS file: what later versions added to the format of 1990.
//!
//! A record that is not known is passed over by its length.

use std::collections::HashMap;

use super::bytes::{Bytes, Cut};

/// What the records of type 7 hold, undecoded.
#[derive(Debug, Clone, Default)]
pub(super) struct Extension<'a> {
    /// The code page; 0 where the file does not say.
    pub(super) code_page: i32,
    /// The number that means no value.
    pub(super) sysmis: Option<f64>,
    /// The name of the encoding; empty where the file does not say.
    pub(super) encoding: &'a [u8],
    /// The number of cases, where there may be more than fit in the header.
    pub(super) cases: Option<u64>,
    /// The texts that name questions with several answers.
    pub(super) sets: Vec<&'a [u8]>,
    names: &'a [u8],
    widths: &'a [u8],
    labels: &'a [u8],
    missing: &'a [u8],
}

/// Labels and missing values of one long text.
#[derive(Debug, Clone, Default)]
pub(super) struct LongLabels<'a> {
    pub(super) name: &'a [u8],
    pub(super) labels: Vec<(&'a [u8], &'a [u8])>,
    pub(super) missing: Vec<&'a [u8]>,
}

impl<'a> Extension<'a> {
    /// Reads one record, after its type.
    pub(super) fn read(&mut self, bytes: &mut Bytes<'a>) -> Result<(), Cut> {
        let subtype = bytes.int()?;
        let (size, count) = (bytes.length()?, bytes.length()?);
        let mut inside = *bytes;
        let data = bytes.take(size.checked_mul(count).ok_or(Cut)?)?;
        match subtype {
            3 if data.len() >= 32 => {
                inside.take(28)?;
                self.code_page = inside.int()?;
            }
            4 if data.len() >= 8 => self.sysmis = Some(inside.double()?),
            7 | 19 => self.sets.push(data),
            13 => self.names = data,
            14 => self.widths = data,
            16 if data.len() >= 16 => {
                inside.take(8)?;
                self.cases = inside.offset().ok().map(|n| n as u64);
            }
            20 => self.encoding = data,
            21 => self.labels = data,
            22 => self.missing = data,
            _ => {}
        }
        Ok(())
    }

    /// Returns the names that people see, by the name of eight letters: `V1=Gender` and tabs.
    pub(super) fn long_names(&self) -> HashMap<&'a [u8], &'a [u8]> {
        pairs(self.names, |byte| byte == b'\t').collect()
    }

    /// Returns the widths of very long texts, by the name of eight letters: `V1=00300`, zero, tab.
    pub(super) fn long_widths(&self) -> HashMap<&'a [u8], usize> {
        pairs(self.widths, |byte| byte == b'\t' || byte == 0)
            .filter_map(|(name, width)| Some((name, std::str::from_utf8(width).ok()?.trim().parse().ok()?)))
            .filter(|(_, width)| *width <= 1 << 20)
            .collect()
    }

    /// Returns labels and missing values of texts longer than eight bytes, as far as they can be read.
    pub(super) fn long_labels(&self, big_endian: bool) -> Vec<LongLabels<'a>> {
        let mut found = Vec::new();
        let mut bytes = Bytes::new(self.labels, big_endian);
        while let Ok(labels) = one_labelled(&mut bytes) {
            found.push(labels);
        }
        let mut bytes = Bytes::new(self.missing, big_endian);
        while let Ok(labels) = one_missing(&mut bytes) {
            found.push(labels);
        }
        found
    }
}

fn pairs(text: &[u8], ends: impl Fn(u8) -> bool) -> impl Iterator<Item = (&[u8], &[u8])> {
    text.split(move |byte| ends(*byte)).filter_map(|pair| {
        let equals = pair.iter().position(|byte| *byte == b'=')?;
        Some((pair[..equals].trim_ascii(), pair[equals + 1..].trim_ascii()))
    })
}

fn counted<'a>(bytes: &mut Bytes<'a>) -> Result<&'a [u8], Cut> {
    let length = bytes.length()?;
    bytes.take(length)
}

fn one_labelled<'a>(bytes: &mut Bytes<'a>) -> Result<LongLabels<'a>, Cut> {
    let name = counted(bytes)?;
    bytes.int()?;
    let n = bytes.length()?;
    let mut labels = Vec::new();
    for _ in 0..n {
        labels.push((counted(bytes)?, counted(bytes)?));
    }
    Ok(LongLabels { name, labels, missing: Vec::new() })
}

fn one_missing<'a>(bytes: &mut Bytes<'a>) -> Result<LongLabels<'a>, Cut> {
    let name = counted(bytes)?;
    let n = usize::from(bytes.take(1)?[0]);
    let length = bytes.length()?;
    let mut missing = Vec::new();
    for _ in 0..n.min(3) {
        missing.push(bytes.take(length)?);
    }
    Ok(LongLabels { name, labels: Vec::new(), missing })
}
