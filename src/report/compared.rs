//! The page of report folders side by side: what each prints, with its margin; nothing is computed here.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::compare::{Line, Number as Printed, SideBySide};
use crate::model::{Language, Text};

use super::format::{Number, Precision};
use super::plain::{Plain, practice_data};
use super::wording::measure::name;
use super::wording::method::statistic_name;

/// Returns the page in a language.
#[must_use]
pub fn html(found: &SideBySide, language: Language) -> String {
    let say = |nl: &'static str, en: &'static str| if language == Language::Dutch { nl } else { en };
    let title = say("Verslagen naast elkaar", "Reports side by side");
    let banner = found.folders.iter().any(|folder| folder.synthetic).then(|| practice_data(language));
    let mut by_measure: BTreeMap<&str, Vec<&Line>> = BTreeMap::new();
    for line in &found.lines {
        by_measure.entry(&line.what.measure).or_default().push(line);
    }
    let content = html! {
        ul { @for folder in &found.folders { li { b { (folder.name) } ": " (folder.title) " (" (folder.scope) ")" } } }
        p { (say(
            "Elk cijfer staat zoals zijn eigen verslag het geeft, met de marge. Of twee cijfers verschillen, zegt dit overzicht niet.",
            "Each figure stands as its own report gives it, with its margin. Whether two figures differ, this overview does not say.",
        )) }
        p { (say(
            "Wie dezelfde groep is, kan veranderd zijn: het zijn meestal niet dezelfde studenten.",
            "Who is in a group may have changed: mostly they are not the same students.",
        )) }
        @if has_whole_and_part(found) {
            p { (say(
                "Een van de verslagen gaat over alle scholen samen. Daar zit de school van een ander verslag waarschijnlijk ook in: dan staat ze deels naast zichzelf.",
                "One of the reports is on all schools together. The school of another report is probably in it: then it partly stands beside itself.",
            )) }
        }
        @if !found.unlike.is_empty() {
            h2 { (say("Niet vergeleken: anders gedefinieerd", "Not compared: defined otherwise")) }
            ul { @for unlike in &found.unlike { li { b { (unlike.measure) } ": " (unlike.reason.get(language)) } } }
        }
        @if !found.alone.is_empty() {
            p { (say("Alleen in een van de verslagen: ", "In one of the reports only: "))
                (found.alone.iter().map(|measure| name(measure, None).get(language).to_owned()).collect::<Vec<_>>().join(", ")) "." }
        }
        @for (measure, lines) in &by_measure { (table(found, measure, lines, language)) }
    };
    Plain { language, title, banner, top: html! { h1 { (title) } }, content }.html()
}

/// Returns whether a total stands beside what may be a part of it.
fn has_whole_and_part(found: &SideBySide) -> bool {
    let wholes = found.folders.iter().filter(|folder| folder.scope == "all").count();
    (1..found.folders.len()).contains(&wholes)
}

fn table(found: &SideBySide, measure: &str, lines: &[&Line], language: Language) -> Markup {
    let group = Text::new("Groep", "Group");
    let figure = Text::new("Cijfer", "Figure");
    html! {
        .scroll { table {
            caption { (name(measure, None).get(language)) }
            thead { tr {
                th scope="col" { (group.get(language)) }
                th scope="col" { (figure.get(language)) }
                @for folder in &found.folders { th.num scope="col" { (folder.name) } }
            } }
            tbody { @for line in lines { tr {
                th scope="row" { (who(line, language)) }
                td { (statistic_name(&line.what.statistic).get(language))
                     @if !line.what.category.is_empty() { ": " (line.what.category) } }
                @for number in &line.numbers { td.num { (cell(line, number.as_ref(), language)) } }
            } } }
        } }
    }
}

fn who(line: &Line, language: Language) -> String {
    let what = &line.what;
    let everybody = Text::new("iedereen", "everybody");
    let group = if what.group.is_empty() { everybody.get(language).to_owned() } else { what.group.clone() };
    if what.against.is_empty() { group } else { format!("{group} − {}", what.against) }
}

fn cell(line: &Line, number: Option<&Printed>, language: Language) -> String {
    let Some(number) = number else {
        return Text::new("staat er niet in", "not in it").get(language).to_owned();
    };
    let shown = |text: &str| printed(line, text, language);
    let period = &number.period;
    match (number.status.as_str(), shown(&number.value), shown(&number.lower), shown(&number.upper)) {
        ("shown", Some(value), Some(lower), Some(upper)) => {
            let to = Text::new("tot", "to");
            format!("{value} ({lower} {} {upper}; n = {}), {period}", to.get(language), number.n)
        }
        ("shown", Some(value), ..) => format!("{value} (n = {}), {period}", number.n),
        ("banded" | "bounded", _, Some(lower), Some(upper)) => format!("{lower}–{upper}, {period}"),
        ("withheld", ..) => format!("· ({period})"),
        _ => format!("– ({period})"),
    }
}

/// Returns a number of `results.csv` as a reader sees it: shares as percentages.
fn printed(line: &Line, text: &str, language: Language) -> Option<String> {
    let value: f64 = text.parse().ok()?;
    let is_score = ["scale.", "item."].iter().any(|kind| line.what.measure.starts_with(kind));
    Some(match line.what.statistic.as_str() {
        "count" => Number::score(value, Precision::WHOLE).in_table(language),
        "share" => format!("{}%", Number::score(value * 100.0, Precision::ONE).in_table(language)),
        "difference" | "difference_standardised" if !is_score => {
            format!("{} %-p.", Number::score(value * 100.0, Precision::ONE).in_table(language))
        }
        _ => Number::score(value, Precision::TWO).in_table(language),
    })
}
