//! k-means in the plane: many seeded starts (k-means++, Arthur and Vassilvitskii, SODA 2007), Lloyd's iteration, and
//! moves of single points as long as they help (Hartigan and Wong, Applied Statistics 28, 1979). One start finds a poor
//! local optimum too often to be shown to people as their groups.

use super::random::Stream;

/// Lloyd's iteration ends by itself; this only bounds it.
const PASSES_MAX: usize = 300;
/// A start this near the best found is worth moving single points.
const NEAR: f64 = 1.1;
/// An improvement below this share is rounding.
const ROUNDING: f64 = 1e-12;

/// Points in groups around their means.
#[derive(Clone, Debug)]
pub(super) struct Clustering {
    pub(super) centres: Vec<[f64; 2]>,
    pub(super) of: Vec<u8>,
    /// Sum of squared distances to the own mean.
    pub(super) inertia: f64,
}

impl Clustering {
    /// How many points each group has.
    pub(super) fn sizes(&self) -> Vec<usize> {
        let mut sizes = vec![0; self.centres.len()];
        self.of.iter().for_each(|g| sizes[usize::from(*g)] += 1);
        sizes
    }
}

/// The best of `starts` for 2 to 5 groups; `None` where there are fewer different points than groups.
pub(super) fn best(
    points: &[[f64; 2]],
    weights: &[f64],
    groups: usize,
    starts: usize,
    stream: &mut Stream,
) -> Option<Clustering> {
    match groups {
        2 => Search::<2>::new(points, weights).best(starts, stream),
        3 => Search::<3>::new(points, weights).best(starts, stream),
        4 => Search::<4>::new(points, weights).best(starts, stream),
        5 => Search::<5>::new(points, weights).best(starts, stream),
        _ => None,
    }
}

/// The nearest of `centres`, the first of equally near ones.
#[inline]
pub(super) fn nearest(point: [f64; 2], centres: &[[f64; 2]]) -> u8 {
    let (mut found, mut least) = (0, f64::INFINITY);
    for (at, centre) in (0_u8..).zip(centres) {
        let d = squared(point, *centre);
        if d < least {
            (found, least) = (at, d);
        }
    }
    found
}

#[inline]
fn squared(a: [f64; 2], b: [f64; 2]) -> f64 {
    let (x, y) = (a[0] - b[0], a[1] - b[1]);
    x * x + y * y
}

/// A search for K groups.
struct Search<'p, const K: usize> {
    points: &'p [[f64; 2]],
    weights: &'p [f64],
    of: Vec<u8>,
    near: Vec<f64>,
}

impl<'p, const K: usize> Search<'p, K> {
    fn new(points: &'p [[f64; 2]], weights: &'p [f64]) -> Self {
        Self { points, weights, of: vec![0; points.len()], near: vec![0.0; points.len()] }
    }

    fn best(&mut self, starts: usize, stream: &mut Stream) -> Option<Clustering> {
        let mut best: Option<Clustering> = None;
        for _ in 0..starts {
            let mut centres = self.start(stream)?;
            let mut inertia = self.settle(&mut centres);
            if best.as_ref().is_none_or(|b| inertia < b.inertia * NEAR) {
                inertia = self.move_singly(&mut centres);
            }
            if best.as_ref().is_none_or(|b| inertia < b.inertia * (1.0 - ROUNDING)) {
                best = Some(Clustering { centres: centres.to_vec(), of: self.of.clone(), inertia });
            }
        }
        best
    }

    /// Centres far from each other: each next one drawn by its squared distance to those there are.
    fn start(&mut self, stream: &mut Stream) -> Option<[[f64; 2]; K]> {
        let mut centres = [[0.0; 2]; K];
        self.near.copy_from_slice(self.weights);
        for (at, centre) in centres.iter_mut().enumerate() {
            let all: f64 = self.near.iter().sum();
            if all <= 0.0 {
                return None;
            }
            let mut left = stream.unit() * all;
            // Rounding may leave a rest behind the last point: then it is the last that can be drawn.
            let mut drawn = self.near.iter().rposition(|w| *w > 0.0)?;
            for (i, w) in self.near.iter().enumerate() {
                left -= w;
                if left < 0.0 {
                    drawn = i;
                    break;
                }
            }
            *centre = self.points[drawn];
            for ((near, point), weight) in self.near.iter_mut().zip(self.points).zip(self.weights) {
                let d = squared(*point, *centre) * weight;
                *near = if at == 0 { d } else { near.min(d) };
            }
        }
        Some(centres)
    }

    /// Lloyd's iteration until nobody changes; the inertia then.
    fn settle(&mut self, centres: &mut [[f64; 2]; K]) -> f64 {
        self.of.fill(u8::MAX);
        for _ in 0..PASSES_MAX {
            let (mut changed, mut sums, mut masses) = (false, [[0.0; 2]; K], [0.0; K]);
            for ((of, point), weight) in self.of.iter_mut().zip(self.points).zip(self.weights) {
                let group = nearest(*point, centres);
                changed |= group != *of;
                *of = group;
                let at = usize::from(group);
                sums[at][0] += point[0] * weight;
                sums[at][1] += point[1] * weight;
                masses[at] += weight;
            }
            if !changed {
                break;
            }
            for at in 0..K {
                centres[at] = if masses[at] > 0.0 {
                    [sums[at][0] / masses[at], sums[at][1] / masses[at]]
                } else {
                    self.farthest(centres)
                };
            }
        }
        self.inertia(centres)
    }

