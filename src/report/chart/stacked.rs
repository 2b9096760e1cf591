//! Stacked bars of shares that add up to 100: answers around their middle, or a plain stack of statuses.
//!
//! Leaves out intervals: a stack shows a whole distribution. Small groups may merge categories, as published.

use super::backend::{Anchor, Fill};
use super::error::ChartError;
use super::frame::{Frame, Width};
use super::palette::Role;
use super::rows::{Heads, Section, State};
use super::sheet::{Area, HEAD, LABEL, Sheet, TICK, height, leading, wide, widest, wrap};
use super::table::{self, Above, Cells, HAIRLINE};

/// Where the bars of a stack are lined up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// All begin at the left.
    Left,
    /// The middle of this category stands on the zero line.
    Middle(usize),
    /// The zero line runs before this category: scales without a middle.
    Before(usize),
}

/// The order of the colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ramp {
    /// From brick (low, against) to navy (high, in favour).
    LowToHigh,
    /// From navy to brick, such as still enrolled to dropped out.
    HighToLow,
}

/// A part of a bar: one category, or several that are published together.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The first category of the part, from 0.
    pub first: usize,
    /// The last category of the part.
    pub last: usize,
    /// The published share, 0 to 100.
    pub share: f64,
    /// The share in words: `21%`.
    pub text: String,
    /// The share in few letters, for a part that is too narrow for the words: `21`.
    pub short: String,
}

/// A row of a stacked chart.
#[derive(Debug, Clone, PartialEq)]
pub struct StackedRow {
    /// Who the row is about.
    pub label: String,
    /// The number of people in words; `·` where it is withheld.
    pub n: String,
    /// The parts, in the order of the categories.
    pub state: State<Vec<Part>>,
}

/// Stacked bars.
#[derive(Debug, Clone, PartialEq)]
pub struct StackedChart {
    /// What every chart has.
    pub frame: Frame,
    /// The heads of the columns; `value` is not used.
    pub heads: Heads,
    /// The names of the categories, from first to last.
    pub categories: Vec<String>,
    /// Where the bars are lined up.
    pub alignment: Alignment,
    /// The order of the colours.
    pub ramp: Ramp,
    /// What stands above the left and the right end of the lanes, such as oneens and eens; may be empty.
    pub poles: Poles,
    /// The rows.
    pub sections: Vec<Section<StackedRow>>,
}

/// The words above both ends of the lanes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Poles {
    /// Above the left end.
    pub left: String,
    /// Above the right end.
    pub right: String,
}

const LANE: f64 = 22.0;
/// Room beside the bars for the shares that do not fit within.
const OUTSIDE: f64 = 30.0;

impl StackedChart {
    /// Checks that each row is a whole made of the categories in order.
    pub(super) fn check(&self) -> Result<(), ChartError> {
        if self.categories.is_empty() || self.sections.iter().all(|section| section.rows.is_empty()) {
            return Err(ChartError::Empty(self.frame.id.clone()));
        }
        for row in self.sections.iter().flat_map(|section| &section.rows) {
            let Some(parts) = row.state.shown() else { continue };
            let ordered = parts.windows(2).all(|pair| pair[0].last < pair[1].first)
                && parts.iter().all(|part| part.first <= part.last && part.last < self.categories.len());
            if !ordered {
                return Err(ChartError::Categories(row.label.clone()));
            }
            let sum: f64 = parts.iter().map(|part| part.share).sum();
            let rounding = 0.5 * self.categories.len() as f64 + 0.01;
            if !parts.iter().all(|part| (0.0..=100.5).contains(&part.share)) || (sum - 100.0).abs() > rounding
            {
                return Err(ChartError::NotWhole { label: row.label.clone(), sum });
            }
        }
        Ok(())
    }

    fn shown(&self) -> impl Iterator<Item = &Vec<Part>> {
        self.sections.iter().flat_map(|section| &section.rows).filter_map(|row| row.state.shown())
    }

