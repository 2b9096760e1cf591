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
    Certainty, Group, Margin, Missing, RowId, Slot, Slots, Template, WordingError, certainty, measure,
    method, render, text,
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
    for label in certainty::ALL {
        texts.extend([certainty::label(label, language), certainty::meaning(label, language)]);
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
    let margin = |lower, upper| Margin {
        lower: Number::points(lower, Precision::TWO),
        upper: Number::points(upper, Precision::TWO),
        row: RowId(7),
    };
    let say =
        |certainty, margin, language| certainty::sentence(certainty, &women(), margin, language).unwrap();
    let unsure = |lower, upper, language| say(Certainty::CannotTell, margin(lower, upper), language);
    assert_eq!(
        unsure(-0.1, 0.4, NL).text,
        "Niet te zeggen: tussen 0,10 punt lager en 0,40 punt hoger voor vrouwen."
    );
    assert_eq!(
        unsure(-0.1, 0.4, EN).text,
        "Cannot tell: between 0.10 points lower and 0.40 points higher for women."
    );
    assert_eq!(unsure(0.0, 0.4, NL).text, "Niet te zeggen: tussen 0 en 0,40 punt hoger voor vrouwen.");
    assert_eq!(unsure(-0.4, 0.0, EN).text, "Cannot tell: between 0.40 points lower and 0 for women.");
    assert_eq!(unsure(0.0, 0.4, NL).rows, [RowId(7)]);
    let clear = say(Certainty::Clear, margin(0.3, 0.6), NL);
    assert_eq!((clear.text.as_str(), clear.rows), ("Duidelijk verschil.", vec![RowId(7)]));
}

#[test]
fn each_label_has_its_own_title_and_words() {
    let titles: Vec<String> = certainty::ALL
        .iter()
        .map(|label| {
            let title = certainty::title(*label);
            format!("{} - {}", certainty::label(*label, EN), say(title, EN, &typical(title)))
        })
        .collect();
    assert_eq!(
        titles,
        [
            "clear difference - Sense of belonging: clear difference between women and men",
            "a difference, size uncertain - Sense of belonging: a difference between women and men, size uncertain",
            "small difference - Sense of belonging: small difference between women and men",
            "practically equal - Sense of belonging is practically equal for women and men",
            "cannot tell - Sense of belonging: cannot tell if women and men differ",
            "too few answers - Sense of belonging: too few answers to compare",
        ]
    );
}

