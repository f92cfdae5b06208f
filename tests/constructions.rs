//! The constructions of the field, one sentence each: the kind, the arguments that have to be found, polarity and modality.

use dateline::{Article, Day, Extractor, RelationKind};

#[test]
fn every_construction_is_read() {
    let lists = "kind\tname\ngroup\tDawn Front\n";
    let extractor = Extractor::builder().gazetteer_tsv("field.tsv", lists).build().unwrap();
    let (mut wrong, mut count) = (Vec::new(), 0);
    let mut text = "";
    let lines = include_str!("constructions.txt")
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with([';', '#']));
    for line in lines {
        let Some(expected) = line.strip_prefix("  ") else {
            text = line;
            continue;
        };
        count += 1;
        let document = extractor.extract(text);
        let found: Vec<String> = document
            .relations()
            .map(|r| r.view())
            .map(|v| {
                let arguments: Vec<String> = v.arguments().map(|(role, m)| format!("{role}={m}")).collect();
                format!(
                    "{} {} | {:?} {:?}",
                    v.kind().name(),
                    arguments.join("; "),
                    v.polarity(),
                    v.modality()
                )
            })
            .collect();
        let fits = if expected == "-" {
            found.is_empty()
        } else {
            found.iter().any(|f| matches(expected, f))
        };
        if !fits {
            wrong.push(format!("{text}\n    wanted {expected}\n    found  {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), count, wrong.join("\n"));
}

/// Whether a printed relation has the kind, the arguments and the flags that are wanted.
fn matches(expected: &str, found: &str) -> bool {
    let mut parts = expected.split(" | ");
    let head = parts.next().unwrap_or_default();
    let (kind, arguments) = head.split_once(' ').unwrap_or((head, ""));
    assert!(RelationKind::parse(kind).is_some(), "{kind}");
    let (left, flags) = found.split_once(" | ").unwrap_or((found, ""));
    let (found_kind, listed) = left.split_once(' ').unwrap_or((left, ""));
    let listed: Vec<&str> = listed.split("; ").collect();
    let mut wanted: Vec<String> = Vec::new();
    for word in arguments.split(' ').filter(|w| !w.is_empty()) {
        match (word.contains('='), wanted.last_mut()) {
            (false, Some(last)) => *last = format!("{last} {word}"),
            _ => wanted.push(word.to_owned()),
        }
    }
    let lower = flags.to_lowercase();
    kind == found_kind && wanted.iter().all(|w| listed.contains(&w.as_str())) && parts.all(|flag| lower.contains(flag))
}

/// What arms an attack tells it no second time.
#[test]
fn an_attack_is_told_once_with_its_weapon() {
    let document = Extractor::new().extract("Rebels fired dozens of rockets at northern Israel on Thursday.");
    let attacks: Vec<_> = document
        .relations()
        .map(|r| r.view())
        .filter(|v| v.kind() == RelationKind::Attacked)
        .map(|v| v.argument("weapon").to_string())
        .collect();
    assert_eq!(attacks, ["dozens of rockets"]);
}

/// What a role holds, all of it: nothing of the clauses beside.
#[test]
fn what_belongs_to_another_clause_fills_no_role() {
    let extractor = Extractor::new();
    for (text, kind, role, all) in [
        // The subjects of the next clause are no objects of the verb before them.
        (
            "Gunmen fought soldiers after exploding a car bomb outside their base, local police, nurses and the gunmen said.",
            RelationKind::Attacked,
            "target",
            "their base",
        ),
        // The place of who speaks is not the place of what is told.
        (
            "The mayor of Kabul said gunmen seized two nurses.",
            RelationKind::Kidnapped,
            "place",
            "",
        ),
        // What stands behind a later verb with a subject of its own is that verb's.
        (
            "Rebels blew up a bridge on Monday, and were blamed by the army for a blast in Aleppo.",
            RelationKind::Attacked,
            "place",
            "",
        ),
        (
            "The mayor has suspended the talks and asked Cuba to take part.",
            RelationKind::Suspended,
            "place",
            "",
        ),
        (
            "Nine men have died in Mirel since the army moved in in December 2006.",
            RelationKind::Killed,
            "time",
            "",
        ),
        (
            "Troops drove rebels out of Aleppo in 2011, but the rebels still kill farmers.",
            RelationKind::Killed,
            "time",
            "",
        ),
        (
            "Soldiers killed two rebels and freed a nurse who had been held in Aleppo in October.",
            RelationKind::Killed,
            "time",
            "",
        ),
        (
            "Army says it downed nine drones; two men hurt in Aleppo",
            RelationKind::Attacked,
            "place",
            "",
        ),
        // How long is not when.
        ("Gunmen killed a nurse in a siege of seven hours.", RelationKind::Killed, "time", ""),
        ("A week after the vote, gunmen killed a nurse.", RelationKind::Killed, "time", ""),
        // What follows a second event noun is that one's.
        (
            "He spoke of missiles in reply to air strikes on Aleppo.",
            RelationKind::Attacked,
            "target",
            "Aleppo",
        ),
        // The bombing killed, not the academy that it struck.
        (
            "A car bombing outside a police academy in Aleppo that killed 22 cadets was denounced.",
            RelationKind::Killed,
            "agent",
            "",
        ),
        (
            "The two groups have clashed nine times since June, according to nurses in Kabul.",
            RelationKind::Clashed,
            "place",
            "",
        ),
    ] {
        let document = extractor.extract(text);
        let found = document.relations().map(|r| r.view()).find(|v| v.kind() == kind);
        assert_eq!(found.map(|v| v.argument(role).to_string()).as_deref(), Some(all), "{text}");
    }
}

/// The slots of an incident: people who are attacked are its victims, and its day is not behind that of the article.
#[test]
fn an_incident_has_its_victims_and_its_day() {
    let extractor = Extractor::new();
    for name in ["two nurses", "Lina Moro"] {
        let document = extractor.extract(&format!("Gunmen attacked {name} in Mirel."));
        let incident = document.incidents().next().expect("an incident");
        assert_eq!(incident.victims().map(|v| v.text()).collect::<Vec<_>>(), [name]);
        assert_eq!(incident.targets().count(), 0);
    }
    let text = "A BOMB EXPLODED OUTSIDE THE BANK IN MIREL ON 3 MARCH 2024.  THE EXPLOSION DESTROYED TWO VEHICLES.";
    let article = Article::new(text).published(Day::parse("2024-03-05").unwrap());
    let document = extractor.extract_article(&article);
    let incident = document.incidents().next().expect("an incident");
    assert_eq!(incident.days().0, Day::parse("2024-03-03"));
}

/// Who is said to say it; and the cues that make a fact a plan, a rumour or none.
#[test]
fn a_fact_has_its_source_polarity_and_modality() {
    let extractor = Extractor::new();
    let mut wrong = Vec::new();
    for (text, expected) in [
        ("Rebels attacked the town.", "- Positive Asserted"),
        ("Rebels attacked the town, police said.", "police Positive Reported"),
        ("According to the mayor, rebels attacked the town.", "the mayor Positive Reported"),
        ("Rebels attacked the town, according to the mayor.", "the mayor Positive Reported"),
        ("Rebels reportedly attacked the town.", "- Positive Reported"),
        ("Rebels allegedly attacked the town.", "- Positive Alleged"),
        ("Suspected rebels attacked the town.", "- Positive Alleged"),
        ("The mayor said rebels attacked the town.", "The mayor Positive Reported"),
        ("The mayor said that rebels attacked the town.", "The mayor Positive Reported"),
        ("\"Rebels attacked the town,\" the mayor said.", "the mayor Positive Reported"),
        (
            "Syria's ministry said rebels attacked the town.",
            "Syria's ministry Positive Reported",
        ),
        ("The mayor denied that rebels attacked the town.", "The mayor Negated Reported"),
        ("Rebels did not attack the town.", "- Negated Asserted"),
        ("Rebels never attacked the town.", "- Negated Asserted"),
        ("No rebels attacked the town.", "- Negated Asserted"),
        ("Rebels refused to attack the town.", "- Negated Asserted"),
        ("Rebels tried to attack the town.", "- Positive Averted"),
        ("Rebels failed to attack the town.", "- Positive Averted"),
        ("Rebels are believed to have attacked the town.", "- Positive Alleged"),
        ("Rebels were accused of attacking the town.", "- Positive Alleged"),
        ("Rebels may have attacked the town.", "- Positive Hypothetical"),
        ("Police will leave if rebels attacked the town.", "- Positive Hypothetical"),
        ("Soldiers fled, and rebels attacked the town.", "- Positive Asserted"),
        ("Soldiers failed to flee, and rebels attacked the town.", "- Positive Asserted"),
        ("Nobody fled when rebels attacked the town.", "- Positive Asserted"),
        ("Police said so; rebels attacked the town.", "- Positive Asserted"),
        (
            "Rebels in a leaflet confirmed by police attacked the town, the mayor said.",
            "the mayor Positive Reported",
        ),
        (
            "Rockets that hit the town killed two, the mayor said.",
            "the mayor Positive Reported",
        ),
        (
            "A commander, speaking to reporters, denied rebels attacked the town.",
            "A commander Negated Reported",
        ),
        ("The mayor spoke of rebels who attacked the town.", "- Positive Asserted"),
        (
            "The mayor said he left; the army said rebels attacked the town.",
            "the army Positive Reported",
        ),
        ("The rebels who attacked the town denied the claim.", "- Positive Asserted"),
        ("The rebels who attacked the town said they fled.", "- Positive Asserted"),
        (
            "The mayor will not say whether rebels attacked the town.",
            "- Positive Hypothetical",
        ),
        ("The army prevented rebels from attacking the town.", "- Positive Averted"),
        ("The attack on the town was condemned.", "- Positive Asserted"),
        ("An alleged attack on the town was condemned.", "- Positive Alleged"),
        (
            "The army tried to free the men after rebels attacked the town.",
            "- Positive Asserted",
        ),
    ] {
        let document = extractor.extract(text);
        let attack = document.relations().map(|r| r.view()).find(|r| r.kind() == RelationKind::Attacked);
        let found = attack.map(|r| {
            let source = r.attribution().map_or("-", |span| span.text(document.text()));
            format!("{source} {:?} {:?}", r.polarity(), r.modality())
        });
        if found.as_deref() != Some(expected) {
            wrong.push(format!("(\"{text}\", \"{}\"),", found.unwrap_or_default()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where and when: of the clause, not of its neighbours.
#[test]
fn a_fact_has_the_place_and_day_of_its_clause() {
    let extractor = Extractor::new();
    let mut wrong = Vec::new();
    for (text, expected) in [
        ("Rebels attacked a base in Aleppo on Monday.", "place=Aleppo time=Monday"),
        ("In Aleppo on Monday, rebels attacked a base.", "place=Aleppo time=Monday"),
        ("Police in Homs said rebels attacked a base in Aleppo.", "place=Aleppo"),
        ("Rebels attacked a base, police in Homs said on Monday.", ""),
        ("Rebels attacked a base in Aleppo, Syria.", "place=Aleppo"),
        ("Rebels attacked a base in Syria's Aleppo province.", "place=Aleppo"),
        (
            "Rebels fled from Homs on Sunday and attacked a base in Aleppo on Monday.",
            "place=Aleppo time=Monday",
        ),
        ("Rebels attacked a base in Aleppo, and troops fled to Homs.", "place=Aleppo"),
        ("It was the first attack on a base in Aleppo since Monday.", "place=Aleppo"),
        ("ALEPPO, May 3 (Reuters) - Rebels attacked a base.", "place=ALEPPO time=May 3"),
        (
            "ALEPPO, May 3 (Reuters) - Rebels attacked a base in Homs on Monday.",
            "place=Homs time=Monday",
        ),
        ("The Monday attack on a base in Aleppo failed.", "place=Aleppo time=Monday"),
        ("Rebels who fled from Homs attacked a base in Aleppo.", "place=Aleppo"),
    ] {
        let document = extractor.extract(text);
        let attack = document.relations().map(|r| r.view()).find(|r| r.kind() == RelationKind::Attacked);
        let found: Vec<String> = attack.map_or(Vec::new(), |r| {
            let of = |role: &'static str| {
                r.argument(role)
                    .iter()
                    .map(move |m| format!("{role}={}", m.text()))
                    .collect::<Vec<_>>()
            };
            [of("place"), of("time")].concat()
        });
        if found.join(" ") != expected {
            wrong.push(format!("(\"{text}\", \"{}\"),", found.join(" ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whole articles of sports, markets, law and weather.
#[test]
fn articles_of_other_fields_give_nothing() {
    let extractor = Extractor::new();
    for name in ["cup_final", "markets", "courtroom", "weather"] {
        let path = format!("{}/examples/articles/{name}.txt", env!("CARGO_MANIFEST_DIR"));
        let document = extractor.extract(&std::fs::read_to_string(path).unwrap());
        let found: Vec<String> = document
            .relations()
            .map(|r| format!("{} {:?}", r.view().rule(), r.view().trigger()))
            .collect();
        assert!(found.is_empty(), "{name}: {found:?}");
    }
}

/// News of other fields that uses the words of this one.
#[test]
fn near_misses_give_nothing() {
    let texts = [
        "The visitors attacked from the first whistle and hit the post twice before the goalkeeper moved.",
        "Their striker killed the game in the 88th minute with a header.",
        "The captain was arrested by doubt all season.",
        "Ticket prices were hit by a late surge in demand, and shares in the club jumped.",
        "Heavy rain is expected to attack the coast in the week ahead, forecasters said.",
        "Shares of the bank were hit after the shock rate cut.",
        "The film, a bomb at the box office, left the studio with losses.",
        "Investors fled the stock as profits exploded in the second quarter.",
        "The senate killed the bill after the house had gutted it.",
        "A lawyer attacked the ruling as an assault on reason.",
        "Frost killed the blossom, and hail damaged the vines.",
        "The champions raided the transfer market for a new midfielder.",
        "The minister defended the plan and shot down the idea of a new tax.",
        "The pitcher struck out nine batsmen and hit a home run in the last inning.",
        "The airline was hit with a fine and its chief executive was fired.",
        "The storm battered the coast before it died at sea.",
        "A new song exploded on the charts and stormed to the top.",
        "The court held that the contract was void.",
        "Doctors fought the disease and prevented an outbreak.",
        "The bank seized the chance to cut its costs.",
        "Home side claimed 21 wins in a row and took the league.",
    ];
    let extractor = Extractor::new();
    let mut wrong = Vec::new();
    for text in texts {
        for relation in extractor.extract(text).relations().map(|r| r.view()) {
            let arguments: Vec<String> = relation.arguments().map(|(role, m)| format!("{role}={m}")).collect();
            wrong.push(format!(
                "{text}\n    {} by {}: {}",
                relation.kind().name(),
                relation.rule(),
                arguments.join("; ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The date of the last attack is not that of this one, and the owner of a region is not the place.
#[test]
fn circumstances_are_those_of_the_event() {
    let cases = [
        (
            "It was the first attack by the rebels in Mali since May 2, 2017.",
            "place=Mali",
            "time=",
        ),
        (
            "Drones struck a school in Russia's Rostov region on Sunday.",
            "place=Rostov",
            "place=Russia",
        ),
    ];
    let extractor = Extractor::new();
    for (text, wanted, unwanted) in cases {
        let document = extractor.extract(text);
        let attacks = document.relations().map(|r| r.view()).filter(|r| r.kind().name() == "attacked");
        let arguments: Vec<String> = attacks
            .flat_map(|r| r.arguments().map(|(role, m)| format!("{role}={m}")).collect::<Vec<_>>())
            .collect();
        assert!(arguments.iter().any(|a| a == wanted), "{text}: {arguments:?}");
        assert!(!arguments.iter().any(|a| a.starts_with(unwanted)), "{text}: {arguments:?}");
    }
}

/// Kinds that tell who someone is and where things are: true of any field.
const STATES: [&str; 6] = ["role_of", "works_for", "lives_in", "based_in", "located_in", "nationality_of"];

/// Short articles of sports, markets, law, weather, films and more, in words of war.
#[test]
fn short_articles_of_other_fields_give_no_event() {
    let extractor = Extractor::new();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for article in include_str!("near_misses.txt").split("\n# ").skip(1) {
        let (title, text) = article.split_once('\n').unwrap();
        count += 1;
        let document = extractor.extract(text);
        for relation in document
            .relations()
            .map(|r| r.view())
            .filter(|r| !STATES.contains(&r.kind().name()))
        {
            let arguments: Vec<String> = relation.arguments().map(|(role, m)| format!("{role}={m}")).collect();
            wrong.push(format!(
                "{title}: {} by {}: {}",
                relation.kind().name(),
                relation.rule(),
                arguments.join("; ")
            ));
        }
    }
    assert!(count >= 12, "{count}");
    assert!(wrong.is_empty(), "{} in {count}:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is said in one word with its auxiliary is denied as in two.
#[test]
fn a_contraction_denies() {
    let extractor = Extractor::new();
    for denied in [
        "didn't attack",
        "didn’t attack",
        "don't attack",
        "haven't attacked",
        "weren't attacking",
        "won't attack",
        "cannot attack",
        "couldn't attack",
    ] {
        let text = format!("Rebels {denied} the town.");
        let document = extractor.extract(&text);
        let polarity = document.relations().next().map(|r| r.view().polarity());
        assert_eq!(polarity, Some(dateline::Polarity::Negated), "{text}");
    }
}
