//! Edits of one place in a JSON text. Every byte outside that place stays.

use std::ops::Range;

use super::scan::{Scan, Scanner};

/// One step of a path into a value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Step {
    /// Into the member of an object. Of repeated members the last counts, as browsers read it.
    Name(String),
    /// Into the element of a list, counted from 0.
    Index(usize),
}

/// A path that leads nowhere in the text at hand.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct NoSuchPlace;

/// One member or element: the span of the whole entry, and of its value.
struct Entry {
    name: Option<String>,
    whole: Range<usize>,
    value: Range<usize>,
}

/// The members or elements of one container.
struct Container {
    is_object: bool,
    /// Just after the opening brace or bracket.
    inside: usize,
    entries: Vec<Entry>,
}

/// The source of the value at `path`.
pub(crate) fn source<'t>(text: &'t str, path: &[Step]) -> Option<&'t str> {
    locate(text, path).ok().map(|span| &text[span])
}

/// Sets the value at `path`. A member that is absent is added last; an index that equals the length appends.
pub(crate) fn set(text: &str, path: &[Step], value: &str) -> Result<String, NoSuchPlace> {
    let (last, parent) = path.split_last().ok_or(NoSuchPlace)?;
    let container = open(text, locate(text, parent)?)?;
    match (last, container.find(last)) {
        (_, Some(index)) => Ok(replace(text, container.entries[index].value.clone(), value)),
        (Step::Name(name), None) if container.is_object => {
            let entry = format!("{}:{value}", super::quoted(name));
            Ok(container.with(text, container.entries.len(), &entry))
        }
        (Step::Index(index), None) if !container.is_object && *index == container.entries.len() => {
            Ok(container.with(text, *index, value))
        }
        _ => Err(NoSuchPlace),
    }
}

/// Removes the member or element at `path`; of a member all repetitions, so that it is truly gone.
pub(crate) fn remove(text: &str, path: &[Step]) -> Result<String, NoSuchPlace> {
    let (last, parent) = path.split_last().ok_or(NoSuchPlace)?;
    let mut text = text.to_owned();
    let mut is_removed = false;
    loop {
        let container = open(&text, locate(&text, parent)?)?;
        let Some(index) = container.find(last) else { break };
        text = container.without(&text, index);
        is_removed = true;
        if matches!(last, Step::Index(_)) {
            break;
        }
    }
    if is_removed { Ok(text) } else { Err(NoSuchPlace) }
}

/// Inserts `value` into the list at `path`, before the element that is now at `index`, or last.
pub(crate) fn insert(text: &str, path: &[Step], index: usize, value: &str) -> Result<String, NoSuchPlace> {
    let container = open(text, locate(text, path)?)?;
    if container.is_object || index > container.entries.len() {
        return Err(NoSuchPlace);
    }
    Ok(container.with(text, index, value))
}

impl Container {
    fn find(&self, step: &Step) -> Option<usize> {
        match step {
            Step::Name(name) if self.is_object => {
                self.entries.iter().rposition(|entry| entry.name.as_deref() == Some(name.as_str()))
            }
            Step::Index(index) if !self.is_object && *index < self.entries.len() => Some(*index),
            _ => None,
        }
    }

    fn with(&self, text: &str, index: usize, entry: &str) -> String {
        if let Some(next) = self.entries.get(index) {
            replace(text, next.whole.start..next.whole.start, &format!("{entry},"))
        } else if let Some(last) = self.entries.last() {
            replace(text, last.whole.end..last.whole.end, &format!(",{entry}"))
        } else {
            replace(text, self.inside..self.inside, entry)
        }
    }

    fn without(&self, text: &str, index: usize) -> String {
        let whole = &self.entries[index].whole;
        let span = match (index.checked_sub(1), self.entries.get(index + 1)) {
            (Some(before), _) => self.entries[before].whole.end..whole.end,
            (None, Some(next)) => whole.start..next.whole.start,
            (None, None) => whole.clone(),
        };
        replace(text, span, "")
    }
}

fn locate(text: &str, path: &[Step]) -> Result<Range<usize>, NoSuchPlace> {
    let mut span = Scanner::new(text).value().map_err(|_| NoSuchPlace)?.span;
    for step in path {
        let container = open(text, span)?;
        let index = container.find(step).ok_or(NoSuchPlace)?;
        span = container.entries[index].value.clone();
    }
    Ok(span)
}

