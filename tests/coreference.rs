//! Who is who: which later mentions take up an earlier one, and which must not.

mod chains;

use chains::check;
use dateline::{Article, Extractor};

#[test]
fn a_name_is_taken_up_in_other_words() {
    check(&[
        ("Ruel Oskan fled. Oskan was arrested on Monday.", "Oskan", "Ruel Oskan; Oskan"),
        (
            "Ruel Oskan fled. Police arrested @ruel_oskan on Monday.",
            "Ruel Oskan",
            "Ruel Oskan; @ruel_oskan",
        ),
        (
            "Police arrested Ruel B. Oskan. Ruel Oskan denied it.",
            "Ruel Oskan",
            "Ruel B. Oskan; Ruel Oskan",
        ),
        ("Gen. Ruel Oskan fled. General Oskan was arrested.", "Oskan", "Ruel Oskan; Oskan"),
        (
            "Mahmoud al-Hariri was killed. Mr. Hariri led the Oru Front.",
            "Hariri",
            "Mahmoud al-Hariri; Hariri",
        ),
        ("Ruel Oskan met Ivana Oskan. Oskan was arrested.", "Ruel Oskan", "Ruel Oskan"),
        (
            "The Orumba Liberation Army (OLA) hit a school. The OLA fled.",
            "OLA",
            "Orumba Liberation Army; OLA; OLA",
        ),
        (
            "The OLA attacked a school. It was the Orumba Liberation Army (OLA), police said.",
            "OLA",
            "OLA; Orumba Liberation Army; OLA",
        ),
        ("Islamic State hit Kerman. ISIS claimed the attack.", "ISIS", "Islamic State; ISIS"),
        ("Kiev was shelled. Troops left Kyiv.", "Kyiv", "Kiev; Kyiv"),
        (
            "The U.S. struck a base. Washington denied that the United States attacked it.",
            "U.S.",
            "U.S.; United States",
        ),
        (
            "Weller Motor Co. closed a plant. Weller Motor fired 40 people.",
            "Weller Motor",
            "Weller Motor Co.; Weller Motor",
        ),
        (
            "The Oru Front, also known as the Oru Brigades, fled. The Oru Brigades killed two men.",
            "Oru Front",
            "Oru Front; Oru Brigades; Oru Brigades",
        ),
    ]);
}

#[test]
fn what_the_text_does_not_tie_to_a_name_is_another_thing() {
    check(&[
        ("Ruel Oskan fled. Police arrested the farmer on Monday.", "Ruel Oskan", "Ruel Oskan"),
        ("Hezbollah fled. Police killed the farmer on Monday.", "Hezbollah", "Hezbollah"),
        ("Hezbollah attacked the convoy. The driver was not hurt.", "Hezbollah", "Hezbollah"),
        ("Two soldiers killed a nurse. The army denied it.", "Two soldiers", "Two soldiers"),
        ("Soldiers killed a nurse. The army denied it.", "Soldiers", "Soldiers"),
        ("Nine were killed in Kano. Nine were hurt in Lagos.", "Nine", "Nine"),
        ("Gunmen killed a nurse on Monday. Police met on Monday.", "Monday", "Monday"),
        ("A missile hit Syria's second city, Aleppo.", "Syria", "Syria"),
        ("Rebels attacked Kano's old market. Kano was calm.", "Kano", "Kano; Kano"),
        ("Troops left Greater Oru Delta (GOD).", "Greater Oru Delta", "Greater Oru Delta"),
    ]);
}

#[test]
fn entities_are_numbered_from_nought_in_the_order_of_the_text() {
    let mut worker = Extractor::new().worker();
    for text in [
        "Hamas attacked a base in Gaza. The group fled. Israel struck Gaza.",
        "Ruel Oskan fled. Oskan was shot.",
    ] {
        let article = Article::new(text);
        let document = worker.extract(&article);
        let numbers: Vec<u32> = document.mentions().map(|m| m.entity()).collect();
        let mut next = 0;
        for number in numbers {
            assert!(number <= next, "{number} before {next} in {text}");
            next = next.max(number + 1);
        }
        assert_eq!(next as usize, document.entities().iter().count());
    }
}

