//! Groups of people as phrases: `vrouwen`, `studenten die 'wil ik niet zeggen' kozen`.
//!
//! A group is a plural phrase, so verbs stay plural, and a label we do not know is quoted and never
//! inflected. Gender is self-described and sex is registered: the same word means another thing in each,
//! so a group knows its role. Leaves out the labels of `results.csv`, which stay as the codebook has them.

use crate::model::{Language, Level, LevelKind, Role, Text};
use crate::report::format::Number;

use super::noun::{label, list, none, quoted};

/// Where an answer is missing: nobody skips a question in a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Missing {
    /// In a survey: the question was skipped.
    InSurvey,
    /// In a register or a table of counts: it is not known.
    InRegister,
}

/// A group of people, as a report names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    parts: Vec<Part>,
}

/// One property that all people of a group share.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Women,
    Men,
    NonBinary,
    Students,
    Teachers,
    Management,
    Others,
    /// Chose an answer that states no group, such as "wil ik niet zeggen".
    Chose(Text),
    Skipped,
    NotKnown,
    NoRegisteredSex,
    Label(Text),
    /// A part of the staff that has no phrase of its own.
    StaffLabel(Text),
}

const WOMEN: [&str; 8] = ["vrouw", "vrouwen", "vrouwelijk", "v", "woman", "women", "female", "f"];
const MEN: [&str; 6] = ["man", "mannen", "mannelijk", "m", "men", "male"];
const NON_BINARY: [&str; 6] =
    ["non-binair", "nonbinair", "non binair", "non-binary", "nonbinary", "non binary"];
const NO_SEX: [&str; 6] =
    ["o", "onbekend", "unknown", "niet geregistreerd", "not registered", "ongespecificeerd"];
const PREFER_NOT: &str = "wil ik niet zeggen";

impl Group {
    /// Makes everybody: `alle studenten`.
    #[must_use]
    pub fn all() -> Self {
        Self { parts: Vec::new() }
    }

    /// Makes the group of a stated level of `role`, or of another answer by its kind.
    #[must_use]
    pub fn of_level(role: Role, text: &Text, kind: LevelKind) -> Self {
        let known = |words: &[&str]| {
            [&text.nl, &text.en].iter().any(|label| words.contains(&label.trim().to_lowercase().as_str()))
        };
        let part = match role {
            Role::Sex if known(&NO_SEX) => Part::NoRegisteredSex,
            _ if kind == LevelKind::NotStated || known(&[PREFER_NOT]) => Part::Chose(text.clone()),
            // Pupils' words in a register; a self-description stays as it was given.
            Role::Sex if known(&["meisje", "meisjes"]) => Part::Women,
            Role::Sex if known(&["jongen", "jongens"]) => Part::Men,
            Role::Gender | Role::Sex if known(&WOMEN) => Part::Women,
            Role::Gender | Role::Sex if known(&MEN) => Part::Men,
            Role::Gender if known(&NON_BINARY) => Part::NonBinary,
            Role::RoleAtSchool if known(&["student", "studenten", "students"]) => Part::Students,
            Role::RoleAtSchool if known(&["docent", "docenten", "teacher", "teachers"]) => Part::Teachers,
            Role::RoleAtSchool if known(&["management", "manager", "managers"]) => Part::Management,
            Role::RoleAtSchool => Part::StaffLabel(text.clone()),
            _ => Part::Label(text.clone()),
        };
        Self { parts: vec![part] }
    }

    /// Makes the group of whom `role` is missing.
    #[must_use]
    pub fn missing(role: Role, missing: Missing) -> Self {
        let part = match (role, missing) {
            (Role::Sex, _) => Part::NoRegisteredSex,
            (_, Missing::InSurvey) => Part::Skipped,
            (_, Missing::InRegister) => Part::NotKnown,
        };
        Self { parts: vec![part] }
    }

    /// Makes the reference "all other shown, stated levels": `andere studenten`.
    #[must_use]
    pub fn others() -> Self {
        Self { parts: vec![Part::Others] }
    }

    /// Makes the people who are in each of `groups`: `vrouwen in de groep 'Buiten Europa'`.
    #[must_use]
    pub fn in_each(groups: &[Self]) -> Self {
        Self { parts: groups.iter().flat_map(|group| group.parts.iter().cloned()).collect() }
    }