#[test]
fn a_ratio_is_neither_higher_nor_lower() {
    let bound = |value| Number::ratio(value, Precision::TWO);
    let margin = Margin { lower: bound(0.8), upper: bound(1.6), row: RowId(1) };
    let text = certainty::sentence(Certainty::CannotTell, &women(), margin, NL).unwrap().text;
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
fn parity_is_told_of_groups_with_a_singular_only() {
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
    assert!(matches!(say(label, 12, NL), Err(WordingError::NoSingular { .. })));
    assert!(matches!(say(women(), 0, NL), Err(WordingError::NothingToSay { .. })));
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
fn a_relative_clause_is_closed_before_the_next_verb() {
    let text = say(Template::GroupScore, NL, &labels(Template::GroupScore).group(Slot::GroupB, women()));
    assert_eq!(
        text,
        "Thuisgevoel bij Bouwkunde: studenten die 'wil ik niet zeggen' kozen, komen gemiddeld uit op 3,42, vrouwen op 3,90."
    );
    let english = say(Template::GroupScore, EN, &labels(Template::GroupScore));
    assert!(english.contains("students who chose 'prefer not to say' average 3.42"), "{english}");
}

#[test]
fn rounded_totals_read_well_after_an_article() {
    let slots = typical(Template::ParticipationShare).number(Slot::Total, Number::about(240), RowId(1));
    assert_eq!(
        say(Template::ParticipationShare, NL, &slots),
        "Vrouwen vormen 57,1 procent van de ongeveer 240 starters in 2025."
    );
    assert_eq!(
        say(Template::ParticipationShare, EN, &slots),
        "Women are 57.1% of the approximately 240 starters in 2025."
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
    insta::assert_snapshot!(aloud(NL, typical), @r#"
    r.rate: Van de 2.310 studenten vulden er 565 de vragenlijst in: 24,5 procent.
    r.noframe: 565 studenten vulden de vragenlijst in. Hoeveel er gevraagd zijn, is onbekend.
    r.unheard: 75,5 procent deed niet mee. Wat zij vinden, weten we niet.
    r.uneven: Van de vrouwen deed 57,1 procent mee, van de mannen 42,9 procent.
    r.range: Hadden alle anderen nee of juist ja gezegd, dan was dit 14,3 of 89,8 procent.
    p.share: Vrouwen vormen 57,1 procent van de 2.310 starters in 2025.
    p.bench: Dat is 2,4 procentpunt hoger dan bij hbo bètatechniek: 25 procent (2019, VHTO).
    p.bench.equal: Dat is gelijk aan hbo bètatechniek: 25 procent (2019, VHTO).
    p.trend: Het aandeel vrouwen ging van 24,2 (2024) naar 26,2 procent (2026): 0,5 per jaar (marge −0,1 tot 1,1 procentpunt).
    p.rep: Het aandeel vrouwen is 0,62 keer het aandeel bij hbo bètatechniek.
    p.parity: Voor 25 procent waren 4 vrouwen meer nodig geweest, bij hetzelfde totaal. Dit is geen quotum.
    p.bound: Dit ligt tussen 10,0 en 15,0 procent; een deel is afgeschermd.
    t.status: Na 5 jaar: 70,3 procent zelfde opleiding, 9,6 procent switch, 15,1 procent uitval, 5,0 procent diploma. Samen: alle 2.310 starters.
    t.drop: Uitval: niet meer in dit bestand, geen diploma; ook wie naar een school daarbuiten ging. Switch: andere opleiding of school in dit bestand.
    t.cbs: Uitval volgens CBS: zonder diploma weg bij de opleiding; switch telt mee.
    t.young: Cohort 2023: nog niet waarneembaar. Dit kan vanaf het bestand van 2028.
    t.adjust: Verschil in totaal (vrouwen min mannen): 2,4 procentpunt. Binnen dezelfde opleidingen: 1,6 procentpunt (marge −1,1 tot 4,3 procentpunt).
    t.decomp: Van de 4,2 procentpunt hangt 2,6 samen met de verdeling over opleidingen; 1,6 procentpunt blijft over.
    t.simpson: In totaal ligt dit hoger bij vrouwen, binnen opleidingen gemiddeld hoger bij mannen. Lees het per opleiding.
    s.mean: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (marge 3,51 tot 3,73; n = 565).
    s.mean.plain: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (n = 565).
    s.mid: 3 is het midden van de schaal, geen norm.
    s.alpha: Deze vragen hangen zwak samen (alfa 0,62). Bekijk ze ook los.
    s.ends: 24,5 procent heeft de hoogste score; verschillen zijn daar slecht te zien.
    i.dist: 'Ik sta er hier alleen voor': 57,1 procent eens, 26,8 procent neutraal, 16,1 procent oneens (n = 565).
    i.band: Hoogstens 24,5 procent koos 'mee eens'.
    i.rev: Omgekeerde vraag: 'eens' betekent hier minder thuisgevoel.
    c.clear: Duidelijk verschil.
    c.size: Verschil, grootte onzeker.
    c.small: Klein verschil.
    c.equal: Vrijwel gelijk.
    c.unsure: Niet te zeggen: tussen 0,10 punt lager en 0,40 punt hoger voor vrouwen.
    c.unsure.from0: Niet te zeggen: tussen 0 en 0,40 punt hoger voor vrouwen.
    c.unsure.to0: Niet te zeggen: tussen 0,10 punt lager en 0 voor vrouwen.
    c.unsure.ratio: Niet te zeggen: de verhouding ligt tussen 0,80 en 1,60.
    c.few: Te weinig antwoorden voor een vergelijking.
    g.score: Thuisgevoel bij Bouwkunde: vrouwen komen gemiddeld uit op 3,42, mannen op 3,90.
    g.share: Thuisgevoel bij Bouwkunde: 57,1 procent van de vrouwen, 42,9 procent van de mannen.
    g.ratio: Thuisgevoel bij Bouwkunde: 1,3 keer zo vaak bij vrouwen als bij mannen.
    g.margin: Marge (vrouwen min mannen): −0,10 tot 0,40 punt.
    g.margin.ratio: Marge: 0,80 tot 1,60.
    g.one: Alleen vrouwen zijn te tonen; vergelijken kan niet.
    g.many: We bekeken 4 verschillen; door toeval alleen vallen er ongeveer 0,9 op.
    x.add: Vrouwen in de groep 'Buiten Europa' komen gemiddeld uit op 3,62; de losse verschillen samen geven 3,40.
    x.apart: De combinatie wijkt daar −0,22 punt van af (marge −0,10 tot 0,40 punt).
    x.unsure: Of de combinatie daarvan afwijkt, is niet te zeggen: tussen −0,10 en 0,40 punt.
    d.indep: Thuisgevoel ging van 3,42 (2024) naar 3,90 (2026). Dit zijn niet dezelfde studenten.
    d.pair: 565 studenten deden twee keer mee: van 3,42 naar 3,90.
    d.mdd: Een verandering kleiner dan 0,25 punt kan bij deze aantallen onopgemerkt blijven.
    d.rtm: Wie laag begint, komt vaak vanzelf hoger uit. Verwacht: 0,20 punt; gemeten: 0,25.
    f.in: Hogeschool Voorbeeld past bij gewoon toeval rond 25 procent.
    f.95: Hogeschool Voorbeeld ligt buiten de 95%-grens. Toeval alleen geeft er ongeveer 0,9 op 17 scholen.
    f.95.provisional: Voorlopige grenzen.
    f.998: Hogeschool Voorbeeld ligt buiten de 99,8%-grens. Toeval alleen geeft dat zelden. Wat is hier anders?
    b.old: Dit vergelijkingscijfer is 5 jaar oud (2025).
    a.new: Nog niet begonnen; einddatum 1 september 2026.
    a.busy: Loopt; einddatum 1 september 2026.
    a.done: Klaar. Te zien aan: het lesrooster.
    a.stop: Gestopt. Reden: de schaal heeft één vraag.
    a.none: Geen bericht.
    a.late: Op 1 oktober 2026 was de einddatum voorbij.
    h.hide: Dit cijfer tonen we niet, ter bescherming van personen. De groep is niet per se klein.
    h.merge: Turkije, Marokko en Suriname zijn samengenomen als 'Buiten Europa'.
    h.about: Aantallen zijn afgerond op vijftallen ("ongeveer 20").
    h.help: Meer tonen kan door rondes, opleidingen of scholen samen te nemen.
    q.guess: Het codeboek is geraden. Controleer het eerst.
    q.synth: OEFENGEGEVENS: dit zijn geen echte studenten.
    q.none: Niet te berekenen: de schaal heeft één vraag.
    title.clear: Thuisgevoel: duidelijk verschil tussen vrouwen en mannen
    title.small: Thuisgevoel: klein verschil tussen vrouwen en mannen
    title.size: Thuisgevoel: verschil tussen vrouwen en mannen, grootte onzeker
    title.few: Thuisgevoel: te weinig antwoorden om te vergelijken
    title.equal: Thuisgevoel is vrijwel gelijk voor vrouwen en mannen
    title.unsure: Thuisgevoel: niet te zeggen of vrouwen en mannen verschillen
    title.mean: Thuisgevoel van vrouwen: gemiddeld 3,62
    title.share: Vrouwen vormen 57,1 procent van de starters in 2025
    title.trend: Aandeel vrouwen: van 24,2 naar 26,2 procent in 5 jaar
    title.stays: 57,1 procent doet na 5 jaar nog dezelfde opleiding
    title.outside: 2 van de 17 scholen liggen buiten de 95%-grens
    title.done: 4 van de 6 afspraken zijn klaar
    title.hidden: Thuisgevoel: niet te tonen
    "#);
}

#[test]
fn typical_sentences_read_well_in_english() {
    insta::assert_snapshot!(aloud(EN, typical), @r#"
    r.rate: 565 of 2,310 students answered: 24.5%.
    r.noframe: 565 students answered. How many were asked is not known.
    r.unheard: 75.5% did not take part. We do not know their views.
    r.uneven: Of the women, 57.1% took part; of the men, 42.9%.
    r.range: Had all others said no, or yes, this would be 14.3% or 89.8%.
    p.share: Women are 57.1% of the 2,310 starters in 2025.
    p.bench: That is 2.4 percentage points higher than for hbo bètatechniek: 25% (2019, VHTO).
    p.bench.equal: That equals hbo bètatechniek: 25% (2019, VHTO).
    p.trend: The share of women went from 24.2% (2024) to 26.2% (2026): 0.5 a year (margin −0.1 to 1.1 percentage points).
    p.rep: The share of women is 0.62 times that for hbo bètatechniek.
    p.parity: 25% would take 4 more women, with the same total. This is not a quota.
    p.bound: This lies between 10.0 and 15.0%; part is withheld.
    t.status: After 5 years: 70.3% same programme, 9.6% switch, 15.1% dropout, 5.0% diploma. Together: all 2,310 starters.
    t.drop: Dropout: gone from this file, no diploma; also moves to a school outside it. Switch: another programme or school in it.
    t.cbs: Dropout by CBS: left the programme without a diploma, switch included.
    t.young: 2023 cohort: not yet observable; the 2028 file will be the first to show it.
    t.adjust: Gap overall (women minus men): 2.4 percentage points. Within the same programmes: 1.6 percentage points (margin −1.1 to 4.3 percentage points).
    t.decomp: Of the 4.2 percentage points, 2.6 go with the spread over programmes; 1.6 percentage points remain.
    t.simpson: Overall higher for women; within programmes, on average higher for men. Read it per programme.
    s.mean: Sense of belonging: mean 3.62 on a scale of 1 to 5 (margin 3.51 to 3.73; n = 565).
    s.mean.plain: Sense of belonging: mean 3.62 on a scale of 1 to 5 (n = 565).
    s.mid: 3 is the middle of the scale, not a norm.
    s.alpha: These questions hang together weakly (alpha 0.62). Read each one too.
    s.ends: 24.5% have the highest score; gaps are hard to see there.
    i.dist: 'I am on my own here': 57.1% agree, 26.8% neutral, 16.1% disagree (n = 565).
    i.band: At most 24.5% chose 'agree'.
    i.rev: Reversed question: 'agree' means less sense of belonging here.
    c.clear: Clear difference.
    c.size: A difference, size uncertain.
    c.small: Small difference.
    c.equal: Practically equal.
    c.unsure: Cannot tell: between 0.10 points lower and 0.40 points higher for women.
    c.unsure.from0: Cannot tell: between 0 and 0.40 points higher for women.
    c.unsure.to0: Cannot tell: between 0.10 points lower and 0 for women.
    c.unsure.ratio: Cannot tell: the ratio lies between 0.80 and 1.60.
    c.few: Too few answers for a comparison.
    g.score: Sense of belonging at Bouwkunde: women average 3.42, men 3.90.
    g.share: Sense of belonging at Bouwkunde: 57.1% of the women, 42.9% of the men.
    g.ratio: Sense of belonging at Bouwkunde: 1.3 times as common among women as among men.
    g.margin: Margin (women minus men): −0.10 to 0.40 points.
    g.margin.ratio: Margin: 0.80 to 1.60.
    g.one: Only women can be shown; no comparison is possible.
    g.many: We looked at 4 differences; by chance alone about 0.9 stand out.
    x.add: Women in the group 'Outside Europe' average 3.62; the separate gaps together give 3.40.
    x.apart: The combination differs from that by −0.22 points (margin −0.10 to 0.40 points).
    x.unsure: Whether the combination differs from that, we cannot tell: between −0.10 and 0.40 points.
    d.indep: Sense of belonging went from 3.42 (2024) to 3.90 (2026). These are not the same students.
    d.pair: 565 students answered twice: from 3.42 to 3.90.
    d.mdd: With these numbers a change under 0.25 points may go unseen.
    d.rtm: Those who start low often end higher anyway. Expected: 0.20 points; measured: 0.25.
    f.in: Hogeschool Voorbeeld fits ordinary chance around 25%.
    f.95: Hogeschool Voorbeeld lies outside the 95% limit. Chance alone gives about 0.9 in 17 schools.
    f.95.provisional: Provisional limits.
    f.998: Hogeschool Voorbeeld lies outside the 99.8% limit. Chance alone rarely does that. What is different here?
    b.old: This benchmark is 5 years old (2025).
    a.new: Not started; due 1 September 2026.
    a.busy: Under way; due 1 September 2026.
    a.done: Done. Shown by: the timetable.
    a.stop: Stopped. Reason: the scale has one question.
    a.none: No news.
    a.late: On 1 October 2026 the due date had passed.
    h.hide: We do not show this figure, to protect people. The group is not necessarily small.
    h.merge: Turkey, Morocco and Suriname were combined as 'Outside Europe'.
    h.about: Numbers are rounded to fives ("about 20").
    h.help: Combining rounds, programmes or schools would show more.
    q.guess: The codebook is a guess. Check it first.
    q.synth: PRACTICE DATA: these are not real students.
    q.none: Cannot be calculated: the scale has one question.
    title.clear: Sense of belonging: clear difference between women and men
    title.small: Sense of belonging: small difference between women and men
    title.size: Sense of belonging: a difference between women and men, size uncertain
    title.few: Sense of belonging: too few answers to compare
    title.equal: Sense of belonging is practically equal for women and men
    title.unsure: Sense of belonging: cannot tell if women and men differ
    title.mean: Sense of belonging of women: mean 3.62
    title.share: Women are 57.1% of the starters in 2025
    title.trend: Share of women: from 24.2% to 26.2% in 5 years
    title.stays: 57.1% are in the same programme after 5 years
    title.outside: 2 of 17 schools lie outside the 95% limit
    title.done: 4 of 6 agreements are done
    title.hidden: Sense of belonging: cannot be shown
    "#);
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
    insta::assert_snapshot!(changed(NL), @r#"
    r.rate: Van de 2.310 studenten vulden er 0 de vragenlijst in: 24,5 procent.
    r.rate: Van de 2.310 studenten vulde er 1 de vragenlijst in: 24,5 procent.
    r.rate: Van de 2.310 studenten vulden er 2 de vragenlijst in: 24,5 procent.
    r.rate: Van de ongeveer 2.310 studenten vulden er ongeveer 565 de vragenlijst in: 24,5 procent.
    r.rate: Van de 2.310 studenten vulden er 565 de vragenlijst in: 0 procent.
    r.noframe: Geen studenten vulden de vragenlijst in. Hoeveel er gevraagd zijn, is onbekend.
    r.noframe: 1 student vulde de vragenlijst in. Hoeveel er gevraagd zijn, is onbekend.
    r.noframe: 2 studenten vulden de vragenlijst in. Hoeveel er gevraagd zijn, is onbekend.
    r.noframe: Ongeveer 565 studenten vulden de vragenlijst in. Hoeveel er gevraagd zijn, is onbekend.
    r.unheard: 0 procent deed niet mee. Wat zij vinden, weten we niet.
    r.uneven: Van de vrouwen deed 100 procent mee, van de mannen 42,9 procent.
    r.range: Hadden alle anderen nee of juist ja gezegd, dan was dit 100 of 89,8 procent.
    p.share: Vrouwen vormen 57,1 procent van de ongeveer 2.310 starters in 2025.
    p.bench: Dat is 2 procentpunt lager dan bij hbo bètatechniek: 25 procent (2019, VHTO).
    p.bench: Dat is gelijk aan hbo bètatechniek: 25 procent (2019, VHTO).
    p.bench: Dat is 1 procentpunt hoger dan bij hbo bètatechniek: 25 procent (2019, VHTO).
    p.parity: Voor 25 procent was 1 vrouw meer nodig geweest, bij hetzelfde totaal. Dit is geen quotum.
    p.parity: Voor 25 procent waren 2 vrouwen meer nodig geweest, bij hetzelfde totaal. Dit is geen quotum.
    t.status: Na 1 jaar: 70,3 procent zelfde opleiding, 9,6 procent switch, 15,1 procent uitval, 5,0 procent diploma. Samen: alle 2.310 starters.
    t.status: Na 2 jaar: 70,3 procent zelfde opleiding, 9,6 procent switch, 15,1 procent uitval, 5,0 procent diploma. Samen: alle 2.310 starters.
    t.status: Na 5 jaar: 70,3 procent zelfde opleiding, 9,6 procent switch, 15,1 procent uitval, 5,0 procent diploma. Samen: alle ongeveer 2.310 starters.
    s.mean: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (marge 3,51 tot 3,73; n = 0).
    s.mean: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (marge 3,51 tot 3,73; n = 1).
    s.mean: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (marge 3,51 tot 3,73; n = 2).
    s.mean: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (marge 3,51 tot 3,73; n = ongeveer 565).
    s.mean: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (marge 3,51 tot 3,73).
    s.mean: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (n = 565).
    s.mean.plain: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (n = 0).
    s.mean.plain: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (n = 1).
    s.mean.plain: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (n = 2).
    s.mean.plain: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (n = ongeveer 565).
    s.ends: 24,5 procent heeft de laagste score; verschillen zijn daar slecht te zien.
    i.dist: 'Ik sta er hier alleen voor': 57,1 procent eens, 26,8 procent neutraal, 16,1 procent oneens (n = 0).
    i.dist: 'Ik sta er hier alleen voor': 57,1 procent eens, 26,8 procent neutraal, 16,1 procent oneens (n = 1).
    i.dist: 'Ik sta er hier alleen voor': 57,1 procent eens, 26,8 procent neutraal, 16,1 procent oneens (n = 2).
    i.dist: 'Ik sta er hier alleen voor': 57,1 procent eens, 26,8 procent neutraal, 16,1 procent oneens (n = ongeveer 565).
    i.dist: 'Ik sta er hier alleen voor': 57,1 procent eens, 26,8 procent neutraal, 16,1 procent oneens.
    i.band: Minstens 24,5 procent koos 'mee eens'.
    c.unsure: Niet te zeggen: tussen 0 en 0,40 punt hoger voor vrouwen.
    c.unsure: Niet te zeggen: tussen 0,10 punt lager en 0 voor vrouwen.
    c.unsure: Niet te zeggen: tussen 1 punt lager en 2 punten hoger voor vrouwen.
    g.margin: Marge (vrouwen min mannen): 0,00 tot 0,40 punt.
    g.margin: Marge (vrouwen min mannen): −0,10 tot 0,00 punt.
    g.margin: Marge (vrouwen min mannen): −1 tot 2 punten.
    g.many: We bekeken 1 verschil; door toeval alleen valt er ongeveer 1 op.
    g.many: We bekeken 2 verschillen; door toeval alleen vallen er ongeveer 2 op.
    x.unsure: Of de combinatie daarvan afwijkt, is niet te zeggen: tussen 0,00 en 0,40 punt.
    x.unsure: Of de combinatie daarvan afwijkt, is niet te zeggen: tussen −0,10 en 0,00 punt.
    x.unsure: Of de combinatie daarvan afwijkt, is niet te zeggen: tussen −1 en 2 punten.
    d.pair: 1 student deed twee keer mee: van 3,42 naar 3,90.
    d.pair: 2 studenten deden twee keer mee: van 3,42 naar 3,90.
    d.pair: Ongeveer 565 studenten deden twee keer mee: van 3,42 naar 3,90.
    f.95: Hogeschool Voorbeeld ligt buiten de 95%-grens. Toeval alleen geeft er ongeveer 0 op 17 scholen.
    f.95: Hogeschool Voorbeeld ligt buiten de 95%-grens. Toeval alleen geeft er ongeveer 1 op 17 scholen.
    f.95: Hogeschool Voorbeeld ligt buiten de 95%-grens. Toeval alleen geeft er ongeveer 2 op 17 scholen.
    f.95: Hogeschool Voorbeeld ligt buiten de 95%-grens. Toeval alleen geeft er ongeveer 0,9 op 9 scholen. Voorlopige grenzen.
    b.old: Dit vergelijkingscijfer is 1 jaar oud (2025).
    b.old: Dit vergelijkingscijfer is 2 jaar oud (2025).
    q.none: Niet te berekenen.
    title.trend: Aandeel vrouwen: van 24,2 naar 26,2 procent in 1 jaar
    title.trend: Aandeel vrouwen: van 24,2 naar 26,2 procent in 2 jaar
    title.stays: 57,1 procent doet na 1 jaar nog dezelfde opleiding
    title.stays: 57,1 procent doet na 2 jaar nog dezelfde opleiding
    title.outside: 0 van de 17 scholen liggen buiten de 95%-grens
    title.outside: 1 van de 17 scholen ligt buiten de 95%-grens
    title.done: 0 van de 6 afspraken zijn klaar
    title.done: 1 van de 6 afspraken is klaar
    title.done: 2 van de 6 afspraken zijn klaar
    "#);
    insta::assert_snapshot!(changed(EN), @r#"
    r.rate: 0 of 2,310 students answered: 24.5%.
    r.rate: 1 of 2,310 students answered: 24.5%.
    r.rate: 2 of 2,310 students answered: 24.5%.
    r.rate: About 565 of about 2,310 students answered: 24.5%.
    r.rate: 565 of 2,310 students answered: 0%.
    r.noframe: No students answered. How many were asked is not known.
    r.noframe: 1 student answered. How many were asked is not known.
    r.noframe: 2 students answered. How many were asked is not known.
    r.noframe: About 565 students answered. How many were asked is not known.
    r.unheard: 0% did not take part. We do not know their views.
    r.uneven: Of the women, 100% took part; of the men, 42.9%.
    r.range: Had all others said no, or yes, this would be 100% or 89.8%.
    p.share: Women are 57.1% of the approximately 2,310 starters in 2025.
    p.bench: That is 2 percentage points lower than for hbo bètatechniek: 25% (2019, VHTO).
    p.bench: That equals hbo bètatechniek: 25% (2019, VHTO).
    p.bench: That is 1 percentage point higher than for hbo bètatechniek: 25% (2019, VHTO).
    p.parity: 25% would take 1 more woman, with the same total. This is not a quota.
    p.parity: 25% would take 2 more women, with the same total. This is not a quota.
    t.status: After 1 year: 70.3% same programme, 9.6% switch, 15.1% dropout, 5.0% diploma. Together: all 2,310 starters.
    t.status: After 2 years: 70.3% same programme, 9.6% switch, 15.1% dropout, 5.0% diploma. Together: all 2,310 starters.
    t.status: After 5 years: 70.3% same programme, 9.6% switch, 15.1% dropout, 5.0% diploma. Together: all approximately 2,310 starters.
    s.mean: Sense of belonging: mean 3.62 on a scale of 1 to 5 (margin 3.51 to 3.73; n = 0).
    s.mean: Sense of belonging: mean 3.62 on a scale of 1 to 5 (margin 3.51 to 3.73; n = 1).
    s.mean: Sense of belonging: mean 3.62 on a scale of 1 to 5 (margin 3.51 to 3.73; n = 2).
    s.mean: Sense of belonging: mean 3.62 on a scale of 1 to 5 (margin 3.51 to 3.73; n = about 565).
    s.mean: Sense of belonging: mean 3.62 on a scale of 1 to 5 (margin 3.51 to 3.73).
    s.mean: Sense of belonging: mean 3.62 on a scale of 1 to 5 (n = 565).
    s.mean.plain: Sense of belonging: mean 3.62 on a scale of 1 to 5 (n = 0).
    s.mean.plain: Sense of belonging: mean 3.62 on a scale of 1 to 5 (n = 1).
    s.mean.plain: Sense of belonging: mean 3.62 on a scale of 1 to 5 (n = 2).
    s.mean.plain: Sense of belonging: mean 3.62 on a scale of 1 to 5 (n = about 565).
    s.ends: 24.5% have the lowest score; gaps are hard to see there.
    i.dist: 'I am on my own here': 57.1% agree, 26.8% neutral, 16.1% disagree (n = 0).
    i.dist: 'I am on my own here': 57.1% agree, 26.8% neutral, 16.1% disagree (n = 1).
    i.dist: 'I am on my own here': 57.1% agree, 26.8% neutral, 16.1% disagree (n = 2).
    i.dist: 'I am on my own here': 57.1% agree, 26.8% neutral, 16.1% disagree (n = about 565).
    i.dist: 'I am on my own here': 57.1% agree, 26.8% neutral, 16.1% disagree.
    i.band: At least 24.5% chose 'agree'.
    c.unsure: Cannot tell: between 0 and 0.40 points higher for women.
    c.unsure: Cannot tell: between 0.10 points lower and 0 for women.
    c.unsure: Cannot tell: between 1 point lower and 2 points higher for women.
    g.margin: Margin (women minus men): 0.00 to 0.40 points.
    g.margin: Margin (women minus men): −0.10 to 0.00 points.
    g.margin: Margin (women minus men): −1 to 2 points.
    g.many: We looked at 1 difference; by chance alone about 1 stands out.
    g.many: We looked at 2 differences; by chance alone about 2 stand out.
    x.unsure: Whether the combination differs from that, we cannot tell: between 0.00 and 0.40 points.
    x.unsure: Whether the combination differs from that, we cannot tell: between −0.10 and 0.00 points.
    x.unsure: Whether the combination differs from that, we cannot tell: between −1 and 2 points.
    d.pair: 1 student answered twice: from 3.42 to 3.90.
    d.pair: 2 students answered twice: from 3.42 to 3.90.
    d.pair: About 565 students answered twice: from 3.42 to 3.90.
    f.95: Hogeschool Voorbeeld lies outside the 95% limit. Chance alone gives about 0 in 17 schools.
    f.95: Hogeschool Voorbeeld lies outside the 95% limit. Chance alone gives about 1 in 17 schools.
    f.95: Hogeschool Voorbeeld lies outside the 95% limit. Chance alone gives about 2 in 17 schools.
    f.95: Hogeschool Voorbeeld lies outside the 95% limit. Chance alone gives about 0.9 in 9 schools. Provisional limits.
    b.old: This benchmark is 1 year old (2025).
    b.old: This benchmark is 2 years old (2025).
    q.none: Cannot be calculated.
    title.trend: Share of women: from 24.2% to 26.2% in 1 year
    title.trend: Share of women: from 24.2% to 26.2% in 2 years
    title.stays: 57.1% are in the same programme after 1 year
    title.stays: 57.1% are in the same programme after 2 years
    title.outside: 0 of 17 schools lie outside the 95% limit
    title.outside: 1 of 17 schools lies outside the 95% limit
    title.done: 0 of 6 agreements are done
    title.done: 1 of 6 agreements is done
    title.done: 2 of 6 agreements are done
    "#);
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
    insta::assert_snapshot!(with_groups(NL), @r#"
    r.uneven: Van de studenten zonder antwoord op deze vraag deed 57,1 procent mee, van de studenten in de groep 'Buiten Europa' 42,9 procent.
    p.share: Studenten die 'wil ik niet zeggen' kozen, vormen 57,1 procent van de 2.310 starters in 2025.
    p.trend: Het aandeel studenten die 'wil ik niet zeggen' kozen, ging van 24,2 (2024) naar 26,2 procent (2026): 0,5 per jaar (marge −0,1 tot 1,1 procentpunt).
    p.rep: Het aandeel studenten die 'wil ik niet zeggen' kozen, is 0,62 keer het aandeel bij hbo bètatechniek.
    p.parity: (the group of ParticipationParity has no singular)
    t.adjust: Verschil in totaal (studenten die 'wil ik niet zeggen' kozen min studenten in de groep 'Buiten Europa'): 2,4 procentpunt. Binnen dezelfde opleidingen: 1,6 procentpunt (marge −1,1 tot 4,3 procentpunt).
    t.simpson: In totaal ligt dit hoger bij studenten die 'wil ik niet zeggen' kozen, binnen opleidingen gemiddeld hoger bij studenten in de groep 'Buiten Europa'. Lees het per opleiding.
    c.unsure: Niet te zeggen: tussen 0,10 punt lager en 0,40 punt hoger voor studenten die 'wil ik niet zeggen' kozen.
    c.unsure.from0: Niet te zeggen: tussen 0 en 0,40 punt hoger voor studenten die 'wil ik niet zeggen' kozen.
    c.unsure.to0: Niet te zeggen: tussen 0,10 punt lager en 0 voor studenten die 'wil ik niet zeggen' kozen.
    g.score: Thuisgevoel bij Bouwkunde: studenten die 'wil ik niet zeggen' kozen, komen gemiddeld uit op 3,42, studenten in de groep 'Buiten Europa' op 3,90.
    g.share: Thuisgevoel bij Bouwkunde: 57,1 procent van de studenten die 'wil ik niet zeggen' kozen, 42,9 procent van de studenten in de groep 'Buiten Europa'.
    g.ratio: Thuisgevoel bij Bouwkunde: 1,3 keer zo vaak bij studenten die 'wil ik niet zeggen' kozen als bij studenten in de groep 'Buiten Europa'.
    g.margin: Marge (studenten die 'wil ik niet zeggen' kozen min studenten in de groep 'Buiten Europa'): −0,10 tot 0,40 punt.
    g.one: Alleen studenten die 'wil ik niet zeggen' kozen, zijn te tonen; vergelijken kan niet.
    title.clear: Thuisgevoel: duidelijk verschil tussen studenten die 'wil ik niet zeggen' kozen en studenten in de groep 'Buiten Europa'
    title.small: Thuisgevoel: klein verschil tussen studenten die 'wil ik niet zeggen' kozen en studenten in de groep 'Buiten Europa'
    title.size: Thuisgevoel: verschil tussen studenten die 'wil ik niet zeggen' kozen en studenten in de groep 'Buiten Europa', grootte onzeker
    title.equal: Thuisgevoel is vrijwel gelijk voor studenten die 'wil ik niet zeggen' kozen en studenten in de groep 'Buiten Europa'
    title.unsure: Thuisgevoel: niet te zeggen of studenten die 'wil ik niet zeggen' kozen en studenten in de groep 'Buiten Europa' verschillen
    title.mean: Thuisgevoel van studenten die 'wil ik niet zeggen' kozen: gemiddeld 3,62
    title.share: Studenten die 'wil ik niet zeggen' kozen, vormen 57,1 procent van de starters in 2025
    title.trend: Aandeel studenten die 'wil ik niet zeggen' kozen: van 24,2 naar 26,2 procent in 5 jaar
    "#);
    insta::assert_snapshot!(with_groups(EN), @r#"
    r.uneven: Of the students who skipped this question, 57.1% took part; of the students in the group 'Outside Europe', 42.9%.
    p.share: Students who chose 'prefer not to say' are 57.1% of the 2,310 starters in 2025.
    p.trend: The share of students who chose 'prefer not to say' went from 24.2% (2024) to 26.2% (2026): 0.5 a year (margin −0.1 to 1.1 percentage points).
    p.rep: The share of students who chose 'prefer not to say' is 0.62 times that for hbo bètatechniek.
    p.parity: (the group of ParticipationParity has no singular)
    t.adjust: Gap overall (students who chose 'prefer not to say' minus students in the group 'Outside Europe'): 2.4 percentage points. Within the same programmes: 1.6 percentage points (margin −1.1 to 4.3 percentage points).
    t.simpson: Overall higher for students who chose 'prefer not to say'; within programmes, on average higher for students in the group 'Outside Europe'. Read it per programme.
    c.unsure: Cannot tell: between 0.10 points lower and 0.40 points higher for students who chose 'prefer not to say'.
    c.unsure.from0: Cannot tell: between 0 and 0.40 points higher for students who chose 'prefer not to say'.
    c.unsure.to0: Cannot tell: between 0.10 points lower and 0 for students who chose 'prefer not to say'.
    g.score: Sense of belonging at Bouwkunde: students who chose 'prefer not to say' average 3.42, students in the group 'Outside Europe' 3.90.
    g.share: Sense of belonging at Bouwkunde: 57.1% of the students who chose 'prefer not to say', 42.9% of the students in the group 'Outside Europe'.
    g.ratio: Sense of belonging at Bouwkunde: 1.3 times as common among students who chose 'prefer not to say' as among students in the group 'Outside Europe'.
    g.margin: Margin (students who chose 'prefer not to say' minus students in the group 'Outside Europe'): −0.10 to 0.40 points.
    g.one: Only students who chose 'prefer not to say' can be shown; no comparison is possible.
    title.clear: Sense of belonging: clear difference between students who chose 'prefer not to say' and students in the group 'Outside Europe'
    title.small: Sense of belonging: small difference between students who chose 'prefer not to say' and students in the group 'Outside Europe'
    title.size: Sense of belonging: a difference between students who chose 'prefer not to say' and students in the group 'Outside Europe', size uncertain
    title.equal: Sense of belonging is practically equal for students who chose 'prefer not to say' and students in the group 'Outside Europe'
    title.unsure: Sense of belonging: cannot tell if students who chose 'prefer not to say' and students in the group 'Outside Europe' differ
    title.mean: Sense of belonging of students who chose 'prefer not to say': mean 3.62
    title.share: Students who chose 'prefer not to say' are 57.1% of the starters in 2025
    title.trend: Share of students who chose 'prefer not to say': from 24.2% to 26.2% in 5 years
    "#);
}
