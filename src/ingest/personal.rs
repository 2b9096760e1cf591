//! Recognises what points at one person in a value or within a text: addresses of mail, machines and houses,
//! phone and account numbers, citizen service numbers (BSN).
//!
//! Pure: a value in, its kinds out. Leaves out names, which no pattern can tell from words, and counting (`identify`).

/// A kind of value that points at a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Personal {
    /// A mail address.
    Mail,
    /// An IP address, of four or of sixteen bytes.
    Ip,
    /// A Dutch phone number, or one with a country code.
    Phone,
    /// An account number (IBAN) whose check digits are right.
    Account,
    /// A postcode with a house number.
    House,
    /// A citizen service number in a text that says that it is one.
    Bsn,
}

/// The kinds, in the order in which they are told.
pub(super) const KINDS: [Personal; 6] =
    [Personal::Mail, Personal::Ip, Personal::Phone, Personal::Account, Personal::House, Personal::Bsn];

/// Calls `found` with each kind that `value` holds; a kind may be there more than once.
pub(super) fn each(value: &[u8], mut found: impl FnMut(Personal)) {
    // Shorter than any of them: the common case of codes and ticks.
    if value.len() < 6 {
        return;
    }
    // Most texts are words: none of these bytes stands in them, which is seen for many bytes at once.
    let tells = |byte: u8| byte.is_ascii_digit() | (byte == b'@') | (byte == b':');
    if !value.iter().fold(false, |any, &byte| any | tells(byte)) {
        return;
    }
    let (mut digits, mut at_sign, mut colons, mut points) = (0, false, 0, 0);
    for &byte in value {
        digits += usize::from(byte.is_ascii_digit());
        at_sign |= byte == b'@';
        colons += usize::from(byte == b':');
        points += usize::from(byte == b'.');
    }
    // A number by itself: of these kinds only a phone number is one, and that starts with a zero.
    if digits == value.len() && value[0] != b'0' {
        return;
    }
    if at_sign {
        mails(value).for_each(|()| found(Personal::Mail));
    }
    if (digits >= 4 && points == 3 || colons >= 2) && is_ip(value) {
        found(Personal::Ip);
        return;
    }
    if digits >= 9 {
        numbers(value, &mut found);
    }
    if digits >= 5 && is_house(value) {
        found(Personal::House);
    }
}

/// Returns whether a value points at a person by itself.
pub(super) fn is_personal(value: &[u8]) -> bool {
    let mut any = false;
    each(value, |_| any = true);
    any
}

/// Returns whether a value is a number of eight or nine digits that passes the eleven-check of a BSN.
///
/// Of other numbers 1 in 11 passes too. A spreadsheet drops a leading zero, so eight digits count.
pub(super) fn passes_eleven(value: &[u8]) -> bool {
    let mut nine = [b'0'; 9];
    match value.len() {
        8 => nine[1..].copy_from_slice(value),
        9 => nine.copy_from_slice(value),
        _ => return false,
    }
    if !nine.iter().all(u8::is_ascii_digit) || nine == [b'0'; 9] {
        return false;
    }
    let digits = nine.iter().map(|&byte| i32::from(byte - b'0'));
    digits.zip([9, 8, 7, 6, 5, 4, 3, 2, -1]).map(|(digit, weight)| digit * weight).sum::<i32>() % 11 == 0
}

fn mails(value: &[u8]) -> impl Iterator<Item = ()> + '_ {
    memchr::memchr_iter(b'@', value).filter_map(move |at| {
        let name = value[..at].iter().rev().take_while(|byte| is_mail_byte(**byte)).count();
        let host =
            value[at + 1..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || b".-".contains(byte));
        let host = &value[at + 1..at + 1 + host.count()];
        let dot = memchr::memchr(b'.', host);
        (name > 0 && dot.is_some_and(|dot| dot > 0 && dot + 2 < host.len())).then_some(())
    })
}

fn is_mail_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || b"._%+-'".contains(&byte)
}

fn is_ip(value: &[u8]) -> bool {
    // Four small numbers with points are a version or a paragraph only when short; 7 is `1.1.1.1`.
    if !(7..=39).contains(&value.len()) || !value[0].is_ascii_hexdigit() && value[0] != b':' {
        return false;
    }
    std::str::from_utf8(value).is_ok_and(|text| text.parse::<std::net::IpAddr>().is_ok())
}

