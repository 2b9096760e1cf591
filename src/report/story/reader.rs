//! Look-ups over the published rows of one scope: which rounds there are, which groups, and one number each.
//!
//! Leaves out words (`phrase`) and how a number is printed (`figure_text`). Rows are sorted by their key, so
//! each look-up is a search in a slice, also in the register of a whole country.

use std::ops::Range;

use crate::disclosure::{
    Against, Group, Key, MISSING_LABEL, Published, PublishedRow, Scope, Statistic, Status,
};
use crate::model::{Language, LevelKind, Name, Role, SourceKind, Theme};
use crate::report::{
    edition::{Edition, ItemNote, ScaleNote},
    wording::{RowId, Sentence},
};

/// A published row with its place, so that a sentence can name it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cite<'a> {
    pub(super) id: RowId,
    pub(super) row: &'a PublishedRow,
}

impl<'a> Cite<'a> {
    pub(super) fn key(self) -> &'a Key {
        self.row.key()
    }

    /// Returns the number where it is shown.
    pub(super) fn value(self) -> Option<f64> {
        self.row.value().filter(|_| self.row.status() == Status::Shown)
    }

    pub(super) fn is_withheld(self) -> bool {
        self.row.status() == Status::Withheld
    }
}

/// A row with the sentence that says it.
#[derive(Debug, Clone)]
pub(super) struct Stated<'a> {
    pub(super) cite: Cite<'a>,
    pub(super) sentence: Sentence,
}

/// The rows of one measure in one period of one source.
#[derive(Debug, Clone)]
pub(super) struct Block<'a> {
    pub(super) source: &'a str,
    pub(super) period: &'a str,
    pub(super) measure: &'a str,
    range: Range<usize>,
}

impl Block<'_> {
    /// Returns whether several years stand in it together.
    pub(super) fn is_pooled(&self) -> bool {
        self.period.contains("..")
    }
}

