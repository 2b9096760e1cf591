//! A picture as places in a palette: a third of the bytes of its colours.
//!
//! Leaves out how a picture is packed (`picture`).

use std::cmp::Reverse;

/// Most charts have some 300 colours, nearly all of them soft edges of letters; a palette holds 256.
const MOST_COLOURS: usize = 256;

/// A picture of more colours than this has none that could be left out.
const TOO_MANY: usize = 2048;

/// A picture in the colours of a palette.
pub(super) struct Indexed {
    /// The colours, three bytes each.
    pub(super) palette: Vec<u8>,
    /// For each pixel the place of its colour.
    pub(super) places: Vec<u8>,
}

/// Returns opaque pixels of four bytes in the colours of a palette; `None` for a picture of too many colours.
///
/// The rarest colours take the nearest one that stays: those are shades within the edge of a letter.
pub(super) fn indexed(pixels: &[u8]) -> Option<Indexed> {
    let mut colours = Colours::default();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let (pixels, _) = pixels.as_chunks::<4>();
    // Most of a picture is paper: neighbours of one colour are looked up once.
    for run in pixels.chunk_by(|one, other| one == other) {
        let number = colours.number([run[0][0], run[0][1], run[0][2]])?;
        colours.counted[number].1 += run.len();
        runs.push((number, run.len()));
    }
    let (kept, places) = palette(&colours.counted);
    let mut drawn = Vec::with_capacity(pixels.len());
    for (number, length) in runs {
        drawn.resize(drawn.len() + length, places[number]);
    }
    Some(Indexed { palette: kept.concat(), places: drawn })
}

/// The colours of a picture, numbered by first appearance.
struct Colours {
    /// Each colour, and how many pixels have it.
    counted: Vec<([u8; 3], usize)>,
    /// The number of a colour, at its slot or the first free one after that.
    slots: Vec<Option<u16>>,
}

impl Default for Colours {
    fn default() -> Self {
        Self { counted: Vec::new(), slots: vec![None; 4 * TOO_MANY] }
    }
}

impl Colours {
    /// Returns the number of a colour, new or known; `None` where there are too many.
    fn number(&mut self, colour: [u8; 3]) -> Option<usize> {
        let [red, green, blue] = colour.map(usize::from);
        // Neighbouring shades of grey come apart.
        let mut slot = (red * 31 + green * 1009 + blue * 7919) % self.slots.len();
        while let Some(known) = self.slots[slot] {
            if self.counted[usize::from(known)].0 == colour {
                return Some(usize::from(known));
            }
            slot = (slot + 1) % self.slots.len();
        }
        let number = self.counted.len();
        self.slots[slot] = Some(u16::try_from(number).ok().filter(|_| number < TOO_MANY)?);
        self.counted.push((colour, 0));
        Some(number)
    }
}

/// Returns the colours that stay, the most frequent first, and for each number of a colour its place among them.
fn palette(counted: &[([u8; 3], usize)]) -> (Vec<[u8; 3]>, Vec<u8>) {
    let mut order: Vec<usize> = (0..counted.len()).collect();
    order.sort_by_key(|number| (Reverse(counted[*number].1), counted[*number].0));
    let kept: Vec<[u8; 3]> = order.iter().take(MOST_COLOURS).map(|number| counted[*number].0).collect();
    let mut places = vec![0; counted.len()];
    for (rank, number) in order.into_iter().enumerate() {
        places[number] = u8::try_from(rank).unwrap_or_else(|_| nearest(counted[number].0, &kept));
    }
    (kept, places)
}

/// Returns the place of the colour that is most like this one.
fn nearest(colour: [u8; 3], kept: &[[u8; 3]]) -> u8 {
    let distance = |other: &[u8; 3]| {
        colour.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(*other)).pow(2)).sum::<u32>()
    };
    let places = (0_u8..=u8::MAX).zip(kept);
    places.min_by_key(|(_, other)| distance(other)).map_or(0, |(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn greys(most: usize) -> Vec<u8> {
        let shade = |at: usize| [(at % 256) as u8, (at / 256) as u8, 0, 255];
        (0..most).flat_map(shade).chain(shade(0)).collect()
    }

    #[test]
    fn every_colour_that_fits_stays_as_it_is() {
        let pixels = greys(256);
        let Indexed { palette, places } = indexed(&pixels).unwrap();
        let (colours, _) = palette.as_chunks::<3>();
        let drawn: Vec<u8> = places.iter().flat_map(|place| colours[usize::from(*place)]).collect();
        let wanted: Vec<u8> = pixels.chunks(4).flat_map(|pixel| &pixel[..3]).copied().collect();
        assert_eq!((drawn, colours[0]), (wanted, [0, 0, 0]));
    }

    #[test]
    fn a_colour_too_many_takes_the_nearest_one() {
        let Indexed { palette, places } = indexed(&greys(257)).unwrap();
        assert_eq!((palette.len(), places.len()), (3 * 256, 258));
        assert_eq!(places[255], places[254]);
        assert!(indexed(&greys(2049)).is_none());
    }
}
