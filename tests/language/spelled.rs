//! Words that are broken, joined, abbreviated or part of an address, as texts from the web and from Word have them.

use meetellen::language::{Format, Review};

use super::{in_text, lines, reviewed};

fn in_page(page: &str) -> Vec<String> {
    lines(&reviewed(page.as_bytes(), Format::Html))
}

fn words(text: &str) -> Review {
    reviewed(text.as_bytes(), Format::Text)
}

#[test]
fn a_word_that_a_line_breaks_off_is_one_word_where_it_begins() {
    assert_eq!(
        in_text("Wij zoeken een vak-\nman en een koel-\r\n  monteur."),
        ["1:16 vakman occupation", "2:12 koelmonteur occupation",]
    );
}

#[test]
fn a_hyphen_for_a_part_left_out_breaks_off_nothing() {
    assert_eq!(in_text("Dit is een vak-\nof timmerman met een\nvak-\nMan."), ["2:4 timmerman occupation"]);
}

#[test]
fn ligatures_and_signs_that_nobody_sees_hide_no_word() {
    for text in [
        "Als hĳ wil, is het goed.",
        "Als h\u{200b}i\u{2060}j wil, is het goed.",
        "Als h\u{ad}ij wil, is het goed.",
    ] {
        assert_eq!(in_text(text).len(), 1, "{text}");
    }
    assert_eq!(in_text("De di\u{ad}rec\u{200b}teur is er."), ["1:4 directeur occupation"]);
}

#[test]
fn addresses_are_no_words() {
    let text = "Zie https://www.vakman.nl/hij?monteur=ja, mail meiden@school.nl of kijk op dames.nl/vakman.";
    assert_eq!(in_text(text), [""; 0]);
    assert_eq!(words(text).words, 5);
    assert_eq!(in_text("Wij zoeken een vakman.Neem contact op met de school."), ["1:16 vakman occupation"]);
    assert_eq!(
        in_text("Dit is een vakman (www.school.nl). Hij is er."),
        ["1:12 vakman occupation", "1:36 Hij pronoun",]
    );
}

#[test]
fn an_address_does_not_swallow_the_end_of_a_sentence() {
    // A new sentence: the name is two sentences away from "hij".
    assert_eq!(in_text("Karel is er. Zie www.school.nl. Daar is de les. Hij is er."), ["1:49 Hij pronoun"]);
}

#[test]
fn a_surname_may_have_an_initial_and_words_between() {
    for text in [
        "Bel met J. Timmerman van de school.",
        "Bel met de heer Van der Metselaar van de school.",
        "Bel met Jan de Lasser van de school.",
    ] {
        assert_eq!(in_text(text), [""; 0], "{text}");
    }
    assert_eq!(in_text("Bel met Jan. De Lasser is er."), ["1:17 Lasser occupation"]);
}

#[test]
fn every_open_form_of_a_job_title_is_left_alone() {
    for form in ["m/v/x", "v/m/x", "x/v/m", "M/V/X", "m/v/d"] {
        let text = format!("Wij zoeken een monteur ({form}) voor de school.");
        assert_eq!(in_text(&text), [""; 0], "{text}");
    }
    for text in [
        "Wij zoeken monteur(s) (m/v/x) voor de school.",
        "Wij zoeken een koelmonteur of koelmonteuse voor de school.",
        "Hij, zij of die is er voor de school.",
        "The tradesmen and tradeswomen are in the hall.",
    ] {
        assert_eq!(in_text(text), [""; 0], "{text}");
    }
    assert_eq!(
        in_text("Wij zoeken een koelmonteur of dakmonteuse."),
        ["1:16 koelmonteur occupation", "1:31 dakmonteuse occupation",]
    );
}

#[test]
fn forms_of_one_title_are_found_in_singular_and_plural() {
    for word in
        ["timmervrouw", "vakvrouwen", "cameramannen", "elektrotechnici", "brandweermannen", "servicemonteurs"]
    {
        assert_eq!(
            in_text(&format!("Wij zoeken {word} voor de school.")),
            [format!("1:12 {word} occupation")]
        );
    }
    for word in ["chairwoman", "firemen", "policemen", "draughtsmen", "waitresses", "tradeswomen"] {
        assert_eq!(in_text(&format!("We need {word} for the school.")), [format!("1:9 {word} occupation")]);
    }
}

#[test]
fn both_forms_are_a_pair_however_they_are_written() {
    for pair in ["(S)he", "S/he", "She/he", "His/hers", "Her or his"] {
        let found = in_text(&format!("{pair} will do the work of the school."));
        assert!(found.len() == 1 && found[0].ends_with(" pair"), "{pair}: {found:?}");
    }
    assert_eq!(in_text("De school wil dat zij/hij er is."), ["1:19 zij/hij pair"]);
}

#[test]
fn what_only_looks_like_a_gendered_word_is_left_alone() {
    for text in [
        "Wij zijn op zoek naar ervaren mensen met lang haar.",
        "Haar haar is blauw en haar werk is goed.",
        "Een man-in-the-middle-aanval uit Manchester, met een mannequin in de etalage.",
        "Dit is in strijd met de regels van de school.",
        "Het begrip spanning is een vak van de school.",
        "De autonome robots staan op een hard drive.",
        "The Germans and humans are in the hall of Manchester with a mannequin.",
        "Our task force has technical support.",
        "Wat hier telt zijn mensen.",
    ] {
        assert_eq!(in_text(text), [""; 0], "{text}");
    }
}

#[test]
fn the_possessive_is_found_after_more_verbs() {
    for text in [
        "Wie hier werkt, neemt zijn lunch mee.",
        "De kandidaat stuurt zijn brief naar de school.",
        "Iemand is trots op zijn vak en de school.",
    ] {
        let found = in_text(text);
        assert!(found.len() == 1 && found[0].ends_with("zijn pronoun"), "{text}: {found:?}");
    }
}

#[test]
fn a_page_shows_no_code_script_or_hidden_copy() {
    let page = "<html><head><title>Vakman gezocht</title><style>.hij{}</style></head><body class=\"vakman\">\n\
        <script>var hij = \"monteur\"; if (a < b) write(\"<p>vakman</p>\")</script><!-- de vakman -->\n\
        <pre><code>if hij: return vakman</code></pre><noscript><img src=x alt=\"de vakman\">de monteur</noscript>\n\
        <p title=\"vakman\">Wij zoeken een vak<b>man</b> en een mon<wbr>teur voor de school.</p>\n\
        <details><summary>Vak</summary>man</details><table><tr><td>Vak</td><td>man</td></tr></table>\n\
        <area alt=\"de dames van de school\"><input type=image alt=\"de monteur\"><input name=x>\n\
        <p>Als h&#x133; er is, of z&#146;n vak, of h&ijlig; van de school.</p></body></html>";
    assert_eq!(
        in_page(page),
        [
            "1:20 Vakman occupation",
            "4:34 vakman occupation",
            "4:55 monteur occupation",
            "6:15 dames person in image",
            "6:62 monteur occupation in image",
            "7:8 hĳ pronoun",
            "7:27 z\u{2019}n pronoun",
            "7:44 hĳ pronoun",
        ]
    );
}

#[test]
fn a_text_on_one_line_has_its_columns_too() {
    let text = "Één vakman is er. ".repeat(3);
    assert_eq!(in_text(&text), ["1:5 vakman occupation", "1:23 vakman occupation", "1:41 vakman occupation"]);
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    assert!(meetellen::language::read(b"vakman\0\x01", Format::Text).is_err());
}
