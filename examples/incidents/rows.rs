//! Incidents as rows: the columns of GTD and of ACLED, and `GeoJSON`.
//!
//! An incident without an own day keeps the columns of the day empty (GTD: 0), with the latest possible day in `approxdate`.
//!
//! | incident | GTD | ACLED |
//! | --- | --- | --- |
//! | file and number | `eventid` | `event_id_cnty` |
//! | days | `iyear` `imonth` `iday`, else `approxdate` | `event_date`, the last of them; `time_precision` 1 a day, 2 a week, 3 longer |
//! | kind | `attacktype1_txt` | `event_type` `sub_event_type` |
//! | stage | `success`: 1 for what was carried out | |
//! | place | `country_txt` `city` `latitude` `longitude` | `country` `location` `latitude` `longitude`; `geo_precision` 1 a town, 3 wider |
//! | organizations | `gname` without those that deny; `guncertain1`: 0 where one is stated as fact; `claimed` | `actor1` |
//! | perpetrators | | `actor1` |
//! | targets and victims | `target1` | `actor2` |
//! | weapons | `weapdetail` | |
//! | killed, wounded (the least) | `nkill` `nwound` | `fatalities`, with the perpetrators |
//! | perpetrators killed | `nkillter` | |
//! | first sentence | `summary` | `notes` |
//! | file | `scite1` | `source` |

use dateline::{IncidentView, ParticipantView};
use serde_json::{Value, json};

/// A column: its name and how it is filled.
type Column = (&'static str, fn(&Row<'_>) -> String);

/// An incident and where it was read.
pub struct Row<'d> {
    pub id: String,
    pub source: &'d str,
    pub incident: IncidentView<'d>,
    /// The first sentence that tells of it.
    pub summary: String,
}

pub fn list<'d>(participants: impl Iterator<Item = ParticipantView<'d>>) -> String {
    let texts: Vec<String> = participants
        .map(|p| p.text().split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    texts.join("; ")
}

fn or_empty<T: ToString>(value: Option<T>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

/// The kinds of attack as GTD names them.
fn gtd_type(kind: &str) -> &str {
    match kind {
        "bombing" => "Bombing/Explosion",
        "attack" => "Armed Assault",
        "assassination" => "Assassination",
        "kidnapping" => "Hostage Taking (Kidnapping)",
        "hijacking" => "Hijacking",
        "arson" | "sabotage" => "Facility/Infrastructure Attack",
        _ => "Unknown",
    }
}

/// The event and sub-event types of ACLED.
fn acled_type(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "bombing" => ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
        "air_strike" => ("Explosions/Remote violence", "Air/drone strike"),
        "clash" | "raid" => ("Battles", "Armed clash"),
        "kidnapping" | "hijacking" => ("Violence against civilians", "Abduction/forced disappearance"),
        "detention" => ("Strategic developments", "Arrests"),
        "plot" => ("Strategic developments", "Disrupted weapons use"),
        "arson" | "robbery" | "sabotage" => ("Strategic developments", "Looting/property destruction"),
        _ => ("Violence against civilians", "Attack"),
    }
}

impl Row<'_> {
    /// The day, when it is one day.
    fn day(&self) -> Option<dateline::Day> {
        let (from, to) = self.incident.days();
        from.filter(|_| from == to)
    }

    /// The days as people write them: one day, a stretch, or the latest.
    pub fn days(&self) -> String {
        match self.incident.days() {
            (Some(from), Some(to)) if from == to => from.to_string(),
            (Some(from), Some(to)) => format!("{from} to {to}"),
            (None, Some(to)) => format!("by {to}"),
            _ => String::new(),
        }
    }

    fn coordinate(&self, which: fn((f64, f64)) -> f64) -> String {
        or_empty(self.incident.place().and_then(|p| p.coordinates()).map(which))
    }

    pub fn place(&self) -> String {
        self.incident.place().map(|p| p.name().to_owned()).unwrap_or_default()
    }

    fn city(&self) -> String {
        let place = self.incident.place().filter(|p| p.subkind() != "country");
        place.map(|p| p.name().to_owned()).unwrap_or_default()
    }

    pub fn feature(&self) -> Option<Value> {
        let (latitude, longitude) = self.incident.place()?.coordinates()?;
        Some(json!({
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
            "properties": {
                "id": self.id, "source": self.source, "kind": self.incident.kind(), "stage": self.incident.stage(),
                "days": self.days(), "place": self.place(), "country": self.incident.country_name(),
                "killed": self.incident.killed().map(|k| k.0), "wounded": self.incident.wounded().map(|k| k.0),
                "organizations": list(self.incident.organizations()), "summary": self.summary,
            }
        }))
    }
}

