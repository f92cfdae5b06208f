//! A warm worker reads an article in the memory that it has.

use allocation_counter::AllocationInfo;
use dateline::{Article, Extractor, Worker};

fn articles() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles");
    std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| std::fs::read_to_string(entry.path()).unwrap())
        .collect()
}

/// What a worker allocates for articles that it has read before: more than once, since the records of incidents change places.
fn again(worker: &mut Worker, articles: &[String]) -> AllocationInfo {
    let mut read = || {
        for article in articles {
            worker.extract(&Article::new(article));
        }
    };
    for _ in 0..8 {
        read();
    }
    allocation_counter::measure(read)
}

#[test]
fn a_warm_worker_allocates_nothing() {
    let calm = "The Córdoba fair opened on Monday, 4 March 2019, and “closed” three days later. Some 2,000 people came from Aleppo’s \
                suburbs. The mayor, @oskan_ruel, came late.";
    let relations = "Hezbollah, which operates in Aleppo, Syria, is an offshoot of Amal. Its fighters fled from Aleppo to Beirut, Lebanon, on \
                     Monday. Reuters, based in London, England, did not tell of it.";
    let incidents = "Two Masked Gunmen Kill Worshipper in Istanbul\n\nISTANBUL — Two masked gunmen attacked a church in Istanbul on Sunday, \
                     killing one man. The Islamic State claimed responsibility for the attack, in which 12 people and three policemen were \
                     wounded. Turkish police detained 47 suspects and later arrested two men from Tajikistan over the shooting. In a \
                     separate incident, a car bomb killed nine villagers, a teacher and Luis Vano near the town of Azaz in Syria. The death \
                     toll rose to 14. Police blamed the PKK for the blast, but the group denied it. Two of the attackers were killed by troops. \
                     Last year the police foiled a plot to bomb the U.S. Embassy in the city. The Café Müller was torched by rebels in Kabul. \
                     The rebels kidnapped four journalists and threatened the capital. In January 2019 soldiers raided a house in Herat and \
                     clashed with the Taliban; the January raid was the deadliest of them. The minister was not hurt.";
    let capitals = "THE ARMY SAID TODAY THAT TWO MASKED GUERRILLAS OF THE NORTHERN FRONT SHOT AND KILLED MAYOR PEDRO OSORNO AND HIS DRIVER \
                    OUTSIDE THE TOWN HALL IN ALEPPO.  A CAR BOMB DAMAGED A BANK AND TWO OFFICES OF THE RIVER COMPANY.  THE GUERRILLAS, WHO HAD \
                    KIDNAPPED OSORNO IN MAY, DID NOT CLAIM THE BOMB.  MEANWHILE, ANOTHER BOMB EXPLODED IN AYACUCHO AND DESTROYED A POLICE \
                    STATION.  A FARMER AND A TEACHER WERE KILLED.  COLOMBIAN POLICE DETAINED THREE MEN IN BOGOTA AND CLASHED WITH REBELS.  \
                    THEY PASSED THROUGH LIMA, QUITO, CALI, PASTO, NEIVA, TUNJA, CUCUTA, IBAGUE, POPAYAN AND MOCOA.  ";
    for (text, relations, incidents) in [(calm, 0, 0), (relations, 5, 0), (incidents, 20, 7), (capitals, 4, 3)] {
        for times in [1, 10, 100] {
            let (text, mut worker) = (text.repeat(times), Extractor::new().worker());
            let document = worker.extract(&Article::new(&text));
            let told = [document.relations().len(), document.incidents().len()];
            assert!(told[0] >= relations && told[1] >= incidents, "{told:?}: {text}");
            let counted = again(&mut worker, &[text]);
            assert_eq!(counted.count_total, 0, "{counted:?}, {times} times {told:?}");
        }
    }
}

#[test]
fn a_worker_allocates_nothing_for_articles_that_it_has_read_before() {
    let articles = articles();
    assert!(articles.len() > 3);
    let counted = again(&mut Extractor::new().worker(), &articles);
    assert_eq!(counted.count_total, 0, "{counted:?}");
}

#[test]
fn a_worker_lets_go_of_what_a_giant_needed() {
    let mut worker = Extractor::new().worker();
    let giant = "The fair opened in Aleppo on Monday. ".repeat(40_000);
    let counted = allocation_counter::measure(|| {
        worker.extract(&Article::new(&giant));
    });
    let freed = allocation_counter::measure(|| {
        worker.extract(&Article::new("The fair opened in Aleppo on Monday."));
    });
    assert!(counted.bytes_current > 10 << 20, "{counted:?}");
    assert!(freed.bytes_current < -counted.bytes_current * 9 / 10, "{counted:?}, {freed:?}");
}
