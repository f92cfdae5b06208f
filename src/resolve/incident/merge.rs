//! Fillers put together to incidents.

use crate::document::{IncidentRecord, Participant};

use super::Filler;
use super::model::{SLOTS, Slot, TYPE_NAMES};

/// The likeliest kind and how likely it is.
fn best(types: &[f32; SLOTS]) -> usize {
    (0..SLOTS).max_by(|a, b| types[*a].total_cmp(&types[*b])).unwrap_or_default()
}

fn likely(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// The score that at least one filler of an incident must reach.
const CERTAIN: f32 = 0.5;

/// The incidents that the fillers tell of: one a kind.
pub(super) fn incidents(fillers: Vec<Filler>) -> Vec<IncidentRecord> {
    let core = |f: &Filler| !matches!(f.slot, Slot::Perpetrator | Slot::Organization);
    let mut kinds: Vec<usize> = fillers.iter().filter(|f| core(f)).map(|f| best(&f.types)).collect();
    if kinds.is_empty() {
        kinds = fillers.iter().map(|f| best(&f.types)).collect();
    }
    kinds.sort_unstable();
    kinds.dedup();
    let mut incidents: Vec<IncidentRecord> = kinds
        .iter()
        .map(|&k| IncidentRecord {
            kind: TYPE_NAMES[k],
            participants: Vec::new(),
        })
        .collect();
    for filler in fillers {
        let participant = || Participant {
            slot: filler.slot.name(),
            span: filler.span,
            named: filler.named,
            score: filler.score,
            sentence: filler.sentence,
        };
        let top = kinds
            .iter()
            .enumerate()
            .max_by(|a, b| filler.types[*a.1].total_cmp(&filler.types[*b.1]))
            .map_or(0, |(i, _)| i);
        for (i, &kind) in kinds.iter().enumerate() {
            let shared = !core(&filler) && likely(filler.types[kind]) > 0.4;
            if i == top || shared {
                incidents[i].participants.push(participant());
            }
        }
    }
    incidents.retain(|i| i.participants.iter().any(|p| p.score >= CERTAIN));
    incidents
}
