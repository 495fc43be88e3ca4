//! The metadata document, read as a library for OData reads it: whatever is named exists, and once.

use std::collections::{HashMap, HashSet};

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use crate::client::Api;

/// What a type declares.
#[derive(Default)]
struct Type {
    base: Option<String>,
    properties: HashSet<String>,
    navigations: HashSet<String>,
    keys: Vec<String>,
}

/// A name that is used: where, in which role, and which.
type Use = (String, &'static str, String);

#[derive(Default)]
struct Document {
    types: HashMap<String, Type>,
    sets: HashSet<String>,
    uses: Vec<Use>,
    twice: Vec<String>,
    /// Navigation properties with a partner: own type, target type, partner.
    partners: Vec<(String, String, String)>,
}

fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let attribute = start.try_get_attribute(name).expect("well-formed attributes")?;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).expect("a value").into_owned())
}

/// The type inside `Collection(…)`, without namespace; none for primitive ones.
fn plain(name: &str) -> Option<String> {
    let inner = name.strip_prefix("Collection(").and_then(|rest| rest.strip_suffix(')')).unwrap_or(name);
    let own = inner.strip_prefix("mscrm.").or_else(|| inner.strip_prefix("Microsoft.Dynamics.CRM."));
    assert!(own.is_some() || inner.starts_with("Edm."), "{name} is in no namespace");
    own.map(str::to_owned)
}

impl Document {
    fn read(text: &str) -> Self {
        let mut document = Self::default();
        let mut reader = Reader::from_str(text);
        let mut current = String::new();
        loop {
            match reader.read_event().expect("well-formed XML") {
                Event::Start(start) | Event::Empty(start) => document.element(&start, &mut current),
                Event::Eof => return document,
                _ => {}
            }
        }
    }

    fn element(&mut self, start: &BytesStart, current: &mut String) {
        let name = attribute(start, "Name").unwrap_or_default();
        let kind = attribute(start, "Type");
        if let Some(kind) = kind.as_deref().and_then(plain) {
            self.uses.push((format!("{current} {name}"), "type", kind));
        }
        match start.name().as_ref() {
            "EntityType" | "ComplexType" | "EnumType" => {
                let base = attribute(start, "BaseType").as_deref().and_then(plain);
                self.uses.extend(base.clone().map(|base| (name.clone(), "type", base)));
                if self.types.insert(name.clone(), Type { base, ..Type::default() }).is_some() {
                    self.twice.push(name.clone());
                }
                *current = name;
            }
            "Property" => self.declare(current, |known| known.properties.insert(name)),
            "PropertyRef" => self.declare(current, |known| {
                known.keys.push(name);
                true
            }),
            "NavigationProperty" => {
                let target = kind.as_deref().and_then(plain).unwrap_or_default();
                if let Some(partner) = attribute(start, "Partner") {
                    self.partners.push((format!("{current}.{name}"), target, partner));
                }
                self.declare(current, |known| known.navigations.insert(name));
            }
            "EntitySet" => {
                let kind = attribute(start, "EntityType").as_deref().and_then(plain).expect("a type");
                self.uses.push((name.clone(), "type", kind));
                if !self.sets.insert(name.clone()) {
                    self.twice.push(name);
                }
            }
            "NavigationPropertyBinding" => {
                let target = attribute(start, "Target").expect("a target");
                self.uses.push((attribute(start, "Path").unwrap_or_default(), "set", target));
            }
            _ => {}
        }
    }

    fn declare(&mut self, current: &str, declare: impl FnOnce(&mut Type) -> bool) {
        if !self.types.get_mut(current).is_some_and(declare) {
            self.twice.push(current.to_owned());
        }
    }

    fn has_property(&self, name: &str, property: &str) -> bool {
        self.types.get(name).is_some_and(|known| {
            known.properties.contains(property)
                || known.base.as_ref().is_some_and(|base| self.has_property(base, property))
        })
    }
}

#[tokio::test]
async fn everything_named_exists_once() {
    let answer = Api::empty().send("GET $metadata").await;
    let document = Document::read(&answer.body);
    assert!(document.types.len() > 80 && document.sets.len() > 70);
    assert_eq!(document.twice, Vec::<String>::new());
    for (place, role, name) in &document.uses {
        let known = if *role == "set" { document.sets.contains(name) } else { document.types.contains_key(name) };
        assert!(known, "{place} names the {role} {name}");
    }
    for (name, known) in &document.types {
        assert!(known.keys.iter().all(|key| document.has_property(name, key)), "{name}");
    }
    for (name, target, partner) in &document.partners {
        assert!(document.types[target].navigations.contains(partner), "{name}: no {partner} on {target}");
    }
}
