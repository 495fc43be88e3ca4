//! The evaluator on a handful of people whose names say what they are.
#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use std::{
    fmt::Write as _,
    sync::{Arc, LazyLock},
};

use expect_test::{Expect, expect};
use jiff::SignedDuration;
use sandbox::{ApiError, Config, Organisation, Transaction};
use segment::Dialect;
use serde_json::{Value, json};
use uuid::Uuid;

static PEOPLE: LazyLock<Arc<Organisation>> = LazyLock::new(|| {
    let organisation = sandbox::organisation(Config::default()).expect("the organisation starts");
    organisation.transaction(|transaction| transaction.as_service(fill)).expect("the records");
    organisation
});

fn create(transaction: &mut Transaction, table: &str, body: Value) -> Result<Uuid, ApiError> {
    transaction.create(table, body.as_object().expect("an object").clone())
}

/// Ada (Munich, at Depot, two children), BEN (munich, at Shop), Cem (no city, at Depot), Dora (nowhere, three leads).
fn fill(transaction: &mut Transaction) -> Result<(), ApiError> {
    let depot = create(transaction, "account", json!({"name": "Depot", "revenue": 1_000}))?;
    let shop = create(transaction, "account", json!({"name": "Shop"}))?;
    let mut people = Vec::new();
    for (name, city, account, children) in [
        ("Ada", Some("Munich"), Some(depot), Some(2)),
        ("BEN", Some("munich"), Some(shop), None),
        ("Cem", None, Some(depot), Some(0)),
        ("Dora", None, None, Some(7)),
    ] {
        let mut body = json!({"lastname": name, "createdon": "2026-03-01T09:30:00Z"});
        if let Some(city) = city {
            body["address1_city"] = json!(city);
        }
        if let Some(children) = children {
            body["numberofchildren"] = json!(children);
        }
        if let Some(account) = account {
            body["parentcustomerid_account@odata.bind"] = json!(format!("/accounts({account})"));
        }
        people.push(create(transaction, "contact", body)?);
    }
    let bind = |who: Uuid| format!("/contacts({who})");
    for subject in ["bike", "tour", "tour"] {
        create(transaction, "lead", json!({"subject": subject, "parentcontactid@odata.bind": bind(people[3])}))?;
    }
    let now = transaction.now();
    for (who, kind, days, data) in [
        (0, "EmailOpened", 1, json!({"MessageId": "m1"})),
        (0, "EmailOpened", 3, json!({"MessageId": "m2"})),
        (0, "EmailOpened", 40, json!({"MessageId": "M1"})),
        (1, "EmailOpened", 40, json!({"MessageId": "m1"})),
        (2, "LeadScoreBoost", 2, json!({"BoostValue": 5})),
        (2, "LeadScoreBoost", 2, json!({"BoostValue": 10})),
        (3, "LeadScoreBoost", 2, json!({"BoostValue": 4})),
    ] {
        let when = now.checked_sub(SignedDuration::from_hours(24 * days)).expect("a moment");
        let body = json!({
            "type": kind,
            "happenedon": when.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            "contactid@odata.bind": bind(people[who]),
            "data": data.to_string(),
        });
        create(transaction, "sandbox_interaction", body)?;
    }
    for (name, kind, query) in [
        ("munich", 192_350_000, Some("PROFILE(contact).FILTER(address1_city == 'Munich')")),
        ("circle", 192_350_000, Some("SEGMENT(munich) UNION SEGMENT(circle)")),
        ("broken", 192_350_000, Some("PROFILE(contact).FILTER(shoesize == 44)")),
        ("picked", 192_350_001, None),
    ] {
        let mut body =
            json!({"msdyncrm_segmentname": name, "msdyncrm_segmentqueryname": name, "msdyncrm_segmenttype": kind});
        body["msdyncrm_segmentquery"] = json!(query);
        if kind == 192_350_001 {
            body["msdyncrm_segmentmemberids"] = json!(json!([format!("crm{}", people[2])]).to_string());
        }
        create(transaction, "msdyncrm_segment", body)?;
    }
    Ok(())
}

