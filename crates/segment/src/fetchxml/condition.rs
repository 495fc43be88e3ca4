//! Conditions as filters. A negation is moved inwards, so that FetchXML, which has none, can say it.

use super::path::Names;
use super::plan::{Condition, Filter};
use super::{Translator, dates};
use crate::ast::{
    Comparison, ComparisonOperator, Function, InList, Joined, Literal, LiteralKind, Negation, Node, NullTest, Operator,
    Property, is_broken, unwrapped,
};
use crate::schema::{ColumnKind, Known};
use crate::syntax::{SyntaxKind, SyntaxNode, Word};
use jiff::civil::DateTime;

/// A column as FetchXML names it.
struct Named {
    entity: Option<String>,
    attribute: String,
    kind: Option<ColumnKind>,
}

impl Named {
    fn condition(&self, operator: &'static str, values: Vec<String>) -> Filter {
        Filter::Condition(Condition {
            entity: self.entity.clone(),
            attribute: self.attribute.clone(),
            operator,
            values,
            value_of: None,
        })
    }

    /// What holds for no record.
    fn nothing(&self) -> Filter {
        Filter::All(vec![self.condition("null", Vec::new()), self.condition("not-null", Vec::new())])
    }

    fn is_date(&self) -> bool {
        self.kind.is_some_and(ColumnKind::is_date)
    }

    /// The value that equals a moment; a day without a time equals none but its beginning.
    fn exact(&self, time: DateTime) -> Option<String> {
        match self.kind {
            Some(ColumnKind::Date) => dates::is_midnight(time).then(|| dates::print_day(time)),
            _ => Some(dates::print(time)),
        }
    }

    /// A comparison with a moment. A day without a time is its beginning, and the platform knows of the moment only the day:
    /// what lies within a day comes after that day's beginning and before the next one's.
    fn at(&self, operator: ComparisonOperator, time: DateTime) -> Filter {
        if let Some(value) = self.exact(time) {
            return self.condition(sign(operator), vec![value]);
        }
        let operator = match operator {
            ComparisonOperator::Eq => return self.nothing(),
            ComparisonOperator::Ne => return Filter::EVERYTHING,
            ComparisonOperator::Gt | ComparisonOperator::Ge => "gt",
            ComparisonOperator::Lt | ComparisonOperator::Le => "le",
        };
        self.condition(operator, vec![dates::print_day(time)])
    }
}

