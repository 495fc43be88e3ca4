//! A condition as a person puts it together: it may lack parts, and then it is not written.

use segment::builder::{ColumnRef, Measure, Row, RowOperator, Span, Value};
use segment::schema::ColumnKind;
use segment::syntax::Word;

use super::asks::{Ask, Way};

/// A condition, complete or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The column; none yet in a new line.
    pub column: Option<ColumnRef>,
    /// What of it is compared.
    pub measure: Measure,
    /// How.
    pub operator: RowOperator,
    /// With what.
    pub values: Vec<Value>,
}

impl Default for Form {
    fn default() -> Self {
        Self { column: None, measure: Measure::Value, operator: RowOperator::Is, values: Vec::new() }
    }
}

impl From<&Row> for Form {
    fn from(row: &Row) -> Self {
        Self {
            column: Some(row.column.clone()),
            measure: row.measure,
            operator: row.operator,
            values: row.values.clone(),
        }
    }
}

impl Form {
    /// Whether it asks for nothing but whether there is a value.
    pub fn is_test(&self) -> bool {
        matches!(self.operator, RowOperator::IsEmpty | RowOperator::HasValue)
    }

    /// Whether several values can stand for one another.
    pub fn takes_several(&self) -> bool {
        self.measure == Measure::Value && matches!(self.operator, RowOperator::Is | RowOperator::IsNot)
    }

    /// What is still to be entered, as a sentence.
    pub fn missing(&self) -> Option<&'static str> {
        match (&self.column, self.values.is_empty()) {
            (None, _) => Some("Choose a column."),
            (Some(_), true) if !self.is_test() => Some("Enter a value."),
            _ => None,
        }
    }

    /// The condition, once nothing is missing.
    pub fn row(&self) -> Option<Row> {
        let column = self.column.clone().filter(|_| self.missing().is_none())?;
        let (measure, operator, values) = (self.measure, self.operator, self.values.clone());
        Some(Row { column, measure, operator, values, span: Span::default() })
    }

    /// Asks in another way; values that can't answer are left out.
    pub fn ask(&mut self, ask: &Ask) {
        let part = self.part().unwrap_or(Word::Day);
        let was_span = self.measure != Measure::Value;
        self.measure = match ask.way {
            Way::Value => Measure::Value,
            Way::Since => Measure::Since(part),
            Way::Until => Measure::Until(part),
        };
        self.operator = ask.operator;
        if self.is_test() || was_span != (self.measure != Measure::Value) {
            self.values.clear();
        }
        if !self.takes_several() {
            self.values.truncate(1);
        }
    }

    /// The date part that a span of time is measured in.
    pub fn part(&self) -> Option<Word> {
        match self.measure {
            Measure::Value => None,
            Measure::Since(part) | Measure::Until(part) => Some(part),
        }
    }

    /// Measures the span of time in another part.
    pub fn set_part(&mut self, part: Word) {
        match &mut self.measure {
            Measure::Value => {}
            Measure::Since(own) | Measure::Until(own) => *own = part,
        }
    }

    /// Asks about another column. How it is asked and the values stay where they make sense for its kind.
    pub fn set_column(&mut self, column: ColumnRef, kind: ColumnKind, asks: &[Ask]) {
        self.column = Some(column);
        if !asks.iter().any(|ask| ask.is_of(self))
            && let Some(first) = asks.first()
        {
            self.ask(first);
        }
        if self.measure == Measure::Value {
            self.values.retain(|value| fits(value, kind));
        }
    }
}

/// Whether a value can be one of a column of that kind.
pub fn fits(value: &Value, kind: ColumnKind) -> bool {
    match value {
        Value::Text(_) => {
            matches!(
                kind,
                ColumnKind::Text
                    | ColumnKind::Date
                    | ColumnKind::DateTime
                    | ColumnKind::Lookup
                    | ColumnKind::Id
                    | ColumnKind::Other
            )
        }
        Value::Number(_) => kind.is_number() || kind == ColumnKind::Other,
        Value::Flag(..) => matches!(kind, ColumnKind::YesNo | ColumnKind::Other),
        Value::Now | Value::FromNow(..) => matches!(kind, ColumnKind::Date | ColumnKind::DateTime | ColumnKind::Other),
    }
}

#[cfg(test)]
mod tests {
    use super::super::asks::{self, DATE, NUMBER, TEXT};
    use super::*;

    fn column() -> ColumnRef {
        ColumnRef { alias: None, name: "c".into() }
    }

    #[test]
    fn a_form_is_written_when_nothing_is_missing() {
        let mut form = Form::default();
        assert_eq!(form.missing(), Some("Choose a column."));
        form.set_column(column(), ColumnKind::Text, TEXT);
        assert_eq!((form.missing(), form.row()), (Some("Enter a value."), None));
        form.values = vec![Value::Text("x".into()), Value::Text("y".into())];
        assert!(form.row().is_some());
        form.ask(asks::named("contains").expect("an operator"));
        assert_eq!(form.values, [Value::Text("x".into())], "one value is compared so");
        form.ask(asks::named("empty").expect("an operator"));
        assert_eq!((form.missing(), form.values.len()), (None, 0));
    }

    #[test]
    fn another_column_keeps_what_makes_sense() {
        let text = Form { values: vec![Value::Text("x".into())], column: Some(column()), ..Form::default() };
        let mut other = text.clone();
        other.set_column(column(), ColumnKind::Text, TEXT);
        assert_eq!(other, text);
        other.set_column(column(), ColumnKind::WholeNumber, NUMBER);
        assert_eq!(other.values, []);
        let mut date = Form { column: Some(column()), ..Form::default() };
        date.ask(asks::named("since-at-most").expect("an operator"));
        date.values = vec![Value::Number("30".into())];
        date.set_part(Word::Month);
        date.set_column(column(), ColumnKind::DateTime, DATE);
        assert_eq!(date.measure, Measure::Since(Word::Month));
        date.set_column(column(), ColumnKind::Text, TEXT);
        assert_eq!((date.measure, date.values.len()), (Measure::Value, 0));
    }
}
