//! The lists of codes that go with a file of fixed places: a code and its name per line.
//!
//! Which list belongs to which field stands in a description of its own ("Bestandsbeschrijving Dec-bestanden").
//! Leaves out codes that the description of the file itself lists (`layout`).

use super::layout::{Code, Layout, layouts};

/// Gives every field of `layout` without codes those of its list.
///
/// `descriptions` is the text that describes the lists; `read` returns the text of a list, or `None` where it is
/// not there. A list without its file is passed over: the field keeps its codes without names.
pub(super) fn add_lists(layout: &mut Layout, descriptions: &str, read: &dyn Fn(&str) -> Option<String>) {
    for list in layouts(descriptions) {
        let [code, name, ..] = list.fields.as_slice() else { continue };
        let wanted = |field: &str| list.decodes.iter().any(|known| plain(known) == plain(field));
        let places: Vec<usize> = (0..layout.fields.len())
            .filter(|&at| {
                let field = &layout.fields[at];
                field.codes.is_empty() && field.width == code.width && wanted(&field.name)
            })
            .collect();
        let Some(text) = Some(&list.title).filter(|_| !places.is_empty()).and_then(|title| read(title))
        else {
            continue;
        };
        let codes = codes(&text, (code.start, code.width), (name.start, name.width));
        for at in places {
            layout.fields[at].codes.clone_from(&codes);
        }
    }
}

fn codes(text: &str, code: (usize, usize), name: (usize, usize)) -> Vec<Code> {
    let part = |line: &str, (start, width): (usize, usize)| -> String {
        line.chars().skip(start).take(width).collect::<String>().trim().to_owned()
    };
    let mut found: Vec<Code> = text
        .lines()
        .map(|line| Code { code: part(line, code), label: part(line, name) })
        .filter(|one| !one.code.is_empty() && !one.label.is_empty())
        .collect();
    // The first line of a code counts, as in the list.
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|one| seen.insert(one.code.clone()));
    found
}

/// Descriptions write `oorspr. code` and `Oorspronkelijke Code`; points and case do not count.
fn plain(name: &str) -> String {
    let spaced: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_gets_the_names_of_the_list_that_decodes_it() {
        let mut layout =
            layouts("  Startpositie  Aantal posities\nOpleidingscode  1  5\nJaar  6  4\n").remove(0);
        let lists = "Dec_opleiding.asc\n=====\n  Startpositie  Aantal posities\nOpleidingscode  1  5\nNaam opleiding  6  30\n\nTen behoeve van de decodering van het veld:\n* Opleidingscode\n";
        let read = |name: &str| {
            (name == "Dec_opleiding.asc").then(|| "34280Werktuigbouwkunde\n34280Oude naam\n".to_owned())
        };
        add_lists(&mut layout, lists, &read);
        assert_eq!(
            layout.fields[0].codes,
            [Code { code: "34280".into(), label: "Werktuigbouwkunde".into() }]
        );
        assert!(layout.fields[1].codes.is_empty());
    }
}
