//! A document with every kind of block, withheld cells, long names and labels that look like formulas or HTML.
//!
//! All numbers, people and schools are invented.

use meetellen::disclosure::Scope;
use meetellen::model::{House, Language};
use meetellen::report::chart::Chart;
use meetellen::report::document::{
    Banner, Block, Cell, Column, ColumnKind, Definition, Document, Fact, Figure, Finding, Link, Margin,
    NumberForm, Part, Section, Table, TypedNumber,
};
use meetellen::report::wording::{RowId, Sentence};

use crate::chart_samples::{self as charts, LONG};

/// Labels that a spreadsheet would calculate, or a browser would run.
pub(crate) const HOSTILE: [&str; 6] =
    ["=1+1", "+31 6 techniek", "-2 jaar", "@iedereen", "\tmet tab", "<script>alert('x')</script> & \"duo\""];

/// Returns the text of the document's language.
fn say<'a>(language: Language, nl: &'a str, en: &'a str) -> &'a str {
    match language {
        Language::Dutch => nl,
        Language::English => en,
    }
}

fn sentence(text: &str) -> Sentence {
    Sentence { text: text.to_owned(), numbers: vec![], rows: vec![RowId(12), RowId(14)] }
}

fn cell(text: &str) -> Cell {
    Cell { text: text.to_owned(), ..Cell::default() }
}

fn number(text: &str, value: f64, form: NumberForm) -> Cell {
    Cell {
        text: text.to_owned(),
        number: Some(TypedNumber { value, form }),
        spoken: None,
        row: Some(RowId(14)),
    }
}

fn withheld(language: Language) -> Cell {
    Cell {
        text: "·".to_owned(),
        number: None,
        spoken: Some(say(language, "niet getoond, privacy", "not shown, privacy").to_owned()),
        row: Some(RowId(15)),
    }
}

fn column(heading: &str, kind: ColumnKind) -> Column {
    Column { heading: heading.to_owned(), kind }
}

/// Returns a table of groups with n, a share, a mean and words.
pub(crate) fn table(id: &str, caption: &str, labels: &[&str], language: Language) -> Table {
    let comma =
        |text: &str| if language == Language::Dutch { text.replace('.', ",") } else { text.to_owned() };
    let mut rows: Vec<Vec<Cell>> = labels
        .iter()
        .enumerate()
        .map(|(place, label)| {
            let step = f64::from(u32::try_from(place).expect("a table has few rows"));
            vec![
                cell(label),
                number(&(145 + place).to_string(), 145.0 + step, NumberForm::Whole),
                number(
                    &comma(&format!("{:.1}%", 12.5 + step)),
                    (12.5 + step) / 100.0,
                    NumberForm::Percent(1),
                ),
                number(
                    &comma(&format!("\u{2212}{:.2}", 0.31 + step / 100.0)),
                    -0.31 - step / 100.0,
                    NumberForm::Decimal(2),
                ),
                cell(say(language, "duidelijk verschil", "clear difference")),
            ]
        })
        .collect();
    rows.push(vec![
        cell(say(language, "Wil ik niet zeggen", "Prefer not to say")),
        withheld(language),
        withheld(language),
        withheld(language),
        cell(""),
    ]);
    Table {
        id: id.to_owned(),
        caption: caption.to_owned(),
        columns: vec![
            column(say(language, "Groep", "Group"), ColumnKind::Words),
            column("n", ColumnKind::Numbers),
            column(say(language, "Aandeel", "Share"), ColumnKind::Numbers),
            column(say(language, "Verschil in punten", "Difference in points"), ColumnKind::Numbers),
            column(say(language, "Hoe zeker", "How sure"), ColumnKind::Words),
        ],
        rows,
        notes: vec![say(language, "n is het aantal antwoorden.", "n is the number of answers.").to_owned()],
        ..Table::default()
    }
}

