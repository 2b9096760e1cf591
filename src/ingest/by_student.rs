//! The rows of a register, student by student.
//!
//! Leaves out what is looked for in them.

/// Rows by student, in the order of the file within each.
#[derive(Debug)]
pub(super) struct ByStudent {
    /// Where the rows of each student start, and where those of the last one end.
    starts: Vec<u32>,
    rows: Vec<u32>,
}

impl ByStudent {
    /// Groups `rows` by the student of each; students are dense numbers, so that counting them sorts the rows.
    pub(super) fn of(student: &[u32], rows: &[u32]) -> Self {
        let n_students = rows.iter().map(|&row| student[row as usize] as usize + 1).max().unwrap_or(0);
        let mut starts = vec![0_u32; n_students + 1];
        for &row in rows {
            starts[student[row as usize] as usize + 1] += 1;
        }
        for student in 0..n_students {
            starts[student + 1] += starts[student];
        }
        let mut next = starts.clone();
        let mut sorted = vec![0_u32; rows.len()];
        for &row in rows {
            let slot = &mut next[student[row as usize] as usize];
            sorted[*slot as usize] = row;
            *slot += 1;
        }
        Self { starts, rows: sorted }
    }

    /// Returns the rows of each student, by number.
    pub(super) fn each(&self) -> impl Iterator<Item = &[u32]> {
        self.starts.windows(2).map(|ends| &self.rows[ends[0] as usize..ends[1] as usize])
    }
}

/// Returns those of `rows` whose students have two or more of them in one year: few in most registers.
///
/// Students with years that are 64 apart may be among them.
pub(super) fn in_a_year_twice(student: &[u32], year: &[u16], rows: &[u32]) -> Vec<u32> {
    let n_students = rows.iter().map(|&row| student[row as usize] as usize + 1).max().unwrap_or(0);
    // A bit per year that was seen, and whether one was seen twice.
    let mut years = vec![0_u64; n_students];
    let mut is_twice = vec![false; n_students];
    for &row in rows {
        let who = student[row as usize] as usize;
        let bit = 1 << (year[row as usize] % 64);
        if years[who] & bit != 0 {
            is_twice[who] = true;
        }
        years[who] |= bit;
    }
    drop(years);
    rows.iter().copied().filter(|row| is_twice[student[*row as usize] as usize]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_by_student_in_the_order_of_the_file() {
        let grouped = ByStudent::of(&[1, 0, 1, 3, 0], &[0, 1, 2, 3, 4]);
        let rows: Vec<&[u32]> = grouped.each().collect();
        assert_eq!(rows, [&[1, 4][..], &[0, 2], &[], &[3]]);
        assert_eq!(ByStudent::of(&[], &[]).each().count(), 0);
    }

    #[test]
    fn all_rows_of_who_is_there_twice_in_a_year_are_found() {
        let (student, year) = ([0, 1, 0, 2, 1, 0], [2020, 2020, 2021, 2020, 2020, 2022]);
        assert_eq!(in_a_year_twice(&student, &year, &[0, 1, 2, 3, 4, 5]), [1, 4]);
        assert_eq!(in_a_year_twice(&student, &year, &[0, 1, 2, 3, 5]), [0; 0]);
    }
}
