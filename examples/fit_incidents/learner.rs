//! Logistic regression over cues.

use crate::setting;

const EPOCHS: usize = 15;

pub fn sum(cues: &[u32], weights: &[f32]) -> f32 {
    cues.iter().map(|&c| weights[c as usize]).sum()
}

/// Adaptive gradients with an L2 penalty and averaged weights.
pub struct Learner {
    pub weights: Vec<f32>,
    squares: Vec<f32>,
    /// The average of the later epochs.
    pub sum: Vec<f32>,
    pub l1: f32,
    l2: f32,
    rate: f32,
}

impl Learner {
    /// The larger the squares begin, the slower rare cues learn.
    pub fn new(size: usize, l2: f32, start: f32) -> Self {
        Self {
            weights: vec![0.0; size],
            squares: vec![start; size],
            sum: vec![0.0; size],
            l1: setting("L1", 0.01),
            l2,
            rate: 0.1,
        }
    }

    /// One step of logistic regression.
    pub fn learn(&mut self, cues: &[u32], score: f32, wanted: bool, keep: &[bool]) {
        let gradient = 1.0 / (1.0 + (-score).exp()) - f32::from(u8::from(wanted));
        if gradient.abs() < 0.002 {
            return;
        }
        for &c in cues.iter().filter(|&&c| keep[c as usize]) {
            let c = c as usize;
            let d = gradient + self.l2 * self.weights[c];
            self.squares[c] += d * d;
            let step = self.rate / self.squares[c].sqrt();
            let w = self.weights[c] - step * d;
            self.weights[c] = w.signum() * (w.abs() - step * self.l1).max(0.0);
        }
    }

    /// The weights that are large enough to matter, in the bounds of a byte in hundredths.
    pub fn kept(self) -> Vec<f32> {
        let least = setting("SMALL", 0.05);
        let kept = |w: f32| if w.abs() < least { 0.0 } else { w.clamp(-1.27, 1.27) };
        self.sum.into_iter().map(kept).collect()
    }

    fn average(&mut self, epoch: usize) {
        if epoch >= EPOCHS / 3 {
            for (sum, w) in self.sum.iter_mut().zip(&self.weights) {
                *sum += w / (EPOCHS - EPOCHS / 3) as f32;
            }
        }
    }

    /// Goes through the items in ever another order; `each` learns from one.
    pub fn run(mut self, items: &[usize], mut each: impl FnMut(&mut Self, usize)) -> Self {
        let (mut seed, mut order) = (1, items.to_vec());
        for epoch in 0..EPOCHS {
            shuffle(&mut order, &mut seed);
            for &item in &order {
                each(&mut self, item);
            }
            self.average(epoch);
        }
        self
    }
}

fn shuffle<T>(items: &mut [T], seed: &mut u64) {
    for i in (1..items.len()).rev() {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        items.swap(i, (*seed >> 33) as usize % (i + 1));
    }
}
