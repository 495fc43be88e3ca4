//! A journey's design in short form, and how it is stored.
//!
//! Only what public data shows is written (reference/journeys.md 3.4): the members of each tile, their order and their values.
//! Members of tiles that nobody has published come from the outline's own `members`, and are named as made up there.

use serde::Deserialize;
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::records::{Names, record_id};

/// A tile of the outline with everything that follows it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tile {
    /// `ActivityTypeId`.
    #[serde(rename = "tile")]
    pub kind: String,
    /// The user's own name; without it the record's name, else `New <type>`.
    #[serde(default)]
    pub name: Option<String>,
    /// Id or key of the record that the tile refers to.
    #[serde(default)]
    pub record: Option<String>,
    /// Of an activity tile: `phonecall`, `task` or `appointment`.
    #[serde(default)]
    pub activity: Option<String>,
    /// Members of the header item, beyond or instead of the usual ones.
    #[serde(default)]
    pub members: Map<String, Json>,
    /// Nested items.
    #[serde(default)]
    pub items: Vec<Self>,
    /// What follows a tile that does not branch.
    #[serde(default)]
    pub next: Vec<Self>,
    /// What follows the Yes branch of a trigger.
    #[serde(default)]
    pub yes: Vec<Self>,
    /// What follows the No branch of a trigger.
    #[serde(default)]
    pub no: Vec<Self>,
}

/// The two columns that hold a design.
pub struct Design {
    /// `msdyncrm_workflowdefinition`.
    pub definition: String,
    /// `msdyncrm_customerjourneydesignerstate`.
    pub designer_state: String,
}

/// Writes the outline as the product's designer stores it, for `target` `contact` or `account`.
pub fn write(lanes: &[Tile], target: &str, names: &Names) -> Design {
    let mut writer = Writer { names, target, activities: vec![root()], next_activity: 0, next_item: 1 };
    let mut open: Vec<Place> = places(lanes, "01", "Default", 0, None);
    open.reverse();
    while let Some(place) = open.pop() {
        let mut followers = writer.tile(&place);
        followers.reverse();
        open.append(&mut followers);
    }
    Design {
        definition: Json::Array(writer.activities).to_string(),
        designer_state: json!({"NextActivityID": writer.next_activity, "NextActivityItemID": writer.next_item})
            .to_string(),
    }
}

fn root() -> Json {
    json!({
        "ActivityTypeId": "bpf_root", "ParentBranchId": 0, "ParentRelationshipType": "Default", "ActivityId": "01",
        "Properties": {"Items": [{
            "ItemId": null, "ActivityTypeId": "bpf_root", "Title": "Undefined", "IsNameSystemDefined": true,
            "Name": "New ActivityTypeName_bpf_root_TitleText", "ActivityItemId": 0,
        }]},
    })
}

/// A tile and where it hangs.
struct Place<'a> {
    /// `None` is the placeholder of an unused branch.
    tile: Option<&'a Tile>,
    parent: String,
    number: usize,
    branch: &'static str,
    /// `ActivityItemId` of the nearest page upstream, which a trigger asks about.
    page: Option<u32>,
}

fn places<'a>(
    tiles: &'a [Tile],
    parent: &str,
    branch: &'static str,
    first: usize,
    page: Option<u32>,
) -> Vec<Place<'a>> {
    let place = |(at, tile)| Place { tile: Some(tile), parent: parent.to_owned(), number: first + at, branch, page };
    tiles.iter().enumerate().map(place).collect()
}

struct Writer<'a> {
    names: &'a Names,
    target: &'a str,
    activities: Vec<Json>,
    next_activity: u32,
    next_item: u32,
}

