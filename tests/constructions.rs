//! The constructions of the field, one sentence each: the kind, the arguments that have to be found, polarity and modality.

use dateline::{Article, Day, Extractor, RelationKind};

/// `kind role=text role=text | negated | modality`, or `-` for nothing at all.
const CASES: &[(&str, &str)] = &[
    // Claims
    (
        "The Dawn Front claimed responsibility for the blast.",
        "claimed_responsibility claimant=Dawn Front event=the blast",
    ),
    (
        "Responsibility was claimed by the Dawn Front.",
        "claimed_responsibility claimant=Dawn Front",
    ),
    (
        "In a leaflet, the Dawn Front took credit for the raid.",
        "claimed_responsibility claimant=Dawn Front event=the raid",
    ),
    (
        "No group has claimed the attack.",
        "claimed_responsibility event=the attack | negated",
    ),
    (
        "The blast, claimed by the Dawn Front, hurt two nurses.",
        "claimed_responsibility claimant=Dawn Front event=The blast",
    ),
    // Denials
    (
        "The Dawn Front denied any part in the killing.",
        "denied_responsibility denier=Dawn Front event=the killing",
    ),
    (
        "The army denied it had carried out air strikes.",
        "denied_responsibility denier=The army event=air strikes",
    ),
    // Casualties
    ("The blast left two people dead and nine people hurt.", "killed victim=two people"),
    ("The blast left two people dead and nine people hurt.", "wounded victim=nine people"),
    ("Ana Ferro died of her wounds at dawn.", "killed victim=Ana Ferro"),
    ("The bodies of three farmers were found.", "killed victim=three farmers"),
    ("Two guards were shot dead.", "killed victim=Two guards count=Two"),
    (
        "A car bomb exploded near the market, killing at least nine people and wounding thirty others.",
        "killed victim=nine people count=nine",
    ),
    (
        "A car bomb exploded near the market, killing at least nine people and wounding thirty others.",
        "wounded count=thirty",
    ),
    (
        "Two people were killed in twin car bomb blasts that hit the town of Oru.",
        "attacked weapon=twin car bomb blasts target=Oru",
    ),
    (
        "A suicide bomber thought to have crossed from Syria killed nine tourists in Mirel.",
        "killed agent=A suicide bomber victim=nine tourists",
    ),
    (
        "Rebels attacked a church, police said, and gunmen kidnapped two nurses.",
        "kidnapped agent=gunmen victim=two nurses | asserted",
    ),
    // The subject of a participle that opens the sentence
    (
        "After seizing the area, the Dawn Front fought off two counterattacks.",
        "took_control agent=Dawn Front place=the area",
    ),
    (
        "Since withdrawing from Mosul in 2011, the Dawn Front has lost its towns.",
        "withdrew agent=Dawn Front origin=Mosul",
    ),
    // Arrests
    (
        "Police detained four suspects in Mirel.",
        "detained agent=Police detainee=four suspects count=four",
    ),
    (
        "Two men were being held over the bombing.",
        "detained detainee=Two men charge=the bombing",
    ),
    ("Luis Vano, arrested on Monday, was freed.", "detained detainee=Luis Vano"),
    ("Troops rounded up students.", "detained agent=Troops detainee=students"),
    ("The capture of Luis Vano led to protests.", "detained detainee=Luis Vano"),
    // Kidnappings
    (
        "Masked men took the banker hostage.",
        "kidnapped agent=Masked men victim=the banker",
    ),
    ("The consul, who was abducted in May, is alive.", "kidnapped victim=The consul"),
    // Bombings
    ("A device went off outside the mill.", "attacked weapon=A device target=the mill"),
    ("A car packed with dynamite blew up.", "attacked weapon=A car"),
    (
        "A youth hurled a grenade at the shop.",
        "attacked agent=A youth weapon=a grenade target=the shop",
    ),
    ("Soldiers defused a charge under the bridge.", "foiled agent=Soldiers plot=a charge"),
    (
        "The explosion shattered the clinic.",
        "attacked weapon=The explosion target=the clinic",
    ),
    // Passives
    ("The judge was shot by two youths.", "attacked agent=two youths target=The judge"),
    ("A depot was torched by rebels.", "attacked agent=rebels target=A depot"),
    // Nominals
    ("The murder of editor Ana Paz by gunmen caused alarm.", "killed agent=gunmen"),
    ("An attack on the plant hurt one worker.", "attacked target=the plant"),
    (
        "The rebels' raid on the depot failed.",
        "attacked agent=The rebels target=the depot",
    ),
    ("They carried out an ambush.", "attacked agent=They event=an ambush"),
    (
        "The assassination of the governor by rebels caused alarm.",
        "assassinated victim=the governor agent=rebels",
    ),
    (
        "Police's arrest of two students led to protests.",
        "detained detainee=two students agent=Police",
    ),
    ("A bombing that killed 12 people shook Mirel.", "killed victim=12 people count=12"),
    // Relatives
    ("A bomb planted by rebels exploded.", "attacked weapon=A bomb"),
    ("The squad that killed Ana Ruel fled.", "killed victim=Ana Ruel"),
    // Apposition
    (
        "Ana Ruel, head of the miners' union, was assassinated.",
        "assassinated victim=Ana Ruel",
    ),
    // Conjunction
    ("Rebels torched a bus and attacked a bank.", "attacked agent=Rebels target=a bank"),
    ("They killed Ana Ruel, her son and two guards.", "killed victim=two guards"),
    ("Six people, including two nuns, were hurt.", "wounded victim=Six people"),
    ("Police and soldiers arrested two men.", "detained agent=soldiers detainee=two men"),
    ("Troops clashed with rebels in Mirel.", "clashed a=Troops b=rebels"),
    ("The army and rebels clashed in Mirel.", "clashed a=The army b=rebels"),
    ("There was a gun battle between troops and rebels.", "clashed a=troops b=rebels"),
    // Negation
    ("Nobody was injured.", "wounded | negated"),
    ("No one was killed.", "killed | negated"),
    ("The rebels did not attack the town.", "attacked agent=The rebels | negated"),
    // Modality
    (
        "The rebels threatened to kill the witness.",
        "threatened agent=The rebels target=the witness",
    ),
    ("Rebels may bomb the dam.", "attacked agent=Rebels target=the dam | hypothetical"),
    ("Police foiled a plot to blow up the dam.", "foiled agent=Police plot=a plot"),
    ("The rebels failed to attack the dam.", "attacked agent=The rebels | averted"),
    ("The rebels tried to kill the mayor.", "killed agent=The rebels | averted"),
    ("The man is believed to have killed two guards.", "killed agent=The man | alleged"),
    ("The cell planned to bomb the embassy.", "planned agent=The cell target=the embassy"),
    // Attribution
    (
        "Police blame the Dawn Front for the blast.",
        "blamed source=Police accused=Dawn Front event=the blast",
    ),
    (
        "According to the mayor, soldiers attacked the village.",
        "attacked agent=soldiers target=the village | reported",
    ),
    (
        "Suspected militants shot the teacher.",
        "attacked agent=Suspected militants target=the teacher | alleged",
    ),
    ("Rebels attacked the village, the mayor said.", "attacked agent=Rebels | reported"),
    (
        "The mayor said two suspects were arrested.",
        "detained detainee=two suspects | reported",
    ),
    ("Police reportedly foiled a plot.", "foiled agent=Police | reported"),
    // Counts
    ("At least six people died.", "killed victim=six people count=six"),
    ("The death toll rose to 20 people.", "killed victim=20"),
    ("The war claimed 40 lives.", "killed victim=40 lives"),
    // What stands between
    (
        "Two masked gunmen shot dead a judge in Mirel.",
        "killed agent=Two masked gunmen victim=a judge",
    ),
    (
        "The suspects, aged 28, 33 and 47, were detained in Mirel.",
        "detained detainee=The suspects",
    ),
    (
        "Militants hacked to death nine farmers in Mirel.",
        "killed agent=Militants victim=nine farmers",
    ),
    (
        "A nurse was killed by gunfire and an officer was injured.",
        "wounded victim=an officer",
    ),
    ("A guard was killed and another wounded.", "wounded victim=another"),
    (
        "They mourned the bombings in Kerman, Iran, in January that killed more than 90 people.",
        "killed victim=90 people cause=the bombings place=Kerman",
    ),
    ("The death toll from the blasts in Mirel rose to 59 on Monday.", "killed victim=59"),
    ("A depot was set on fire by rebels.", "attacked agent=rebels target=A depot"),
    (
        "Detectives investigated the attempted murder of a guard.",
        "killed victim=a guard | averted",
    ),
    (
        "The Dawn Front hailed the attack without claiming responsibility.",
        "claimed_responsibility claimant=Dawn Front | negated",
    ),
    (
        "Officials attributed the attack to rebels.",
        "blamed source=Officials event=the attack accused=rebels",
    ),
    // Nothing
    ("The driver left the clinic.", "-"),
    ("It was an accident, the mayor said.", "-"),
];

#[test]
fn every_construction_is_read() {
    let lists = "kind\tname\ngroup\tDawn Front\n";
    let extractor = Extractor::builder().gazetteer_tsv("field.tsv", lists).build().unwrap();
    let mut wrong = Vec::new();
    for (text, expected) in CASES {
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
        let fits = if *expected == "-" {
            found.is_empty()
        } else {
            found.iter().any(|f| matches(expected, f))
        };
        if !fits {
            wrong.push(format!("{text}\n    wanted {expected}\n    found  {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
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
