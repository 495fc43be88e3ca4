//! Plausible big journeys for demonstrations, tests and benchmarks.

use std::collections::HashMap;

use crate::conditions::Condition;
use crate::document::ROOT;
use crate::json::Json;
use crate::kind::{Branch, Kind};
use crate::new_tile::{Ids, NewItem, NewTile, Record, Stem, placeholder_text, tile_text};

/// How long a path grows before another one is begun.
const LONGEST_PATH: usize = 40;

const THEMES: &[&str] =
    &["Welcome", "Spring offer", "Newsletter", "Webinar", "Renewal", "Survey", "Loyalty", "Reminder"];

/// A journey of `tiles` activities beside the root, placeholders of unused branches included, and its designer state. The same seed gives
/// the same journey. 3,000 tiles take about the 1,048,576 characters that the column holds.
pub fn generate(tiles: usize, seed: u64) -> (String, String) {
    let mut writer = Writer {
        text: format!("[{ROOT}"),
        chance: Chance(seed),
        left: tiles,
        next_activity: 0,
        next_item: 1,
        ends: Vec::new(),
    };
    while writer.left > 0 {
        writer.grow();
    }
    writer.text.push(']');
    let state = format!(r#"{{"NextActivityID":{},"NextActivityItemID":{}}}"#, writer.next_activity, writer.next_item);
    (writer.text, state)
}

/// Where a path can go on.
struct End {
    id: String,
    /// Id of the audience. Ids begin with it, as if each tile had been added right behind the audience: so they stay short.
    lane: String,
    kind: Kind,
    depth: usize,
    /// Number of the last page that an email on the path shows.
    page: Option<i64>,
}

struct Writer {
    text: String,
    chance: Chance,
    left: usize,
    next_activity: i64,
    next_item: i64,
    ends: Vec<End>,
}

impl Writer {
    fn grow(&mut self) {
        if self.ends.is_empty() {
            return self.lane();
        }
        let index = self.chance.below(self.ends.len());
        let end = self.ends.swap_remove(index);
        if end.depth >= LONGEST_PATH {
            return;
        }
        match (end.kind, end.page) {
            (Kind::Trigger, _) => self.branches(&end),
            (Kind::Email, Some(page)) if self.chance.below(3) == 0 => {
                let days = self.chance.below(20);
                self.write(trigger(page, days), &end, &Branch::Default, 0);
            }
            _ => self.step(&end, &Branch::Default, 0),
        }
    }

    fn lane(&mut self) {
        let theme = self.theme();
        let mut group = NewTile::of(Kind::Segment).named(format!("{theme} audience"));
        let segments = (0..=self.chance.below(2)).map(|_| {
            let record = self.record(Kind::SegmentItem);
            NewItem::of(Kind::SegmentItem).with_record(record)
        });
        group.nested = segments.collect();
        let root = End { id: "01".to_owned(), lane: "01".to_owned(), kind: Kind::Root, depth: 0, page: None };
        self.write(group, &root, &Branch::Default, 0);
    }

    /// Both branches of a trigger; three of four No branches stay unused.
    fn branches(&mut self, trigger: &End) {
        self.step(trigger, &Branch::Yes, 0);
        if self.left == 0 {
            return;
        }
        if self.chance.below(4) > 0 {
            self.left -= 1;
            let id = self.next_id(&trigger.lane);
            let stem = Stem { parent_id: &trigger.id, branch: &Branch::No, number: 1, target: "contact" };
            self.text.push(',');
            self.text.push_str(&placeholder_text(&id, &stem));
        } else {
            self.step(trigger, &Branch::No, 1);
        }
    }

    fn step(&mut self, parent: &End, branch: &Branch, number: i64) {
        let tile = match self.chance.below(50) {
            0 => wait(self.chance.below(10)),
            1 => NewTile::of(Kind::CreateCrmActivity)
                .named("Follow up by phone")
                .chosen(self.record(Kind::CreateCrmActivity)),
            _ => {
                let record = self.record(Kind::Email);
                let mut email = NewTile::of(Kind::Email).with_record(record);
                if self.chance.below(20) == 0 {
                    let record = self.record(Kind::LandingPage);
                    email.nested.push(NewItem::of(Kind::LandingPage).with_record(record));
                }
                email
            }
        };
        self.write(tile, parent, branch, number);
    }

    fn write(&mut self, mut tile: NewTile, parent: &End, branch: &Branch, number: i64) {
        self.left = self.left.saturating_sub(1);
        let id = self.next_id(&parent.lane);
        let first = self.next_item;
        let mut next_item = || {
            self.next_item += 1;
            self.next_item - 1
        };
        let mut ids = Ids { next_item: &mut next_item, renumbered: HashMap::new() };
        let stem = Stem { parent_id: &parent.id, branch, number, target: "contact" };
        // As in data from 2018 that nobody has opened since: no description, no word on who named it.
        tile.is_name_system_defined = None;
        for members in std::iter::once(&mut tile.members).chain(tile.nested.iter_mut().map(|item| &mut item.members)) {
            members.retain(|(name, _)| name != "Description");
        }
        let text = tile_text(&tile, &id, &stem, &mut ids);
        self.text.push(',');
        self.text.push_str(&text);
        let page = tile.nested.iter().position(|item| item.kind == Kind::LandingPage);
        let page = page.map(|index| first + 1 + index as i64).or(parent.page);
        let lane = if parent.kind == Kind::Root { id.clone() } else { parent.lane.clone() };
        self.ends.push(End { id, lane, kind: tile.kind, depth: parent.depth + 1, page });
    }

    fn next_id(&mut self, parent: &str) -> String {
        self.next_activity += 1;
        format!("{parent}_{}", self.next_activity - 1)
    }

    fn theme(&mut self) -> &'static str {
        THEMES[self.chance.below(THEMES.len())]
    }

    fn record(&mut self, kind: Kind) -> Record {
        let name = format!("{} {}", self.theme(), 1 + self.chance.below(40));
        let (high, low) = (self.chance.next(), self.chance.next());
        let id = format!(
            "{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xfff,
            low >> 52,
            low & 0xffff_ffff_ffff
        );
        let extra = if kind == Kind::SegmentItem {
            let internal = format!("{}_{:08x}", name.replace(' ', "_"), low >> 32);
            vec![
                ("DciSegmentName".to_owned(), Json::Text(internal)),
                ("SegmentDisplayName".to_owned(), Json::text(name.as_str())),
            ]
        } else {
            Vec::new()
        };
        Record { id, name, extra }
    }
}