#[test]
#[cfg(feature = "world-places")]
fn two_places_of_one_name_are_two() {
    check(&[
        (
            "Troops left Tripoli, Libya. Rebels attacked Tripoli, Lebanon.",
            "Tripoli",
            "Tripoli",
        ),
        (
            "Troops left Tripoli, Libya. Rebels attacked Tripoli.",
            "Tripoli",
            "Tripoli; Tripoli",
        ),
    ]);
}

#[test]
fn a_description_takes_up_the_one_group_or_body_that_fits() {
    check(&[
        (
            "A source in the Security Service of Ukraine told Reuters that the agency sank the ship.",
            "Reuters",
            "Reuters",
        ),
        (
            "The Taliban attacked a church. The group killed two men.",
            "Taliban",
            "Taliban; The group",
        ),
        (
            "The Taliban attacked a church. The militant group killed two men.",
            "Taliban",
            "Taliban; The militant group",
        ),
        (
            "The Taliban attacked a church. The Islamist group killed two men.",
            "Taliban",
            "Taliban; The Islamist group",
        ),
        (
            "Hamas attacked a post. The organization killed two soldiers.",
            "Hamas",
            "Hamas; The organization",
        ),
        (
            "Boko Haram attacked a village. The militants killed nine people.",
            "Boko Haram",
            "Boko Haram; The militants",
        ),
        (
            "Boko Haram attacked a village. The insurgents burned a school and killed nine people.",
            "Boko Haram",
            "Boko Haram; The insurgents",
        ),
        (
            "FARC attacked a village. The rebels killed nine people.",
            "FARC",
            "FARC; The rebels",
        ),
        (
            "The Sinaloa Cartel attacked a bar. The cartel killed four men.",
            "Sinaloa Cartel",
            "Sinaloa Cartel; The cartel",
        ),
        (
            "The Oru Movement attacked a bar. The movement killed four men.",
            "Oru Movement",
            "Oru Movement; The movement",
        ),
        (
            "Hezbollah shelled a post. The militia killed a soldier.",
            "Hezbollah",
            "Hezbollah; The militia",
        ),
        (
            "Hezbollah shelled a post. Troops attacked the party.",
            "Hezbollah",
            "Hezbollah; the party",
        ),
        // Two that fit.
        (
            "The Taliban fought Islamic State in Kunar. The group killed two men.",
            "Taliban",
            "Taliban",
        ),
        (
            "The Taliban fought Islamic State in Kunar. The group killed two men.",
            "Islamic State",
            "Islamic State",
        ),
        (
            "Boko Haram and al-Shabaab attacked villages. The group killed nine people.",
            "The group",
            "The group",
        ),
        // An indefinite one is new.
        ("The Taliban left Kabul. A group killed two men.", "Taliban", "Taliban"),
        ("The Taliban left Kabul. Another group killed two men.", "Taliban", "Taliban"),
        ("The Taliban left Kabul. The other group killed two men.", "Taliban", "Taliban"),
        (
            "The Taliban left Kabul. The Christian group denied that it killed two men.",
            "Taliban",
            "Taliban",
        ),
        ("The Taliban left Kabul. The group of men killed two guards.", "Taliban", "Taliban"),
        (
            "The Taliban left Kabul. The aid group said it detained no one.",
            "Taliban",
            "Taliban",
        ),
        (
            "The Red Cross left Kabul. Gunmen attacked the aid group.",
            "Red Cross",
            "Red Cross; the aid group",
        ),
        (
            "Amnesty International left. The rights group accused the army of killing nine people.",
            "Amnesty International",
            "Amnesty International; The rights group",
        ),
        (
            "The World Bank closed an office. Rebels attacked the bank.",
            "World Bank",
            "World Bank; the bank",
        ),
        (
            "The Oru Front left Kabul. Troops attacked the front.",
            "Oru Front",
            "Oru Front; the front",
        ),
        (
            "The University of Orumba was shut. Rebels attacked the university.",
            "University of Orumba",
            "University of Orumba; the university",
        ),
        (
            "Turkish police left. Rebels attacked the police.",
            "Turkish police",
            "Turkish police; the police",
        ),
        (
            "Turkish police and Iraqi police met. Rebels attacked the police.",
            "the police",
            "the police",
        ),
        (
            "The Houthis attacked a ship. A Houthi official denied it.",
            "Houthis",
            "Houthis; Houthi",
        ),
        // A group that was named since is nearer than what "the group" was before.
        (
            "Hamas left. Rebels attacked the group. ISIS-K seized a mill. Officials blamed the group.",
            "ISIS-K",
            "ISIS-K; the group",
        ),
        (
            "Hamas left. Police held four rebels. Hamas said nothing. Officials blamed the rebels.",
            "Hamas",
            "Hamas; Hamas; the rebels",
        ),
        // No force is a group that has it in its name.
        (
            "The Oru Liberation Army left. The army said nothing.",
            "Oru Liberation Army",
            "Oru Liberation Army",
        ),
        // A name inside a compound is no mention of the group that a later one takes up.
        (
            "A Hezbollah-linked cleric met Hamas. Rebels attacked the group.",
            "Hamas",
            "Hamas; the group",
        ),
        // Another home is told of.
        (
            "Rebels burned their home. Gunmen attacked the home of a nurse.",
            "their home",
            "their home",
        ),
        // Who does a thing to another is not that other.
        ("Hamas attacked the group.", "Hamas", "Hamas"),
        ("Hamas attacked it.", "Hamas", "Hamas"),
    ]);
}

