//! Which column holds which group: gender in its many spellings, the education of parents, level, form and the like.
//!
//! Gender is never forced into two, and several ticks are never the first of them. Leaves out questions.

use super::blocks::{Block, LEAST};
use super::guess::{Proposal, made, number};
use super::headings;
use super::meaning::{ColumnMeaning, Label, folded};
use super::sample::ColumnSample;
use super::vocabulary::{GENDERS, NOT_APPLICABLE, NOT_STATED, UNKNOWN, Unseen, ordered, plain_answer};
use crate::model::{Role, SourceKind, Text};

/// Gender in a survey, sex in a register: the two are never mapped on each other.
pub(super) fn gender(sample: &ColumnSample, kind: SourceKind, values: &[&str]) -> Proposal {
    let (role, reason) = if kind == SourceKind::Survey {
        (
            Role::Gender,
            Text::new("mensen noemen het zelf, in een enquête", "people say it themselves, in a survey"),
        )
    } else {
        (
            Role::Sex,
            Text::new("een register kent het geregistreerde geslacht", "a register has the registered sex"),
        )
    };
    let mut proposal = made(sample, role, reason);
    proposal.rank = headings::gender_rank(&sample.heading, sample.question.as_deref());
    let several =
        values.iter().any(|value| ticks(value).len() > 1 && ticks(value).iter().all(|tick| is_gender(tick)));
    let single: Vec<&str> =
        values.iter().flat_map(|value| if several { ticks(value) } else { vec![*value] }).collect();
    let answers = ordered(&distinct(&single), GENDERS, Unseen::LeftOut);
    if answers.labels.is_empty() {
        proposal.reason = Text::new(
            format!("{}; wat de codes betekenen staat er niet bij", proposal.reason.nl),
            format!("{}; what the codes mean is not there", proposal.reason.en),
        );
        return proposal.unsure(
            "vul `labels` in, bijvoorbeeld labels = { \"1\" = \"vrouw\", \"2\" = \"man\" }; nu staan de codes in het verslag",
            "fill in `labels`, for instance labels = { \"1\" = \"vrouw\", \"2\" = \"man\" }; now the codes are in the report",
        );
    }
    proposal.meaning.separator = several.then(|| ";".to_owned());
    // What people wrote themselves stands among the stated genders, before "wil ik niet zeggen". A text of one or
    // two people may name them: it is not written down.
    let times = |wanted: &str| -> u64 {
        let holds =
            |value: &str| if several { ticks(value).contains(&wanted) } else { value.trim() == wanted };
        sample.distinct.iter().filter(|(value, _)| holds(value)).map(|(_, count)| *count).sum()
    };
    let place = answers.labels.len() - answers.not_stated.len() - answers.not_applicable.len();
    let (own, rare): (Vec<&String>, Vec<&String>) =
        answers.unknown.iter().partition(|raw| times(raw) >= LEAST);
    let rare = rare.len();
    let own = own.into_iter().map(|raw| Label { raw: raw.clone(), text: Text::same(raw), also: Vec::new() });
    proposal.meaning.labels = answers.labels;
    proposal.meaning.labels.splice(place..place, own);
    proposal.meaning.not_stated = answers.not_stated;
    proposal.meaning.not_applicable = answers.not_applicable;
    if rare > 0 {
        proposal.check = Some(Text::new(
            format!(
                "{rare} antwoorden in eigen woorden staan niet in `labels` en tellen zo niet mee: zet ze bij een label met `also`"
            ),
            format!(
                "{rare} answers in people's own words are not in `labels` and so do not count: add them to a label with `also`"
            ),
        ));
    }
    proposal
}

/// Whether the values are genders in words, both most frequent ones among them, and little else.
pub(super) fn says_gender(values: &[&str]) -> bool {
    let has = |place: usize| values.iter().any(|value| value.len() > 1 && GENDERS[place].is(value));
    let others = values.iter().filter(|value| !is_gender(value) && !NOT_STATED.is(value)).count();
    has(0) && has(1) && others <= 2
}

fn ticks(value: &str) -> Vec<&str> {
    value.split(';').map(str::trim).filter(|tick| !tick.is_empty()).collect()
}

fn distinct<'v>(values: &[&'v str]) -> Vec<&'v str> {
    let mut all: Vec<&str> = Vec::new();
    for value in values {
        if !all.contains(value) {
            all.push(value);
        }
    }
    all
}

