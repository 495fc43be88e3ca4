use super::*;
use crate::parse;
use crate::schema::sample::organisation;
use expect_test::{Expect, expect};

const NOW: &str = "2026-03-15T10:30:00Z";

fn show(plan: &Plan) -> String {
    let bare = |fetch: &Fetch| {
        let xml = fetch.xml(Shape::Count);
        let from = xml.find("/>").map_or(0, |at| at + 2);
        xml[from..].trim_end_matches("</entity></fetch>").to_string()
    };
    match plan {
        Plan::Fetch(fetch) => bare(fetch),
        Plan::Union(a, b) => format!("({} ∪ {})", show(a), show(b)),
        Plan::Intersect(a, b) => format!("({} ∩ {})", show(a), show(b)),
        Plan::Except(a, b) => format!("({} ∖ {})", show(a), show(b)),
    }
}

fn check(text: &str, expected: Expect) {
    let organisation = organisation();
    let settings = Settings { schema: &organisation, own_name: Some("self"), ..Settings::default() };
    let shown = match translate(&parse(text), &settings, NOW) {
        Ok(plan) => show(&plan),
        Err(obstacles) => {
            let lines = obstacles.iter().map(|obstacle| format!("{} ← {}", obstacle.reason, &text[obstacle.range]));
            lines.collect::<Vec<_>>().join("\n")
        }
    };
    expected.assert_eq(&shown);
}