impl Translator<'_> {
    pub(super) fn condition(&mut self, node: &SyntaxNode, names: &Names, negated: bool) -> Option<Filter> {
        let node = unwrapped(node);
        if is_broken(&node) {
            return self.obstacle(node.text_range(), "This is broken; its fix comes first.");
        }
        match node.kind() {
            SyntaxKind::AND_EXPR | SyntaxKind::OR_EXPR => {
                let joined = Joined::cast(node)?;
                if let Some(list) = self.one_of(&joined, names, negated) {
                    return Some(list);
                }
                let parts: Vec<_> = joined.parts().map(|part| self.condition(&part, names, negated)).collect();
                let parts = parts.into_iter().collect::<Option<Vec<_>>>()?;
                Some(if joined.is_or() == negated { Filter::all(parts) } else { Filter::any(parts) })
            }
            SyntaxKind::NOT_EXPR => {
                let inner = Negation::cast(node)?.condition()?;
                self.condition(&inner, names, !negated)
            }
            SyntaxKind::NULL_TEST => {
                let test = NullTest::cast(node)?;
                let operator = if test.is_null() == negated { "not-null" } else { "null" };
                Some(self.column(&test.property()?, names)?.condition(operator, Vec::new()))
            }
            SyntaxKind::COMPARISON => self.comparison(&Comparison::cast(node)?, names, negated),
            SyntaxKind::IN_EXPR => self.in_list(&InList::cast(node)?, names, negated),
            _ => self.obstacle(node.text_range(), "A condition belongs here."),
        }
    }

    /// Equalities of one column joined by `||`, as `in`.
    fn one_of(&mut self, joined: &Joined, names: &Names, negated: bool) -> Option<Filter> {
        let mut values = Vec::new();
        let mut subject: Option<Property> = None;
        for part in joined.parts().filter(|_| joined.is_or()) {
            let comparison = Comparison::cast(unwrapped(&part))?;
            let equal = comparison.operator()? == Operator::Compare(ComparisonOperator::Eq);
            let property = Property::cast(comparison.left()?).filter(|_| equal)?;
            let literal = comparison.right().filter(|side| side.kind() == SyntaxKind::LITERAL)?;
            if subject.as_ref().is_some_and(|subject| !subject.path().eq_ignore_ascii_case(&property.path())) {
                return None;
            }
            subject = Some(property);
            values.push(literal);
        }
        let property = subject.filter(|_| values.len() > 1)?;
        self.list(&property, &values, names, negated)
    }

    fn in_list(&mut self, list: &InList, names: &Names, negated: bool) -> Option<Filter> {
        let value = list.value()?;
        match Property::cast(unwrapped(&value)) {
            Some(property) => self.list(&property, &list.items(), names, negated),
            None => self.obstacle(value.text_range(), "Only columns can be looked up in a list."),
        }
    }

    fn list(&mut self, property: &Property, items: &[SyntaxNode], names: &Names, negated: bool) -> Option<Filter> {
        let column = self.column(property, names)?;
        let mut values = Vec::new();
        for item in items {
            if column.is_date() {
                let time = self.time(item)?;
                values.extend(column.exact(time));
            } else {
                values.push(self.constant(item, column.kind)?);
            }
        }
        Some(match (values.is_empty(), negated) {
            (false, _) => column.condition(if negated { "not-in" } else { "in" }, values),
            (true, false) => column.nothing(),
            (true, true) => Filter::EVERYTHING,
        })
    }

    fn comparison(&mut self, comparison: &Comparison, names: &Names, negated: bool) -> Option<Filter> {
        let (left, right) = (unwrapped(&comparison.left()?), unwrapped(&comparison.right()?));
        let operator = match comparison.operator()? {
            Operator::Compare(operator) => operator,
            Operator::Text(word) => return self.text_test(word, &left, &right, names, negated),
            Operator::Unknown => return self.obstacle(comparison.range(), "This operator is not known."),
        };
        let operator = if negated { operator.negated() } else { operator };
        match (left.kind(), right.kind()) {
            (SyntaxKind::PROPERTY, SyntaxKind::PROPERTY) => self.two_columns(operator, &left, &right, names),
            (SyntaxKind::PROPERTY, _) => self.one_column(operator, &left, &right, names),
            (_, SyntaxKind::PROPERTY) => self.one_column(operator.mirrored(), &right, &left, names),
            (SyntaxKind::FUNCTION, _) => self.date_diff(operator, &left, &right, names),
            (_, SyntaxKind::FUNCTION) => self.date_diff(operator.mirrored(), &right, &left, names),
            _ => self.obstacle(comparison.range(), "FetchXML compares columns, not sums and constants."),
        }
    }

    fn one_column(
        &mut self,
        operator: ComparisonOperator,
        column: &SyntaxNode,
        value: &SyntaxNode,
        names: &Names,
    ) -> Option<Filter> {
        let column = self.column(&Property::cast(column.clone())?, names)?;
        if column.is_date() {
            let time = self.time(value)?;
            return Some(column.at(operator, time));
        }
        let value = self.constant(value, column.kind)?;
        Some(column.condition(sign(operator), vec![value]))
    }

    fn two_columns(
        &mut self,
        operator: ComparisonOperator,
        left: &SyntaxNode,
        right: &SyntaxNode,
        names: &Names,
    ) -> Option<Filter> {
        let (one, other) = (Property::cast(left.clone())?, Property::cast(right.clone())?);
        let (one, other) = (self.column(&one, names)?, self.column(&other, names)?);
        let range = left.text_range().cover(right.text_range());
        if one.entity.is_some() || other.entity.is_some() {
            return self.obstacle(range, "Columns of different records are not compared here.");
        }
        if one.kind.is_some() && other.kind.is_some() && one.kind != other.kind {
            return self.obstacle(range, "FetchXML compares columns of the same type.");
        }
        Some(Filter::Condition(Condition {
            entity: None,
            attribute: one.attribute,
            operator: sign(operator),
            values: Vec::new(),
            value_of: Some(other.attribute),
        }))
    }

    fn text_test(
        &mut self,
        word: Word,
        left: &SyntaxNode,
        right: &SyntaxNode,
        names: &Names,
        negated: bool,
    ) -> Option<Filter> {
        let Some(property) = Property::cast(left.clone()) else {
            return self.obstacle(left.text_range(), "A column belongs on the left.");
        };
        let column = self.column(&property, names)?;
        let Some(LiteralKind::Text(text)) = Literal::cast(right.clone()).and_then(|literal| literal.kind()) else {
            return self.obstacle(right.text_range(), "A text belongs on the right.");
        };
        let text = like(&text);
        let pattern = match word {
            Word::StartsWith => format!("{text}%"),
            Word::EndsWith => format!("%{text}"),
            _ => format!("%{text}%"),
        };
        Some(column.condition(if negated { "not-like" } else { "like" }, vec![pattern]))
    }

    /// `DATEDIFF(part, column, time) < n` as a bound of the column.
    fn date_diff(
        &mut self,
        operator: ComparisonOperator,
        call: &SyntaxNode,
        number: &SyntaxNode,
        names: &Names,
    ) -> Option<Filter> {
        let range = call.text_range();
        let function = Function::cast(call.clone())?;
        let arguments = function.arguments();
        let (Some(Word::DateDiff), Some(part), [_, from, to]) = (function.word(), function.date_part(), &arguments[..])
        else {
            return self.obstacle(range, "FetchXML has no place for this function.");
        };
        let Some(number) = whole(number) else {
            return self.obstacle(number.text_range(), "DATEDIFF is compared with a whole number here.");
        };
        let (column, time, operator, offset) = match (Property::cast(from.clone()), Property::cast(to.clone())) {
            // From the column to a time: more parts mean an earlier date.
            (Some(column), None) => (column, self.time(to)?, operator.mirrored(), number.checked_neg()),
            (None, Some(column)) => (column, self.time(from)?, operator, Some(number)),
            _ => return self.obstacle(range, "DATEDIFF is translated between one column and one time."),
        };
        let column = self.column(&column, names)?;
        let begin = |count: Option<i64>| dates::add(part, count?, dates::floor(part, time)?);
        let (Some(start), Some(end)) = (begin(offset), begin(offset.and_then(|offset| offset.checked_add(1)))) else {
            return self.obstacle(range, "This date is out of range.");
        };
        let at = |operator, time| column.at(operator, time);
        Some(match operator {
            ComparisonOperator::Gt => at(ComparisonOperator::Ge, end),
            ComparisonOperator::Ge => at(ComparisonOperator::Ge, start),
            ComparisonOperator::Lt => at(ComparisonOperator::Lt, start),
            ComparisonOperator::Le => at(ComparisonOperator::Lt, end),
            ComparisonOperator::Eq => Filter::all([at(ComparisonOperator::Ge, start), at(ComparisonOperator::Lt, end)]),
            ComparisonOperator::Ne => Filter::any([at(ComparisonOperator::Lt, start), at(ComparisonOperator::Ge, end)]),
        })
    }

    /// A point in time that is the same for every record.
    fn time(&mut self, node: &SyntaxNode) -> Option<DateTime> {
        let time = self.time_of(&unwrapped(node));
        time.or_else(|| {
            self.obstacle(node.text_range(), "A point in time that is the same for everybody belongs here.")
        })
    }

    fn time_of(&self, node: &SyntaxNode) -> Option<DateTime> {
        if let Some(LiteralKind::Text(text)) = Literal::cast(node.clone()).and_then(|literal| literal.kind()) {
            return dates::parse(&text);
        }
        let function = Function::cast(node.clone())?;
        let arguments = function.arguments();
        match (function.word()?, &arguments[..]) {
            (Word::Now | Word::NowSlip, []) => self.now,
            (Word::DateAdd, [_, count, date]) => {
                dates::add(function.date_part()?, whole(count)?, self.time_of(&unwrapped(date))?)
            }
            (Word::Date, numbers @ [_, _, _, ..]) if numbers.len() <= 7 => {
                dates::date(&numbers.iter().map(whole).collect::<Option<Vec<_>>>()?)
            }
            _ => None,
        }
    }

    /// A value as FetchXML writes it for a type of column.
    fn constant(&mut self, node: &SyntaxNode, kind: Option<ColumnKind>) -> Option<String> {
        let node = unwrapped(node);
        if kind == Some(ColumnKind::MultiChoice) {
            return self.obstacle(node.text_range(), "How a query compares several choices is not published.");
        }
        match Literal::cast(node.clone()).and_then(|literal| literal.kind()) {
            Some(LiteralKind::Text(text)) => Some(text),
            Some(LiteralKind::Number(number)) => Some(number),
            Some(LiteralKind::Flag(flag)) => Some(if flag { "1" } else { "0" }.into()),
            None if node.kind() == SyntaxKind::FUNCTION => self.time(&node).map(dates::print),
            None => self.obstacle(node.text_range(), "FetchXML compares columns with constants, not with sums."),
        }
    }

    fn column(&mut self, property: &Property, names: &Names) -> Option<Named> {
        let range = property.range();
        let attribute = property.column()?.text().to_string();
        let (entity, table) = match property.qualifier() {
            None => (None, names.stop.table.clone()),
            Some(qualifier) => {
                let called = |name: &str| name.eq_ignore_ascii_case(qualifier.text());
                if names.stop.alias.as_deref().is_some_and(called) || called(&names.stop.table) {
                    (None, names.stop.table.clone())
                } else if let Some(relation) = names.relations.iter().find(|relation| called(&relation.alias)) {
                    (Some(relation.link.clone()), relation.table.clone())
                } else {
                    return self.obstacle(range, "A condition here can speak of the current record only.");
                }
            }
        };
        let kind = match self.settings.schema.column(&table, &attribute) {
            Known::Yes(column) => Some(column.kind),
            Known::No => return self.obstacle(range, format!("{table} has no column {attribute}.")),
            Known::Unloaded => None,
        };
        Some(Named { entity, attribute: attribute.to_lowercase(), kind })
    }
}

fn whole(node: &SyntaxNode) -> Option<i64> {
    match Literal::cast(unwrapped(node))?.kind()? {
        LiteralKind::Number(number) => number.parse().ok(),
        _ => None,
    }
}

fn sign(operator: ComparisonOperator) -> &'static str {
    match operator {
        ComparisonOperator::Eq => "eq",
        ComparisonOperator::Ne => "ne",
        ComparisonOperator::Gt => "gt",
        ComparisonOperator::Ge => "ge",
        ComparisonOperator::Lt => "lt",
        ComparisonOperator::Le => "le",
    }
}

/// A text to the letter within a `like` pattern.
fn like(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '%' | '_' | '[' => pattern.extend(['[', char, ']']),
            char => pattern.push(char),
        }
    }
    pattern
}
