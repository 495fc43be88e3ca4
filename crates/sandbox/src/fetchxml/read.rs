//! From elements to a query. Attributes that mean nothing to the service (`output-format`, `uiname`, `mapping` …) are passed over.

use super::{
    document::{Aggregate, Attribute, Clause, Columns, Condition, Fetch, Filter, Link, LinkType, Node, Order, Part},
    trouble,
    xml::Element,
};
use crate::ApiError;

/// More links than this are refused.
const MOST_LINKS: usize = 15;

/// More conditions and links together than this are refused.
const MOST_CONDITIONS: usize = 500;

/// Longest alias of a result column that the platform takes.
const LONGEST_ALIAS: usize = 128;

/// Reads `<fetch>`.
///
/// # Errors
/// Elements that don't belong, attributes that are missing or can't be meant, limits passed.
pub fn fetch(root: &Element) -> Result<Fetch, ApiError> {
    if root.name != "fetch" {
        return Err(trouble::node(&root.name, "document"));
    }
    let (mut links, mut conditions) = (0, 0);
    count(root, &mut links, &mut conditions);
    if links > MOST_LINKS {
        return Err(trouble::other("0x8004430d", "Number of link entities in query exceeded maximum limit."));
    }
    if links + conditions > MOST_CONDITIONS {
        return Err(trouble::other("0x8004430c", "Number of conditions in query exceeded maximum limit."));
    }
    let [entity] = root.children.as_slice() else {
        return Err(root
            .children
            .get(1)
            .map_or_else(|| trouble::element("entity"), |more| trouble::node(&more.name, "fetch")));
    };
    if entity.name != "entity" {
        return Err(trouble::node(&entity.name, "fetch"));
    }
    flag(root, "no-lock", "0x80041118")?;
    let fetch = Fetch {
        top: number(root, "top")?,
        count: number(root, "count")?,
        page: number(root, "page")?,
        cookie: root.get("paging-cookie").filter(|cookie| !cookie.is_empty()).map(str::to_owned),
        total: flag(root, "returntotalrecordcount", INVALID)?,
        distinct: flag(root, "distinct", "0x80041115")?,
        aggregate: flag(root, "aggregate", INVALID)?,
        aggregate_limit: number(root, "aggregatelimit")?,
        raw_order: flag(root, "useraworderby", "0x800410fd")?,
        entity: node(entity, None)?,
    };
    // Two ways to limit the rows can't be meant at once.
    for (given, name) in [
        (fetch.page.is_some(), "page"),
        (fetch.count.is_some(), "count"),
        (fetch.cookie.is_some(), "paging-cookie"),
        (fetch.total, "returntotalrecordcount"),
    ] {
        if fetch.top.is_some() && given {
            let message = format!("The top attribute can't be specified with paging attribute {name}");
            return Err(ApiError::argument(message));
        }
    }
    Ok(fetch)
}

const INVALID: &str = "0x80041139";

fn count(element: &Element, links: &mut usize, conditions: &mut usize) {
    for child in &element.children {
        *links += usize::from(child.name == "link-entity");
        *conditions += usize::from(child.name == "condition");
        count(child, links, conditions);
    }
}

fn flag(element: &Element, name: &str, code: &str) -> Result<bool, ApiError> {
    match element.get(name) {
        None | Some("false" | "0") => Ok(false),
        Some("true" | "1") => Ok(true),
        Some(_) => {
            let text = format!("The only valid values for {name} attribute are 'true', 'false', '1', and '0'.");
            Err(trouble::other(code, &text))
        }
    }
}

fn number(element: &Element, name: &str) -> Result<Option<u64>, ApiError> {
    let Some(text) = element.get(name) else { return Ok(None) };
    match text.trim().parse::<u32>() {
        Ok(0) => Err(trouble::other("0x8004110c", "A value greater than zero must be specified.")),
        Ok(number) => Ok(Some(number.into())),
        Err(_) => Err(trouble::value(name, text)),
    }
}

fn required(element: &Element, name: &str) -> Result<String, ApiError> {
    let value = element.get(name).filter(|value| !value.is_empty());
    value.map(str::to_owned).ok_or_else(|| trouble::attribute(name, &element.name))
}

fn optional(element: &Element, name: &str) -> Option<String> {
    element.get(name).filter(|value| !value.is_empty()).map(str::to_owned)
}

/// An alias becomes part of a member's name, so it has the form of a name.
fn alias(element: &Element) -> Result<Option<String>, ApiError> {
    let Some(alias) = optional(element, "alias") else { return Ok(None) };
    let mut letters = alias.chars();
    let named = letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_');
    if named && alias.len() <= LONGEST_ALIAS && letters.all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return Ok(Some(alias));
    }
    let text = format!(
        "Invalid alias: '{alias}'. Only characters within the ranges [A-Z], [a-z] or [0-9] or _ are allowed. The first \
         character may only be in the ranges [A-Z], [a-z] or _."
    );
    Err(trouble::other("0x80041109", &text))
}

