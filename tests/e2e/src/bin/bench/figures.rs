//! Figures of many times, in milliseconds.

use e2e::{Browser, Outcome};
use serde_json::Value;

/// The middle one.
pub fn median(values: &Value) -> f64 {
    let mut values: Vec<f64> = values.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The one that a share of all do not exceed.
pub fn percentile(values: &Value, share: f64) -> f64 {
    let mut values: Vec<f64> = values.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    values.sort_by(f64::total_cmp);
    let at = ((values.len() as f64 - 1.0) * share).round() as usize;
    values.get(at).copied().unwrap_or(f64::NAN)
}

/// Durations of a measure of User Timing, in milliseconds.
pub async fn durations(browser: &Browser, measure: &str) -> Outcome<Value> {
    browser.run(&format!("performance.getEntriesByName('{measure}').map((m) => m.duration)")).await
}
