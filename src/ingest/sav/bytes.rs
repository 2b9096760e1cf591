//! A walk over the bytes of an SPSS file, in its own byte order; nothing beyond the end is ever read.

/// The file ended where a record should go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut;

/// A place in the bytes of a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bytes<'a> {
    all: &'a [u8],
    at: usize,
    big_endian: bool,
}

impl<'a> Bytes<'a> {
    /// Starts at the first byte.
    pub(super) fn new(all: &'a [u8], big_endian: bool) -> Self {
        Self { all, at: 0, big_endian }
    }

    /// Returns the place.
    pub(super) fn at(self) -> usize {
        self.at
    }

    /// Returns the number of bytes that are left.
    pub(super) fn left(self) -> usize {
        self.all.len() - self.at
    }

    /// Returns the next `n` bytes.
    pub(super) fn take(&mut self, n: usize) -> Result<&'a [u8], Cut> {
        let end = self.at.checked_add(n).filter(|&end| end <= self.all.len()).ok_or(Cut)?;
        let taken = &self.all[self.at..end];
        self.at = end;
        Ok(taken)
    }

    /// Returns the next four bytes as a whole number.
    pub(super) fn int(&mut self) -> Result<i32, Cut> {
        let four: [u8; 4] = self.take(4)?.try_into().map_err(|_| Cut)?;
        Ok(if self.big_endian { i32::from_be_bytes(four) } else { i32::from_le_bytes(four) })
    }

    /// Returns the next four bytes as a length.
    pub(super) fn length(&mut self) -> Result<usize, Cut> {
        usize::try_from(self.int()?).map_err(|_| Cut)
    }

    /// Returns the next eight bytes as a length or offset.
    pub(super) fn offset(&mut self) -> Result<usize, Cut> {
        let eight: [u8; 8] = self.take(8)?.try_into().map_err(|_| Cut)?;
        let value = if self.big_endian { i64::from_be_bytes(eight) } else { i64::from_le_bytes(eight) };
        usize::try_from(value).map_err(|_| Cut)
    }

    /// Returns the next eight bytes as a number.
    pub(super) fn double(&mut self) -> Result<f64, Cut> {
        let eight: [u8; 8] = self.take(8)?.try_into().map_err(|_| Cut)?;
        Ok(number(eight, self.big_endian))
    }
}

/// Returns eight bytes as a number.
pub(super) fn number(eight: [u8; 8], big_endian: bool) -> f64 {
    if big_endian { f64::from_be_bytes(eight) } else { f64::from_le_bytes(eight) }
}