fn node(element: &Element, link: Option<Link>) -> Result<Node, ApiError> {
    let mut node = Node {
        name: required(element, "name")?,
        link,
        columns: Columns::Unsaid,
        orders: Vec::new(),
        filters: Vec::new(),
        links: Vec::new(),
    };
    for child in &element.children {
        match child.name.as_str() {
            "all-attributes" => node.columns = Columns::All,
            "no-attrs" => node.columns = Columns::None,
            "attribute" => match &mut node.columns {
                Columns::Named(named) => named.push(attribute(child)?),
                // Named columns are among all of them.
                Columns::All => {}
                Columns::Unsaid | Columns::None => node.columns = Columns::Named(vec![attribute(child)?]),
            },
            "order" => node.orders.push(order(child)?),
            "filter" => node.filters.push(filter(child)?),
            "link-entity" => {
                let inner = self::link(child)?;
                if inner.kind.is_filter() {
                    return Err(invalid_link_type());
                }
                node.links.push(self::node(child, Some(inner))?);
            }
            other => return Err(trouble::node(other, &element.name)),
        }
    }
    Ok(node)
}

fn invalid_link_type() -> ApiError {
    let text = "The only valid values for link-type attribute are 'natural', 'inner','in','exists',\
                'matchfirstrowusingcrossapply' and 'outer'.";
    trouble::other("0x80041117", text)
}

fn link(element: &Element) -> Result<Link, ApiError> {
    let kind = match element.get("link-type").unwrap_or("inner") {
        "inner" | "natural" => LinkType::Inner,
        "outer" => LinkType::Outer,
        "exists" => LinkType::Exists,
        "in" => LinkType::In,
        "matchfirstrowusingcrossapply" => LinkType::First,
        "any" => LinkType::Any,
        "not any" => LinkType::NotAny,
        "all" => LinkType::All,
        "not all" => LinkType::NotAll,
        _ => return Err(invalid_link_type()),
    };
    let link = Link { from: optional(element, "from"), to: optional(element, "to"), alias: alias(element)?, kind };
    if link.from.is_some() != link.to.is_some() {
        let text = "AttributeFrom and AttributeTo must be either both specified or both omitted.";
        return Err(trouble::other("0x80041111", text));
    }
    Ok(link)
}

fn attribute(element: &Element) -> Result<Attribute, ApiError> {
    let aggregate = match element.get("aggregate") {
        None => None,
        Some("count") => Some(Aggregate::Count),
        Some("countcolumn") => Some(Aggregate::CountColumn),
        Some("sum") => Some(Aggregate::Sum),
        Some("avg") => Some(Aggregate::Average),
        Some("min") => Some(Aggregate::Min),
        Some("max") => Some(Aggregate::Max),
        Some(_) => {
            let text = "An unknown aggregate operation was supplied.";
            return Err(trouble::other("0x800404b6", text));
        }
    };
    let part = match element.get("dategrouping") {
        None => None,
        Some("day") => Some(Part::Day),
        Some("week") => Some(Part::Week),
        Some("month") => Some(Part::Month),
        Some("quarter") => Some(Part::Quarter),
        Some("year") => Some(Part::Year),
        Some("fiscal-period") => Some(Part::FiscalPeriod),
        Some("fiscal-year") => Some(Part::FiscalYear),
        Some(_) => return Err(trouble::other("0x80041135", "An invalid value was specified for dategrouping.")),
    };
    let children = match element.get("rowaggregate") {
        None => false,
        Some("CountChildren") => true,
        Some(other) => return Err(trouble::value("rowaggregate", other)),
    };
    let group = flag(element, "groupby", "0x8004112e")?;
    if group && aggregate.is_some() {
        let text = "An attribute can either be an aggregate or a Group By but not both";
        return Err(trouble::other("0x80041137", text));
    }
    Ok(Attribute {
        name: required(element, "name")?,
        alias: alias(element)?,
        aggregate,
        group,
        part,
        distinct: flag(element, "distinct", "0x80041115")?,
        user_zone: element.get("usertimezone").is_none() || flag(element, "usertimezone", INVALID)?,
        children,
    })
}

fn order(element: &Element) -> Result<Order, ApiError> {
    Ok(Order {
        attribute: optional(element, "attribute"),
        alias: optional(element, "alias"),
        entity: optional(element, "entityname"),
        descending: flag(element, "descending", "0x80041119")?,
    })
}

fn filter(element: &Element) -> Result<Filter, ApiError> {
    let any = match element.get("type") {
        None | Some("and") => false,
        Some("or") => true,
        Some(_) => {
            return Err(trouble::other("0x80041122", "Unsupported filter type. Valid values are 'and', or 'or'."));
        }
    };
    let mut clauses = Vec::new();
    for child in &element.children {
        clauses.push(match child.name.as_str() {
            "filter" => Clause::Filter(filter(child)?),
            "condition" => Clause::Condition(condition(child)?),
            "link-entity" => {
                let inner = link(child)?;
                if !inner.kind.is_filter() {
                    return Err(invalid_link_type());
                }
                Clause::Link(node(child, Some(inner))?)
            }
            other => return Err(trouble::node(other, "filter")),
        });
    }
    Ok(Filter { any, clauses })
}

fn condition(element: &Element) -> Result<Condition, ApiError> {
    let mut values: Vec<String> = element.get("value").map(str::to_owned).into_iter().collect();
    for child in &element.children {
        if child.name != "value" {
            return Err(trouble::node(&child.name, "condition"));
        }
        values.push(child.text.clone());
    }
    Ok(Condition {
        entity: optional(element, "entityname"),
        attribute: required(element, "attribute")?,
        operator: required(element, "operator")?,
        values,
        value_of: optional(element, "valueof"),
    })
}
