//! Lists as people paste them: one value a line, or separated by semicolons, commas or tabs.

/// Separators of values on one line, the surest first: a comma is often part of a value.
const SEPARATORS: [char; 3] = ['\t', ';', ','];

/// The values of a pasted text, without the quotes around them, each once. One value means that the text is no list.
pub fn split(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let parts: Vec<&str> = match lines[..] {
        [] => Vec::new(),
        [line] => {
            let separator = SEPARATORS.into_iter().find(|separator| pieces(line, *separator).len() > 1);
            separator.map_or_else(|| vec![line], |separator| pieces(line, separator))
        }
        // Lines copied out of a list of literals end in its separator.
        _ => lines.iter().map(|line| line.trim_end_matches(SEPARATORS)).collect(),
    };
    let mut values: Vec<String> = Vec::with_capacity(parts.len());
    let mut seen = std::collections::HashSet::new();
    for value in parts.into_iter().map(unquoted) {
        if !value.is_empty() && seen.insert(value.clone()) {
            values.push(value);
        }
    }
    values
}

/// The pieces of a line between separators that stand outside quotes.
fn pieces(line: &str, separator: char) -> Vec<&str> {
    let (mut pieces, mut from, mut quote, mut is_start) = (Vec::new(), 0, None, true);
    for (at, char) in line.char_indices() {
        match (quote, char) {
            // A quote opens at the beginning of a value; elsewhere it is an apostrophe.
            (None, '"' | '\'') if is_start => quote = Some(char),
            (Some(open), _) if char == open => quote = None,
            (None, _) if char == separator => {
                pieces.push(&line[from..at]);
                from = at + char.len_utf8();
                is_start = true;
                continue;
            }
            _ => {}
        }
        is_start &= char.is_whitespace();
    }
    pieces.push(&line[from..]);
    // A quote that nobody closed is a character like any other.
    if quote.is_some() { line.split(separator).collect() } else { pieces }
}

fn unquoted(value: &str) -> String {
    let value = value.trim();
    for quote in ["\"", "'"] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            return inner.replace(&quote.repeat(2), quote).trim().to_owned();
        }
    }
    value.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_split() {
        for (text, expected) in [
            ("Munich", &["Munich"][..]),
            ("Munich\nBerlin\r\n\n Berlin \n", &["Munich", "Berlin"]),
            ("Munich; Berlin ;", &["Munich", "Berlin"]),
            ("Munich,Berlin", &["Munich", "Berlin"]),
            ("Smith, John; Doe, Jane", &["Smith, John", "Doe, Jane"]),
            ("\"Smith, John\", \"Doe, Jane\"", &["Smith, John", "Doe, Jane"]),
            ("'a',\n'b',\n'c'", &["a", "b", "c"]),
            ("O'Hara, D'Arcy", &["O'Hara", "D'Arcy"]),
            ("'O''Hara'\n'x'", &["O'Hara", "x"]),
            ("'tis, well", &["'tis", "well"]),
            ("a\tb", &["a", "b"]),
            ("Smith, John\nDoe, Jane", &["Smith, John", "Doe, Jane"]),
            (" \n", &[]),
        ] {
            assert_eq!(split(text), expected, "{text:?}");
        }
    }
}
