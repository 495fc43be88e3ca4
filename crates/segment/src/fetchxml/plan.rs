use std::fmt::Write;

/// Up to this many joined tables the platform takes in one query.
const MAX_LINKS: usize = 10;

/// How members are found: with one query, or with several whose ids are put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    /// One query.
    Fetch(Fetch),
    /// Members of either.
    Union(Box<Plan>, Box<Plan>),
    /// Members of both.
    Intersect(Box<Plan>, Box<Plan>),
    /// Members of the first that the second hasn't.
    Except(Box<Plan>, Box<Plan>),
}

impl Plan {
    /// Both in one query where one can say it.
    pub(super) fn union(self, other: Self) -> Self {
        match (self, other) {
            (Self::Fetch(mut a), Self::Fetch(b))
                if a.entity == b.entity && a.links.is_empty() && b.links.is_empty() =>
            {
                a.filter = Filter::any([a.filter, b.filter]);
                Self::Fetch(a)
            }
            (a, b) => Self::Union(Box::new(a), Box::new(b)),
        }
    }

    /// Both joins hang on the same record, so one query can say it.
    pub(super) fn intersect(self, other: Self) -> Self {
        match (self, other) {
            (Self::Fetch(mut a), Self::Fetch(b))
                if a.entity == b.entity && count_links(&a.links) + count_links(&b.links) <= MAX_LINKS =>
            {
                a.filter = Filter::all([a.filter, b.filter]);
                a.links.extend(b.links);
                Self::Fetch(a)
            }
            (a, b) => Self::Intersect(Box::new(a), Box::new(b)),
        }
    }

    pub(super) fn except(self, other: Self) -> Self {
        Self::Except(Box::new(self), Box::new(other))
    }

    /// Every query of the plan, from left to right.
    pub fn fetches(&self) -> Vec<&Fetch> {
        match self {
            Self::Fetch(fetch) => vec![fetch],
            Self::Union(a, b) | Self::Intersect(a, b) | Self::Except(a, b) => [a.fetches(), b.fetches()].concat(),
        }
    }
}

fn count_links(links: &[Link]) -> usize {
    links.iter().map(|link| 1 + count_links(&link.links)).sum()
}

/// One query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetch {
    /// Logical name of the table.
    pub entity: String,
    /// Its key column.
    pub id: String,
    /// What its records must meet.
    pub filter: Filter,
    /// What they are joined with.
    pub links: Vec<Link>,
}

/// A joined table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Logical name.
    pub entity: String,
    /// Its column.
    pub from: String,
    /// The column of the table that it is joined to.
    pub to: String,
    /// Whether records without a partner stay.
    pub kind: LinkType,
    /// Unique in the plan.
    pub alias: String,
    /// What its records must meet.
    pub filter: Filter,
    /// What they are joined with.
    pub links: Vec<Link>,
}

/// The two ways to join.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkType {
    /// Only records that have a partner.
    Inner,
    /// Those without stay.
    Outer,
}

/// Conditions on a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// All of these; none means everything.
    All(Vec<Filter>),
    /// One of these.
    Any(Vec<Filter>),
    /// A single one.
    Condition(Condition),
}

/// A condition on one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The alias of a joined table, if the column is not the entity's own.
    pub entity: Option<String>,
    /// Logical name of the column.
    pub attribute: String,
    /// FetchXML's operator.
    pub operator: &'static str,
    /// What it is compared with; several for `in` and `not-in`.
    pub values: Vec<String>,
    /// Another column of the same record to compare with, instead of values.
    pub value_of: Option<String>,
}

impl Filter {
    /// What holds for every record.
    pub const EVERYTHING: Self = Self::All(Vec::new());

    pub(super) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Vec::new();
        for part in parts {
            match part {
                Self::All(inner) => all.extend(inner),
                other => all.push(other),
            }
        }
        if all.len() == 1 { all.remove(0) } else { Self::All(all) }
    }

    pub(super) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut any = Vec::new();
        for part in parts {
            match part {
                // Everything, or something else, is everything.
                Self::All(inner) if inner.is_empty() => return Self::EVERYTHING,
                Self::Any(inner) => any.extend(inner),
                other => any.push(other),
            }
        }
        if any.len() == 1 { any.remove(0) } else { Self::Any(any) }
    }
}

/// What a query should answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape<'a> {
    /// The number of records, as column `members`. The platform counts to 50,000.
    Count,
    /// Records, a page of them.
    Records {
        /// Columns beside the key.
        columns: &'a [&'a str],
        /// From 1.
        page: u32,
        /// Records on a page.
        size: u32,
    },
}

