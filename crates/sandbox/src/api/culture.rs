//! Values as the user reads them: language, formats and time zone from their settings (reference/web-api.md 16).

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};

use super::zones;
use crate::{
    ApiError, Row, Transaction, Value,
    schema::{Column, DateBehavior, Kind, Language, Number, Table},
};

/// A user's way of writing.
#[derive(Clone, Debug)]
pub struct Culture {
    /// Language of labels.
    pub language: Language,
    /// Windows language code of the interface, whether or not labels exist in it.
    pub language_code: i64,
    /// Where days begin.
    pub zone: TimeZone,
    date: String,
    time: String,
    decimal: String,
    group: String,
    currency: String,
}

impl Culture {
    /// Reads the user's settings; a user without any writes as in the United States.
    pub fn of(transaction: &Transaction) -> Result<Self, ApiError> {
        let settings = transaction.get("usersettings", transaction.user())?;
        let text =
            |column: &str, usual: &str| settings.as_ref().and_then(|row| row.text(column)).unwrap_or(usual).to_owned();
        let language_code = settings.as_ref().and_then(|row| row.int("uilanguageid")).unwrap_or(1033);
        let zone = settings.as_ref().and_then(|row| row.int("timezonecode")).unwrap_or(92);
        let separated = |format: &str, mark: char, separator: &str| format.replace(mark, separator);
        Ok(Self {
            language: Language::of(language_code),
            language_code,
            zone: zones::zone(transaction, zone)?,
            date: separated(&text("dateformatstring", "M/d/yyyy"), '/', &text("dateseparator", "/")),
            time: separated(&text("timeformatstring", "h:mm tt"), ':', &text("timeseparator", ":")),
            decimal: text("decimalsymbol", "."),
            group: text("numberseparator", ","),
            currency: text("currencysymbol", "$"),
        })
    }

    /// The formatted value of a column other than a lookup; `None` for kinds that have none.
    pub fn format(
        &self,
        table: &Table,
        column: &Column,
        value: &Value,
        row: &Row,
        currency: Option<&str>,
    ) -> Option<String> {
        let label = |label: &crate::schema::Label| label.get(self.language).to_owned();
        match (&column.kind, value) {
            (Kind::Choice(set), Value::Int(number)) => set.get(*number).map(|option| label(&option.label)),
            (Kind::Choices(set), Value::Text(text)) => {
                let labels =
                    text.split(',').filter_map(|number| set.get(number.parse().ok()?)).map(|one| label(&one.label));
                Some(labels.collect::<Vec<_>>().join("; "))
            }
            (Kind::State, Value::Int(number)) => table.state(*number).map(|state| label(&state.label)),
            (Kind::Status, Value::Int(number)) => table.status(*number).map(|status| label(&status.label)),
            (Kind::Boolean { labels }, Value::Bool(flag)) => Some(label(&labels[usize::from(*flag)])),
            (Kind::Integer { .. } | Kind::BigInt, Value::Int(number)) => Some(self.number(*number as f64, 0)),
            (Kind::Number { number, precision, .. }, Value::Real(amount)) => {
                let digits = self.number(*amount, *precision);
                let base = column.name.ends_with("_base") || row.get("transactioncurrencyid") == &Value::Null;
                let symbol = currency.filter(|_| !base).unwrap_or(&self.currency);
                Some(if *number == Number::Money { format!("{symbol}{digits}") } else { digits })
            }
            (Kind::DateTime { behavior, date_only, .. }, Value::Text(text)) => self.moment(text, *behavior, *date_only),
            _ => None,
        }
    }

    /// A number with the user's marks.
    pub fn number(&self, number: f64, digits: u8) -> String {
        let text = format!("{:.*}", usize::from(digits), number.abs());
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let mut grouped = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at) % 3 == 0 {
                grouped.push_str(&self.group);
            }
            grouped.push(digit);
        }
        let sign = if number < 0.0 { "-" } else { "" };
        let point = if fraction.is_empty() { "" } else { &self.decimal };
        format!("{sign}{grouped}{point}{fraction}")
    }

    fn moment(&self, text: &str, behavior: DateBehavior, date_only: bool) -> Option<String> {
        let reading: DateTime = match behavior {
            DateBehavior::DateOnly => text.parse::<Date>().ok()?.at(0, 0, 0, 0),
            DateBehavior::TimeZoneIndependent => text.trim_end_matches('Z').parse().ok()?,
            DateBehavior::UserLocal => text.parse::<Timestamp>().ok()?.to_zoned_datetime(self.zone.clone()).datetime(),
        };
        let date = written(&self.date, reading);
        Some(if date_only { date } else { format!("{date} {}", written(&self.time, reading)) })
    }
}

/// Fills a .NET format string such as `dd.MM.yyyy` or `h:mm tt`.
fn written(format: &str, reading: DateTime) -> String {
    let mut out = String::new();
    let mut rest = format.chars().peekable();
    while let Some(letter) = rest.next() {
        let mut width = 1;
        while rest.peek() == Some(&letter) && letter.is_ascii_alphabetic() {
            rest.next();
            width += 1;
        }
        let number = |number: i64| if width > 1 { format!("{number:02}") } else { number.to_string() };
        let hour = i64::from(reading.hour());
        match letter {
            'd' => out.push_str(&number(reading.day().into())),
            'M' => out.push_str(&number(reading.month().into())),
            'y' if width > 2 => out.push_str(&number(i64::from(reading.year()))),
            'y' => out.push_str(&number(i64::from(reading.year() % 100))),
            'h' => out.push_str(&number((hour + 11) % 12 + 1)),
            'H' => out.push_str(&number(hour)),
            'm' => out.push_str(&number(reading.minute().into())),
            's' => out.push_str(&number(reading.second().into())),
            't' => out.push_str(if hour < 12 { "AM" } else { "PM" }),
            other => out.push(other),
        }
    }
    out
}