    /// The point farthest from its centre: where a group that lost all its points begins anew.
    fn farthest(&self, centres: &[[f64; 2]; K]) -> [f64; 2] {
        let far = |i: &usize| self.weights[*i] * squared(self.points[*i], centres[usize::from(self.of[*i])]);
        let found = (0..self.points.len()).max_by(|a, b| far(a).total_cmp(&far(b)).then(b.cmp(a)));
        found.map_or([0.0; 2], |i| self.points[i])
    }

    fn inertia(&self, centres: &[[f64; 2]; K]) -> f64 {
        let far = |((of, point), weight): ((&u8, &[f64; 2]), &f64)| weight * squared(*point, centres[usize::from(*of)]);
        self.of.iter().zip(self.points).zip(self.weights).map(far).sum()
    }

    /// Moves single points to another group as long as that lowers the inertia, the means following; the inertia then.
    fn move_singly(&mut self, centres: &mut [[f64; 2]; K]) -> f64 {
        let mut masses = [0.0; K];
        self.of.iter().zip(self.weights).for_each(|(of, w)| masses[usize::from(*of)] += w);
        for _ in 0..PASSES_MAX {
            let mut moved = false;
            for i in 0..self.points.len() {
                let (point, weight, from) = (self.points[i], self.weights[i], usize::from(self.of[i]));
                if masses[from] <= weight || weight <= 0.0 {
                    continue;
                }
                let leaves = squared(point, centres[from]) * masses[from] / (masses[from] - weight);
                let (mut to, mut least) = (from, leaves * (1.0 - ROUNDING));
                for at in (0..K).filter(|at| *at != from) {
                    let joins = squared(point, centres[at]) * masses[at] / (masses[at] + weight);
                    if joins < least {
                        (to, least) = (at, joins);
                    }
                }
                if to == from {
                    continue;
                }
                moved = true;
                self.of[i] = to as u8;
                for axis in 0..2 {
                    let shift = |centre: f64, mass: f64| (point[axis] - centre) * weight / mass;
                    centres[from][axis] -= shift(centres[from][axis], masses[from] - weight);
                    centres[to][axis] += shift(centres[to][axis], masses[to] + weight);
                }
                masses[from] -= weight;
                masses[to] += weight;
            }
            if !moved {
                break;
            }
        }
        let mut sums = [[0.0; 2]; K];
        for ((of, point), weight) in self.of.iter().zip(self.points).zip(self.weights) {
            sums[usize::from(*of)][0] += point[0] * weight;
            sums[usize::from(*of)][1] += point[1] * weight;
        }
        for at in 0..K {
            if masses[at] > 0.0 {
                centres[at] = [sums[at][0] / masses[at], sums[at][1] / masses[at]];
            }
        }
        self.inertia(centres)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The least inertia over all ways to put a few points into groups.
    fn least(points: &[[f64; 2]], groups: usize) -> f64 {
        let mut least = f64::INFINITY;
        for code in 0..groups.pow(points.len() as u32) {
            let of: Vec<usize> = (0..points.len()).map(|i| code / groups.pow(i as u32) % groups).collect();
            let mut sum = 0.0;
            for g in 0..groups {
                let own: Vec<_> = points.iter().zip(&of).filter(|(_, o)| **o == g).map(|(p, _)| *p).collect();
                let n = own.len().max(1) as f64;
                let mean = [0, 1].map(|axis| own.iter().map(|p| p[axis]).sum::<f64>() / n);
                sum += own.iter().map(|p| squared(*p, mean)).sum::<f64>();
            }
            least = least.min(sum);
        }
        least
    }

    #[test]
    fn small_cases_reach_the_least_inertia_there_is() {
        let mut stream = Stream::new(3, &[]);
        for _ in 0..20 {
            let points: Vec<[f64; 2]> = (0..8).map(|_| [stream.unit(), stream.unit()]).collect();
            for groups in 2..=3 {
                let found = best(&points, &[1.0; 8], groups, 50, &mut stream).unwrap();
                assert!((found.inertia - least(&points, groups)).abs() < 1e-12, "{points:?}");
            }
        }
    }

    #[test]
    fn fewer_places_than_groups_are_no_groups() {
        let points = [[1.0, 1.0], [1.0, 1.0], [2.0, 2.0]];
        let mut stream = Stream::new(3, &[]);
        assert!(best(&points, &[1.0; 3], 3, 5, &mut stream).is_none());
        assert_eq!(best(&points, &[1.0; 3], 2, 5, &mut stream).unwrap().inertia, 0.0);
        assert!(best(&points, &[1.0; 3], 9, 5, &mut stream).is_none());
    }

    #[test]
    fn a_weight_of_two_is_the_point_twice() {
        let points: [[f64; 2]; 5] = [[0.0, 0.0], [0.2, 0.0], [1.0, 0.0], [1.5, 0.1], [9.0, 0.0]];
        let twice = [points.as_slice(), &[points[3]]].concat();
        let mut stream = Stream::new(3, &[]);
        let weighted = best(&points, &[1.0, 1.0, 1.0, 2.0, 1.0], 3, 50, &mut stream).unwrap();
        let plain = best(&twice, &[1.0; 6], 3, 50, &mut stream).unwrap();
        assert!((weighted.inertia - plain.inertia).abs() < 1e-12);
    }
}
