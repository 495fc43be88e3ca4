use crate::syntax::{Parse, SyntaxKind};
use rowan::TextRange;

/// The parts that span lines and can be folded, in the order of the text. Parts with the same lines count once.
pub fn folds(parse: &Parse) -> Vec<TextRange> {
    let mut folds: Vec<TextRange> = Vec::new();
    for node in parse.syntax().descendants() {
        use SyntaxKind::{AND_EXPR, CHAIN, DEFINITION, OR_EXPR, PAREN_EXPR, PAREN_START, SET_EXPR};
        let kind = node.kind();
        let foldable = kind.is_step()
            || matches!(kind, DEFINITION | SET_EXPR | CHAIN | PAREN_START | PAREN_EXPR | OR_EXPR | AND_EXPR);
        if foldable && node.text().contains_char('\n') {
            let range = node.text_range();
            if folds.last() != Some(&range) {
                folds.push(range);
            }
        }
    }
    folds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_spans_lines() {
        let text = "PROFILE(c)\n.FILTER(a == 1 &&\n  b == 2)\nUNION SEGMENT(x)";
        let shown: Vec<_> = folds(&crate::parse(text)).into_iter().map(|range| &text[range]).collect();
        assert_eq!(
            shown,
            [text, "PROFILE(c)\n.FILTER(a == 1 &&\n  b == 2)", ".FILTER(a == 1 &&\n  b == 2)", "a == 1 &&\n  b == 2"]
        );
        assert_eq!(folds(&crate::parse("PROFILE(c).FILTER(a == 1)")), []);
    }
}