impl Writer<'_> {
    fn tile<'t>(&mut self, place: &Place<'t>) -> Vec<Place<'t>> {
        let id = format!("{}_{}", place.parent, self.next_activity);
        self.next_activity += 1;
        let Some(tile) = place.tile else {
            self.activities.push(json!({
                "ActivityTypeId": "empty", "ParentActivityId": place.parent, "ParentBranchId": place.number,
                "ParentRelationshipType": place.branch, "ActivityId": id, "Properties": {"Items": []},
            }));
            return Vec::new();
        };
        let mut page = place.page;
        let mut items = Vec::with_capacity(1 + tile.items.len());
        for item in std::iter::once(tile).chain(&tile.items) {
            if item.kind == "LandingPage" {
                page = Some(self.next_item);
            }
            items.push(self.item(item, place.page));
        }
        self.activities.push(json!({
            "ActivityTypeId": tile.kind, "ParentActivityId": place.parent, "ParentBranchId": place.number,
            "ParentRelationshipType": place.branch, "ActivityId": id, "Properties": {"Items": items},
            "EntityTarget": self.target,
        }));
        if tile.kind != "Trigger" {
            return places(&tile.next, &id, "Default", 0, page);
        }
        let mut followers = places(&tile.yes, &id, "YesBranch", 0, page);
        let first = followers.len();
        followers.append(&mut places(&tile.no, &id, "NoBranch", first, page));
        if tile.no.is_empty() {
            followers.push(Place { tile: None, parent: id, number: first, branch: "NoBranch", page });
        }
        followers
    }

    fn item(&mut self, tile: &Tile, page: Option<u32>) -> Json {
        let number = self.next_item;
        self.next_item += 1;
        let record = tile.record.as_deref().zip(record_set(tile)).map(|(key, set)| (set, record_id(set, key)));
        let known = record.and_then(|(set, id)| self.names.get(set, id));
        let name = match (&tile.name, known) {
            (Some(own), _) => own.clone(),
            (None, Some(known)) => known.name.clone(),
            (None, None) => format!("New {}", type_words(&tile.kind)),
        };
        let mut item = Map::new();
        item.insert("ItemId".into(), record.map_or(Json::Null, |(_, id): (_, Uuid)| json!(id.to_string())));
        item.insert("ActivityTypeId".into(), json!(tile.kind));
        item.insert("Title".into(), json!("Undefined"));
        item.insert("IsNameSystemDefined".into(), json!(tile.name.is_none()));
        item.insert("Name".into(), json!(name));
        item.insert("ActivityItemId".into(), json!(number));
        for (member, value) in own_members(tile, page) {
            item.insert(member.to_owned(), value);
        }
        if let (Some(known), "SegmentItem") = (known, tile.kind.as_str()) {
            item.insert("DciSegmentName".into(), json!(known.query_name));
            item.insert("SegmentDisplayName".into(), json!(known.name));
        }
        item.insert("Description".into(), json!(""));
        item.extend(tile.members.clone());
        Json::Object(item)
    }
}

/// Entity set of the record that an item of this type holds in `ItemId`.
fn record_set(tile: &Tile) -> Option<&'static str> {
    Some(match (tile.kind.as_str(), tile.activity.as_deref()) {
        ("SegmentItem", _) => "msdyncrm_segments",
        ("Email", _) => "msdyncrm_marketingemails",
        ("LandingPage", _) => "msdyncrm_marketingpages",
        ("Event", _) => "msevtmgt_events",
        ("CreateCrmActivity", Some("phonecall")) => "msdyncrm_phonecallactivitymarketingtemplates",
        ("CreateCrmActivity", Some("task")) => "msdyncrm_taskactivitymarketingtemplates",
        ("CreateCrmActivity", Some("appointment")) => "msdyncrm_appointmentactivitymarketingtemplates",
        _ => return None,
    })
}

fn type_words(tile: &str) -> &str {
    match tile {
        "SegmentItem" => "Segment",
        "Segment" => "Segment group",
        other => other,
    }
}

fn own_members(tile: &Tile, page: Option<u32>) -> Vec<(&'static str, Json)> {
    match tile.kind.as_str() {
        "Segment" => vec![("SegmentMergeMethod", json!("Union"))],
        "SegmentItem" => vec![("ContainmentMethod", json!("Inclusion")), ("SegmentSourceType", json!("Segment"))],
        "Trigger" => vec![
            ("TimeoutValue", json!(5)),
            ("ConditionExpressions", conditions(page)),
            ("RuleLogic", json!("AND")),
            ("TimeoutUnit", json!("Day")),
        ],
        "CreateCrmActivity" => {
            let kind = tile.activity.as_deref().unwrap_or("task");
            vec![
                ("TemplateEntityLogicalName", json!(format!("msdyncrm_{kind}activitymarketingtemplate"))),
                ("ActivityTypeName", json!(kind)),
                ("Owner", json!("msdyncrm_customerjourney.ownerid")),
            ]
        }
        "Scheduler" => scheduler(),
        _ => Vec::new(),
    }
}

/// The one condition whose stored form is public: someone submitted the page.
fn conditions(page: Option<u32>) -> Json {
    page.map_or_else(
        || json!([]),
        |page| json!([{"SourceActivityItemId": page.to_string(), "Condition": "UserRegistered"}]),
    )
}

