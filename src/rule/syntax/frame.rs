//! Frames: their verbs and nouns, and where the fillers of their roles stand.

use super::{Reader, nearest};
use crate::lexicon::Lexicon;
use crate::relation::RelationKind;
use crate::rule::model::{Filter, Frame, Rule, RuleKind, Rules, Slot, Slots, Whose, WordList};
use crate::text::hash_word;

impl<'a> Reader<'a> {
    /// The words of the lexicon's verbs and of lists.
    pub(super) fn verbs(&mut self, rest: &'a str, frame: &mut Frame) {
        for item in rest.split_whitespace() {
            let words = match item.strip_prefix('$') {
                Some(name) => self.named(name, item).map_or_else(Vec::new, |n| n.words),
                None => vec![item.to_owned()],
            };
            for verb in words {
                match Lexicon::get().lemma_id(&verb) {
                    Some(lemma) => {
                        frame.verbs.push(lemma);
                    }
                    None => self.problem(
                        item,
                        format!("'{verb}' is no verb of the lexicon"),
                        Some("use its base form".to_owned()),
                    ),
                }
            }
        }
    }

    /// Head words, from the line or from lists.
    pub(super) fn heads(&mut self, rest: &'a str) -> Vec<String> {
        let mut out = Vec::new();
        for item in rest.split_whitespace() {
            let Some(name) = item.strip_prefix('$') else {
                let word = item.to_lowercase();
                self.single(&word, item);
                out.push(word);
                continue;
            };
            let words = self.named(name, item).map_or_else(Vec::new, |n| n.words);
            if let Some(long) = words.iter().find(|w| w.contains(' ')) {
                let help = Some("name the last word alone".to_owned());
                self.problem(item, format!("a head is one word, '{long}' are more"), help);
            }
            out.extend(words);
        }
        out
    }

    /// Where a role stands, and what may fill it.
    fn slots(&mut self, items: &'a str) -> (Slots, Filter) {
        let (mut slots, mut kinds, mut words) = (Slots::new(), 0, Vec::new());
        for item in items.split_whitespace() {
            self.slot(item, &mut slots, &mut kinds, &mut words);
        }
        let words = words.into_iter().collect();
        (slots, Filter { kinds, words })
    }

    fn slot(&mut self, item: &'a str, slots: &mut Slots, kinds: &mut u32, words: &mut Vec<u64>) {
        match item {
            "subject" => slots.push(Slot::Subject),
            "object" => slots.push(Slot::Object),
            "possessive" => slots.push(Slot::Possessive),
            "compound" => slots.push(Slot::Compound),
            "trigger" => slots.push(Slot::Trigger),
            "infinitive" => slots.push(Slot::Infinitive),
            "infinitive-object" => slots.push(Slot::InfinitiveObject),
            "clause" => slots.push(Slot::Clause),
            "clause-subject" => slots.push(Slot::ClauseSubject),
            "clause-object" => slots.push(Slot::ClauseObject),
            _ if item.starts_with('@') => *kinds |= self.mention_kinds(item),
            _ if item.starts_with('[') => {
                let heads = item.trim_matches(['[', ']']).split('|');
                words.extend(heads.map(hash_word));
            }
            _ if item.starts_with('$') => {
                if let Some(list) = self.named(&item[1..], item) {
                    *kinds |= list.kinds;
                    words.extend(list.words.iter().map(|w| hash_word(w)));
                }
            }
            word => {
                if !Lexicon::get().probe(hash_word(word)).is(crate::lexicon::class::PREP) && word != "to" {
                    let known = [
                        "subject",
                        "object",
                        "possessive",
                        "compound",
                        "trigger",
                        "infinitive",
                        "infinitive-object",
                        "clause",
                        "clause-subject",
                        "clause-object",
                    ];
                    let help = nearest(word, known.into_iter()).map(|h| format!("{h} A head word stands in brackets: [{word}]"));
                    self.problem(word, format!("'{word}' is no slot and no preposition"), help);
                }
                slots.push(Slot::Preposition(hash_word(word)));
            }
        }
    }

    /// Whose clause the verb governs, and of which words one has to stand in it.
    fn clause(&mut self, rest: &'a str, line: &'a str) -> Option<(Whose, WordList)> {
        let (whose, words) = rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
        let known = [
            ("own", Whose::Own),
            ("not-own", Whose::OwnNot),
            ("other", Whose::Other),
            ("any", Whose::Any),
        ];
        let words: Vec<u64> = self.heads(words).iter().map(|w| hash_word(w)).collect();
        match known.iter().find(|(name, _)| *name == whose) {
            Some((_, whose)) if !words.is_empty() => Some((*whose, words.into_iter().collect())),
            _ => {
                let help = Some("as in `clause own behind responsible`; it is own, not-own, other or any".to_owned());
                self.problem(line, "`clause` needs to know whose it is, and words that stand in it", help);
                None
            }
        }
    }

