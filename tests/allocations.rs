//! A warm worker reads an article in the memory that it has.

use dateline::{Article, Extractor};

/// What the incidents hold that relations tell: their participants, sentences and sources.
const PER_RELATION: u64 = 16;

/// What a relation and an incident take in capitals, where incidents are told without an allocation and then completed from relations.
const IN_CAPITALS: [u64; 2] = [4, 10];

fn articles() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles");
    std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| std::fs::read_to_string(entry.path()).unwrap())
        .collect()
}

#[test]
fn a_warm_worker_allocates_nothing_for_what_is_no_relation() {
    let mut worker = Extractor::new().worker();
    let calm =
        "The Córdoba fair opened on Monday, 4 March 2019, and “closed” three days later. Some 2,000 people came from Aleppo’s suburbs.";
    for _ in 0..2 {
        worker.extract(&Article::new(calm));
    }
    let counted = allocation_counter::measure(|| {
        assert!(worker.extract(&Article::new(calm)).mentions().len() > 3);
    });
    assert_eq!(counted.count_total, 0, "{counted:?}");
}

#[test]
fn relations_that_tell_no_incident_allocate_nothing() {
    let mut worker = Extractor::new().worker();
    let text = "Hezbollah, which operates in Aleppo, Syria, is an offshoot of Amal. Its fighters fled from Aleppo to Beirut, Lebanon, on Monday. \
                Reuters, based in London, England, did not tell of it.";
    for _ in 0..2 {
        worker.extract(&Article::new(text));
    }
    let counted = allocation_counter::measure(|| {
        assert!(worker.extract(&Article::new(text)).relations().len() > 4);
    });
    assert_eq!(counted.count_total, 0, "{counted:?}");
}

#[test]
fn a_warm_worker_allocates_little_for_relations() {
    let mut worker = Extractor::new().worker();
    let articles = articles();
    let mut relations = 0;
    let mut read = || {
        articles
            .iter()
            .map(|a| worker.extract(&Article::new(a)).relations().len())
            .sum::<usize>()
    };
    for _ in 0..2 {
        relations = read();
    }
    let counted = allocation_counter::measure(|| {
        read();
    });
    println!("{relations} relations {counted:?}");
    assert!(
        counted.count_total <= PER_RELATION * relations as u64,
        "{relations} relations, {counted:?}"
    );
}

#[test]
fn a_warm_worker_allocates_little_for_incidents_in_capitals() {
    let mut worker = Extractor::new().worker();
    let text = "THE ARMY SAID TODAY THAT TWO GUERRILLAS SHOT MAYOR PEDRO OSORNO AND HIS DRIVER IN ALEPPO.  A CAR BOMB DAMAGED A BANK.  ";
    let mut read = |text: &str| {
        let document = worker.extract(&Article::new(text));
        [document.relations().len(), document.incidents().len()].map(|count| count as u64)
    };
    for text in [1, 10, 100].map(|times| text.repeat(times)) {
        for _ in 0..2 {
            assert!(read(&text)[1] > 1);
        }
        let [mut relations, mut incidents] = [0; 2];
        let counted = allocation_counter::measure(|| [relations, incidents] = read(&text));
        let most = IN_CAPITALS[0] * relations + IN_CAPITALS[1] * incidents;
        assert!(
            counted.count_total <= most,
            "{relations} relations, {incidents} incidents, {counted:?}"
        );
    }
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
