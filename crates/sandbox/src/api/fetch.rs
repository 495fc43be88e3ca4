//! FetchXML answered: rows without their empty columns, and the annotations that lead to the next page (reference/web-api.md 8).

use uuid::Uuid;

use super::{
    Answer, Context, json,
    read::{Collection, MOST_COUNTED, page_number},
    record::{FORMATTED, etag},
};
use crate::{
    ApiError, Row, Value,
    fetchxml::{self, Computed, Output, Part, Plan},
    odata::{LARGEST_PAGE, Options},
    store::{Fetched, Record, Right},
};

const COOKIE: &str = "Microsoft.Dynamics.CRM.fetchxmlpagingcookie";
const MORE: &str = "Microsoft.Dynamics.CRM.morerecords";

impl<'a> Context<'_, 'a> {
    /// A page of what a query finds in a collection.
    pub fn fetch(&self, collection: &Collection<'a>, text: &str, options: &Options) -> Result<Answer, ApiError> {
        let others = [
            ("$select", options.select.is_some()),
            ("$filter", options.filter.is_some()),
            ("$orderby", options.orderby.is_some()),
            ("$expand", options.expand.is_some()),
            ("$top", options.top.is_some()),
        ];
        if let Some((name, _)) = others.into_iter().find(|(_, given)| *given) {
            return Err(ApiError::query(format!("The query parameter {name} can't be used with a FetchXML query.")));
        }
        let mut plan = fetchxml::parse(text, self.schema(), collection.table, &self.surroundings()?)?;
        if let Some(token) = options.skiptoken.as_deref() {
            plan.paging.page = page_number(token)?;
        }
        self.planned(collection, &plan, &self.fetch_context(collection, &plan), options)
    }

    /// A page of what a view finds: `savedQuery`, `userQuery`.
    pub fn view(
        &self,
        collection: &Collection<'a>,
        table: &str,
        id: &str,
        options: &Options,
    ) -> Result<Answer, ApiError> {
        let id = Uuid::parse_str(id.trim()).map_err(|_| ApiError::query(format!("'{id}' is no GUID.")))?;
        let view = self.transaction.get(table, id)?.ok_or_else(|| ApiError::missing(table, id))?;
        if view.text("returnedtypecode") != Some(&collection.table.name) {
            let text = "The entitytype of participating query should be the same as the entity specified in fetchxml.";
            return Err(ApiError::new(400, "0x80044909", text));
        }
        self.fetch(collection, view.text("fetchxml").unwrap_or_default(), options)
    }

    /// A page of a plan's result.
    pub fn planned(
        &self,
        collection: &Collection<'a>,
        plan: &Plan<'a>,
        context: &str,
        options: &Options,
    ) -> Result<Answer, ApiError> {
        for source in plan.sources.iter().filter(|source| source.table.intersect.is_none()) {
            self.transaction.demand(source.table, Right::Read)?;
        }
        let size = plan.paging.count.or(self.preferences.page).unwrap_or(LARGEST_PAGE);
        let found = self.transaction.fetch(plan, collection.within, size)?;
        let counted = if plan.total || options.count {
            Some(self.transaction.fetch_count(plan, collection.within, MOST_COUNTED + 1)?)
        } else {
            None
        };
        let mut text = String::new();
        let mut object = json::Object::open(&mut text);
        object.text("@odata.context", context);
        self.counted(&mut object, counted);
        if options.apply.is_none() {
            self.paged(&mut object, plan, &found);
        }
        json::array(object.member("value"), &found.records, |out, record| self.fetched(out, plan, record))?;
        // A view's text is not the client's, who can't ask for another page in it.
        if found.more && options.fetch.is_none() {
            let rows: Vec<Row> =
                found.records.into_iter().filter_map(|record| record.rows.into_iter().next()).collect();
            object.text("@odata.nextLink", &self.next_link(collection, options, plan.paging.page + 1, &rows));
        }
        object.close();
        Ok(self.applied(Answer::json(text)))
    }

    fn fetch_context(&self, collection: &Collection, plan: &Plan) -> String {
        let own = |output: &&Output| output.source == 0;
        let names: Vec<_> = plan.outputs.iter().filter(own).map(|output| output.name.as_str()).collect();
        format!("{}$metadata#{}({})", self.request.root(), collection.table.set, names.join(","))
    }

    /// Where the next page begins; on the last page nothing is said.
    fn paged(&self, object: &mut json::Object, plan: &Plan, found: &Fetched) {
        if !found.more {
            return;
        }
        if self.preferences.annotates(COOKIE) {
            let next = plan.paging.page + 1;
            let simple = || format!("<cookie pagenumber=\"{next}\" istracking=\"False\" />");
            let cookie = found.cookie.as_ref().map_or_else(simple, fetchxml::Cookie::annotation);
            object.text(&format!("@{COOKIE}"), &cookie);
        }
        if self.preferences.annotates(MORE) {
            object.value(&format!("@{MORE}"), &true.into());
        }
    }

    fn fetched(&self, out: &mut String, plan: &Plan, record: &Record) -> Result<(), ApiError> {
        let mut object = json::Object::open(out);
        let root = plan.sources[0].table;
        let whole = !plan.distinct && plan.aggregate.is_none();
        if let Some(row) = record.rows.first().filter(|_| whole && root.column("versionnumber").is_some()) {
            object.text("@odata.etag", &etag(row));
        }
        for (output, computed) in plan.outputs.iter().zip(&record.computed) {
            let row = &record.rows[output.source];
            let table = plan.sources[output.source].table;
            match &output.computed {
                None => {
                    let value = row.get(&output.column.name);
                    if *value != Value::Null {
                        self.named(&mut object, &output.name, table, output.column, value, row)?;
                    }
                }
                _ if *computed == Value::Null => {}
                Some(Computed::Part(part, _)) => self.part(&mut object, &output.name, *part, computed)?,
                Some(how) if is_count(how) => self.number(&mut object, &output.name, computed)?,
                Some(_) => self.named(&mut object, &output.name, table, output.column, computed, row)?,
            }
        }
        object.close();
        Ok(())
    }

    fn number(&self, object: &mut json::Object, name: &str, value: &Value) -> Result<(), ApiError> {
        let Value::Int(number) = value else { return Ok(()) };
        if self.preferences.annotates(FORMATTED) {
            object.text(&format!("{name}@{FORMATTED}"), &self.culture()?.number(*number as f64, 0));
        }
        object.value(name, &(*number).into());
        Ok(())
    }

    fn part(&self, object: &mut json::Object, name: &str, part: Part, value: &Value) -> Result<(), ApiError> {
        let Value::Int(number) = value else { return Ok(()) };
        let text = match part {
            Part::FiscalPeriod => Some(format!("Quarter {number}")),
            Part::FiscalYear => Some(format!("FY{number}")),
            _ => None,
        };
        let Some(text) = text else { return self.number(object, name, value) };
        if self.preferences.annotates(FORMATTED) {
            object.text(&format!("{name}@{FORMATTED}"), &text);
        }
        object.value(name, &(*number).into());
        Ok(())
    }
}

/// Whether what is computed is a number of rows, whatever the column's kind.
fn is_count(computed: &Computed) -> bool {
    use fetchxml::Aggregate::{Count, CountColumn};
    matches!(computed, Computed::Over(Count | CountColumn, _) | Computed::Children(_))
}
