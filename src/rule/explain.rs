//! Why a rule fired, or how far it got.

use std::fmt::Write as _;

use super::matcher::{Context, Found, match_rules, settle};
use super::model::{Pattern, RuleKind, Rules};
use super::needs::Calls;
use crate::phrase::ChunkKind;

/// Appends what the rules below the prefix do in the sentence.
pub(crate) fn explain_rules(rules: &Rules, prefix: &str, cx: &Context<'_>, out: &mut String) {
    let words = |first: u32, end: u32| cx.words_of(first, end).split_whitespace().collect::<Vec<_>>().join(" ");
    let _ = writeln!(out, "{}", words(cx.first as u32, cx.end as u32));
    let chunks: Vec<String> = cx
        .chunks
        .iter()
        .filter_map(|c| match c.kind {
            ChunkKind::Noun => {
                let noun = &cx.nouns[c.index as usize];
                Some(format!("[{}]", words(noun.first, noun.end)))
            }
            ChunkKind::Verb => Some(format!("<{}>", words(c.first, cx.verbs[c.index as usize].end))),
            _ => None,
        })
        .collect();
    let _ = writeln!(out, "  phrases: {}", chunks.join(" "));
    let mut found: Vec<Found> = Vec::new();
    match_rules(rules, &Calls::everything(rules, cx), cx, &mut found);
    settle(rules, cx, &mut found);
    for (id, rule) in rules.rules.iter().enumerate().filter(|(_, r)| r.id.starts_with(prefix)) {
        let mut fired = false;
        for f in found.iter().filter(|f| f.rule as usize == id) {
            fired = true;
            let arguments: Vec<String> = f
                .arguments
                .iter()
                .map(|(role, a)| format!("{role}=\"{}\"", words(a.first, a.end)))
                .collect();
            let _ = writeln!(
                out,
                "  {} fired on \"{}\": {}",
                rule.id,
                words(f.trigger.0, f.trigger.1),
                arguments.join(" ")
            );
        }
        if fired {
            continue;
        }
        match &rule.kind {
            RuleKind::Frame(frame) => {
                let nouns = &frame.nouns;
                let require: Vec<String> = frame.require.iter().map(|any| any.join(" or ")).collect();
                let verb = cx
                    .verbs
                    .iter()
                    .find(|v| frame.verbs.contains(&v.lemma))
                    .map(|v| (v.main, v.main + 1));
                let noun = cx
                    .nouns
                    .iter()
                    .find(|n| nouns.contains(&cx.tokens[n.head as usize].hash))
                    .map(|n| (n.head, n.head + 1));
                let _ = match verb.or(noun) {
                    None => writeln!(out, "  {}: none of its verbs or nouns is the head of a phrase", rule.id),
                    Some((first, end)) => writeln!(
                        out,
                        "  {}: stands on \"{}\", but another rule took it or a filler is missing (required: {})",
                        rule.id,
                        words(first, end),
                        require.join(", ")
                    ),
                };
            }
            RuleKind::Pattern(Pattern { elements, .. }) => {
                let (count, at) = cx.farthest(elements);
                let _ = match at {
                    None => writeln!(out, "  {}: its first element matches nowhere", rule.id),
                    Some((first, end)) => {
                        writeln!(
                            out,
                            "  {}: {count} of {} elements match at \"{}\"",
                            rule.id,
                            elements.len(),
                            words(first, end)
                        )
                    }
                };
            }
        }
    }
}
