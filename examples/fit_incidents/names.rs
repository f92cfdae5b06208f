//! Cues by number, and the table of their weights.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

/// Numbers for the words of cues, and in how many articles each stands.
#[derive(Default)]
pub struct Names {
    pub ids: HashMap<String, u32>,
    pub words: Vec<String>,
    pub count: Vec<u32>,
}

/// The columns of a model, their weights, and the weight from which a row is told.
pub type Model<'a> = (Vec<String>, &'a [Vec<f32>], f32);

impl Names {
    pub fn id(&mut self, cue: &str, seen: &mut HashSet<u32>) -> u32 {
        let id = *self.ids.entry(cue.to_owned()).or_insert_with(|| {
            self.words.push(cue.to_owned());
            self.count.push(0);
            self.words.len() as u32 - 1
        });
        if seen.insert(id) {
            self.count[id as usize] += 1;
        }
        id
    }

    pub fn keep(&self, least: u32) -> Vec<bool> {
        self.count.iter().map(|&c| c >= least).collect()
    }

    /// A table of the models; the cues of the most articles come first, so that those which most texts have stand side by side in memory.
    pub fn table(&self, models: &[Model<'_>]) -> String {
        let mut rows: Vec<(Reverse<u32>, &str, String)> = Vec::new();
        for (i, (word, count)) in self.words.iter().zip(&self.count).enumerate() {
            let mut row = String::new();
            for (_, model, least) in models {
                let weights = || model.iter().map(|w| w.get(i).copied().unwrap_or_default());
                let told = weights().any(|w| w.abs() >= *least);
                for weight in weights() {
                    row.push('\t');
                    if told && weight.abs() >= least / 2.0 {
                        let _ = write!(row, "{weight:.2}");
                    }
                }
            }
            row.truncate(row.trim_end_matches('\t').len());
            if !row.is_empty() {
                rows.push((Reverse(*count), word, row));
            }
        }
        rows.sort_unstable();
        let columns: Vec<&str> = models.iter().flat_map(|m| &m.0).map(String::as_str).collect();
        let mut out = format!("# cue\t{}\n", columns.join("\t"));
        for (_, word, row) in rows {
            let _ = writeln!(out, "{word}{row}");
        }
        out
    }
}
