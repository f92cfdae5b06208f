//! Lists, phrases and relation kinds that a file declares, and the names that its lines use.

use std::collections::HashSet;

use super::{Named, Reader, nearest};
use crate::gazetteer::Kind;
use crate::relation::RelationKind;
use crate::rule::patterns::TRIGGER;
use crate::rule::set::kind_bit;

impl<'a> Reader<'a> {
    /// Lists and kinds hold in the whole file, wherever they stand.
    pub(super) fn declarations(&mut self) {
        while let Some(line) = self.line() {
            let words: Vec<&'a str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["list", name, "=", ..] => self.list(name, line),
                ["phrase", name, "=", ..] => self.phrase(name, line),
                ["relation", name, "{", roles @ .., "}"] => self.declare(name, roles),
                _ => {}
            }
        }
        self.at = 0;
    }

    fn declare(&mut self, name: &'a str, roles: &[&'a str]) {
        if RelationKind::parse(name).is_some() {
            let help = "use it as it is, or give yours another name";
            self.problem(name, format!("the relation kind '{name}' is built in"), Some(help.to_owned()));
            return;
        }
        // Declared kinds are looked for one by one.
        self.count(name, 4096 + 16 * self.declared.len());
        if roles.is_empty() {
            let help = format!("name its roles: `relation {name} {{ agent place }}`");
            self.problem(name, format!("the relation kind '{name}' has no role"), Some(help));
        }
        let roles: Vec<&str> = roles.iter().map(|r| r.trim_end_matches(',')).collect();
        self.declared.push(RelationKind::declare(name, &roles));
    }

    /// A list that goes on over lines which end in a backslash.
    fn list(&mut self, name: &'a str, line: &'a str) {
        let mut found = Named {
            place: (self.index, self.place(name).0, self.place(name).1),
            ..Named::default()
        };
        let mut rest = line.split_once('=').map_or("", |(_, r)| r).trim();
        let mut seen = HashSet::new();
        loop {
            let goes_on = rest.ends_with('\\');
            self.list_items(rest.trim_end_matches('\\').trim(), &mut found, &mut seen);
            match if goes_on { self.line() } else { None } {
                Some(next) => rest = next,
                None => break,
            }
        }
        if found.words.is_empty() && found.kinds == 0 {
            let help = "write words, \"phrases of words\" or @kinds behind the `=`";
            self.problem(name, format!("the list '{name}' is empty"), Some(help.to_owned()));
        }
        self.name(name, found);
    }

    /// The items of a line of a list; `seen` are its words so far.
    fn list_items(&mut self, text: &'a str, found: &mut Named, seen: &mut HashSet<String>) {
        let mut rest = text;
        while !rest.is_empty() {
            let (item, quoted, next) = if let Some((item, next)) = rest.strip_prefix('"').and_then(|r| r.split_once('"')) {
                (item, true, next)
            } else {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                (&rest[..end], false, &rest[end..])
            };
            rest = next.trim_start();
            if quoted {
                seen.insert(item.to_owned());
                found.words.push(item.to_owned());
            } else if item.starts_with('@') {
                found.kinds |= self.mention_kinds(item);
            } else if let Some(other) = item.strip_prefix('$') {
                if let Some(other) = self.named(other, item) {
                    seen.extend(other.words.iter().cloned());
                    found.words.extend(other.words);
                    found.kinds |= other.kinds;
                }
            } else {
                if !seen.insert(item.to_owned()) {
                    let help = Some("take one of them out".to_owned());
                    self.problem(item, format!("'{item}' stands twice in the list"), help);
                }
                found.words.push(item.to_owned());
            }
        }
    }

    fn phrase(&mut self, name: &'a str, line: &'a str) {
        let place = self.place(name);
        let elements = line.split_once('=').map_or("", |(_, r)| r).trim();
        let found = Named {
            elements: Some(elements.to_owned()),
            place: (self.index, place.0, place.1),
            ..Named::default()
        };
        self.name(name, found);
    }

    /// Enters a list or phrase; a file has one of a name.
    fn name(&mut self, name: &'a str, found: Named) {
        if self.named.get(name).is_some_and(|known| known.place.0 == found.place.0) {
            let help = Some("give one of them another name".to_owned());
            self.problem(name, format!("this file has a list or phrase '{name}' already"), help);
        }
        self.named.insert(name.to_owned(), found);
    }

    pub(super) fn is_phrase(&self, name: &str) -> bool {
        self.named.get(name).is_some_and(|n| n.elements.is_some())
    }

    /// The list or phrase of that name.
    pub(super) fn named(&mut self, name: &str, piece: &str) -> Option<Named> {
        if let Some(found) = self.named.get_mut(name) {
            found.used = true;
            let words: usize = found.words.iter().map(|w| w.len() + size_of::<String>()).sum();
            let held = words + found.elements.as_ref().map_or(0, String::len);
            if !self.count(piece, held) {
                return None;
            }
            return self.named.get(name).cloned();
        }
        if !self.count(piece, 64 * self.named.len()) {
            return None;
        }
        let help = nearest(name, self.named.keys().map(String::as_str));
        self.problem(piece, format!("there is no list '{name}'"), help);
        None
    }

    /// `@kind` or `@kind|kind`, as bits.
    pub(super) fn mention_kinds(&mut self, item: &str) -> u32 {
        let mut bits = 0;
        for name in item.trim_start_matches('@').split('|') {
            if let Some(kind) = Kind::parse(name) {
                bits |= kind_bit(kind);
            } else {
                let help = nearest(name, Kind::ALL.iter().map(|k| k.as_str()));
                self.problem(name, format!("there is no mention kind '{name}'"), help);
            }
        }
        bits
    }

    pub(super) fn relation(&mut self, name: &str) -> RelationKind {
        self.count(name, 16 * self.declared.len());
        let own = self.declared.iter().copied().find(|k| k.name() == name);
        RelationKind::parse(name).or(own).unwrap_or_else(|| {
            let known = RelationKind::ALL.iter().chain(self.declared.iter()).map(|k| k.name());
            let help = nearest(name, known.collect::<Vec<_>>().into_iter());
            self.problem(name, format!("there is no relation kind '{name}'"), help);
            RelationKind::Attacked
        })
    }

    pub(super) fn role(&mut self, role: &str, relation: RelationKind) -> Option<&'static str> {
        if !self.count(role, relation.roles().len()) {
            return None;
        }
        let found = relation.roles().iter().copied().find(|r| *r == role);
        if role == TRIGGER {
            return Some(TRIGGER);
        }
        if found.is_none() && self.count(role, 64 * relation.roles().len()) {
            let help = nearest(role, relation.roles().iter().copied());
            self.problem(role, format!("role '{role}' is not in relation {}", relation.name()), help);
        }
        found
    }
}
