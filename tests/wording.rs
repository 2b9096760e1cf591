//! What reports say: every template in both languages with typical and edge values, and the rules that
//! no text may break. The examples and traps of the wording rules are assertions; the rest is read as prose.

mod wording_values;

use meetellen::model::{Language, LevelKind, Role, Text};
use meetellen::report::format::{Number, Precision};
use meetellen::report::wording::glossary::ENTRIES;
use meetellen::report::wording::section::Section;
use meetellen::report::wording::text::{ChartKind, Topic};
use meetellen::report::wording::word::Word;
use meetellen::report::wording::{
    Certainty, Group, Missing, RowId, Slot, Slots, Template, WordingError, measure, method, render, text,
};
use wording_values::{edges, labels, men, non_binary, typical, women};

const NL: Language = Language::Dutch;
const EN: Language = Language::English;
const LANGUAGES: [Language; 2] = [NL, EN];

fn say(template: Template, language: Language, slots: &Slots) -> String {
    render(template, language, slots).unwrap().text
}

/// Renders one template per line, in one language.
fn aloud(language: Language, slots: impl Fn(Template) -> Slots) -> String {
    let line = |template: &Template| {
        let text = match render(*template, language, &slots(*template)) {
            Ok(sentence) => sentence.text,
            Err(error) => format!("({error})"),
        };
        format!("{}: {text}\n", template.id())
    };
    Template::ALL.iter().map(line).collect()
}

/// Every text that a report can hold, rendered with every set of values.
fn everything(language: Language) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for template in Template::ALL {
        let sets = std::iter::once(typical(*template)).chain(edges(*template)).chain([labels(*template)]);
        texts.extend(sets.filter_map(|slots| render(*template, language, &slots).ok()).map(|s| s.text));
    }
    texts.extend(fixed(language));
    texts
}

/// The texts that hold no values.
fn fixed(language: Language) -> Vec<String> {
    let passages = [text::how_calculated(language), text::privacy(language), text::not_said(language)];
    let mut texts: Vec<&str> = passages.iter().flat_map(|passage| [passage.heading, passage.body]).collect();
    texts.extend(ChartKind::ALL.map(|kind| kind.reading_guide(language)));
    texts.extend(Topic::ALL.map(|topic| topic.question(language)));
    for section in Section::ALL {
        texts.extend([section.title(language), section.intro(language)]);
    }
    texts.extend(ENTRIES.iter().map(|entry| entry.meaning(language)));
    texts.extend(Word::ALL.iter().map(|word| word.text(language)));
    let number = Number::score(0.0, Precision::ONE);
    let unsure = Certainty::Unsure { lower: number, upper: number };
    for certainty in [
        Certainty::Clear,
        Certainty::SizeUncertain,
        Certainty::Small,
        Certainty::Equal,
        unsure,
        Certainty::Few,
    ] {
        texts.extend([certainty.label(language), certainty.meaning(language)]);
    }
    texts.into_iter().map(String::from).collect()
}

/// The sentences of a text, roughly: a point, question mark or exclamation mark before a space or the end.
fn sentences(text: &str) -> Vec<&str> {
    text.split_inclusive(['.', '?', '!'])
        .fold(Vec::new(), |mut parts: Vec<(usize, usize)>, part| {
            let start = part.as_ptr() as usize - text.as_ptr() as usize;
            let end = start + part.len();
            match parts.last_mut() {
                Some(last) if !part.starts_with(' ') => last.1 = end,
                _ => parts.push((start, end)),
            }
            parts
        })
        .into_iter()
        .map(|(start, end)| text[start..end].trim())
        .collect()
}

#[test]
fn every_template_has_the_same_slots_in_both_languages() {
    for template in Template::ALL {
        assert_eq!(template.slots(NL), template.slots(EN), "{}", template.id());
    }
}

#[test]
fn no_sentence_has_more_than_twenty_words() {
    for language in LANGUAGES {
        let rendered = Template::ALL.iter().map(|template| say(*template, language, &typical(*template)));
        for text in rendered.chain(fixed(language)) {
            for sentence in sentences(&text) {
                let words = sentence.split_whitespace().count();
                assert!(words <= 20, "{words} words: {sentence}");
            }
        }
    }
}

