//! Damages bytes the way exports are damaged: cut, doubled, spliced, quoted wrongly, encoded otherwise.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// Pieces on which readers of delimited text stumble.
const PIECES: [&[u8]; 40] = [
    b"\"",
    b"\"\"",
    b"\"\"\"",
    b";",
    b",",
    b"\t",
    b"|",
    b"\n",
    b"\r",
    b"\r\n",
    b"\r\r\n",
    b"\0",
    b"\xFF",
    b"\xFE",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xFE\xFF",
    b"sep=;\n",
    b"sep=",
    b"\"sep=,\"\n",
    b"Totaal;",
    b"Bron: ",
    b"{\"ImportId\":\"x\"}",
    b"20-Oct",
    b"okt-20",
    b"1.234,5",
    b"-1",
    b"<5",
    b"99999999999999999999",
    b"1e308",
    b"2023/2024",
    b"0031-02-29",
    b"a@b.nl",
    b"123456782",
    b"\xC3\xA9",
    b"\xE9",
    b"\x81",
    b"=1+1",
    b";;;;;;;;;;;;;;;;",
    b"\"\n\"\n\"\n",
];

/// Returns a sample with one to eight damages.
pub(crate) fn mutated(draws: &mut ChaCha8Rng, samples: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = pick(draws, samples).to_vec();
    for _ in 0..draws.random_range(1..=8_u32) {
        damage(draws, &mut bytes, samples);
        bytes.truncate(1 << 16);
    }
    match draws.random_range(0..24_u32) {
        0 => wide(&bytes, u16::to_le_bytes),
        1 => wide(&bytes, u16::to_be_bytes),
        _ => bytes,
    }
}

fn pick<'a>(draws: &mut ChaCha8Rng, samples: &'a [Vec<u8>]) -> &'a [u8] {
    &samples[draws.random_range(0..samples.len())]
}

/// How often something is repeated: a few times mostly, since that finds most, and now and then up to `most` times.
fn times(draws: &mut ChaCha8Rng, most: usize) -> usize {
    let most = if draws.random_range(0..16_u32) == 0 { most } else { 6 };
    draws.random_range(1..most)
}

fn wide(bytes: &[u8], pair: fn(u16) -> [u8; 2]) -> Vec<u8> {
    bytes.iter().flat_map(|&byte| pair(u16::from(byte))).collect()
}

fn damage(draws: &mut ChaCha8Rng, bytes: &mut Vec<u8>, samples: &[Vec<u8>]) {
    let at = draws.random_range(0..=bytes.len());
    let length = draws.random_range(0..=(bytes.len() - at).min(200));
    match draws.random_range(0..12_u32) {
        0 if at < bytes.len() => bytes[at] = draws.random(),
        1 if at < bytes.len() => bytes[at] ^= 1 << draws.random_range(0..8_u32),
        2..=5 => {
            let piece = PIECES[draws.random_range(0..PIECES.len())];
            bytes.splice(at..at, piece.iter().copied());
        }
        6 => {
            bytes.drain(at..at + length);
        }
        7 => {
            let part = bytes[at..at + length].to_vec();
            let times = times(draws, 40);
            bytes.splice(at..at, part.repeat(times));
        }
        8 => {
            let other = pick(draws, samples);
            let from = draws.random_range(0..=other.len());
            let to = draws.random_range(from..=other.len());
            bytes.splice(at..at + length, other[from..to].iter().copied());
        }
        9 => bytes.truncate(at),
        10 => {
            // Every line end, or every delimiter, becomes another.
            let (from, to) = [(b'\n', b'\r'), (b';', b','), (b',', b';'), (b';', b'\t'), (b'"', b'\'')]
                [draws.random_range(0..5_usize)];
            bytes.iter_mut().filter(|byte| **byte == from).for_each(|byte| *byte = to);
        }
        _ => {
            let piece = PIECES[draws.random_range(0..PIECES.len())];
            let times = times(draws, 400);
            bytes.splice(at..at, piece.repeat(times));
        }
    }
}
