//! What `sshd -T` prints: one setting on each line, some of them several times.

use crate::rebe::{Json, Refusal};
use std::collections::BTreeMap;

pub fn decode(output: &str) -> Result<Json, Refusal> {
    let mut settings: BTreeMap<&str, Vec<Json>> = BTreeMap::new();
    for line in output.lines().filter(|line| !line.trim().is_empty()) {
        let (name, value) = line.split_once(' ').unwrap_or((line, ""));
        if !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()) {
            return Err(Refusal(format!("This is no setting of sshd: {line}")));
        }
        settings.entry(name).or_default().push(Json::Text(value.trim().into()));
    }
    if !settings.contains_key("port") {
        return Err(Refusal("This is not what sshd -T prints: it names no port".into()));
    }
    let settings = settings.into_iter().map(|(name, values)| (name.into(), Json::List(values)));
    Ok(Json::Object(vec![("settings".into(), Json::Object(settings.collect()))]))
}
