//! The text of a file, a window at a time: from memory, or decoded as it is read from disk.
//!
//! So a file larger than memory is read with a few blocks of it at hand. Leaves out which encoding it has (`decode`)
//! and where it is cut (`cut`).

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};

use super::cut::Reach;
use super::on_disk::{Failure, OnDisk};

/// Text of which the start is at hand.
pub(super) enum Windows<'a> {
    /// All of it is in memory.
    Whole(&'a [u8]),
    /// It is read when it is needed.
    Stream(Box<Stream<'a>>),
}

impl<'a> Windows<'a> {
    /// Returns the start of the text: `size` bytes or more, unless it ends before that.
    pub(super) fn look(&mut self, size: usize) -> (&[u8], Reach) {
        match self {
            Self::Whole(text) => match text.get(..size) {
                Some(start) if size < text.len() => (start, Reach::Part),
                _ => (text, Reach::Whole),
            },
            Self::Stream(stream) => {
                stream.fill(size);
                (&stream.text, if stream.ended { Reach::Whole } else { Reach::Part })
            }
        }
    }

    /// Takes so many bytes, which were looked at, off the start.
    pub(super) fn take(&mut self, size: usize) -> Cow<'a, [u8]> {
        match self {
            Self::Whole(text) => {
                let (taken, rest) = text.split_at(size);
                *text = rest;
                Cow::Borrowed(taken)
            }
            Self::Stream(stream) => Cow::Owned(stream.take(size)),
        }
    }

    /// Returns about how many bytes there are.
    pub(super) fn length(&self) -> usize {
        match self {
            Self::Whole(text) => text.len(),
            Self::Stream(stream) => usize::try_from(stream.of.length()).unwrap_or(usize::MAX),
        }
    }

    /// Returns why the text could not be read to its end, where it could not.
    pub(super) fn finish(self) -> Result<(), Failure> {
        match self {
            Self::Whole(_) => Ok(()),
            Self::Stream(stream) => stream.failure.map_or_else(|| stream.of.check(), Err),
        }
    }
}

/// The bytes that are decoded at once.
const STRETCH: usize = 1 << 16;

/// Text that is read from disk.
pub(super) struct Stream<'a> {
    of: &'a OnDisk,
    file: io::Take<File>,
    /// `None` where the bytes are UTF-8 already.
    decoder: Option<Decoder>,
    /// What is decoded and not taken.
    text: Vec<u8>,
    ended: bool,
    failure: Option<Failure>,
}

impl<'a> Stream<'a> {
    /// Returns the text of a file from byte `start` on.
    pub(super) fn open(of: &'a OnDisk, start: u64, encoding: &'static Encoding) -> io::Result<Self> {
        let mut file = File::open(&of.path)?;
        file.seek(SeekFrom::Start(start))?;
        let file = file.take(of.length().saturating_sub(start));
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_without_bom_handling());
        Ok(Self { of, file, decoder, text: Vec::new(), ended: false, failure: None })
    }

    /// Reads until `size` bytes are at hand, or all there are.
    fn fill(&mut self, size: usize) {
        while self.text.len() < size && !self.ended {
            if let Err(error) = self.read_on(size - self.text.len()) {
                self.failure = Some(error);
                self.ended = true;
            }
        }
    }

    fn read_on(&mut self, more: usize) -> Result<(), Failure> {
        let Some(decoder) = &mut self.decoder else {
            self.text.reserve_exact(more);
            let read = (&mut self.file).take(more as u64).read_to_end(&mut self.text)?;
            self.ended = read < more;
            return Ok(());
        };
        let mut bytes = Vec::with_capacity(STRETCH);
        (&mut self.file).take(STRETCH as u64).read_to_end(&mut bytes)?;
        self.ended = bytes.len() < STRETCH;
        let mut made = String::new();
        let is_known = decode_on(decoder, &bytes, self.ended, &mut made);
        self.text.extend_from_slice(made.as_bytes());
        if is_known { Ok(()) } else { Err(Failure::Changed) }
    }

    fn take(&mut self, size: usize) -> Vec<u8> {
        let rest = self.text[size..].to_vec();
        let mut taken = std::mem::replace(&mut self.text, rest);
        taken.truncate(size);
        if std::str::from_utf8(&taken).is_err() {
            // It was when it was looked through.
            self.failure = Some(Failure::Changed);
            self.ended = true;
            self.text.clear();
            taken.clear();
        }
        taken
    }
}

/// Adds the text of `bytes` to `text`; `is_last` says that none follow. Returns whether the encoding knows all of them.
pub(super) fn decode_on(decoder: &mut Decoder, bytes: &[u8], is_last: bool, text: &mut String) -> bool {
    // Four bytes of text at most per byte, and a few for a letter that began before.
    text.reserve(4 * bytes.len() + 16);
    let (result, _) = decoder.decode_to_string_without_replacement(bytes, text, is_last);
    result == DecoderResult::InputEmpty
}
