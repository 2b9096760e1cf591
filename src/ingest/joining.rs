//! People who are in several files, found by keyed pseudonyms of their keys.
//!
//! A pseudonym is HMAC-SHA-256 of the key under a secret that stands outside the scan folder. Keys are dropped
//! at once, pseudonyms when the files are joined: neither is written anywhere. What a register knows of a
//! respondent becomes columns of the survey; who is in one file only is counted, both ways.
//! Source: RFC 2104. Leaves out what may be shown of joined columns (`disclosure`).

use std::collections::BTreeMap;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::codebook::Codebook;
use crate::model::{
    Column, Fault, FaultKind, MISSING, Register, Role, Severity, Source, SourceData, Survey, Text,
};
use crate::scan::Scan;

use super::table::{Coded, Kept, Table};

/// The fewest bytes of a secret: a shorter one can be guessed, and with it every key.
const SHORTEST: usize = 16;

/// The secret of a scan.
pub(super) struct Secret(Vec<u8>);

/// The pseudonyms of the people of one source, by their dense number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pseudonyms {
    /// Of the key as the file writes it.
    whole: Vec<u128>,
    /// Of the key without leading zeros, which spreadsheets drop.
    bare: Vec<u128>,
}

impl Secret {
    /// Returns the secret that the scan names, `None` where it names none; a fault where it is not there.
    pub(super) fn of(
        scan: &Scan,
        variable: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Option<Self>, Box<Fault>> {
        let Some(name) = &scan.privacy.pseudonym_key_env else { return Ok(None) };
        let secret = variable(name).unwrap_or_default();
        let (nl, en) = match secret.trim().len() {
            0 => ("de sleutel om bestanden te koppelen is er niet", "the key that joins files is not there"),
            length if length < SHORTEST => {
                ("de sleutel om bestanden te koppelen is te kort", "the key that joins files is too short")
            }
            _ => return Ok(Some(Self(secret.trim().as_bytes().to_vec()))),
        };
        Err(Box::new(
            Fault::in_file(
                Severity::Refused,
                FaultKind::Key,
                scan.file.clone(),
                Text::new(nl, en),
                Text::new(
                    format!("zet de omgevingsvariabele {name} op een geheim van minstens {SHORTEST} tekens, steeds hetzelfde, en bewaar het niet in de scanmap"),
                    format!("set the environment variable {name} to a secret of at least {SHORTEST} characters, always the same, and do not keep it in the scan folder"),
                ),
            )
            .in_column("privacy.pseudonym_key_env"),
        ))
    }

    fn pseudonym(&self, key: &str) -> u128 {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("invariant: HMAC takes a key of any length");
        mac.update(key.as_bytes());
        let digest = mac.finalize().into_bytes();
        let mut half = [0; 16];
        half.copy_from_slice(&digest[..16]);
        u128::from_be_bytes(half)
    }

    /// Replaces the keys of people in `table` by numbers; returns their pseudonyms, empty where it holds no keys.
    pub(super) fn replace_keys(&self, table: &mut Table, codebook: &Codebook) -> Pseudonyms {
        let mut made = Pseudonyms::default();
        let lookup = codebook.lookup();
        for column in &mut table.columns {
            let role = lookup.column(&column.heading, column.question.as_deref()).map(|meaning| meaning.role);
            let Kept::Values(coded) = &mut column.kept else { continue };
            match role {
                Some(Role::Person) => {
                    let (numbers, pseudonyms) = self.numbered(coded);
                    column.kept = Kept::Keys(numbers);
                    made = pseudonyms;
                }
                Some(Role::Respondent) => column.kept = Kept::Keys(coded.codes.iter().collect()),
                _ => {}
            }
        }
        made
    }

    /// Two spellings with one pseudonym are one person: a key is compared without case and outer spaces.
    fn numbered(&self, coded: &Coded) -> (Vec<u32>, Pseudonyms) {
        let mut number_of: BTreeMap<u128, u32> = BTreeMap::new();
        let mut made = Pseudonyms::default();
        let mut number = vec![u32::MAX; coded.values.len()];
        for (code, value) in coded.values.iter().enumerate() {
            let key = value.trim().to_lowercase();
            let whole = self.pseudonym(&key);
            number[code] = *number_of.entry(whole).or_insert_with(|| {
                made.whole.push(whole);
                made.bare.push(self.pseudonym(key.trim_start_matches('0')));
                made.whole.len() as u32 - 1
            });
        }
        let numbers = coded.codes.iter().map(|code| number.get(code as usize).copied().unwrap_or(u32::MAX));
        (numbers.collect(), made)
    }
}

/// Gives every survey the pseudonyms by which its rounds join, and the columns that a register has of its respondents and it has not itself.
///
/// `pseudonyms` are those of each source, in the order of `sources`. Of several registers the first with keys is used.
pub(super) fn join(sources: &mut [Source], pseudonyms: &[Pseudonyms], faults: &mut Vec<Fault>) {
    for (source, pseudonyms) in sources.iter_mut().zip(pseudonyms) {
        if let SourceData::Survey(survey) = &mut source.data {
            let of_person = |person: &u32| pseudonyms.whole.get(*person as usize).copied().unwrap_or(0);
            survey.people = survey.person.iter().map(of_person).collect();
        }
    }
    let registered = sources.iter().zip(pseudonyms).find_map(|(source, pseudonyms)| match &source.data {
        SourceData::Register(register) if !pseudonyms.whole.is_empty() => {
            Some((source.name.clone(), register.clone(), pseudonyms.clone()))
        }
        _ => None,
    });
    let Some((name, register, known)) = registered else { return };
    let student_of: BTreeMap<u128, u32> = numbers(&known.whole);
    let bare_of: BTreeMap<u128, u32> = numbers(&known.bare);
    for (source, pseudonyms) in sources.iter_mut().zip(pseudonyms) {
        let round = source.round.clone();
        let SourceData::Survey(survey) = &mut source.data else { continue };
        if pseudonyms.whole.is_empty() || survey.person.is_empty() {
            continue;
        }
        let row_of = rows(&register, super::number::year(&round));
        let student = |person: u32| student_of.get(pseudonyms.whole.get(person as usize)?).copied();
        let found: Vec<Option<u32>> = survey.person.iter().map(|&person| student(person)).collect();
        let of_row: Vec<Option<u32>> =
            found.iter().map(|student| student.and_then(|student| *row_of.get(student as usize)?)).collect();
        let bare = |person: u32| bare_of.contains_key(pseudonyms.bare.get(person as usize)?).then_some(());
        let without_zeros = survey
            .person
            .iter()
            .zip(&found)
            .filter(|(person, found)| found.is_none() && bare(**person).is_some())
            .count();
        let matched = of_row.iter().flatten().count();
        let there = row_of.iter().flatten().count();
        let keyless = survey.person.iter().filter(|&&person| person == u32::MAX).count();
        faults.push(told(&source.name, &name, Numbers { rows: survey.rows, matched, keyless, there }));
        if without_zeros > 0 {
            faults.push(zeros(&source.name, without_zeros));
        }
        add_columns(survey, &register, &of_row);
    }
}

fn numbers(pseudonyms: &[u128]) -> BTreeMap<u128, u32> {
    pseudonyms.iter().enumerate().map(|(number, pseudonym)| (*pseudonym, number as u32)).collect()
}

/// The row of each student: the main enrolment of `year`, else of the last year up to now; `None` without one.
fn rows(register: &Register, year: Option<u16>) -> Vec<Option<u32>> {
    let n = register.student.iter().max().map_or(0, |&last| last as usize + 1);
    let mut found: Vec<Option<u32>> = vec![None; n];
    for row in 0..register.student.len() {
        let is_main = |row: usize| register.main.get(row).copied().unwrap_or(true);
        if year.is_some_and(|year| register.year[row] != year) {
            continue;
        }
        let slot = &mut found[register.student[row] as usize];
        let better = slot.is_none_or(|known| {
            let known = known as usize;
            (register.year[row], is_main(row)) > (register.year[known], is_main(known))
        });
        if better {
            *slot = Some(row as u32);
        }
    }
    found
}

fn add_columns(survey: &mut Survey, register: &Register, of_row: &[Option<u32>]) {
    for column in &register.groups {
        let wanted = column.role.is_demographic() || column.role == Role::Institution;
        if !wanted || survey.groups.iter().any(|known| known.role == column.role) {
            continue;
        }
        let codes = of_row.iter().map(|row| row.map_or(MISSING, |row| column.codes[row as usize])).collect();
        survey.groups.push(Column { codes, ..column.clone() });
    }
}

struct Numbers {
    rows: usize,
    matched: usize,
    keyless: usize,
    there: usize,
}

fn told(survey: &str, register: &str, n: Numbers) -> Fault {
    let Numbers { rows, matched, keyless, there } = n;
    let lost = rows - matched - keyless;
    let silent = there.saturating_sub(matched);
    let severity = if matched == 0 { Severity::Repaired } else { Severity::Note };
    Fault::in_file(
        severity,
        FaultKind::Key,
        survey,
        Text::new(
            format!(
                "gekoppeld met `{register}`: {matched} van {rows} deelnemers; niet in het register: {lost}; zonder sleutel: {keyless}; in het register en niet bij de deelnemers: {silent}"
            ),
            format!(
                "joined with `{register}`: {matched} of {rows} respondents; not in the register: {lost}; without a key: {keyless}; in the register and not among the respondents: {silent}"
            ),
        ),
        Text::new(
            "zijn het er weinig, kijk dan of beide bestanden hetzelfde nummer gebruiken en over hetzelfde jaar gaan",
            "if they are few, see whether both files use the same number and are about the same year",
        ),
    )
}

fn zeros(survey: &str, n: usize) -> Fault {
    Fault::in_file(
        Severity::Repaired,
        FaultKind::Key,
        survey,
        Text::new(
            format!(
                "sleutels die alleen in voorloopnullen van het register verschillen, niet gekoppeld: {n}"
            ),
            format!("keys that differ from the register in leading zeros only, not joined: {n}"),
        ),
        Text::new(
            "een rekenblad liet de nullen weg: importeer de kolom als tekst",
            "a spreadsheet dropped the zeros: import the column as text",
        ),
    )
}

/// Returns whether a survey and a register both have keys of people.
pub(super) fn could_join(sources: &[Source]) -> bool {
    let register = sources.iter().any(|source| matches!(source.data, SourceData::Register(_)));
    let keys =
        |source: &Source| matches!(&source.data, SourceData::Survey(survey) if !survey.person.is_empty());
    register && sources.iter().any(keys)
}

/// Tells that files with keys of people were not joined, where a scan names no secret.
pub(super) fn not_joined(scan: &Scan) -> Fault {
    Fault::in_file(
        Severity::Note,
        FaultKind::Key,
        scan.file.clone(),
        Text::new(
            "enquête en register hebben beide een persoonssleutel; ze zijn niet gekoppeld",
            "survey and register both have a key of people; they are not joined",
        ),
        Text::new(
            "zet `pseudonym_key_env = \"MEETELLEN_KEY\"` bij `[privacy]` om te koppelen",
            "set `pseudonym_key_env = \"MEETELLEN_KEY\"` in `[privacy]` to join them",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pseudonym_is_the_first_half_of_the_published_hmac() {
        // RFC 4231, test case 2: key "Jefe".
        let secret = Secret(b"Jefe".to_vec());
        let found = secret.pseudonym("what do ya want for nothing?");
        assert_eq!(found, 0x5bdc_c146_bf60_754e_6a04_2426_0895_75c7);
    }

    #[test]
    fn spellings_of_one_key_are_one_person() {
        let secret = Secret(b"een geheim van genoeg tekens".to_vec());
        let coded = Coded {
            values: vec!["S1".into(), " s1".into(), "s2".into()],
            codes: vec![0, 2, 1, u32::MAX].into(),
        };
        let (numbers, pseudonyms) = secret.numbered(&coded);
        assert_eq!(numbers, [0, 1, 0, u32::MAX]);
        assert_eq!(pseudonyms.whole.len(), 2);
    }

    #[test]
    fn a_secret_that_is_missing_or_short_is_refused_by_name_and_not_told() {
        let mut scan = Scan::default();
        assert!(Secret::of(&scan, &|_| None).is_ok_and(|secret| secret.is_none()));
        scan.privacy.pseudonym_key_env = Some("SLEUTEL".to_owned());
        for secret in [None, Some("geheimpje".to_owned())] {
            let fault = Secret::of(&scan, &|_| secret.clone()).err().expect("refused");
            assert_eq!(fault.severity, Severity::Refused);
            assert!(fault.hint.nl.contains("SLEUTEL") && !fault.to_string().contains("geheimpje"));
        }
    }
}