/// Looks at each number within a value: what starts with a digit, `+` or `(`, or with the letters of a country.
fn numbers(value: &[u8], found: &mut impl FnMut(Personal)) {
    let mut at = 0;
    while at < value.len() {
        let starts = at == 0 || !value[at - 1].is_ascii_alphanumeric();
        let rest = &value[at..];
        if starts && let Some(length) = account(rest) {
            found(Personal::Account);
            at += length;
        } else if starts && let Some(length) = phone(rest) {
            found(Personal::Phone);
            at += length;
        } else if starts && rest[0].is_ascii_digit() {
            let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if length < value.len() && passes_eleven(&rest[..length]) && says_bsn(value) {
                found(Personal::Bsn);
            }
            at += length;
        } else {
            at += 1;
        }
    }
}

fn says_bsn(value: &[u8]) -> bool {
    let lower = value.to_ascii_lowercase();
    [&b"bsn"[..], b"burgerservice", b"sofi"].iter().any(|word| memchr::memmem::find(&lower, word).is_some())
}

/// Returns the length of a phone number at the start of `text`: ten digits that start with 0, or a plus and a country.
///
/// The parts are those of Dutch numbers: `06`, an area of three or four digits, or none. `01-09-2023 12` is a date.
fn phone(text: &[u8]) -> Option<usize> {
    if !matches!(text[0], b'0' | b'+' | b'(') {
        return None;
    }
    let mut digits = Vec::new();
    let (mut end, mut first_part) = (0, None);
    for (at, &byte) in text.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                digits.push(byte);
                end = at + 1;
            }
            b'+' if at == 0 => {}
            b' ' | b'-' | b'(' | b')' | b'.' | b'/' => {
                first_part = first_part.or((!digits.is_empty()).then_some(digits.len()));
            }
            _ => break,
        }
        if digits.len() > 15 {
            return None;
        }
    }
    let boundary = text.get(end).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    if !boundary || is_date(&text[..end]) {
        return None;
    }
    let first = first_part.unwrap_or(digits.len());
    let fits = match (text[0], digits.as_slice()) {
        (b'+', digits) => (10..=13).contains(&digits.len()),
        (_, [b'0', b'0', ..]) => (12..=14).contains(&digits.len()),
        (_, [b'0', b'1'..=b'9', ..]) => {
            digits.len() == 10 && (matches!(first, 3 | 4 | 10) || digits[1] == b'6' && first >= 2)
        }
        _ => false,
    };
    fits.then_some(end)
}

/// `01-09-2023`, alone or with a time behind it.
fn is_date(text: &[u8]) -> bool {
    let mut parts = text.split(|byte| b"-/. ".contains(byte));
    let mut number = |longest: usize| {
        parts
            .next()
            .is_some_and(|part| (1..=longest).contains(&part.len()) && part.iter().all(u8::is_ascii_digit))
    };
    number(2) && number(2) && number(4) && text.iter().any(|byte| b"-/.".contains(byte)) && {
        let year = text.split(|byte| b"-/. ".contains(byte)).nth(2).unwrap_or_default();
        year.len() == 4 && (year.starts_with(b"19") || year.starts_with(b"20"))
    }
}

/// Countries whose account numbers occur here, with the length of those.
const ACCOUNTS: [(&[u8; 2], usize); 10] = [
    (b"NL", 18),
    (b"BE", 16),
    (b"DE", 22),
    (b"FR", 27),
    (b"GB", 22),
    (b"ES", 24),
    (b"IT", 27),
    (b"LU", 20),
    (b"PL", 28),
    (b"TR", 26),
];

/// Returns the length of an IBAN at the start of `text`, spaces included.
///
/// Source: ISO 13616; the check is ISO 7064, MOD 97-10.
fn account(text: &[u8]) -> Option<usize> {
    let country = [text.first()?.to_ascii_uppercase(), text.get(1)?.to_ascii_uppercase()];
    let (_, length) = ACCOUNTS.iter().find(|(known, _)| **known == country)?;
    let mut characters = Vec::with_capacity(*length);
    let mut end = 0;
    for (at, byte) in text.iter().enumerate() {
        if byte.is_ascii_alphanumeric() {
            characters.push(byte.to_ascii_uppercase());
            end = at + 1;
        } else if *byte != b' ' {
            break;
        }
        if characters.len() == *length {
            break;
        }
    }
    if characters.len() != *length || !characters[2..4].iter().all(u8::is_ascii_digit) {
        return None;
    }
    characters.rotate_left(4);
    let remainder = characters.iter().fold(0_u32, |sum, byte| match byte {
        b'0'..=b'9' => (sum * 10 + u32::from(byte - b'0')) % 97,
        _ => (sum * 100 + u32::from(byte - b'A') + 10) % 97,
    });
    (remainder == 1).then_some(end)
}