/// Returns whether a value is a gender in words or as a letter.
pub(super) fn is_gender(value: &str) -> bool {
    GENDERS.iter().any(|known| known.is(value))
}

pub(super) fn by_heading(
    sample: &ColumnSample,
    kind: SourceKind,
    hit: headings::Hit,
    values: &[&str],
) -> Proposal {
    let role = match (hit.role, kind) {
        (Role::Person, SourceKind::Survey) => {
            let reason = Text::new(
                "een persoonsnummer; maak de rol `person` om bestanden te koppelen",
                "a personal number; make the role `person` to link files",
            );
            return made(sample, Role::HiddenId, reason);
        }
        // DUO's counts of graduates have no other year.
        (Role::DiplomaYear, SourceKind::Counts) => Role::Year,
        (Role::Weight, _) if !values.iter().all(|value| number(value).is_some()) => {
            return made(
                sample,
                Role::Open,
                Text::new("geen gewicht: geen getallen", "no weight: not numbers"),
            );
        }
        (role, _) => role,
    };
    let reason = Text::new(format!("de kop past bij `{role}`"), format!("the heading fits `{role}`"));
    let mut proposal = made(sample, role, reason);
    proposal.rank = hit.rank;
    if role == Role::Age && values.iter().all(|value| number(value).is_some()) {
        proposal.meaning.bands = vec![18, 21, 24, 30];
        proposal.reason = Text::new(
            format!("{}; de klassen zijn een voorstel", proposal.reason.nl),
            format!("{}; the bands are a proposal", proposal.reason.en),
        );
    } else if matches!(role, Role::FirstGeneration | Role::SupportNeed) && says_yes_or_no(values) {
        yes_or_no(&mut proposal, role, values);
    } else if role.is_demographic() {
        add_stated_states(&mut proposal.meaning, values);
        let codes = values.iter().all(|value| number(value).is_some());
        if codes && kind == SourceKind::Survey && !matches!(role, Role::Age) {
            proposal.check = Some(Text::new(
                "codes zonder woorden: vul `labels` in; nu staan de codes in het verslag",
                "codes without words: fill in `labels`; now the codes are in the report",
            ));
        }
    }
    if role == Role::SupportNeed && kind == SourceKind::Survey {
        let about_health = proposal.check.take().map_or_else(Text::default, |check| {
            Text::new(format!("; {}", check.nl), format!("; {}", check.en))
        });
        proposal.check = Some(Text::new(
            format!(
                "een gezondheidsgegeven? dan alleen lezen met toestemming; anders wordt de rol `open`{}",
                about_health.nl
            ),
            format!(
                "about health? then read it with consent only; else make the role `open`{}",
                about_health.en
            ),
        ));
    }
    if role == Role::Origin && kind == SourceKind::Survey && proposal.check.is_none() {
        proposal.check = Some(Text::new(
            "een bijzonder persoonsgegeven: is er toestemming? landen zijn kleine groepen, zet ze bij elkaar in `[groups.origin]`",
            "special personal data: is there consent? countries are small groups, put them together in `[groups.origin]`",
        ));
    }
    proposal
}

fn says_yes_or_no(values: &[&str]) -> bool {
    let plain: Vec<String> = values.iter().map(|value| plain_answer(value)).collect();
    let has = |words: [&str; 2]| plain.iter().any(|value| words.contains(&value.as_str()));
    has(["ja", "yes"]) && has(["nee", "no"])
}

/// "Ben je de eerste in je familie die studeert?": yes is the group that the role names.
fn yes_or_no(proposal: &mut Proposal, role: Role, values: &[&str]) {
    let (yes, no) = if role == Role::FirstGeneration {
        (
            Text::new("eerste generatie", "first generation"),
            Text::new("niet de eerste generatie", "not first generation"),
        )
    } else {
        (
            Text::new("ondersteuning nodig", "needs support"),
            Text::new("geen ondersteuning nodig", "needs no support"),
        )
    };
    for value in values {
        let text = match plain_answer(value).as_str() {
            "ja" | "yes" => yes.clone(),
            "nee" | "no" => no.clone(),
            _ if NOT_STATED.is(value) || NOT_APPLICABLE.is(value) || UNKNOWN.is(value) => continue,
            _ => Text::same(*value),
        };
        proposal.meaning.labels.push(Label { raw: (*value).to_owned(), text, also: Vec::new() });
    }
    proposal.meaning.labels.sort_by_key(|label| label.text != yes);
    add_non_answers(&mut proposal.meaning, values);
}

