//! How stretches of the text look: what colours it, what underlines it, what lights it up.

use std::cmp::Reverse;
use std::ops::Range;
use std::rc::Rc;

use super::text::{snap, snap_range};
use super::{Ink, Severity};

/// A stretch that is lit up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Light {
    /// A bracket at the caret or its partner.
    Bracket = 1,
    /// A place that was searched for.
    Hit = 2,
    /// What is selected, where the textarea does not show it because the keyboard is elsewhere.
    Selected = 4,
}

/// A problem where it is underlined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Where, in bytes; never empty.
    pub range: Range<usize>,
    /// How bad it is.
    pub severity: Severity,
    /// The rule.
    pub code: &'static str,
}

/// All that is to be seen.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The text.
    pub text: Rc<str>,
    /// Its colours.
    pub inks: Rc<Vec<Ink>>,
    /// Its problems.
    pub spots: Rc<Vec<Spot>>,
    /// What is lit up.
    pub lights: Vec<(Range<usize>, Light)>,
}

/// How one piece looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    ink: &'static str,
    problem: Option<(Severity, &'static str)>,
    lights: u8,
}

/// A stretch of one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it ends, in bytes from the start of its chunk.
    pub end: usize,
    /// How it looks.
    pub look: Look,
}

impl Look {
    /// Nothing is to be seen but the text.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// The rule that the underlined problem breaks.
    pub fn code(&self) -> Option<&'static str> {
        self.problem.map(|(_, code)| code)
    }

    /// Its classes.
    pub fn class(&self) -> String {
        let mut class = String::new();
        if !self.ink.is_empty() {
            class.push_str("ink_");
            class.push_str(self.ink);
        }
        let problem = self.problem.map_or("", |(severity, _)| severity.class());
        let lights = [(Light::Bracket, "bracket"), (Light::Hit, "hit"), (Light::Selected, "selected")];
        let lights = lights.into_iter().filter(|(light, _)| self.lights & *light as u8 != 0).map(|(_, name)| name);
        for name in [problem].into_iter().chain(lights).filter(|name| !name.is_empty()) {
            class.push(' ');
            class.push_str(name);
        }
        class
    }
}

/// The stretches of equal look of `range`, a chunk of the text.
pub fn pieces(picture: &Picture, range: Range<usize>) -> Vec<Piece> {
    let overlaps = |other: &Range<usize>| other.start < range.end && other.end > range.start;
    let inks = &picture.inks;
    let inks = &inks[inks.partition_point(|ink| ink.range.end <= range.start)..];
    let inks = &inks[..inks.partition_point(|ink| ink.range.start < range.end)];
    let spots: Vec<_> = picture.spots.iter().filter(|spot| overlaps(&spot.range)).collect();
    let lights: Vec<_> = picture.lights.iter().filter(|(range, _)| overlaps(range)).collect();

    let ranges = inks.iter().map(|ink| &ink.range);
    let ranges = ranges.chain(spots.iter().map(|spot| &spot.range)).chain(lights.iter().map(|(range, _)| range));
    let cut = |at: usize| snap(&picture.text, at).clamp(range.start, range.end);
    let mut cuts: Vec<usize> = ranges.flat_map(|range| [cut(range.start), cut(range.end)]).collect();
    cuts.extend([range.start, range.end]);
    cuts.sort_unstable();
    cuts.dedup();

    let mut pieces: Vec<Piece> = Vec::with_capacity(cuts.len());
    let mut ink = inks.iter().peekable();
    for window in cuts.windows(2) {
        let holds = |other: &Range<usize>| {
            let other = snap_range(&picture.text, other);
            other.start <= window[0] && other.end >= window[1]
        };
        while ink.next_if(|ink| snap(&picture.text, ink.range.end) <= window[0]).is_some() {}
        let worst = spots.iter().filter(|spot| holds(&spot.range));
        let worst = worst.max_by_key(|spot| (spot.severity, Reverse(spot.range.len())));
        let look = Look {
            ink: ink.peek().filter(|ink| holds(&ink.range)).map_or("", |ink| ink.class),
            problem: worst.map(|spot| (spot.severity, spot.code)),
            lights: lights.iter().filter(|(range, _)| holds(range)).fold(0, |all, (_, light)| all | *light as u8),
        };
        let end = window[1] - range.start;
        match pieces.last_mut() {
            Some(last) if last.look == look => last.end = end,
            _ => pieces.push(Piece { end, look }),
        }
    }
    pieces
}

/// Where the problem of `range` is underlined: what is missing, at the end of what stands before it.
pub fn visible(text: &str, range: &Range<usize>) -> Range<usize> {
    let range = snap_range(text, range);
    if !range.is_empty() {
        return range;
    }
    let at = range.start;
    let line_end = |c: char| c == '\n' || c == '\r';
    match text[..at].chars().next_back().filter(|c| !line_end(*c)) {
        Some(before) => at - before.len_utf8()..at,
        None => at..at + text[at..].chars().next().map_or(0, char::len_utf8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(text: &str) -> Picture {
        Picture { text: text.into(), inks: Rc::default(), spots: Rc::default(), lights: Vec::new() }
    }

    fn told(picture: &Picture, range: Range<usize>) -> String {
        let mut from = range.start;
        let told = pieces(picture, range.clone()).into_iter().map(|piece| {
            let text = &picture.text[from..range.start + piece.end];
            from = range.start + piece.end;
            format!("{text:?}{}", piece.look.class())
        });
        told.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn looks_lie_over_each_other() {
        let mut picture = picture("FILTER(city == 'x')");
        picture.inks = Rc::new(vec![
            Ink { range: 0..6, class: "keyword" },
            Ink { range: 7..11, class: "column" },
            Ink { range: 15..18, class: "text" },
        ]);
        let spot = |range, severity, code| Spot { range, severity, code };
        picture.spots =
            Rc::new(vec![spot(7..18, Severity::Warning, "always"), spot(9..11, Severity::Warning, "unknown")]);
        picture.lights = vec![(6..7, Light::Bracket), (18..19, Light::Bracket), (17..19, Light::Selected)];
        assert_eq!(
            told(&picture, 0..19),
            r#""FILTER"ink_keyword "(" bracket "ci"ink_column warning "ty"ink_column warning " == " warning "'x"ink_text warning "'"ink_text warning selected ")" bracket selected"#
        );
        assert_eq!(told(&picture, 2..8), r#""LTER"ink_keyword "(" bracket "c"ink_column warning"#);
    }

    #[test]
    fn ranges_that_do_not_fit_the_text_do_no_harm() {
        let mut picture = picture("ä\r\nb");
        picture.inks = Rc::new(vec![Ink { range: 1..3, class: "a" }, Ink { range: 3..90, class: "b" }]);
        picture.lights = vec![(Range { start: 7, end: 2 }, Light::Hit)];
        assert_eq!(told(&picture, 0..5), "\"ä\"ink_a \"\\r\\nb\"ink_b");
    }

    #[test]
    fn what_is_missing_shows_where_it_is_missed() {
        assert_eq!(visible("ab\ncd", &(5..5)), 4..5);
        assert_eq!(visible("ab\ncd", &(3..3)), 3..4);
        assert_eq!(visible("ab\ncd", &(2..2)), 1..2);
        assert_eq!(visible("", &(0..0)), 0..0);
        assert_eq!(visible("ab", &(1..9)), 1..2);
    }
}
