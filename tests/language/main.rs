//! Words in recruitment texts: found where they stand, and left alone where they mean something else.
//!
//! All texts are invented. Leaves out how fast it is: `docs/language.md` has the measurement.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod own_list;
mod program;
mod spelled;

use std::io::{Cursor, Write as _};
use std::path::Path;

use meetellen::language::{Format, Found, LEAST_WORDS, Part, Review, WordList, read, review};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn lists() -> Vec<WordList> {
    WordList::built_in().unwrap()
}

fn reviewed(bytes: &[u8], format: Format) -> Review {
    review(&read(bytes, format).unwrap(), &lists())
}

fn of_file(name: &str) -> Review {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language/texts").join(name);
    reviewed(&std::fs::read(path).unwrap(), Format::of(name).unwrap())
}

/// A find as the tests write it: `3:15 monteur occupation`.
fn line(found: &Found, lists: &[WordList]) -> String {
    let group = &lists[found.list].groups[found.group].id;
    let part = if found.part == Part::Image { " in image" } else { "" };
    format!("{}:{} {} {group}{part}", found.place.line, found.place.column, found.text)
}

fn lines(review: &Review) -> Vec<String> {
    let lists = lists();
    review.found.iter().map(|found| line(found, &lists)).collect()
}

fn in_text(text: &str) -> Vec<String> {
    lines(&reviewed(text.as_bytes(), Format::Text))
}

#[test]
fn planted_words_are_found_at_their_line_and_column() {
    assert_eq!(
        lines(&of_file("vacature-monteur.txt")),
        [
            "3:16 monteur occupation",
            "3:62 echte bikkel stereotype",
            "4:46 monteur occupation",
            "4:60 zijn pronoun",
            "5:7 hij pronoun",
            "7:37 samen communal",
            "8:53 uitdagingen agentic",
            "9:23 Onze mannen person",
            "11:19 Ambitie agentic",
            "11:47 zelfstandig agentic",
            "12:1 timmerman occupation",
        ]
    );
}

#[test]
fn a_whole_vacancy_gives_what_was_planted_and_leaves_every_false_friend_alone() {
    assert_eq!(
        lines(&of_file("vacature-koeltechniek.md")),
        [
            "5:4 installateur occupation",
            "5:24 zijn pronoun",
            "5:49 Hij pronoun",
            "5:102 zijn pronoun",
            "8:7 gedreven agentic",
            "8:16 vakman occupation",
            "9:3 ook vrouwen zijn stereotype",
            "10:18 watjes stereotype",
            "15:6 jongens person in image",
        ]
    );
}

#[test]
fn a_web_page_is_read_as_its_reader_sees_it_with_places_in_the_file() {
    assert_eq!(
        lines(&of_file("opleiding.html")),
        [
            "6:10 technicus occupation",
            "7:26 vakman occupation",
            "7:78 hij pronoun",
            "9:15 meiden person",
            "9:33 daadkrachtige agentic",
            "11:27 monteur occupation in image",
            "12:23 lead agentic",
            "12:47 competitive agentic",
            "12:60 he or she pair",
            "12:89 foreman occupation",
        ]
    );
}

#[test]
fn an_image_without_a_description_is_told_and_decoration_is_not() {
    let page =
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language/texts/opleiding.html"));
    let prose = read(&page.unwrap(), Format::Html).unwrap();
    let places: Vec<_> = prose.undescribed_images().iter().map(|place| (place.line, place.column)).collect();
    assert_eq!((prose.described_images(), places), (1, vec![(11, 49)]));
}

#[test]
fn markdown_is_read_without_its_code_and_with_its_images() {
    assert_eq!(
        lines(&of_file("open-dag.md")),
        [
            "3:13 Ook voor meisjes stereotype",
            "3:48 uitdagende agentic",
            "5:8 jongens person in image",
            "10:23 elektricien occupation",
            "16:22 Hij/zij pair",
        ]
    );
}

#[test]
fn a_line_of_a_word_document_is_a_paragraph() {
    let document = r#"<?xml version="1.0"?><w:document xmlns:w="w" xmlns:wp="wp"><w:body>
        <w:p><w:r><w:t>Vacature (verzonnen)</w:t></w:r></w:p>
        <w:p><w:r><w:t xml:space="preserve">Wij zoeken een elek</w:t></w:r><w:r><w:t>tricien.</w:t></w:r>
             <w:r><wp:docPr id="1" descr="Twee kerels op een dak"/></w:r><w:del><w:r><w:t>hij</w:t></w:r></w:del></w:p>
        <w:p><w:r><w:t>Het is mannenwerk.</w:t><wp:docPr id="2"/></w:r></w:p>
        </w:body></w:document>"#;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    zip.write_all(document.as_bytes()).unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    let prose = read(&bytes, Format::Docx).unwrap();
    assert_eq!(
        lines(&review(&prose, &lists())),
        ["2:16 elektricien occupation", "2:28 kerels person in image", "3:8 mannenwerk stereotype"]
    );
    assert_eq!(prose.undescribed_images().len(), 1);
}

#[test]
fn a_damaged_word_document_is_refused() {
    assert!(read(b"PK\x03\x04 nothing", Format::Docx).is_err());
}

