use super::InteractionType;

/// The interaction types of outbound marketing. That filters spell properties as the export does is likely, not certain;
/// links are known only from an organisation's own queries, so there are none here (reference/segments.md 6).
pub fn documented_interactions() -> Vec<InteractionType> {
    let mut shared = Vec::new();
    let mut types = Vec::new();
    for line in include_str!("interactions.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_ascii_whitespace();
        match words.next() {
            Some("*") => shared = words.map(str::to_string).collect(),
            Some(name) => {
                let mut properties = Vec::new();
                for word in words {
                    if word == "*" {
                        properties.extend(shared.iter().cloned());
                    } else {
                        properties.push(word.to_string());
                    }
                }
                types.push(InteractionType { name: name.into(), properties, links: Vec::new() });
            }
            None => {}
        }
    }
    types
}

/// Adds the links that a query uses to the interactions that it uses them with.
///
/// Link names follow no rule, so an organisation's own queries are the only place to learn them from.
pub fn learn_links(interactions: &mut Vec<InteractionType>, query: &str) {
    use crate::ast::{Interaction, Node};
    let tree = crate::parse(query).syntax();
    for used in tree.descendants().filter_map(Interaction::cast) {
        let (Some(kind), Some(link)) = (used.kind(), used.link()) else { continue };
        let known = interactions.iter_mut().find(|known| known.name.eq_ignore_ascii_case(&kind));
        match known {
            Some(known) if known.links.contains(&link) => {}
            Some(known) => known.links.push(link),
            None => interactions.push(InteractionType { name: kind, properties: Vec::new(), links: vec![link] }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_have_their_properties() {
        let types = documented_interactions();
        let clicked = types.iter().find(|known| known.name == "EmailClicked").expect("a type");
        for property in ["MessageId", "CustomerJourneyId", "ContactId", "Timestamp"] {
            assert!(clicked.properties.iter().any(|known| known == property), "{property}");
        }
        assert!(types.iter().all(|known| known.links.is_empty()));
    }

    #[test]
    fn links_are_learnt_from_queries() {
        let mut types = documented_interactions();
        let before = types.len();
        learn_links(&mut types, "INTERACTION(EmailClicked, EmailClicked_Contact) UNION INTERACTION(Own, Own_L)");
        learn_links(&mut types, "INTERACTION(EmailClicked, EmailClicked_Contact)");
        let links = |name: &str| types.iter().find(|known| known.name == name).map(|known| known.links.clone());
        assert_eq!(links("EmailClicked"), Some(vec!["EmailClicked_Contact".to_string()]));
        assert_eq!(links("Own"), Some(vec!["Own_L".to_string()]));
        assert_eq!(types.len(), before + 1);
    }
}
