//! The columns that the platform adds to tables.

use super::{
    Column, DateBehavior, Kind, Label, OnDelete, Ownership, Required, Target,
    column::Number,
    file::{StandardNames, TableFile},
};

/// The standard columns of a table, after its own.
pub fn columns(file: &TableFile) -> Vec<Column> {
    let names = Names::of(file);
    let mut columns = Vec::new();
    if !file.states.is_empty() {
        columns.push(plain("statecode", "StateCode", Kind::State, "Status", "Status", Required::SystemRequired));
        columns.push(plain("statuscode", "StatusCode", Kind::Status, "Status Reason", "Statusgrund", Required::None));
    }
    if file.ownership == Ownership::UserOwned {
        columns.push(plain("ownerid", "OwnerId", Kind::Owner, "Owner", "Besitzer", Required::SystemRequired));
        columns.extend([
            names.owning(
                "owningbusinessunit",
                "OwningBusinessUnit",
                "businessunit",
                "business_unit",
                "Owning Business Unit",
                "Besitzende Unternehmenseinheit",
            ),
            names.owning("owningteam", "OwningTeam", "team", "team", "Owning Team", "Besitzendes Team"),
            names.owning("owninguser", "OwningUser", "systemuser", "user", "Owning User", "Besitzender Benutzer"),
        ]);
    }
    if file.ownership == Ownership::OrganizationOwned && file.name != "organization" {
        let target = Target {
            table: "organization".into(),
            navigation: "organizationid".into(),
            relationship: format!("organization_{}", file.name),
            collection: format!("organization_{}", file.name),
            on_delete: OnDelete::RemoveLink,
        };
        columns.push(read_only(
            "organizationid",
            "OrganizationId",
            Kind::Lookup(vec![target]),
            "Organization",
            "Organisation",
        ));
    }
    if file.ownership != Ownership::None || file.audit {
        columns.extend(audit(&names));
    }
    if file.intersect.is_none() {
        columns.push(read_only("versionnumber", "VersionNumber", Kind::BigInt, "Version Number", "Versionsnummer"));
    }
    for column in &mut columns {
        column.standard = true;
    }
    columns
}

fn audit(names: &Names) -> Vec<Column> {
    let moment = Kind::DateTime { behavior: DateBehavior::UserLocal, date_only: false, whole_minutes: false };
    let day = Kind::DateTime { behavior: DateBehavior::UserLocal, date_only: true, whole_minutes: false };
    let number = || Kind::Integer { min: -1, max: i64::from(i32::MAX), format: "None".into() };
    let mut overridden = plain(
        "overriddencreatedon",
        "OverriddenCreatedOn",
        day,
        "Record Created On",
        "Datensatz erstellt am",
        Required::None,
    );
    overridden.update = false;
    vec![
        read_only("createdon", "CreatedOn", moment.clone(), "Created On", "Erstellt am"),
        names.audit("createdby", "CreatedBy", "Created By", "Erstellt von"),
        names.audit(
            "createdonbehalfby",
            "CreatedOnBehalfBy",
            "Created By (Delegate)",
            "Erstellt von (Stellvertretung)",
        ),
        read_only("modifiedon", "ModifiedOn", moment, "Modified On", "Geändert am"),
        names.audit("modifiedby", "ModifiedBy", "Modified By", "Geändert von"),
        names.audit(
            "modifiedonbehalfby",
            "ModifiedOnBehalfBy",
            "Modified By (Delegate)",
            "Geändert von (Stellvertretung)",
        ),
        plain(
            "importsequencenumber",
            "ImportSequenceNumber",
            number(),
            "Import Sequence Number",
            "Importsequenznummer",
            Required::None,
        ),
        overridden,
        plain(
            "timezoneruleversionnumber",
            "TimeZoneRuleVersionNumber",
            number(),
            "Time Zone Rule Version Number",
            "Versionsnummer der Zeitzonenregel",
            Required::None,
        ),
        plain(
            "utcconversiontimezonecode",
            "UTCConversionTimeZoneCode",
            number(),
            "UTC Conversion Time Zone Code",
            "Zeitzonencode für UTC-Konvertierung",
            Required::None,
        ),
    ]
}

struct Names {
    audit: String,
    owning: String,
}

impl Names {
    fn of(file: &TableFile) -> Self {
        let StandardNames { audit, owning } = &file.standard;
        let or_own = |name: &Option<String>| name.clone().unwrap_or_else(|| file.name.clone());
        Self { audit: or_own(audit), owning: or_own(owning) }
    }

    fn audit(&self, name: &str, schema: &str, english: &str, german: &str) -> Column {
        lookup(name, schema, "systemuser", format!("lk_{}_{name}", self.audit), english, german)
    }

    fn owning(&self, name: &str, schema: &str, table: &str, prefix: &str, english: &str, german: &str) -> Column {
        lookup(name, schema, table, format!("{prefix}_{}", self.owning), english, german)
    }
}

fn lookup(name: &str, schema: &str, table: &str, relationship: String, english: &str, german: &str) -> Column {
    let target = Target {
        table: table.into(),
        navigation: name.into(),
        collection: relationship.clone(),
        relationship,
        on_delete: OnDelete::RemoveLink,
    };
    read_only(name, schema, Kind::Lookup(vec![target]), english, german)
}

fn read_only(name: &str, schema: &str, kind: Kind, english: &str, german: &str) -> Column {
    Column { create: false, update: false, ..plain(name, schema, kind, english, german, Required::None) }
}

fn plain(name: &str, schema: &str, kind: Kind, english: &str, german: &str, required: Required) -> Column {
    Column {
        name: name.into(),
        schema: schema.into(),
        kind,
        label: Label::new(english, german),
        description: String::new(),
        required,
        create: true,
        update: true,
        default: None,
        computed: Vec::new(),
        standard: false,
    }
}

/// The amount in the organisation's currency that the platform keeps beside a money column.
pub fn base_amount(column: &Column) -> Option<Column> {
    let Kind::Number { number: Number::Money, .. } = column.kind else { return None };
    Some(Column {
        name: format!("{}_base", column.name),
        schema: format!("{}_Base", column.schema),
        label: Label::new(
            &format!("{} (Base)", column.label.get(super::Language::English)),
            &format!("{} (Basis)", column.label.get(super::Language::German)),
        ),
        required: Required::None,
        create: false,
        update: false,
        default: None,
        standard: true,
        ..column.clone()
    })
}
