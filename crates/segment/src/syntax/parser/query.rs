//! Definitions, set expressions, chains and their starts.

use super::{FaultKind, Missing, Parser};
use crate::syntax::SyntaxKind::{
    self, ALIAS, ASSIGN, CHAIN, COMMA, DEFINITION, DOT, ERROR, IDENT, INTERACTION_NAME, INTERACTION_START, KEYWORD,
    L_PAREN, LINK_NAME, NAME_START, OPAQUE, PAREN_START, PROFILE_START, R_PAREN, ROOT, SEGMENT_NAME, SEGMENT_START,
    SET_EXPR, TABLE_NAME, UNKNOWN_START, WORD_OPERATOR,
};
use crate::syntax::Word;
use rowan::TextRange;

impl Parser<'_> {
    pub(super) fn root(&mut self) {
        // Not `start`: leading white space belongs into the root, not before it.
        self.builder.start_node(ROOT.into());
        let mut first = true;
        while !self.eof() {
            if self.kind() == R_PAREN {
                self.surplus_parenthesis();
                continue;
            }
            if self.at_prose() {
                self.prose();
                continue;
            }
            if !first {
                self.fault(FaultKind::AnotherQuery, self.here());
            }
            first = false;
            if self.at_definition() {
                self.start(DEFINITION);
                self.bump();
                self.bump();
                self.set_expression();
                self.finish();
            } else {
                self.set_expression();
            }
        }
        self.write_trivia();
        self.finish();
    }

    fn at_definition(&self) -> bool {
        self.kind() == IDENT && self.second().kind == ASSIGN
    }

    /// Text that no query begins with: a sentence, a stray sign.
    fn at_prose(&self) -> bool {
        match self.kind() {
            L_PAREN => false,
            DOT => !self.at_step(),
            IDENT => {
                let next = self.second();
                next.kind == IDENT && !next.word.is_some_and(Word::is_set_operator) && !self.at_set_operator()
            }
            _ => true,
        }
    }

    fn prose(&mut self) {
        let from = self.here().start();
        self.start(ERROR);
        // A word that stands before a parenthesis or an equals sign begins a query again.
        loop {
            self.bump();
            let begins = self.kind() == IDENT && matches!(self.second().kind, L_PAREN | ASSIGN);
            if self.eof() || begins || matches!(self.kind(), L_PAREN | R_PAREN) || self.at_step() {
                break;
            }
        }
        self.finish();
        self.fault(FaultKind::Unexpected, TextRange::new(from, self.behind().start()));
    }

    fn surplus_parenthesis(&mut self) {
        self.fault(FaultKind::SurplusParenthesis, self.here());
        self.start(ERROR);
        self.bump();
        self.finish();
    }

    pub(super) fn set_expression(&mut self) {
        let start = self.checkpoint();
        self.operand();
        if !self.at_set_operator() {
            return;
        }
        self.start_at(start, SET_EXPR);
        while self.at_set_operator() {
            self.bump_as(WORD_OPERATOR);
            self.operand();
        }
        self.finish();
    }

    fn operand(&mut self) {
        self.start(CHAIN);
        self.chain_start();
        loop {
            if self.kind() == DOT {
                self.step();
            } else if self.kind() == R_PAREN && self.open == 0 && self.goes_on_after_parenthesis() {
                self.surplus_parenthesis();
            } else {
                break;
            }
        }
        self.finish();
    }

    fn goes_on_after_parenthesis(&self) -> bool {
        let next = self.second();
        next.kind == DOT || next.word.is_some_and(Word::is_set_operator)
    }

    fn chain_start(&mut self) {
        let call = self.second().kind == L_PAREN;
        match (self.kind(), self.word()) {
            (L_PAREN, _) => {
                self.start(PAREN_START);
                self.deeper_pair(Self::set_expression);
                self.finish();
            }
            (IDENT, Some(Word::Profile)) => self.named_start(PROFILE_START, |parser| {
                parser.name(TABLE_NAME);
                if parser.eat(COMMA) {
                    parser.name(ALIAS);
                }
            }),
            (IDENT, Some(Word::Segment)) => self.named_start(SEGMENT_START, |parser| parser.name(SEGMENT_NAME)),
            (IDENT, Some(Word::Interaction)) => self.named_start(INTERACTION_START, |parser| {
                parser.name(INTERACTION_NAME);
                if parser.eat(COMMA) {
                    parser.name(LINK_NAME);
                } else if parser.kind() == R_PAREN {
                    parser.missing(Missing::LinkName);
                }
            }),
            (IDENT, Some(word)) if word.is_step() && !word.is_set_operator() && call => {
                self.missing_start();
                self.step_without_dot();
            }
            (IDENT, Some(word)) if word.is_set_operator() => self.missing(Missing::Query),
            (IDENT, _) if call => {
                self.start(UNKNOWN_START);
                self.bump_as(KEYWORD);
                self.opaque();
                self.finish();
            }
            (IDENT, _) => {
                self.start(NAME_START);
                self.bump();
                self.finish();
            }
            (DOT, _) => self.missing_start(),
            _ => self.missing(Missing::Query),
        }
    }

    fn missing_start(&mut self) {
        let range = TextRange::empty(self.here().start());
        self.fault(FaultKind::Missing(Missing::Start), range);
    }

    fn named_start(&mut self, kind: SyntaxKind, arguments: impl FnOnce(&mut Self)) {
        self.start(kind);
        self.bump_as(KEYWORD);
        self.parenthesised(arguments);
        self.finish();
    }

    /// A pair of parentheses that may hold others of its kind.
    pub(super) fn deeper_pair(&mut self, body: impl FnOnce(&mut Self)) {
        self.parenthesised(|parser| parser.deeper(body));
    }

    /// `( anything )` with its parentheses matched, kept whole.
    pub(super) fn opaque(&mut self) {
        self.start(OPAQUE);
        self.parenthesised(|parser| {
            parser.skip_tokens(|parser, level| parser.eof() || (level == 0 && parser.kind() == R_PAREN));
        });
        self.finish();
    }

    /// A name: an identifier, a quoted name, or an identifier with hyphens and digits as in a GUID.
    pub(super) fn name(&mut self, kind: SyntaxKind) {
        if self.kind().is_string() {
            self.start(kind);
            self.bump();
            self.finish();
            return;
        }
        if !matches!(self.kind(), IDENT | SyntaxKind::NUMBER) {
            self.missing(match kind {
                TABLE_NAME => Missing::TableName,
                ALIAS => Missing::Alias,
                SEGMENT_NAME => Missing::SegmentName,
                INTERACTION_NAME => Missing::InteractionName,
                LINK_NAME => Missing::LinkName,
                _ => Missing::Relationship,
            });
            return;
        }
        self.start(kind);
        loop {
            let touches = self.touches_next();
            self.bump();
            let goes_on = touches && matches!(self.kind(), IDENT | SyntaxKind::NUMBER | SyntaxKind::MINUS);
            let dotted = kind == ALIAS && self.kind() == DOT && self.second().kind == IDENT && !self.at_step();
            if !goes_on && !dotted {
                break;
            }
        }
        self.finish();
    }
}
