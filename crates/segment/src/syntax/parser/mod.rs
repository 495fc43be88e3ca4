//! A hand-written recovering parser. It cannot fail: what fits nowhere becomes an `ERROR` node, what is missing a fault.

mod condition;
mod fault;
mod query;
mod steps;

pub use fault::{Fault, FaultKind, Missing};

use super::kind::{SyntaxKind, SyntaxNode};
use super::lexer::{Lexeme, lex};
use super::word::Word;
use rowan::{Checkpoint, GreenNode, GreenNodeBuilder, TextRange, TextSize};

/// How deep parentheses may nest before the parser keeps the rest of a pair flat. Far above what a person reads, far
/// below what a browser's stack holds.
pub const MAX_DEPTH: usize = 96;

/// A parsed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parse {
    green: GreenNode,
    faults: Vec<Fault>,
}

impl Parse {
    /// The tree. Its text is the text that was parsed, byte for byte.
    pub fn syntax(&self) -> SyntaxNode {
        SyntaxNode::new_root(self.green.clone())
    }

    /// Where the text departs from the grammar, in the order of the text.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }
}

/// Parses any text. Time is linear in its length; offsets are 32 bit, so a text stays under 4 GiB.
pub fn parse(text: &str) -> Parse {
    let mut parser = Parser::new(text);
    parser.root();
    let mut faults = parser.faults;
    faults.sort_by_key(|fault| (fault.range.start(), fault.range.end()));
    Parse { green: parser.builder.finish(), faults }
}

