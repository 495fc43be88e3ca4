use super::lexer::{self, Quotes};
use logos::Logos;

macro_rules! kinds {
    ($(#[$outer:meta])* pub enum SyntaxKind { $($(#[$meta:meta])* $name:ident,)* }) => {
        $(#[$outer])*
        pub enum SyntaxKind { $($(#[$meta])* $name,)* }

        /// Every kind at its own number, to read a raw number back without `unsafe`.
        const ALL: &[SyntaxKind] = &[$(SyntaxKind::$name,)*];
    };
}

kinds! {
/// What a token or a node is.
#[derive(Logos, Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[logos(extras = Quotes)]
#[repr(u16)]
#[allow(non_camel_case_types, missing_docs, clippy::upper_case_acronyms)]
pub enum SyntaxKind {
    // Tokens. Spaces that pasted text carries count as white space (reference/segments.md 3.4).
    #[regex(r"[ \t\r\n\x0B\x0C\u{A0}\u{2000}-\u{200B}\u{202F}\u{3000}\u{FEFF}]+")]
    WHITESPACE,
    #[regex(r"//[^\r\n]*", allow_greedy = true)]
    #[token("/*", lexer::block_comment)]
    COMMENT,
    #[regex(r"[\p{L}_][\p{L}\p{N}_]*")]
    IDENT,
    #[regex(r"[0-9]+(\.[0-9]+)?")]
    NUMBER,
    #[token("'", lexer::single_quoted)]
    STRING,
    #[token("\"", lexer::double_quoted)]
    DOUBLE_STRING,
    #[regex("[‘’“”]", lexer::curly_quoted)]
    CURLY_STRING,
    #[token("(")]
    L_PAREN,
    #[token(")")]
    R_PAREN,
    #[token("[")]
    L_BRACKET,
    #[token("]")]
    R_BRACKET,
    #[token(",")]
    COMMA,
    #[token(".")]
    DOT,
    #[token("=")]
    ASSIGN,
    #[token("==")]
    EQ,
    #[token("!=")]
    NE,
    #[token("<>")]
    LT_GT,
    #[token(">")]
    GT,
    #[token(">=")]
    GE,
    #[token("<")]
    LT,
    #[token("<=")]
    LE,
    #[token("&&")]
    AND_AND,
    #[token("||")]
    OR_OR,
    #[token("&")]
    AMP,
    #[token("|")]
    PIPE,
    #[token("!")]
    BANG,
    #[token("+")]
    PLUS,
    #[token("-")]
    MINUS,
    #[token("*")]
    STAR,
    #[token("/")]
    SLASH,
    /// A character that the language has no use for.
    UNKNOWN,
    /// A name that starts a call: `PROFILE`, `FILTER`, `DATEDIFF`. The lexer says `IDENT`, the parser knows better.
    KEYWORD,
    /// A word between two operands: `CONTAINS`, `UNION`, `AND`, `IN`.
    WORD_OPERATOR,
    /// Past the last token.
    END,

    // Nodes
    ROOT,
    /// `Name = query`
    DEFINITION,
    /// operand (`UNION` operand)*, flat
    SET_EXPR,
    /// a start and its steps
    CHAIN,
    PROFILE_START,
    SEGMENT_START,
    INTERACTION_START,
    /// `(` set expression `)`
    PAREN_START,
    /// a bare name where a query belongs
    NAME_START,
    /// any other `NAME(...)`
    UNKNOWN_START,
    FILTER_STEP,
    TRAVERSE_STEP,
    RELATE_STEP,
    HAVING_STEP,
    ORDERBY_STEP,
    SKIP_STEP,
    TAKE_STEP,
    SELECT_STEP,
    /// `.UNION(x)`
    SET_STEP,
    UNKNOWN_STEP,
    /// `FILTER(...)` as an argument of `TRAVERSE`
    EDGE_FILTER,
    /// what is between the parentheses of an unknown step, kept whole
    OPAQUE,
    TABLE_NAME,
    ALIAS,
    RELATIONSHIP,
    SEGMENT_NAME,
    INTERACTION_NAME,
    LINK_NAME,
    ORDER_ITEM,
    AGGREGATE,
    WINDOW,
    /// condition (`||` condition)*, flat
    OR_EXPR,
    /// condition (`&&` condition)*, flat
    AND_EXPR,
    NOT_EXPR,
    /// `ISNULL(p)` or `ISNOTNULL(p)`
    NULL_TEST,
    /// a condition or a value in parentheses
    PAREN_EXPR,
    /// value operator value
    COMPARISON,
    /// value `IN` `[` literals `]`
    IN_EXPR,
    LITERAL_LIST,
    /// value (`+` value)*, flat: no precedence is documented
    ARITHMETIC,
    FUNCTION,
    DATE_PART,
    LITERAL,
    /// `column` or `alias.column`
    PROPERTY,
    /// tokens that fit nowhere, kept
    ERROR,
}
}

impl SyntaxKind {
    /// White space and comments.
    pub fn is_trivia(self) -> bool {
        matches!(self, Self::WHITESPACE | Self::COMMENT)
    }

    /// A string in any quotes.
    pub fn is_string(self) -> bool {
        matches!(self, Self::STRING | Self::DOUBLE_STRING | Self::CURLY_STRING)
    }

    /// `==` and its kin, those of other languages included.
    pub fn is_comparison(self) -> bool {
        use SyntaxKind::{ASSIGN, EQ, GE, GT, LE, LT, LT_GT, NE};
        matches!(self, EQ | NE | LT_GT | GT | GE | LT | LE | ASSIGN)
    }

    /// A step after a start: `.FILTER(...)`.
    pub fn is_step(self) -> bool {
        (Self::FILTER_STEP..=Self::UNKNOWN_STEP).contains(&self)
    }

    /// The first link of a chain.
    pub fn is_start(self) -> bool {
        (Self::PROFILE_START..=Self::UNKNOWN_START).contains(&self)
    }

    /// A condition or a value.
    pub fn is_expression(self) -> bool {
        use SyntaxKind::{
            AND_EXPR, ARITHMETIC, COMPARISON, FUNCTION, IN_EXPR, LITERAL, NOT_EXPR, NULL_TEST, OR_EXPR, PAREN_EXPR,
            PROPERTY,
        };
        matches!(
            self,
            OR_EXPR
                | AND_EXPR
                | NOT_EXPR
                | NULL_TEST
                | PAREN_EXPR
                | COMPARISON
                | IN_EXPR
                | ARITHMETIC
                | FUNCTION
                | LITERAL
                | PROPERTY
        )
    }
}

impl From<SyntaxKind> for rowan::SyntaxKind {
    fn from(kind: SyntaxKind) -> Self {
        Self(kind as u16)
    }
}

/// The language, as rowan wants it named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Segments {}

impl rowan::Language for Segments {
    type Kind = SyntaxKind;

    fn kind_from_raw(raw: rowan::SyntaxKind) -> SyntaxKind {
        ALL.get(usize::from(raw.0)).copied().unwrap_or(SyntaxKind::ERROR)
    }

    fn kind_to_raw(kind: SyntaxKind) -> rowan::SyntaxKind {
        kind.into()
    }
}

/// A node of the tree.
pub type SyntaxNode = rowan::SyntaxNode<Segments>;
/// A token of the tree.
pub type SyntaxToken = rowan::SyntaxToken<Segments>;
