//! Recognises values that point at one person: mail and IP addresses, phone numbers, BSN.
//!
//! Counts only, never the value. Leaves out names, which no pattern can tell from labels: the codebook
//! marks their columns as `hidden_id`.

use crate::model::{Fault, FaultKind, Severity, Text};

/// How many values of a column point at people, by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sightings {
    /// Mail addresses.
    pub(super) mail: u64,
    /// IP addresses, of four or of sixteen bytes.
    pub(super) ip: u64,
    /// Dutch phone numbers, or numbers with a country code.
    pub(super) phone: u64,
    /// Numbers of nine digits that pass the check of a citizen service number (BSN).
    pub(super) bsn: u64,
}

impl Sightings {
    /// Looks at one value that occurs `times` times.
    pub(super) fn look(&mut self, value: &[u8], times: u64) {
        // Shorter than any of them: the common case of codes and ticks.
        if value.len() < 6 {
            return;
        }
        if is_mail(value) {
            self.mail += times;
        } else if is_ip(value) {
            self.ip += times;
        } else if is_bsn(value) {
            self.bsn += times;
        } else if is_phone(value) {
            self.phone += times;
        }
    }

    /// Adds what another block saw.
    pub(super) fn add(&mut self, other: Self) {
        self.mail += other.mail;
        self.ip += other.ip;
        self.phone += other.phone;
        self.bsn += other.bsn;
    }

    /// Returns the kinds that were seen.
    ///
    /// One number of nine digits in eleven passes the check by chance: a BSN is told only where most of
    /// the `filled` values pass.
    pub(super) fn told(&self, filled: u64) -> Vec<Sighting> {
        let bsn = if self.bsn * 2 > filled { self.bsn } else { 0 };
        [
            Sighting { nl: "mailadressen", en: "mail addresses", n: self.mail },
            Sighting { nl: "IP-adressen", en: "IP addresses", n: self.ip },
            Sighting { nl: "telefoonnummers", en: "phone numbers", n: self.phone },
            Sighting { nl: "burgerservicenummers", en: "citizen service numbers", n: bsn },
        ]
        .into_iter()
        .filter(|sighting| sighting.n > 0)
        .collect()
    }
}

/// Returns whether one value by itself points at a person: an address or a phone number.
pub(super) fn identifies(value: &[u8]) -> bool {
    value.len() > 5 && (is_mail(value) || is_ip(value) || is_phone(value))
}

/// One kind of value that points at people, and how many there are in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sighting {
    nl: &'static str,
    en: &'static str,
    n: u64,
}

impl Sighting {
    /// Returns the fault that tells it, without a value.
    ///
    /// A note where the column is not read anyway; repaired where such values were taken out.
    pub(super) fn fault(self, severity: Severity, file: &str, column: &str) -> Fault {
        let Self { nl, en, n } = self;
        Fault::in_file(
            severity,
            FaultKind::Identifying,
            file,
            Text::new(format!("{nl} in deze kolom: {n}"), format!("{en} in this column: {n}")),
            Text::new(
                "laat de kolom weg uit de export, of geef haar de rol hidden_id",
                "leave the column out of the export, or give it the role hidden_id",
            ),
        )
        .in_column(column)
    }
}

fn is_mail(value: &[u8]) -> bool {
    let Some(at) = memchr::memchr(b'@', value) else { return false };
    let name = value[..at].iter().rev().take_while(|byte| !byte.is_ascii_whitespace()).count();
    let host: Vec<u8> = value[at + 1..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || b".-".contains(byte))
        .copied()
        .collect();
    name > 0 && memchr::memchr(b'.', &host).is_some_and(|dot| dot > 0 && dot + 2 < host.len())
}

fn is_ip(value: &[u8]) -> bool {
    // Four small numbers with points are a version or a paragraph only when short; 7 is `1.1.1.1`.
    if !(7..=39).contains(&value.len()) || !value[0].is_ascii_hexdigit() && value[0] != b':' {
        return false;
    }
    std::str::from_utf8(value).is_ok_and(|text| text.parse::<std::net::IpAddr>().is_ok())
}

fn is_bsn(value: &[u8]) -> bool {
    if value.len() != 9 || !value.iter().all(u8::is_ascii_digit) || value.iter().all(|&byte| byte == b'0') {
        return false;
    }
    let digits = value.iter().map(|&byte| i32::from(byte - b'0'));
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    digits.zip(weights).map(|(digit, weight)| digit * weight).sum::<i32>() % 11 == 0
}

/// A phone number as people write it: ten digits that start with 0, or a plus and a country code.
///
/// A bare `0612345678` counts, an account or student number of ten digits with another start does not.
fn is_phone(value: &[u8]) -> bool {
    if !(9..=20).contains(&value.len()) || !matches!(value[0], b'0' | b'+' | b'(') {
        return false;
    }
    let mut digits = 0;
    for &byte in value {
        match byte {
            b'0'..=b'9' => digits += 1,
            b' ' | b'-' | b'(' | b')' | b'+' => {}
            _ => return false,
        }
    }
    match value[0] {
        b'+' => (10..=13).contains(&digits),
        _ if value.starts_with(b"00") => (12..=14).contains(&digits),
        _ => digits == 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(value: &str) -> (u64, u64, u64, u64) {
        let mut sightings = Sightings::default();
        sightings.look(value.as_bytes(), 1);
        (sightings.mail, sightings.ip, sightings.phone, sightings.bsn)
    }

    #[test]
    fn addresses_and_numbers_of_people_are_recognised() {
        for mail in ["a.b@school.example", "mail me: x@y.nl graag"] {
            assert_eq!(seen(mail), (1, 0, 0, 0), "{mail}");
        }
        for ip in ["192.168.0.1", "2001:db8::1"] {
            assert_eq!(seen(ip), (0, 1, 0, 0), "{ip}");
        }
        for phone in ["0612345678", "06-12345678", "+31 6 12345678", "(030) 1234567"] {
            assert_eq!(seen(phone), (0, 0, 1, 0), "{phone}");
        }
        assert_eq!(seen("111222333"), (0, 0, 0, 1));
    }

    #[test]
    fn ordinary_answers_are_not() {
        for answer in [
            "2023-09-01",
            "20060901",
            "1.234.567",
            "111222334",
            "ik @ school",
            "3,5",
            "vrouw",
            "000000000",
            "2023/2024",
        ] {
            assert_eq!(seen(answer), (0, 0, 0, 0), "{answer}");
        }
    }

    #[test]
    fn numbers_that_pass_by_chance_are_not_told() {
        let sightings = Sightings { bsn: 9, ..Sightings::default() };
        assert!(sightings.told(100).is_empty());
        assert_eq!(sightings.told(9).len(), 1);
    }
}