fn figure(place: usize, chart: Chart, language: Language) -> Block {
    let id = format!("figuur-{place}-{}", chart.frame().id);
    let title = [
        say(
            language,
            "Het thuisgevoel verschilt naar gender en naar herkomst: van 3,1 tot 3,8",
            "Sense of belonging differs by gender and by origin: from 3.1 to 3.8",
        ),
        say(
            language,
            "‘Ik hoor erbij in mijn projectgroep’: 57% van de vrouwen en 67% van de mannen is het eens",
            "‘I belong in my project group’: 57% of the women and 67% of the men agree",
        ),
    ][place % 2];
    let caption = format!("{} {place}", say(language, "Tabel bij figuur", "Table for figure"));
    Block::Figure(Box::new(Figure {
        id: id.clone(),
        number: place,
        title: title.to_owned(),
        subtitle: say(
            language,
            "Gemiddelde op de schaal thuisgevoel (1 = laag, 5 = hoog; 8 vragen), ronde 2026. Lijn: 95%-interval.",
            "Mean on the scale sense of belonging (1 = low, 5 = high; 8 questions), round 2026. Line: 95% interval.",
        )
        .to_owned(),
        chart,
        notes: vec![
            say(
                language,
                "Bij gender staat één cijfer achter de komma, bij herkomst twee. Dat is expres: met preciezere cijfers zou de kleine groep zijn terug te rekenen.",
                "Gender has one decimal and origin two. That is on purpose: more precise figures would give the small group away.",
            )
            .to_owned(),
        ],
        reminders: Vec::new(),
        source: say(
            language,
            "Bron: vragenlijst, ronde 2026, zelfrapportage, niet gewogen. OEFENGEGEVENS.",
            "Source: questionnaire, round 2026, self-report, not weighted. PRACTICE DATA.",
        )
        .to_owned(),
        words: vec![
            sentence(say(language, "Vrouwen scoren gemiddeld 3,5 en mannen 3,8.", "Women score 3.5 on average and men 3.8.")),
            sentence(say(language, "Wie het niet wil zeggen, is niet getoond.", "Those who prefer not to say are not shown.")),
        ],
        table: table(&format!("{id}-tabel"), &caption, &["Vrouwen", "Mannen", "Non-binair of anders"], language),
    }))
}

fn finding(number: &str, value: f64, half: f64, certainty: &str, language: Language) -> Block {
    Block::Finding(Finding {
        number: number.to_owned(),
        unit: say(language, "punt, vrouw \u{2212} man", "points, woman \u{2212} man").to_owned(),
        sentences: vec![sentence(say(
            language,
            "Bij de opleidingen is het thuisgevoel niet voor iedereen gelijk. Vrouwen scoren gemiddeld 3,5 en mannen 3,8 (op een schaal van 1 tot 5).",
            "At the programmes, sense of belonging is not the same for everybody. Women score 3.5 on average and men 3.8 (on a scale from 1 to 5).",
        ))],
        certainty: certainty.to_owned(),
        margin: Some(Margin { value, lower: value - half, upper: value + half, relevant: 0.15 }),
        figure: Some(Link {
            id: "figuur-1-fig-5".to_owned(),
            text: say(language, "Figuur 1: thuisgevoel", "Figure 1: sense of belonging").to_owned(),
        }),
        rows: vec![RowId(14)],
    })
}