impl NewTile {
    /// The same with a record, the user's own name kept.
    fn chosen(mut self, record: Record) -> Self {
        self.record = Some(record);
        self
    }

    fn set(mut self, name: &str, value: Json) -> Self {
        if let Some(member) = self.members.iter_mut().find(|(own, _)| own == name) {
            member.1 = value;
        }
        self
    }
}

fn trigger(page: i64, days: usize) -> NewTile {
    let condition = Condition { source: Some(page), condition: Some("UserRegistered".to_owned()), others: Vec::new() };
    NewTile::of(Kind::Trigger)
        .named("Registered?")
        .set("TimeoutValue", Json::number(1 + days as i64))
        .set("ConditionExpressions", Json::List(vec![condition.to_json()]))
}

fn wait(hours: usize) -> NewTile {
    NewTile::of(Kind::Scheduler).set("ScheduledDurationValue", Json::number(60 * (1 + hours as i64)))
}

/// SplitMix64: small, good enough, the same everywhere.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Settings, Severity, problems};

    #[test]
    fn generated_journeys_are_sound() {
        for (tiles, seed) in [(1, 0), (50, 1), (500, 2), (3_000, 3)] {
            let (definition, state) = generate(tiles, seed);
            assert_eq!(generate(tiles, seed), (definition.clone(), state.clone()));
            let document = Document::read(&definition, &state, Settings::new());
            assert_eq!(document.len(), tiles + 1, "root and {tiles} tiles");
            let unset = ["name-missing", "start-missing", "end-missing", "content-settings-not-chosen"];
            let problems = problems(&document, None);
            let real = problems.iter().filter(|problem| problem.severity == Severity::Error);
            let codes: Vec<_> = real.map(|problem| problem.code).filter(|code| !unset.contains(code)).collect();
            assert_eq!(codes, [""; 0]);
        }
    }

    #[test]
    fn three_thousand_tiles_are_about_what_the_column_holds() {
        let (definition, _) = generate(3_000, 1);
        assert!((800_000..=crate::MAX_DEFINITION).contains(&definition.len()), "{}", definition.len());
    }
}
