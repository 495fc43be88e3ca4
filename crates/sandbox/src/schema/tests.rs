use super::*;

#[test]
fn every_file_loads_and_names_agree() {
    let schema = Schema::load().expect("tables load");
    for table in schema.tables() {
        assert!(table.column(&table.id).is_some(), "{} has no key", table.name);
        if let Some(title) = &table.title {
            assert!(table.column(title).is_some(), "{} has no {title}", table.name);
        }
        for column in &table.columns {
            assert_eq!(column.name, column.schema.to_lowercase(), "{}", table.name);
            for part in column.computed.iter().flatten() {
                assert!(table.column(part).is_some(), "{}.{} is made of {part}", table.name, column.name);
            }
        }
        for status in &table.statuses {
            assert!(table.state(status.state).is_some());
            for to in status.to.iter().flatten() {
                assert!(table.status(*to).is_some());
            }
        }
        for state in &table.states {
            assert_eq!(table.status(state.default).map(|status| status.state), Some(state.value), "{}", table.name);
        }
        for key in &table.keys {
            assert!(key.columns.iter().all(|column| table.column(column).is_some()));
        }
    }
}

#[test]
fn content_settings_keep_their_documented_names() {
    let schema = Schema::load().expect("tables load");
    let journey = schema.set("msdyncrm_customerjourneys").expect("set");
    let navigation = journey.navigations.get("msdyncrm_contentsettingsId").expect("navigation");
    assert_eq!(navigation.target(), "msdyncrm_contentsettings");
    assert_eq!(schema.table(navigation.target()).map(|table| table.set.as_str()), Some("msdyncrm_contentsettingss"));
    assert!(!journey.navigations.contains_key("msdyncrm_ContentSettingsId"));
}
