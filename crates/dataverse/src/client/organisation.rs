//! What an organisation and its user have set.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Client;
use crate::error::Error;
use crate::query::Query;
use crate::transport::Transport;
use crate::url::encode;

/// How the user reads languages, times and numbers (`reference/hosting.md 3`). What is missing was never set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserSettings {
    /// Code of the language of labels and formatted values, such as 1033.
    pub language: Option<i64>,
    /// Code of the region whose formats they began with.
    pub locale: Option<i64>,
    /// `timezonecode` of a row in `timezonedefinitions`.
    pub time_zone: Option<i64>,
    /// What stands before decimals.
    pub decimal_symbol: Option<String>,
    /// What stands between groups of digits.
    pub number_separator: Option<String>,
    /// Sizes of the groups of digits, such as `3` or `3,2`.
    pub number_group_format: Option<String>,
    /// Format of dates, such as `dd.MM.yyyy`.
    pub date_format: Option<String>,
    /// Format of times, such as `HH:mm`.
    pub time_format: Option<String>,
}

impl<T: Transport> Client<T> {
    /// The settings of the signed-in user.
    pub async fn user_settings(&self) -> Result<UserSettings, Error> {
        let query = Query::new().select(&[
            "uilanguageid",
            "localeid",
            "timezonecode",
            "decimalsymbol",
            "numberseparator",
            "numbergroupformat",
            "dateformatstring",
            "timeformatstring",
        ]);
        let row = self.get("usersettingscollection", &self.user().await?, &query).await?;
        let text = |column: &str| row.text(column).map(str::to_owned);
        Ok(UserSettings {
            language: row.number("uilanguageid"),
            locale: row.number("localeid"),
            time_zone: row.number("timezonecode"),
            decimal_symbol: text("decimalsymbol"),
            number_separator: text("numberseparator"),
            number_group_format: text("numbergroupformat"),
            date_format: text("dateformatstring"),
            time_format: text("timeformatstring"),
        })
    }

    /// How many records tables have, by logical name: as the server counted them within the last 24 hours, whoever may
    /// read them (`reference/web-api.md 11`).
    pub async fn record_counts(&self, tables: &[&str]) -> Result<BTreeMap<String, u64>, Error> {
        let names = Value::from(tables).to_string();
        let answer =
            self.function(&format!("RetrieveTotalRecordCount(EntityNames=@p1)?@p1={}", encode(&names))).await?;
        let counts = &answer["EntityRecordCountCollection"];
        match (counts["Keys"].as_array(), counts["Values"].as_array()) {
            (Some(keys), Some(values)) => {
                let pairs = keys.iter().zip(values);
                Ok(pairs.filter_map(|(key, value)| Some((key.as_str()?.to_owned(), value.as_u64()?))).collect())
            }
            _ => Err(Error::Unreadable("counts were expected".to_owned())),
        }
    }
}
