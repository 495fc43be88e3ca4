//! What can be wrong with a query, with the platform's codes and texts (reference/web-api.md 10).

use std::fmt;

use crate::ApiError;

/// InvalidFetchXml.
pub fn malformed(detail: impl fmt::Display) -> ApiError {
    ApiError::new(400, "0x80040303", format!("Malformed FetchXml. {detail}"))
}

/// QueryBuilderDeserializeInvalidNode.
pub fn node(name: &str, around: &str) -> ApiError {
    ApiError::new(400, "0x8004111c", format!("The element node encountered is invalid. <{name}> in <{around}>"))
}

/// QueryBuilderElementNotFound.
pub fn element(name: &str) -> ApiError {
    ApiError::new(400, "0x80041123", format!("A required element was not specified. <{name}>"))
}

/// QueryBuilderAttributeNotFound.
pub fn attribute(name: &str, element: &str) -> ApiError {
    ApiError::new(400, "0x8004111e", format!("A required attribute was not specified. {name} of <{element}>"))
}

/// QueryBuilderInvalidAttributeValue.
pub fn value(name: &str, value: &str) -> ApiError {
    ApiError::new(400, "0x80041139", format!("The attribute value provided is invalid. {name}='{value}'"))
}

/// QueryBuilderNoEntity.
pub fn no_table(name: &str) -> ApiError {
    ApiError::new(
        400,
        "0x80041102",
        format!("The entity with a name = '{name}' with namemapping = 'Logical' was not found in the MetadataCache."),
    )
}

/// QueryBuilderNoAttribute.
pub fn no_column(table: &str, name: &str) -> ApiError {
    ApiError::new(
        400,
        "0x80041103",
        format!("'{table}' entity doesn't contain attribute with Name = '{name}' and NameMapping = 'Logical'."),
    )
}

/// QueryBuilderAlias_Does_Not_Exist.
pub fn no_alias(alias: &str) -> ApiError {
    let text = "The specified alias for the given entity in the condition does not exist.";
    ApiError::new(400, "0x8004110a", format!("{text} {alias}"))
}

/// QueryBuilderDuplicateAlias.
pub fn two_of(alias: &str) -> ApiError {
    ApiError::new(400, "0x80041130", format!("FetchXML should have unique aliases. {alias}"))
}

/// QueryBuilderBad_Condition.
pub fn condition(detail: impl fmt::Display) -> ApiError {
    ApiError::new(400, "0x80041106", format!("Incorrect filter condition or conditions. {detail}"))
}

/// Any other of the query builder's errors.
pub fn other(code: &str, text: &str) -> ApiError {
    ApiError::new(400, code, text)
}
