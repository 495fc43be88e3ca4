//! Pages and links to the next (reference/web-api.md 8).

use crate::client::Api;

async fn numbered(count: usize) -> Api {
    let api = Api::empty();
    for number in 0..count {
        let body = format!(r#"{{"name":"N{number:03}","numberofemployees":{}}}"#, number % 3);
        assert_eq!(api.send(&format!("POST accounts {body}")).await.status, 204);
    }
    api
}

async fn follow(api: &Api, first: &str, prefer: &str) -> (Vec<String>, usize) {
    let (mut names, mut pages, mut next) = (Vec::new(), 0, Some(first.to_owned()));
    while let Some(path) = next {
        let page = api.raw("GET", &path, &[("prefer", prefer)], Vec::new()).await;
        assert_eq!(page.status, 200, "{}", page.body);
        let page = page.json();
        names.extend(
            page["value"].as_array().expect("rows").iter().map(|row| row["name"].as_str().unwrap_or("").to_owned()),
        );
        pages += 1;
        next = page["@odata.nextLink"].as_str().map(|link| {
            link.strip_prefix("http://localhost:8080").expect("a link back to where the request came from").to_owned()
        });
    }
    (names, pages)
}

#[tokio::test]
async fn links_lead_through_all_rows_once() {
    let api = numbered(25).await;
    let (names, pages) =
        follow(&api, "accounts?$select=name&$orderby=numberofemployees desc", "odata.maxpagesize=4").await;
    assert_eq!(pages, 7);
    let mut sorted = names.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(sorted.len(), 25);
    assert_eq!(names[0], "N002");
    let (names, pages) =
        follow(&api, "accounts?$select=name&$filter=contains(name,'N01')&$orderby=name", "odata.maxpagesize=5").await;
    assert_eq!((names.len(), pages, names[9].as_str()), (10, 2, "N019"));
}

#[tokio::test]
async fn the_last_page_has_no_link_and_top_is_passed_over() {
    let api = numbered(4).await;
    let page = api.send("GET accounts?$select=name&$top=1&$count=true\nPrefer: odata.maxpagesize=4").await;
    let json = page.json();
    assert_eq!(json["value"].as_array().map(Vec::len), Some(4));
    assert!(json.get("@odata.nextLink").is_none());
    assert_eq!(json["@odata.count"], 4);
    assert_eq!(page.header("preference-applied"), Some("odata.maxpagesize=4"));
}
