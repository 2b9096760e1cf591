//! A picture as places in a palette: a third of the bytes of its colours.
//!
//! Flat colours stay as they are; the soft edges of letters and marks take a few shades of each. Leaves out how a
//! picture is packed (`picture`).

use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A picture of more colours than this is no chart.
const TOO_MANY: usize = 1 << 13;

/// Places to look a colour up, of which most stay empty.
const SLOTS: usize = 4 * TOO_MANY;

/// So many pixels of one colour beside each other are no edge.
const FLAT: usize = 4;

/// Shades that differ less than this are one, in red, green and blue.
const SHADE: u8 = 16;

/// A picture in the colours of a palette.
pub(super) struct Indexed {
    /// The colours, three bytes each.
    pub(super) palette: Vec<u8>,
    /// For each pixel the place of its colour.
    pub(super) places: Vec<u8>,
}

/// Returns opaque pixels of four bytes in the colours of a palette; `None` for a picture of too many colours.
///
/// Of shades that are nearly the same the most frequent one stays.
pub(super) fn indexed(pixels: &[u8]) -> Option<Indexed> {
    let mut colours = Colours::default();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let (pixels, _) = pixels.as_chunks::<4>();
    // Most of a picture is paper: neighbours of one colour are looked up once.
    for run in pixels.chunk_by(|one, other| one == other) {
        let number = colours.number([run[0][0], run[0][1], run[0][2]])?;
        let colour = &mut colours.counted[number];
        colour.pixels += run.len();
        colour.is_flat |= run.len() >= FLAT;
        runs.push((number, run.len()));
    }
    let (kept, places) = palette(&colours.counted);
    let mut drawn = vec![0; pixels.len()];
    let mut rest = drawn.as_mut_slice();
    for (number, length) in runs {
        let (run, after) = rest.split_at_mut(length);
        // Beside letters a run is a pixel or two.
        run.iter_mut().for_each(|pixel| *pixel = places[number]);
        rest = after;
    }
    Some(Indexed { palette: kept.concat(), places: drawn })
}

/// A colour of the picture.
struct Colour {
    rgb: [u8; 3],
    /// How many pixels have it.
    pixels: usize,
    /// Whether it fills more than edges.
    is_flat: bool,
}

/// The colours of a picture, numbered by first appearance.
struct Colours {
    counted: Vec<Colour>,
    /// The number of a colour, at its slot or the first free one after that.
    slots: Vec<Option<u16>>,
}

impl Default for Colours {
    fn default() -> Self {
        Self { counted: Vec::new(), slots: vec![None; SLOTS] }
    }
}

impl Colours {
    /// Returns the number of a colour, new or known; `None` where there are too many.
    fn number(&mut self, rgb: [u8; 3]) -> Option<usize> {
        let [red, green, blue] = rgb.map(usize::from);
        // Neighbouring shades of grey come apart.
        let mut slot = (red * 31 + green * 1009 + blue * 7919) % SLOTS;
        while let Some(known) = self.slots[slot] {
            if self.counted[usize::from(known)].rgb == rgb {
                return Some(usize::from(known));
            }
            slot = (slot + 1) % SLOTS;
        }
        let number = self.counted.len();
        self.slots[slot] = Some(u16::try_from(number).ok().filter(|_| number < TOO_MANY)?);
        self.counted.push(Colour { rgb, pixels: 0, is_flat: false });
        Some(number)
    }
}

/// Returns the colours that stay, the most frequent first, and for each number of a colour its place among them.
fn palette(counted: &[Colour]) -> (Vec<[u8; 3]>, Vec<u8>) {
    let mut order: Vec<usize> = (0..counted.len()).collect();
    order.sort_by_key(|number| (Reverse(counted[*number].pixels), counted[*number].rgb));
    let mut kept: Vec<[u8; 3]> = Vec::new();
    let mut shades = BTreeMap::new();
    let mut places = vec![0; counted.len()];
    for number in order {
        let Colour { rgb, is_flat, .. } = counted[number];
        let shade = rgb.map(|part| part / SHADE);
        let known = shades.get(&shade).copied().filter(|_| !is_flat);
        places[number] = known.unwrap_or_else(|| match u8::try_from(kept.len()) {
            Ok(place) => {
                kept.push(rgb);
                shades.entry(shade).or_insert(place);
                place
            }
            Err(_) => nearest(rgb, &kept),
        });
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

    #[test]
    fn flat_colours_stay_as_they_are_and_shades_of_edges_nearly() {
        let flat = [[200, 10, 10], [201, 11, 10], [255, 255, 255]];
        let edge = (0..=255).step_by(3).map(|shade| [shade, shade, shade]);
        let wide = flat.iter().flat_map(|colour| [*colour; FLAT]);
        let wanted: Vec<[u8; 3]> = wide.chain(edge).collect();
        let pixels: Vec<u8> = wanted.iter().flat_map(|[r, g, b]| [*r, *g, *b, 255]).collect();
        let Indexed { palette, places } = indexed(&pixels).unwrap();
        let (colours, _) = palette.as_chunks::<3>();
        let drawn: Vec<[u8; 3]> = places.iter().map(|place| colours[usize::from(*place)]).collect();
        assert_eq!(drawn[..3 * FLAT], wanted[..3 * FLAT]);
        let far = |(drawn, wanted): (&[u8; 3], &[u8; 3])| drawn[0].abs_diff(wanted[0]) >= SHADE;
        assert!(!drawn.iter().zip(&wanted).any(far));
        assert_eq!(colours.len(), 3 + 16 - 1, "white is the last shade of grey");
    }

    #[test]
    fn a_colour_too_many_takes_the_nearest_one() {
        let flat = |at: usize| [[(at % 256) as u8, (at / 256) as u8, 0, 255]; FLAT].concat();
        let pixels: Vec<u8> = (0..257).chain([0]).flat_map(flat).collect();
        let Indexed { palette, places } = indexed(&pixels).unwrap();
        assert_eq!((palette.len(), places.len()), (3 * 256, 258 * FLAT));
        assert_eq!(places[255 * FLAT], places[254 * FLAT]);
        let colours = (0..=TOO_MANY).flat_map(|at| [(at % 256) as u8, (at / 256) as u8, 0, 255]);
        assert!(indexed(&colours.collect::<Vec<u8>>()).is_none());
    }
}
