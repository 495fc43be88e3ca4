//! Filters say what was meant: read back from the URL by a parser that shares nothing with the writer.

use dataverse::filter::{self, Filter};
use dataverse::{Query, encode};
use proptest::prelude::*;

#[derive(Clone, Debug, PartialEq)]
enum Meaning {
    Compare(String, String, Value),
    Call(String, String, String),
    All(Vec<Meaning>),
    Any(Vec<Meaning>),
    Not(Box<Meaning>),
}

#[derive(Clone, Debug, PartialEq)]
enum Value {
    Text(String),
    Bare(String),
}

fn build(meaning: &Meaning) -> Filter {
    match meaning {
        Meaning::Compare(column, operator, value) => {
            let literal = match value {
                Value::Text(text) => filter::Literal::from(text),
                Value::Bare(word) => match (word.parse::<i64>(), word.parse::<bool>()) {
                    (Ok(number), _) => number.into(),
                    (_, Ok(flag)) => flag.into(),
                    _ if word == "null" => filter::null(),
                    _ => filter::id(word),
                },
            };
            match operator.as_str() {
                "eq" => filter::eq(column, literal),
                "ne" => filter::ne(column, literal),
                "gt" => filter::gt(column, literal),
                "ge" => filter::ge(column, literal),
                "lt" => filter::lt(column, literal),
                _ => filter::le(column, literal),
            }
        }
        Meaning::Call(function, column, text) if function == "contains" => filter::contains(column, text),
        Meaning::Call(_, column, text) => filter::starts_with(column, text),
        Meaning::All(parts) => filter::and(parts.iter().map(build)).expect("never empty"),
        Meaning::Any(parts) => filter::or(parts.iter().map(build)).expect("never empty"),
        Meaning::Not(part) => build(part).negate(),
    }
}

/// Joins of one part are that part; joins of the same kind inside each other are one.
fn flat(meaning: Meaning) -> Meaning {
    let join = |parts: Vec<Meaning>, is_all: bool| {
        let mut flattened = Vec::new();
        for part in parts.into_iter().map(flat) {
            match part {
                Meaning::All(inner) if is_all => flattened.extend(inner),
                Meaning::Any(inner) if !is_all => flattened.extend(inner),
                other => flattened.push(other),
            }
        }
        match flattened.len() {
            1 => flattened.remove(0),
            _ if is_all => Meaning::All(flattened),
            _ => Meaning::Any(flattened),
        }
    };
    match meaning {
        Meaning::All(parts) => join(parts, true),
        Meaning::Any(parts) => join(parts, false),
        Meaning::Not(part) => Meaning::Not(Box::new(flat(*part))),
        other => other,
    }
}

/// Undoes percent-encoding; `None` for what no URL may hold.
fn decode(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::new();
    while let Some(byte) = bytes.next() {
        match byte {
            b'%' => {
                let digits = [bytes.next()?, bytes.next()?];
                decoded.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
            }
            b'&' | b'#' | b'+' | b' ' | b'"' | b'<' | b'>' | b'{' | b'}' | b'\\' => return None,
            byte if byte.is_ascii_graphic() => decoded.push(byte),
            _ => return None,
        }
    }
    String::from_utf8(decoded).ok()
}

/// A recursive descent over `or`, `and`, `not`, parentheses, comparisons and calls.
struct Parser<'a>(&'a str);

impl Parser<'_> {
    fn take(&mut self, word: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(word)?;
        Some(())
    }

    fn any(&mut self) -> Option<Meaning> {
        let mut parts = vec![self.all()?];
        while self.take(" or ").is_some() {
            parts.push(self.all()?);
        }
        Some(Meaning::Any(parts))
    }

    fn all(&mut self) -> Option<Meaning> {
        let mut parts = vec![self.one()?];
        while self.take(" and ").is_some() {
            parts.push(self.one()?);
        }
        Some(Meaning::All(parts))
    }

    fn one(&mut self) -> Option<Meaning> {
        if self.take("not ").is_some() {
            return Some(Meaning::Not(Box::new(self.one()?)));
        }
        if self.take("(").is_some() {
            let inner = self.any()?;
            return self.take(")").map(|()| inner);
        }
        for function in ["contains", "startswith"] {
            if self.take(&format!("{function}(")).is_some() {
                let column = self.word()?;
                self.take(",")?;
                let Value::Text(text) = self.value()? else { return None };
                self.take(")")?;
                return Some(Meaning::Call(function.to_owned(), column, unescape(&text)?));
            }
        }
        let column = self.word()?;
        self.take(" ")?;
        let operator = self.word()?;
        self.take(" ")?;
        Some(Meaning::Compare(column, operator, self.value()?))
    }

    fn word(&mut self) -> Option<String> {
        let end = self.0.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').unwrap_or(self.0.len());
        let (word, rest) = self.0.split_at(end);
        self.0 = rest;
        (!word.is_empty()).then(|| word.to_owned())
    }

    fn value(&mut self) -> Option<Value> {
        if self.take("'").is_none() {
            return self.word().map(Value::Bare);
        }
        let mut text = String::new();
        loop {
            let end = self.0.find('\'')?;
            text.push_str(&self.0[..end]);
            self.0 = &self.0[end + 1..];
            if self.take("'").is_none() {
                return Some(Value::Text(text));
            }
            text.push('\'');
        }
    }
}

/// Undoes sets of one character; `None` for a wildcard that is left.
fn unescape(text: &str) -> Option<String> {
    let mut plain = String::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '[' => {
                plain.push(rest.next()?);
                (rest.next()? == ']').then_some(())?;
            }
            '%' | '_' => return None,
            c => plain.push(c),
        }
    }
    Some(plain)
}

fn parse(text: &str) -> Option<Meaning> {
    let mut parser = Parser(text);
    let meaning = parser.any()?;
    parser.0.is_empty().then_some(meaning)
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof!["['a() %_\\[\\]]{0,8}", ".{0,20}", Just("' or 'a' eq 'a".to_owned())]
}

fn any_meaning() -> impl Strategy<Value = Meaning> {
    let column = "[a-z]{1,8}";
    let guid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    let value = prop_oneof![
        any_text().prop_map(Value::Text),
        any::<i64>().prop_map(|number| Value::Bare(number.to_string())),
        prop_oneof!["true", "false", "null", guid].prop_map(Value::Bare),
    ];
    let operator = prop_oneof!["eq", "ne", "gt", "ge", "lt", "le"];
    let leaf = prop_oneof![
        (column, operator, value).prop_map(|(column, operator, value)| Meaning::Compare(column, operator, value)),
        (prop_oneof!["contains", "startswith"], column, any_text()).prop_map(|(f, c, text)| Meaning::Call(f, c, text)),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Meaning::All),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Meaning::Any),
            inner.prop_map(|part| Meaning::Not(Box::new(part))),
        ]
    })
}

proptest! {
    #[test]
    fn a_filter_in_a_url_says_what_was_meant(meaning in any_meaning()) {
        let url = Query::new().filter(build(&meaning)).text();
        let encoded = url.strip_prefix("$filter=").expect("one option");
        let text = decode(encoded).expect("a legal URL");
        prop_assert_eq!(parse(&text).map(flat), Some(flat(meaning)), "{}", text);
    }

    #[test]
    fn encoding_comes_back(text in ".{0,60}") {
        prop_assert_eq!(decode(&encode(&text)), Some(text));
    }
}
