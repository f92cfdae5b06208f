//! Places as points on an outline of the world.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use dateline::{Gazetteer, Kind};

use super::markup::escape;
use crate::model::Record;

/// A place with the articles and incidents that name it.
#[derive(Clone, Debug)]
struct Place {
    name: String,
    /// The names of its division and its country.
    division: Option<String>,
    country: Option<String>,
    latitude: f64,
    longitude: f64,
    /// Countries and the like are drawn as rings: their point is only their middle.
    area: bool,
    mentions: usize,
    incident: bool,
    entity: Option<u32>,
    articles: Vec<usize>,
}

/// The places of several articles; places at one point are one.
#[derive(Clone, Debug, Default)]
pub(super) struct Places(BTreeMap<(i32, i32), Place>);

impl Places {
    pub(super) fn add(&mut self, record: &Record, number: usize) {
        for mention in record.mentions.iter().filter(|m| m.kind == "place") {
            if let (Some(latitude), Some(longitude)) = (mention.latitude, mention.longitude) {
                let geonames = mention.more.get("geonames").and_then(serde_json::Value::as_u64);
                let country = mention.country.as_deref();
                let place = self.at((latitude, longitude), &record.name_at(mention.span), country, geonames, number);
                place.mentions += 1;
                place.entity = Some(mention.entity);
            }
        }
        for place in record.incidents.iter().filter_map(|i| i.place.as_ref()) {
            if let (Some(latitude), Some(longitude), Some(name)) = (place.latitude, place.longitude, &place.name) {
                let geonames = place.more.get("geonames").and_then(serde_json::Value::as_u64);
                let country = place.country.as_deref();
                self.at((latitude, longitude), name, country, geonames, number).incident = true;
            }
        }
    }

