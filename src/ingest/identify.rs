//! Counts the values of a column that point at people, and tells them without a value.
//!
//! What points at a person stands in `personal`. Also sees keys that a spreadsheet damaged. Leaves out names, which
//! no pattern can tell from labels: headings and the codebook mark their columns.

use crate::codebook::{Codebook, is_identifying};
use crate::model::{Fault, FaultKind, Role, Severity, SourceKind, Text};

use super::personal::{KINDS, each, is_personal, passes_eleven};
use super::table::{Coded, Kept, Table};

/// How many values of a column point at people, by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sightings {
    /// Values that hold each of [`KINDS`].
    kinds: [u64; KINDS.len()],
    /// Numbers of eight or nine digits.
    numbers: u64,
    /// Those that pass the eleven-check.
    pass: u64,
    /// A bit per passing number, by its digits: at least as many differ as there are bits.
    differ: u64,
    /// Numbers such as `1.23E+08`, of which a spreadsheet dropped digits.
    rounded: u64,
    /// Keys of digits only, by length; the last counts longer ones too.
    lengths: [u32; 16],
    /// Keys that start with a zero.
    zeros: u32,
}

/// Shorter values point at nobody.
pub(super) const SHORTEST: usize = 6;

/// How many different numbers must pass the eleven-check before a column is called one of BSNs.
const DIFFERENT: u32 = 3;

impl Sightings {
    /// Looks at one value that occurs `times` times; returns whether there was anything to see.
    pub(super) fn look(&mut self, value: &[u8], times: u64) -> bool {
        value.len() >= SHORTEST && self.look_as(value, times, value.iter().all(u8::is_ascii_digit))
    }