#[test]
fn a_description_takes_up_the_one_place_that_fits() {
    check(&[
        ("Mali expelled two envoys. Troops left the country.", "Mali", "Mali; the country"),
        ("Rebels attacked Bamako. Troops left the capital.", "Bamako", "Bamako; the capital"),
        ("Rebels attacked Bamako. Troops left the city.", "Bamako", "Bamako; the city"),
        ("Rebels attacked Aleppo. Troops left the city.", "Aleppo", "Aleppo; the city"),
        (
            "A bomb exploded in Kabul. Gunmen killed two men in the Afghan capital.",
            "Kabul",
            "Kabul; the Afghan capital",
        ),
        (
            "A bomb exploded in Kabul. Gunmen killed two men in the Iraqi capital.",
            "Kabul",
            "Kabul",
        ),
        ("Rebels attacked Aleppo. Troops left the capital.", "Aleppo", "Aleppo"),
        ("Rebels attacked Aleppo. Troops left the country.", "Aleppo", "Aleppo"),
        ("Mali and Niger expelled envoys. Troops left the country.", "Mali", "Mali"),
        ("Mali and Niger expelled envoys. Troops left the country.", "Niger", "Niger"),
        ("Rebels attacked Aleppo and Homs. Troops left the city.", "Homs", "Homs"),
        ("Rebels attacked Kunar. Troops left the province.", "Kunar", "Kunar; the province"),
        (
            "Rebels attacked Kunar province. Troops left the province.",
            "Kunar",
            "Kunar; the province",
        ),
        ("Rebels hold Darfur. Troops left the region.", "Darfur", "Darfur; the region"),
    ]);
}

#[test]
fn a_description_takes_up_the_last_event_of_its_kind() {
    check(&[
        (
            "Gunmen killed two men in an attack on a bus. The attack was claimed by ISIS.",
            "an attack",
            "an attack; The attack",
        ),
        (
            "A bombing killed two men. ISIS claimed the bombing.",
            "A bombing",
            "A bombing; the bombing",
        ),
        (
            "Two attacks killed nine people. ISIS claimed the attack.",
            "the attack",
            "the attack",
        ),
        (
            "A bombing killed two men. A raid killed nine. ISIS claimed the bombing.",
            "A bombing",
            "A bombing; the bombing",
        ),
        ("A bombing killed two men. ISIS claimed the kidnapping.", "A bombing", "A bombing"),
        (
            "A bombing killed two men. ISIS claimed responsibility for this attack.",
            "A bombing",
            "A bombing; this attack",
        ),
    ]);
}

