//! Questions to the lists: a name, a kind, the chain from a group to what it belongs to.

use dateline::{Gazetteer, Kind};

fn main() {
    let lists = Gazetteer::builtin();
    let name = std::env::args().nth(1).unwrap_or_else(|| "al-Qassam Brigades".into());
    for entry in lists.lookup(&name) {
        println!(
            "{:<15} {:<40} {}",
            entry.kind().as_str(),
            entry.name(),
            entry.country().unwrap_or("-")
        );
        let mut child = entry;
        // A list may name its own child as parent: eight steps are enough for any real chain.
        for _ in 0..8 {
            let Some(parent) = lists.parent(child) else { break };
            println!("                of {}", parent.name());
            child = parent;
        }
    }
    let groups = lists.of_kind(Kind::Group);
    println!("{} groups are listed", groups.count());
}