#[test]
fn nothing_is_left_between_braces() {
    for language in LANGUAGES {
        for text in everything(language) {
            assert!(!text.contains(['{', '}']), "{text}");
            assert!(!text.contains("  "), "{text}");
            assert_eq!(text.trim(), text);
        }
    }
}

#[test]
fn no_text_blames_judges_or_speaks_to_the_reader() {
    let forbidden = [
        "significant",
        "komt door",
        "veroorzaakt",
        "leidt tot",
        "caused by",
        "leads to",
        "because of",
        "overig",
        "geen verschil",
        "no difference",
        "slechter",
        "worse",
        "meisjes",
        "girls",
        "haken af",
        "give up",
        "niet-westers",
        "allochtoon",
        "achterstand",
    ];
    for language in LANGUAGES {
        for text in everything(language) {
            let lower = text.to_lowercase();
            for word in forbidden {
                assert!(!lower.contains(word), "'{word}' in: {text}");
            }
            let mut words = lower.split(|c: char| !c.is_alphanumeric());
            assert!(
                !words.any(|word| matches!(word, "je" | "jij" | "jouw" | "u" | "uw" | "you" | "your")),
                "{text}"
            );
        }
    }
}

#[test]
fn every_number_that_was_put_in_can_be_read_in_the_text() {
    for template in Template::ALL {
        for language in LANGUAGES {
            let sentence = render(*template, language, &typical(*template)).unwrap();
            let mut rest = sentence.text.as_str();
            for put in &sentence.numbers {
                let bare = put.number.absolute().bare(language);
                let at = rest.find(&bare).unwrap_or_else(|| panic!("{bare} is not in {}", sentence.text));
                rest = &rest[at + bare.len()..];
                assert!(put.row.is_none_or(|row| sentence.rows.contains(&row)));
            }
            assert!(sentence.rows.is_sorted());
        }
    }
}

#[test]
fn an_empty_slot_is_an_error_and_never_a_gap() {
    for template in Template::ALL {
        for slot in template.slots(NL) {
            if matches!(slot, Slot::Lower | Slot::Upper) {
                continue;
            }
            let slots = typical(*template).without(slot);
            for language in LANGUAGES {
                match render(*template, language, &slots) {
                    Err(WordingError::Empty { slot: empty, .. }) => assert_eq!(empty, slot),
                    Err(other) => panic!("{other}"),
                    Ok(sentence) => assert!(
                        matches!(slot, Slot::N | Slot::Reason),
                        "{slot:?} of {} is not needed: {}",
                        template.id(),
                        sentence.text
                    ),
                }
            }
        }
    }
}

#[test]
fn a_value_of_another_kind_is_refused() {
    let slots = typical(Template::GroupOne).period(Slot::GroupA, "2024");
    assert!(render(Template::GroupOne, NL, &slots).is_ok(), "a text can stand where a group does");
    let slots = typical(Template::ParticipationParity).period(Slot::GroupA, "2024");
    assert_eq!(
        render(Template::ParticipationParity, NL, &slots),
        Err(WordingError::WrongKind { template: Template::ParticipationParity, slot: Slot::GroupA })
    );
}

#[test]
fn nobody_one_and_two_students_agree_with_their_verb() {
    let say = |n, language| {
        let slots = Slots::new().number(Slot::N, Number::count(n), RowId(1));
        say(Template::ResponseWithoutFrame, language, &slots)
    };
    assert_eq!(say(0, NL), "Geen studenten vulden de vragenlijst in. Hoeveel er gevraagd zijn, is onbekend.");
    assert_eq!(say(1, NL), "1 student vulde de vragenlijst in. Hoeveel er gevraagd zijn, is onbekend.");
    assert_eq!(say(2, NL), "2 studenten vulden de vragenlijst in. Hoeveel er gevraagd zijn, is onbekend.");
    assert_eq!(say(0, EN), "No students answered. How many were asked is not known.");
    assert_eq!(say(1, EN), "1 student answered. How many were asked is not known.");
    assert_eq!(say(2, EN), "2 students answered. How many were asked is not known.");
}

