//! Headings that hold a year or a group: `2014 Vrouw` in the form `{year} {sex}`.
//!
//! Leaves out the cells under them (`counts`).

use crate::codebook::{Unpivot, folded};
use crate::model::Role;

use super::number::year;

/// The form of headings, cut at its braces.
#[derive(Debug)]
pub(super) struct Pattern<'a> {
    roles: &'a [Role],
    columns: &'a [String],
    /// The text before, between and after the roles: one more than there are roles.
    between: Vec<String>,
}

impl<'a> Pattern<'a> {
    /// Returns the form that a codebook declares.
    pub(super) fn new(unpivot: &'a Unpivot) -> Self {
        let mut between = Vec::new();
        let mut rest = unpivot.headings.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            between.push(before.to_owned());
            rest = after.split_once('}').map_or("", |(_, after)| after);
        }
        between.push(rest.to_owned());
        Self { roles: &unpivot.roles, columns: &unpivot.columns, between }
    }

    /// Returns the value of each role in a heading, in the order of the form; `None` where it has another form.
    ///
    /// Where the form holds a year the heading must hold one: `Naam instelling` is no `{year} {sex}`.
    pub(super) fn fits(&self, heading: &str) -> Option<Vec<String>> {
        if !self.columns.is_empty() && !self.columns.iter().any(|known| folded(known) == folded(heading)) {
            return None;
        }
        let (first, others) = self.between.split_first()?;
        let values = self.split(heading.strip_prefix(first.as_str())?, self.roles, others)?;
        Some(values.into_iter().map(str::to_owned).collect())
    }

    /// Cuts `rest` at the texts between the roles; of several ways the first in which every year is one.
    ///
    /// `BOL DT 2023 man` has the form `{form} {year} {sex}`: the space within the first part is no end of it.
    fn split<'h>(&self, rest: &'h str, roles: &[Role], between: &[String]) -> Option<Vec<&'h str>> {
        let (Some((role, roles)), Some((text, others))) = (roles.split_first(), between.split_first()) else {
            return (rest.is_empty() && roles.is_empty()).then(Vec::new);
        };
        let fits = |value: &str| !value.is_empty() && (*role != Role::Year || year(value).is_some());
        if others.is_empty() {
            let value = rest.strip_suffix(text.as_str())?.trim();
            return fits(value).then(|| vec![value]);
        }
        // Two roles without a text between them cannot be told apart.
        let mut ends = rest.match_indices(text.as_str()).filter(|_| !text.is_empty());
        ends.find_map(|(end, _)| {
            let value = rest[..end].trim();
            let mut values = vec![value];
            values.extend(self.split(&rest[end + text.len()..], roles, others).filter(|_| fits(value))?);
            Some(values)
        })
    }

    /// Returns the roles, in the order of the form.
    pub(super) fn roles(&self) -> &'a [Role] {
        self.roles
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(form: &str, roles: &[Role], heading: &str) -> Option<Vec<String>> {
        let unpivot =
            Unpivot { headings: form.into(), roles: roles.to_vec(), columns: vec![], hidden: vec![] };
        Pattern::new(&unpivot).fits(heading)
    }

    #[test]
    fn a_heading_gives_the_value_of_each_role() {
        let both = [Role::Year, Role::Sex];
        assert_eq!(fits("{year} {sex}", &both, "2014 Man"), Some(vec!["2014".into(), "Man".into()]));
        assert_eq!(fits("{year} {sex}", &both, "OPLEIDINGSCODE ACTUEEL"), None);
        assert_eq!(
            fits("{sex} ({year})", &[Role::Sex, Role::Year], "Vrouw (2023/24)"),
            Some(vec!["Vrouw".into(), "2023/24".into()])
        );
        assert_eq!(fits("{year}", &[Role::Year], "2014"), Some(vec!["2014".into()]));
        assert_eq!(fits("jaar {year}", &[Role::Year], "2014"), None);
        assert_eq!(
            fits("{form} {year} {sex}", &[Role::Form, Role::Year, Role::Sex], "BOL DT 2023/2024 Man"),
            Some(vec!["BOL DT".into(), "2023/2024".into(), "Man".into()])
        );
        assert_eq!(fits("{year}{sex}", &both, "2014Man"), None);
    }

    #[test]
    fn only_named_headings_are_meant_where_they_are_named() {
        let unpivot = Unpivot {
            headings: "{sex}".into(),
            roles: vec![Role::Sex],
            columns: vec!["Man".into()],
            hidden: vec![],
        };
        assert!(Pattern::new(&unpivot).fits("man").is_some());
        assert!(Pattern::new(&unpivot).fits("Naam").is_none());
    }
}