    /// Makes the group that a row of `results.csv` is about, from its `by` and `group`.
    ///
    /// `level` finds the level of a role by its label; a label that it does not know is shown as it is.
    /// Nothing in `group` is everybody; `others` is the reference of that name.
    #[must_use]
    pub fn of_row<'l>(
        roles: &[Role],
        group: &str,
        missing: Missing,
        level: impl Fn(Role, &str) -> Option<&'l Level>,
    ) -> Self {
        if group.is_empty() {
            return Self::all();
        }
        if group == "others" {
            return Self::others();
        }
        let part = |(role, label): (&Role, &String)| match level(*role, label) {
            _ if label == "missing" => Self::missing(*role, missing),
            Some(level) => Self::of_level(*role, &level.label, level.kind),
            None => Self::of_level(*role, &Text::same(label.clone()), LevelKind::Stated),
        };
        let parts: Vec<Self> = roles.iter().zip(&split_labels(group)).map(part).collect();
        Self::in_each(&parts)
    }

    /// Returns whether this is everybody.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.parts.is_empty()
    }

    /// Returns the plural phrase, in lower case: `vrouwen`, `studenten in de groep 'Nederland'`.
    #[must_use]
    pub fn plural(&self, language: Language) -> String {
        if self.is_all() {
            return choose(language, "alle studenten", "all students").to_owned();
        }
        self.without_all(language)
    }

    /// Returns the phrase after "de" or "the", where "alle" cannot stand: `(van de) studenten`.
    #[must_use]
    pub fn after_article(&self, language: Language) -> String {
        self.without_all(language)
    }

    /// Returns the singular phrase: `vrouw`; `None` where a label has none.
    #[must_use]
    pub fn singular(&self, language: Language) -> Option<&'static str> {
        match self.parts.as_slice() {
            [] | [Part::Students] => Some("student"),
            [Part::Women] => Some(choose(language, "vrouw", "woman")),
            [Part::Men] => Some("man"),
            [Part::NonBinary] => Some(choose(language, "non-binaire student", "non-binary student")),
            [Part::Others] => Some(choose(language, "andere student", "other student")),
            [Part::Teachers] => Some(choose(language, "docent", "teacher")),
            _ => None,
        }
    }

    /// Returns number and group: `geen vrouwen`, `1 vrouw`, `ongeveer 40 vrouwen`; `None` for one of a
    /// group without a singular.
    #[must_use]
    pub fn counted(&self, number: Number, language: Language) -> Option<String> {
        if number.is_one() {
            return Some(format!("{} {}", number.bare(language), self.singular(language)?));
        }
        let plural = self.after_article(language);
        if number.is_zero() && !number.is_about() {
            return Some(format!("{} {plural}", none(language)));
        }
        Some(format!("{} {plural}", number.bare(language)))
    }

    /// Returns whether the Dutch phrase ends in a verb.
    pub(super) fn ends_in_clause(&self) -> bool {
        matches!(self.parts.last(), Some(Part::Chose(_)))
    }

    /// Puts the head (`vrouwen`) before what narrows it down (`in de groep 'Nederland'`).
    fn without_all(&self, language: Language) -> String {
        let at = self.parts.iter().position(|part| part.head(language).is_some());
        let head = at.and_then(|at| self.parts[at].head(language));
        let staff = self.parts.iter().any(|part| matches!(part, Part::StaffLabel(_)));
        let head = head.unwrap_or(match staff {
            true => choose(language, "deelnemers", "participants"),
            false => choose(language, "studenten", "students"),
        });
        let rest: Vec<&Part> = self
            .parts
            .iter()
            .enumerate()
            .filter(|(index, _)| Some(*index) != at)
            .map(|(_, part)| part)
            .collect();
        let labels: Vec<String> = rest.iter().filter_map(|part| part.label(language)).map(quoted).collect();
        let mut tails: Vec<String> = rest.iter().filter_map(|part| part.tail(language)).collect();
        if !labels.is_empty() {
            tails.insert(0, in_groups(&labels, language));
        }
        if tails.is_empty() { head.to_owned() } else { format!("{head} {}", list(&tails, language)) }
    }
}

