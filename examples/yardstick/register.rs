//! What became of starters, by cohort, institution and gender.
//!
//! The other engines were given a definition of their own: a student who is there again counts as such with
//! or without a diploma. That is no definition of a report, so it is counted here, from the columns of
//! the register as it was read.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use meetellen::model::{Column, Register, Role, SourceData};

use super::Outcome;
use super::scan::read_with;

const CODEBOOK: &str = r#"
[columns.student_id]
role = "person"
[columns.year]
role = "year"
[columns.first_year]
role = "cohort"
[columns.institution]
role = "institution"
[columns.programme]
role = "programme"
[columns.gender]
role = "gender"
[columns.diploma]
role = "level"
"#;

/// Within how many years completion is counted.
const COMPLETION: u16 = 5;

#[derive(Debug, Clone, Copy, Default)]
struct Flow {
    n: u64,
    retained: u64,
    switched: u64,
    dropout: u64,
    completed: u64,
}

/// Where a student started and what became of that.
#[derive(Debug, Clone, Copy)]
struct Student {
    start: u32,
    next: u32,
    diploma_at_once: bool,
    completed: bool,
}

const NO_ROW: u32 = u32::MAX;

const NOBODY: Student = Student { start: NO_ROW, next: NO_ROW, diploma_at_once: false, completed: false };

/// Reads `file` and writes `flow.csv` and `intake.csv`.
pub(super) fn run(file: &Path, out: &Path) -> Outcome<()> {
    let read = read_with(file, "register", CODEBOOK)?;
    let [source] = read.dataset.sources.as_slice() else { return Err("a scan of one source".into()) };
    let SourceData::Register(register) = &source.data else { return Err("no register".into()) };
    let column = |role: Role| {
        register.groups.iter().find(|column| column.role == role).ok_or_else(|| format!("no column {role}"))
    };
    let columns = [column(Role::Institution)?, column(Role::Programme)?, column(Role::Gender)?];
    let flows = flows(register, columns, column(Role::Level)?);
    let last = register.year.iter().copied().max().unwrap_or(0);
    let mut flow =
        "cohort,institution,gender,n,retained,switched,dropout,completed5,retention,completion5\n".to_owned();
    let mut intake: BTreeMap<(u16, u16), u64> = BTreeMap::new();
    for (&(cohort, institution, gender), counted) in &flows {
        *intake.entry((cohort, gender)).or_default() += counted.n;
        let label = |column: &Column, code: u16| {
            column.levels.get(usize::from(code)).map_or_else(String::new, |level| level.label.nl.clone())
        };
        let n = counted.n;
        let share = |part: u64| (part as f64 / n as f64).to_string();
        let when = |known: bool, value: String| if known { value } else { String::new() };
        let (after_one, after_five) = (cohort < last, cohort + COMPLETION - 1 <= last);
        writeln!(
            flow,
            "{cohort},{},{},{n},{},{},{},{},{},{}",
            label(columns[0], institution),
            label(columns[2], gender),
            when(after_one, counted.retained.to_string()),
            when(after_one, counted.switched.to_string()),
            when(after_one, counted.dropout.to_string()),
            when(after_five, counted.completed.to_string()),
            when(after_one, share(counted.retained)),
            when(after_five, share(counted.completed)),
        )?;
    }
    std::fs::write(out.join("flow.csv"), flow)?;
    let mut text = "cohort,gender,n\n".to_owned();
    for ((cohort, gender), n) in intake {
        let level = columns[2].levels.get(usize::from(gender));
        writeln!(text, "{cohort},{},{n}", level.map_or("", |level| level.label.nl.as_str()))?;
    }
    std::fs::write(out.join("intake.csv"), text)?;
    Ok(())
}

fn flows(register: &Register, columns: [&Column; 3], diploma: &Column) -> BTreeMap<(u16, u16, u16), Flow> {
    let n_students = register.student.iter().max().map_or(0, |last| *last as usize + 1);
    let mut students = vec![NOBODY; n_students];
    let has_diploma: Vec<bool> = diploma.levels.iter().map(|level| level.raw == "1").collect();
    for (row, &who) in register.student.iter().enumerate() {
        let student = &mut students[who as usize];
        let Some(after) = register.year[row].checked_sub(register.cohort[row]) else { continue };
        let diploma = has_diploma.get(usize::from(diploma.codes[row])).copied().unwrap_or(false);
        match after {
            0 => (student.start, student.diploma_at_once) = (row as u32, diploma),
            1 => student.next = row as u32,
            _ => {}
        }
        student.completed |= diploma && after < COMPLETION;
    }
    let [institution, programme, gender] = columns;
    let mut flows: BTreeMap<(u16, u16, u16), Flow> = BTreeMap::new();
    for student in students.iter().filter(|student| student.start != NO_ROW) {
        let (start, next) = (student.start as usize, student.next as usize);
        let flow =
            flows.entry((register.year[start], institution.codes[start], gender.codes[start])).or_default();
        flow.n += 1;
        flow.completed += u64::from(student.completed);
        if student.next == NO_ROW {
            flow.dropout += u64::from(!student.diploma_at_once);
        } else if institution.codes[next] == institution.codes[start]
            && programme.codes[next] == programme.codes[start]
        {
            flow.retained += 1;
        } else {
            flow.switched += 1;
        }
    }
    flows
}
