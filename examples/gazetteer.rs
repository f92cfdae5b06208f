//! Questions to the lists: a name, a kind, the chain from a group to what it belongs to, with how it belongs and when it was active.

use dateline::{Gazetteer, Kind};

fn main() {
    let lists = Gazetteer::builtin();
    let name = std::env::args().nth(1).unwrap_or_else(|| "al-Qassam Brigades".into());
    for entry in lists.lookup(&name) {
        println!(
            "{:<15} {:<40} {}{}",
            entry.kind().as_str(),
            entry.name(),
            entry.country().unwrap_or("-"),
            years(lists.active(entry))
        );
        let mut child = entry;
        // A list may name its own child as parent: eight steps are enough for any real chain.
        for _ in 0..8 {
            let Some(parent) = lists.parent(child) else { break };
            let relation = lists.relation(child).unwrap_or("part");
            println!("                {relation} of {}{}", parent.name(), years(lists.active(parent)));
            child = parent;
        }
    }
    let groups = lists.of_kind(Kind::Group);
    println!("{} groups are listed", groups.count());
}

/// The years in which a group was active, where the list has them.
fn years((from, to): (Option<u16>, Option<u16>)) -> String {
    match (from, to) {
        (None, None) => String::new(),
        (from, to) => {
            let year = |year: Option<u16>| year.map_or(String::new(), |y| y.to_string());
            format!(" ({}-{})", year(from), year(to))
        }
    }
}
