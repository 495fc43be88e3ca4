//! Change tracking: `Prefer: odata.track-changes`, and delta links (reference/web-api.md 13).

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{
    Answer, Context, json,
    read::{Collection, page_number},
    record::{View, needed},
};
use crate::{
    ApiError,
    odata::{Expr, LARGEST_PAGE, Op, Operand, Options, Order, Path},
    store::{Query, Right, Value},
};

/// Changes are kept for so many days unless the organisation says otherwise.
const DAYS: i64 = 7;

/// How a token writes its date.
const DATE: &str = "%m/%d/%Y %H:%M:%S";

/// Since when changes are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    version: i64,
}

impl Token {
    /// Reads `919042!08/22/2017 08:10:44`.
    fn parse(text: &str, now: Timestamp) -> Result<Self, ApiError> {
        let invalid = || ApiError::query("The delta token is not valid.");
        let (version, date) = text.split_once('!').ok_or_else(invalid)?;
        let date = DateTime::strptime(DATE, date).map_err(|_| invalid())?;
        let date = date.to_zoned_datetime(TimeZone::UTC).map_err(|_| invalid())?.timestamp();
        if date.duration_until(now).as_hours() > DAYS * 24 {
            let text = "Version stamp associated with the client has expired. Please perform a full sync.";
            return Err(ApiError::new(400, "0x80044352", text));
        }
        Ok(Self { version: version.parse().map_err(|_| invalid())? })
    }
}

/// Turns down what can't be tracked, before anything is read.
pub fn trackable(collection: &Collection, options: &Options) -> Result<(), ApiError> {
    let refused = [
        ("filter", options.filter.is_some()),
        ("orderby", options.orderby.is_some()),
        ("expand", options.expand.is_some()),
        ("top", options.top.is_some()),
    ];
    if let Some((name, _)) = refused.into_iter().find(|(_, given)| *given) {
        let text = format!("The \"${name}\" query parameter isn't supported when Change Tracking is enabled.");
        return Err(ApiError::query(text));
    }
    if !collection.table.is_tracked() || collection.within.is_some() {
        let text = format!("Entity {} isn't enabled for change tracking.", collection.table.name);
        return Err(ApiError::new(400, "0x80072491", text));
    }
    Ok(())
}

impl<'a> Context<'_, 'a> {
    /// A link to what changes from now on.
    pub fn delta_link(&self, collection: &Collection, options: &Options, version: i64) -> String {
        let date = self.transaction.now().strftime(DATE);
        let token = format!("{version}!{date}");
        let kept = options.text.split('&').filter(|part| !part.is_empty() && !part.starts_with("$deltatoken="));
        let mut link = format!("{}{}?", self.request.root(), collection.path);
        for part in kept {
            link.push_str(part);
            link.push('&');
        }
        link.push_str("$deltatoken=");
        link.push_str(&utf8_percent_encode(&token, NON_ALPHANUMERIC).to_string());
        link
    }

    /// What has changed since a delta link was given: changed records by version, then the keys of deleted ones.
    pub fn delta(&self, collection: &Collection<'a>, text: &str, options: &Options) -> Result<Answer, ApiError> {
        self.transaction.demand(collection.table, Right::Read)?;
        trackable(collection, options)?;
        let token = Token::parse(text, self.transaction.now())?;
        let asked = self.asked(collection.table, options)?;
        let (filter, order) = since(token);
        let size = self.preferences.page.unwrap_or(LARGEST_PAGE);
        let number = options.skiptoken.as_deref().map_or(Ok(1), page_number)?;
        let query = Query {
            filter: Some(&filter),
            order: std::slice::from_ref(&order),
            limit: Some(size + 1),
            offset: (number - 1).saturating_mul(size),
            ..Query::of(collection.table, needed(collection.table, &asked.selection, &asked.expanded))
        };
        let mut rows = self.transaction.select(&query)?;
        let more = rows.len() as u64 > size;
        rows.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        let deleted =
            if more { Vec::new() } else { self.transaction.deleted_since(collection.table, token.version)? };

        let mut text = String::new();
        let mut object = json::Object::open(&mut text);
        object.text("@odata.context", &self.context(collection.table, &asked.selection, &asked.expanded, "/$delta"));
        if more {
            object.text("@odata.nextLink", &self.next_link(collection, options, number + 1, &rows));
        } else {
            let version = self.transaction.latest_version()?;
            object.text("@odata.deltaLink", &self.delta_link(collection, options, version));
        }
        let view = View { table: collection.table, selection: &asked.selection, expanded: &asked.expanded };
        let out = object.member("value");
        out.push('[');
        for (at, row) in rows.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            self.record(out, &view, row, None)?;
        }
        let context = format!("{}$metadata#{}/$deletedEntity", self.request.root(), collection.table.set);
        for (at, id) in deleted.iter().enumerate() {
            if at > 0 || !rows.is_empty() {
                out.push(',');
            }
            let mut object = json::Object::open(out);
            object.text("@odata.context", &context);
            object.text("id", &id.to_string());
            object.text("reason", "deleted");
            object.close();
        }
        out.push(']');
        object.close();
        Ok(self.applied(Answer::json(text)))
    }

    /// `…/$count` of a delta link.
    pub fn delta_count(&self, collection: &Collection<'a>, text: &str, options: &Options) -> Result<Answer, ApiError> {
        self.transaction.demand(collection.table, Right::Read)?;
        trackable(collection, options)?;
        let token = Token::parse(text, self.transaction.now())?;
        let (filter, _) = since(token);
        let query = Query { filter: Some(&filter), ..Query::of(collection.table, Vec::new()) };
        let deleted = self.transaction.deleted_since(collection.table, token.version)?.len();
        let count = self.transaction.count(&query, None)? + deleted as u64;
        Ok(Answer::body(200, "text/plain", format!("\u{feff}{count}")))
    }
}

fn since(token: Token) -> (Expr, Order) {
    let path = || Path::own("versionnumber");
    let filter = Expr::Compare(path(), Op::Greater, Operand::Value(Value::Int(token.version)));
    (filter, Order { path: path(), descending: false })
}
