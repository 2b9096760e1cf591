//! One group per person where a form has a column per tick: gender of which several answers may hold.
//!
//! Several ticks are a level of their own: choosing one of them for somebody would be a guess. Leaves out questions
//! that are shown option by option (`choices`).

use crate::codebook::Codebook;
use crate::model::{Column, Level, MISSING, Role};

use super::values::several_level;

/// Joins columns of one role into one, in the order of the codebook.
pub(super) fn gather(groups: &mut Vec<Column>, codebook: &Codebook) {
    let mut at = 0;
    while at < groups.len() {
        let role = groups[at].role;
        let others: Vec<usize> = (at + 1..groups.len()).filter(|other| groups[*other].role == role).collect();
        if !others.is_empty() {
            let mut columns = vec![groups[at].clone()];
            // From the last on, so that the places of the others stay what they are.
            let mut rest: Vec<Column> = others.iter().rev().map(|other| groups.remove(*other)).collect();
            rest.reverse();
            columns.extend(rest);
            groups[at] = joined(&columns, role, codebook);
        }
        at += 1;
    }
}

fn joined(columns: &[Column], role: Role, codebook: &Codebook) -> Column {
    let mut levels: Vec<Level> = Vec::new();
    let mut place_of: Vec<Vec<u16>> = Vec::new();
    for column in columns {
        let places = column.levels.iter().map(|level| {
            let known = levels.iter().position(|other| other.label == level.label);
            place(known.unwrap_or_else(|| {
                levels.push(level.clone());
                levels.len() - 1
            }))
        });
        place_of.push(places.collect());
    }
    let rows = columns.iter().map(|column| column.codes.len()).max().unwrap_or(0);
    let several = levels.len();
    let mut is_several = false;
    let codes = (0..rows)
        .map(|row| {
            let mut ticked: Vec<u16> = columns
                .iter()
                .zip(&place_of)
                .filter_map(|(column, places)| places.get(usize::from(*column.codes.get(row)?)).copied())
                .collect();
            ticked.sort_unstable();
            ticked.dedup();
            match ticked.as_slice() {
                [] => MISSING,
                [one] => *one,
                _ => {
                    is_several = true;
                    place(several)
                }
            }
        })
        .collect();
    if is_several {
        let label = codebook.with_role(role).find_map(|column| column.several.clone());
        levels.push(several_level(label.as_ref()));
    }
    Column { role, levels, codes, coarser: None }
}

fn place(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(MISSING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{LevelKind, Text};

    fn column(label: &str, codes: [u16; 4]) -> Column {
        let level = Level { raw: "1".into(), label: Text::same(label), kind: LevelKind::Stated };
        Column { role: Role::Gender, levels: vec![level], codes: codes.to_vec().into(), coarser: None }
    }

    #[test]
    fn several_ticks_are_a_level_and_never_the_first_of_them() {
        let mut groups = vec![
            column("vrouw", [0, 0, MISSING, MISSING]),
            column("man", [MISSING, MISSING, 0, MISSING]),
            column("non-binair", [MISSING, 0, MISSING, MISSING]),
        ];
        gather(&mut groups, &Codebook::default());
        assert_eq!(groups.len(), 1);
        let labels: Vec<&str> = groups[0].levels.iter().map(|level| level.label.nl.as_str()).collect();
        assert_eq!(labels, ["vrouw", "man", "non-binair", "meer dan één antwoord"]);
        assert_eq!(groups[0].codes, [0, 3, 1, MISSING]);
    }
}