    fn at(
        &mut self,
        (latitude, longitude): (f64, f64),
        name: &str,
        country: Option<&str>,
        geonames: Option<u64>,
        number: usize,
    ) -> &mut Place {
        let key = ((latitude * 100.0).round() as i32, (longitude * 100.0).round() as i32);
        let place = self.0.entry(key).or_insert_with(|| {
            let (division, area) = known(name, geonames, country);
            Place {
                name: name.to_owned(),
                division,
                country: country.and_then(country_name),
                latitude,
                longitude,
                area,
                mentions: 0,
                incident: false,
                entity: None,
                articles: Vec::new(),
            }
        });
        if place.articles.last() != Some(&number) {
            place.articles.push(number);
        }
        place
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The map, zoomed to where the points are.
    pub(super) fn draw(&self, heading: &str) -> String {
        let mut places: Vec<&Place> = self
            .0
            .values()
            .filter(|p| p.latitude.abs() <= 90.0 && p.longitude.abs() <= 180.0)
            .collect();
        places.sort_by(|a, b| {
            (b.incident, !b.area, b.mentions)
                .cmp(&(a.incident, !a.area, a.mentions))
                .then_with(|| a.name.cmp(&b.name))
        });
        let [left, top, width, height] = region(&places);
        let mut out = format!(
            "<section class=\"places\"><h2>{heading}</h2><div class=\"mapbox\"><svg class=\"map\" viewBox=\"{left} {top} {width} {height}\" \
             data-home=\"{left} {top} {width} {height}\" tabindex=\"0\" role=\"group\" aria-label=\"Map of {} places; the list below it names them\">\
             <use href=\"#land\" class=\"land\"/><use href=\"#borders\" class=\"borders\"/>",
            places.len()
        );
        // What matters most is drawn last, over the others.
        for place in places.iter().rev() {
            let class = match (place.incident, place.area) {
                (true, _) => "pt hit",
                (false, true) => "pt area",
                (false, false) => "pt",
            };
            let label = escape(&self.label(place));
            let _ = write!(
                out,
                "<g class=\"{class}\" transform=\"translate({:.1} {:.1})\" data-n=\"{}\"{} data-as=\"{}\"><title>{label}</title>\
                 <circle r=\"1\"/><text>{label}</text></g>",
                x(place.longitude),
                y(place.latitude),
                place.mentions,
                place.entity.map(|e| format!(" data-e=\"{e}\"")).unwrap_or_default(),
                place.articles.iter().map(usize::to_string).collect::<Vec<_>>().join(" "),
            );
        }
        out.push_str(
            "</svg><div class=\"zoom\"><button type=\"button\" data-z=\"in\" aria-label=\"Zoom in\">+</button>\
             <button type=\"button\" data-z=\"out\" aria-label=\"Zoom out\">−</button>\
             <button type=\"button\" data-z=\"home\">Region</button><button type=\"button\" data-z=\"world\">World</button></div></div>\n<ul class=\"placelist\">",
        );
        for place in &places {
            let _ = write!(
                out,
                "<li><span class=\"{}\">{}</span></li>",
                if place.incident { "hit" } else { "" },
                escape(&self.label(place))
            );
        }
        out + "</ul></section>\n"
    }

    /// Its name; namesakes have their country behind it, those of one country their division, and where that is no help their coordinates.
    fn label(&self, place: &Place) -> String {
        let same = |other: &&Place| other.name == place.name && (other.latitude, other.longitude) != (place.latitude, place.longitude);
        let namesakes: Vec<&Place> = self.0.values().filter(same).collect();
        if namesakes.is_empty() {
            return place.name.clone();
        }
        let apart = |of: fn(&Place) -> &Option<String>| {
            let within = of(place).as_ref();
            within.filter(|_| namesakes.iter().all(|p| of(p).as_ref() != within))
        };
        match apart(|p| &p.country).or_else(|| apart(|p| &p.division)) {
            Some(within) if *within == place.name => place.name.clone(),
            Some(within) => format!("{}, {within}", place.name),
            None => format!("{} ({:.1}, {:.1})", place.name, place.latitude, place.longitude),
        }
    }
}

/// The name of a country, from its code.
pub(super) fn country_name(code: &str) -> Option<String> {
    Gazetteer::builtin().get(&format!("country:{code}")).map(|e| e.name().to_owned())
}

/// All countries, the largest first, for the script: name, x and y. Their names tell the reader of a map where it lies.
pub(super) fn countries() -> String {
    let places = Gazetteer::builtin().of_kind(Kind::Place).filter(|e| e.subkind() == "country");
    let points = places.filter_map(|e| e.coordinates().map(|at| (e.population(), e.name().to_owned(), x(at.1), y(at.0))));
    let mut points: Vec<_> = points.collect();
    points.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let list: Vec<_> = points
        .into_iter()
        .map(|(_, name, x, y)| (name, x.round() as i32, y.round() as i32))
        .collect();
    serde_json::to_string(&list).unwrap_or_default().replace('<', "\\u003c")
}

/// Units of the map are tenths of a degree, from its north-western corner.
fn x(longitude: f64) -> f64 {
    (longitude + 180.0) * 10.0
}

fn y(latitude: f64) -> f64 {
    (90.0 - latitude) * 10.0
}

/// What the lists say of a place: its division, and whether it is an area.
fn known(name: &str, geonames: Option<u64>, country: Option<&str>) -> (Option<String>, bool) {
    let entries = Gazetteer::builtin().lookup(name);
    let same = entries
        .iter()
        .position(|e| geonames.is_some() && e.geonames().map(u64::from) == geonames);
    let entry = same.or_else(|| entries.iter().position(|e| e.country() == country));
    let Some(entry) = entry.and_then(|at| entries.get(at)) else {
        return (None, false);
    };
    let area = matches!(
        entry.subkind(),
        "country" | "admin1" | "region" | "former" | "breakaway" | "continent" | "water"
    );
    (entry.parent().map(str::to_owned), area)
}

/// A view box around the points, areas left out where there are others, as their middle may be far away: three times as wide as high at most, never closer than twenty-four degrees.
fn region(places: &[&Place]) -> [i32; 4] {
    let (mut west, mut east, mut north, mut south) = (f64::MAX, f64::MIN, f64::MIN, f64::MAX);
    let points = places.iter().any(|p| !p.area);
    for place in places.iter().filter(|p| !p.area || !points) {
        west = west.min(place.longitude);
        east = east.max(place.longitude);
        north = north.max(place.latitude);
        south = south.min(place.latitude);
    }
    if places.is_empty() {
        return [0, 60, 3600, 1400];
    }
    let width = ((east - west) * 1.6).max((north - south) * 3.2).clamp(24.0, 360.0);
    let height = (width / 2.0).min(146.0);
    let left = (f64::midpoint(west, east) - width / 2.0).clamp(-180.0, 180.0 - width);
    let top = (f64::midpoint(north, south) + height / 2.0).clamp(-60.0 + height, 86.0_f64.max(-60.0 + height));
    [x(left), y(top), width * 10.0, height * 10.0].map(|v| v.round() as i32)
}

pub(super) fn of_article(record: &Record) -> String {
    let mut places = Places::default();
    places.add(record, 0);
    if places.is_empty() { String::new() } else { places.draw("Where") }
}
