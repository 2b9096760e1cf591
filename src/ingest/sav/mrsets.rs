//! The text of an SPSS file that says which variables are one question with several answers.
//!
//! Source: PSPP developers' guide, "Multiple Response Sets Records".

/// A question with several answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Set<'a> {
    /// The name, without its dollar sign.
    pub(super) name: &'a [u8],
    /// The text; empty where there is none.
    pub(super) label: &'a [u8],
    /// The value that means ticked; `None` where variables hold the choice itself.
    pub(super) counted: Option<&'a [u8]>,
    /// Whether the choices are called by the label of that value instead of the label of the variable.
    pub(super) by_value: bool,
    /// The names of the variables, in lower case.
    pub(super) variables: Vec<&'a [u8]>,
}

/// Returns the sets that `text` names; what cannot be understood is left out.
pub(super) fn sets(text: &[u8]) -> Vec<Set<'_>> {
    // A label may hold a line end, so lengths decide where a set ends, not lines.
    let mut rest = text;
    let mut found = Vec::new();
    while let Some(start) = rest.iter().position(|byte| *byte == b'$') {
        rest = &rest[start..];
        match one(rest) {
            Some((set, after)) => {
                found.push(set);
                rest = after;
            }
            None => {
                let Some(end) = rest.iter().position(|byte| *byte == b'\n') else { break };
                rest = &rest[end + 1..];
            }
        }
    }
    found
}

fn one(text: &[u8]) -> Option<(Set<'_>, &[u8])> {
    let equals = text.iter().position(|byte| *byte == b'=')?;
    let name = text.get(1..equals)?;
    let kind = *text.get(equals + 1)?;
    let rest = text.get(equals + 2..)?;
    let (counted, by_value, rest) = match kind {
        b'C' => (None, false, rest),
        b'D' => {
            let (value, rest) = counted(rest)?;
            (Some(value), false, rest)
        }
        b'E' => {
            let rest = rest.strip_prefix(b" ")?;
            let space = rest.iter().position(|byte| *byte == b' ')?;
            let (value, rest) = counted(&rest[space + 1..])?;
            (Some(value), true, rest)
        }
        _ => return None,
    };
    let (label, rest) = counted_after_space(rest)?;
    let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    let variables = rest[..end].split(u8::is_ascii_whitespace).filter(|name| !name.is_empty()).collect();
    Some((Set { name, label, counted, by_value, variables }, &rest[end..]))
}

fn counted_after_space(text: &[u8]) -> Option<(&[u8], &[u8])> {
    counted(text.strip_prefix(b" ")?)
}

/// `3 Yes` and what follows: a length, a space, so many bytes.
fn counted(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let space = text.iter().position(|byte| *byte == b' ')?;
    let length: usize = std::str::from_utf8(&text[..space]).ok()?.parse().ok()?;
    let value = text.get(space + 1..)?.get(..length)?;
    Some((value, &text[space + 1 + length..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_guide_is_understood() {
        let text = b"$a=C 10 my mcgroup a b c\n$b=D2 55 0  g e f d\n$c=D3 Yes 10 mdgroup #2 h i j\n\
                     $d=E 1 2 34 13 third mdgroup k l m\n$e=E 11 6 choice 0  n o p\n";
        let found = sets(text);
        let names: Vec<&[u8]> = found.iter().map(|set| set.name).collect();
        assert_eq!(names, [b"a", b"b", b"c", b"d", b"e"]);
        assert_eq!((found[0].label, found[0].counted), (&b"my mcgroup"[..], None));
        assert_eq!((found[1].counted, found[1].variables.len()), (Some(&b"55"[..]), 4));
        assert_eq!((found[3].counted, found[3].by_value), (Some(&b"34"[..]), true));
        assert_eq!((found[4].counted, found[4].label), (Some(&b"choice"[..]), &b""[..]));
        assert_eq!(found[4].variables, [b"n", b"o", b"p"]);
    }

    #[test]
    fn what_cannot_be_understood_is_left_out() {
        assert!(sets(b"$a=D999 x 3 y\n$=").is_empty());
        assert_eq!(sets(b"$a=Q 1\n$b=C 0  x y\n").len(), 1);
    }
}