pub const GTD: &[Column] = &[
    ("eventid", |r| r.id.clone()),
    ("iyear", |r| r.day().map_or("0".into(), |d| d.year().to_string())),
    ("imonth", |r| r.day().map_or("0".into(), |d| d.month().to_string())),
    ("iday", |r| r.day().map_or("0".into(), |d| d.day().to_string())),
    ("approxdate", |r| if r.day().is_some() { String::new() } else { r.days() }),
    ("country_txt", |r| or_empty(r.incident.country_name())),
    ("city", |r| r.city()),
    ("latitude", |r| r.coordinate(|c| c.0)),
    ("longitude", |r| r.coordinate(|c| c.1)),
    ("summary", |r| r.summary.clone()),
    ("success", |r| u8::from(r.incident.stage() == "accomplished").to_string()),
    ("attacktype1_txt", |r| gtd_type(r.incident.kind()).to_owned()),
    ("target1", |r| list(r.incident.targets().chain(r.incident.victims()))),
    ("gname", |r| {
        list(r.incident.organizations().filter(|o| o.confidence() != Some("denied")))
    }),
    ("guncertain1", |r| {
        let sure = r.incident.organizations().any(|o| matches!(o.confidence(), Some("asserted")));
        u8::from(!sure).to_string()
    }),
    ("claimed", |r| {
        u8::from(r.incident.organizations().any(|o| o.confidence() == Some("claimed"))).to_string()
    }),
    ("weapdetail", |r| list(r.incident.weapons())),
    ("nkill", |r| or_empty(r.incident.killed().map(|k| k.0))),
    ("nkillter", |r| or_empty(r.incident.perpetrators_killed().map(|k| k.0))),
    ("nwound", |r| or_empty(r.incident.wounded().map(|k| k.0))),
    ("scite1", |r| r.source.to_owned()),
];

pub const ACLED: &[Column] = &[
    ("event_id_cnty", |r| r.id.clone()),
    ("event_date", |r| or_empty(r.incident.days().1)),
    ("time_precision", |r| match r.incident.days() {
        (Some(from), Some(to)) if from == to => "1".to_owned(),
        (Some(from), Some(to)) if from.plus_days(7) >= to => "2".to_owned(),
        _ => "3".to_owned(),
    }),
    ("event_type", |r| acled_type(r.incident.kind()).0.to_owned()),
    ("sub_event_type", |r| acled_type(r.incident.kind()).1.to_owned()),
    ("actor1", |r| list(r.incident.organizations().chain(r.incident.perpetrators()))),
    ("actor2", |r| list(r.incident.victims().chain(r.incident.targets()))),
    ("country", |r| or_empty(r.incident.country_name())),
    ("location", |r| r.place()),
    ("latitude", |r| r.coordinate(|c| c.0)),
    ("longitude", |r| r.coordinate(|c| c.1)),
    (
        "geo_precision",
        |r| if r.city().is_empty() { "3".to_owned() } else { "1".to_owned() },
    ),
    ("source", |r| r.source.to_owned()),
    ("notes", |r| r.summary.clone()),
    ("fatalities", |r| {
        let tolls = [r.incident.killed(), r.incident.perpetrators_killed()];
        or_empty(tolls.into_iter().flatten().map(|t| t.0).reduce(u64::saturating_add))
    }),
];
