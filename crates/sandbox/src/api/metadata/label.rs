//! Labels, options and managed properties.

use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::Source;
use crate::{
    schema::{Choice, Label, Language, OptionSet, Table},
    store::ORGANIZATION,
};

/// The id that a piece of metadata keeps, made from what identifies it.
pub fn id(name: &str) -> Uuid {
    Uuid::new_v5(&ORGANIZATION, name.as_bytes())
}

/// A label with all its languages, and the user's.
pub fn label(label: &Label, source: Source) -> Json {
    let one = |language: Language| {
        let text = label.get(language);
        json!({
            "Label": text, "LanguageCode": language.code(), "IsManaged": true,
            "MetadataId": id(&format!("{}:{text}", language.code())), "HasChanged": null,
        })
    };
    json!({"LocalizedLabels": Language::ALL.map(one), "UserLocalizedLabel": one(source.language)})
}

/// A text that exists in the base language only.
pub fn english(text: &str) -> Json {
    if text.is_empty() {
        return json!({"LocalizedLabels": [], "UserLocalizedLabel": null});
    }
    let one = json!({
        "Label": text, "LanguageCode": 1033, "IsManaged": true, "MetadataId": id(text), "HasChanged": null,
    });
    json!({"LocalizedLabels": [one], "UserLocalizedLabel": one})
}

/// A managed property.
pub fn managed(value: bool, name: &str) -> Json {
    json!({"Value": value, "CanBeChanged": false, "ManagedPropertyLogicalName": name})
}

/// An option.
pub fn option(value: i64, text: &Label, source: Source) -> Json {
    json!({
        "Value": value, "Color": null, "IsManaged": true, "ExternalValue": null, "ParentValues": [], "Tag": null,
        "IsHidden": false, "MetadataId": null, "HasChanged": null, "Label": label(text, source), "Description": english(""),
    })
}

/// An option set of a kind such as `Picklist`.
pub fn option_set(set: &OptionSet, source: Source) -> Json {
    let options: Vec<_> = set.options.iter().map(|Choice { value, label }| option(*value, label, source)).collect();
    head(&set.name, &set.label, set.global, "Picklist", source, &json!(options))
}

/// The states of a table.
pub fn states(table: &Table, text: &Label, source: Source) -> Json {
    let options = table.states.iter().map(|state| {
        let mut option = option(state.value, &state.label, source);
        option["DefaultStatus"] = state.default.into();
        option["InvariantName"] = state.label.get(Language::English).into();
        option
    });
    let options: Vec<_> = options.collect();
    head(&format!("{}_statecode", table.name), text, false, "State", source, &json!(options))
}

/// The status reasons of a table, with what may follow each.
pub fn statuses(table: &Table, text: &Label, source: Source) -> Json {
    let options = table.statuses.iter().map(|status| {
        let mut option = option(status.value, &status.label, source);
        option["State"] = status.state.into();
        option["TransitionData"] = status.to.as_ref().map_or(Json::Null, |to| transitions(status.value, to).into());
        option
    });
    let options: Vec<_> = options.collect();
    head(&format!("{}_statuscode", table.name), text, false, "Status", source, &json!(options))
}

fn transitions(from: i64, to: &[i64]) -> String {
    let allowed = to.iter().fold(String::new(), |all, to| {
        all + &format!("<AllowedTransition SourceStatusId=\"{from}\" TargetStatusId=\"{to}\" />")
    });
    let namespace = "http://schemas.microsoft.com/crm/2009/WebServices";
    format!("<AllowedTransitions xmlns=\"{namespace}\">{allowed}</AllowedTransitions>")
}

/// The two options of a two-option column.
pub fn two_options(name: &str, text: &Label, labels: &[Label; 2], source: Source) -> Json {
    let mut set = head(name, text, false, "Boolean", source, &Json::Null);
    if let Some(members) = set.as_object_mut() {
        members.remove("Options");
        members.insert("FalseOption".into(), option(0, &labels[0], source));
        members.insert("TrueOption".into(), option(1, &labels[1], source));
    }
    set
}

fn head(name: &str, text: &Label, global: bool, kind: &str, source: Source, options: &Json) -> Json {
    json!({
        "Name": name, "MetadataId": id(&format!("optionset:{name}")), "HasChanged": null, "IsCustomOptionSet": true,
        "IsGlobal": global, "IsManaged": true, "ExternalTypeName": null, "OptionSetType": kind, "IntroducedVersion": "1.0",
        "ParentOptionSetName": null, "DisplayName": label(text, source), "Description": english(""),
        "IsCustomizable": managed(true, "iscustomizable"), "Options": options,
    })
}
