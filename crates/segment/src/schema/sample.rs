//! A small organisation for tests: contacts, their accounts and leads, five segments.

use super::{Catalog, Choice, Column, ColumnKind, InteractionType, Relationship, RelationshipKind, Segment, Table};

fn column(name: &str, label: &str, kind: ColumnKind) -> Column {
    Column { name: name.into(), label: label.into(), kind, choices: Vec::new(), computed: false }
}

fn many_to_one(schema_name: &str, referencing: &str, referenced: &str, lookup: &str, label: &str) -> Relationship {
    Relationship {
        schema_name: schema_name.into(),
        referencing: referencing.into(),
        referenced: referenced.into(),
        kind: RelationshipKind::ManyToOne { column: lookup.into() },
        label: label.into(),
    }
}

fn segment(query_name: &str, live: bool, query: Option<&str>) -> Segment {
    Segment {
        query_name: query_name.into(),
        label: format!("The {query_name}"),
        live,
        status: if live { "Live" } else { "Draft" }.into(),
        query: query.map(Into::into),
    }
}

pub(crate) fn organisation() -> Catalog {
    use ColumnKind::{Choice as Choices, DateTime, Id, Lookup, Money, MultiChoice, Text, WholeNumber, YesNo};
    let company = many_to_one("contact_customer_accounts", "contact", "account", "parentcustomerid", "Company Name");
    let manager = many_to_one("contact_master_contact", "contact", "contact", "managerid", "Manager");
    let lead = many_to_one("lead_parent_contact", "lead", "contact", "parentcontactid", "Parent Contact for lead");
    let lists = Relationship {
        schema_name: "listcontact_association".into(),
        referencing: "list".into(),
        referenced: "contact".into(),
        kind: RelationshipKind::ManyToMany {
            intersect: "listmember".into(),
            referencing_column: "listid".into(),
            referenced_column: "entityid".into(),
        },
        label: "Marketing Lists".into(),
    };
    let mut grade = column("msdyncrm_grade", "Grade", Choices);
    grade.choices = vec![Choice { value: 1, label: "Gold".into() }, Choice { value: 2, label: "Silver".into() }];
    let mut age = column("msdyncrm_age", "Age", WholeNumber);
    age.computed = true;
    Catalog {
        tables: vec![
            Table {
                name: "contact".into(),
                label: "Contact".into(),
                primary_id: "contactid".into(),
                columns: Some(vec![
                    column("contactid", "Contact", Id),
                    column("firstname", "First Name", Text),
                    column("emailaddress1", "Email", Text),
                    column("address1_city", "City", Text),
                    column("numberofchildren", "Number of Children", WholeNumber),
                    column("annualincome", "Annual Income", Money),
                    column("donotemail", "Do not allow Emails", YesNo),
                    column("createdon", "Created On", DateTime),
                    column("birthdate", "Birthday", DateTime),
                    column("parentcustomerid", "Company Name", Lookup),
                    column("msdyncrm_hobbies", "Hobbies", MultiChoice),
                    grade,
                    age,
                ]),
                relationships: Some(vec![company.clone(), manager, lead.clone(), lists.clone()]),
            },
            Table {
                name: "account".into(),
                label: "Account".into(),
                primary_id: "accountid".into(),
                columns: Some(vec![
                    column("accountid", "Account", Id),
                    column("name", "Account Name", Text),
                    column("revenue", "Annual Revenue", Money),
                ]),
                relationships: Some(vec![company]),
            },
            Table {
                name: "lead".into(),
                label: "Lead".into(),
                primary_id: "leadid".into(),
                columns: Some(vec![column("leadid", "Lead", Id), column("subject", "Topic", Text)]),
                relationships: Some(vec![lead]),
            },
            Table {
                name: "list".into(),
                label: "Marketing List".into(),
                primary_id: "listid".into(),
                columns: None,
                relationships: Some(vec![lists]),
            },
        ],
        all_tables: true,
        segments: vec![
            segment("everyone", true, Some("PROFILE(contact)")),
            segment("munich", true, Some("PROFILE(contact).FILTER(address1_city == 'Munich')")),
            segment("draft", false, Some("PROFILE(contact)")),
            segment("chosen", true, None),
            segment("circle", true, Some("SEGMENT(everyone) UNION SEGMENT(ring)")),
            segment("ring", true, Some("SEGMENT(circle)")),
        ],
        all_segments: true,
        interactions: vec![InteractionType {
            name: "EmailClicked".into(),
            properties: vec!["MessageId".into(), "CustomerJourneyId".into(), "Timestamp".into()],
            links: vec!["EmailClicked_Contact".into()],
        }],
    }
}