/// The machine under the grammar functions.
///
/// White space goes to the parent of the node that follows it, so that a node's range starts and ends with a word.
struct Parser<'t> {
    text: &'t str,
    lexemes: Vec<Lexeme>,
    /// The next token that is not trivia.
    at: usize,
    /// The first token that is not in the tree yet; trivia lie between it and `at`.
    written: usize,
    builder: GreenNodeBuilder<'static>,
    faults: Vec<Fault>,
    depth: usize,
    /// Parentheses open around the current token. At zero a closing one is surplus.
    open: usize,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str) -> Self {
        let mut parser = Self {
            text,
            lexemes: lex(text),
            at: 0,
            written: 0,
            builder: GreenNodeBuilder::new(),
            faults: Vec::new(),
            depth: 0,
            open: 0,
        };
        parser.at = parser.skip_trivia(0);
        parser
    }

    fn skip_trivia(&self, mut index: usize) -> usize {
        while self.lexemes[index].kind.is_trivia() {
            index += 1;
        }
        index
    }

    /// The next token.
    fn kind(&self) -> SyntaxKind {
        self.lexemes[self.at].kind
    }

    fn word(&self) -> Option<Word> {
        self.lexemes[self.at].word
    }

    fn eof(&self) -> bool {
        self.kind() == SyntaxKind::END
    }

    /// The token after the next one.
    fn second(&self) -> Lexeme {
        if self.eof() { self.lexemes[self.at] } else { self.lexemes[self.skip_trivia(self.at + 1)] }
    }

    /// The token after that.
    fn third(&self) -> Lexeme {
        let mut index = self.at;
        for _ in 0..2 {
            if self.lexemes[index].kind != SyntaxKind::END {
                index = self.skip_trivia(index + 1);
            }
        }
        self.lexemes[index]
    }

    /// Whether the next two tokens touch.
    fn touches_next(&self) -> bool {
        self.lexemes.get(self.at + 1).is_some_and(|next| !next.kind.is_trivia())
    }

    fn write_trivia(&mut self) {
        while self.written < self.at {
            self.write(self.lexemes[self.written].kind);
        }
    }

    fn write(&mut self, kind: SyntaxKind) {
        let from = self.lexemes[self.written].start as usize;
        self.written += 1;
        let to = self.lexemes[self.written].start as usize;
        self.builder.token(kind.into(), &self.text[from..to]);
    }

    fn start(&mut self, kind: SyntaxKind) {
        self.write_trivia();
        self.builder.start_node(kind.into());
    }

    fn checkpoint(&mut self) -> Checkpoint {
        self.write_trivia();
        self.builder.checkpoint()
    }

    fn start_at(&mut self, checkpoint: Checkpoint, kind: SyntaxKind) {
        self.builder.start_node_at(checkpoint, kind.into());
    }

    fn finish(&mut self) {
        self.builder.finish_node();
    }

    /// Takes the next token.
    fn bump(&mut self) {
        self.bump_as(self.kind());
    }

    fn bump_as(&mut self, kind: SyntaxKind) {
        if self.eof() {
            return;
        }
        if kind.is_string() && !self.is_closed_string() {
            self.faults.push(Fault { kind: FaultKind::UnterminatedString, range: self.here() });
        }
        self.write_trivia();
        self.write(kind);
        self.at = self.skip_trivia(self.written);
    }

    fn is_closed_string(&self) -> bool {
        let text = &self.text[self.here()];
        // The lexer takes a closing quote in or leaves it out; one quote alone is the opening one.
        let mut chars = text.chars();
        match (chars.next(), chars.next_back()) {
            (Some('‘' | '’' | '“' | '”'), Some(close)) => matches!(close, '‘' | '’' | '“' | '”'),
            (Some(open), Some(close)) => open == close,
            _ => false,
        }
    }

    fn eat(&mut self, kind: SyntaxKind) -> bool {
        let found = self.kind() == kind;
        if found {
            self.bump();
        }
        found
    }

    /// The range of the next token, empty at the end.
    fn here(&self) -> TextRange {
        let end = self.lexemes.get(self.at + 1).map_or(self.lexemes[self.at].start, |next| next.start);
        TextRange::new(TextSize::new(self.lexemes[self.at].start), TextSize::new(end))
    }

    /// Right behind the last token in the tree: where something is missing.
    fn behind(&self) -> TextRange {
        let mut index = self.at;
        while index > 0 && self.lexemes[index - 1].kind.is_trivia() {
            index -= 1;
        }
        TextRange::empty(TextSize::new(self.lexemes[index].start))
    }

    fn fault(&mut self, kind: FaultKind, range: TextRange) {
        // One place, one complaint: what follows from the first is noise.
        if self.faults.last().is_none_or(|last| last.range != range) {
            self.faults.push(Fault { kind, range });
        }
    }

    fn missing(&mut self, what: Missing) {
        self.fault(FaultKind::Missing(what), self.behind());
    }

    /// Runs `body` one level deeper, or keeps the pair flat when that is too deep.
    fn deeper(&mut self, body: impl FnOnce(&mut Self)) {
        if self.depth >= MAX_DEPTH {
            self.fault(FaultKind::TooDeep, self.here());
            self.skip_pair();
            return;
        }
        self.depth += 1;
        body(self);
        self.depth -= 1;
    }

    /// `(` body `)`, with what stands between body and parenthesis kept as an error.
    fn parenthesised(&mut self, body: impl FnOnce(&mut Self)) {
        if !self.eat(SyntaxKind::L_PAREN) {
            self.missing(Missing::OpenParenthesis);
            return;
        }
        self.open += 1;
        body(self);
        if self.kind() != SyntaxKind::R_PAREN {
            self.skip_to_close();
        }
        if !self.eat(SyntaxKind::R_PAREN) {
            self.missing(Missing::CloseParenthesis);
        }
        self.open -= 1;
    }

    /// Keeps tokens as an error up to the closing parenthesis of the current pair, or up to where a step or another
    /// query begins: there the parenthesis was forgotten.
    fn skip_to_close(&mut self) {
        if self.stops_skipping(0) {
            return;
        }
        let from = self.here().start();
        self.start(SyntaxKind::ERROR);
        self.skip_tokens(Self::stops_skipping);
        self.finish();
        let range = TextRange::new(from, self.behind().start());
        self.fault(FaultKind::Unexpected, range);
    }

    fn stops_skipping(&self, level: usize) -> bool {
        self.eof() || self.at_step() || self.at_set_operator() || (level == 0 && self.kind() == SyntaxKind::R_PAREN)
    }

    /// Keeps everything up to the closing parenthesis of the current pair as one flat error.
    fn skip_pair(&mut self) {
        self.start(SyntaxKind::ERROR);
        self.skip_tokens(|parser, level| parser.eof() || (level == 0 && parser.kind() == SyntaxKind::R_PAREN));
        self.finish();
    }

    fn skip_tokens(&mut self, stop: impl Fn(&Self, usize) -> bool) {
        let mut level = 0_usize;
        while !stop(self, level) {
            match self.kind() {
                SyntaxKind::L_PAREN => level += 1,
                SyntaxKind::R_PAREN => level = level.saturating_sub(1),
                _ => {}
            }
            self.bump();
        }
    }

    /// A dot and the name of a step with its parenthesis.
    fn at_step(&self) -> bool {
        self.kind() == SyntaxKind::DOT
            && self.second().word.is_some_and(Word::is_step)
            && self.third().kind == SyntaxKind::L_PAREN
    }

    fn at_set_operator(&self) -> bool {
        self.word().is_some_and(Word::is_set_operator)
    }
}

#[cfg(test)]
#[allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]
mod tests;
