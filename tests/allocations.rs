//! A warm worker reads an article in the memory that it has.

use dateline::{Article, Extractor};

/// What the phrases and rules of a sentence with a trigger still allocate.
const PER_RELATION: u64 = 40;

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
