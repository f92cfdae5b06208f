//! Counts, places and times of a relation: those of its clause, else those of its sentence, marked as inherited.

use super::matcher::{Context, Filler, Found};
use crate::gazetteer::Kind;
use crate::phrase::Unit;

/// How many mentions to each side of the trigger are looked at.
const REACH: usize = 16;

impl Context<'_> {
    pub(super) fn add_circumstances(&self, found: &mut Found) {
        let roles = found.kind.roles();
        if roles.contains(&"count") {
            self.add_counts(found);
        }
        if roles.contains(&"place") {
            // A target or cause that was tried as place is none.
            found
                .arguments
                .retain(|(r, f)| *r != "place" || matches!(f.kind, Some(Kind::Place | Kind::Facility)));
        }
        for (role, kind) in [("place", Kind::Place), ("time", Kind::Date)] {
            if roles.contains(&role) && !found.arguments.iter().any(|(r, _)| *r == role) {
                self.add_nearest(found, role, kind);
            }
        }
    }

    fn add_counts(&self, found: &mut Found) {
        let counted: Vec<Filler> = found
            .arguments
            .iter()
            .filter(|(r, _)| matches!(*r, "victim" | "detainee"))
            .map(|(_, f)| *f)
            .collect();
        for filler in counted {
            for unit in self.units_in(filler.first, filler.end).iter().filter(|u| u.kind == Kind::Quantity) {
                let count = Filler {
                    first: unit.first,
                    end: unit.end,
                    kind: Some(Kind::Quantity),
                };
                if !found.arguments.contains(&("count", count)) {
                    found.arguments.push(("count", count));
                }
            }
        }
    }

    /// The mention with the fewest verbs between it and the trigger, then the nearest.
    fn add_nearest(&self, found: &mut Found, role: &'static str, kind: Kind) {
        let trigger = found.trigger.0;
        let verbs_before = |token: u32| self.verbs.partition_point(|v| v.main <= token);
        let own = verbs_before(trigger);
        let inside = |u: &Unit| found.arguments.iter().any(|(_, f)| u.first >= f.first && u.end <= f.end);
        let at = self.units.partition_point(|u| u.first < trigger);
        let near = self
            .units
            .get(at.saturating_sub(REACH)..self.units.len().min(at + REACH))
            .unwrap_or_default();
        let crossed = |u: &Unit| {
            let there = verbs_before(u.first);
            // The verb right before the trigger is the trigger's own.
            there.abs_diff(own)
        };
        let best = near
            .iter()
            .filter(|u| u.kind == kind && (kind == Kind::Date || !inside(u)))
            .min_by_key(|u| (crossed(u).min(2), u.first.abs_diff(trigger)));
        if let Some(u) = best {
            found.inherited |= crossed(u) > 0;
            let filler = Filler {
                first: u.first,
                end: u.end,
                kind: Some(kind),
            };
            found.arguments.push((role, filler));
        }
    }
}
