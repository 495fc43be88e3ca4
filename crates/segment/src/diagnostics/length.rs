//! A text longer than its column (reference/segments.md 1.1).

use super::Diagnostic;
use super::context::Context;
use rowan::{TextRange, TextSize};

pub(super) const CODE: &str = "length";

pub(super) fn check(cx: &Context, out: &mut Vec<Diagnostic>) {
    let Some(limit) = cx.settings.max_length else { return };
    let length = units(cx.text);
    if length <= limit {
        return;
    }
    let mut room = limit;
    let cut = cx.text.char_indices().find(|(_, char)| {
        let fits = room >= char.len_utf16();
        room = room.saturating_sub(char.len_utf16());
        !fits
    });
    let start = TextSize::new(cut.map_or(cx.text.len(), |(at, _)| at) as u32);
    let range = TextRange::new(start, TextSize::of(cx.text));
    out.push(Diagnostic::error(CODE, range, format!("The query has {length} characters; the column holds {limit}.")));
}

/// Length as the platform counts it: UTF-16 units.
fn units(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}

#[cfg(test)]
mod tests {
    use super::super::diagnose;
    use super::CODE;
    use crate::Settings;
    use rowan::{TextRange, TextSize};

    #[test]
    fn marks_what_does_not_fit() {
        let text = "PROFILE(c).FILTER(a == '😀')";
        let found = |limit| {
            let settings = Settings { max_length: Some(limit), ..Settings::default() };
            diagnose(text, &crate::parse(text), &settings).into_iter().find(|found| found.code == CODE)
        };
        assert_eq!(found(28), None);
        assert_eq!(found(26).map(|found| found.range), Some(TextRange::new(TextSize::new(28), TextSize::new(30))));
    }
}