fn summary(language: Language) -> Section {
    let sure = say(language, "duidelijk verschil", "clear difference");
    let unsure = say(
        language,
        "niet te zeggen: tussen \u{2212}0,4 en +0,3",
        "cannot tell: between \u{2212}0.4 and +0.3",
    );
    Section {
        id: say(language, "samenvatting", "summary").to_owned(),
        number: None,
        title: say(language, "Samenvatting", "Summary").to_owned(),
        intro: Some(
            say(
                language,
                "Bij bètatechniek is het thuisgevoel ongelijk verdeeld. Het contact met docenten kreeg een hogere score dan in 2024.",
                "In science and technology sense of belonging is spread unevenly. Contact with teachers scored higher than in 2024.",
            )
            .to_owned(),
        ),
        part: Part::Body,
        blocks: vec![
            finding("\u{2212}0,3", -0.3, 0.2, sure, language),
            finding("+11,2", 0.4, 0.1, sure, language),
            finding("\u{2212}0,05", -0.05, 0.35, unsure, language),
            Block::Aside {
                title: say(language, "Hoe zeker is dit?", "How sure is this?").to_owned(),
                paragraphs: vec![
                    say(
                        language,
                        "565 van de 2.310 studenten vulden de vragenlijst in (24,5%). Achter elk cijfer staat een interval: zo ver kan toeval het cijfer verschuiven.",
                        "565 of the 2,310 students filled in the questionnaire (24.5%). Behind each figure stands an interval: chance may move the figure that far.",
                    )
                    .to_owned(),
                ],
                list: vec![],
            },
            Block::Aside {
                title: say(language, "Om te bespreken in het team", "To discuss in the team").to_owned(),
                paragraphs: vec![],
                list: vec![
                    say(language, "In welke projectgroepen werkt iedereen prettig samen?", "In which project groups does everybody work well together?").to_owned(),
                    say(language, "Welke groepen missen we in de respons?", "Which groups are missing from the response?").to_owned(),
                ],
            },
        ],
    }
}

fn figures(language: Language) -> Vec<Section> {
    let all = [
        charts::dots(),
        charts::bars(),
        charts::stacked(),
        charts::status(),
        charts::lines(),
        charts::diploma(),
        charts::slope(),
        charts::funnel(),
        charts::dots(),
        charts::stacked(),
        charts::bars(),
        charts::panels(7),
        charts::dots(),
        charts::lines(),
        charts::slope(),
    ];
    let mut sections: Vec<Section> = Vec::new();
    for (place, chart) in all.into_iter().enumerate() {
        if place % 3 == 0 {
            let number = place / 3 + 1;
            sections.push(Section {
                id: format!("hoofdstuk-{number}"),
                number: Some(number),
                title: say(language, "Thuisgevoel en zelfvertrouwen", "Belonging and self-efficacy")
                    .to_owned(),
                intro: Some(
                    say(
                        language,
                        "Thuisgevoel is het gevoel erbij te horen en zichzelf te kunnen zijn.",
                        "Sense of belonging is the feeling of being part of it, as oneself.",
                    )
                    .to_owned(),
                ),
                part: Part::Body,
                blocks: vec![Block::Paragraph(vec![
                    sentence(say(
                        language,
                        "Van 565 studenten is bekend hoe zij het thuisgevoel ervaren.",
                        "For 565 students it is known how they feel.",
                    )),
                    sentence(say(language, "Het interval is smal.", "The interval is narrow.")),
                ])],
            });
        }
        sections.last_mut().expect("every third figure begins a chapter").blocks.push(figure(
            place + 1,
            chart,
            language,
        ));
    }
    let first = &mut sections[0].blocks;
    first.push(Block::Heading {
        id: "per-opleiding".to_owned(),
        title: say(language, "Per opleiding", "By programme").to_owned(),
    });
    first.push(Block::Text(
        say(
            language,
            "Opleidingen staan op alfabet, niet op uitkomst.",
            "Programmes are in alphabetical order, not by result.",
        )
        .to_owned(),
    ));
    first.push(Block::Table(table(
        "opleidingen",
        say(language, "Thuisgevoel per opleiding, ronde 2026", "Sense of belonging by programme, round 2026"),
        &LONG[..4],
        language,
    )));
    first.push(Block::List(vec!["Wiskunde".to_owned(), "Techniek".to_owned()]));
    first.push(Block::OwnText("# Wat wij deden\n\nWe spraken met *alle* teams. Zie [onze school](https://school.example).\n\n- spreekuur\n- maatje\n\n<img src=x onerror=alert(1)>".to_owned()));
    sections
}