#[test]
fn rounded_numbers_start_a_sentence_with_a_capital() {
    let slots = Slots::new().number(Slot::N, Number::about(20), RowId(1));
    assert!(say(Template::ResponseWithoutFrame, NL, &slots).starts_with("Ongeveer 20 studenten vulden"));
    assert!(say(Template::ResponseWithoutFrame, EN, &slots).starts_with("About 20 students answered"));
}

#[test]
fn n_is_exact_rounded_or_absent() {
    let mean = |slots: Slots| say(Template::ScaleMean, NL, &slots);
    let slots = typical(Template::ScaleMean);
    assert!(mean(slots.clone().number(Slot::N, Number::count(42), RowId(1))).ends_with("; n = 42)."));
    assert!(
        mean(slots.clone().number(Slot::N, Number::about(40), RowId(1))).ends_with("; n = ongeveer 40).")
    );
    assert!(mean(slots.without(Slot::N)).ends_with("(marge 3,51 tot 3,73)."));
    let slots = typical(Template::ItemDistribution).without(Slot::N);
    assert!(say(Template::ItemDistribution, EN, &slots).ends_with("% disagree."));
}

#[test]
fn a_count_before_a_group_says_about() {
    assert_eq!(women().counted(Number::about(40), NL).unwrap(), "ongeveer 40 vrouwen");
    assert_eq!(women().counted(Number::count(40), NL).unwrap(), "40 vrouwen");
}

#[test]
fn a_share_takes_a_singular_verb_in_dutch() {
    let slots = typical(Template::ResponseUneven);
    let text = say(Template::ResponseUneven, NL, &slots);
    assert_eq!(text, "Van de vrouwen deed 57,1 procent mee, van de mannen 42,9 procent.");
    let everybody = say(Template::ResponseUneven, NL, &slots.group(Slot::GroupA, Group::all()));
    assert!(everybody.starts_with("Van de studenten deed"), "{everybody}");
}

#[test]
fn higher_and_lower_take_absolute_values_and_margins_keep_their_sign() {
    let with = |difference| {
        let number = Number::percentage_points(difference, Precision::ONE);
        typical(Template::ParticipationBenchmark).number(Slot::Difference, number, RowId(3))
    };
    assert!(
        say(Template::ParticipationBenchmark, NL, &with(-0.024))
            .starts_with("Dat is 2,4 procentpunt lager dan bij")
    );
    assert!(
        say(Template::ParticipationBenchmark, EN, &with(0.01))
            .starts_with("That is 1.0 percentage points higher than for")
    );
    let equal = render(Template::ParticipationBenchmark, NL, &with(0.0004)).unwrap();
    assert!(equal.text.starts_with("Dat is gelijk aan hbo bètatechniek: "), "{}", equal.text);
    assert!(equal.rows.contains(&RowId(3)), "the difference of 0 is still traced");
    assert!(
        say(Template::ParticipationBenchmark, EN, &with(0.0)).starts_with("That equals hbo bètatechniek: ")
    );
    assert_eq!(
        say(Template::GroupMargin, NL, &typical(Template::GroupMargin)),
        "Marge (vrouwen min mannen): −0,10 tot 0,40 punt."
    );
}

#[test]
fn cannot_tell_names_its_unit_twice_and_starts_at_zero_in_words() {
    let unsure = |lower, upper| Certainty::Unsure {
        lower: Number::points(lower, Precision::TWO),
        upper: Number::points(upper, Precision::TWO),
    };
    let say = |certainty: Certainty, language| certainty.sentence(&women(), RowId(7), language).unwrap();
    assert_eq!(
        say(unsure(-0.1, 0.4), NL).text,
        "Niet te zeggen: tussen 0,10 punt lager en 0,40 punt hoger voor vrouwen."
    );
    assert_eq!(
        say(unsure(-0.1, 0.4), EN).text,
        "Cannot tell: between 0.10 points lower and 0.40 points higher for women."
    );
    assert_eq!(say(unsure(0.0, 0.4), NL).text, "Niet te zeggen: tussen 0 en 0,40 punt hoger voor vrouwen.");
    assert_eq!(say(unsure(-0.4, 0.0), EN).text, "Cannot tell: between 0.40 points lower and 0 for women.");
    assert_eq!(say(unsure(0.0, 0.4), NL).rows, [RowId(7)]);
    assert_eq!(say(Certainty::Clear, NL).text, "Duidelijk verschil.");
    assert_eq!(say(Certainty::Clear, NL).rows, [RowId(7)]);
    assert!(!unsure(-0.1, 0.4).wants_margin());
}