/// The published rows of one scope, with what the edition says about them.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    pub(super) edition: &'a Edition,
    pub(super) scope: &'a Scope,
    pub(super) language: Language,
    rows: &'a [PublishedRow],
    blocks: Vec<Block<'a>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        published: &'a Published,
        edition: &'a Edition,
        scope: &'a Scope,
        language: Language,
    ) -> Self {
        let rows = published.rows();
        let start = rows.partition_point(|row| row.key().scope < *scope);
        let end = rows.partition_point(|row| row.key().scope <= *scope);
        let mut blocks: Vec<Block<'a>> = Vec::new();
        for (place, row) in rows.iter().enumerate().take(end).skip(start) {
            let key = row.key();
            match blocks.last_mut() {
                Some(block)
                    if block.source == key.source
                        && block.period == key.period
                        && block.measure == key.measure =>
                {
                    block.range.end = place + 1;
                }
                _ => blocks.push(Block {
                    source: &key.source,
                    period: &key.period,
                    measure: &key.measure,
                    range: place..place + 1,
                }),
            }
        }
        Self { edition, scope, language, rows, blocks }
    }

    /// Returns every block, in the order of the keys.
    pub(super) fn blocks(&self) -> &[Block<'a>] {
        &self.blocks
    }

    /// Returns all rows of the scope.
    pub(super) fn all(&self) -> impl Iterator<Item = Cite<'a>> + '_ {
        self.blocks.iter().flat_map(|block| self.rows(block))
    }

    /// Returns the rows of a block, in the order of their keys.
    pub(super) fn rows(&self, block: &Block<'a>) -> impl Iterator<Item = Cite<'a>> + use<'a> {
        let rows = self.rows;
        block.range.clone().filter_map(move |place| {
            let id = RowId(u32::try_from(place).ok()?);
            Some(Cite { id, row: &rows[place] })
        })
    }

    /// Returns the row with this key.
    pub(super) fn get(&self, key: &Key) -> Option<Cite<'a>> {
        let place = self.rows.binary_search_by(|row| row.key().cmp(key)).ok()?;
        Some(Cite { id: RowId(u32::try_from(place).ok()?), row: &self.rows[place] })
    }

    /// Returns a number of one group of a block.
    pub(super) fn number(
        &self,
        block: &Block<'a>,
        by: &[Role],
        group: &Group,
        statistic: Statistic,
    ) -> Option<Cite<'a>> {
        self.get(&self.key(block, by, group, statistic))
    }

    /// Returns a number of everybody in the scope.
    pub(super) fn whole(&self, block: &Block<'a>, statistic: Statistic) -> Option<Cite<'a>> {
        self.number(block, &[], &self.scope.group(), statistic)
    }

    /// Returns how many people of a group gave an answer, or another number that has a category.
    pub(super) fn answer(
        &self,
        block: &Block<'a>,
        by: &[Role],
        group: &Group,
        statistic: Statistic,
        category: &str,
    ) -> Option<Cite<'a>> {
        self.get(&Key { category: category.into(), ..self.key(block, by, group, statistic) })
    }

    pub(super) fn key(&self, block: &Block<'a>, by: &[Role], group: &Group, statistic: Statistic) -> Key {
        Key {
            scope: self.scope.clone(),
            source: block.source.into(),
            period: block.period.into(),
            measure: block.measure.into(),
            by: by.into(),
            group: group.clone(),
            against: Against::Nothing,
            statistic,
            category: Name::default(),
        }
    }

    /// Returns the blocks of a measure, from early to late, of the source that has most periods of it.
    ///
    /// Two sources that count the same people are not mixed in one line.
    pub(super) fn series(&self, measure: &str) -> Vec<&Block<'a>> {
        let of = |source: &str| -> Vec<&Block<'a>> {
            let is_of =
                |block: &&Block<'a>| block.measure == measure && block.source == source && !block.is_pooled();
            self.blocks.iter().filter(is_of).collect()
        };
        let mut best: Vec<&Block<'a>> = Vec::new();
        for note in &self.edition.sources {
            let mut blocks = of(&note.name);
            let place = |block: &&Block<'a>| note.periods.iter().position(|period| period == block.period);
            blocks.sort_by_key(place);
            // Registers and surveys stand before counts where both have a measure.
            let is_better = blocks.len() > best.len() && (best.is_empty() || note.kind != SourceKind::Counts);
            if is_better {
                best = blocks;
            }
        }
        best
    }

    /// Returns the blocks of pooled years, in the order of the keys.
    pub(super) fn pooled(&self) -> impl Iterator<Item = &Block<'a>> {
        self.blocks.iter().filter(|block| block.is_pooled())
    }

    /// Returns the block of a measure in the last period that has it.
    pub(super) fn latest(&self, measure: &str) -> Option<&Block<'a>> {
        self.series(measure).last().copied()
    }

    /// Returns whether a block is of the last period of its source.
    pub(super) fn is_of_last_round(&self, block: &Block<'_>) -> bool {
        let same = self.blocks.iter().filter(|other| other.source == block.source);
        same.map(|other| other.period).max() == Some(block.period)
    }

    /// Returns the block of the last cohort of a measure that has been followed long enough.
    pub(super) fn latest_observable(&self, measure: &str) -> Option<&Block<'a>> {
        self.series(measure).into_iter().rev().find(|block| {
            self.rows(block)
                .any(|cite| !matches!(cite.row.status(), Status::NotYetObservable | Status::Withheld))
        })
    }

    /// Returns the block of the last period in which two groups can be compared, else the last with a number.
    pub(super) fn latest_compared(&self, measure: &str) -> Option<&Block<'a>> {
        let is_compared = |block: &&Block<'a>| {
            self.rows(block).any(|cite| {
                let key = cite.key();
                key.statistic == Statistic::Difference
                    && matches!(key.against, Against::Group(_))
                    && cite.value().is_some()
            })
        };
        self.series(measure).into_iter().rev().find(is_compared).or_else(|| self.latest_observable(measure))
    }

    /// Returns another measure of the same people.
    pub(super) fn beside(&self, block: &Block<'_>, measure: &str) -> Option<&Block<'a>> {
        let same = |other: &&Block<'a>| other.source == block.source && other.period == block.period;
        self.blocks.iter().filter(same).find(|other| other.measure == measure)
    }

    /// Returns the measures that start with `prefix`, in the order of their names.
    pub(super) fn measures(&self, prefix: &str) -> Vec<&'a str> {
        let mut measures: Vec<&str> = self
            .blocks
            .iter()
            .map(|block| block.measure)
            .filter(|measure| measure.starts_with(prefix))
            .collect();
        measures.sort_unstable();
        measures.dedup();
        measures
    }

    /// Returns a measure of retention by the definition of this report: `dropout1` is `retention.dropout1@cbs`.
    ///
    /// Where a report holds several definitions, that of this program within the school comes first.
    pub(super) fn retention(&self, part: &str) -> String {
        let suffix = self
            .blocks
            .iter()
            .filter_map(|block| block.measure.strip_prefix("retention.reenrolled"))
            .map(|rest| rest.find('@').map_or("", |at| &rest[at..]))
            .min()
            .unwrap_or_default();
        format!("retention.{part}{suffix}")
    }

    /// Returns the breakdowns of a block, in the order of the scan; everybody together is not one of them.
    pub(super) fn breakdowns(&self, block: &Block<'a>) -> Vec<&'a [Role]> {
        let present = |by: &&Vec<Role>| !by.is_empty() && self.rows(block).any(|cite| *cite.key().by == **by);
        self.edition.breakdowns.iter().filter(present).map(Vec::as_slice).collect()
    }

    /// Returns the breakdowns of a block by one role, other than the role that has a report per level.
    pub(super) fn single_breakdowns(&self, block: &Block<'a>) -> Vec<&'a [Role]> {
        let unit = self.unit_role();
        let mut found = self.breakdowns(block);
        found.retain(|by| by.len() == 1 && Some(by[0]) != unit);
        found
    }

    /// Returns the groups of several blocks, each once, in the order of the codebook.
    pub(super) fn groups_of<'b>(
        &self,
        blocks: impl IntoIterator<Item = &'b Block<'a>>,
        by: &[Role],
    ) -> Vec<&'a Group>
    where
        'a: 'b,
    {
        let mut groups: Vec<&'a Group> = Vec::new();
        for block in blocks {
            for group in self.groups(block, by) {
                if !groups.contains(&group) {
                    groups.push(group);
                }
            }
        }
        groups.sort_by_key(|group| self.places(group, by));
        groups
    }

    /// Returns the groups of a breakdown in a block, in the order of the codebook, no answer last.
    pub(super) fn groups(&self, block: &Block<'a>, by: &[Role]) -> Vec<&'a Group> {
        let mut groups: Vec<&'a Group> = Vec::new();
        for cite in self.rows(block).filter(|cite| *cite.key().by == *by) {
            if groups.last() != Some(&&cite.key().group) {
                groups.push(&cite.key().group);
            }
        }
        groups.sort_by_key(|group| self.places(group, by));
        groups.dedup();
        groups
    }

    /// Returns the place of a group among those of its breakdown.
    pub(super) fn places(&self, group: &Group, by: &[Role]) -> Vec<usize> {
        by.iter()
            .map(|role| {
                let levels = self.edition.levels.get(role).map_or(&[][..], Vec::as_slice);
                let label = group.level(*role).unwrap_or(MISSING_LABEL);
                levels
                    .iter()
                    .position(|level| level.label.get(self.first_language()) == label)
                    .unwrap_or(levels.len())
            })
            .collect()
    }

    /// Returns what kind of answer a level is; `None` for no answer.
    pub(super) fn level_kind(&self, role: Role, label: &str) -> Option<LevelKind> {
        let levels = self.edition.levels.get(&role)?;
        levels.iter().find(|level| level.label.get(self.first_language()) == label).map(|level| level.kind)
    }

    /// Returns whether everybody in a group said so themselves.
    pub(super) fn is_stated(&self, group: &Group, by: &[Role]) -> bool {
        by.iter().all(|role| {
            let label = group.level(*role).unwrap_or(MISSING_LABEL);
            self.level_kind(*role, label) == Some(LevelKind::Stated)
        })
    }

    /// Returns the language of the labels in `results.csv`.
    pub(super) fn first_language(&self) -> Language {
        self.edition.languages.first().copied().unwrap_or(Language::Dutch)
    }

    /// Returns the role that has a report per level, where there is one.
    pub(super) fn unit_role(&self) -> Option<Role> {
        self.edition.scopes.iter().find_map(|scope| scope.unit().map(|unit| unit.role))
    }

    pub(super) fn source_kind(&self, source: &str) -> Option<SourceKind> {
        self.edition.sources.iter().find(|note| note.name == source).map(|note| note.kind)
    }

    /// Returns whether a source is open data.
    pub(super) fn is_public(&self, source: &str) -> bool {
        self.edition.sources.iter().any(|note| note.name == source && note.is_public)
    }

    pub(super) fn scale(&self, measure: &str) -> Option<&'a ScaleNote> {
        let mut all = self.edition.scales.iter().chain(&self.edition.voices.scales);
        all.find(|scale| scale.measure == measure)
    }

    /// Returns the aspect of VHTO that findings about a measure belong to: that of the scan, else of what it measures.
    ///
    /// A gap is the programme's: so self-efficacy belongs to the learning environment unless the scan says otherwise.
    pub(super) fn aspect(&self, measure: &str) -> Option<Theme> {
        let plain = measure.split('@').next().unwrap_or(measure);
        let declared = self.scale(plain).map(|scale| scale.theme);
        declared.or_else(|| self.edition.aspects.get(plain).copied()).or(match plain.split('.').next() {
            Some("retention") => Some(Theme::Learning),
            Some("participation") => Some(Theme::Society),
            _ => None,
        })
    }

    pub(super) fn item(&self, measure: &str) -> Option<&'a ItemNote> {
        let options = self.edition.choices.iter().flat_map(|note| &note.options).map(|option| &option.item);
        let voices = self.edition.voices.items.iter().chain(&self.edition.voices.outcomes);
        let mut items = self.edition.items.iter().chain(&self.edition.outcomes).chain(options).chain(voices);
        items.find(|item| item.measure == measure)
    }
}
