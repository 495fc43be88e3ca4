use super::{Node, child, expression, keyword, name, name_text, nodes, token};
use crate::syntax::{SyntaxKind, SyntaxNode, SyntaxToken, Word};

nodes! {
    /// `Name = query`, which the documentation shows and no grammar has.
    Definition = DEFINITION;
    /// Queries joined by set operators, left to right.
    SetExpr = SET_EXPR;
    /// A start and its steps: one block.
    Chain = CHAIN;
    /// `PROFILE(table, alias)`
    Profile = PROFILE_START;
    /// `SEGMENT(name)`
    SegmentRef = SEGMENT_START;
    /// `INTERACTION(type, link)`
    Interaction = INTERACTION_START;
    /// `( query )`
    Inline = PAREN_START;
    /// `.TRAVERSE(relationship, alias, FILTER(..))`, `.RELATE(relationship, alias, RELATE(..))`
    Related = TRAVERSE_STEP | RELATE_STEP;
    /// The filter on the relationship itself.
    EdgeFilter = EDGE_FILTER;
    /// `.HAVING(aggregate operator number, window)`
    Having = HAVING_STEP;
    /// `UTCDAYS(7)`
    Window = WINDOW;
}

/// How two sets of members become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SetOperator {
    /// Members of either.
    Union,
    /// Members of both.
    Intersect,
    /// Members of the first that the second has not.
    Except,
}

impl SetOperator {
    /// The operator that a word means; `MINUS` is read as `EXCEPT` (reference/segments.md 3.3).
    pub fn of(word: Word) -> Option<Self> {
        match word {
            Word::Union => Some(Self::Union),
            Word::Intersect => Some(Self::Intersect),
            Word::Except | Word::Minus => Some(Self::Except),
            _ => None,
        }
    }

    /// The word that is printed.
    pub fn spelling(self) -> &'static str {
        match self {
            Self::Union => "UNION",
            Self::Intersect => "INTERSECT",
            Self::Except => "EXCEPT",
        }
    }
}

/// One operand of a set expression, with the operator before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operand {
    /// None before the first.
    pub operator: Option<(SetOperator, SyntaxToken)>,
    /// The block.
    pub chain: Chain,
}

/// The operands under a root, a definition, a set expression, a pair of parentheses or a set step.
pub fn set_operands(node: &SyntaxNode) -> Vec<Operand> {
    let holder = child(node, SyntaxKind::SET_EXPR);
    let holder = holder.as_ref().unwrap_or(node);
    let mut operands = Vec::new();
    let mut operator = None;
    for element in holder.children_with_tokens() {
        match element {
            rowan::NodeOrToken::Token(token) if token.kind() == SyntaxKind::WORD_OPERATOR => {
                operator = Word::read(token.text()).and_then(SetOperator::of).map(|read| (read, token));
            }
            rowan::NodeOrToken::Node(node) => {
                if let Some(chain) = Chain::cast(node) {
                    operands.push(Operand { operator: operator.take(), chain });
                }
            }
            rowan::NodeOrToken::Token(_) => {}
        }
    }
    operands
}

/// The operands behind which a closing parenthesis says "so far": wherever the order of the operators matters, which is
/// not documented (reference/segments.md 3.3). The first operand has no operator.
pub(crate) fn order_wraps(operators: &[Option<SetOperator>]) -> Vec<usize> {
    let differs = |index: &usize| {
        let (before, after) = (operators[*index], operators[index + 1]);
        before != after || after == Some(SetOperator::Except)
    };
    (1..operators.len().saturating_sub(1)).filter(differs).collect()
}

/// The first link of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// Records of a table.
    Profile(Profile),
    /// Members of another segment.
    Segment(SegmentRef),
    /// Contacts with interactions.
    Interaction(Interaction),
    /// A query in parentheses.
    Inline(Inline),
    /// A bare name.
    Name(SyntaxNode),
    /// Some other call, kept whole.
    Unknown(SyntaxNode),
}

/// A step of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// `.FILTER(condition)`
    Filter(SyntaxNode),
    /// `.TRAVERSE(..)`: the path goes on at the other end.
    Traverse(Related),
    /// `.RELATE(..)` or `.RELATEOPTIONAL(..)`: the path stays, the alias names the other end.
    Relate(Related),
    /// `.HAVING(..)`
    Having(Having),
    /// `.UNION(query)`
    Set(SyntaxNode),
    /// `.ORDERBY(..)`, `.SKIP(..)`, `.TAKE(..)`, `.SELECT(..)`
    Listing(SyntaxNode),
    /// Any other, kept whole.
    Unknown(SyntaxNode),
}

impl Step {
    /// The node beneath.
    pub fn syntax(&self) -> &SyntaxNode {
        match self {
            Self::Filter(node) | Self::Set(node) | Self::Listing(node) | Self::Unknown(node) => node,
            Self::Traverse(related) | Self::Relate(related) => related.syntax(),
            Self::Having(having) => having.syntax(),
        }
    }

