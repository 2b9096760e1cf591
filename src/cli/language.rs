//! `meetellen language`: gendered and stereotyping words in texts, with their places; writes no file.
//!
//! Finds stand on standard output, what cannot be read on standard error. Leaves out any verdict: the exit code does not
//! depend on what is found.

mod json;

use std::fs;
use std::path::{Path, PathBuf};

use meetellen::language::{
    Counted, Format, Found, LEAST_WORDS, Part, Prose, Review, SOURCES, Unreadable, WordList, read, review,
    what_it_does_not_say, what_it_says,
};
use meetellen::model::{Language, Text};
use meetellen::report::format::Number;

use super::arguments::LanguageArguments;
use super::exit::Exit;
use super::{say, say_error};

/// The most places that are printed of one text; JSON has all.
const MOST_PLACES: usize = 200;

/// A text that was looked at.
struct Looked {
    name: String,
    prose: Prose,
    review: Review,
}

/// Looks for words in texts and says where they stand.
pub(super) fn run(arguments: &LanguageArguments) -> Exit {
    let language = arguments.lang.unwrap_or_else(super::language);
    let lists = match lists(&arguments.list, language) {
        Ok(lists) => lists,
        Err(exit) => return exit,
    };
    let mut looked = Vec::new();
    let mut is_refused = false;
    for path in &arguments.files {
        match look(path, &lists) {
            Ok(one) => looked.push(one),
            Err(text) => {
                is_refused = true;
                say_error(&format!("{}: {}", path.display(), text.get(language)));
            }
        }
    }
    if arguments.json {
        say(&json::written(&looked, &lists));
    } else if !looked.is_empty() {
        looked.iter().for_each(|one| print(one, &lists, language));
        explain(&lists, language);
    }
    let words: usize = looked.iter().map(|one| one.review.words).sum();
    match (is_refused, words) {
        (true, _) => Exit::Refused,
        (false, 0) => Exit::NothingToShow,
        (false, _) => Exit::Done,
    }
}

/// The lists of the program, each replaced where the school brings one in its language.
fn lists(own: &[PathBuf], language: Language) -> Result<Vec<WordList>, Exit> {
    let mut lists = WordList::built_in().expect("the built-in lists are read in the tests");
    let mut is_refused = false;
    for path in own {
        let file = path.display().to_string();
        let Ok(text) = fs::read_to_string(path) else {
            say_error(&format!("{file}: {}", unreadable_list().get(language)));
            is_refused = true;
            continue;
        };
        match WordList::parse(&file, &text) {
            Ok(list) => match lists.iter_mut().find(|known| known.language == list.language) {
                Some(known) => *known = list,
                None => lists.push(list),
            },
            Err(faults) => {
                is_refused = true;
                faults.iter().for_each(|fault| say_error(&fault.to_line(language)));
            }
        }
    }
    if is_refused {
        return Err(Exit::Refused);
    }
    Ok(lists)
}

fn look(path: &Path, lists: &[WordList]) -> Result<Looked, Text> {
    let name = path.display().to_string();
    let format = Format::of(&name).ok_or_else(|| reason(&Unreadable::OtherFormat))?;
    let bytes = fs::read(path).map_err(|_| unreadable())?;
    let prose = read(&bytes, format).map_err(|error| reason(&error))?;
    let review = review(&prose, lists);
    Ok(Looked { name, prose, review })
}

fn unreadable() -> Text {
    Text::new("het bestand is er niet of is niet te lezen", "the file is not there or cannot be read")
}

fn unreadable_list() -> Text {
    Text::new(
        "deze woordenlijst is er niet of is geen UTF-8; kopieer surveys/language/nl.toml",
        "this word list is not there or is no UTF-8; copy surveys/language/en.toml",
    )
}

fn reason(error: &Unreadable) -> Text {
    match error {
        Unreadable::Damaged(_) => Text::new(
            "dit Word-document is beschadigd of heeft een wachtwoord; sla het opnieuw op als docx",
            "this Word document is damaged or has a password; save it again as docx",
        ),
        Unreadable::NoText => Text::new(
            "dit is geen tekst; sla het op als docx, html of tekst (UTF-8)",
            "this is not a text; save it as docx, html or text (UTF-8)",
        ),
        Unreadable::TooLarge => Text::new(
            "dit document pakt uit tot meer tekst dan een document heeft",
            "this document unpacks to more text than a document has",
        ),
        _ => Text::new(
            "alleen txt, md, html en docx worden gelezen; sla een pdf of doc eerst op als docx of tekst",
            "only txt, md, html and docx are read; save a pdf or doc as docx or text first",
        ),
    }
}

fn print(looked: &Looked, lists: &[WordList], language: Language) {
    let Looked { name, prose, review } = looked;
    say(&format!("{name}: {}", heading(prose, review, lists).get(language)));
    for found in review.found.iter().take(MOST_PLACES) {
        say(&place(name, found, lists, language));
    }
    let rest = review.found.len().saturating_sub(MOST_PLACES);
    if rest > 0 {
        let more = Text::new(
            format!("  en nog {rest} plekken; --json noemt ze alle"),
            format!("  and {rest} more places; --json has them all"),
        );
        say(more.get(language));
    }
    for place in prose.undescribed_images().iter().take(MOST_PLACES) {
        let text = Text::new(
            "afbeelding zonder beschrijving: wat erop staat, is niet bekeken",
            "image without a description: what it shows was not looked at",
        );
        say(&format!("  {name}:{}:{}  {}", place.line, place.column, text.get(language)));
    }
    say("");
    for line in table(review, lists, language) {
        say(&line);
    }
    if review.counted.iter().any(|counted| counted.per_thousand.is_none()) {
        let short = Text::new(
            format!("  Onder {LEAST_WORDS} woorden zegt een cijfer per 1.000 woorden te weinig."),
            format!("  Below {LEAST_WORDS} words, a number per 1,000 words says too little."),
        );
        say(short.get(language));
    }
    say("");
}

