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
    pub(super) fn of(student: &[u32], rows: &[usize]) -> Self {
        let n_students = rows.iter().map(|&row| student[row] as usize + 1).max().unwrap_or(0);
        let mut starts = vec![0_u32; n_students + 1];
        for &row in rows {
            starts[student[row] as usize + 1] += 1;
        }
        for student in 0..n_students {
            starts[student + 1] += starts[student];
        }
        let mut next = starts.clone();
        let mut sorted = vec![0_u32; rows.len()];
        for &row in rows {
            let slot = &mut next[student[row] as usize];
            sorted[*slot as usize] = row as u32;
            *slot += 1;
        }
        Self { starts, rows: sorted }
    }

    /// Returns the rows of each student, by number.
    pub(super) fn each(&self) -> impl Iterator<Item = &[u32]> {
        self.starts.windows(2).map(|ends| &self.rows[ends[0] as usize..ends[1] as usize])
    }
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
}
