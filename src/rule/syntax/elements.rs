//! The elements of patterns, phrases and cues.

use std::collections::HashSet;

use regex::{Regex, RegexBuilder};

use super::Reader;
use super::limit::EXPRESSION;
use crate::gazetteer::Kind;
use crate::lexicon::Lexicon;
use crate::relation::RelationKind;
use crate::rule::model::{Element, Filter};
use crate::rule::set::{Set, kind_bit};
use crate::text::{hash_all, hash_word, tokenize};

/// How many tokens a gap may reach over.
const GAP: u8 = 12;

/// How deep phrases may stand in phrases.
const DEPTH: usize = 8;

/// Words too common to call a rule.
const COMMON: [u64; 15] = hash_all([
    "of", "for", "at", "in", "to", "on", "by", "the", "a", "an", "and", "s", "with", "from", "as",
]);

/// Words that many sentences have: they call a rule only where it has no rarer ones.
const FREQUENT: [u64; 47] = hash_all([
    "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "said", "say", "says", "not", "it", "he", "she", "they",
    "who", "that", "this", "which", "will", "would", "his", "her", "its", "their", "all", "most", "some", "many", "one", "two", "three",
    "new", "more", "than", "first", "no", "when", "also", "into", "over", "after", "but", "among",
]);

/// Whether most sentences, or many, have the word.
pub(in crate::rule) fn is_frequent(word: u64) -> bool {
    COMMON.contains(&word) || FREQUENT.contains(&word)
}

/// How rare the words of an element are that may call a line.
type Rarity = Option<u8>;

