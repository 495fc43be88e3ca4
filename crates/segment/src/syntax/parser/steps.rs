//! What follows a start: `.FILTER(...)`, `.TRAVERSE(...)` and the rest.

use super::{FaultKind, Missing, Parser};
use crate::syntax::SyntaxKind::{
    self, AGGREGATE, ALIAS, COMMA, DOT, EDGE_FILTER, ERROR, FILTER_STEP, HAVING_STEP, IDENT, KEYWORD, L_PAREN,
    ORDER_ITEM, ORDERBY_STEP, R_PAREN, RELATE_STEP, RELATIONSHIP, SELECT_STEP, SET_STEP, SKIP_STEP, TAKE_STEP,
    TRAVERSE_STEP, UNKNOWN_STEP, WINDOW, WORD_OPERATOR,
};
use crate::syntax::Word;

impl Parser<'_> {
    /// `.NAME(...)`; the dot is next.
    pub(super) fn step(&mut self) {
        let name = self.second();
        if name.kind != IDENT {
            self.start(ERROR);
            self.bump();
            self.finish();
            self.missing(Missing::StepName);
            return;
        }
        self.start(step_kind(name.word));
        self.bump();
        self.step_call(name.word);
        self.finish();
    }

    /// `NAME(...)` where a dot, or everything before it, was forgotten.
    pub(super) fn step_without_dot(&mut self) {
        let word = self.word();
        self.start(step_kind(word));
        self.step_call(word);
        self.finish();
    }

    fn step_call(&mut self, word: Option<Word>) {
        debug_assert_ne!(self.kind(), DOT);
        self.bump_as(KEYWORD);
        match step_kind(word) {
            FILTER_STEP => self.parenthesised(Self::condition),
            TRAVERSE_STEP => self.parenthesised(Self::traverse_arguments),
            RELATE_STEP => self.deeper_pair(Self::relate_arguments),
            HAVING_STEP => self.parenthesised(Self::having_arguments),
            ORDERBY_STEP => self.parenthesised(|parser| parser.list(Self::order_item)),
            SELECT_STEP => self.parenthesised(|parser| parser.list(Self::property)),
            SKIP_STEP | TAKE_STEP => self.parenthesised(Self::value),
            SET_STEP => self.deeper_pair(Self::set_expression),
            _ if self.kind() == L_PAREN => self.opaque(),
            _ => self.missing(Missing::OpenParenthesis),
        }
    }

    fn traverse_arguments(&mut self) {
        self.name(RELATIONSHIP);
        while self.eat(COMMA) {
            if self.word() == Some(Word::Filter) && self.second().kind == L_PAREN {
                self.start(EDGE_FILTER);
                self.bump_as(KEYWORD);
                self.parenthesised(Self::condition);
                self.finish();
            } else {
                self.name(ALIAS);
            }
        }
    }

    fn relate_arguments(&mut self) {
        self.name(RELATIONSHIP);
        while self.eat(COMMA) {
            let nested = matches!(self.word(), Some(Word::Relate | Word::RelateOptional));
            if nested && self.second().kind == L_PAREN {
                self.step_without_dot();
            } else {
                self.name(ALIAS);
            }
        }
    }

    fn having_arguments(&mut self) {
        if self.kind() == IDENT && self.second().kind == L_PAREN {
            self.start(AGGREGATE);
            self.bump_as(KEYWORD);
            self.parenthesised(|parser| {
                if parser.kind() != R_PAREN {
                    parser.property();
                }
            });
            self.finish();
        } else {
            self.missing(Missing::Aggregate);
        }
        if self.kind().is_comparison() {
            self.bump();
        } else {
            self.missing(Missing::Operator);
        }
        self.value();
        if !self.eat(COMMA) {
            return;
        }
        if self.kind() == IDENT && self.second().kind == L_PAREN {
            self.start(WINDOW);
            self.bump_as(KEYWORD);
            self.parenthesised(Self::value);
            self.finish();
        } else {
            self.missing(Missing::Window);
        }
    }

    fn order_item(&mut self) {
        self.start(ORDER_ITEM);
        self.property();
        if matches!(self.word(), Some(Word::Asc | Word::Desc)) {
            self.bump_as(WORD_OPERATOR);
        }
        self.finish();
    }

    /// item (`,` item)*
    fn list(&mut self, item: impl Fn(&mut Self)) {
        item(self);
        while self.eat(COMMA) {
            item(self);
        }
    }

    pub(super) fn unexpected(&mut self) {
        self.fault(FaultKind::Unexpected, self.here());
        self.start(ERROR);
        self.bump();
        self.finish();
    }
}

fn step_kind(word: Option<Word>) -> SyntaxKind {
    match word {
        Some(Word::Filter) => FILTER_STEP,
        Some(Word::Traverse) => TRAVERSE_STEP,
        Some(Word::Relate | Word::RelateOptional) => RELATE_STEP,
        Some(Word::Having) => HAVING_STEP,
        Some(Word::OrderBy) => ORDERBY_STEP,
        Some(Word::Skip) => SKIP_STEP,
        Some(Word::Take) => TAKE_STEP,
        Some(Word::Select) => SELECT_STEP,
        Some(word) if word.is_set_operator() => SET_STEP,
        _ => UNKNOWN_STEP,
    }
}
