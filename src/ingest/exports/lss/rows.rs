//! The rows of the tables in a structure file of LimeSurvey, and the answers that they list.
//!
//! Leaves out what the rows mean together (`lss`).

use std::collections::BTreeMap;
use std::sync::Arc;

use roxmltree::Node;

use super::super::markup::plain_text;

/// Codes and texts of answers, shared by the columns of one question.
pub(super) type Labels = Arc<[(String, String)]>;

/// A row of a table of the form; its fields are looked up where they are needed.
#[derive(Clone, Copy)]
pub(super) struct Row<'a>(Node<'a, 'a>);

pub(super) fn rows<'a>(root: Node<'a, 'a>, name: &str) -> Vec<Row<'a>> {
    let Some(table) = root.children().find(|node| node.has_tag_name(name)) else { return Vec::new() };
    let Some(rows) = table.children().find(|node| node.has_tag_name("rows")) else { return Vec::new() };
    rows.children().filter(|node| node.has_tag_name("row")).map(Row).collect()
}

impl Row<'_> {
    pub(super) fn get(self, name: &str) -> Option<String> {
        let field = self.0.children().find(|node| node.has_tag_name(name))?;
        let text: String = field.children().filter_map(|part| part.text()).collect();
        Some(text.trim().to_owned())
    }

    pub(super) fn is_in(self, language: &str) -> bool {
        self.get("language").is_none_or(|known| known == language)
    }
}

pub(super) fn field(row: Row<'_>, name: &str) -> String {
    row.get(name).unwrap_or_default()
}

pub(super) fn order(row: Row<'_>, name: &str) -> u64 {
    field(row, name).parse().unwrap_or(u64::MAX)
}

/// The language of the form: its own, else the first that it lists.
pub(super) fn language(root: Node<'_, '_>, surveys: &[Row<'_>]) -> String {
    let own = surveys.first().map(|row| field(*row, "language")).filter(|language| !language.is_empty());
    own.or_else(|| {
        let listed = root.children().find(|node| node.has_tag_name("languages"))?;
        let first = listed.children().find(|node| node.has_tag_name("language"))?;
        first.text().map(|text| text.trim().to_owned())
    })
    .unwrap_or_default()
}

/// Codes and texts of answers in order, by question and scale.
pub(super) fn answers(
    rows: &[Row<'_>],
    texts: &[Row<'_>],
    language: &str,
) -> BTreeMap<(String, String), Labels> {
    let mine = |row: &Row<'_>| row.is_in(language);
    let mut by_aid: BTreeMap<String, String> = BTreeMap::new();
    let mut by_code: BTreeMap<(String, String), String> = BTreeMap::new();
    for row in texts.iter().copied().filter(mine) {
        let text = plain_text(&field(row, "answer"));
        by_code.insert((field(row, "qid"), field(row, "code")), text.clone());
        by_aid.insert(field(row, "aid"), text);
    }
    let mut sorted: Vec<Row<'_>> = rows.iter().copied().filter(mine).collect();
    sorted.sort_by_cached_key(|row| order(*row, "sortorder"));
    let mut made: BTreeMap<(String, String), Vec<(String, String)>> = BTreeMap::new();
    for row in sorted {
        let (qid, code) = (field(row, "qid"), field(row, "code"));
        let aid = Some(field(row, "aid")).filter(|aid| !aid.is_empty());
        let text = aid
            .and_then(|aid| by_aid.get(&aid))
            .or_else(|| by_code.get(&(qid.clone(), code.clone())))
            .cloned()
            .unwrap_or_else(|| plain_text(&field(row, "answer")));
        let scale = Some(field(row, "scale_id")).filter(|scale| !scale.is_empty());
        made.entry((qid, scale.unwrap_or_else(|| "0".to_owned()))).or_default().push((code, text));
    }
    made.into_iter().map(|(question, labels)| (question, labels.into())).collect()
}