    fn of(node: SyntaxNode) -> Option<Self> {
        Some(match node.kind() {
            SyntaxKind::FILTER_STEP => Self::Filter(node),
            SyntaxKind::TRAVERSE_STEP => Self::Traverse(Related::cast(node)?),
            SyntaxKind::RELATE_STEP => Self::Relate(Related::cast(node)?),
            SyntaxKind::HAVING_STEP => Self::Having(Having::cast(node)?),
            SyntaxKind::SET_STEP => Self::Set(node),
            SyntaxKind::ORDERBY_STEP | SyntaxKind::SKIP_STEP | SyntaxKind::TAKE_STEP | SyntaxKind::SELECT_STEP => {
                Self::Listing(node)
            }
            SyntaxKind::UNKNOWN_STEP => Self::Unknown(node),
            _ => return None,
        })
    }
}

impl Chain {
    /// What the chain starts with; none where it was forgotten.
    pub fn start(&self) -> Option<Start> {
        let node = self.0.children().find(|child| child.kind().is_start())?;
        Some(match node.kind() {
            SyntaxKind::PROFILE_START => Start::Profile(Profile(node)),
            SyntaxKind::SEGMENT_START => Start::Segment(SegmentRef(node)),
            SyntaxKind::INTERACTION_START => Start::Interaction(Interaction(node)),
            SyntaxKind::PAREN_START => Start::Inline(Inline(node)),
            SyntaxKind::NAME_START => Start::Name(node),
            _ => Start::Unknown(node),
        })
    }

    /// The steps, in order.
    pub fn steps(&self) -> impl Iterator<Item = Step> {
        self.0.children().filter_map(Step::of)
    }
}

impl Profile {
    /// The table's logical name.
    pub fn table(&self) -> Option<String> {
        name(&self.0, SyntaxKind::TABLE_NAME)
    }

    /// The alias, absent in most texts that people write.
    pub fn alias(&self) -> Option<String> {
        name(&self.0, SyntaxKind::ALIAS)
    }
}

impl SegmentRef {
    /// The other segment's `msdyncrm_segmentqueryname`.
    pub fn name(&self) -> Option<String> {
        name(&self.0, SyntaxKind::SEGMENT_NAME)
    }
}

impl Interaction {
    /// The type, as `EmailClicked`.
    pub fn kind(&self) -> Option<String> {
        name(&self.0, SyntaxKind::INTERACTION_NAME)
    }

    /// The link type (reference/segments.md 6); MQL's second argument.
    pub fn link(&self) -> Option<String> {
        name(&self.0, SyntaxKind::LINK_NAME)
    }
}

impl Related {
    /// The relationship's name.
    pub fn relationship(&self) -> Option<String> {
        name(&self.0, SyntaxKind::RELATIONSHIP)
    }

    /// The alias; of `account.account_1` the second part.
    pub fn alias(&self) -> Option<String> {
        let alias = name(&self.0, SyntaxKind::ALIAS)?;
        Some(alias.rsplit('.').next().unwrap_or(&alias).to_string())
    }

    /// The table that a dotted alias names.
    pub fn alias_table(&self) -> Option<String> {
        name(&self.0, SyntaxKind::ALIAS)?.split_once('.').map(|(table, _)| table.to_string())
    }

    /// `TRAVERSE`, `RELATE` or `RELATEOPTIONAL`.
    pub fn word(&self) -> Option<Word> {
        keyword(&self.0)?.1
    }

    /// The filter on the relationship, of `TRAVERSE`.
    pub fn edge(&self) -> Option<EdgeFilter> {
        child(&self.0, SyntaxKind::EDGE_FILTER).map(EdgeFilter)
    }

    /// The relations nested inside, of `RELATE`.
    pub fn nested(&self) -> impl Iterator<Item = Self> {
        self.0.children().filter(|child| child.kind() == SyntaxKind::RELATE_STEP).map(Self)
    }
}

impl EdgeFilter {
    /// The condition.
    pub fn condition(&self) -> Option<SyntaxNode> {
        expression(&self.0)
    }
}

impl Having {
    /// The aggregate's word and the property that it works on.
    pub fn aggregate(&self) -> Option<(Word, Option<String>)> {
        let node = child(&self.0, SyntaxKind::AGGREGATE)?;
        Some((keyword(&node)?.1?, child(&node, SyntaxKind::PROPERTY).map(|property| name_text(&property))))
    }

    /// The comparison sign.
    pub fn operator(&self) -> Option<SyntaxToken> {
        super::tokens(&self.0).find(|token| token.kind().is_comparison())
    }

    /// The number compared with.
    pub fn number(&self) -> Option<SyntaxNode> {
        expression(&self.0)
    }

    /// How far back; absent means ever.
    pub fn window(&self) -> Option<Window> {
        child(&self.0, SyntaxKind::WINDOW).map(Window)
    }
}

impl Window {
    /// `UTCDAYS` and its kin.
    pub fn unit(&self) -> Option<Word> {
        keyword(&self.0)?.1.filter(|word| word.is_window())
    }

    /// How many.
    pub fn count(&self) -> Option<String> {
        expression(&self.0).map(|number| number.text().to_string())
    }
}

impl Definition {
    /// The name token.
    pub fn name(&self) -> Option<SyntaxToken> {
        token(&self.0, SyntaxKind::IDENT)
    }

    /// The query behind the sign.
    pub fn query(&self) -> Option<SyntaxNode> {
        self.0.first_child()
    }
}