    /// As [`Self::look`] at a value of which is known whether it is a number.
    fn look_as(&mut self, value: &[u8], times: u64, is_number: bool) -> bool {
        let mut is_seen = is_number && matches!(value.len(), 8 | 9);
        // A number by itself: of these kinds only a phone number is one, and that starts with a zero.
        if !is_number || value[0] == b'0' {
            let mut seen = 0_u8;
            each(value, |kind| seen |= 1 << kind as u8);
            for (at, count) in self.kinds.iter_mut().enumerate() {
                *count += if seen & 1 << at == 0 { 0 } else { times };
            }
            is_seen |= seen != 0;
        }
        if is_number && matches!(value.len(), 8 | 9) {
            self.numbers += times;
            if passes_eleven(value) {
                self.pass += times;
                let mixed =
                    value.iter().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(*byte)));
                self.differ |= 1 << (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58);
            }
        }
        is_seen
    }

    /// Looks at the key of a person.
    pub(super) fn look_key(&mut self, key: &[u8]) {
        if key.is_empty() {
            return;
        }
        let is_number = key.iter().all(u8::is_ascii_digit);
        if key.len() >= SHORTEST {
            self.look_as(key, 1, is_number);
        }
        if is_number {
            self.lengths[key.len().min(self.lengths.len()) - 1] += 1;
            self.zeros += u32::from(key[0] == b'0');
        } else {
            self.rounded += u64::from(is_rounded(key));
        }
    }

    /// Adds what another block saw.
    pub(super) fn add(&mut self, other: Self) {
        self.kinds.iter_mut().zip(other.kinds).for_each(|(one, other)| *one += other);
        self.numbers += other.numbers;
        self.pass += other.pass;
        self.differ |= other.differ;
        self.rounded += other.rounded;
        self.lengths.iter_mut().zip(other.lengths).for_each(|(one, other)| *one += other);
        self.zeros += other.zeros;
    }

    /// Returns whether the column holds citizen service numbers: most of its `filled` values pass, and several differ.
    ///
    /// One number in eleven passes by chance; of three different ones all pass once in 1331 times.
    fn is_bsn(&self, filled: u64) -> bool {
        self.differ.count_ones() >= DIFFERENT && self.pass * 10 >= self.numbers * 8 && self.pass * 2 > filled
    }

    /// Returns the kinds of values that were seen: each value by itself points at a person.
    pub(super) fn told_each(&self) -> Vec<Sighting> {
        let names = [
            ("mailadressen", "mail addresses"),
            ("IP-adressen", "IP addresses"),
            ("telefoonnummers", "phone numbers"),
            ("rekeningnummers", "account numbers"),
            ("postcodes met huisnummer", "postcodes with a house number"),
            ("burgerservicenummers", "citizen service numbers"),
        ];
        names
            .into_iter()
            .zip(self.kinds)
            .filter(|(_, n)| *n > 0)
            .map(|((nl, en), n)| Sighting {
                message: Text::new(format!("{nl} in deze kolom: {n}"), format!("{en} in this column: {n}")),
            })
            .collect()
    }

    /// Returns the kinds that were seen among `filled` values, and whether the column is one of service numbers.
    pub(super) fn told(&self, filled: u64) -> Vec<Sighting> {
        let mut found = self.told_each();
        if self.is_bsn(filled) {
            let Self { pass, numbers, .. } = self;
            found.push(Sighting {
                message: Text::new(
                    format!("burgerservicenummers: {pass} van de {numbers} nummers doorstaan de elfproef, bij toeval is dat 1 op de 11"),
                    format!("citizen service numbers: {pass} of {numbers} numbers pass the eleven-check, by chance that is 1 in 11"),
                ),
            });
        }
        found
    }

    /// Returns the faults of a column of keys: what a spreadsheet did to them, and whether they are BSNs.
    pub(super) fn key_faults(&self, file: &str, column: &str, filled: u64) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut tell = |severity, kind, message, hint| {
            faults.push(Fault::in_file(severity, kind, file, message, hint).in_column(column));
        };
        if self.is_bsn(filled) {
            let Self { pass, numbers, .. } = self;
            tell(
                Severity::Refused,
                FaultKind::Identifying,
                Text::new(
                    format!(
                        "de persoonssleutel is het burgerservicenummer: {pass} van de {numbers} nummers doorstaan de elfproef"
                    ),
                    format!(
                        "the key of people is the citizen service number: {pass} of {numbers} numbers pass the eleven-check"
                    ),
                ),
                Text::new(
                    "gebruik het studentnummer of het persoonsgebonden nummer, of laat er met `pseudonym_key_env` een pseudoniem van maken",
                    "use the student number or the persoonsgebonden nummer, or have `pseudonym_key_env` make a pseudonym of it",
                ),
            );
        }
        if self.rounded > 0 {
            let n = self.rounded;
            tell(
                Severity::Repaired,
                FaultKind::Key,
                Text::new(
                    format!(
                        "sleutels als 1,23E+08: een rekenblad liet cijfers weg en maakte van verschillende mensen een; aantal: {n}"
                    ),
                    format!(
                        "keys such as 1.23E+08: a spreadsheet dropped digits and made one person of several; number: {n}"
                    ),
                ),
                Text::new(
                    "exporteer opnieuw, of importeer de kolom als tekst",
                    "export again, or import the column as text",
                ),
            );
        }
        if let Some(n) = self.shortened() {
            tell(
                Severity::Note,
                FaultKind::Key,
                Text::new(
                    format!(
                        "sleutels die korter zijn dan de andere; misschien liet een rekenblad voorloopnullen weg; aantal: {n}"
                    ),
                    format!(
                        "keys that are shorter than the others; a spreadsheet may have dropped leading zeros; number: {n}"
                    ),
                ),
                Text::new(
                    "vergelijk ze met de bron, en importeer de kolom als tekst",
                    "compare them with the source, and import the column as text",
                ),
            );
        }
        faults
    }

    /// Of keys of a fixed length about 1 in 10 starts with a zero; where none does and some are shorter, zeros are lost.
    fn shortened(&self) -> Option<u32> {
        let longest = self.lengths.iter().rposition(|n| *n > 0)?;
        let all: u32 = self.lengths.iter().sum();
        let shorter = all - self.lengths[longest];
        let suspect =
            self.zeros == 0 && longest >= 5 && all >= 20 && shorter * 50 >= all && shorter * 4 <= all;
        suspect.then_some(shorter)
    }
}

/// Returns whether one value by itself points at a person.
pub(super) fn identifies(value: &[u8]) -> bool {
    is_personal(value)
}

/// `1,23E+08`: digits, a point or comma, E and an exponent.
fn is_rounded(key: &[u8]) -> bool {
    let Some(at) = key.iter().position(|byte| byte.eq_ignore_ascii_case(&b'e')) else { return false };
    let (number, exponent) = (&key[..at], &key[at + 1..]);
    let exponent = exponent.strip_prefix(b"+").unwrap_or(exponent);
    let digits = |text: &[u8]| !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    let number: Vec<u8> = number.iter().copied().filter(|byte| !b".,".contains(byte)).collect();
    digits(&number)
        && digits(exponent)
        && exponent.len() <= 2
        && key[..at].iter().any(|byte| b".,".contains(byte))
}