#[test]
fn what_only_looks_alike_is_left_alone() {
    for text in [
        // The verb, not the possessive.
        "Wij zijn op zoek naar collega's.",
        "De lessen zijn in Utrecht.",
        "Docenten zijn geen voorbeeld.",
        "Dat zijn leuke vakken.",
        "Er zijn veel bedrijven in de regio.",
        "Het zijn mooie machines.",
        "Zo moet het zijn.",
        "Ze kunnen er op tijd voor zijn.",
        "De student moet op tijd aanwezig zijn.",
        "Studenten met een diploma zijn welkom.",
        "De machines aan de kant zijn gekeurd.",
        "Wat zijn de eisen?",
        "Zijn er vragen? Bel gerust.",
        "Zijn die haalbaar, dan regelen wij het.",
        "Het team is gegroeid en ze zijn er trots op.",
        "Het is leuk om hier te zijn.",
        "Er zijn hulpmiddelen voor wie ze nodig heeft.",
        // A person with a name.
        "Karel is docent. Hij geeft les in de hal.",
        "Mevrouw Timmerman geeft les in de hal.",
        "Dat zegt Jan Timmerman van de school.",
        // Both forms, or all.
        "Wij zoeken een monteur (m/v/x) voor de werkplaats.",
        "Wij zoeken een monteur of monteuse voor de werkplaats.",
        "Een monteur en een monteuse staan bij de koelcel.",
        "De technicus/technica krijgt een eigen plek.",
        "Hij/zij/die kent de weg.",
        // Words with such a word in them.
        "Het managen van een mantel en een manometer is de kern.",
        "De jongste machine staat bij het raam.",
        "Een warmtepomp geeft warm water in het huis.",
        "De sociale media en de sociale zekerheid zijn een vak.",
        "Een gebruiksvriendelijke en drukgevoelige knop op de kast.",
        "De krachtstroom en de leiding zijn een vak van de opleiding.",
        "De krachtige motor zit in de kast van het gebouw.",
        "Wij bieden een concurrerend salaris en een warme maaltijd.",
        "De competenties staan in het dossier van de opleiding.",
        "De samenvatting is een deel van het verslag.",
        "De samenstelling van de stof is een vraag.",
        "Een uitdagt bestaat niet, een besluit in de les wel.",
        "Het zelfstandig naamwoord is een woord van de taal.",
    ] {
        assert_eq!(in_text(text), [""; 0], "{text}");
    }
}

#[test]
fn what_only_looks_alike_in_english_is_left_alone() {
    for text in [
        "What kind of tools do you use for this?",
        "There are all kinds of machines in the hall.",
        "The lead pipes in the hall are old.",
        "The leaded glass is from the old building.",
        "This leads to a lower price for the school.",
        "The yield strength of the steel is high.",
        "John is a teacher. He works with us.",
        "The response time of the system is short.",
        "The chair of the board and a salesperson are here.",
    ] {
        assert_eq!(in_text(text), [""; 0], "{text}");
    }
}

#[test]
fn the_possessive_is_told_from_the_verb() {
    assert_eq!(in_text("De student werkt in zijn eigen tempo."), ["1:21 zijn pronoun"]);
    assert_eq!(in_text("Een leerling kent zijn rechten."), ["1:19 zijn pronoun"]);
    assert_eq!(in_text("Iedereen zorgt voor zijn spullen."), ["1:21 zijn pronoun"]);
}

#[test]
fn published_stems_are_found_in_english() {
    assert_eq!(
        in_text("We are looking for a competitive, self-confident and supportive colleague."),
        ["1:22 competitive agentic", "1:35 self-confident agentic", "1:54 supportive communal"]
    );
}

#[test]
fn a_surname_needs_a_first_name_or_title() {
    assert_eq!(in_text("Wij zoeken een Timmerman voor de werkplaats."), ["1:16 Timmerman occupation"]);
}

#[test]
fn letters_with_accents_are_found_however_they_are_written() {
    for text in ["De hiërarchie is een vraag.", "De hie\u{308}rarchie is een vraag."] {
        assert_eq!(in_text(text).len(), 1, "{text}");
    }
    let windows = reviewed(b"De hi\xEBrarchie is een vraag.", Format::Text);
    assert_eq!(lines(&windows), ["1:4 hiërarchie agentic"]);
}

#[test]
fn a_rate_is_per_thousand_words_and_missing_for_a_short_text() {
    let text = "De monteur is er en het werk is op tijd klaar. ".repeat(40);
    let long = reviewed(text.as_bytes(), Format::Text);
    let occupation = lists()[0].groups.iter().position(|group| group.id == "occupation").unwrap();
    let counted =
        long.counted.iter().find(|counted| counted.list == 0 && counted.group == occupation).unwrap();
    assert_eq!((long.words, counted.count), (440, 40));
    // 40 of 440 words: 90.9 per 1,000; absolute tolerance for the division.
    assert!((counted.per_thousand.unwrap() - 40_000.0 / 440.0).abs() < 1e-9);
    let short = reviewed(b"De monteur is er.", Format::Text);
    assert!(short.words < LEAST_WORDS && short.counted.iter().all(|counted| counted.per_thousand.is_none()));
}

#[test]
fn every_paragraph_is_read_in_its_own_language() {
    let text = "Een leider met ambitie is er voor het team.\n\nYou will lead and support the team with us.\n";
    assert_eq!(
        in_text(text),
        ["1:5 leider agentic", "1:16 ambitie agentic", "3:10 lead agentic", "3:19 support communal"]
    );
}