    /// Returns the colour of the categories `first` to `last`: merged ones take the tone of the inner one.
    fn role(&self, first: usize, last: usize) -> Role {
        let count = self.categories.len();
        let at = if (first + last + 1) < count {
            last
        } else if (first + last + 1) > count {
            first
        } else {
            usize::midpoint(first, last)
        };
        let at = if self.ramp == Ramp::LowToHigh { at } else { count - 1 - at };
        ramp(at, count)
    }

    /// Returns how much of a bar stands left of the zero line.
    fn left_of_zero(&self, parts: &[Part]) -> f64 {
        let share = |part: &Part| match self.alignment {
            Alignment::Left => 0.0,
            Alignment::Middle(middle) if part.last < middle => part.share,
            Alignment::Middle(middle) if part.first <= middle => part.share / 2.0,
            Alignment::Before(category) if part.last < category => part.share,
            Alignment::Before(category) if part.first < category => part.share / 2.0,
            Alignment::Middle(_) | Alignment::Before(_) => 0.0,
        };
        parts.iter().map(share).sum()
    }
}

/// Returns the colour of category `at` of `count`, the darkest at both ends and the palest in the middle.
fn ramp(at: usize, count: usize) -> Role {
    const LOW: [Role; 3] = [Role::Low, Role::LowMiddle, Role::Lowish];
    const HIGH: [Role; 3] = [Role::High, Role::HighMiddle, Role::Highish];
    let side = count / 2;
    // On two steps a side, the step between is left out; one step a side is the end itself.
    let step = |distance: usize| match (side, distance) {
        (_, 0) => 0,
        (2, _) => 2,
        (_, distance) => distance.min(2),
    };
    match () {
        () if count % 2 == 1 && at == side => Role::Neutral,
        () if at < side => LOW[step(at)],
        () => HIGH[step(count - 1 - at)],
    }
}

/// Draws the chart and returns its height.
pub(super) fn draw(sheet: &Sheet<'_>, chart: &StackedChart) -> f64 {
    let top = key(sheet, chart);
    let heads = Heads { value: String::new(), ..chart.heads.clone() };
    let entries = table::entries(&chart.sections, |row| Cells {
        label: &row.label,
        n: &row.n,
        value: "",
        under: "",
        gap: row.state.words(),
    });
    let poles = pole_room(chart);
    let above = Above { heads: &heads, name: None, top: top + poles, lane: LANE };
    let laid = table::set(sheet, &chart.frame, &above, entries);
    let lanes = laid.lanes;
    set_poles(sheet, chart, lanes, top + poles);
    let beyond = |side: fn(&StackedChart, &[Part]) -> f64| {
        chart.shown().map(|parts| side(chart, parts)).fold(0.0, f64::max)
    };
    let left = beyond(StackedChart::left_of_zero);
    let right =
        beyond(|chart, parts| parts.iter().map(|part| part.share).sum::<f64>() - chart.left_of_zero(parts));
    let (left, right) = if left + right > 0.0 { (left, right) } else { (0.0, 100.0) };
    let outside = if chart.alignment == Alignment::Left { 0.0 } else { OUTSIDE };
    let inner = Area { left: lanes.left + outside, right: lanes.right - outside, ..lanes };
    let zero = sheet.plot(inner, -left..right, 0.0..1.0).place(0.0, 0.0).0;
    for (row, area) in &laid.rows {
        if chart.alignment != Alignment::Left {
            // On a telephone the label stands right above the lane, and the line keeps clear of it.
            let beyond = if chart.frame.width == Width::Narrow { 1.0 } else { 4.0 };
            sheet.line(&[(zero, area.top - beyond), (zero, area.bottom + 4.0)], Role::Ink, 1.25, "");
        }
        match row.state.shown() {
            Some(parts) => {
                bar(sheet, chart, parts, Area { left: inner.left, right: inner.right, ..*area }, -left..right)
            }
            None => table::gap(sheet, &row.state, *area),
        }
    }
    lanes.bottom + 4.0
}