#[test]
fn a_description_takes_up_people_of_its_noun_and_number() {
    check(&[
        (
            "Two gunmen killed a guard. The gunmen fled to Mali.",
            "Two gunmen",
            "Two gunmen; The gunmen",
        ),
        (
            "A gunman killed a guard. The gunman was arrested.",
            "A gunman",
            "A gunman; The gunman",
        ),
        ("Two gunmen killed a guard. The gunman was arrested.", "Two gunmen", "Two gunmen"),
        ("A gunman killed a guard. The gunmen were arrested.", "A gunman", "A gunman"),
        (
            "A masked gunman killed a guard. Police arrested the gunman.",
            "A masked gunman",
            "A masked gunman; the gunman",
        ),
        (
            "Two gunmen killed a guard. Three gunmen killed a nurse.",
            "Two gunmen",
            "Two gunmen",
        ),
        (
            "Taliban fighters killed a guard. The fighters fled to Pakistan.",
            "Taliban fighters",
            "Taliban fighters; The fighters",
        ),
        (
            "Two suspects were killed in Oslo and two suspects were killed in Paris. Police detained the suspects.",
            "the suspects",
            "the suspects",
        ),
        (
            "President Oskan left. The president was killed on Monday.",
            "Oskan",
            "Oskan; The president",
        ),
        (
            "President Oskan met President Weller. The president was killed on Monday.",
            "The president",
            "The president",
        ),
        (
            "The mayor of Oru, Adam Weller, was killed. Gunmen attacked the mayor.",
            "Adam Weller",
            "mayor; Adam Weller; the mayor",
        ),
    ]);
}

#[test]
fn what_people_did_or_suffered_tells_who_is_meant() {
    check(&[
        (
            "Police arrested Ruel Oskan on Friday. The suspect was charged with murder.",
            "Ruel Oskan",
            "Ruel Oskan; The suspect",
        ),
        (
            "Two gunmen attacked a church. The attackers killed nine people.",
            "Two gunmen",
            "Two gunmen; The attackers",
        ),
        // One man is no attackers.
        ("A man attacked a church. The attackers killed nine people.", "A man", "A man"),
        (
            "Ruel Oskan and Ivana Kade attacked a church. The attacker was killed.",
            "Ruel Oskan",
            "Ruel Oskan",
        ),
        (
            "The Turkish army attacked Afrin. The military killed 12 fighters.",
            "Turkish army",
            "Turkish army; The military",
        ),
        (
            "The Oru Defence Front killed ten people. The ODF abducted 20.",
            "ODF",
            "Oru Defence Front; ODF",
        ),
        // Two have the initials.
        (
            "The Oru Defence Front and the Orumba Dawn Front met. The ODF abducted 20.",
            "Oru Defence Front",
            "Oru Defence Front",
        ),
    ]);
}

#[test]
fn a_pronoun_takes_up_the_one_that_agrees_in_kind_and_number() {
    check(&[
        ("Adam Weller left. He was killed on Monday.", "Adam Weller", "Adam Weller; He"),
        (
            "Adam Weller met John Paulson. He was killed on Monday.",
            "Adam Weller",
            "Adam Weller",
        ),
        ("A gunman killed two guards. He was arrested.", "A gunman", "A gunman; He"),
        ("Two gunmen killed a guard. They were arrested.", "Two gunmen", "Two gunmen; They"),
        ("The Taliban attacked a bus. They killed two men.", "Taliban", "Taliban; They"),
        ("Hamas said it killed two soldiers.", "Hamas", "Hamas; it"),
        (
            "Hezbollah met Hamas. The Turkish army said it killed two rebels.",
            "Turkish army",
            "Turkish army; it",
        ),
        ("Hamas and Hezbollah met. It killed two soldiers.", "Hamas", "Hamas"),
        ("Mrs. Weller left. He was killed on Monday.", "Weller", "Weller"),
        ("Mr. Weller met Mrs. Paulson. She was killed on Monday.", "Paulson", "Paulson; She"),
        ("Mr. Weller met Mrs. Paulson. He was killed on Monday.", "Weller", "Weller; He"),
        ("A woman was killed in Kabul. He was killed on Monday.", "A woman", "A woman"),
        (
            "Adam Weller left. It rained. It snowed. He was killed on Monday.",
            "Adam Weller",
            "Adam Weller",
        ),
        ("Turkey said it detained two men.", "Turkey", "Turkey; it"),
        ("Two farmers were killed. He was killed on Monday.", "Two farmers", "Two farmers"),
    ]);
}