fn definitions(language: Language) -> Section {
    let define = |id: &str, term: &str, text: &str| Definition {
        id: id.to_owned(),
        term: term.to_owned(),
        text: text.to_owned(),
    };
    Section {
        id: say(language, "definities", "definitions").to_owned(),
        number: Some(6),
        title: say(language, "Definities", "Definitions").to_owned(),
        intro: None,
        part: Part::Body,
        blocks: vec![Block::Definitions(vec![
            define(
                "def-belonging",
                say(language, "Thuisgevoel", "Sense of belonging"),
                say(
                    language,
                    "Gemiddelde van 8 vragen, van 1 (laag) tot 5 (hoog).",
                    "Mean of 8 questions, from 1 (low) to 5 (high).",
                ),
            ),
            define(
                "def-interval",
                "Interval (95%)",
                say(language, "Waarden die goed bij de gegevens passen.", "Values that fit the data well."),
            ),
            define(
                "def-n",
                "n",
                say(
                    language,
                    "Het aantal mensen achter een cijfer.",
                    "The number of people behind a figure.",
                ),
            ),
        ])],
    }
}

fn annex(language: Language) -> Section {
    Section {
        id: say(language, "bijlage", "annex").to_owned(),
        number: None,
        title: say(language, "Bijlage: alle tabellen", "Annex: all tables").to_owned(),
        intro: Some(
            say(
                language,
                "Hier staan de tabellen voor wie verder wil rekenen.",
                "Tables for those who want to calculate further.",
            )
            .to_owned(),
        ),
        part: Part::Annex,
        blocks: vec![
            Block::Heading {
                id: "alle-groepen".to_owned(),
                title: say(language, "Alle groepen", "All groups").to_owned(),
            },
            Block::Table(table("bijlage-lang", say(language, "Lange namen", "Long names"), &LONG, language)),
            Block::Table(table(
                "bijlage-vreemd",
                say(language, "Vreemde namen", "Odd names"),
                &HOSTILE,
                language,
            )),
        ],
    }
}

/// Returns the document in a language, with 15 figures.
pub(crate) fn document(language: Language) -> Document {
    let fact = |label: &str, value: &str| Fact { label: label.to_owned(), value: value.to_owned() };
    let mut sections = vec![summary(language)];
    sections.extend(figures(language));
    sections.push(definitions(language));
    sections.push(annex(language));
    Document {
        language,
        scope: Scope::All,
        title: "Gender Scan 2026".to_owned(),
        subtitle: "Hogeschool Voorbeeld".to_owned(),
        house: House::default(),
        banner: Some(Banner {
            word: say(language, "OEFENGEGEVENS", "PRACTICE DATA").to_owned(),
            text: say(
                language,
                "Alle cijfers in dit rapport zijn verzonnen. Hogeschool Voorbeeld bestaat niet.",
                "All figures in this report are invented. Hogeschool Voorbeeld does not exist.",
            )
            .to_owned(),
        }),
        notices: vec![
            say(
                language,
                "Het codeboek is geraden: controleer het voordat u dit rapport deelt.",
                "The codebook is a guess: check it before you share this report.",
            )
            .to_owned(),
        ],
        facts: vec![
            fact(
                say(language, "Selectie", "Selection"),
                say(
                    language,
                    "bètatechniek (breed), 12 opleidingen",
                    "science and technology (broad), 12 programmes",
                ),
            ),
            fact(
                say(language, "Ronde", "Round"),
                say(language, "2026, tweede meting (eerste: 2024)", "2026, second round (first: 2024)"),
            ),
            fact("Register", say(language, "peildatum 1 oktober 2025", "reference date 1 October 2025")),
            fact(say(language, "Versie", "Version"), "meetellen 0.1.0"),
        ],
        sections,
    }
}
