//! `GeoJSON` (RFC 7946).

use serde_json::{Value, json};

use super::text::{slots, when};
use crate::model::Record;

/// The incidents and the places of an article that have coordinates, each as a feature; a place that is mentioned often is one feature.
#[must_use]
pub fn features(record: &Record) -> Vec<Value> {
    let mut features = Vec::new();
    for incident in &record.incidents {
        let Some(place) = &incident.place else { continue };
        let (Some(latitude), Some(longitude)) = (place.latitude, place.longitude) else {
            continue;
        };
        let mut properties = json!({
            "article": record.id, "type": "incident", "kind": incident.kind, "stage": incident.stage, "date": when(incident),
            "place": place.name, "country": place.country, "killed": incident.killed.map(|t| t.min), "killed_max": incident.killed.and_then(|t| t.max),
            "wounded": incident.wounded.map(|t| t.min), "wounded_max": incident.wounded.and_then(|t| t.max),
        });
        for (slot, fillers) in slots(incident) {
            if !fillers.is_empty() {
                properties[slot] = fillers.iter().map(|p| record.participant(p)).collect::<Vec<_>>().into();
            }
        }
        features.push(feature(longitude, latitude, properties));
    }
    let mut seen: Vec<(u64, u64)> = Vec::new();
    for mention in record.mentions.iter().filter(|m| m.kind == "place") {
        let (Some(latitude), Some(longitude)) = (mention.latitude, mention.longitude) else {
            continue;
        };
        let key = (latitude.to_bits(), longitude.to_bits());
        if seen.contains(&key) {
            continue;
        }
        seen.push(key);
        let here = |m: &&crate::model::Mention| m.kind == "place" && m.latitude == Some(latitude) && m.longitude == Some(longitude);
        let properties = json!({
            "article": record.id, "type": "place", "name": record.name_at(mention.span), "country": mention.country,
            "geonames": mention.more.get("geonames"), "mentions": record.mentions.iter().filter(here).count(),
        });
        features.push(feature(longitude, latitude, properties));
    }
    features
}

fn feature(longitude: f64, latitude: f64, mut properties: Value) -> Value {
    if let Some(map) = properties.as_object_mut() {
        map.retain(|_, value| !value.is_null());
    }
    json!({"type": "Feature", "geometry": {"type": "Point", "coordinates": [longitude, latitude]}, "properties": properties})
}

/// A `FeatureCollection` of articles.
///
/// ```
/// use dateline_cli::{format::geojson, input::Article, model::Record};
/// let article = Article { id: "a".into(), text: "Two men died in Aleppo.".into(), date: None };
/// let record = Record::new(&article, &dateline::Extractor::new().extract(&article.text));
/// let map: serde_json::Value = serde_json::from_str(&geojson(&[record])).unwrap();
/// let features = map["features"].as_array().unwrap();
/// assert!(features.iter().any(|f| f["properties"]["name"] == "Aleppo"));
/// ```
#[must_use]
pub fn geojson(records: &[Record]) -> String {
    let features: Vec<Value> = records.iter().flat_map(features).collect();
    format!("{}\n", json!({"type": "FeatureCollection", "features": features}))
}