/// Turns the columns of a block into gender where its options are genders; returns whether they were.
///
/// Each column says one gender; who ticked several has a level of their own.
pub(super) fn gender_block(block: &Block, proposals: &mut [Proposal], samples: &[&ColumnSample]) -> bool {
    let genders = block.labels.iter().filter(|label| is_gender(label)).count();
    if genders < 2 || genders * 2 < block.labels.len() {
        return false;
    }
    for (index, label) in block.columns.iter().zip(&block.labels) {
        let sample = samples[*index];
        let answers = ordered(&[label.as_str()], GENDERS, Unseen::LeftOut);
        let text = answers.labels.first().map_or_else(|| Text::same(label), |known| known.text.clone());
        let ticked = sample.distinct.iter().map(|(value, _)| value.trim().to_owned());
        let ticked: Vec<String> =
            ticked.filter(|value| !value.is_empty() && !block.not_ticked.contains(value)).collect();
        let mut proposal = made(
            sample,
            Role::Gender,
            Text::new(
                "gender, een kolom per antwoord; wie er meer aankruiste, is een groep apart",
                "gender, a column per answer; who ticked several is a group of its own",
            ),
        );
        proposal.meaning.labels = ticked
            .iter()
            .map(|raw| Label { raw: raw.clone(), text: text.clone(), also: Vec::new() })
            .collect();
        if !answers.not_stated.is_empty() {
            proposal.meaning.not_stated = ticked;
        }
        proposal.meaning.missing.clone_from(&block.not_ticked);
        proposal.meaning.several = Some(Text::new("meerdere", "several"));
        proposals[*index] = proposal;
    }
    true
}

/// Levels of education below and from higher education on, as people name those of their parents.
const BELOW: [&str; 24] = [
    "geen",
    "basisonderwijs",
    "basisschool",
    "lagere school",
    "lbo",
    "lts",
    "vbo",
    "mavo",
    "vmbo",
    "havo",
    "vwo",
    "mbo",
    "mts",
    "middelbare school",
    "voortgezet onderwijs",
    "primary",
    "secondary",
    "high school",
    "none",
    "vocational",
    "no degree",
    "less than high school",
    "ged",
    "huishoudschool",
];
const HIGHER: [&str; 16] = [
    "hbo",
    "hogeschool",
    "wo",
    "universiteit",
    "universitair",
    "bachelor",
    "master",
    "phd",
    "doctor",
    "gepromoveerd",
    "hoger onderwijs",
    "university",
    "college",
    "higher education",
    "hts",
    "heao",
];

/// First generation by the education of parents: who has no parent with a degree.
pub(super) fn parents(sample: &ColumnSample, values: &[&str]) -> Proposal {
    let level = |value: &str| {
        let plain = plain_answer(value);
        let starts = |words: &[&str]| {
            words.iter().filter(|word| plain.starts_with(**word)).map(|word| word.len()).max().unwrap_or(0)
        };
        let (below, higher) = (starts(&BELOW), starts(&HIGHER));
        let yes = plain == "yes" || plain == "ja" || plain.starts_with("ja,") || plain.starts_with("yes,");
        let no = plain == "no" || plain == "nee" || plain.starts_with("nee,") || plain.starts_with("no,");
        if yes || higher > below {
            Some(1)
        } else if no || below > higher {
            Some(0)
        } else {
            None
        }
    };
    let said = |value: &&&str| NOT_STATED.is(value) || NOT_APPLICABLE.is(value) || UNKNOWN.is(value);
    let stated: Vec<&str> = values.iter().filter(|value| !said(value)).copied().collect();
    if stated.is_empty() || stated.iter().any(|value| level(value).is_none()) {
        return made(
            sample,
            Role::Open,
            Text::new(
                "opleiding van ouders in codes: wordt niet gelezen",
                "education of parents in codes: not read",
            ),
        )
        .unsure(
            "maak de rol `first_generation` met `labels` die zeggen wie eerste generatie is",
            "make the role `first_generation` with `labels` that say who is first generation",
        );
    }
    let mut proposal = made(
        sample,
        Role::FirstGeneration,
        Text::new(
            "opleiding van ouders: eerste generatie is wie geen ouder met hbo of universiteit heeft",
            "education of parents: first generation is who has no parent with higher education",
        ),
    );
    let label = |raw: &str, has: i32| Label {
        raw: raw.to_owned(),
        text: if has == 1 {
            Text::new("niet de eerste generatie", "not first generation")
        } else {
            Text::new("eerste generatie", "first generation")
        },
        also: Vec::new(),
    };
    // One label per group: what falls under it are other spellings of one answer.
    for has in [0, 1] {
        let mut of = stated.iter().filter(|value| level(value) == Some(has));
        if let Some(first) = of.next() {
            let mut made = label(first, has);
            made.also = of.map(|value| (*value).to_owned()).collect();
            proposal.meaning.labels.push(made);
        }
    }
    add_non_answers(&mut proposal.meaning, values);
    proposal.unsure(
        "gaat de vraag over een ouder of over beide? eerste generatie: geen van beide",
        "does the question ask about one parent or both? first generation: neither of them",
    )
}