/// One kind of value that points at people, and how many there are in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sighting {
    message: Text,
}

impl Sighting {
    /// Returns the fault that tells it, without a value.
    ///
    /// A note where the column is not read anyway; repaired where such values were taken out.
    pub(super) fn fault(self, severity: Severity, file: &str, column: &str) -> Fault {
        Fault::in_file(
            severity,
            FaultKind::Identifying,
            file,
            self.message,
            Text::new(
                "niet bewaard; laat de kolom weg uit de export, of geef haar de rol hidden_id",
                "not kept; leave the column out of the export, or give it the role hidden_id",
            ),
        )
        .in_column(column)
    }
}

/// What is done with the keys of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keys {
    /// They become numbers without meaning.
    Numbered,
    /// They become keyed pseudonyms, to join files.
    Pseudonyms,
}

/// Takes out of a table what a mapped column must not hold: citizen service numbers, and values that nearly
/// everybody has alone; and tells damaged keys.
///
/// Keys that become pseudonyms may be citizen service numbers.
pub(super) fn take_out(
    table: &mut Table,
    codebook: &Codebook,
    kind: SourceKind,
    keys: Keys,
    faults: &mut Vec<Fault>,
) {
    let file = if table.rows > 0 { table.position(0).file.to_owned() } else { return };
    let lookup = codebook.lookup();
    for column in &mut table.columns {
        let Kept::Values(coded) = &column.kept else { continue };
        let meaning = lookup.column(&column.heading, column.question.as_deref());
        let role = meaning.map(|meaning| meaning.role);
        let is_of_people = !matches!(kind, SourceKind::Counts | SourceKind::Staff | SourceKind::Checklist);
        let groups = is_of_people
            && meaning.is_some_and(|meaning| is_personal_role(meaning.role) && meaning.bands.is_empty());
        if groups && let Some(filled) = own_value_each(coded) {
            faults.push(personal_column(&file, &column.heading, coded.values.len(), filled));
            column.kept = Kept::Nothing { filled };
            continue;
        }
        let is_key = matches!(role, Some(Role::Person | Role::Respondent)) && keys == Keys::Pseudonyms;
        if !is_key && !coded.values.iter().any(|value| passes_eleven(value.as_bytes())) {
            continue;
        }
        let mut seen = Sightings::default();
        let times = times(coded);
        for (value, times) in coded.values.iter().zip(&times).filter(|(_, times)| **times > 0) {
            if is_key {
                seen.look_key(value.as_bytes());
            } else {
                seen.look(value.as_bytes(), *times);
            }
        }
        let filled: u64 = times.iter().sum();
        if is_key {
            let found = seen.key_faults(&file, &column.heading, filled.min(coded.values.len() as u64));
            faults.extend(found.into_iter().filter(|fault| fault.kind != FaultKind::Identifying));
        } else if seen.is_bsn(filled) && role != Some(Role::Count) {
            let only_bsn = Sightings { kinds: [0; KINDS.len()], ..seen };
            let told = only_bsn.told(filled).into_iter();
            faults.extend(told.map(|seen| seen.fault(Severity::Repaired, &file, &column.heading)));
            column.kept = Kept::Nothing { filled };
        }
    }
}

/// Roles whose levels a person may have alone; schools and years are no people.
fn is_personal_role(role: Role) -> bool {
    role.is_grouping() && !matches!(role, Role::Institution | Role::Year | Role::Cohort | Role::Round)
}

/// The fewest different values of a column in which everybody having one of their own is no accident.
const MANY: usize = 50;

/// Returns how many rows are filled, where nine in ten of them have a value that no other row has.
fn own_value_each(coded: &Coded) -> Option<u64> {
    if coded.values.len() < MANY {
        return None;
    }
    let times = times(coded);
    let filled: u64 = times.iter().sum();
    let alone = times.iter().filter(|times| **times == 1).count() as u64;
    (alone * 10 >= filled * 9).then_some(filled)
}

