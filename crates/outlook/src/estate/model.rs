//! Who pays, household by household: a model of conditional cooperation after a renovation.
//!
//! Each household holds a belief about the share that pays, learns from what it sees (everybody's rate where it is
//! published, else its next neighbours on a ring), and pays with a chance by its kind. What is paid keeps up the
//! estate, and a kept-up estate is a reason to pay. Kinds and beliefs follow experiments on public goods (see
//! [`super::parameters`]); it is a model of a claim, not evidence for it.
//!
//! Bit-equal to its reference implementation: every number is a function of (seed, month, household, purpose), and the
//! order of floating-point operations is part of the definition. So no operation here may be reordered or fused.

use crate::random::{base, uniform};

/// Purposes of random numbers.
const KIND: u64 = 1;
const LEADER: u64 = 2;
const FIRST: u64 = 3;
const PAYS: u64 = 4;
const VISITED: u64 = 5;

/// The “month” in which kinds and leaders are drawn, and the one before the first.
const ALWAYS: u64 = 0xFFFF;
const BEFORE: u64 = 0xFFFE;

/// The model's parameters; see [`super::parameters`] for what each means and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)] // The names are those of the reference; `super::parameters` describes them.
pub struct Model {
    pub households: u32,
    pub months: u32,
    pub seed: u64,
    pub share_free: f64,
    pub share_cond: f64,
    pub share_triangle: f64,
    pub slope: f64,
    pub intercept: f64,
    pub belief_weight: f64,
    pub start_rate: f64,
    pub quality_effect: f64,
    pub free_pay: f64,
    pub other_pay: f64,
    pub triangle_peak: f64,
    pub leaders: f64,
    pub leader_effect: f64,
    pub disclosure: f64,
    pub sample: u32,
    pub followup: f64,
    pub other_income: f64,
    pub decay: f64,
    pub upkeep_effect: f64,
    pub renewal: f64,
    pub q0: f64,
    pub campaign: f64,
}

impl Default for Model {
    fn default() -> Self {
        Self {
            households: 1200,
            months: 240,
            seed: 1,
            share_free: 0.192,
            share_cond: 0.613,
            share_triangle: 0.104,
            slope: 0.78,
            intercept: 0.05,
            belief_weight: 0.42,
            start_rate: 0.70,
            quality_effect: 0.15,
            free_pay: 0.02,
            other_pay: 0.50,
            triangle_peak: 0.5,
            leaders: 0.0,
            leader_effect: 0.0,
            disclosure: 0.0,
            sample: 8,
            followup: 0.0,
            other_income: 0.0,
            decay: 0.010,
            upkeep_effect: 0.92,
            renewal: 0.006,
            q0: 0.45,
            campaign: 0.50,
        }
    }
}

/// What a run found, month by month.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// How many households paid.
    pub payers: Vec<u32>,
    /// The condition after the month, 0 to 1.
    pub condition: Vec<f64>,
}

impl Model {
    /// Runs it.
    #[must_use]
    pub fn run(&self) -> Run {
        self.heard(&mut || ())
    }

