//! Which of the matches of one place stays: the longest, then the one with more roles, then the one that `beats` names.

use smallvec::SmallVec;

use super::filler::Filler;
use super::matcher::Found;
use super::model::Rules;
use crate::relation::RelationKind;

/// How many matches before one are compared with it: more overlap in no sentence of prose.
const NEAR: usize = 48;

/// Leaves one match of a kind at a trigger, and none that a rule beats.
pub(super) fn consolidate(rules: &Rules, out: &mut Vec<Found>) {
    if out.len() < 2 {
        return;
    }
    let beats = |a: &Found, b: &Found| rules.rules[a.rule as usize].beats.contains(&b.rule);
    // In the order of the text what overlaps stands close together.
    out.sort_by_key(|f| f.extent.0);
    // The places of those that stay: a match is long to move.
    let mut kept: SmallVec<[usize; 16]> = SmallVec::new();
    for at in 0..out.len() {
        let mut stays = true;
        let mut i = kept.len().saturating_sub(NEAR);
        while stays && i < kept.len() {
            let (found, other) = (&out[at], &out[kept[i]]);
            // Rules of different kinds stand beside each other, unless one says that it beats the other.
            if other.kind != found.kind && beats(other, found) && holds(other, found) {
                inherit(out, kept[i], at);
                stays = false;
                break;
            }
            if other.kind != found.kind && beats(found, other) && holds(found, other) {
                let held = kept.remove(i);
                inherit(out, at, held);
                continue;
            }
            // "Rebels fired rockets at Oru": the rockets tell it no second time.
            if armed(other, found) {
                inherit(out, kept[i], at);
                stays = false;
                break;
            }
            if !overlap(other, found) || apart(other, found) || other.kind != found.kind && !beats(found, other) && !beats(other, found) {
                i += 1;
            } else if other.kind != found.kind && beats(found, other) || other.kind == found.kind && better(rules, found, other) {
                kept.remove(i);
            } else {
                stays = false;
            }
        }
        if stays {
            kept.push(at);
        }
    }
    if kept.len() < out.len() {
        let mut places = 0..;
        out.retain(|_| places.next().is_some_and(|at| kept.binary_search(&at).is_ok()));
    }
    given_away(out);
    join_offices(out);
    tell_bodies(out);
}

fn overlap(a: &Found, b: &Found) -> bool {
    a.extent.0 < b.extent.1 && b.extent.0 < a.extent.1
}

/// Whether a match tells by its words more than another of its kind.
fn better(rules: &Rules, a: &Found, b: &Found) -> bool {
    let long = |f: &Found| f.extent.1 - f.extent.0;
    let roles = |f: &Found| {
        let first = |i: usize| !f.arguments[..i].iter().any(|(role, _)| *role == f.arguments[i].0);
        (0..f.arguments.len()).filter(|&i| first(i)).count()
    };
    let rank = |a: &Found, b: &Found| {
        let rule = &rules.rules[a.rule as usize];
        (roles(a), rule.beats.contains(&b.rule), rule.own)
    };
    long(a) > long(b) || long(a) == long(b) && rank(a, b) > rank(b, a)
}

/// Whether a match has another as its plot or event: that is no relation beside it, where the rule says so.
fn holds(a: &Found, b: &Found) -> bool {
    let hangs = |f: &Filler| b.hangs_on.is_some_and(|h| f.first <= h && h < f.end);
    let inside = |f: &Filler| f.first <= b.trigger.0 && b.trigger.1 <= f.end || hangs(f);
    a.arguments.iter().any(|(role, f)| matches!(*role, "plot" | "event") && inside(f))
}

/// Whether the trigger of a match is the weapon of another of its kind, or what that tells of.
fn armed(a: &Found, b: &Found) -> bool {
    let weapon = |(role, f): &(&str, Filler)| matches!(*role, "weapon" | "event") && f.first <= b.trigger.0 && b.trigger.1 <= f.end;
    a.kind == b.kind && a.arguments.iter().any(weapon)
}