/// Returns whether a value holds a Dutch postcode with a house number after it, or a street and number before it.
///
/// `2023 en 12` is none: the letters are capitals, or stand against the digits.
fn is_house(value: &[u8]) -> bool {
    (0..value.len().saturating_sub(5)).any(|at| {
        let starts = at == 0 || !value[at - 1].is_ascii_alphanumeric();
        let digits = &value[at..at + 4];
        if !starts || digits[0] == b'0' || !digits.iter().all(u8::is_ascii_digit) {
            return false;
        }
        let space = usize::from(value[at + 4] == b' ');
        let Some(letters) = value.get(at + 4 + space..at + 6 + space) else { return false };
        let capitals = letters.iter().all(u8::is_ascii_uppercase);
        let close = space == 0 && letters.iter().all(u8::is_ascii_alphabetic);
        let after = &value[at + 6 + space..];
        if !(capitals || close) || after.first().is_some_and(u8::is_ascii_alphanumeric) {
            return false;
        }
        let number_after = {
            let rest = after.iter().skip_while(|byte| b" ,-".contains(byte));
            let n = rest.take_while(|byte| byte.is_ascii_digit()).count();
            (1..=5).contains(&n)
        };
        number_after || street_before(&value[..at])
    })
}

/// `Kerkstraat 12, ` or `Kerkstraat 12a `: a word, then a number.
fn street_before(text: &[u8]) -> bool {
    let text = text.trim_ascii_end();
    let text = text.strip_suffix(b",").unwrap_or(text).trim_ascii_end();
    let mut words = text.rsplit(|byte| *byte == b' ');
    let number = words.next().is_some_and(|word| {
        word.first().is_some_and(u8::is_ascii_digit)
            && word.len() <= 6
            && word.iter().all(u8::is_ascii_alphanumeric)
    });
    number
        && words.next().is_some_and(|word| {
            word.len() >= 4 && word.iter().all(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(value: &str) -> Vec<Personal> {
        let mut found = Vec::new();
        each(value.as_bytes(), |kind| found.push(kind));
        found
    }

    #[test]
    fn what_points_at_a_person_is_recognised_alone_and_within_a_text() {
        for (kind, values) in [
            (Personal::Mail, &["a.b@school.example", "mail me: x@y.nl graag"][..]),
            (Personal::Ip, &["192.168.0.1", "2001:db8::1"]),
            (
                Personal::Phone,
                &[
                    "0612345678",
                    "06-12345678",
                    "+31 6 12345678",
                    "(030) 1234567",
                    "bel 020-1234567 even",
                    "0031612345678",
                    "06 12 34 56 78",
                ],
            ),
            (Personal::Account, &["NL91ABNA0417164300", "mijn rekening is NL91 ABNA 0417 1643 00, bedankt"]),
            (
                Personal::House,
                &["1234 AB 12", "1234AB, 12a", "Kerkstraat 12, 1234 AB Utrecht", "ik woon op 3511aa 4"],
            ),
            (Personal::Bsn, &["mijn bsn is 111222333", "BSN: 123456782."]),
        ] {
            for value in values {
                assert_eq!(kinds(value), [kind], "{value}");
            }
        }
    }

    #[test]
    fn ordinary_answers_are_not() {
        for answer in [
            "2023-09-01",
            "01-09-2023 12:30",
            "06-09-2023 12",
            "20060901",
            "1.234.567",
            "111222333",
            "ik @ school",
            "3,5",
            "vrouw",
            "2023/2024",
            "in 2023 en 12 andere jaren",
            "NL91ABNA0417164301",
            "1234 AB",
            "0000012345",
            "cijfers 0,5 1,25 en 3,75 of 12345",
            "lokaal 2016 in gebouw B",
            "10:15:30",
        ] {
            assert_eq!(kinds(answer), [], "{answer}");
        }
    }

    #[test]
    fn the_eleven_check_knows_numbers_whose_leading_zero_was_lost() {
        for number in ["111222333", "123456782", "010000000"] {
            let lost = number.trim_start_matches('0');
            assert_eq!(
                passes_eleven(number.as_bytes()),
                passes_eleven(lost.as_bytes()) || lost.len() < 8,
                "{number}"
            );
        }
        assert!(passes_eleven(b"111222333") && !passes_eleven(b"111222334") && !passes_eleven(b"000000000"));
    }
}