#[test]
fn a_ratio_is_neither_higher_nor_lower() {
    let bound = |value| Number::ratio(value, Precision::TWO);
    let unsure = Certainty::Unsure { lower: bound(0.8), upper: bound(1.6) };
    let text = unsure.sentence(&women(), RowId(1), NL).unwrap().text;
    assert_eq!(text, "Niet te zeggen: de verhouding ligt tussen 0,80 en 1,60.");
    let slots = typical(Template::GroupMargin).number(Slot::Lower, bound(0.8), RowId(1)).number(
        Slot::Upper,
        bound(1.6),
        RowId(1),
    );
    assert_eq!(say(Template::GroupMargin, EN, &slots), "Margin: 0.80 to 1.60.");
}

#[test]
fn names_stay_as_given() {
    let at = |nl: &str| typical(Template::GroupScore).text(Slot::Place, Text::same(nl));
    let place = |nl| say(Template::GroupScore, NL, &at(nl));
    assert!(place("Fontys").starts_with("Thuisgevoel bij Fontys: vrouwen"));
    assert!(place("De Haagse Hogeschool").starts_with("Thuisgevoel bij De Haagse Hogeschool: vrouwen"));
    assert!(place("het Voorbeeld College").starts_with("Thuisgevoel bij het Voorbeeld College: vrouwen"));
    let school = |name: &str| {
        let slots = typical(Template::SchoolWithin).text(Slot::School, Text::same(name));
        say(Template::SchoolWithin, NL, &slots)
    };
    assert!(school("'s-Hertogenbosch").starts_with("'s-Hertogenbosch past"));
    assert!(school("het Voorbeeld College").starts_with("Het Voorbeeld College past"));
}

#[test]
fn parity_needs_a_singular_only_for_one() {
    let slots = |group: Group, n| {
        typical(Template::ParticipationParity).group(Slot::GroupA, group).number(
            Slot::M,
            Number::count(n),
            RowId(1),
        )
    };
    let say = |group, n, language| render(Template::ParticipationParity, language, &slots(group, n));
    let start = |n, language| say(women(), n, language).unwrap().text.split_once(',').unwrap().0.to_owned();
    assert_eq!(start(1, NL), "Voor 25 procent was 1 vrouw meer nodig geweest");
    assert_eq!(start(12, NL), "Voor 25 procent waren 12 vrouwen meer nodig geweest");
    assert_eq!(start(1, EN), "25% would take 1 more woman");
    assert_eq!(start(12, EN), "25% would take 12 more women");
    let label = Group::of_level(Role::Origin, &Text::new("Azië", "Asia"), LevelKind::Stated);
    assert!(matches!(say(label, 1, NL), Err(WordingError::NoSingular { .. })));
}

#[test]
fn few_schools_make_limits_provisional() {
    let with = |schools| {
        let slots =
            typical(Template::SchoolOutside95).number(Slot::Schools, Number::count(schools), RowId(2));
        say(Template::SchoolOutside95, NL, &slots)
    };
    assert!(with(9).ends_with("op 9 scholen. Voorlopige grenzen."));
    assert!(with(10).ends_with("op 10 scholen."));
}