/// "Five were killed, as were two guards": a pattern that reaches over another's trigger tells of someone else.
fn apart(a: &Found, b: &Found) -> bool {
    if a.kind != b.kind {
        return false;
    }
    let people = |f: &Found| -> SmallVec<[Filler; 4]> {
        let whom = f
            .arguments
            .iter()
            .filter(|(role, _)| matches!(*role, "victim" | "detainee" | "accused"));
        whom.map(|&(_, f)| f).collect()
    };
    let triggers = a.trigger.1 <= b.trigger.0 || b.trigger.1 <= a.trigger.0;
    let parted = |x: &Filler, y: &Filler| x.end <= y.first || y.end <= x.first;
    let others = || {
        let (of_a, of_b) = (people(a), people(b));
        !of_a.is_empty() && !of_b.is_empty() && of_a.iter().all(|x| of_b.iter().all(|y| parted(x, y)))
    };
    // "Col. Luis Vano, a spokesman for": two offices. "In Oru, Mirel, France": each lies in the next.
    let told = match a.kind {
        RelationKind::RoleOf => Some("role"),
        RelationKind::LocatedIn => Some("inner"),
        _ => None,
    };
    let two = |role| {
        let of = |f| fillers(f, role).next().is_some();
        let mut both = fillers(a, role).flat_map(|x| fillers(b, role).map(move |y| (x, y)));
        of(a) && of(b) && both.all(|(x, y)| parted(&x, &y))
    };
    triggers && others() || told.is_some_and(two)
}

/// What fills a role.
fn fillers<'f>(found: &'f Found, role: &'f str) -> impl Iterator<Item = Filler> + 'f {
    found.arguments.iter().filter(move |(r, _)| *r == role).map(|&(_, filler)| filler)
}

/// "Col. Luis Vano, a spokesman for the army": one relation tells all offices of a person. The last before that tells one.
fn office_of_the_same<'o>(before: &'o mut [Found], found: &Found) -> Option<&'o mut Found> {
    if found.kind != RelationKind::RoleOf {
        return None;
    }
    let person = fillers(found, "person").next()?;
    let from = before.len().saturating_sub(NEAR);
    let same = |other: &&mut Found| other.kind == RelationKind::RoleOf && fillers(other, "person").next() == Some(person);
    before[from..].iter_mut().rfind(same)
}

/// Joins the offices of a person that stand behind one another.
fn join_offices(out: &mut Vec<Found>) {
    let mut end = 0;
    for at in 0..out.len() {
        let (before, behind) = out.split_at_mut(at);
        if let Some(known) = office_of_the_same(&mut before[..end], &behind[0]) {
            for argument in &behind[0].arguments {
                if !known.arguments.contains(argument) {
                    known.arguments.push(*argument);
                }
            }
            continue;
        }
        if end < at {
            out.swap(end, at);
        }
        end += 1;
    }
    out.truncate(end);
}

/// "Ministry spokesman Luis Vano", "Luis Vano, a leader of the Dawn Front": an office is held where its words say that someone works or is a
/// member.
fn tell_bodies(out: &mut [Found]) {
    for at in 0..out.len() {
        if out[at].kind != RelationKind::RoleOf || fillers(&out[at], "organization").next().is_some() {
            continue;
        }
        let (office, near) = (&out[at], at.saturating_sub(NEAR)..out.len().min(at + NEAR));
        let body = out[near].iter().find_map(|other| {
            let (who, body) = match other.kind {
                RelationKind::WorksFor => ("person", "organization"),
                RelationKind::MemberOf => ("member", "group"),
                _ => return None,
            };
            let same = fillers(other, who)
                .next()
                .is_some_and(|who| fillers(office, "person").next() == Some(who));
            let told = |role: Filler| other.extent.0 <= role.first && role.end <= other.extent.1;
            let held = same && fillers(office, "role").any(told);
            if held { fillers(other, body).next() } else { None }
        });
        out[at].arguments.extend(body.map(|body| ("organization", body)));
    }
}