    /// Runs it; `heard` is called at the end of each month.
    pub fn heard(&self, heard: &mut dyn FnMut()) -> Run {
        let n = self.households as usize;
        let answers = self.answers();
        // The ring once round and on to the last household's last neighbour.
        let mut last = vec![0_u8; n + self.sample as usize];
        let key = base(self.seed, BEFORE, FIRST);
        (0..n).for_each(|i| last[i] = u8::from(uniform(key, i as u64) < self.start_rate));
        let mut belief = vec![self.start_rate; n];
        let mut seen = vec![0.0; n];
        let mut quality = f64::min(1.0, self.q0 + self.campaign);
        let mut rate = self.start_rate;
        let mut run = Run { payers: Vec::new(), condition: Vec::new() };
        for month in 0..u64::from(self.months) {
            self.look(&mut last, rate, &mut seen);
            for (belief, seen) in belief.iter_mut().zip(&seen) {
                let seen = (1.0 - self.leader_effect) * seen + self.leader_effect * 1.0;
                *belief += self.belief_weight * (seen - *belief);
            }
            let goodwill = self.quality_effect * (quality - 0.5);
            let (pays, visited) = (base(self.seed, month, PAYS), base(self.seed, month, VISITED));
            let mut count = 0;
            for (i, (answer, belief)) in (0_u64..).zip(answers.iter().zip(&belief)) {
                let paid = uniform(pays, i) < answer.chance(*belief, goodwill);
                // Numbers belong to their household: one that is not asked for shifts no other.
                let paid = paid | (self.followup > 0.0 && uniform(visited, i) < self.followup);
                last[i as usize] = u8::from(paid);
                count += u32::from(paid);
            }
            rate = f64::from(count) / f64::from(self.households);
            let fund = f64::min(1.0, rate + self.other_income);
            quality = quality - self.decay * (1.0 - self.upkeep_effect * fund) * quality
                + self.renewal * fund * (1.0 - quality);
            run.payers.push(count);
            run.condition.push(quality);
            heard();
        }
        run
    }

    /// How each household answers: by its kind, unless it leads.
    fn answers(&self) -> Vec<Answer> {
        let free = self.share_free;
        let conditional = self.share_free + self.share_cond;
        let triangle = self.share_free + self.share_cond + self.share_triangle;
        let (kind, leader) = (base(self.seed, ALWAYS, KIND), base(self.seed, ALWAYS, LEADER));
        let answer = |i| {
            if uniform(leader, i) < self.leaders {
                return Answer::fixed(1.0);
            }
            match uniform(kind, i) {
                u if u < free => Answer::fixed(self.free_pay),
                u if u < conditional => {
                    Answer { level: self.intercept, slope: self.slope, peak: f64::INFINITY, goodwill: 1.0 }
                }
                u if u < triangle => {
                    Answer { level: self.intercept, slope: self.slope, peak: self.triangle_peak, goodwill: 0.0 }
                }
                _ => Answer::fixed(self.other_pay),
            }
        };
        (0..u64::from(self.households)).map(answer).collect()
    }

    /// What each household sees of the others: the published rate, or how many of its next neighbours paid.
    fn look(&self, last: &mut [u8], rate: f64, seen: &mut [f64]) {
        if self.disclosure >= 1.0 {
            return seen.fill(rate);
        }
        let sample = self.sample as usize;
        let (ring, again) = last.split_at_mut(seen.len());
        again.copy_from_slice(&ring[..sample]);
        let mut paying: u32 = last[..sample].iter().map(|p| u32::from(*p)).sum();
        for (i, seen) in seen.iter_mut().enumerate() {
            paying = paying + u32::from(last[i + sample]) - u32::from(last[i]);
            let local = f64::from(paying) / f64::from(self.sample);
            *seen = self.disclosure * rate + (1.0 - self.disclosure) * local;
        }
    }
}

/// A household's chance to pay as a line in its belief, folded back at a peak, plus its share of goodwill. One form for
/// all kinds (a fixed chance is a flat line) keeps the loop over households free of branches; none of the zeros and ones
/// changes a bit of the sums of the reference. A chance below 0 or above 1 needs no clamping: it is only compared.
#[derive(Clone, Copy, Debug)]
struct Answer {
    level: f64,
    slope: f64,
    peak: f64,
    goodwill: f64,
}

impl Answer {
    fn fixed(chance: f64) -> Self {
        Self { level: chance, slope: 0.0, peak: f64::INFINITY, goodwill: 0.0 }
    }

    #[inline]
    fn chance(&self, belief: f64, goodwill: f64) -> f64 {
        let folded = if belief <= self.peak { belief } else { 2.0 * self.peak - belief };
        self.level + self.slope * folded + self.goodwill * goodwill
    }
}