impl Fetch {
    /// The text for `?fetchXml=` or `msdyncrm_FetchContactsByQuery`.
    pub fn xml(&self, shape: Shape) -> String {
        let mut xml = String::from("<fetch version=\"1.0\" mapping=\"logical\" distinct=\"true\"");
        let order = match shape {
            Shape::Count => {
                xml.push_str(" aggregate=\"true\"><entity name=\"");
                escape(&self.entity, &mut xml);
                xml.push_str("\"><attribute name=\"");
                escape(&self.id, &mut xml);
                xml.push_str("\" alias=\"members\" aggregate=\"countcolumn\" distinct=\"true\"/>");
                false
            }
            Shape::Records { columns, page, size } => {
                let _ =
                    write!(xml, " page=\"{page}\" count=\"{size}\" returntotalrecordcount=\"true\"><entity name=\"");
                escape(&self.entity, &mut xml);
                xml.push_str("\">");
                for column in std::iter::once(self.id.as_str()).chain(columns.iter().copied()) {
                    xml.push_str("<attribute name=\"");
                    escape(column, &mut xml);
                    xml.push_str("\"/>");
                }
                true
            }
        };
        if order {
            // Pages need an order that no record shares.
            xml.push_str("<order attribute=\"");
            escape(&self.id, &mut xml);
            xml.push_str("\"/>");
        }
        write_filter(&self.filter, true, &mut xml);
        write_links(&self.links, &mut xml);
        xml.push_str("</entity></fetch>");
        xml
    }
}

fn write_links(links: &[Link], xml: &mut String) {
    for link in links {
        xml.push_str("<link-entity name=\"");
        escape(&link.entity, xml);
        xml.push_str("\" from=\"");
        escape(&link.from, xml);
        xml.push_str("\" to=\"");
        escape(&link.to, xml);
        xml.push_str("\" link-type=\"");
        xml.push_str(match link.kind {
            LinkType::Inner => "inner",
            LinkType::Outer => "outer",
        });
        xml.push_str("\" alias=\"");
        escape(&link.alias, xml);
        xml.push_str("\">");
        write_filter(&link.filter, true, xml);
        write_links(&link.links, xml);
        xml.push_str("</link-entity>");
    }
}

fn write_filter(filter: &Filter, outermost: bool, xml: &mut String) {
    let (kind, parts) = match filter {
        Filter::All(parts) if parts.is_empty() => return,
        Filter::All(parts) => ("and", parts),
        Filter::Any(parts) => ("or", parts),
        Filter::Condition(condition) => {
            if outermost {
                xml.push_str("<filter>");
            }
            write_condition(condition, xml);
            if outermost {
                xml.push_str("</filter>");
            }
            return;
        }
    };
    let _ = write!(xml, "<filter type=\"{kind}\">");
    for part in parts {
        write_filter(part, false, xml);
    }
    xml.push_str("</filter>");
}

fn write_condition(condition: &Condition, xml: &mut String) {
    xml.push_str("<condition");
    let mut attribute = |name: &str, value: &str| {
        let _ = write!(xml, " {name}=\"");
        escape(value, xml);
        xml.push('"');
    };
    if let Some(entity) = &condition.entity {
        attribute("entityname", entity);
    }
    attribute("attribute", &condition.attribute);
    attribute("operator", condition.operator);
    if let Some(column) = &condition.value_of {
        attribute("valueof", column);
    }
    if !matches!(condition.operator, "in" | "not-in") {
        for value in &condition.values {
            attribute("value", value);
        }
        xml.push_str("/>");
        return;
    }
    xml.push('>');
    for value in &condition.values {
        xml.push_str("<value>");
        escape(value, xml);
        xml.push_str("</value>");
    }
    xml.push_str("</condition>");
}

/// Escapes for attributes and content. Characters that XML has no place for become a replacement character.
fn escape(text: &str, xml: &mut String) {
    for char in text.chars() {
        match char {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\'' => xml.push_str("&apos;"),
            '\n' | '\r' | '\t' => {
                let _ = write!(xml, "&#{};", u32::from(char));
            }
            char if char.is_control() || matches!(char, '\u{FFFE}' | '\u{FFFF}') => {
                xml.push(char::REPLACEMENT_CHARACTER);
            }
            char => xml.push(char),
        }
    }
}