    pub(super) fn frame(&mut self, id: &'a str, kind: &'a str, head: &'a str, out: &mut Rules) {
        let relation = self.relation(kind);
        self.new_id(id);
        let mut frame = Frame::default();
        let mut examples = Vec::new();
        let mut required: Vec<(&str, &str)> = Vec::new();
        let (mut called, mut measured, mut marks) = (false, (0, 0), (false, None));
        for line in self.block(head) {
            let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            called |= matches!(word, "verbs" | "nouns");
            match word {
                "verbs" => self.verbs(rest, &mut frame),
                "nouns" => {
                    let heads = self.heads(rest);
                    frame.nouns.extend(heads.iter().map(|w| hash_word(w)));
                }
                "with" => {
                    let heads = self.heads(rest);
                    frame.with.extend(heads.iter().map(|w| hash_word(w)));
                }
                "clause" => frame.clause = self.clause(rest, line),
                "passive" => frame.passive = true,
                "unless" => {
                    frame.unless.extend(self.heads(rest).iter().map(|w| hash_word(w)));
                }
                "only" => {
                    let (what, help) = ("`only` needs a slot and what may fill it", "as in `only subject @people`");
                    frame.only.extend(self.limits(rest, line, what, help));
                }
                "never" => {
                    let (what, help) = ("`never` needs a slot and what must not fill it", "as in `never subject [senator]`");
                    frame.never.extend(self.limits(rest, line, what, help));
                }
                "require" => {
                    for item in rest.split_whitespace() {
                        let any = item.split('|').filter_map(|r| self.role(r, relation)).collect();
                        frame.require.push(any);
                        required.extend(item.split('|').map(|r| (r, item)));
                    }
                }
                "beats" => self.beaten(id, rest),
                "measured" => measured = self.measured(rest, line),
                "marks" => marks = self.flag(rest),
                "yes" | "no" => self.example(word == "yes", rest, line, relation, &mut examples),
                role => self.filled(role, rest, line, relation, &mut frame),
            }
        }
        self.count(id, required.len() * frame.roles.len());
        for (role, piece) in required.into_iter().take_while(|_| !self.is_over()).collect::<Vec<_>>() {
            if relation.roles().contains(&role) && !frame.roles.iter().any(|(r, ..)| *r == role) {
                let help = Some(format!("add a line such as `{role} = subject`"));
                self.problem(piece, format!("'{role}' is required, but no slot fills it"), help);
            }
        }
        if !called {
            self.problem(
                id,
                format!("the frame '{id}' has no verb and no noun, so nothing can call it"),
                Some("add a line `verbs ...` or `nouns ...`".to_owned()),
            );
        }
        let rule = Rule {
            measured,
            marks,
            ..self.rule(id, relation, RuleKind::Frame(frame), examples)
        };
        out.rules.push(rule);
    }

    /// The line of a role: where it stands, and what may fill it.
    fn filled(&mut self, role: &'a str, rest: &'a str, line: &'a str, relation: RelationKind, frame: &mut Frame) {
        let known = self.role(role, relation);
        let Some(items) = rest.trim_start().strip_prefix('=') else {
            let help = Some(format!("as in `{role} = object`"));
            self.problem(line, format!("'=' was expected behind '{role}'"), help);
            return;
        };
        let (slots, filter) = self.slots(items);
        if slots.is_empty() {
            let help = Some("name a slot: subject, object, a preposition ...".to_owned());
            self.problem(line, format!("nothing says where '{role}' stands"), help);
        }
        frame.governs |= slots.contains(&Slot::Infinitive) || slots.contains(&Slot::InfinitiveObject);
        frame.extends |= slots.contains(&Slot::Infinitive) && known != Some("charge");
        frame.roles.extend(known.map(|r| (r, slots, filter)));
    }

    /// What `only` or `never` asks of slots; `what` and `help` are said where a part is missing.
    fn limits(&mut self, rest: &'a str, line: &'a str, what: &str, help: &str) -> Vec<(Slot, Filter)> {
        let (slots, filter) = self.slots(rest);
        if filter.is_empty() || slots.is_empty() {
            self.problem(line, what, Some(help.to_owned()));
        }
        if !self.count(line, size_of::<u64>() * slots.len() * filter.words.len()) {
            return Vec::new();
        }
        slots.into_iter().map(|s| (s, filter.clone())).collect()
    }
}