#[test]
fn whole_queries() {
    let organisation = organisation();
    let settings = Settings { schema: &organisation, ..Settings::default() };
    let plan = translate(&parse("PROFILE(Contact).FILTER(FirstName == 'A&B')"), &settings, NOW).expect("translates");
    let [fetch] = &plan.fetches()[..] else { panic!("one query") };
    expect![[r#"<fetch version="1.0" mapping="logical" distinct="true" aggregate="true"><entity name="contact"><attribute name="contactid" alias="members" aggregate="countcolumn" distinct="true"/><filter><condition attribute="firstname" operator="eq" value="A&amp;B"/></filter></entity></fetch>"#]].assert_eq(&fetch.xml(Shape::Count));
    expect![[r#"<fetch version="1.0" mapping="logical" distinct="true" page="2" count="15" returntotalrecordcount="true"><entity name="contact"><attribute name="contactid"/><attribute name="fullname"/><order attribute="contactid"/><filter><condition attribute="firstname" operator="eq" value="A&amp;B"/></filter></entity></fetch>"#]].assert_eq(&fetch.xml(Shape::Records { columns: &["fullname"], page: 2, size: 15 }));
}

#[test]
fn conditions() {
    check(
        "PROFILE(contact).FILTER(firstname == 'A' && numberofchildren >= 2 || donotemail == true)",
        expect![[
            r#"<filter type="or"><filter type="and"><condition attribute="firstname" operator="eq" value="A"/><condition attribute="numberofchildren" operator="ge" value="2"/></filter><condition attribute="donotemail" operator="eq" value="1"/></filter>"#
        ]],
    );
    check(
        "PROFILE(contact).FILTER(firstname == 'A' || firstname == 'B' || firstname == 'C')",
        expect![[
            r#"<filter><condition attribute="firstname" operator="in"><value>A</value><value>B</value><value>C</value></condition></filter>"#
        ]],
    );
    check(
        "PROFILE(contact).FILTER(NOT(firstname CONTAINS '5%' && ISNULL(emailaddress1)))",
        expect![[
            r#"<filter type="or"><condition attribute="firstname" operator="not-like" value="%5[%]%"/><condition attribute="emailaddress1" operator="not-null"/></filter>"#
        ]],
    );
    check(
        "PROFILE(contact).FILTER(5 < numberofchildren && firstname != emailaddress1)",
        expect![[
            r#"<filter type="and"><condition attribute="numberofchildren" operator="gt" value="5"/><condition attribute="firstname" operator="ne" valueof="emailaddress1"/></filter>"#
        ]],
    );
    check(
        "PROFILE(contact).FILTER(NOT(firstname IN ['A', 'B']))",
        expect![[
            r#"<filter><condition attribute="firstname" operator="not-in"><value>A</value><value>B</value></condition></filter>"#
        ]],
    );
}

#[test]
fn dates_are_bounds() {
    check(
        "PROFILE(contact).FILTER(DATEDIFF(DAY, createdon, DATETIMEUTCNOW()) < 90)",
        expect![[r#"<filter><condition attribute="createdon" operator="ge" value="2025-12-16T00:00:00Z"/></filter>"#]],
    );
    check(
        "PROFILE(contact).FILTER(DATEDIFF(MONTH, DATETIMEUTCNOW(), birthdate) == 1)",
        expect![[
            r#"<filter type="and"><condition attribute="birthdate" operator="ge" value="2026-04-01T00:00:00Z"/><condition attribute="birthdate" operator="lt" value="2026-05-01T00:00:00Z"/></filter>"#
        ]],
    );
    check(
        "PROFILE(contact).FILTER(createdon > DATEADD(month, -1, DATETIMEUTCNOW()) && createdon < DATE(2026, 3, 1))",
        expect![[
            r#"<filter type="and"><condition attribute="createdon" operator="gt" value="2026-02-15T10:30:00Z"/><condition attribute="createdon" operator="lt" value="2026-03-01T00:00:00Z"/></filter>"#
        ]],
    );
}

#[test]
fn paths_are_joined_backwards() {
    check(
        "PROFILE(account, account_1).FILTER(account_1.name == 'C').TRAVERSE(contact_account_parentcustomerid, contact_1).FILTER(ISNOTNULL(contact_1.emailaddress1))",
        expect![[
            r#"<filter><condition attribute="emailaddress1" operator="not-null"/></filter><link-entity name="account" from="accountid" to="parentcustomerid" link-type="inner" alias="link1"><filter><condition attribute="name" operator="eq" value="C"/></filter></link-entity>"#
        ]],
    );
    check(
        "PROFILE(lead).FILTER(subject == 'x').TRAVERSE(lead_contact_parentcontactid)",
        expect![[
            r#"<link-entity name="lead" from="parentcontactid" to="contactid" link-type="inner" alias="link1"><filter><condition attribute="subject" operator="eq" value="x"/></filter></link-entity>"#
        ]],
    );
    check(
        "PROFILE(contact).RELATEOPTIONAL(contact_customer_accounts, a).FILTER(a.name CONTAINS 'Depot' || firstname == 'x')",
        expect![[
            r#"<filter type="or"><condition entityname="link1" attribute="name" operator="like" value="%Depot%"/><condition attribute="firstname" operator="eq" value="x"/></filter><link-entity name="account" from="accountid" to="parentcustomerid" link-type="outer" alias="link1"></link-entity>"#
        ]],
    );
    check(
        "PROFILE(contact).RELATE(listcontact_association, l).FILTER(l.listname == 'x')",
        expect![[
            r#"<filter><condition entityname="link1" attribute="listname" operator="eq" value="x"/></filter><link-entity name="listmember" from="entityid" to="contactid" link-type="inner" alias="link2"><link-entity name="list" from="listid" to="listid" link-type="inner" alias="link1"></link-entity></link-entity>"#
        ]],
    );
}

#[test]
fn set_operations() {
    check(
        "SEGMENT(munich) UNION PROFILE(contact).FILTER(firstname == 'A')",
        expect![[
            r#"<filter type="or"><condition attribute="address1_city" operator="eq" value="Munich"/><condition attribute="firstname" operator="eq" value="A"/></filter>"#
        ]],
    );
    check(
        "SEGMENT(munich) INTERSECT PROFILE(lead).TRAVERSE(lead_contact_parentcontactid)",
        expect![[
            r#"<filter><condition attribute="address1_city" operator="eq" value="Munich"/></filter><link-entity name="lead" from="parentcontactid" to="contactid" link-type="inner" alias="link1"></link-entity>"#
        ]],
    );
    check(
        "(SEGMENT(everyone) UNION SEGMENT(munich)) EXCEPT SEGMENT(munich)",
        expect![[r#"( ∖ <filter><condition attribute="address1_city" operator="eq" value="Munich"/></filter>)"#]],
    );
}

#[test]
fn obstacles_name_their_clause() {
    check(
        "INTERACTION(EmailClicked, L).HAVING(COUNT() > 0) UNION SEGMENT(chosen)",
        expect![[r#"
        Interactions were never stored in Dataverse tables. ← INTERACTION(EmailClicked, L)
        The chosen is static; its members are kept by the service. ← SEGMENT(chosen)"#]],
    );
    check(
        "PROFILE(account).FILTER(name == 'x')",
        expect!["The path ends in account, not in contact. ← PROFILE(account).FILTER(name == 'x')"],
    );
    check(
        "PROFILE(contact).TRAVERSE(contact_contact_managerid)",
        expect![
            "contact_contact_managerid joins contact with itself, and its name doesn't say in which direction. ← .TRAVERSE(contact_contact_managerid)"
        ],
    );
    check(
        "PROFILE(contact).FILTER(numberofchildren + 1 > 2 && nothing == 1 && msdyncrm_hobbies == 1)",
        expect![[r#"
        FetchXML compares columns, not sums and constants. ← numberofchildren + 1 > 2
        contact has no column nothing. ← nothing
        How a query compares several choices is not published. ← 1"#]],
    );
    check("SEGMENT(circle)", expect!["circle leads in a circle. ← SEGMENT(circle)"]);
    check("PROFILE(contact).FILTER(firstname == )", expect!["This is broken; its fix comes first. ← "]);
    check("PROFILE(contact).FROB(1)", expect!["This step is not translated here. ← .FROB(1)"]);
    check("", expect!["There is no query here. ← "]);
}

#[test]
fn clause_by_clause() {
    let organisation = organisation();
    let settings = Settings { schema: &organisation, ..Settings::default() };
    let text = "PROFILE(contact).FILTER(firstname == 'A' && (numberofchildren > 1 && ISNULL(emailaddress1))) EXCEPT SEGMENT(munich)";
    let cuts = waterfall(&parse(text), &settings, NOW).expect("translates");
    let shown: Vec<_> = cuts.iter().map(|cut| format!("{}: {}", &text[cut.range], show(&cut.plan))).collect();
    expect![[r#"
        PROFILE(contact): 
        firstname == 'A': <filter><condition attribute="firstname" operator="eq" value="A"/></filter>
        numberofchildren > 1: <filter type="and"><condition attribute="firstname" operator="eq" value="A"/><condition attribute="numberofchildren" operator="gt" value="1"/></filter>
        ISNULL(emailaddress1): <filter type="and"><condition attribute="firstname" operator="eq" value="A"/><condition attribute="numberofchildren" operator="gt" value="1"/><condition attribute="emailaddress1" operator="null"/></filter>
        SEGMENT(munich): (<filter type="and"><condition attribute="firstname" operator="eq" value="A"/><condition attribute="numberofchildren" operator="gt" value="1"/><condition attribute="emailaddress1" operator="null"/></filter> ∖ <filter><condition attribute="address1_city" operator="eq" value="Munich"/></filter>)"#]].assert_eq(&shown.join("\n"));
}
