//! `$filter` on metadata: comparisons of simple properties.

use serde_json::{Map, Value as Json};

use crate::{
    ApiError,
    odata::{Literal, Op, Token, tokens},
};

const DEEPEST: usize = 40;

/// A condition on the properties of metadata.
pub enum Condition {
    And(Vec<Condition>),
    Or(Vec<Condition>),
    Not(Box<Condition>),
    Compare(String, Op, Literal),
    /// `contains`, `startswith` or `endswith`.
    Text(fn(&str, &str) -> bool, String, String),
}

impl Condition {
    /// Reads a filter.
    pub fn parse(text: &str) -> Result<Self, ApiError> {
        let mut parser = Parser { text, tokens: tokens(text)?, at: 0, depth: 0 };
        let condition = parser.any_of()?;
        if *parser.peek() == Token::End { Ok(condition) } else { Err(parser.unexpected()) }
    }

    /// The properties that it speaks of.
    pub fn paths(&self) -> Vec<&str> {
        match self {
            Self::And(terms) | Self::Or(terms) => terms.iter().flat_map(Self::paths).collect(),
            Self::Not(inner) => inner.paths(),
            Self::Compare(path, ..) | Self::Text(_, path, _) => vec![path],
        }
    }

    /// Whether the properties meet it.
    pub fn holds(&self, fields: &Map<String, Json>) -> bool {
        match self {
            Self::And(terms) => terms.iter().all(|term| term.holds(fields)),
            Self::Or(terms) => terms.iter().any(|term| term.holds(fields)),
            Self::Not(inner) => !inner.holds(fields),
            Self::Compare(path, op, literal) => compare(value(fields, path), *op, literal),
            Self::Text(test, path, text) => {
                value(fields, path).as_str().is_some_and(|own| test(&own.to_lowercase(), &text.to_lowercase()))
            }
        }
    }
}

fn value<'f>(fields: &'f Map<String, Json>, path: &str) -> &'f Json {
    let mut names = path.split('/');
    let first = names.next().and_then(|name| fields.get(name)).unwrap_or(&Json::Null);
    names.fold(first, |value, name| value.get(name).unwrap_or(&Json::Null))
}

fn compare(own: &Json, op: Op, literal: &Literal) -> bool {
    use std::cmp::Ordering;
    let order = match (own, literal) {
        (Json::Null, Literal::Null) => Some(Ordering::Equal),
        (Json::Bool(own), Literal::Bool(other)) => Some(own.cmp(other)),
        (Json::Number(own), Literal::Number(other)) => {
            own.as_f64().zip(other.parse().ok()).and_then(|(own, other)| own.partial_cmp(&other))
        }
        (Json::String(own), Literal::Text(other)) => Some(own.as_str().cmp(other)),
        (Json::String(own), Literal::Guid(other)) => Some(own.as_str().cmp(&other.to_string())),
        _ => None,
    };
    match op {
        Op::Equal => order == Some(Ordering::Equal),
        Op::NotEqual => order != Some(Ordering::Equal),
        Op::Greater => order == Some(Ordering::Greater),
        Op::GreaterOrEqual => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
        Op::Less => order == Some(Ordering::Less),
        Op::LessOrEqual => matches!(order, Some(Ordering::Less | Ordering::Equal)),
    }
}

struct Parser<'t> {
    text: &'t str,
    tokens: Vec<(Token, usize)>,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> &Token {
        self.tokens.get(self.at).map_or(&Token::End, |(token, _)| token)
    }

    fn next(&mut self) -> Token {
        let token = self.peek().clone();
        self.at += 1;
        token
    }

    fn unexpected(&self) -> ApiError {
        let at = self.tokens.get(self.at).map_or(self.text.len(), |(_, at)| *at);
        ApiError::query(format!("Syntax error at position {at} in '{}'.", self.text))
    }

    fn skip(&mut self, token: &Token) -> bool {
        let found = self.peek() == token;
        self.at += usize::from(found);
        found
    }

    fn word(&mut self, word: &str) -> bool {
        self.skip(&Token::Word(word.into()))
    }

    fn any_of(&mut self) -> Result<Condition, ApiError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(ApiError::query("The expression is nested too deeply."));
        }
        let mut terms = vec![self.all_of()?];
        while self.word("or") {
            terms.push(self.all_of()?);
        }
        self.depth -= 1;
        Ok(Condition::Or(terms))
    }

    fn all_of(&mut self) -> Result<Condition, ApiError> {
        let mut terms = vec![self.term()?];
        while self.word("and") {
            terms.push(self.term()?);
        }
        Ok(Condition::And(terms))
    }

    fn term(&mut self) -> Result<Condition, ApiError> {
        let mut negated = false;
        while self.word("not") {
            negated = !negated;
        }
        let inner = if self.skip(&Token::Mark('(')) {
            let inner = self.any_of()?;
            self.close()?;
            inner
        } else {
            self.comparison()?
        };
        Ok(if negated { Condition::Not(Box::new(inner)) } else { inner })
    }

    fn close(&mut self) -> Result<(), ApiError> {
        if self.skip(&Token::Mark(')')) { Ok(()) } else { Err(self.unexpected()) }
    }

    fn comparison(&mut self) -> Result<Condition, ApiError> {
        let Token::Word(name) = self.next() else { return Err(self.unexpected()) };
        let test: Option<fn(&str, &str) -> bool> = match name.as_str() {
            "contains" => Some(|own, text| own.contains(text)),
            "startswith" => Some(|own, text| own.starts_with(text)),
            "endswith" => Some(|own, text| own.ends_with(text)),
            _ => None,
        };
        if let (Some(test), true) = (test, self.skip(&Token::Mark('('))) {
            let Token::Word(path) = self.next() else { return Err(self.unexpected()) };
            if !self.skip(&Token::Mark(',')) {
                return Err(self.unexpected());
            }
            let Token::Text(text) = self.next() else { return Err(self.unexpected()) };
            self.close()?;
            return Ok(Condition::Text(test, path, text));
        }
        let op = match self.peek() {
            Token::Word(word) => Op::of(word),
            _ => None,
        };
        // A true-or-false property may stand alone.
        let Some(op) = op else { return Ok(Condition::Compare(name, Op::Equal, Literal::Bool(true))) };
        self.at += 1;
        let literal = match self.next() {
            Token::Word(word) => match Literal::word(word) {
                Literal::Name(_) => return Err(self.unexpected()),
                literal => literal,
            },
            Token::Text(text) | Token::Enum(text) => Literal::Text(text),
            _ => return Err(self.unexpected()),
        };
        Ok(Condition::Compare(name, op, literal))
    }
}