impl Reader<'_> {
    /// Reads a line of elements; gives them, and the place of the one whose words call it.
    pub(super) fn elements(&mut self, line: &str, relation: Option<RelationKind>) -> (Vec<Element>, Option<usize>) {
        let (mut out, mut best) = (Vec::new(), None);
        self.sequence(line, relation, DEPTH, &mut out, &mut best);
        self.bounded(line, &out);
        (out, best.map(|(_, at)| at))
    }

    fn sequence(
        &mut self,
        line: &str,
        relation: Option<RelationKind>,
        depth: usize,
        out: &mut Vec<Element>,
        best: &mut Option<(u8, usize)>,
    ) {
        let count = line.split_whitespace().count();
        for (at, item) in line.split_whitespace().enumerate() {
            if item.starts_with("..") && (at == 0 || at + 1 == count) {
                let help = Some("a pattern begins and ends with what it looks for".to_owned());
                self.problem(item, "a gap stands between two elements", help);
            }
            let (body, optional) = match item.strip_suffix('?') {
                Some(body) if !body.is_empty() => (body, true),
                _ => (item, false),
            };
            let (body, negated) = match body.strip_prefix('!') {
                Some(body) if !body.is_empty() => (body, true),
                _ => (body, false),
            };
            let (role, body) = match body.split_once(':') {
                Some((role, body)) if !role.is_empty() && !body.is_empty() => (Some(role), body),
                _ => (None, body),
            };
            let role = match (role, relation) {
                (Some(role), Some(relation)) => self.role(role, relation),
                _ => None,
            };
            let phrase = body
                .strip_prefix('$')
                .filter(|name| self.is_phrase(name))
                .and_then(|name| self.named(name, item))
                .and_then(|n| n.elements);
            if let Some(phrase) = phrase {
                if depth == 0 {
                    let help = Some(format!("phrases stand in one another at most {DEPTH} deep"));
                    self.problem(item, "a phrase may not hold itself", help);
                } else {
                    self.sequence(&phrase, relation, depth - 1, out, best);
                }
                continue;
            }
            let Some((element, rarity)) = self.element(body, item, role) else {
                continue;
            };
            if let (Some(role), Element::Exact(_) | Element::Verb(_) | Element::Punct(_)) = (role, &element) {
                let help = Some(format!("write {role}:[a|b] for words"));
                self.problem(item, format!("'{role}' stands before what fills no role"), help);
            }
            // "the army chief, Gen. Luis Vano".
            let person = matches!(element, Element::Mention { kinds, .. } if kinds == kind_bit(Kind::Person));
            if person && matches!(out.last(), Some(Element::Punct(b','))) {
                out.push(Element::Optional(Box::new(Element::Title { role: None })));
            }
            out.push(match (optional, negated) {
                (true, _) => Element::Optional(Box::new(element)),
                (_, true) => Element::Not(Box::new(element)),
                _ => element,
            });
            if let Some(rarity) = rarity.filter(|_| !optional && !negated)
                && best.is_none_or(|(known, _)| rarity > known)
            {
                *best = Some((rarity, out.len() - 1));
            }
        }
    }

    fn element(&mut self, body: &str, item: &str, role: Option<&'static str>) -> Option<(Element, Rarity)> {
        if body.starts_with('@') {
            let kinds = self.mention_kinds(body);
            return Some((Element::Mention { role, kinds }, None));
        }
        if let Some(name) = body.strip_prefix('$') {
            let list = self.named(name, item)?;
            if list.kinds != 0 {
                let filter = Filter {
                    kinds: list.kinds,
                    words: list.words.iter().map(|w| hash_word(w)).collect(),
                };
                return Some((Element::Phrase { role, filter }, None));
            }
            return Some(Self::either(&list.words, role));
        }
        if let Some(source) = body.strip_prefix('/').and_then(|b| b.strip_suffix('/')).filter(|s| !s.is_empty()) {
            // The tables by which the regex crate folds letters are a fiftieth of the program.
            let any_case = source.strip_prefix("(?i)").map(letters_in_small);
            let regex = self.expression(any_case.as_deref().unwrap_or(source), item)?;
            let any_case = any_case.is_some();
            return Some((Element::Expression { role, regex, any_case }, None));
        }
        if let Some(gap) = body.strip_prefix("..") {
            return match gap.parse::<u8>() {
                Ok(most) if (1..=GAP).contains(&most) => Some((Element::Gap { most, next: Set::ANY }, None)),
                _ => {
                    self.problem(item, format!("a gap reaches over 1 to {GAP} tokens"), Some("as in ..5".to_owned()));
                    None
                }
            };
        }
        if let Some(verb) = body.strip_prefix('~') {
            let Some(lemma) = Lexicon::get().lemma_id(verb) else {
                self.problem(
                    item,
                    format!("'{verb}' is no verb of the lexicon"),
                    Some("use its base form".to_owned()),
                );
                return None;
            };
            return Some((Element::Verb(lemma), Some(3)));
        }
        if let Some(inner) = body.strip_prefix('[') {
            let words: Vec<String> = inner.trim_end_matches(']').split('|').map(str::to_lowercase).collect();
            let mut seen = HashSet::new();
            for word in &words {
                if !seen.insert(word) {
                    self.problem(item, format!("'{word}' stands twice"), Some("take one of them out".to_owned()));
                }
                self.single(word, item);
            }
            return Some(Self::either(&words, role));
        }
        match body {
            "PHRASE" => Some((
                Element::Phrase {
                    role,
                    filter: Filter::default(),
                },
                None,
            )),
            "CAPITALS" => Some((Element::Capitals { role }, None)),
            "TITLE" => Some((Element::Title { role }, None)),
            "ROLE" => Some((Element::Role { role }, None)),
            _ if body.len() == 1 && body.as_bytes()[0].is_ascii_punctuation() => Some((Element::Punct(body.as_bytes()[0]), None)),
            _ => {
                let (exact, word) = body.strip_prefix('=').map_or((false, body), |w| (true, w));
                self.single(word, item);
                let hash = hash_word(word);
                let element = if exact {
                    Element::Exact(word.to_owned())
                } else if role.is_some() {
                    Self::either(&[word.to_owned()], role).0
                } else {
                    Element::Word(hash)
                };
                let rarity = if FREQUENT.contains(&hash) { 1 } else { 4 };
                Some((element, (!COMMON.contains(&hash)).then_some(rarity)))
            }
        }
    }

    fn expression(&mut self, source: &str, item: &str) -> Option<Regex> {
        let mut builder = RegexBuilder::new(&format!("^(?:{source})$"));
        let mut wrong = None;
        for size in EXPRESSION {
            match builder.size_limit(size).dfa_size_limit(size).build() {
                Ok(regex) => return self.count(item, size).then_some(regex),
                Err(error) => wrong = Some(error),
            }
        }
        if let Some(regex::Error::CompiledTooBig(most)) = wrong {
            let help = Some("repeat less, or name a class of fewer letters: [a-z] for \\w".to_owned());
            self.problem(item, format!("'{source}' takes more than {most} bytes when compiled"), help);
        } else {
            let help = Some("write it as the `regex` crate takes it, without blanks: /[0-9]+/".to_owned());
            self.problem(item, format!("'{source}' is no regular expression"), help);
        }
        None
    }

    fn either(words: &[String], role: Option<&'static str>) -> (Element, Rarity) {
        let firsts: Vec<u64> = words.iter().filter_map(|w| w.split(' ').next()).map(hash_word).collect();
        let any_of = |list: &[u64]| firsts.iter().any(|first| list.contains(first));
        let rarity = if any_of(&FREQUENT) { 1 } else { 3 };
        let phrases = words.iter().filter(|w| w.contains(' '));
        let mut phrases: Vec<Vec<u64>> = phrases.map(|w| w.split(' ').map(hash_word).collect()).collect();
        phrases.sort_unstable();
        let element = Element::Either {
            role,
            words: words.iter().filter(|w| !w.contains(' ')).map(|w| hash_word(w)).collect(),
            phrases,
        };
        (element, (!any_of(&COMMON)).then_some(rarity))
    }

    /// A word that the tokens of a text are never like can never match.
    pub(super) fn single(&mut self, word: &str, item: &str) {
        let mut tokens = Vec::new();
        tokenize(word, &mut tokens);
        if tokens.len() > 1 && !word.starts_with('\'') {
            let parts: Vec<&str> = tokens.iter().map(|t| t.span().text(word)).collect();
            let help = format!("write its parts with spaces: {}", parts.join(" "));
            self.problem(
                item,
                format!("'{word}' can never match: a text has it as {} tokens", tokens.len()),
                Some(help),
            );
        }
    }
}

/// An expression with its letters small, save those of `\S`, `\p{L}` and other escapes.
fn letters_in_small(source: &str) -> String {
    let (mut small, mut letters) = (String::new(), source.chars());
    while let Some(c) = letters.next() {
        if c == '\\' {
            small.push(c);
            small.extend(letters.next());
            if letters.as_str().starts_with('{') {
                let end = letters.clone().position(|c| c == '}').unwrap_or(0);
                small.extend(letters.by_ref().take(end));
            }
        } else {
            small.extend(c.to_lowercase());
        }
    }
    small
}
