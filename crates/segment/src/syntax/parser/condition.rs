//! Conditions and values: one grammar of expressions, so that a parenthesis needs no backtracking.
//! Whether a condition stands where a value belongs is the diagnostics' business.

use super::{FaultKind, Missing, Parser};
use crate::syntax::SyntaxKind::{
    self, AMP, AND_AND, AND_EXPR, ARITHMETIC, BANG, COMMA, COMPARISON, DATE_PART, DOT, FUNCTION, IDENT, IN_EXPR,
    KEYWORD, L_BRACKET, L_PAREN, LITERAL, LITERAL_LIST, MINUS, NOT_EXPR, NULL_TEST, NUMBER, OR_EXPR, OR_OR, PAREN_EXPR,
    PIPE, PLUS, PROPERTY, R_BRACKET, R_PAREN, SLASH, STAR, WORD_OPERATOR,
};
use crate::syntax::Word;

impl Parser<'_> {
    pub(super) fn condition(&mut self) {
        self.joined(OR_EXPR, Word::Or, &[OR_OR, PIPE], |parser| {
            parser.joined(AND_EXPR, Word::And, &[AND_AND, AMP], Self::comparison);
        });
    }

    fn joined(&mut self, kind: SyntaxKind, word: Word, signs: &[SyntaxKind], part: impl Fn(&mut Self)) {
        let start = self.checkpoint();
        part(self);
        let joins = |parser: &Self| signs.contains(&parser.kind()) || parser.word() == Some(word);
        if !joins(self) {
            return;
        }
        self.start_at(start, kind);
        while joins(self) {
            self.bump_operator();
            part(self);
        }
        self.finish();
    }

    fn bump_operator(&mut self) {
        let kind = if self.kind() == IDENT { WORD_OPERATOR } else { self.kind() };
        self.bump_as(kind);
    }

    fn comparison(&mut self) {
        let start = self.checkpoint();
        self.value();
        if self.word() == Some(Word::In) {
            self.start_at(start, IN_EXPR);
            self.bump_as(WORD_OPERATOR);
            self.literal_list();
            self.finish();
            return;
        }
        if self.kind().is_comparison() || self.at_word_operator() {
            self.start_at(start, COMPARISON);
            self.bump_operator();
            self.value();
            self.finish();
        } else if self.at_literal() {
            self.missing(Missing::Operator);
            self.start_at(start, COMPARISON);
            self.value();
            self.finish();
        }
        while self.kind().is_comparison() {
            self.unexpected();
            self.value();
        }
    }

    /// `CONTAINS`, or any other word with a value behind it: the diagnostics name the unknown ones.
    fn at_word_operator(&self) -> bool {
        let (IDENT, word) = (self.kind(), self.word()) else { return false };
        if word.is_some_and(Word::is_text_operator) {
            return true;
        }
        let next = self.second().kind;
        !self.at_set_operator()
            && !matches!(word, Some(Word::And | Word::Or))
            && (next == NUMBER || next == IDENT || next.is_string())
    }

    fn at_literal(&self) -> bool {
        self.kind() == NUMBER || self.kind().is_string()
    }

    pub(super) fn value(&mut self) {
        let start = self.checkpoint();
        self.primary();
        let at_sign = |parser: &Self| matches!(parser.kind(), PLUS | MINUS | STAR | SLASH);
        if !at_sign(self) {
            return;
        }
        self.start_at(start, ARITHMETIC);
        while at_sign(self) {
            self.bump();
            self.primary();
        }
        self.finish();
    }

    fn primary(&mut self) {
        match (self.kind(), self.word()) {
            (L_PAREN, _) => {
                self.start(PAREN_EXPR);
                self.deeper_pair(Self::condition);
                self.finish();
            }
            (MINUS, _) if self.second().kind == NUMBER => {
                self.start(LITERAL);
                self.bump();
                self.bump();
                self.finish();
            }
            (BANG, _) => self.negation(BANG),
            (IDENT, Some(Word::Not)) if self.starts_operand() => self.negation(KEYWORD),
            (IDENT, Some(Word::True | Word::False)) if !matches!(self.second().kind, DOT | L_PAREN) => self.literal(),
            (IDENT, word) if self.second().kind == L_PAREN => self.call(word),
            (IDENT, _) if self.at_join() => self.missing(Missing::Value),
            (IDENT, _) => self.property(),
            _ if self.at_literal() => self.literal(),
            _ => self.missing(Missing::Value),
        }
    }

    /// A joining word where a value belongs: `a == AND b`, `a == UNION SEGMENT(x)`.
    fn at_join(&self) -> bool {
        let next = self.second();
        let joins = matches!(self.word(), Some(Word::And | Word::Or)) && matches!(next.kind, IDENT | L_PAREN);
        let starts = matches!(next.word, Some(Word::Profile | Word::Segment | Word::Interaction));
        joins || (self.at_set_operator() && (starts || next.kind == L_PAREN))
    }

    fn starts_operand(&self) -> bool {
        matches!(self.second().kind, L_PAREN | IDENT)
    }

    /// `NOT(c)`, and the tolerated `NOT c` and `!c`.
    fn negation(&mut self, kind: SyntaxKind) {
        self.start(NOT_EXPR);
        self.bump_as(kind);
        if self.kind() == L_PAREN && kind == KEYWORD {
            self.deeper_pair(Self::condition);
        } else {
            self.deeper(Self::comparison);
        }
        self.finish();
    }

    fn literal(&mut self) {
        self.start(LITERAL);
        self.bump();
        self.finish();
    }

    fn call(&mut self, word: Option<Word>) {
        if matches!(word, Some(Word::IsNull | Word::IsNotNull)) {
            self.start(NULL_TEST);
            self.bump_as(KEYWORD);
            self.parenthesised(Self::property);
            self.finish();
            return;
        }
        self.start(FUNCTION);
        self.bump_as(KEYWORD);
        let dated = matches!(word, Some(Word::DateDiff | Word::DateAdd));
        self.deeper_pair(|parser| {
            if parser.kind() == R_PAREN {
                return;
            }
            if dated && parser.kind() == IDENT && parser.second().kind == COMMA {
                parser.start(DATE_PART);
                parser.bump();
                parser.finish();
            } else {
                parser.condition();
            }
            while parser.eat(COMMA) {
                parser.condition();
            }
        });
        self.finish();
    }

    /// `column` or `alias.column`.
    pub(super) fn property(&mut self) {
        if self.kind() != IDENT {
            self.missing(Missing::ColumnName);
            return;
        }
        self.start(PROPERTY);
        self.bump();
        while self.kind() == DOT && self.second().kind == IDENT && !self.at_step() {
            self.bump();
            self.bump();
        }
        if self.kind() == DOT && !self.at_step() {
            self.bump();
            self.missing(Missing::ColumnName);
        }
        self.finish();
    }

    /// `[` literal (`,` literal)* `]`, or the same in parentheses, which people write.
    fn literal_list(&mut self) {
        self.start(LITERAL_LIST);
        if self.kind() == L_PAREN {
            self.fault(FaultKind::Unexpected, self.here());
            self.parenthesised(Self::literals);
        } else if self.eat(L_BRACKET) {
            self.literals();
            if !self.eat(R_BRACKET) {
                self.missing(Missing::CloseBracket);
            }
        } else {
            self.missing(Missing::Value);
        }
        self.finish();
    }

    fn literals(&mut self) {
        self.value();
        while self.eat(COMMA) {
            self.value();
        }
    }
}
