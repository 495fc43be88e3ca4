use crate::syntax::Parse;
use rowan::{NodeOrToken, TextRange};

/// The next larger meaningful range around `range`: a word, a condition, a step, a block, all.
pub fn grow(parse: &Parse, range: TextRange) -> TextRange {
    let root = parse.syntax();
    let all = root.text_range();
    if !all.contains_range(range) {
        return all;
    }
    let covering = if range.is_empty() {
        let token = root.token_at_offset(range.start());
        token.clone().find(|token| !token.kind().is_trivia()).or_else(|| token.right_biased()).map(NodeOrToken::Token)
    } else {
        Some(root.covering_element(range))
    };
    let Some(element) = covering else { return all };
    if element.text_range() != range && element.text_range().contains_range(range) {
        return element.text_range();
    }
    let parents = match &element {
        NodeOrToken::Token(token) => token.parent_ancestors().collect::<Vec<_>>(),
        NodeOrToken::Node(node) => node.ancestors().collect(),
    };
    parents.into_iter().map(|node| node.text_range()).find(|larger| *larger != range).unwrap_or(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::testing::cursor;

    #[test]
    fn from_the_word_to_the_whole() {
        let (text, offset) = cursor("SEGMENT(x) UNION PROFILE(c).FILTER(a == 'M‸unich' && b == 1)");
        let parse = crate::parse(&text);
        let mut range = TextRange::empty(offset);
        let mut shown = Vec::new();
        while range != parse.syntax().text_range() {
            range = grow(&parse, range);
            shown.push(text[range].to_string());
        }
        assert_eq!(
            shown,
            [
                "'Munich'",
                "a == 'Munich'",
                "a == 'Munich' && b == 1",
                ".FILTER(a == 'Munich' && b == 1)",
                "PROFILE(c).FILTER(a == 'Munich' && b == 1)",
                &text,
            ]
        );
    }
}
