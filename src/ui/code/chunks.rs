//! Where the text is cut into chunks. A chunk is what is painted or left plain as one: it keeps its borders while a person types
//! elsewhere, so that a key repaints one chunk and not the text.

use std::ops::Range;

use super::text::snap;

/// A chunk that grew past so many bytes is cut,
const MOST: usize = 1536;
/// into chunks of about so many.
const WANTED: usize = 1024;

/// Lengths in bytes of the chunks that `range` of the text is cut into: after a line if one ends there, else after a sign.
pub fn cut(text: &str, range: Range<usize>) -> Vec<usize> {
    let mut lengths = Vec::new();
    let mut rest = &text[range];
    while rest.len() > MOST {
        let window = &rest[..snap(rest, WANTED)];
        let after = |sign: fn(char) -> bool| window.rfind(sign).map(|at| at + 1);
        let at = after(|c| c == '\n')
            .or_else(|| after(|c| c.is_ascii() && c != '\r' && !c.is_ascii_alphanumeric()))
            .unwrap_or(window.len());
        lengths.push(at);
        rest = &rest[at..];
    }
    if !rest.is_empty() {
        lengths.push(rest.len());
    }
    lengths
}

/// The chunks that a change of the bytes `old` touches, and the bytes that they span. `lengths` are those before the change.
pub fn touched(lengths: impl Iterator<Item = usize>, old: &Range<usize>) -> (Range<usize>, Range<usize>) {
    let mut chunks = None::<Range<usize>>;
    let mut span = 0..0;
    let mut start = 0;
    for (index, length) in lengths.enumerate() {
        let end = start + length;
        // A chunk that the change only borders on may have to grow, or lose the line end that made it one.
        if start <= old.end && end >= old.start {
            let first = chunks.get_or_insert_with(|| {
                span.start = start;
                index..index
            });
            first.end = index + 1;
            span.end = end;
        }
        start = end;
    }
    (chunks.unwrap_or(0..0), span)
}

/// Whether the chunk is whole lines, and can be laid out without its neighbours.
pub fn is_lines(text: &str, range: &Range<usize>) -> bool {
    let ends = |text: &str| text.ends_with(['\n', '\r']);
    (range.start == 0 || ends(&text[..range.start])) && ends(&text[range.clone()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_end_after_lines_or_signs() {
        let lines = "0123456789abcde\n".repeat(200);
        assert_eq!(cut(&lines, 0..lines.len()), [1024, 1024, 1152]);
        let words = "a==1 && ".repeat(300);
        assert_eq!(cut(&words, 0..words.len()), [1024, 1376], "the last may be larger");
        let solid = "ä".repeat(2000);
        assert_eq!(cut(&solid, 0..solid.len()), [1024, 1024, 1024, 928]);
        let ends = format!("{}\r\n{}", "ä".repeat(511), "ä".repeat(600));
        assert_eq!(cut(&ends, 0..ends.len())[0], 1024, "{:?}", &ends[1020..1030]);
        assert!(cut("", 0..0).is_empty());
    }

    #[test]
    fn a_change_touches_its_chunks_and_those_it_borders_on() {
        let touched = |old| touched([10, 10, 10].into_iter(), &old);
        assert_eq!(touched(5..5), (0..1, 0..10));
        assert_eq!(touched(10..10), (0..2, 0..20));
        assert_eq!(touched(12..25), (1..3, 10..30));
        assert_eq!(touched(30..30), (2..3, 20..30));
        assert_eq!(super::touched([].into_iter(), &(0..0)), (0..0, 0..0));
    }

    #[test]
    fn whole_lines_stand_alone() {
        let text = "ab\ncd\nef";
        assert!(is_lines(text, &(0..3)));
        assert!(is_lines(text, &(3..6)));
        assert!(!is_lines(text, &(6..8)));
        assert!(!is_lines(text, &(1..3)));
    }
}
