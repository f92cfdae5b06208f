//! Fillers put together to incidents.

use crate::document::{IncidentRecord, Participant};

use super::Filler;
use super::article::Verdict;
use super::model::{SLOTS, Slot, TYPE_NAMES};

fn likely(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// The incidents that the fillers tell of: one a kind.
pub(super) fn incidents(fillers: Vec<Filler>, verdict: &Verdict) -> Vec<IncidentRecord> {
    let core = |f: &Filler| !matches!(f.slot, Slot::Perpetrator | Slot::Organization);
    let kinds: Vec<usize> = (0..SLOTS).filter(|&k| verdict.kinds[k] > 0.0).collect();
    let mut incidents: Vec<IncidentRecord> = kinds.iter().map(|&k| IncidentRecord::new(TYPE_NAMES[k])).collect();
    for filler in fillers {
        let participant = || Participant {
            slot: filler.slot.name(),
            span: filler.span,
            named: filler.named,
            sentence: filler.sentence,
            entity: None,
            confidence: (filler.slot == Slot::Organization).then_some("asserted"),
            effect: None,
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
    incidents.retain(|i| !i.participants.is_empty());
    incidents
}