impl Part {
    /// Returns the phrase that can stand alone.
    fn head(&self, language: Language) -> Option<&'static str> {
        match self {
            Self::Women => Some(choose(language, "vrouwen", "women")),
            Self::Men => Some(choose(language, "mannen", "men")),
            Self::NonBinary => Some(choose(language, "non-binaire studenten", "non-binary students")),
            Self::Students => Some(choose(language, "studenten", "students")),
            Self::Teachers => Some(choose(language, "docenten", "teachers")),
            Self::Management => Some(choose(language, "leden van het management", "members of management")),
            Self::Others => Some(choose(language, "andere studenten", "other students")),
            _ => None,
        }
    }

    /// Returns the label to quote, also for a second head: gender crossed with sex gives one.
    fn label(&self, language: Language) -> Option<&str> {
        match self {
            Self::Label(text) | Self::StaffLabel(text) => Some(label(text, language)),
            _ => self.head(language),
        }
    }

    /// Returns what narrows a head down without a label.
    fn tail(&self, language: Language) -> Option<String> {
        match self {
            Self::Chose(text) => {
                let answer = match label(text, language) {
                    // A codebook in one language gives the Dutch label for both.
                    same if language == Language::English && same.to_lowercase() == PREFER_NOT => {
                        "prefer not to say"
                    }
                    other => other,
                };
                Some(match language {
                    Language::Dutch => format!("die {} kozen", quoted(answer)),
                    Language::English => format!("who chose {}", quoted(answer)),
                })
            }
            Self::Skipped => Some(
                choose(language, "zonder antwoord op deze vraag", "who skipped this question").to_owned(),
            ),
            Self::NotKnown => {
                Some(choose(language, "van wie dit onbekend is", "for whom this is not known").to_owned())
            }
            Self::NoRegisteredSex => {
                Some(choose(language, "zonder geregistreerd geslacht", "with no registered sex").to_owned())
            }
            _ => None,
        }
    }
}

/// Splits `a*b` at its asterisks; `\*` is an asterisk in a label.
fn split_labels(group: &str) -> Vec<String> {
    let mut labels = vec![String::new()];
    let mut characters = group.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, labels.last_mut()) {
            ('*', _) => labels.push(String::new()),
            ('\\', Some(label)) if characters.next_if_eq(&'*').is_some() => label.push('*'),
            (other, Some(label)) => label.push(other),
            (_, None) => {}
        }
    }
    labels
}

/// Returns `in de groep 'A'`, or that people are in several groups at once.
fn in_groups(labels: &[String], language: Language) -> String {
    match (labels, language) {
        ([only], Language::Dutch) => format!("in de groep {only}"),
        ([only], Language::English) => format!("in the group {only}"),
        ([first, second], Language::Dutch) => format!("in zowel de groep {first} als de groep {second}"),
        ([first, second], Language::English) => format!("in both the group {first} and the group {second}"),
        (_, Language::Dutch) => format!("in elk van de groepen {}", list(labels, language)),
        (_, Language::English) => format!("in each of the groups {}", list(labels, language)),
    }
}