/// "Blamed the attack on rebels", "claimed the raid on Telegram": whom the statement names is not what was attacked.
fn given_away(kept: &mut Vec<Found>) {
    let mut taken: SmallVec<[Filler; 4]> = SmallVec::new();
    for found in kept.iter() {
        let named = |role: &str| match found.kind {
            RelationKind::Blamed => role == "accused",
            RelationKind::ClaimedResponsibility => role == "via",
            _ => false,
        };
        taken.extend(found.arguments.iter().filter(|(role, _)| named(role)).map(|&(_, f)| f));
    }
    if taken.is_empty() {
        return;
    }
    kept.retain_mut(|found| {
        let before = found.arguments.len();
        if found.kind == RelationKind::Attacked {
            found.arguments.retain(|(role, f)| *role != "target" || !taken.contains(f));
        }
        let telling = |(role, _): &(&str, Filler)| matches!(*role, "agent" | "target");
        found.arguments.len() == before || found.arguments.iter().any(telling)
    });
}

/// "A bomb aimed at a convoy exploded in Oru", "Rebels set off a bomb aimed at a convoy": that it went off tells of no second attack, but who
/// did it, where and when.
pub(super) fn goes_off_once(out: &mut Vec<Found>) {
    let mut told: SmallVec<[usize; 4]> = SmallVec::new();
    for at in 0..out.len() {
        if let Some(attack) = attack_with_the_same(out, at) {
            complete(out, attack, at);
            told.push(at);
        }
    }
    if !told.is_empty() {
        let mut places = 0..;
        out.retain(|_| places.next().is_some_and(|at| told.binary_search(&at).is_err()));
    }
}

/// The attack on something in which the weapon was used that the match at `at` tells of with no target.
fn attack_with_the_same(out: &[Found], at: usize) -> Option<usize> {
    let found = &out[at];
    let has = |f: &Found, role: &str| fillers(f, role).next().is_some();
    if found.kind != RelationKind::Attacked || has(found, "target") {
        return None;
    }
    let weapon = fillers(found, "weapon").next()?;
    let agent = fillers(found, "agent").next();
    let another = |f: &Found| agent.is_some() && fillers(f, "agent").next().is_some_and(|a| Some(a) != agent);
    // What is hedged of the one is not told of the other.
    let alike = |f: &Found| f.modality == found.modality && f.polarity == found.polarity;
    let same = |f: &Found| f.kind == RelationKind::Attacked && fillers(f, "weapon").next() == Some(weapon);
    let aimed = |f: &Found| same(f) && has(f, "target") && !another(f) && alike(f);
    let from = at.saturating_sub(NEAR);
    let near = &out[from..out.len().min(at + NEAR)];
    near.iter().position(aimed).map(|i| from + i)
}

/// Gives a match who did it, where and when from another, where it tells none.
fn complete(out: &mut [Found], to: usize, from: usize) {
    for (role, index) in [("agent", None), ("place", Some(0)), ("time", Some(1))] {
        if fillers(&out[to], role).next().is_none() {
            let told: SmallVec<[_; 4]> = fillers(&out[from], role).map(|f| (role, f)).collect();
            out[to].arguments.extend(told);
            if let Some(index) = index {
                out[to].inherited[index] = out[from].inherited[index];
            }
        }
    }
}

/// What is attacked in a planned attack is the target of the plan.
fn inherit(out: &mut [Found], to: usize, held: usize) {
    let target = |(role, _): &&(&str, Filler)| *role == "target";
    let found = &out[to];
    if found.kind.roles().contains(&"target") && !found.arguments.iter().any(|argument| target(&argument)) {
        let targets: SmallVec<[_; 4]> = out[held].arguments.iter().filter(target).copied().collect();
        out[to].arguments.extend(targets);
    }
}