fn open(text: &str, span: Range<usize>) -> Result<Container, NoSuchPlace> {
    let is_object = match text.as_bytes().get(span.start) {
        Some(b'{') => true,
        Some(b'[') => false,
        _ => return Err(NoSuchPlace),
    };
    let entries = entries(text, span.start, is_object).map_err(|_| NoSuchPlace)?;
    Ok(Container { is_object, inside: span.start + 1, entries })
}

fn entries(text: &str, at: usize, is_object: bool) -> Scan<Vec<Entry>> {
    let mut scanner = Scanner::starting(text, at);
    let mut entries = Vec::new();
    if is_object {
        scanner.object(|scanner, name| {
            let value = scanner.value()?.span;
            let whole = name.span.start..value.end;
            entries.push(Entry { name: Some(name.decoded().into_owned()), whole, value });
            Ok(())
        })?;
    } else {
        scanner.list(|scanner| {
            let value = scanner.value()?.span;
            entries.push(Entry { name: None, whole: value.clone(), value });
            Ok(())
        })?;
    }
    Ok(entries)
}

fn replace(text: &str, span: Range<usize>, with: &str) -> String {
    let mut out = String::with_capacity(text.len() - span.len() + with.len());
    out.push_str(&text[..span.start]);
    out.push_str(with);
    out.push_str(&text[span.end..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a.0.b` as a path.
    fn path(text: &str) -> Vec<Step> {
        text.split('.')
            .filter(|step| !step.is_empty())
            .map(|step| step.parse().map_or_else(|_| Step::Name(step.to_owned()), Step::Index))
            .collect()
    }

    #[test]
    fn setting_leaves_the_rest_alone() {
        for (text, at, value, after) in [
            (r#"{ "a" : 1.0 , "b":2}"#, "a", "3", r#"{ "a" : 3 , "b":2}"#),
            (r#"{"a":1,"a":2}"#, "a", "3", r#"{"a":1,"a":3}"#),
            (r#"{"a":[1, 2]}"#, "a.1", "7", r#"{"a":[1, 7]}"#),
            (r#"{"a":[1, 2 ]}"#, "a.2", "7", r#"{"a":[1, 2,7 ]}"#),
            (r#"{"a":[]}"#, "a.0", "7", r#"{"a":[7]}"#),
            ("{ }", "x", "7", r#"{"x":7 }"#),
            ("{\n  \"a\": 1\n}", "b", "7", "{\n  \"a\": 1,\"b\":7\n}"),
            (r#"{"\u0061":1}"#, "a", "2", r#"{"\u0061":2}"#),
        ] {
            assert_eq!(set(text, &path(at), value).as_deref(), Ok(after), "{text} {at}");
        }
    }

    #[test]
    fn removing_takes_one_comma_along() {
        for (text, at, after) in [
            (r#"{"a":1, "b":2, "c":3}"#, "a", r#"{"b":2, "c":3}"#),
            (r#"{"a":1, "b":2, "c":3}"#, "b", r#"{"a":1, "c":3}"#),
            (r#"{"a":1, "b":2, "c":3 }"#, "c", r#"{"a":1, "b":2 }"#),
            (r#"{"a":1,"b":2,"a":3}"#, "a", r#"{"b":2}"#),
            (r#"{"a":1}"#, "a", "{}"),
            (r#"{"a":[1,2]}"#, "a.0", r#"{"a":[2]}"#),
        ] {
            assert_eq!(remove(text, &path(at)).as_deref(), Ok(after), "{text} {at}");
        }
    }

    #[test]
    fn paths_that_lead_nowhere_are_refused() {
        for at in ["", "x.y", "a.0", "l.3", "l.x", "o.0"] {
            assert_eq!(set(r#"{"a":1,"l":[1],"o":{}}"#, &path(at), "1"), Err(NoSuchPlace), "{at}");
        }
        assert_eq!(remove("{}", &path("a")), Err(NoSuchPlace));
    }

    #[test]
    fn elements_are_inserted_where_asked() {
        assert_eq!(insert("[1, 2]", &[], 1, "9").as_deref(), Ok("[1, 9,2]"));
        assert_eq!(insert("[1, 2]", &[], 2, "9").as_deref(), Ok("[1, 2,9]"));
        assert_eq!(insert("[ ]", &[], 0, "9").as_deref(), Ok("[9 ]"));
        assert_eq!(insert("[1]", &[], 2, "9"), Err(NoSuchPlace));
    }
}
