//! Words in a quote that may tell who said it: names, places, numbers, and features that few people have.
//!
//! Errs on the side of a person who looks: a word at the start of a sentence is a name unless it is a usual one. Leaves out
//! what becomes of the quote (`themes`).

use super::personal::is_personal;

/// Words that open a sentence and are no names.
const OPENING: &str = "de het een ik er op in ze zij hij mijn mij als bij wij we ons onze niet dat die dit soms nooit altijd iedereen niemand \
     iemand docenten studenten wat waar hoe maar en of ook toen toch dan veel weinig meer minder alleen je jij jouw voor van met \
     nu te zonder tijdens volgens sommige geen alles niks niets the a an i my me they we our us when where nobody everybody \
     somebody teachers students at in on it if you your there this that what how but and or also never always sometimes not \
     no more less only for of with without during some nothing everything he she his her";

/// Words that few people could have said, or that say who is meant: their beginnings.
const TELLING: [&str; 58] = [
    "directeur",
    "bestuurder",
    "teamleider",
    "conciërge",
    "decaan",
    "mentor",
    "stagebegeleider",
    "praktijkbegeleider",
    "enige",
    "hoofddoek",
    "rolstoel",
    "zwanger",
    "trans",
    "moslim",
    "christen",
    "joods",
    "hindoe",
    "turks",
    "marokkaans",
    "surinaams",
    "antilliaans",
    "pools",
    "syrisch",
    "oekraïens",
    "vluchteling",
    "doof",
    "blind",
    "autis",
    "adhd",
    "dyslex",
    "lesbisch",
    "homo",
    "moeder",
    "vader",
    "broer",
    "zus",
    "director",
    "principal",
    "head",
    "caretaker",
    "dean",
    "supervisor",
    "only",
    "headscarf",
    "wheelchair",
    "pregnant",
    "muslim",
    "christian",
    "jewish",
    "hindu",
    "turkish",
    "moroccan",
    "refugee",
    "deaf",
    "mother",
    "father",
    "brother",
    "sister",
];

/// Returns the words of a quote that a person has to look at, each once, as they stand there.
pub(super) fn pointers(quote: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    if is_personal(quote.as_bytes()) {
        found.push(quote);
    }
    let mut opens = true;
    for token in quote.split_whitespace() {
        let word = token.trim_matches(|letter: char| !letter.is_alphanumeric());
        if !word.is_empty() {
            if is_pointer(word, opens) && !found.contains(&word) {
                found.push(word);
            }
            opens = false;
        }
        let tail = token.trim_end_matches(['"', '\'', '\u{2019}', '\u{201d}', ')']);
        opens |= tail.ends_with(['.', '!', '?', ':']);
    }
    found
}

fn is_pointer(word: &str, opens: bool) -> bool {
    let small = word.to_lowercase();
    if word.chars().any(char::is_numeric) || TELLING.iter().any(|start| small.starts_with(start)) {
        return true;
    }
    // English writes its word for oneself with a capital.
    let is_capital = word.chars().next().is_some_and(char::is_uppercase) && small != "i";
    is_capital && !(opens && OPENING.split_whitespace().any(|known| known == small))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_places_numbers_and_rare_features_are_pointed_at() {
        for (quote, words) in [
            ("Ik mocht van Karel niet meedoen.", &["Karel"][..]),
            ("Karel zei dat het niks voor mij was.", &["Karel"]),
            ("Dat was bij de garage in Assen.", &["Assen"]),
            ("Ik was de enige vrouw in klas 2B.", &["enige", "2B"]),
            ("Met mijn hoofddoek mocht ik niet naar binnen.", &["hoofddoek"]),
            ("Mail naar j.jansen@school.nl voor meer.", &["Mail naar j.jansen@school.nl voor meer."]),
            ("They said I was the only one.", &["only"]),
        ] {
            let found = pointers(quote);
            assert!(words.iter().all(|word| found.contains(word)), "{quote}: {found:?}");
        }
    }

    #[test]
    fn a_quote_without_such_words_is_left_alone() {
        for quote in [
            "De werkkleding past mij niet.",
            "Niemand vroeg hoe het ging. Toen ben ik gestopt met vragen stellen.",
            "I did not get a locker, and nobody said why.",
        ] {
            assert_eq!(pointers(quote), [""; 0], "{quote}");
        }
    }
}
