//! Whatever edition of LimeSurvey wrote a form, it gives the same columns.
//!
//! Leaves out headings (the tests of `lss`). Built from the documentation and the source of LimeSurvey.

use super::LimeSurvey;

/// Rows of a table, each with its fields by name.
type Rows<'a> = &'a [&'a [(&'a str, &'a str)]];

/// Returns the form with these tables, each a name and its rows of fields.
fn form(tables: &[(&str, Rows<'_>)]) -> LimeSurvey {
    let field = |(name, value): &(&str, &str)| format!("<{name}>{value}</{name}>");
    let row =
        |fields: &&[(&str, &str)]| format!("<row>{}</row>", fields.iter().map(field).collect::<String>());
    let table = |(name, rows): &(&str, Rows<'_>)| {
        format!("<{name}><rows>{}</rows></{name}>", rows.iter().map(row).collect::<String>())
    };
    LimeSurvey::parse(&format!(
        "<document><LimeSurveyDocType>Survey</LimeSurveyDocType><languages><language>nl</language></languages>\
         {}</document>",
        tables.iter().map(table).collect::<String>()
    ))
    .unwrap()
}

fn codes_and_questions(form: &LimeSurvey) -> Vec<(String, String)> {
    form.columns.iter().map(|column| (column.code.clone(), column.full())).collect()
}

#[test]
fn every_edition_of_the_form_gives_the_same_columns_in_the_order_of_its_parts() {
    let en: &[(&str, &str)] =
        &[("qid", "2"), ("type", "M"), ("title", "W"), ("question", "What?"), ("language", "en")];
    let nl: &[(&str, &str)] =
        &[("qid", "2"), ("type", "M"), ("title", "W"), ("question", "Wat?"), ("language", "nl")];
    let part = |qid, title, order, text| {
        [("qid", qid), ("parent_qid", "2"), ("title", title), ("question_order", order), ("question", text)]
    };
    let (second, first) = (part("4", "B", "2", "Stage"), part("3", "A", "1", "Werk"));
    let apart = form(&[("questions", &[en, nl]), ("subquestions", &[&second, &first])]);
    let together = form(&[("questions", &[&second, en, &first, nl])]);
    let without_text = |row: &[(&'static str, &'static str)]| row[..row.len() - 1].to_vec();
    let text = |qid, text, language| [("qid", qid), ("question", text), ("language", language)];
    let texts = [
        text("2", "What?", "en"),
        text("2", "Wat?", "nl"),
        text("3", "Werk", "nl"),
        text("4", "Stage", "nl"),
        text("4", "Internship", "en"),
    ];
    let translated = form(&[
        ("questions", &[&nl[..3]]),
        ("subquestions", &[&without_text(&second), &without_text(&first)]),
        ("question_l10ns", &[&texts[0], &texts[1], &texts[2], &texts[3], &texts[4]]),
    ]);
    let expected = codes_and_questions(&apart);
    let codes: Vec<&str> = expected.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes, ["W[A]", "W[B]"]);
    assert!(expected[0].1.contains("Wat?") && expected[1].1.contains("Stage"), "{expected:?}");
    assert_eq!(codes_and_questions(&together), expected);
    assert_eq!(codes_and_questions(&translated), expected);
}
