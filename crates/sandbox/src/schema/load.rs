//! From files to a checked schema.

use std::collections::{BTreeMap, HashMap};

use include_dir::{Dir, include_dir};

use super::{
    Column, DateBehavior, Kind, Label, ManyToMany, Navigation, OnDelete, OneToMany, OptionSet, PRINCIPAL, Required,
    Schema, Table, Target,
    column::Number,
    file::{ChoicesFile, ColumnFile, TableFile},
    standard,
};

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/tables");

/// All definitions of `tables/`.
pub fn schema() -> Result<Schema, String> {
    let choices = choices()?;
    let mut tables = Vec::new();
    let mut files: Vec<_> = FILES.files().collect();
    files.sort_by_key(|file| file.path());
    for file in files {
        let fail = |what: String| format!("{}: {what}", file.path().display());
        let read: TableFile = serde_json::from_slice(file.contents()).map_err(|error| fail(error.to_string()))?;
        tables.push(table(read, &choices).map_err(fail)?);
    }
    let mut schema = Schema {
        by_name: tables.iter().enumerate().map(|(index, table)| (table.name.clone(), index)).collect(),
        by_set: tables
            .iter()
            .enumerate()
            .filter(|(_, table)| !table.private)
            .map(|(index, table)| (table.set.clone(), index))
            .collect(),
        tables,
        choices,
        one_to_many: Vec::new(),
        many_to_many: Vec::new(),
    };
    relate(&mut schema)?;
    Ok(schema)
}

fn choices() -> Result<Vec<OptionSet>, String> {
    let file = FILES.get_file("choices/choices.json").ok_or("choices/choices.json is missing")?;
    let read: Vec<ChoicesFile> =
        serde_json::from_slice(file.contents()).map_err(|error| format!("choices: {error}"))?;
    let set = |ChoicesFile { name, label, options }| OptionSet { name, global: true, label, options };
    Ok(read.into_iter().map(set).collect())
}

fn table(file: TableFile, choices: &[OptionSet]) -> Result<Table, String> {
    let mut columns = vec![key(&file)];
    for column in &file.columns {
        let column = self::column(&file.name, column, choices)?;
        let base = standard::base_amount(&column);
        columns.push(column);
        columns.extend(base);
    }
    if let Some(intersect) = &file.intersect {
        for side in [&intersect.first, &intersect.second] {
            columns.push(Column {
                name: side.column.clone(),
                schema: side.column.clone(),
                required: Required::None,
                ..key(&file)
            });
        }
    }
    columns.extend(standard::columns(&file));
    let by_name: HashMap<_, _> =
        columns.iter().enumerate().map(|(index, column)| (column.name.clone(), index)).collect();
    if by_name.len() != columns.len() {
        return Err("two columns have one name".into());
    }
    Ok(Table {
        collection: file.collection.unwrap_or_else(|| file.set.clone()),
        name: file.name,
        schema: file.schema,
        set: file.set,
        code: file.code,
        label: file.label,
        plural: file.plural,
        id: file.id,
        title: file.title,
        ownership: file.ownership,
        activity: file.activity,
        principal: file.principal,
        private: file.private,
        states: file.states,
        statuses: file.statuses,
        keys: file.keys,
        intersect: file.intersect,
        columns,
        by_name,
        navigations: BTreeMap::new(),
    })
}

fn key(file: &TableFile) -> Column {
    Column {
        name: file.id.clone(),
        schema: file
            .id_schema
            .clone()
            .unwrap_or_else(|| format!("{}Id", file.id.strip_suffix("id").unwrap_or(&file.id))),
        kind: Kind::Guid,
        label: file.label.clone(),
        description: String::new(),
        required: Required::SystemRequired,
        create: true,
        update: false,
        default: None,
        computed: Vec::new(),
        standard: false,
    }
}

fn column(table: &str, file: &ColumnFile, choices: &[OptionSet]) -> Result<Column, String> {
    let schema = file.schema.clone().unwrap_or_else(|| file.name.clone());
    Ok(Column {
        name: file.name.clone(),
        kind: kind(table, &schema, file, choices)?,
        schema,
        label: file.label.clone(),
        description: file.description.clone(),
        required: file.required,
        create: file.create,
        update: file.update,
        default: file.default.clone(),
        computed: file.computed.clone(),
        standard: false,
    })
}

