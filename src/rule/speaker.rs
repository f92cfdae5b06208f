//! Who is said to have said it: "police said", "according to"; and what of a place and a day belongs to that.

use super::matcher::{Context, Found};
use super::scopes::{CHAIN, HEARING};
use super::survey::Survey;
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::phrase::{Chunk, ChunkKind, DENIES, NounPhrase, Unit, VerbGroup};
use crate::text::{Token, hash_folded, hashes};

/// How far to both sides a speaker is looked for, in verbs.
const SPEAKERS: usize = 8;

/// How many tokens "according to" and the words for a speaker may take.
pub(super) const SPEAKER: u32 = 8;

impl Context<'_> {
    /// Whether someone is said to have said it, and who.
    pub(super) fn speaker(&self, found: &Found, survey: &Survey) -> Option<Option<(u32, u32)>> {
        let trigger = found.trigger.0;
        if let Some(source) = self.reckoned(trigger) {
            return Some(Some(source));
        }
        if let Some(by) = self.as_reported_by(trigger, survey) {
            return Some(self.noun_at(by + 1).map(|n| (self.nouns[n].first, self.nouns[n].end)));
        }
        let verb = self.said_before(found, survey).or_else(|| self.said_behind(found, survey));
        if let Some(verb) = verb {
            return Some(self.said_by(verb.chunk as usize, verb));
        }
        if survey.colon
            && let Some(source) = self.headlined(trigger)
        {
            return Some(Some(source));
        }
        let (according, reportedly) = (const { hash_folded("according") }, const { hash_folded("reportedly") });
        if !survey.may_have(according) && !survey.may_have(reportedly) {
            return None;
        }
        let cue = self
            .around(trigger)
            .find(|&t| self.tokens[t].hash == according || self.tokens[t].hash == reportedly)?;
        let source = self.nouns.get(self.nouns.partition_point(|n| (n.first as usize) < cue));
        let source = source.filter(|n| self.tokens[cue].hash == according && n.first as usize <= cue + 3);
        Some(source.map(|n| (n.first, n.end)))
    }

    /// A phrase with those that it belongs to and what belongs to it: "a doctors' committee".
    pub(super) fn with_owner(&self, (mut first, mut end): (u32, u32)) -> (u32, u32) {
        const LINKS: usize = 3;
        let owns = |token: u32| self.tokens.get(token as usize).is_some_and(|t| t.has(Token::POSSESSIVE));
        if !owns(first) && !owns(end) {
            return (first, end);
        }
        let owned = |noun: &&NounPhrase| owns(noun.first);
        let at = self.nouns.partition_point(|n| n.first < first);
        for pair in self.nouns[..(at + 1).min(self.nouns.len())].windows(2).rev().take(LINKS) {
            if owned(&&pair[1]) && pair[1].first == first && pair[0].end == first {
                first = pair[0].first;
            }
        }
        for noun in self.nouns[at..].iter().skip(1).take(LINKS) {
            if owned(&noun) && noun.first == end {
                end = noun.end;
            }
        }
        (first, end)
    }

    /// "as reported by Reuters": where its "by" stands.
    fn as_reported_by(&self, trigger: u32, survey: &Survey) -> Option<u32> {
        let words = const { [hash_folded("as"), hash_folded("reported"), hash_folded("by")] };
        if !words.into_iter().all(|word| survey.may_have(word)) {
            return None;
        }
        let [before, reported, behind] = words;
        let is = |token: usize, word: u64| self.tokens.get(token).is_some_and(|t| t.hash == word);
        let cue = |&t: &usize| is(t, reported) && is(t.wrapping_sub(1), before) && is(t + 1, behind);
        self.around(trigger).find(cue).map(|t| t as u32 + 1)
    }

    /// "Police said that ...": the verb of saying before the trigger.
    fn said_before(&self, found: &Found, survey: &Survey) -> Option<&VerbGroup> {
        let trigger = found.trigger.0;
        // "The blast, which police blamed on rebels, killed two": what the relative clause says is over.
        let own = self.verb_of_match(found);
        let subject = own.and_then(|v| v.link.subject);
        let before_own = |v: &VerbGroup| subject.is_some_and(|s| v.link.subject.is_some_and(|own| s < own));
        // But "which police say killed two": they say it of what the pronoun stands for.
        let told = |v: &VerbGroup| own.is_some_and(|own| own.chunk == v.chunk + 1);
        // "What the army called a base was hit": it gave a name.
        let names = |v: &VerbGroup| v.link.nested && self.clauses().calls(v);
        let within = |v: &VerbGroup| v.link.nested && before_own(v) && !told(v) || names(v);
        // "accuses the army of shelling it, which the army denies": no more is said than what is charged.
        let charged = |v: &VerbGroup| {
            let accuses = self.token_is(v.main, hashes!["accused", "accuses", "accuse", "accusing"]);
            let governor = || self.governor(own?);
            let within = |v: &VerbGroup| v.gerund || v.infinitive;
            accuses && own.is_some_and(|own| !within(own) && !governor().is_some_and(within))
        };
        let before = self.verbs[..self.verbs_before(trigger)].iter().rev().take(SPEAKERS);
        let verb = before.filter(|v| self.says(v, found.extent)).find(|v| {
            !v.negated
                && !self.accused(v)
                && !v.modal
                && !v.link.attributive
                && !within(v)
                && !charged(v)
                && !self.by_nobody(v)
                && (self.tells_clause(v) || self.announces(v, trigger))
                && !self.parted(v.end, trigger, survey)
        })?;
        // "Rebels hit a base, the army said, and killed two": both tell of the rebels, and it said both.
        let holds = before_own(verb) || !self.closed(verb.chunk as usize, verb, trigger);
        (holds && !self.past_promise(verb, trigger)).then_some(verb)
    }

    /// "..., police said": the verb of saying behind the trigger.
    fn said_behind(&self, found: &Found, survey: &Survey) -> Option<&VerbGroup> {
        let trigger = found.trigger.0;
        let behind = self.verbs[self.verbs_before(trigger)..].iter().take(SPEAKERS);
        behind.filter(|v| self.says(v, found.extent)).find(|v| {
            let chunk = v.chunk as usize;
            let inverted = self.inverted(v);
            // "..., although another group, Hamas, claimed it": it adds nothing to what was said.
            let tag = inverted || v.link.governor.is_none() && self.tells_clause(v);
            // "The Dawn Front, which is linked to Oru, said": whose subject stands before adds nothing either.
            let own = !inverted && self.subject(v).is_some_and(|c| c.first <= trigger);
            // "..., a charge it denies": it says nothing but that.
            let of_noun = || !inverted && self.clauses().bare_object(chunk, self.verbs).is_some();
            tag && !own
                && !self.accused(v)
                && !v.link.attributive
                && !self.parted(trigger, v.main, survey)
                && self.added(chunk, v)
                && !of_noun()
        })
    }

    /// Whether it is a verb of saying, and none of the words of the relation.
    fn says(&self, verb: &VerbGroup, extent: (u32, u32)) -> bool {
        let says = if self.words[verb.main as usize].is(class::SAY) {
            !self.answers_with_deeds(verb) && !self.notes_day(verb) && !self.of_what_follows(verb)
        } else {
            self.describes_how(verb)
        };
        says && !(extent.0..extent.1).contains(&verb.main)
    }

    /// "responded with air strikes", "responded to it by shelling the town".
    fn answers_with_deeds(&self, verb: &VerbGroup) -> bool {
        let next = self.verbs.partition_point(|v| v.main <= verb.main);
        let by = |v: &VerbGroup| v.gerund && self.token_is(v.first.wrapping_sub(1), hashes!["by"]);
        let deeds = || self.token_is(verb.main + 1, hashes!["with"]) || self.verbs.get(next).is_some_and(by);
        self.token_is(verb.main, hashes!["responded", "replied", "answered", "responds"]) && deeds()
    }

    /// "The first reported death": it is the death that is.
    fn of_what_follows(&self, verb: &VerbGroup) -> bool {
        let ranks = hashes!["first", "second", "third", "latest", "last", "only", "newly"];
        self.token_is(verb.main, hashes!["reported", "announced", "confirmed"]) && self.token_is(verb.main.wrapping_sub(1), ranks)
    }

    /// "Around 9 May (as reported)": it is the day that is.
    fn notes_day(&self, verb: &VerbGroup) -> bool {
        let mark = |token: u32, mark: u8| self.tokens.get(token as usize).is_some_and(|t| t.punct == mark);
        let as_reported = self.token_is(verb.main, hashes!["reported"]) && self.token_is(verb.main.wrapping_sub(1), hashes!["as"]);
        as_reported && mark(verb.main + 1, b')') && mark(verb.main.wrapping_sub(2), b'(')
    }

    /// "described how masked men had killed two".
    fn describes_how(&self, verb: &VerbGroup) -> bool {
        let describes = hashes!["described", "describes", "describe", "describing"];
        self.token_is(verb.end, hashes!["how"]) && self.token_is(verb.main, describes)
    }

    /// "Was blamed for a bombing that left two dead": the one who is blamed says nothing.
    fn accused(&self, verb: &VerbGroup) -> bool {
        let [main, before] = [verb.main, verb.main.saturating_sub(1)].map(|t| self.tokens[t as usize].hash);
        let stands = || hashes!["stand", "stands", "stood"].contains(&before);
        self.words[verb.main as usize].is(class::ACCUSED) && (verb.passive || verb.link.passive || stands())
            || verb.gerund && main == const { hash_folded("questioning") }
    }

    /// Whether a semicolon stands between two tokens, or too much.
    fn parted(&self, from: u32, to: u32, survey: &Survey) -> bool {
        let far = to.saturating_sub(from) as usize > HEARING;
        far || survey.parted && (from as usize..to as usize).any(|t| self.tokens[t].punct == b';')
    }

    /// "Army: rebels kill six", "Six killed in a blast: police": who stands alone on the other side of the colon.
    fn headlined(&self, trigger: u32) -> Option<(u32, u32)> {
        let colon = |t: u32| self.tokens.get(t as usize).is_some_and(|t| t.punct == b':');
        let (before, behind) = (self.nouns.first()?, self.nouns.last()?);
        let opens = before.first as usize == self.first && colon(before.end) && before.end < trigger;
        // A full stop ends no headline, and what a sentence tells behind its colon may be who it was.
        let stops = (behind.end as usize) < self.end;
        let closes = behind.end as usize + usize::from(stops) == self.end && trigger < behind.first && colon(behind.first - 1);
        let speaks = |n: &NounPhrase| {
            let word = self.words[n.head as usize];
            n.number.is_none()
                && match n.kind {
                    Some(Kind::SecurityForce | Kind::Government | Kind::Organization | Kind::Media) => true,
                    Some(Kind::Person | Kind::Group) => !stops,
                    Some(Kind::People) => word.is(class::PERSON_PL | class::TITLE | class::ATTRIB_NOUN),
                    None => word.is(class::ATTRIB_NOUN | class::MEDIA_NOUN | class::GOV_NOUN | class::FORCE_NOUN),
                    _ => false,
                }
        };
        let source = if opens { Some(before) } else { closes.then_some(behind) };
        source.filter(|n| speaks(n)).map(|n| (n.first, n.end))
    }

    /// "No group has claimed": nobody said anything.
    pub(super) fn by_nobody(&self, verb: &VerbGroup) -> bool {
        let subject = self.subject(verb);
        subject.is_some_and(|c| {
            let before = (c.first as usize).checked_sub(1).filter(|&t| t >= self.first);
            self.words[c.first as usize].is(class::NEG)
                || before.is_some_and(|t| self.words[t].is(class::NEG) || self.is_no(t))
                || self.is_no(c.first as usize)
        })
    }

    fn is_no(&self, token: usize) -> bool {
        self.tokens[token].hash == const { hash_folded("no") }
    }

    /// "Claimed the attack" tells a thing, "claimed the army attacked" a clause: the noun behind is a subject there.
    fn tells_clause(&self, verb: &VerbGroup) -> bool {
        let told = const { hash_folded("told") };
        let object = verb.chunk as usize + 1;
        if self.tokens[verb.main as usize].hash == told || self.chunks.get(object).is_none_or(|c| c.kind != ChunkKind::Noun) {
            return true;
        }
        // "claimed the lives of two": no one said anything.
        let lives = |n: &NounPhrase| self.token_is(n.head, hashes!["lives", "life"]);
        if self.clauses().noun(object).is_some_and(lives) {
            return false;
        }
        let at = self.verbs.partition_point(|v| v.first <= verb.first);
        // "claimed the attack in which two died": the subject stands in a clause that hangs on the thing.
        // "declared a curfew after two died": the writer tells of that.
        let opens = |c: &Chunk| c.kind == ChunkKind::Relative || self.sets_scene(c);
        let hangs = |s: usize| (object..s).any(|i| self.chunks.get(i).is_some_and(opens));
        let near = |s: usize| (object..object + 12).contains(&s) && !hangs(s);
        // "reported two men killed and a nurse wounded".
        let fate = |v: &VerbGroup| v.link.passive && self.clauses().harms(v);
        let subject = |v: &VerbGroup| (!v.link.attributive || fate(v)) && v.link.subject.is_some_and(|s| near(s as usize));
        self.verbs.get(at..).unwrap_or_default().iter().take(3).any(subject)
    }

    /// "Announced the killing of two": whose object is the event itself.
    fn announces(&self, verb: &VerbGroup, event: u32) -> bool {
        let object = self.clauses().noun(verb.chunk as usize + 1);
        self.words[verb.main as usize].is(class::ANNOUNCE) && object.is_some_and(|n| n.head == event)
    }

    /// "After", "when", "as": what opens a clause that tells when or why something was done.
    fn sets_scene(&self, chunk: &Chunk) -> bool {
        let first = chunk.first as usize;
        let told = hashes!["that", "if", "whether", "unless"];
        matches!(chunk.kind, ChunkKind::Subordinator | ChunkKind::Preposition)
            && self.words[first].is(class::SUBORD)
            && !told.contains(&self.tokens[first].hash)
    }

    /// "The army put the toll at nine": whose number it is.
    fn reckoned(&self, trigger: u32) -> Option<(u32, u32)> {
        let verb = self.last_verb_before(trigger)?;
        let chunk = verb.chunk as usize;
        let head = self.tokens[self.clauses().noun(chunk + 1)?.head as usize].hash;
        let reckons =
            self.token_is(verb.main, hashes!["put", "puts"]) && hashes!["toll", "number", "count", "figure", "tally"].contains(&head);
        if reckons && !verb.link.passive {
            self.said_by(chunk, verb)
        } else {
            None
        }
    }

    /// A say-verb that closes its sentence or aside says nothing of what follows: "..., police said, and ...".
    fn closed(&self, chunk: usize, verb: &VerbGroup, trigger: u32) -> bool {
        let next = self.chunks.get(chunk + 1).map(|c| c.kind);
        next == Some(ChunkKind::Comma)
            && self.added(chunk, verb)
            && trigger > verb.end
            && self.chunks[chunk + 1..].iter().take(2).any(|c| c.kind == ChunkKind::Conjunction)
    }

    /// "Threatened to besiege the town, and a raid ...", "vowed to fight after a raid ...": what is threatened ends with the infinitive's
    /// clause.
    fn past_promise(&self, verb: &VerbGroup, trigger: u32) -> bool {
        let at = self.verbs.partition_point(|v| v.main <= verb.main);
        let promised = self.verbs.get(at).filter(|v| v.infinitive && v.link.governor == Some(verb.chunk));
        promised.is_some_and(|v| {
            let behind = self.chunks.get(v.chunk as usize..).unwrap_or_default();
            let until = behind.partition_point(|c| c.first < trigger);
            let behind = &behind[..until];
            let joined = |pair: &[Chunk]| pair[0].kind == ChunkKind::Comma && pair[1].kind == ChunkKind::Conjunction;
            behind.windows(2).any(joined) || behind.iter().any(|c| self.sets_scene(c))
        })
    }

    /// Whether the say-verb is added to what was said: its subject, or itself, stands behind a comma or quote.
    fn added(&self, chunk: usize, verb: &VerbGroup) -> bool {
        let mark = |i: usize| {
            self.chunks.get(i).is_some_and(|c| {
                c.kind == ChunkKind::Comma
                    || c.kind == ChunkKind::Stop
                    || c.kind == ChunkKind::Other && self.tokens[c.first as usize].punct != 0
            })
        };
        if chunk == 0 || mark(chunk - 1) {
            return true;
        }
        let Some(subject) = verb.link.subject.map(|s| s as usize) else {
            return false;
        };
        // "..., in Oru, police and the army said": how far the list goes back is not told by commas.
        let first = self.clauses().list_start(subject);
        let told = |i: &usize| !matches!(self.chunks[*i].kind, ChunkKind::Noun | ChunkKind::Preposition);
        (0..first).rev().take(6).find(told).is_some_and(mark) || (first..subject).any(mark)
    }

    /// "..., said the mayor": whether a say-verb stands between a comma or quote and its subject.
    fn inverted(&self, verb: &VerbGroup) -> bool {
        let chunk = verb.chunk as usize;
        let quote = |c: &Chunk| c.kind == ChunkKind::Other && self.tokens[c.first as usize].punct == b'"';
        let before = chunk.checked_sub(1).and_then(|i| self.chunks.get(i));
        let behind_comma = before.is_some_and(|c| c.kind == ChunkKind::Comma || quote(c));
        let subject = |v: &VerbGroup| !v.link.attributive && !v.infinitive && v.link.subject == Some(chunk as u32 + 1);
        let behind = self.verbs.partition_point(|v| v.main <= verb.main);
        let free = || !self.verbs[behind..].iter().take(CHAIN).any(subject);
        // ", denied it": what was denied stands behind.
        let denies =
            || self.token_is(verb.main, DENIES) || self.token_is(verb.main, hashes!["rejected", "rejects", "dismissed", "dismisses"]);
        behind_comma && !denies() && self.speaks(chunk + 1) && free()
    }

    /// Whether the noun at `chunk` may have said something: of ", claimed the bombing", ", pledged allegiance" it has not.
    fn speaks(&self, chunk: usize) -> bool {
        self.clauses().noun(chunk).is_some_and(|n| match n.kind {
            Some(kind) => !matches!(kind, Kind::Event | Kind::Weapon),
            None => n.first < n.head || self.has_voice(n),
        })
    }

    /// Whether a noun that names nobody has words of its own: "report", "sources".
    fn has_voice(&self, noun: &NounPhrase) -> bool {
        let voiced = class::ATTRIB_NOUN | class::MEDIA_NOUN | class::GOV_NOUN | class::FORCE_NOUN | class::PRONOUN | class::TITLE;
        self.tokens[noun.head as usize].is_capitalized() || self.words[noun.head as usize].is(voiced)
    }

    /// Whose words they are: the subject, or for "said X" what stands behind.
    fn said_by(&self, chunk: usize, verb: &VerbGroup) -> Option<(u32, u32)> {
        let noun = |i: usize| self.chunks.get(i).filter(|c| c.kind == ChunkKind::Noun).map(|c| c.index);
        // "Vano told Reuters": never whom it was told.
        let told = self.token_is(verb.main, hashes!["told"]);
        let parted = || self.clauses().mark(chunk - 1);
        let inverted = !told && (chunk == 0 || parted());
        // "a group, its name unknown, said its men had fled": what stands behind is the subject of the next verb.
        let at = self.verbs.partition_point(|v| v.main <= verb.main);
        // "said the rebels' rockets had fallen": so are the rockets.
        let owned = noun(chunk + 2).is_some_and(|n| self.tokens[self.nouns[n as usize].first as usize].has(Token::POSSESSIVE));
        let subject = |v: &VerbGroup| {
            let first = v.link.subject.map(|s| s as usize);
            !v.link.attributive && (first == Some(chunk + 1) || owned && first == Some(chunk + 2))
        };
        let opens = verb.link.subject.is_some() && self.verbs.get(at).is_some_and(subject);
        // "The mayor, who denied any link": what one says of a thing is said by who does.
        let other =
            |i: u32| verb.link.subject.is_some() && self.nouns[i as usize].kind.is_none() && !self.has_voice(&self.nouns[i as usize]);
        let behind = noun(chunk + 1).filter(|&i| inverted && !verb.gerund && !opens && self.speaks(chunk + 1) && !other(i));
        let index = behind.or_else(|| verb.link.subject.and_then(|s| noun(s as usize)))?;
        // "it was reported that": nobody is named.
        if verb.passive && behind.is_none() {
            return None;
        }
        let filler = self.filler(index);
        let mut span = (self.with_possessor(filler.first), filler.end);
        // "Residents and an official said", ", said the mayor and two witnesses": both.
        if behind.is_some() {
            let last = self.clauses().speakers_end(chunk + 1, self.verbs);
            span.1 = self.chunks.get(last).map_or(span.1, |c| self.nouns[c.index as usize].end);
        } else if let Some(s) = verb.link.subject.map(|s| s as usize) {
            let first = self.clauses().speakers_start(s);
            span.0 = if first < s { self.chunks[first].first } else { span.0 };
        }
        Some(span)
    }

    /// "Syria's ministry": the phrase begins with whose it is.
    fn with_possessor(&self, first: u32) -> u32 {
        if !self.tokens[first as usize].has(Token::POSSESSIVE) {
            return first;
        }
        let before = first.checked_sub(1).and_then(|t| self.noun_around(t));
        before.map_or(first + 1, |n| n.first)
    }

    /// "..., said Luis Vano, who lives in Oru", "..., said Luis Vano, a nurse in Oru": whether a place behind a speech is told of who made it.
    fn of_speaker(&self, unit: &Unit, trigger: u32) -> bool {
        let verbs = self.verbs_before(trigger)..self.verbs_before(unit.first);
        let mut said = self.verbs.get(verbs).unwrap_or_default().iter().take(SPEAKERS);
        let Some(speech) = said.find(|v| self.says(v, (trigger, trigger)) && self.inverted(v)) else {
            return false;
        };
        let behind = self.chunks[speech.chunk as usize..].iter().take(SPEAKER as usize).skip(2);
        let mut aside = behind.skip_while(|c| c.kind != ChunkKind::Comma).skip(1);
        let opens = |c: &Chunk| matches!(c.kind, ChunkKind::Relative | ChunkKind::Noun) && c.first <= unit.first;
        aside.next().is_some_and(opens)
    }

    /// When it was said, and where the speaker is from, says nothing of the event: "police in Oru said on Monday".
    pub(super) fn of_speech(&self, unit: &Unit, kind: Kind, trigger: u32, extent: (u32, u32)) -> bool {
        let next = self.verbs_before(unit.first);
        let says = |v: &VerbGroup| self.says(v, extent);
        let subject = |v: &VerbGroup| self.subject(v).map(|c| c.first);
        let behind = self.verbs.get(next);
        if kind == Kind::Place {
            // "..., according to a doctor in Oru".
            let from = unit.first.saturating_sub(SPEAKER).max(trigger.min(unit.first));
            let according = (from..unit.first).rev().find(|&t| self.token_is(t, hashes!["according"]));
            if according.is_some_and(|t| self.verbs_before(t + 1) == next) {
                return true;
            }
            // The speaker's phrase may begin with the place's possessive, "Syria's ministry said".
            // "..., said the mayor": what stands before belongs to what was said.
            let inverted = |v: &VerbGroup| v.first.checked_sub(1).is_some_and(|t| self.tokens[t as usize].punct != 0);
            // "A court in Oru convicted him of the raid": what others made of it.
            let judges = |v: &VerbGroup| self.words[v.main as usize].is(class::JUDGE) && v.main < trigger;
            if self.of_speaker(unit, trigger) {
                return true;
            }
            return behind
                .filter(|v| says(v) && !inverted(v) || judges(v))
                .and_then(subject)
                .filter(|&first| trigger < first || trigger > unit.first)
                .is_some_and(|first| first <= unit.end);
        }
        let possessive = self.possessive_at(unit.end);
        // "blamed for the 2012 attack", "condemned the Oct. 7 attack".
        let within = |n: &NounPhrase| n.head == trigger && (n.first == unit.end || n.first <= unit.first && unit.end <= n.head);
        if self.noun_around(trigger).is_some_and(within) {
            return false;
        }
        // "recalled the raid on Oru in 2014": so it is of the raid.
        let own = || {
            let event = self.words[trigger as usize].is(class::EVENT) && self.noun_around(trigger).is_some_and(|n| n.head == trigger);
            event && trigger < unit.first && self.verbs_before(trigger) == next && self.behind_word(unit.first, hashes!["in"])
        };
        if own() {
            return false;
        }
        let before = next
            .checked_sub(1)
            .and_then(|i| self.verbs.get(i))
            .filter(|v| !possessive && (says(v) || self.words[v.main as usize].is(class::JUDGE) && v.main != trigger));
        before.is_some_and(|v| {
            // "said rebels on Monday fled": it stands in the next clause.
            let inside = behind.and_then(subject).is_some_and(|first| v.main < first && first < unit.first);
            !inside
        })
    }
}