fn bar(sheet: &Sheet<'_>, chart: &StackedChart, parts: &[Part], area: Area, range: std::ops::Range<f64>) {
    let plot = sheet.plot(area, range, 0.0..1.0);
    let mut from = -chart.left_of_zero(parts);
    let baseline = area.middle_y() + TICK.size * 0.33;
    let last = parts.len().saturating_sub(1);
    for (at, part) in parts.iter().enumerate() {
        let (left, right) = (plot.place(from, 0.0).0, plot.place(from + part.share, 0.0).0);
        from += part.share;
        if part.share <= 0.0 {
            continue;
        }
        let role = chart.role(part.first, part.last);
        // The gap between parts is background, so parts of like lightness stay apart in grey.
        let block = Area { left: left + 0.75, right: (right - 0.75).max(left + 1.5), ..area };
        sheet.fill(block, Fill::Plain(role), Some(HAIRLINE), 0.0);
        let inside = super::sheet::TICK;
        let words =
            [&part.text, &part.short].into_iter().find(|text| wide(text, inside) + 6.0 <= right - left);
        let outside_only = chart.alignment != Alignment::Left;
        match words {
            Some(words) => {
                let style = super::backend::Style { role: role.text_on(), ..inside };
                sheet.text(f64::midpoint(left, right), baseline, words, style, Anchor::Middle);
            }
            None if outside_only && at == 0 => {
                sheet.text(left - 5.0, baseline, &part.short, inside, Anchor::End)
            }
            None if outside_only && at == last => {
                sheet.text(right + 5.0, baseline, &part.short, inside, Anchor::Start);
            }
            None => {}
        }
    }
}

/// Sets the key of the categories above the bars, and returns where it ends.
fn key(sheet: &Sheet<'_>, chart: &StackedChart) -> f64 {
    const SWATCH: f64 = 16.0;
    let (mut x, mut y) = (0.0, 0.0);
    let mut row_height = 0.0f64;
    for (at, name) in chart.categories.iter().enumerate() {
        let lines = wrap(name, sheet.width - SWATCH - 8.0, LABEL);
        let taken = SWATCH + 8.0 + widest(&lines, LABEL);
        if x > 0.0 && x + taken > sheet.width {
            (x, y) = (0.0, y + row_height + 4.0);
            row_height = 0.0;
        }
        let swatch = Area { left: x + 0.5, right: x + SWATCH, top: y + 2.0, bottom: y + 2.0 + SWATCH - 0.5 };
        sheet.fill(swatch, Fill::Plain(chart.role(at, at)), Some(HAIRLINE), 2.0);
        sheet.lines(x + SWATCH + 8.0, y + 1.0, &lines, LABEL, Anchor::Start);
        row_height = row_height.max(height(&lines, LABEL) + 2.0);
        x += taken + 20.0;
    }
    y + row_height + 12.0
}

fn pole_room(chart: &StackedChart) -> f64 {
    let without = chart.poles.left.is_empty() && chart.poles.right.is_empty();
    let own_line = chart.frame.width == Width::Narrow || chart.heads.label.is_empty();
    if without || !own_line { 0.0 } else { leading(HEAD) + 4.0 }
}

/// Sets the words above both ends of the lanes, on the line of the heads.
fn set_poles(sheet: &Sheet<'_>, chart: &StackedChart, lanes: Area, table_top: f64) {
    let baseline = if pole_room(chart) > 0.0 {
        table_top - leading(HEAD) - 4.0 + HEAD.size * 0.86
    } else {
        lanes.top - 6.0 - leading(HEAD) + HEAD.size * 0.86
    };
    sheet.text(lanes.left, baseline, &chart.poles.left, HEAD, Anchor::Start);
    sheet.text(lanes.right, baseline, &chart.poles.right, HEAD, Anchor::End);
}
