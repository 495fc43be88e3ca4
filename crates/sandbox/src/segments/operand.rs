//! What stands at the side of an operator: a value that is the same for every record, or one that is computed for each.

use segment::{
    ast::{Function, Literal, LiteralKind, Node, Property, tokens, unwrapped},
    syntax::{SyntaxKind, SyntaxNode, Word},
};

use super::{Trouble, dates, functions::part_number, query::Evaluator, source::Source};

/// What values can be compared as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    Text,
    Number,
    Flag,
    /// Milliseconds.
    Moment,
    /// An id, in lower case.
    Id,
    /// A property of an interaction, which is what its value says.
    Any,
    /// Nothing that a query can compare.
    Other,
}

/// One side of an operator.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// The same for every record.
    Constant(Constant),
    /// A column.
    Column { sql: String, is: Type },
    /// Computed from columns.
    Computed { sql: String, is: Type },
}

/// A value that is the same for every record.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    Text(String),
    /// As spelled.
    Number(String),
    Flag(bool),
    /// Milliseconds.
    Moment(i64),
}

impl Operand {
    /// What it can be compared as.
    pub fn is(&self) -> Type {
        match self {
            Self::Constant(Constant::Text(_)) => Type::Text,
            Self::Constant(Constant::Number(_)) => Type::Number,
            Self::Constant(Constant::Flag(_)) => Type::Flag,
            Self::Constant(Constant::Moment(_)) => Type::Moment,
            Self::Column { is, .. } | Self::Computed { is, .. } => *is,
        }
    }
}

/// The number that a node spells, if it is one.
pub fn number(node: &SyntaxNode) -> Option<String> {
    match Literal::cast(unwrapped(node))?.kind()? {
        LiteralKind::Number(number) => Some(number),
        _ => None,
    }
}

impl<'t> Evaluator<'t> {
    /// Reads one side of an operator.
    pub fn operand(&mut self, node: &SyntaxNode, sources: &[Source<'t>]) -> Result<Operand, Trouble> {
        let node = unwrapped(node);
        if let Some(property) = Property::cast(node.clone()) {
            return self.property(&property, sources);
        }
        if let Some(function) = Function::cast(node.clone()) {
            return self.function(&function, sources);
        }
        if let Some(literal) = Literal::cast(node.clone()).and_then(|literal| literal.kind()) {
            return Ok(Operand::Constant(match literal {
                LiteralKind::Text(text) => Constant::Text(text),
                LiteralKind::Number(number) => Constant::Number(number),
                LiteralKind::Flag(flag) => Constant::Flag(flag),
            }));
        }
        if node.kind() == SyntaxKind::ARITHMETIC {
            return self.arithmetic(&node, sources);
        }
        Err(self.invalid(&node, "A value belongs here."))
    }

    /// Sums and products, by the usual precedence; a division by nothing gives nothing.
    fn arithmetic(&mut self, node: &SyntaxNode, sources: &[Source<'t>]) -> Result<Operand, Trouble> {
        let signs: Vec<SyntaxKind> = tokens(node).map(|token| token.kind()).collect();
        let mut sql = String::from("(");
        for (at, part) in node.children().filter(|child| child.kind().is_expression()).enumerate() {
            if let Some(sign) = at.checked_sub(1).and_then(|at| signs.get(at)) {
                sql.push_str(match sign {
                    SyntaxKind::PLUS => " + ",
                    SyntaxKind::MINUS => " - ",
                    SyntaxKind::STAR => " * ",
                    // Numbers are divided as people divide them, not as machines divide whole ones.
                    _ => " * 1.0 / ",
                });
            }
            let operand = self.operand(&part, sources)?;
            match &operand {
                Operand::Constant(Constant::Number(number)) => sql.extend(["(", number, ")"]),
                Operand::Column { sql: own, is: Type::Number | Type::Any }
                | Operand::Computed { sql: own, is: Type::Number } => sql.push_str(own),
                _ => return Err(self.invalid(&part, "Only numbers can be reckoned with.")),
            }
        }
        Ok(Operand::Computed { sql: sql + ")", is: Type::Number })
    }

    fn function(&mut self, function: &Function, sources: &[Source<'t>]) -> Result<Operand, Trouble> {
        let node = function.syntax();
        let arguments = function.arguments();
        match (function.word(), &arguments[..]) {
            (Some(Word::Now), []) => Ok(Operand::Constant(Constant::Moment(self.now))),
            (Some(Word::Date), numbers @ [_, _, _, ..]) if numbers.len() <= 7 => {
                let numbers = numbers.iter().map(|number| self.whole_number(number)).collect::<Result<Vec<_>, _>>()?;
                let date = dates::date(&numbers).ok_or_else(|| self.invalid(node, "There is no such date."))?;
                Ok(Operand::Constant(Constant::Moment(date)))
            }
            (Some(Word::DateAdd), [_, count, date]) => {
                let part = self.known_part(node, function.date_part())?;
                let count = self.whole_number(count)?;
                match self.moment(date, sources)? {
                    Operand::Constant(Constant::Moment(moment)) => {
                        let sum = dates::add(part, count, moment);
                        let sum = sum.ok_or_else(|| self.invalid(node, "The calendar does not reach that far."))?;
                        Ok(Operand::Constant(Constant::Moment(sum)))
                    }
                    moment => {
                        let moment = self.moment_sql(moment);
                        let part = part_number(part).unwrap_or_default();
                        Ok(Operand::Computed {
                            sql: format!("segment_add({part}, {count}, {moment})"),
                            is: Type::Moment,
                        })
                    }
                }
            }
            (Some(Word::DateDiff), [_, from, to]) => {
                let part = self.known_part(node, function.date_part())?;
                let (from, to) = (self.moment(from, sources)?, self.moment(to, sources)?);
                let (from, to) = (self.moment_sql(from), self.moment_sql(to));
                let part = part_number(part).unwrap_or_default();
                Ok(Operand::Computed { sql: format!("segment_difference({part}, {from}, {to})"), is: Type::Number })
            }
            (Some(Word::NowSlip), _) => Err(self.invalid(node, "The function is DATETIMEUTCNOW().")),
            (Some(word), _) => Err(self.invalid(node, format!("{} takes other arguments.", word.spelling()))),
            (None, _) => Err(self.invalid(node, "The language has no such function.")),
        }
    }

    /// A point in time.
    fn moment(&mut self, node: &SyntaxNode, sources: &[Source<'t>]) -> Result<Operand, Trouble> {
        let operand = self.operand(node, sources)?;
        match &operand {
            Operand::Constant(Constant::Text(text)) => {
                let moment = dates::read(text).ok_or_else(|| self.invalid(node, "This is no date."))?;
                Ok(Operand::Constant(Constant::Moment(moment)))
            }
            _ if operand.is() == Type::Moment => Ok(operand),
            _ => Err(self.invalid(node, "A date belongs here.")),
        }
    }

    fn moment_sql(&mut self, operand: Operand) -> String {
        match operand {
            Operand::Constant(Constant::Moment(moment)) => self.bind(moment),
            Operand::Column { sql, .. } | Operand::Computed { sql, .. } => sql,
            Operand::Constant(_) => "NULL".into(),
        }
    }
}