fn heading(prose: &Prose, review: &Review, lists: &[WordList]) -> Text {
    let names: Vec<Text> = review.languages(lists).into_iter().map(name_of).collect();
    let joined =
        |word: &str, language| names.iter().map(|name| name.get(language)).collect::<Vec<_>>().join(word);
    let (described, bare) = (prose.described_images(), prose.undescribed_images().len());
    let words = Number::count(review.words as u64);
    let (nl_images, en_images) = match (described, bare) {
        (0, 0) => (String::new(), String::new()),
        _ => (
            format!("; afbeeldingen: {described} met beschrijving, {bare} zonder"),
            format!("; images: {described} with a description, {bare} without"),
        ),
    };
    if review.words == 0 {
        return Text::new(
            format!("geen woorden; een plaatje of scan van een tekst wordt niet gelezen{nl_images}"),
            format!("no words; a picture or scan of a text is not read{en_images}"),
        );
    }
    Text::new(
        format!("{} woorden, {}{nl_images}", words.bare(Language::Dutch), joined(" en ", Language::Dutch)),
        format!("{} words, {}{en_images}", words.bare(Language::English), joined(" and ", Language::English)),
    )
}

fn name_of(language: Language) -> Text {
    match language {
        Language::Dutch => Text::new("Nederlands", "Dutch"),
        Language::English => Text::new("Engels", "English"),
    }
}

/// One find in one line, with its place as editors and terminals open it.
fn place(file: &str, found: &Found, lists: &[WordList], language: Language) -> String {
    let group = &lists[found.list].groups[found.group];
    let kind = group.name.get(language);
    let part = match (found.part, language) {
        (Part::Text, _) => "",
        (Part::Image, Language::Dutch) => " in beschrijving van afbeelding",
        (Part::Image, Language::English) => " in description of image",
    };
    // Advice for a whole group stands in the table, once.
    let instead = found.instead.as_ref().map_or_else(String::new, |instead| match language {
        Language::Dutch => format!("; kan ook: {instead}"),
        Language::English => format!("; could be: {instead}"),
    });
    format!("  {file}:{}:{}  {}  ({kind}{part}{instead})", found.place.line, found.place.column, found.text)
}

fn table(review: &Review, lists: &[WordList], language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    // Agentic words are read beside communal ones, also where there are none.
    let is_told = |counted: &&Counted| {
        let id = lists[counted.list].groups[counted.group].id.as_str();
        counted.count > 0 || ["agentic", "communal"].contains(&id)
    };
    let is_mixed = review.words_by_list.iter().filter(|words| **words > 0).count() > 1;
    let mut last = None;
    for counted in review.counted.iter().filter(is_told) {
        if is_mixed && last != Some(counted.list) {
            let words = review.words_by_list[counted.list];
            let unit = if language == Language::Dutch { "woorden" } else { "words" };
            lines.push(format!("  {}, {words} {unit}:", name_of(lists[counted.list].language).get(language)));
            last = Some(counted.list);
        }
        let group = &lists[counted.list].groups[counted.group];
        let rate = counted.per_thousand.map_or_else(String::new, |rate| {
            let (digits, per) = match language {
                Language::Dutch => (format!("{rate:.1}").replace('.', ","), "per 1.000 woorden"),
                Language::English => (format!("{rate:.1}"), "per 1,000 words"),
            };
            format!("  ({digits} {per})")
        });
        let name = group.name.get(language);
        lines.push(format!("  {name}: {}{rate}", counted.count));
        if counted.count > 0 {
            lines.push(format!("      {}", group.about.get(language)));
            if let Some(instead) = &group.instead {
                let lead = if language == Language::Dutch { "Kan ook" } else { "Could be" };
                lines.push(format!("      {lead}: {}.", instead.get(language)));
            }
        }
    }
    lines
}

/// What research does and does not say, and which lists were used.
fn explain(lists: &[WordList], language: Language) {
    let dutch = language == Language::Dutch;
    let section = |title: &str, lines: Vec<String>| {
        say(title);
        lines.iter().for_each(|line| say(&format!("  - {line}")));
    };
    let texts = |texts: &[Text]| texts.iter().map(|text| text.get(language).to_owned()).collect();
    section(if dutch { "Wat onderzoek zegt" } else { "What research says" }, texts(&what_it_says()));
    section(
        if dutch { "Wat dit niet zegt" } else { "What this does not say" },
        texts(&what_it_does_not_say()),
    );
    let titles = lists.iter().map(|list| list.title.get(language).to_owned()).collect();
    section(if dutch { "Woordenlijsten" } else { "Word lists" }, titles);
    section(if dutch { "Bronnen" } else { "Sources" }, SOURCES.map(str::to_owned).to_vec());
}
