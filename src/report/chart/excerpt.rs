//! The part of a tall chart that can be read from the back of a room: whole sections from the top, in their order.
//!
//! A row is never left out of a section that is shown, because half a breakdown would mislead. The caller says where
//! the rest is.

use super::Chart;
use super::rows::Section;

/// The most rows of a slide: their letters are then some 24 pixels high, the least that a room can read.
const MOST_ROWS: usize = 9;

impl Chart {
    /// Returns the first sections that fit on a slide; `None` where the whole chart does, or where not even the
    /// first breakdown would, or where the title is about a section that would be left out.
    #[must_use]
    pub fn excerpt(&self) -> Option<Self> {
        let mut chart = self.clone();
        let title = self.frame().title.as_str();
        let is_cut = match &mut chart {
            Self::Dots(chart) | Self::Bars(chart) => cut(&mut chart.sections, title),
            Self::Stacked(chart) => cut(&mut chart.sections, title),
            Self::Lines(_) | Self::Slope(_) | Self::Funnel(_) => false,
        };
        is_cut.then_some(chart)
    }
}

/// Cuts the sections that do not fit, and returns whether any was cut.
fn cut<R>(sections: &mut Vec<Section<R>>, title: &str) -> bool {
    let mut rows = 0;
    let fitting = sections
        .iter()
        .take_while(|section| {
            rows += section.rows.len();
            rows <= MOST_ROWS
        })
        .count();
    // One row for everybody is no breakdown yet.
    let shows_groups = sections.iter().take(fitting).any(|section| section.rows.len() > 1);
    let is_told = |section: &Section<R>| section.heading.as_ref().is_some_and(|words| title.contains(words));
    let is_cut = fitting < sections.len() && shows_groups && !sections[fitting..].iter().any(is_told);
    if is_cut {
        sections.truncate(fitting);
    }
    is_cut
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sections(sizes: &[usize]) -> Vec<Section<usize>> {
        sizes.iter().map(|size| Section { heading: None, rows: (0..*size).collect() }).collect()
    }

    fn sizes(sections: &[Section<usize>]) -> Vec<usize> {
        sections.iter().map(|section| section.rows.len()).collect()
    }

    #[test]
    fn whole_sections_from_the_top_stay() {
        let mut tall = sections(&[1, 6, 8, 4]);
        assert!(cut(&mut tall, "Steun thuis: klein verschil"));
        assert_eq!(sizes(&tall), [1, 6]);
    }

    #[test]
    fn a_section_that_the_title_is_about_stays() {
        let mut tall = sections(&[7, 7]);
        tall[0].heading = Some("Groeimindset".to_owned());
        tall[1].heading = Some("Steun thuis".to_owned());
        assert!(!cut(&mut tall, "Steun thuis: klein verschil"));
        assert!(cut(&mut tall, "Groeimindset: klein verschil"));
        assert_eq!(sizes(&tall), [7]);
    }

    #[test]
    fn what_fits_or_cannot_be_cut_between_sections_stays_whole() {
        for whole in [&[1, 6][..], &[14], &[1, 14, 2]] {
            let mut kept = sections(whole);
            assert!(!cut(&mut kept, ""));
            assert_eq!(sizes(&kept), whole);
        }
    }
}
