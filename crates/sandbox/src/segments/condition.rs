//! Conditions as SQL, in the three values of SQL where order is asked for, and in two elsewhere.

use rusqlite::types::Value as Sql;
use segment::{
    ast::{Comparison, ComparisonOperator, InList, Joined, Negation, Node, NullTest, Operator, is_broken, unwrapped},
    syntax::{SyntaxKind, SyntaxNode, Word},
};
use uuid::Uuid;

use super::{
    Trouble, dates,
    operand::{Constant, Operand, Type},
    query::Evaluator,
    source::Source,
};
use crate::store::COLLATION;

impl<'t> Evaluator<'t> {
    /// A condition on the records that the sources hold.
    pub fn condition(&mut self, node: &SyntaxNode, sources: &[Source<'t>]) -> Result<String, Trouble> {
        let node = unwrapped(node);
        if is_broken(&node) {
            return Err(self.invalid(&node, "The text is broken here."));
        }
        match node.kind() {
            SyntaxKind::AND_EXPR | SyntaxKind::OR_EXPR => {
                let word = if node.kind() == SyntaxKind::OR_EXPR { "OR" } else { "AND" };
                let parts = Joined::cast(node).into_iter().flat_map(|joined| joined.parts().collect::<Vec<_>>());
                let parts = parts.map(|part| self.condition(&part, sources)).collect::<Result<Vec<_>, _>>()?;
                Ok(balanced(&parts, word))
            }
            SyntaxKind::NOT_EXPR => match Negation::cast(node.clone()).and_then(|not| not.condition()) {
                Some(inner) => Ok(format!("NOT ({})", self.condition(&inner, sources)?)),
                None => Err(self.invalid(&node, "A condition belongs here.")),
            },
            SyntaxKind::NULL_TEST => self.null_test(&node, sources),
            SyntaxKind::COMPARISON => self.comparison(&node, sources),
            SyntaxKind::IN_EXPR => self.in_list(&node, sources),
            _ => Err(self.invalid(&node, "A condition belongs here.")),
        }
    }

    fn null_test(&mut self, node: &SyntaxNode, sources: &[Source<'t>]) -> Result<String, Trouble> {
        let test = NullTest::cast(node.clone());
        let Some((test, property)) = test.and_then(|test| Some((test.property()?, test))).map(|(p, t)| (t, p)) else {
            return Err(self.invalid(node, "A column belongs here."));
        };
        let sql = match self.property(&property, sources)? {
            Operand::Column { sql, .. } | Operand::Computed { sql, .. } => sql,
            Operand::Constant(_) => return Err(self.invalid(node, "A column belongs here.")),
        };
        Ok(format!("{sql} IS {}NULL", if test.is_null() { "" } else { "NOT " }))
    }

    fn comparison(&mut self, node: &SyntaxNode, sources: &[Source<'t>]) -> Result<String, Trouble> {
        let comparison = Comparison::cast(node.clone());
        let sides = comparison.and_then(|it| Some((it.operator()?, it.left()?, it.right()?)));
        let Some((operator, left, right)) = sides else {
            return Err(self.invalid(node, "The text is broken here."));
        };
        match operator {
            Operator::Text(word) => self.text_test(word, (&left, &right), sources),
            Operator::Unknown => Err(self.invalid(node, "The language has no such operator.")),
            Operator::Compare(operator) => {
                let sides = (self.operand(&left, sources)?, self.operand(&right, sources)?);
                match sides {
                    (left, Operand::Constant(right)) => self.with_constant(node, &left, operator, &right),
                    (Operand::Constant(left), right) => self.with_constant(node, &right, operator.mirrored(), &left),
                    (left, right) => self.between_records(node, &left, operator, &right),
                }
            }
        }
    }

    /// A column, or something computed, with a constant.
    fn with_constant(
        &mut self,
        node: &SyntaxNode,
        left: &Operand,
        operator: ComparisonOperator,
        right: &Constant,
    ) -> Result<String, Trouble> {
        let (sql, is, decided) = match left {
            Operand::Column { sql, is } => (sql, *is, true),
            Operand::Computed { sql, is } => (sql, *is, false),
            Operand::Constant(_) => return Err(self.invalid(node, "A column belongs on one of the sides.")),
        };
        let Some((value, collation)) = constant(is, right) else {
            return Err(self.invalid(node, mismatch(is)));
        };
        let mark = self.bind(value);
        let sign = match (operator, decided) {
            (ComparisonOperator::Eq, true) => "IS",
            (ComparisonOperator::Ne, true) => "IS NOT",
            (operator, _) => sign(operator),
        };
        Ok(format!("{sql} {sign} {mark}{collation}"))
    }

    /// Two values that differ from record to record.
    fn between_records(
        &mut self,
        node: &SyntaxNode,
        left: &Operand,
        operator: ComparisonOperator,
        right: &Operand,
    ) -> Result<String, Trouble> {
        let fits = match (left.is(), right.is()) {
            (Type::Other, _) | (_, Type::Other) => false,
            (Type::Any, _) | (_, Type::Any) => true,
            (one, other) => one == other,
        };
        let (
            Operand::Column { sql: one, .. } | Operand::Computed { sql: one, .. },
            Operand::Column { sql: other, .. } | Operand::Computed { sql: other, .. },
            true,
        ) = (left, right, fits)
        else {
            return Err(self.invalid(node, "These are of different types."));
        };
        let collation = if left.is() == Type::Text { format!(" COLLATE {COLLATION}") } else { String::new() };
        // A value that is missing differs from one that is there; where both are missing nothing is decided.
        let same = format!("IIF({one} IS NULL AND {other} IS NULL, NULL, {one} IS {other}{collation})");
        Ok(match operator {
            ComparisonOperator::Eq => same,
            ComparisonOperator::Ne => format!("NOT {same}"),
            operator => format!("{one} {} {other}{collation}", sign(operator)),
        })
    }

    fn text_test(
        &mut self,
        word: Word,
        (left, right): (&SyntaxNode, &SyntaxNode),
        sources: &[Source<'t>],
    ) -> Result<String, Trouble> {
        let Operand::Column { sql, is: Type::Text | Type::Any } = self.operand(left, sources)? else {
            return Err(self.invalid(left, "A text column belongs on the left."));
        };
        let Operand::Constant(Constant::Text(text)) = self.operand(right, sources)? else {
            return Err(self.invalid(right, "A text belongs on the right."));
        };
        let function = match word {
            Word::StartsWith => "segment_starts",
            Word::EndsWith => "segment_ends",
            _ => "segment_contains",
        };
        let mark = self.bind(text);
        Ok(format!("{function}({sql}, {mark})"))
    }

    fn in_list(&mut self, node: &SyntaxNode, sources: &[Source<'t>]) -> Result<String, Trouble> {
        let list = InList::cast(node.clone());
        let Some((value, items)) = list.and_then(|list| Some((list.value()?, list.items()))) else {
            return Err(self.invalid(node, "The text is broken here."));
        };
        let Operand::Column { sql, is } = self.operand(&value, sources)? else {
            return Err(self.invalid(&value, "Only a column can be looked up in a list."));
        };
        let mut collation = String::new();
        let mut marks = Vec::new();
        for item in &items {
            let value = match self.operand(item, sources)? {
                Operand::Constant(value) => constant(is, &value),
                _ => None,
            };
            let Some((value, with)) = value else { return Err(self.invalid(item, mismatch(is))) };
            marks.push(self.bind(value));
            collation = with;
        }
        Ok(format!("IFNULL({sql}{collation} IN ({}), 0)", marks.join(", ")))
    }
}

/// A constant as the database compares it with values of a type, and the collation that goes with it.
fn constant(is: Type, value: &Constant) -> Option<(Sql, String)> {
    let text = |text: String| (Sql::Text(text), format!(" COLLATE {COLLATION}"));
    let plain = |value: Sql| Some((value, String::new()));
    match (is, value) {
        (Type::Text | Type::Any, Constant::Text(value)) | (Type::Text, Constant::Number(value)) => {
            Some(text(value.clone()))
        }
        (Type::Number | Type::Any, Constant::Number(value)) | (Type::Number, Constant::Text(value)) => {
            plain(numeral(value)?)
        }
        (Type::Flag | Type::Any, Constant::Flag(flag)) => plain(Sql::Integer(i64::from(*flag))),
        (Type::Flag, Constant::Number(value)) if matches!(value.as_str(), "0" | "1") => {
            plain(Sql::Integer(i64::from(value == "1")))
        }
        (Type::Moment, Constant::Moment(moment)) => plain(Sql::Integer(*moment)),
        (Type::Moment, Constant::Text(value)) => plain(Sql::Integer(dates::read(value)?)),
        (Type::Id, Constant::Text(value)) => plain(Sql::Text(Uuid::parse_str(value.trim()).ok()?.to_string())),
        _ => None,
    }
}

fn numeral(text: &str) -> Option<Sql> {
    let text = text.trim();
    let whole = text.parse::<i64>().map(Sql::Integer).ok();
    whole.or_else(|| text.parse::<f64>().ok().filter(|number| number.is_finite()).map(Sql::Real))
}

fn mismatch(is: Type) -> &'static str {
    match is {
        Type::Text | Type::Any => "A text belongs here.",
        Type::Number => "A number belongs here.",
        Type::Flag => "Yes or no belongs here.",
        Type::Moment => "A date belongs here.",
        Type::Id => "An id belongs here.",
        Type::Other => "How a query compares such a column is not published.",
    }
}

fn sign(operator: ComparisonOperator) -> &'static str {
    match operator {
        ComparisonOperator::Eq => "=",
        ComparisonOperator::Ne => "<>",
        ComparisonOperator::Gt => ">",
        ComparisonOperator::Ge => ">=",
        ComparisonOperator::Lt => "<",
        ComparisonOperator::Le => "<=",
    }
}

/// Parts joined in halves: the database's expressions may be wide but not deep.
fn balanced(parts: &[String], word: &str) -> String {
    match parts {
        [] => "1".into(),
        [one] => format!("({one})"),
        several => {
            let (first, second) = several.split_at(several.len() / 2);
            format!("({} {word} {})", balanced(first, word), balanced(second, word))
        }
    }
}