fn personal_column(file: &str, heading: &str, values: usize, filled: u64) -> Fault {
    Fault::in_file(
        Severity::Repaired,
        FaultKind::Identifying,
        file,
        Text::new(
            format!("bijna iedereen heeft hier een eigen waarde ({values} op {filled} rijen): dat wijst mensen aan; kolom weggelaten"),
            format!("nearly everybody has a value of their own here ({values} on {filled} rows): that points at people; column left out"),
        ),
        Text::new("geef de kolom de rol hidden_id of open", "give the column the role hidden_id or open"),
    )
    .in_column(heading)
}

fn times(coded: &Coded) -> Vec<u64> {
    let mut times = vec![0; coded.values.len()];
    for code in coded.codes.iter() {
        if let Some(times) = times.get_mut(code as usize) {
            *times += 1;
        }
    }
    times
}

/// Tells which columns were dropped because they identify people: how many cells of which column, without a value.
///
/// By the codebook, and by its heading where the codebook does not name it.
pub(super) fn tell_dropped(table: &Table, codebook: &Codebook, faults: &mut Vec<Fault>) {
    let file = if table.rows > 0 { table.position(0).file } else { "" };
    let lookup = codebook.lookup();
    for column in &table.columns {
        let meaning = lookup.column(&column.heading, column.question.as_deref());
        // What its values told already needs no second line.
        let is_told = |fault: &Fault| {
            fault.kind == FaultKind::Identifying && fault.column.as_ref() == Some(&column.heading)
        };
        let Kept::Nothing { filled: filled @ 1.. } = column.kept else { continue };
        let identifies = match meaning {
            Some(meaning) => meaning.role == Role::HiddenId,
            None => is_identifying(&column.heading) && !faults.iter().any(is_told),
        };
        if identifies {
            faults.push(
                Fault::in_file(
                    Severity::Note,
                    FaultKind::Identifying,
                    file,
                    Text::new(
                        format!(
                            "kolom die mensen aanwijst, bij het lezen weggelaten; gevulde cellen: {filled}"
                        ),
                        format!("column that identifies people, dropped at reading; filled cells: {filled}"),
                    ),
                    Text::new(
                        "laat de kolom voortaan weg uit de export",
                        "leave the column out of the export from now on",
                    ),
                )
                .in_column(column.heading.clone()),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(values: &[&str]) -> Sightings {
        let mut sightings = Sightings::default();
        for value in values {
            sightings.look(value.as_bytes(), 1);
        }
        sightings
    }

    #[test]
    fn a_column_is_called_one_of_bsns_only_where_most_numbers_pass() {
        let bsns = seen(&["111222333", "123456782", "999999990"]);
        assert_eq!(bsns.told(3).len(), 1);
        assert!(bsns.told(3)[0].message.nl.contains("3 van de 3"));
        let chance = seen(&["111222333", "111222334", "111222335", "111222336", "111222337"]);
        assert!(chance.told(5).is_empty());
        let bsns = ["111222333", "123456782", "999999990"];
        let among = seen(&[&bsns[..], &["111222334"; 7]].concat());
        assert!(among.told(10).is_empty(), "three of ten numbers are no column of them");
        assert!(seen(&bsns).told(10).is_empty(), "nor are three numbers among ten answers");
        let same = seen(&["111222333"; 50]);
        assert!(same.told(50).is_empty(), "one number that passes is no column of them");
    }

    #[test]
    fn keys_that_a_spreadsheet_rounded_are_counted() {
        let mut sightings = Sightings::default();
        for key in ["1.23E+08", "1,23457E+11", "S1E2", "123"] {
            sightings.look_key(key.as_bytes());
        }
        let faults = sightings.key_faults("a.csv", "student", 4);
        assert_eq!(faults.len(), 1);
        assert!(faults[0].message.nl.ends_with("aantal: 2") && faults[0].value.is_none());
    }

    #[test]
    fn lost_zeros_are_suspected_only_among_keys_of_one_length() {
        let look = |keys: Vec<String>| {
            let mut sightings = Sightings::default();
            keys.iter().for_each(|key| sightings.look_key(key.as_bytes()));
            sightings.shortened()
        };
        let lost =
            (0..100).map(|n| if n % 10 == 0 { format!("12345{n:02}") } else { format!("912345{n:02}") });
        assert_eq!(look(lost.collect()), Some(10));
        assert_eq!(look((1..5000).map(|n| n.to_string()).collect()), None);
    }
}
