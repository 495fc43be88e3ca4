//! Duplicate detection (reference/web-api.md 14): off unless a request asks for it.

use uuid::Uuid;

use super::Writer;
use crate::{
    ApiError,
    odata::{Expr, Op, Operand, Path},
    schema::Table,
    store::{Query, Value},
};

/// The rules that an organisation begins with: tables, and columns whose values together make two records duplicates.
const RULES: &[(&str, &[&str])] = &[
    ("account", &["name"]),
    ("contact", &["emailaddress1"]),
    ("contact", &["firstname", "lastname"]),
    ("lead", &["emailaddress1"]),
];

impl<'a> Writer<'_, 'a> {
    /// Turns a record down that has just been written, if the request wants duplicates found and it is one. The transaction that it
    /// was written in then comes to nothing.
    ///
    /// # Errors
    /// DuplicateRecordsFound, documented with HTTP 500.
    pub fn refuse_duplicate(&self, table: &'a Table, id: Uuid) -> Result<(), ApiError> {
        let suppressed = self.request.header("mscrm.suppressduplicatedetection");
        if suppressed.is_none_or(|value| !value.trim().eq_ignore_ascii_case("false")) {
            return Ok(());
        }
        for (_, columns) in RULES.iter().filter(|(name, _)| *name == table.name) {
            let wanted = columns.iter().filter_map(|column| table.column(column)).collect();
            let Some(row) = self.transaction.row(table, id, wanted)? else { continue };
            let mut terms = vec![Expr::Compare(Path::own(&table.id), Op::NotEqual, Operand::Value(Value::Guid(id)))];
            for column in *columns {
                let value = row.get(column).clone();
                terms.push(Expr::Compare(Path::own(column), Op::Equal, Operand::Value(value)));
            }
            // Empty values make no duplicates.
            if columns.iter().any(|column| *row.get(column) == Value::Null) {
                continue;
            }
            let filter = Expr::And(terms);
            let query = Query { filter: Some(&filter), ..Query::of(table, Vec::new()) };
            if self.transaction.count(&query, Some(1))? > 0 {
                let text =
                    "A record was not created or updated because a duplicate of the current record already exists.";
                return Err(ApiError::new(500, "0x80040333", text));
            }
        }
        Ok(())
    }
}
