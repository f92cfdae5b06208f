//! A warm worker reads an article in the memory that it has.

use dateline::{Article, Extractor};

/// What the incidents hold that relations tell: their participants, sentences and sources.
const PER_RELATION: u64 = 16;

/// What the incidents of a sentence in capitals hold: the links and roles of its phrases, its candidates and fillers.
const PER_SENTENCE: u64 = 8;

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
    let mut fillers = |text: &str| {
        let document = worker.extract(&Article::new(text));
        document
            .incidents()
            .map(|i| i.targets().count() + i.victims().count())
            .sum::<usize>()
    };
    let [one, hundred] = [1, 100].map(|times| {
        let text = text.repeat(times);
        for _ in 0..2 {
            assert!(fillers(&text) > 0);
        }
        let counted = allocation_counter::measure(|| {
            fillers(&text);
        });
        counted.count_total
    });
    let sentences = 2 * 99;
    assert!(
        hundred - one <= PER_SENTENCE * sentences,
        "{one} for one copy, {hundred} for a hundred"
    );
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
