//! What holds for every page: valid anchors, ordered headings, tables that can be read aloud, nothing from outside.

use std::collections::BTreeSet;

use crate::{LANGUAGES, page};

/// Returns the values of an attribute, wherever it stands.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    page.match_indices(&start)
        .map(|(at, _)| page[at + start.len()..].split('"').next().unwrap_or_default())
        .collect()
}

#[test]
fn every_anchor_is_unique_and_every_link_within_the_page_has_its_anchor() {
    for language in LANGUAGES {
        let page = page(language);
        let ids = values(&page, "id");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len());
        let links: Vec<&str> =
            values(&page, "href").into_iter().filter_map(|link| link.strip_prefix('#')).collect();
        assert!(links.len() > 20);
        for link in links {
            assert!(unique.contains(link), "#{link}");
        }
    }
}

#[test]
fn there_is_one_first_heading_and_no_level_is_skipped() {
    for language in LANGUAGES {
        let page = page(language);
        let levels: Vec<u32> = page
            .match_indices("<h")
            .filter_map(|(at, _)| page[at + 2..].chars().next().and_then(|level| level.to_digit(10)))
            .collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
        assert_eq!(levels[0], 1);
        for pair in levels.windows(2) {
            assert!(pair[1] <= pair[0] + 1, "{levels:?}");
        }
    }
}

#[test]
fn nothing_is_fetched_and_nothing_but_our_own_script_runs() {
    for language in LANGUAGES {
        let page = page(language);
        assert_eq!(page.matches("<script").count(), 1);
        assert!(page.contains("default-src 'none'"));
        for forbidden in
            ["<link", "<iframe", "<img", "@import", " src=", "url(http", "url(//", " style=", " onclick"]
        {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
        // The only address of the web is the one that the school's own text links to.
        let addresses: BTreeSet<&str> =
            values(&page, "href").into_iter().filter(|link| link.contains("://")).collect();
        assert_eq!(addresses.into_iter().collect::<Vec<_>>(), ["https://school.example"]);
    }
}

#[test]
fn labels_are_text_whatever_they_look_like() {
    let page = page(LANGUAGES[0]);
    assert!(page.contains("&lt;script&gt;alert('x')&lt;/script&gt; &amp; &quot;duo&quot;"));
    assert!(!page.contains("alert('x')</script>"));
    assert!(!page.contains("onerror"));
}

#[test]
fn every_table_has_a_caption_and_heads_for_its_rows_and_columns() {
    let page = page(LANGUAGES[0]);
    // The script mentions tables as well.
    let page = page.split("<script>").next().unwrap();
    let tables: Vec<&str> =
        page.split("<table").skip(1).map(|rest| rest.split("</table>").next().unwrap()).collect();
    assert_eq!(tables.len(), 15 + 1 + 2);
    for table in tables {
        assert_eq!(table.matches("<caption>").count(), 1);
        assert_eq!(table.matches("<th scope=\"col\"").count(), 5);
        assert_eq!(table.matches("<th scope=\"row\"").count(), table.matches("<tr>").count() - 1);
        assert!(table.contains(
            "<span aria-hidden=\"true\">·</span><span class=\"unseen\">niet getoond, privacy</span>"
        ));
    }
}

#[test]
fn a_term_is_linked_once_in_each_chapter_and_never_in_the_definitions() {
    let page = page(LANGUAGES[0]);
    let link = "<a class=\"term\" href=\"#def-belonging\">";
    for chapter in page.split("<section ").skip(1) {
        let expected =
            usize::from(!chapter.starts_with("id=\"definities\"") && !chapter.starts_with("id=\"bijlage\""));
        assert_eq!(chapter.matches(link).count(), expected, "{}", &chapter[..60]);
    }
    assert!(page.contains(&format!("{link}thuisgevoel</a>")), "as the sentence writes it");
}

#[test]
fn numbers_name_their_lines_of_the_results() {
    // Rows 12 and 14 of all, where the folder begins with row 10: lines 4 and 6, since line 1 holds the headings.
    assert!(page(LANGUAGES[0]).contains("<span data-rows=\"4 6\">"));
}

#[test]
fn practice_data_say_so_above_the_page_on_every_sheet_of_paper_and_under_every_figure() {
    let page = page(LANGUAGES[0]);
    assert_eq!(page.matches("<span class=\"practice\">oefengegevens</span>").count(), 15);
    assert!(page.contains("<div class=\"banner\"><p><b>OEFENGEGEVENS</b>"));
    assert!(page.contains("@top-left{content:\"OEFENGEGEVENS: Alle cijfers"));
    assert!(!page.contains("niet gewogen. OEFENGEGEVENS."), "said once, as a label");
}

#[test]
fn the_same_document_gives_the_same_page() {
    assert_eq!(page(LANGUAGES[1]), page(LANGUAGES[1]));
}
