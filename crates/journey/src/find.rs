//! Finding tiles and columns by words.

use std::collections::HashMap;

use crate::document::{Document, TileKey};
use crate::item::Item;
use crate::json::Json;
use crate::kind::Kind;
use crate::problem::Problem;
use crate::reading::Reading;
use crate::settings::{SETTINGS, setting_spec};
use record::Value;

/// Something found.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Hit {
    /// The tile; `None` for a column or a problem of the whole journey.
    pub tile: Option<TileKey>,
    /// Index of the item in the tile.
    pub item: usize,
    /// The column.
    pub column: Option<&'static str>,
    /// What the first word was found in.
    pub found: Found,
    /// The text that it was found in.
    pub text: String,
}

/// What a word was found in; better places first.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Found {
    /// The name of a tile or an item.
    Name,
    /// The type.
    Kind,
    /// The id of a chosen record.
    Record,
    /// The description.
    Description,
    /// A problem.
    Problem,
    /// Another member, or a column.
    Setting,
}

/// Tiles, items and columns in which every word of the query occurs, regardless of case and diacritics; by what they were found in, then
/// in the order of reading. Linear in the size of the journey. An empty query finds nothing.
pub fn find(document: &Document, query: &str, problems: &[Problem]) -> Vec<Hit> {
    let folded = fold(query);
    let words: Vec<&str> = folded.split_whitespace().collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut told: HashMap<(TileKey, usize), Vec<&str>> = HashMap::new();
    let mut hits = Vec::new();
    for problem in problems {
        if let Some(tile) = problem.tile {
            told.entry((tile, problem.item.unwrap_or(0))).or_default().push(&problem.message);
            continue;
        }
        let texts = [(Found::Problem, problem.message.clone())];
        let spec = problem.field.as_deref().and_then(setting_spec);
        hits.extend(hit(&words, &texts).map(|hit| Hit { column: spec.map(|spec| spec.column), ..hit }));
    }
    for key in Reading::of(document).order {
        let Some(tile) = document.tile(key).filter(|tile| tile.kind() != Kind::Empty) else { continue };
        for (index, item) in tile.items().iter().enumerate() {
            let mut texts = texts(item);
            if index == 0 && item.kind() == Kind::Other {
                texts.push((Found::Kind, tile.type_id().to_owned()));
            }
            let problems = told.get(&(key, index)).into_iter().flatten();
            texts.extend(problems.map(|message| (Found::Problem, (*message).to_owned())));
            hits.extend(hit(&words, &texts).map(|hit| Hit { tile: Some(key), item: index, ..hit }));
        }
    }
    for spec in SETTINGS {
        let value = match document.settings().get(spec.column) {
            Value::Text(text) => text.clone(),
            Value::Lookup(lookup) => format!("{} {}", lookup.name.clone().unwrap_or_default(), lookup.id),
            _ => continue,
        };
        let texts = [(Found::Setting, value), (Found::Setting, spec.label.to_owned())];
        hits.extend(hit(&words, &texts).map(|hit| Hit { column: Some(spec.column), ..hit }));
    }
    hits.sort_by_key(|hit| hit.found);
    hits
}

fn texts(item: &Item) -> Vec<(Found, String)> {
    let mut texts = vec![(Found::Name, item.display_name()), (Found::Kind, item.kind().label().to_owned())];
    for (name, value) in item.members() {
        let found = match name.as_str() {
            "Name" | "SegmentDisplayName" => Found::Name,
            "ItemId" => Found::Record,
            "Description" => Found::Description,
            "ActivityTypeId" if item.kind() == Kind::Other => Found::Kind,
            "ActivityTypeId" | "Title" | "ActivityItemId" | "IsNameSystemDefined" => continue,
            _ => Found::Setting,
        };
        if let Json::Text(text) = value {
            texts.push((found, text));
        }
    }
    texts
}

/// A hit when every word occurs in some of the texts; told by the first that holds the first word.
fn hit(words: &[&str], texts: &[(Found, String)]) -> Option<Hit> {
    let folded: Vec<String> = texts.iter().map(|(_, text)| fold(text)).collect();
    let place = |word: &&str| {
        let holding = (0..texts.len()).filter(|index| folded[*index].contains(*word));
        holding.min_by_key(|index| texts[*index].0)
    };
    if !words.iter().all(|word| place(word).is_some()) {
        return None;
    }
    let (found, text) = &texts[place(words.first()?)?];
    Some(Hit { tile: None, item: 0, column: None, found: *found, text: text.clone() })
}

/// Lower case without the marks on Latin letters.
fn fold(text: &str) -> String {
    /// What the letters from U+00C0 to U+017F come to; a space keeps the letter.
    const PLAIN: &str = concat!(
        "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty",
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs",
    );
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match u32::from(letter) {
            0x300..=0x36f => {}
            0xdf => out.push_str("ss"),
            0xe6 => out.push_str("ae"),
            0x153 => out.push_str("oe"),
            code @ 0xc0..=0x17f => {
                let plain = PLAIN.as_bytes().get(code as usize - 0xc0).map_or(' ', |byte| char::from(*byte));
                out.push(if plain == ' ' { letter } else { plain });
            }
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::fixture::with;
    use crate::problems::problems;

    #[test]
    fn letters_are_found_without_their_marks() {
        for (text, plain) in [
            ("Grüße ÀÉÎ", "grusse aei"),
            ("Łódź Ø æ Œ", "lodz o ae oe"),
            ("žluťoučký", "zlutoucky"),
            ("İ", "i"),
            ("×÷", "×÷"),
        ] {
            assert_eq!(fold(text), plain, "{text}");
        }
    }

    #[test]
    fn every_word_must_occur() {
        let outline = r#"Segment Name="Kunden"
 + SegmentItem #s1 Name="x" SegmentDisplayName="Käufer"
 Email Name="Frühling" Description="Willkommen"
  + LandingPage #p9"#;
        let document = with(outline, &[("msdyncrm_name", Value::Text("Frühjahr".to_owned()))]);
        let found = problems(&document, None);
        let told = |query: &str| {
            let line = |hit: &Hit| {
                let tile = hit.tile.and_then(|key| document.tile(key)).map_or("-", |tile| tile.activity_id());
                format!("{tile}/{} {:?} {}", hit.item, hit.found, hit.column.unwrap_or_default()).trim_end().to_owned()
            };
            find(&document, query, &found).iter().map(line).collect::<Vec<_>>()
        };
        assert_eq!(told("fruh"), ["t2/0 Name", "-/0 Setting msdyncrm_name"]);
        assert_eq!(told("KAUFER segment"), ["t1/1 Name"]);
        assert_eq!(told("p9"), ["t2/1 Record"]);
        assert_eq!(told("willkommen email"), ["t2/0 Description"]);
        assert_eq!(told("assign message"), ["t2/0 Problem"]);
        assert!(told("content settings").contains(&"-/0 Problem msdyncrm_contentsettingsid".to_owned()));
        assert!(told(" ").is_empty() && told("nowhere").is_empty());
    }
}