fn scheduler() -> Vec<(&'static str, Json)> {
    vec![
        ("WaitUntilMonday", json!(true)),
        ("WaitUntilTuesday", json!(true)),
        ("WaitUntilWednesday", json!(true)),
        ("WaitUntilThursday", json!(true)),
        ("WaitUntilFriday", json!(true)),
        ("WaitUntilSaturday", json!(true)),
        ("WaitUntilSunday", json!(true)),
        ("WaitUntilFromHour", json!(0)),
        ("WaitUntilFromMinute", json!(0)),
        ("WaitUntilToHour", json!(23)),
        ("WaitUntilToMinute", json!(59)),
        ("OffsetType", json!("Duration")),
        ("ScheduledDurationUnit", json!("Minute")),
        ("ScheduledHour", json!(0)),
        ("ScheduledMinute", json!(0)),
        ("ScheduledDurationValue", json!(0)),
    ]
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(outline: &str, expect: Expect) {
        let lanes: Vec<Tile> = serde_json::from_str(outline).expect("an outline");
        let design = write(&lanes, "contact", &Names::default());
        let activities: Vec<Json> = serde_json::from_str(&design.definition).expect("an array");
        let line = |activity: &Json| {
            let text = |member: &str| activity[member].as_str().unwrap_or("-").to_owned();
            let items = activity["Properties"]["Items"].as_array().map_or(0, Vec::len);
            format!(
                "{} {} {} {} {items} {}\n",
                text("ActivityId"),
                text("ActivityTypeId"),
                text("ParentRelationshipType"),
                activity["ParentBranchId"],
                text("EntityTarget"),
            )
        };
        let tree: String = activities.iter().map(line).collect();
        expect.assert_eq(&format!("{tree}{}\n", design.designer_state));
    }

    #[test]
    fn children_of_a_trigger_are_numbered_across_its_branches() {
        check(
            r#"[{"tile": "LandingPage", "next": [{"tile": "Trigger", "yes": [{"tile": "Email"}, {"tile": "Scheduler"}], "no": [{"tile": "Email"}]}]}]"#,
            expect![[r#"
                01 bpf_root Default 0 1 -
                01_0 LandingPage Default 0 1 contact
                01_0_1 Trigger Default 0 1 contact
                01_0_1_2 Email YesBranch 0 1 contact
                01_0_1_3 Scheduler YesBranch 1 1 contact
                01_0_1_4 Email NoBranch 2 1 contact
                {"NextActivityID":5,"NextActivityItemID":6}
            "#]],
        );
    }

    #[test]
    fn an_unused_no_branch_gets_a_placeholder() {
        check(
            r#"[{"tile": "Segment", "items": [{"tile": "SegmentItem"}], "next": [{"tile": "Trigger", "yes": [{"tile": "Email"}]}]}]"#,
            expect![[r#"
                01 bpf_root Default 0 1 -
                01_0 Segment Default 0 2 contact
                01_0_1 Trigger Default 0 1 contact
                01_0_1_2 Email YesBranch 0 1 contact
                01_0_1_3 empty NoBranch 1 0 -
                {"NextActivityID":4,"NextActivityItemID":5}
            "#]],
        );
    }

    /// Member by member as the published definitions have them.
    #[test]
    fn members_stand_in_the_published_order() {
        let published: Vec<Json> =
            serde_json::from_str(include_str!("../../demo/documented/workflow-ashv-2018-trigger.json"))
                .expect("an array");
        let outline = r#"[{"tile": "LandingPage", "next": [{"tile": "Trigger", "yes": [
            {"tile": "CreateCrmActivity", "activity": "phonecall", "next": [{"tile": "Scheduler"}]}]}]}]"#;
        let lanes: Vec<Tile> = serde_json::from_str(outline).expect("an outline");
        let design = write(&lanes, "contact", &Names::default());
        let written: Vec<Json> = serde_json::from_str(&design.definition).expect("an array");
        for kind in ["Trigger", "CreateCrmActivity", "Scheduler", "empty"] {
            let of =
                |activities: &[Json]| activities.iter().find(|activity| activity["ActivityTypeId"] == kind).cloned();
            let members = |value: &Json| -> Vec<String> {
                // Data of 2018 has no IsNameSystemDefined yet.
                let names = value.as_object().into_iter().flatten().map(|(name, _)| name.clone());
                names.filter(|name| name != "IsNameSystemDefined").collect()
            };
            let (written, published) = (of(&written).expect("written"), of(&published).expect("published"));
            assert_eq!(members(&written), members(&published), "{kind}");
            let header = "/Properties/Items/0";
            let (one, other) = (written.pointer(header), published.pointer(header));
            assert_eq!(one.map(members), other.map(members), "{kind}");
        }
    }
}
