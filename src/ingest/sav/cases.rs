//! The cases of an SPSS file as rows of eight bytes an element: plain, packed, or packed and deflated.
//!
//! Unpacks a block at a time, so that a small file cannot fill the memory. Leaves out what an element means.

use std::io::{ErrorKind, Read};

use flate2::read::ZlibDecoder;

use super::bytes::{Bytes, Cut};
use super::dictionary::Dictionary;

/// The cases of a file, one after another.
pub(super) struct Cases<'a> {
    input: Box<dyn Read + 'a>,
    packed: bool,
    big_endian: bool,
    bias: f64,
    sysmis: [u8; 8],
    codes: [u8; 8],
    /// The next of `codes`.
    next: usize,
    ended: bool,
}

/// What came of asking for a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// A case.
    Case,
    /// There are no more.
    End,
    /// The file ends within a case.
    Cut,
}

impl<'a> Cases<'a> {
    /// Starts at the first case.
    pub(super) fn new(all: &'a [u8], dictionary: &Dictionary) -> Result<Self, Cut> {
        let plain = all.get(dictionary.start..).ok_or(Cut)?;
        let input: Box<dyn Read + 'a> = match dictionary.compression {
            0 | 1 => Box::new(plain),
            2 => deflated(all, dictionary)?,
            _ => return Err(Cut),
        };
        let sysmis = dictionary.sysmis;
        Ok(Self {
            input,
            packed: dictionary.compression > 0,
            big_endian: dictionary.big_endian,
            bias: dictionary.bias,
            sysmis: if dictionary.big_endian { sysmis.to_be_bytes() } else { sysmis.to_le_bytes() },
            codes: [0; 8],
            next: 8,
            ended: false,
        })
    }

    /// Puts the next case into `row`.
    pub(super) fn read(&mut self, row: &mut [[u8; 8]]) -> Next {
        for (at, element) in row.iter_mut().enumerate() {
            let found = if self.packed { self.unpacked() } else { self.eight() };
            match found {
                Some(eight) => *element = eight,
                None if at == 0 => return Next::End,
                None => return Next::Cut,
            }
        }
        if row.is_empty() { Next::End } else { Next::Case }
    }

    fn unpacked(&mut self) -> Option<[u8; 8]> {
        loop {
            if self.next == 8 {
                if self.ended {
                    return None;
                }
                self.codes = self.eight()?;
                self.next = 0;
            }
            let code = self.codes[self.next];
            self.next += 1;
            match code {
                0 => {}
                252 => {
                    self.ended = true;
                    self.next = 8;
                    return None;
                }
                253 => return self.eight(),
                254 => return Some([b' '; 8]),
                255 => return Some(self.sysmis),
                small => {
                    let value = f64::from(small) - self.bias;
                    return Some(if self.big_endian { value.to_be_bytes() } else { value.to_le_bytes() });
                }
            }
        }
    }

    fn eight(&mut self) -> Option<[u8; 8]> {
        let mut eight = [0; 8];
        let mut filled = 0;
        while filled < 8 {
            match self.input.read(&mut eight[filled..]) {
                Ok(0) => return None,
                Ok(n) => filled += n,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return None,
            }
        }
        Some(eight)
    }
}

/// The blocks of a deflated file, one after another, as the list at its end names them.
fn deflated<'a>(all: &'a [u8], dictionary: &Dictionary) -> Result<Box<dyn Read + 'a>, Cut> {
    let mut header = Bytes::new(all, dictionary.big_endian);
    header.take(dictionary.start)?;
    header.offset()?;
    let trailer = header.offset()?;
    let mut list = Bytes::new(all, dictionary.big_endian);
    list.take(trailer)?;
    list.take(20)?;
    let n = list.length()?;
    if list.left() / 24 < n {
        return Err(Cut);
    }
    let mut blocks: Vec<&'a [u8]> = Vec::with_capacity(n);
    for _ in 0..n {
        list.offset()?;
        let start = list.offset()?;
        list.int()?;
        let length = list.length()?;
        let end = start.checked_add(length).filter(|end| *end <= all.len()).ok_or(Cut)?;
        blocks.push(&all[start..end]);
    }
    Ok(Box::new(std::io::BufReader::new(Blocks { blocks: blocks.into_iter(), current: None })))
}

struct Blocks<'a> {
    blocks: std::vec::IntoIter<&'a [u8]>,
    current: Option<ZlibDecoder<&'a [u8]>>,
}

impl Read for Blocks<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        loop {
            if let Some(current) = &mut self.current {
                let n = current.read(into)?;
                if n > 0 || into.is_empty() {
                    return Ok(n);
                }
            }
            match self.blocks.next() {
                Some(block) => self.current = Some(ZlibDecoder::new(block)),
                None => return Ok(0),
            }
        }
    }
}