fn kind(table: &str, schema: &str, file: &ColumnFile, choices: &[OptionSet]) -> Result<Kind, String> {
    let format = |usual: &str| file.format.clone().unwrap_or_else(|| usual.into());
    let long = || file.max.ok_or_else(|| format!("{}: no length", file.name));
    let number = |number, precision| Kind::Number {
        number,
        min: file.min.unwrap_or(-100_000_000_000.0),
        max: file.max_value.unwrap_or(922_337_203_685_477.0),
        precision: file.precision.unwrap_or(precision),
    };
    let set = || {
        if let Some(name) = &file.global {
            let shared = choices.iter().find(|set| set.name == *name).cloned();
            return shared.ok_or_else(|| format!("no option set {name}"));
        }
        let name = format!("{table}_{}", file.name);
        Ok(OptionSet { name, global: false, label: file.label.clone(), options: file.options.clone() })
    };
    Ok(match file.kind.as_str() {
        "string" => Kind::Text { max: long()?, format: format("Text") },
        "memo" => Kind::Memo { max: long()? },
        "int" => Kind::Integer {
            min: file.min.map_or(i64::from(i32::MIN), |min| min as i64),
            max: file.max_value.map_or(i64::from(i32::MAX), |max| max as i64),
            format: format("None"),
        },
        "bigint" => Kind::BigInt,
        "decimal" => number(Number::Decimal, 2),
        "money" => number(Number::Money, 2),
        "double" => number(Number::Double, 5),
        "bool" => Kind::Boolean { labels: [Label::new("No", "Nein"), Label::new("Yes", "Ja")] },
        "choice" => Kind::Choice(set()?),
        "choices" => Kind::Choices(set()?),
        "datetime" => Kind::DateTime {
            behavior: file.behavior,
            date_only: file.behavior == DateBehavior::DateOnly || file.format.as_deref() == Some("DateOnly"),
            whole_minutes: file.whole_minutes,
        },
        "lookup" | "customer" => Kind::Lookup(targets(table, schema, file)),
        "guid" => Kind::Guid,
        "entityname" => Kind::EntityName,
        "image" | "file" => Kind::Binary,
        other => return Err(format!("{}: no type {other}", file.name)),
    })
}

fn targets(table: &str, schema: &str, file: &ColumnFile) -> Vec<Target> {
    let target = |target: &super::file::TargetFile| {
        // What the platform calls a custom lookup's relationship and navigation property unless told otherwise.
        let relationship =
            target.relationship.clone().unwrap_or_else(|| format!("msdyncrm_{}_{table}_{}", target.table, file.name));
        Target {
            table: target.table.clone(),
            navigation: target.nav.clone().unwrap_or_else(|| schema.into()),
            collection: target.many.clone().filter(|many| !many.is_empty()).unwrap_or_else(|| relationship.clone()),
            relationship,
            on_delete: target.delete,
        }
    };
    file.targets.iter().map(target).collect()
}

/// Works out both sides of every relationship.
fn relate(schema: &mut Schema) -> Result<(), String> {
    let mut ones = Vec::new();
    for table in &schema.tables {
        for column in &table.columns {
            let owner = Target {
                table: "owner".into(),
                navigation: "ownerid".into(),
                relationship: format!("owner_{}", table.name),
                collection: format!("owner_{}", table.name),
                on_delete: OnDelete::RemoveLink,
            };
            let targets = match &column.kind {
                Kind::Lookup(targets) => targets.as_slice(),
                Kind::Owner => std::slice::from_ref(&owner),
                _ => continue,
            };
            for target in targets {
                ones.push(OneToMany {
                    schema: target.relationship.clone(),
                    referenced: target.table.clone(),
                    referencing: table.name.clone(),
                    column: column.name.clone(),
                    navigation: target.navigation.clone(),
                    collection: target.collection.clone(),
                    on_delete: target.on_delete,
                });
            }
        }
    }
    for one in &ones {
        let owner = one.referenced == "owner";
        let target = if owner { PRINCIPAL.into() } else { one.referenced.clone() };
        let forth = Navigation::One { column: one.column.clone(), target, relationship: one.schema.clone() };
        add(schema, &one.referencing, &one.navigation, forth)?;
        if !owner {
            let back = Navigation::Many {
                table: one.referencing.clone(),
                column: one.column.clone(),
                back: one.navigation.clone(),
                relationship: one.schema.clone(),
            };
            add(schema, &one.referenced, &one.collection, back)?;
        }
    }
    let mut manies = Vec::new();
    for table in &schema.tables {
        let Some(intersect) = &table.intersect else { continue };
        let side =
            |side: &super::table::Side| (side.table.clone(), side.column.clone(), intersect.relationship.clone());
        manies.push(ManyToMany {
            schema: intersect.relationship.clone(),
            intersect: table.name.clone(),
            sides: [side(&intersect.first), side(&intersect.second)],
        });
    }
    for many in &manies {
        for (here, there) in [(0, 1), (1, 0)] {
            let across = Navigation::Across {
                table: many.sides[there].0.clone(),
                intersect: many.intersect.clone(),
                here: many.sides[here].1.clone(),
                there: many.sides[there].1.clone(),
                relationship: many.schema.clone(),
            };
            add(schema, &many.sides[here].0.clone(), &many.sides[here].2.clone(), across)?;
        }
    }
    schema.one_to_many = ones;
    schema.many_to_many = manies;
    Ok(())
}

fn add(schema: &mut Schema, table: &str, name: &str, navigation: Navigation) -> Result<(), String> {
    let index = *schema.by_name.get(table).ok_or_else(|| format!("{name} leads to {table}, which is no table"))?;
    match schema.tables[index].navigations.insert(name.into(), navigation) {
        None => Ok(()),
        Some(_) => Err(format!("two navigation properties {name} on {table}")),
    }
}