#[test]
fn a_decomposition_is_told_without_signs_and_only_if_its_parts_agree() {
    let points = |value| Number::percentage_points(value, Precision::ONE);
    let slots = |d, m, e| {
        typical(Template::RetentionDecomposition)
            .number(Slot::Difference, points(d), RowId(1))
            .number(Slot::M, points(m), RowId(2))
            .number(Slot::Expected, points(e), RowId(3))
    };
    assert_eq!(
        say(Template::RetentionDecomposition, NL, &slots(-0.052, -0.031, -0.021)),
        "Van de 5,2 procentpunt hangt 3,1 samen met de verdeling over opleidingen; 2,1 procentpunt blijft over."
    );
    let apart = render(Template::RetentionDecomposition, NL, &slots(0.052, 0.07, -0.018));
    assert!(matches!(apart, Err(WordingError::SignsDiffer { .. })));
}

#[test]
fn no_reason_is_given_that_tells_everybodys_answer() {
    let silent =
        method::reason("zero_variance").map_or_else(Slots::new, |text| Slots::new().text(Slot::Reason, text));
    assert_eq!(say(Template::NotEstimable, NL, &silent), "Niet te berekenen.");
    let told = Slots::new().text(Slot::Reason, method::reason("too_few_items").unwrap());
    assert_eq!(
        say(Template::NotEstimable, NL, &told),
        "Niet te berekenen: de schaal heeft te weinig vragen."
    );
    assert_eq!(
        say(Template::NotEstimable, EN, &told),
        "Cannot be calculated: the scale has too few questions."
    );
}

#[test]
fn lists_end_in_and_in_both_languages() {
    let groups: Vec<String> = [men(), women(), non_binary()].iter().map(|group| group.plural(NL)).collect();
    let list = meetellen::report::wording::list;
    assert_eq!(list(&groups, NL), "mannen, vrouwen en non-binaire studenten");
    assert_eq!(list(&groups[1..2], NL), "vrouwen");
    let two = [women(), men()].map(|group| group.plural(EN));
    assert_eq!(list(&two, EN), "women and men");
}

#[test]
fn a_measure_is_capital_only_at_the_start() {
    let dropout = measure::name("retention.dropout1", None);
    let slots = typical(Template::GroupShare).text(Slot::Measure, dropout);
    assert!(say(Template::GroupShare, NL, &slots).starts_with("Uitval na 1 jaar bij"));
    assert!(
        say(Template::ItemReversed, NL, &typical(Template::ItemReversed)).ends_with("minder thuisgevoel.")
    );
}

#[test]
fn missing_answers_keep_their_group() {
    let slots =
        typical(Template::GroupOne).group(Slot::GroupA, Group::missing(Role::Gender, Missing::InSurvey));
    assert_eq!(
        say(Template::GroupOne, NL, &slots),
        "Alleen studenten zonder antwoord op deze vraag zijn te tonen; vergelijken kan niet."
    );
}

#[test]
fn typical_sentences_read_well_in_dutch() {
    insta::assert_snapshot!(aloud(NL, typical), @"");
}

#[test]
fn typical_sentences_read_well_in_english() {
    insta::assert_snapshot!(aloud(EN, typical), @"");
}

#[test]
fn edge_values_read_well() {
    let changed = |language| {
        let mut lines = String::new();
        for template in Template::ALL {
            let mut seen = vec![say(*template, language, &typical(*template))];
            for slots in edges(*template) {
                if let Ok(sentence) = render(*template, language, &slots)
                    && !seen.contains(&sentence.text)
                {
                    lines.push_str(&format!("{}: {}\n", template.id(), sentence.text));
                    seen.push(sentence.text);
                }
            }
        }
        lines
    };
    insta::assert_snapshot!(changed(NL), @"");
    insta::assert_snapshot!(changed(EN), @"");
}

#[test]
fn labels_and_states_read_well() {
    let with_groups = |language| {
        Template::ALL
            .iter()
            .filter(|template| template.slots(language).contains(&Slot::GroupA))
            .map(|template| match render(*template, language, &labels(*template)) {
                Ok(sentence) => format!("{}: {}\n", template.id(), sentence.text),
                Err(error) => format!("{}: ({error})\n", template.id()),
            })
            .collect::<String>()
    };
    insta::assert_snapshot!(with_groups(NL), @"");
    insta::assert_snapshot!(with_groups(EN), @"");
}