fn names(query: &str, dialect: Dialect) -> String {
    let members = match PEOPLE.members(query, dialect) {
        Ok(members) => members,
        Err(trouble) => return trouble.to_string(),
    };
    let rows = PEOPLE.transaction(|transaction| transaction.find("contact", "", &["lastname"])).expect("contacts");
    let mut names: Vec<&str> =
        rows.iter().filter(|row| members.contains(&row.id)).filter_map(|row| row.text("lastname")).collect();
    names.sort_unstable();
    if names.is_empty() { "nobody".to_owned() } else { names.join(" ") }
}

/// One query a line: what it finds, or why it is not evaluated.
fn check(dialect: Dialect, queries: &str, expected: Expect) {
    let mut shown = String::new();
    for query in queries.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let _ = writeln!(shown, "{query}\n  {}", names(query, dialect));
    }
    expected.assert_eq(&shown);
}

#[test]
fn conditions() {
    check(
        Dialect::Outbound,
        "PROFILE(contact)
        PROFILE(Contact, c).FILTER(c.Address1_City == 'MUNICH')
        PROFILE(contact).FILTER(contact.address1_city != 'Munich')
        PROFILE(contact).FILTER(NOT(address1_city == 'Munich'))
        PROFILE(contact).FILTER(NOT(address1_city CONTAINS 'nic'))
        PROFILE(contact).FILTER(NOT(numberofchildren > 1))
        PROFILE(contact).FILTER(ISNULL(numberofchildren) || lastname STARTSWITH 'c')
        PROFILE(contact).FILTER(lastname ENDSWITH 'A' && !(lastname == 'ada'))
        PROFILE(contact).FILTER(lastname == 'Ada' || lastname == 'Cem' && numberofchildren > 0)
        PROFILE(contact).FILTER(numberofchildren + 1 * 2 > 8)
        PROFILE(contact).FILTER((numberofchildren + 1) * 2 > 8)
        PROFILE(contact).FILTER(7 / 2 < numberofchildren)
        PROFILE(contact).FILTER(1 / numberofchildren > 0)
        PROFILE(contact).FILTER(lastname > 'b').FILTER(lastname < 'D')",
        expect![[r#"
            PROFILE(contact)
              Ada BEN Cem Dora
            PROFILE(Contact, c).FILTER(c.Address1_City == 'MUNICH')
              Ada BEN
            PROFILE(contact).FILTER(contact.address1_city != 'Munich')
              Cem Dora
            PROFILE(contact).FILTER(NOT(address1_city == 'Munich'))
              Cem Dora
            PROFILE(contact).FILTER(NOT(address1_city CONTAINS 'nic'))
              Cem Dora
            PROFILE(contact).FILTER(NOT(numberofchildren > 1))
              Cem
            PROFILE(contact).FILTER(ISNULL(numberofchildren) || lastname STARTSWITH 'c')
              BEN Cem
            PROFILE(contact).FILTER(lastname ENDSWITH 'A' && !(lastname == 'ada'))
              Dora
            PROFILE(contact).FILTER(lastname == 'Ada' || lastname == 'Cem' && numberofchildren > 0)
              Ada
            PROFILE(contact).FILTER(numberofchildren + 1 * 2 > 8)
              Dora
            PROFILE(contact).FILTER((numberofchildren + 1) * 2 > 8)
              Dora
            PROFILE(contact).FILTER(7 / 2 < numberofchildren)
              Dora
            PROFILE(contact).FILTER(1 / numberofchildren > 0)
              Ada Dora
            PROFILE(contact).FILTER(lastname > 'b').FILTER(lastname < 'D')
              BEN Cem
        "#]],
    );
}

#[test]
fn dates() {
    check(
        Dialect::Outbound,
        "PROFILE(contact).FILTER(lastname == 'Ada' && DATEDIFF(DAY, createdon, '2026-03-02') == 1)
        PROFILE(contact).FILTER(lastname == 'Ada' && DATEDIFF(HOUR, createdon, '2026-03-01T10:00:00Z') == 1)
        PROFILE(contact).FILTER(lastname == 'Ada' && DATEADD(MONTH, 1, createdon) == DATE(2026, 4, 1, 9, 30))
        PROFILE(contact).FILTER(lastname == 'Ada' && DATEDIFF(YEAR, DATE(2025, 12, 31), createdon) == 1)
        PROFILE(contact).FILTER(DATEDIFF(DAY, birthdate, DATETIMEUTCNOW()) > 0)
        PROFILE(contact).FILTER(NOT(DATEDIFF(DAY, birthdate, DATETIMEUTCNOW()) > 0))
        PROFILE(contact).FILTER(createdon > '2026-02-30')
        PROFILE(contact).FILTER(createdon > DATE(2026, 2, 30))
        PROFILE(contact).FILTER(createdon > DATEADD(YEAR, 9000, DATETIMEUTCNOW()))
        PROFILE(contact).FILTER(createdon > DateTimeNowUtc())
        PROFILE(contact).FILTER(DATEPART(YEAR, createdon) == 2026)
        PROFILE(contact).FILTER(DATEDIFF(WEEK, createdon, DATETIMEUTCNOW()) == 1)",
        expect![[r#"
            PROFILE(contact).FILTER(lastname == 'Ada' && DATEDIFF(DAY, createdon, '2026-03-02') == 1)
              Ada
            PROFILE(contact).FILTER(lastname == 'Ada' && DATEDIFF(HOUR, createdon, '2026-03-01T10:00:00Z') == 1)
              Ada
            PROFILE(contact).FILTER(lastname == 'Ada' && DATEADD(MONTH, 1, createdon) == DATE(2026, 4, 1, 9, 30))
              Ada
            PROFILE(contact).FILTER(lastname == 'Ada' && DATEDIFF(YEAR, DATE(2025, 12, 31), createdon) == 1)
              Ada
            PROFILE(contact).FILTER(DATEDIFF(DAY, birthdate, DATETIMEUTCNOW()) > 0)
              nobody
            PROFILE(contact).FILTER(NOT(DATEDIFF(DAY, birthdate, DATETIMEUTCNOW()) > 0))
              nobody
            PROFILE(contact).FILTER(createdon > '2026-02-30')
              A date belongs here. (createdon > '2026-02-30')
            PROFILE(contact).FILTER(createdon > DATE(2026, 2, 30))
              There is no such date. (DATE(2026, 2, 30))
            PROFILE(contact).FILTER(createdon > DATEADD(YEAR, 9000, DATETIMEUTCNOW()))
              The calendar does not reach that far. (DATEADD(YEAR, 9000, DATETIMEUTCNOW()))
            PROFILE(contact).FILTER(createdon > DateTimeNowUtc())
              The function is DATETIMEUTCNOW(). (DateTimeNowUtc())
            PROFILE(contact).FILTER(DATEPART(YEAR, createdon) == 2026)
              The language has no such function. (DATEPART(YEAR, createdon))
            PROFILE(contact).FILTER(DATEDIFF(WEEK, createdon, DATETIMEUTCNOW()) == 1)
              The date part is none of YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, MILLISECOND. (DATEDIFF(WEEK, createdon, DATETIMEUTCNOW()))
        "#]],
    );
}

#[test]
fn paths() {
    check(
        Dialect::Outbound,
        "PROFILE(account).FILTER(name == 'depot').TRAVERSE(contact_account_parentcustomerid)
        PROFILE(account, a).TRAVERSE(contact_account_parentcustomerid, c).FILTER(a.name == 'Depot' && c.lastname != 'Ada')
        PROFILE(account).TRAVERSE(contact_account_parentcustomerid_d2136namorg1116001crmdynamicscom)
        PROFILE(lead).FILTER(subject == 'tour').TRAVERSE(lead_contact_parentcontactid)
        PROFILE(contact).FILTER(lastname == 'Ada').TRAVERSE(contact_account_parentcustomerid).TRAVERSE(contact_account_parentcustomerid)
        PROFILE(contact).RELATE(contact_customer_accounts, a)
        PROFILE(contact).RELATEOPTIONAL(contact_customer_accounts, a).FILTER(a.name != 'Depot')
        PROFILE(contact).RELATEOPTIONAL(contact_customer_accounts, a).FILTER(ISNULL(a.accountid))
        PROFILE(contact).RELATEOPTIONAL(lead_parent_contact, l).FILTER(l.subject == 'bike' && l.subject == 'tour')
        PROFILE(contact).RELATE(lead_parent_contact, l).RELATE(lead_parent_contact, m).FILTER(l.subject == 'bike' && m.subject == 'tour')
        PROFILE(contact).RELATEOPTIONAL(contact_customer_accounts, a, RELATE(lead_parent_account, l)).FILTER(ISNULL(a.name))
        PROFILE(account)
        PROFILE(contact).TRAVERSE(contact_contact_parentcustomerid)
        PROFILE(contact).TRAVERSE(contact_lead_nothing)
        PROFILE(contact).TRAVERSE('contact_account_parentcustomerid')
        PROFILE(account).TRAVERSE(contact_account_parentcustomerid, FILTER(name == 'x'))
        PROFILE(sandbox_interaction)",
        expect![[r#"
            PROFILE(account).FILTER(name == 'depot').TRAVERSE(contact_account_parentcustomerid)
              Ada Cem
            PROFILE(account, a).TRAVERSE(contact_account_parentcustomerid, c).FILTER(a.name == 'Depot' && c.lastname != 'Ada')
              Cem
            PROFILE(account).TRAVERSE(contact_account_parentcustomerid_d2136namorg1116001crmdynamicscom)
              Ada BEN Cem
            PROFILE(lead).FILTER(subject == 'tour').TRAVERSE(lead_contact_parentcontactid)
              Dora
            PROFILE(contact).FILTER(lastname == 'Ada').TRAVERSE(contact_account_parentcustomerid).TRAVERSE(contact_account_parentcustomerid)
              Ada Cem
            PROFILE(contact).RELATE(contact_customer_accounts, a)
              Ada BEN Cem
            PROFILE(contact).RELATEOPTIONAL(contact_customer_accounts, a).FILTER(a.name != 'Depot')
              BEN Dora
            PROFILE(contact).RELATEOPTIONAL(contact_customer_accounts, a).FILTER(ISNULL(a.accountid))
              Dora
            PROFILE(contact).RELATEOPTIONAL(lead_parent_contact, l).FILTER(l.subject == 'bike' && l.subject == 'tour')
              nobody
            PROFILE(contact).RELATE(lead_parent_contact, l).RELATE(lead_parent_contact, m).FILTER(l.subject == 'bike' && m.subject == 'tour')
              Dora
            PROFILE(contact).RELATEOPTIONAL(contact_customer_accounts, a, RELATE(lead_parent_account, l)).FILTER(ISNULL(a.name))
              Ada BEN Cem Dora
            PROFILE(account)
              The path ends in account, not in contact. (PROFILE(account))
            PROFILE(contact).TRAVERSE(contact_contact_parentcustomerid)
              contact_contact_parentcustomerid joins contact with itself, and its name does not say in which direction. (.TRAVERSE(contact_contact_parentcustomerid))
            PROFILE(contact).TRAVERSE(contact_lead_nothing)
              contact has no relationship contact_lead_nothing. (.TRAVERSE(contact_lead_nothing))
            PROFILE(contact).TRAVERSE('contact_account_parentcustomerid')
              Names stand without quotes. ('contact_account_parentcustomerid')
            PROFILE(account).TRAVERSE(contact_account_parentcustomerid, FILTER(name == 'x'))
              The relationship itself has no columns. (FILTER(name == 'x'))
            PROFILE(sandbox_interaction)
              There is no table sandbox_interaction. (PROFILE(sandbox_interaction))
        "#]],
    );
}

#[test]
fn interactions() {
    check(
        Dialect::Outbound,
        "INTERACTION(EmailOpened, EmailOpened_Contact).HAVING(COUNT() > 0)
        INTERACTION(emailopened, EmailOpened_ContactLink).HAVING(COUNT() > 1, UTCDAYS(30))
        INTERACTION(EmailOpened, EmailOpened_Contact).FILTER(MessageId == 'm1').HAVING(COUNT() == 2)
        INTERACTION(EmailOpened, EmailOpened_Contact).FILTER(MessageId == 'm1').HAVING(COUNT() > 0, UTCMONTHS(1))
        INTERACTION(LeadScoreBoost, LeadScoreBoost_Contact).HAVING(SUM(BoostValue) >= 15)
        INTERACTION(LeadScoreBoost, LeadScoreBoost_Contact).HAVING(MAX(BoostValue) < 7.5)
        INTERACTION(LeadScoreBoost, LeadScoreBoost_Contact).HAVING(AVG(BoostValue) == 7.5, UTCYEARS(1))
        INTERACTION(EmailOpened, EmailOpened_Contact).HAVING(COUNT() < 2)
        INTERACTION(EmailOpened, EmailOpened_Contact).HAVING(COUNT() >= 1)
        INTERACTION(EmailOpened, EmailOpened_Contact).HAVING(COUNT() != 1)
        INTERACTION(EmailOpened, EmailOpened_Contact).HAVING(COUNT() == 0)
        INTERACTION(EmailOpened, EmailOpened_Contact).HAVING(COUNT() > 1.5)
        INTERACTION(EmailOpened, EmailOpened_Contact).HAVING(COUNT() > 0, UTCHOURS(3))
        INTERACTION(EmailOpened, EmailOpened_Contact)
        INTERACTION(EmailOpened, EmailOpened_Contact).HAVING(COUNT() > 0).FILTER(MessageId == 'm1')
        INTERACTION(EmailOpened, EmailOpened_Contact).FILTER(MessageId CONTAINS 'm').HAVING(COUNT() > 0)
        INTERACTION(EmailOpened, EmailOpened_Contact).FILTER(Timestamp > DATETIMEUTCNOW()).HAVING(COUNT() > 0)
        INTERACTION(EmailOpened, EmailOpened_Contact).FILTER(EmailId == '1').HAVING(COUNT() > 0)
        INTERACTION(EmailOpened, EmailOpenedLeadLink).HAVING(COUNT() > 0)
        INTERACTION(EmailRead, EmailRead_Contact).HAVING(COUNT() > 0)
        INTERACTION(EmailOpened, EmailOpened_Contact).TRAVERSE(contact_account_parentcustomerid)",
        expect![[r#"
            INTERACTION(EmailOpened, EmailOpened_Contact).HAVING(COUNT() > 0)
              Ada BEN
            INTERACTION(emailopened, EmailOpened_ContactLink).HAVING(COUNT() > 1, UTCDAYS(30))
              Ada
            INTERACTION(EmailOpened, EmailOpened_Contact).FILTER(MessageId == 'm1').HAVING(COUNT() == 2)
              Ada
            INTERACTION(EmailOpened, EmailOpened_Contact).FILTER(MessageId == 'm1').HAVING(COUNT() > 0, UTCMONTHS(1))
              Ada
            INTERACTION(LeadScoreBoost, LeadScoreBoost_Contact).HAVING(SUM(BoostValue) >= 15)
              Cem
            INTERACTION(LeadScoreBoost, LeadScoreBoost_Contact).HAVING(MAX(BoostValue) < 7.5)
              Dora
            INTERACTION(LeadScoreBoost, LeadScoreBoost_Contact).HAVING(AVG(BoostValue) == 7.5, UTCYEARS(1))
              Cem
            INTERACTION(EmailOpened, EmailOpened_Contact).HAVING(COUNT() < 2)
              BEN
            INTERACTION(EmailOpened, EmailOpened_Contact).HAVING(COUNT() >= 1)
              COUNT() is not compared with >= or !=. (.HAVING(COUNT() >= 1))
            INTERACTION(EmailOpened, EmailOpened_Contact).HAVING(COUNT() != 1)
              COUNT() is not compared with >= or !=. (.HAVING(COUNT() != 1))
            INTERACTION(EmailOpened, EmailOpened_Contact).HAVING(COUNT() == 0)
              COUNT() is never 0. (.HAVING(COUNT() == 0))
            INTERACTION(EmailOpened, EmailOpened_Contact).HAVING(COUNT() > 1.5)
              COUNT() is compared with whole numbers from 0. (.HAVING(COUNT() > 1.5))
            INTERACTION(EmailOpened, EmailOpened_Contact).HAVING(COUNT() > 0, UTCHOURS(3))
              The language has no such window. (UTCHOURS(3))
            INTERACTION(EmailOpened, EmailOpened_Contact)
              INTERACTION needs HAVING. (INTERACTION(EmailOpened, EmailOpened_Contact))
            INTERACTION(EmailOpened, EmailOpened_Contact).HAVING(COUNT() > 0).FILTER(MessageId == 'm1')
              FILTER comes before HAVING. (.FILTER(MessageId == 'm1'))
            INTERACTION(EmailOpened, EmailOpened_Contact).FILTER(MessageId CONTAINS 'm').HAVING(COUNT() > 0)
              A FILTER on INTERACTION takes no dates and no text operators. (MessageId CONTAINS 'm')
            INTERACTION(EmailOpened, EmailOpened_Contact).FILTER(Timestamp > DATETIMEUTCNOW()).HAVING(COUNT() > 0)
              A FILTER on INTERACTION takes no dates and no text operators. (DATETIMEUTCNOW())
            INTERACTION(EmailOpened, EmailOpened_Contact).FILTER(EmailId == '1').HAVING(COUNT() > 0)
              These interactions have no EmailId. (EmailId)
            INTERACTION(EmailOpened, EmailOpenedLeadLink).HAVING(COUNT() > 0)
              EmailOpenedLeadLink does not link EmailOpened to a contact. (INTERACTION(EmailOpened, EmailOpenedLeadLink))
            INTERACTION(EmailRead, EmailRead_Contact).HAVING(COUNT() > 0)
              There are no interactions EmailRead. (INTERACTION(EmailRead, EmailRead_Contact))
            INTERACTION(EmailOpened, EmailOpened_Contact).TRAVERSE(contact_account_parentcustomerid)
              No path leads on from interactions. (.TRAVERSE(contact_account_parentcustomerid))
        "#]],
    );
}

#[test]
fn sets() {
    check(
        Dialect::Outbound,
        "SEGMENT(munich) UNION SEGMENT(picked)
        PROFILE(contact) EXCEPT SEGMENT(munich) INTERSECT SEGMENT(picked)
        PROFILE(contact) EXCEPT (SEGMENT(munich) INTERSECT SEGMENT(picked))
        SEGMENT(munich) INTERSECT INTERACTION(EmailOpened, EmailOpened_Contact).HAVING(COUNT() > 2)
        SEGMENT(MUNICH)
        SEGMENT(circle)
        SEGMENT(broken)
        SEGMENT(nowhere)
        SEGMENT(munich).FILTER(lastname == 'Ada')
        SEGMENT(munich) MINUS SEGMENT(picked)
        SEGMENT(munich).UNION(SEGMENT(picked))
        munich
        Name = SEGMENT(munich)
        (SEGMENT(munich)).ORDERBY(fullname ASC).SKIP(0).TAKE(15).SELECT(contactid)",
        expect![[r#"
            SEGMENT(munich) UNION SEGMENT(picked)
              Ada BEN Cem
            PROFILE(contact) EXCEPT SEGMENT(munich) INTERSECT SEGMENT(picked)
              Cem
            PROFILE(contact) EXCEPT (SEGMENT(munich) INTERSECT SEGMENT(picked))
              Ada BEN Cem Dora
            SEGMENT(munich) INTERSECT INTERACTION(EmailOpened, EmailOpened_Contact).HAVING(COUNT() > 2)
              Ada
            SEGMENT(MUNICH)
              Ada BEN
            SEGMENT(circle)
              circle leads back to itself. (SEGMENT(circle))
            SEGMENT(broken)
              contact has no column shoesize. (SEGMENT(broken))
            SEGMENT(nowhere)
              There is no segment nowhere. (SEGMENT(nowhere))
            SEGMENT(munich).FILTER(lastname == 'Ada')
              Nothing may follow here. (.FILTER(lastname == 'Ada'))
            SEGMENT(munich) MINUS SEGMENT(picked)
              The operator is EXCEPT. (MINUS)
            SEGMENT(munich).UNION(SEGMENT(picked))
              Nothing may follow here. (.UNION(SEGMENT(picked)))
            munich
              This is no query. (munich)
            Name = SEGMENT(munich)
              A named definition is no query. (Name = SEGMENT(munich))
            (SEGMENT(munich)).ORDERBY(fullname ASC).SKIP(0).TAKE(15).SELECT(contactid)
              Nothing may follow here. (.ORDERBY(fullname ASC))
        "#]],
    );
}

#[test]
fn spellings() {
    check(
        Dialect::Outbound,
        "PROFILE(contact).FILTER(lastname == 'Ada' OR lastname == 'BEN')
        PROFILE(contact).FILTER(lastname == 'Ada' AND lastname == 'BEN')
        PROFILE(contact).FILTER(lastname == \"Ada\")
        PROFILE(contact).FILTER(lastname = 'Ada')
        PROFILE(contact).FILTER(lastname IN ['Ada'])
        PROFILE(contact).FILTER(lastname == 'Ada') // a note
        PROFILE(contact).FILTER(lastname == )
        PROFILE(contact).FILTER(lastname)
        PROFILE(contact).FILTER(donotemail == True && NOT(donotemail == true))
        PROFILE(contact).FILTER(numberofchildren == 'many')
        PROFILE(contact).FILTER(parentcustomerid == 'Depot')
        PROFILE(contact).FILTER(lastname CONTAINS 5)
        PROFILE(contact).FILTER(b.lastname == 'Ada')
        PROFILE(contact).FROB(1)",
        expect![[r#"
            PROFILE(contact).FILTER(lastname == 'Ada' OR lastname == 'BEN')
              Ada BEN
            PROFILE(contact).FILTER(lastname == 'Ada' AND lastname == 'BEN')
              Conditions are joined by &&. (AND)
            PROFILE(contact).FILTER(lastname == "Ada")
              Texts stand in single quotes. ("Ada")
            PROFILE(contact).FILTER(lastname = 'Ada')
              Values are compared with == and !=. (=)
            PROFILE(contact).FILTER(lastname IN ['Ada'])
              Outbound marketing has no IN. (IN)
            PROFILE(contact).FILTER(lastname == 'Ada') // a note
              The language has no comments. (// a note)
            PROFILE(contact).FILTER(lastname == )
              The text is broken here.
            PROFILE(contact).FILTER(lastname)
              A condition belongs here. (lastname)
            PROFILE(contact).FILTER(donotemail == True && NOT(donotemail == true))
              nobody
            PROFILE(contact).FILTER(numberofchildren == 'many')
              A number belongs here. (numberofchildren == 'many')
            PROFILE(contact).FILTER(parentcustomerid == 'Depot')
              An id belongs here. (parentcustomerid == 'Depot')
            PROFILE(contact).FILTER(lastname CONTAINS 5)
              A text belongs on the right. (5)
            PROFILE(contact).FILTER(b.lastname == 'Ada')
              Nothing here is called b. (b.lastname)
            PROFILE(contact).FROB(1)
              This step is not known here. (.FROB(1))
        "#]],
    );
}

#[test]
fn real_time() {
    check(
        Dialect::Mql,
        "PROFILE(contact).FILTER(lastname IN ['ada', 'Cem'] && NOT(numberofchildren IN [0]))
        PROFILE(contact).FILTER(lastname == 'Ada' OR lastname == 'Cem')
        Interaction(EmailOpened, ContactId).HAVING(Count() >= 2, UTCWEEKS(1)) UNION PROFILE(contact).FILTER(lastname == 'Cem')
        Interaction(EmailOpened, ContactId).FILTER(MessageId STARTSWITH 'M')
        SEGMENT(munich)",
        expect![[r#"
            PROFILE(contact).FILTER(lastname IN ['ada', 'Cem'] && NOT(numberofchildren IN [0]))
              Ada
            PROFILE(contact).FILTER(lastname == 'Ada' OR lastname == 'Cem')
              Conditions are joined by ||. (OR)
            Interaction(EmailOpened, ContactId).HAVING(Count() >= 2, UTCWEEKS(1)) UNION PROFILE(contact).FILTER(lastname == 'Cem')
              Ada Cem
            Interaction(EmailOpened, ContactId).FILTER(MessageId STARTSWITH 'M')
              Ada BEN
            SEGMENT(munich)
              There is no segment munich. (SEGMENT(munich))
        "#]],
    );
}
