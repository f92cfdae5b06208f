//! What is told of an incident: its kind, stage, days, place and toll, and who has which part in it.
#![cfg(feature = "world-places")]

use std::fmt::Write;

use dateline::{Article, Day, Extractor, IncidentView, ParticipantView};

/// An incident in one line.
fn line(incident: IncidentView<'_>) -> String {
    let mut words = vec![incident.kind().to_owned()];
    if incident.stage() != "accomplished" {
        words.push(format!("({})", incident.stage()));
    }
    let (from, to) = incident.days();
    match (from, to) {
        (Some(from), Some(to)) if from == to => words.push(format!("on {from}")),
        (Some(from), Some(to)) => words.push(format!("from {from} to {to}")),
        (None, Some(to)) => words.push(format!("until {to}")),
        _ => {}
    }
    words.extend(incident.place_name().map(|name| format!("in {name}")));
    for (name, toll) in [("killed", incident.killed()), ("wounded", incident.wounded())] {
        words.extend(toll.map(|(min, max)| match max {
            Some(max) if max == min => format!("{name} {min}"),
            Some(max) => format!("{name} {min}-{max}"),
            None => format!("{name} {min}+"),
        }));
    }
    let mut part = |role: &str, p: ParticipantView<'_>| {
        let mut filler = format!("{role}={p}");
        for note in p.confidence().into_iter().chain(p.effect()) {
            let _ = write!(filler, " [{note}]");
        }
        words.push(filler);
    };
    incident.organizations().for_each(|p| part("organization", p));
    incident.perpetrators().for_each(|p| part("perpetrator", p));
    incident.targets().for_each(|p| part("target", p));
    incident.victims().for_each(|p| part("victim", p));
    incident.weapons().for_each(|p| part("weapon", p));
    words.extend(incident.events().map(|event| format!("event={}", event.text())));
    words.join("; ")
}

#[test]
fn incidents_are_told_with_their_days_places_tolls_and_parts() {
    let mut worker = Extractor::new().worker();
    let mut wrong = Vec::new();
    let mut count = 0;
    for case in include_str!("incidents.txt").split("\n\n").skip(1) {
        let (text, expected) = case.trim_end().split_once("\n  ").unwrap_or((case, ""));
        let expected: Vec<&str> = expected.split("\n  ").collect();
        let article = Article::new(text).published(Day::parse("2024-05-15").unwrap());
        let document = worker.extract(&article);
        let found: Vec<String> = document.incidents().map(line).collect();
        count += 1;
        if found != expected && !(found.is_empty() && expected == ["-"]) {
            wrong.push(format!("{text}\n  {}", found.join("\n  ")));
        }
    }
    assert!(count > 30, "{count} cases were read");
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n\n"));
}

/// The participants of the first incident, with `*` those who are told by name.
#[test]
fn participants_with_a_name_are_marked() {
    for (text, expected) in [
        (
            "Gunmen attacked the convoy of Luis Vano in Kano. Vano was killed. The driver was not hurt. Boko Haram claimed the attack.",
            "Boko Haram*; Gunmen; Vano*; driver",
        ),
        (
            "GUNMEN KILLED MAYOR LUIS VANO IN SANTA ANA ON 3 MAY 1989.",
            "GUNMEN; LUIS VANO*; MAYOR",
        ),
    ] {
        let document = Extractor::new().extract(text);
        let incident = document.incidents().next().unwrap();
        let all = incident.organizations().chain(incident.perpetrators()).chain(incident.victims());
        let shown: Vec<String> = all.map(|p| format!("{p}{}", if p.is_named() { "*" } else { "" })).collect();
        assert_eq!(shown.join("; "), expected, "{text}");
    }
}