/// Answers that are no group stand behind the groups.
fn add_non_answers(meaning: &mut ColumnMeaning, values: &[&str]) {
    let nons: Vec<&str> = values
        .iter()
        .filter(|value| value.chars().count() > 1)
        .filter(|value| NOT_STATED.is(value) || NOT_APPLICABLE.is(value) || UNKNOWN.is(value))
        .copied()
        .collect();
    let answers = ordered(&nons, &[], Unseen::LeftOut);
    meaning.labels.extend(answers.labels);
    meaning.not_stated.extend(answers.not_stated);
    meaning.not_applicable.extend(answers.not_applicable);
}

/// Values that say a role by themselves, whatever the heading is.
const VALUES: [(Role, &[&str]); 2] = [
    (
        Role::Form,
        &[
            "voltijd",
            "deeltijd",
            "duaal",
            "bol",
            "bbl",
            "ovo",
            "modulair",
            "full-time",
            "part-time",
            "full time",
            "part time",
            "dual",
            "bol (voltijd)",
            "bbl (leren en werken)",
            "voltijds",
            "deeltijds",
            "voltijd (vt)",
            "deeltijd (dt)",
            "full-time student",
            "part-time student",
        ],
    ),
    (
        Role::Level,
        &[
            "mbo 1",
            "mbo 2",
            "mbo 3",
            "mbo 4",
            "mbo-1",
            "mbo-2",
            "mbo-3",
            "mbo-4",
            "mbo niveau 1",
            "mbo niveau 2",
            "mbo niveau 3",
            "mbo niveau 4",
            "niveau 1",
            "niveau 2",
            "niveau 3",
            "niveau 4",
            "entree",
            "ad",
            "associate degree",
            "associate degree (ad)",
            "bachelor",
            "master",
            "hbo-bachelor",
            "hbo bachelor",
            "hbo-master",
            "wo-bachelor",
            "wo-master",
            "level 1",
            "level 2",
            "level 3",
            "level 4",
        ],
    ),
];

/// A column whose values name forms of study or levels, under a heading that says nothing.
pub(super) fn says_role(sample: &ColumnSample, values: &[&str]) -> Option<Proposal> {
    let stated: Vec<String> = values
        .iter()
        .filter(|value| !NOT_STATED.is(value) && !NOT_APPLICABLE.is(value))
        .map(|value| folded(value))
        .collect();
    let (role, _) = VALUES
        .iter()
        .find(|(_, words)| stated.len() >= 2 && stated.iter().all(|value| words.contains(&value.as_str())))?;
    let mut proposal = made(
        sample,
        *role,
        Text::new(format!("de waarden passen bij `{role}`"), format!("the values fit `{role}`")),
    );
    proposal.rank = 90;
    add_stated_states(&mut proposal.meaning, values);
    let (nl, en) = match role {
        Role::Level => (
            "het niveau van nu, of de vooropleiding? dan is de rol `prior_education`",
            "the level of now, or prior education? then the role is `prior_education`",
        ),
        _ => ("klopt de rol?", "is the role right?"),
    };
    Some(proposal.unsure(nl, en))
}

/// Notes which values are no stated group, where the groups themselves need no labels.
fn add_stated_states(meaning: &mut ColumnMeaning, values: &[&str]) {
    // One letter is a code here, not "onbekend".
    let words = || values.iter().filter(|value| value.chars().count() > 1);
    let either = |value: &&&str| NOT_STATED.is(value) || UNKNOWN.is(value);
    meaning.not_stated = words().filter(either).map(ToString::to_string).collect();
    meaning.not_applicable =
        words().filter(|value| NOT_APPLICABLE.is(value)).map(ToString::to_string).collect();
}