fn choose(language: Language, nl: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Dutch => nl,
        Language::English => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NL: Language = Language::Dutch;
    const EN: Language = Language::English;

    fn stated(role: Role, nl: &str, en: &str) -> Group {
        Group::of_level(role, &Text::new(nl, en), LevelKind::Stated)
    }

    fn both(group: &Group) -> String {
        format!("{} | {}", group.plural(NL), group.plural(EN))
    }

    #[test]
    fn known_genders_have_their_own_plural() {
        assert_eq!(both(&stated(Role::Gender, "vrouw", "woman")), "vrouwen | women");
        assert_eq!(both(&stated(Role::Gender, "man", "man")), "mannen | men");
        assert_eq!(
            both(&stated(Role::Gender, "non-binair", "non-binary")),
            "non-binaire studenten | non-binary students"
        );
        assert_eq!(both(&stated(Role::Sex, "V", "V")), "vrouwen | women");
        assert_eq!(both(&stated(Role::Sex, "MAN", "MAN")), "mannen | men");
    }

    #[test]
    fn not_saying_is_an_answer() {
        let phrase = "studenten die 'wil ik niet zeggen' kozen | students who chose 'prefer not to say'";
        let text = Text::same("Wil ik niet zeggen");
        let group = Group::of_level(Role::Gender, &Text::same("wil ik niet zeggen"), LevelKind::NotStated);
        assert_eq!(both(&group), phrase);
        let group = Group::of_level(Role::Gender, &text, LevelKind::Stated);
        assert_eq!(group.plural(EN), "students who chose 'prefer not to say'");
    }

    #[test]
    fn a_skipped_question_and_an_unknown_sex_are_different_things() {
        assert_eq!(
            both(&Group::missing(Role::Gender, Missing::InSurvey)),
            "studenten zonder antwoord op deze vraag | students who skipped this question"
        );
        let unknown = "studenten zonder geregistreerd geslacht | students with no registered sex";
        assert_eq!(both(&Group::missing(Role::Sex, Missing::InRegister)), unknown);
        assert_eq!(both(&stated(Role::Sex, "O", "O")), unknown);
        assert_eq!(both(&stated(Role::Sex, "onbekend", "unknown")), unknown);
        assert_eq!(
            both(&Group::missing(Role::Origin, Missing::InRegister)),
            "studenten van wie dit onbekend is | students for whom this is not known"
        );
    }

    #[test]
    fn other_labels_are_quoted_and_never_inflected() {
        assert_eq!(
            both(&stated(Role::Origin, "Buiten Europa", "Outside Europe")),
            "studenten in de groep 'Buiten Europa' | students in the group 'Outside Europe'"
        );
        assert_eq!(
            stated(Role::Gender, "genderfluïde", "").plural(NL),
            "studenten in de groep 'genderfluïde'"
        );
        assert_eq!(stated(Role::Origin, "onbekend", "").plural(NL), "studenten in de groep 'onbekend'");
        assert_eq!(stated(Role::Programme, "Man", "Man").plural(NL), "studenten in de groep 'Man'");
        assert_eq!(stated(Role::Sex, "non-binair", "").plural(NL), "studenten in de groep 'non-binair'");
    }

    #[test]
    fn registered_girls_are_women_and_a_self_description_stays() {
        assert_eq!(stated(Role::Sex, "meisje", "").plural(NL), "vrouwen");
        assert_eq!(stated(Role::Gender, "meisje", "").plural(NL), "studenten in de groep 'meisje'");
    }

    #[test]
    fn others_are_other_students() {
        assert_eq!(both(&Group::others()), "andere studenten | other students");
    }

    #[test]
    fn staff_are_not_students() {
        assert_eq!(both(&stated(Role::RoleAtSchool, "docent", "teacher")), "docenten | teachers");
        assert_eq!(
            stated(Role::RoleAtSchool, "conciërge", "").plural(NL),
            "deelnemers in de groep 'conciërge'"
        );
    }

    #[test]
    fn a_combination_hangs_on_the_gender() {
        let women = stated(Role::Gender, "vrouw", "woman");
        let origin = stated(Role::Origin, "Buiten Europa", "Outside Europe");
        let programme = stated(Role::Programme, "Bouwkunde", "Bouwkunde");
        assert_eq!(
            both(&Group::in_each(&[women.clone(), origin.clone()])),
            "vrouwen in de groep 'Buiten Europa' | women in the group 'Outside Europe'"
        );
        assert_eq!(
            both(&Group::in_each(&[origin.clone(), women.clone()])),
            "vrouwen in de groep 'Buiten Europa' | women in the group 'Outside Europe'"
        );
        assert_eq!(
            both(&Group::in_each(&[origin, programme])),
            "studenten in zowel de groep 'Buiten Europa' als de groep 'Bouwkunde' | \
             students in both the group 'Outside Europe' and the group 'Bouwkunde'"
        );
        assert_eq!(
            Group::in_each(&[women, Group::missing(Role::Origin, Missing::InSurvey)]).plural(NL),
            "vrouwen zonder antwoord op deze vraag"
        );
    }

    #[test]
    fn a_row_finds_its_group_again() {
        let levels = [
            Level { raw: "1".into(), label: Text::new("vrouw", "woman"), kind: LevelKind::Stated },
            Level {
                raw: "4".into(),
                label: Text::new("liever niet", "rather not"),
                kind: LevelKind::NotStated,
            },
        ];
        let find = |_: Role, label: &str| levels.iter().find(|level| level.label.nl == label);
        let of_row =
            |group| Group::of_row(&[Role::Gender, Role::Origin], group, Missing::InSurvey, find).plural(EN);
        assert_eq!(of_row("vrouw*Azië"), "women in the group 'Azië'");
        assert_eq!(of_row("vrouw*a\\*b"), "women in the group 'a*b'");
        assert_eq!(of_row("vrouw*missing"), "women who skipped this question");
        assert_eq!(of_row("liever niet"), "students who chose 'rather not'");
        assert_eq!(of_row("others"), "other students");
        assert_eq!(of_row(""), "all students");
    }

    #[test]
    fn a_label_without_a_singular_gives_none() {
        let women = stated(Role::Gender, "vrouw", "woman");
        assert_eq!(women.counted(Number::count(1), NL).as_deref(), Some("1 vrouw"));
        assert_eq!(women.counted(Number::count(0), EN).as_deref(), Some("no women"));
        assert_eq!(women.counted(Number::about(40), NL).as_deref(), Some("ongeveer 40 vrouwen"));
        let label = stated(Role::Origin, "Azië", "Asia");
        assert_eq!(label.singular(NL), None);
        assert_eq!(label.counted(Number::count(1), NL), None);
        assert_eq!(Group::all().counted(Number::count(2), NL).as_deref(), Some("2 studenten"));
    }
}
