//! k-means in the plane: many seeded starts (k-means++, Arthur and Vassilvitskii, SODA 2007), Lloyd's iteration, and
//! moves of single points as long as they help (Hartigan and Wong, Applied Statistics 28, 1979). One start finds a poor
//! local optimum too often to be shown to people as their groups.

use super::random::Stream;

/// Lloyd's iteration ends by itself; this only bounds it.
const PASSES_MAX: usize = 300;
/// A start this near the best found is worth moving single points.
const NEAR: f64 = 1.03;
/// A start this far above the best after its first passes will not come down to it.
const HOPELESS: f64 = 1.1;
/// Passes after which a start may be given up.
const PATIENCE: usize = 2;
/// Starts settle among so many evenly taken points first where there are twice as many: the rest needs few passes then.
const SAMPLE: usize = 256;
/// Starts that end this near each other ended in the same place.
const SAME: f64 = 1e-9;
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

/// Seeded starts for a number of groups among `people`: more groups have more ways to go wrong, and a few people more
/// ways that are nearly as good as the best. (On six real conversations the best known came out in 5 percent of starts
/// at worst.)
pub(super) const fn starts(groups: usize, people: usize) -> usize {
    if groups <= 3 || people > 500 { 50 } else { 120 }
}

/// The best of `starts` for 2 to 5 groups, and of a start at the centres `from`; `None` where there are fewer different
/// points than groups.
pub(super) fn best(
    points: &[[f64; 2]],
    weights: &[f64],
    from: Option<&[[f64; 2]]>,
    (groups, starts): (usize, usize),
    stream: &mut Stream,
) -> Option<Clustering> {
    match groups {
        2 => Search::<2>::new(points, weights, 0, 1).best(points, weights, from, starts, stream),
        3 => Search::<3>::new(points, weights, 0, 1).best(points, weights, from, starts, stream),
        4 => Search::<4>::new(points, weights, 0, 1).best(points, weights, from, starts, stream),
        5 => Search::<5>::new(points, weights, 0, 1).best(points, weights, from, starts, stream),
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

/// Four figures side by side, as the processor takes them.
type Four = [f64; 4];

/// One of so many points, by its share of the figures; `None` where all are nothing.
fn drawn(figures: &[Four], stream: &mut Stream) -> Option<usize> {
    let mut lanes = [0.0; 4];
    figures.iter().for_each(|four| (0..4).for_each(|lane| lanes[lane] += four[lane]));
    let all: f64 = lanes.iter().sum();
    if all <= 0.0 {
        return None;
    }
    let mut left = stream.unit() * all;
    for (at, four) in figures.iter().enumerate() {
        let sum: f64 = four.iter().sum();
        if left < sum {
            for (lane, figure) in four.iter().enumerate() {
                left -= figure;
                if left < 0.0 {
                    return Some(at * 4 + lane);
                }
            }
        } else {
            left -= sum;
        }
    }
    // Rounding may leave a rest behind the last point: then it is the last that can be drawn.
    figures.as_flattened().iter().rposition(|figure| *figure > 0.0)
}

/// A search for K groups.
struct Search<const K: usize> {
    xs: Vec<Four>,
    ys: Vec<Four>,
    /// Weights; what fills up the last four has none.
    weights: Vec<Four>,
    /// Numbers of groups, as figures: so that who is nearest is found four at a time.
    of: Vec<Four>,
    /// Room for what [`Self::start`] compares.
    near: [Vec<Four>; 3],
    /// Weighted sum of the squares of all points.
    squares: f64,
}

impl<const K: usize> Search<K> {
    /// Every `step`-th point from `first`.
    fn new(points: &[[f64; 2]], weights: &[f64], first: usize, step: usize) -> Self {
        let taken: Vec<usize> = (first..points.len()).step_by(step).collect();
        let four = |figure: &dyn Fn(usize) -> f64| -> Vec<Four> {
            let fill = |part: &[usize]| std::array::from_fn(|lane| part.get(lane).map_or(0.0, |i| figure(*i)));
            taken.chunks(4).map(fill).collect()
        };
        Self {
            xs: four(&|i| points[i][0]),
            ys: four(&|i| points[i][1]),
            weights: four(&|i| weights[i]),
            of: vec![[0.0; 4]; taken.len().div_ceil(4)],
            near: Default::default(),
            squares: taken.iter().map(|i| weights[*i] * squared(points[*i], [0.0; 2])).sum(),
        }
    }

    fn point(&self, i: usize) -> [f64; 2] {
        [self.xs[i / 4][i % 4], self.ys[i / 4][i % 4]]
    }

    fn weight(&self, i: usize) -> f64 {
        self.weights[i / 4][i % 4]
    }

    fn group(&self, i: usize) -> usize {
        self.of[i / 4][i % 4] as usize
    }

    fn best(
        &mut self,
        points: &[[f64; 2]],
        weights: &[f64],
        from: Option<&[[f64; 2]]>,
        starts: usize,
        stream: &mut Stream,
    ) -> Option<Clustering> {
        let step = points.len() / SAMPLE;
        let mut samples: Vec<Self> = Vec::new();
        if step > 1 {
            samples.extend((0..step).map(|first| Self::new(points, weights, first, step)));
        }
        let mut best: Option<Clustering> = None;
        let mut seen: Vec<f64> = Vec::new();
        let given = from.and_then(|centres| <[[f64; 2]; K]>::try_from(centres).ok());
        for start in 0..starts + usize::from(given.is_some()) {
            let mut centres = match (given, samples.len()) {
                (Some(centres), _) if start == starts => centres,
                (_, 0) => self.start(stream)?,
                (_, many) => match samples[start % many].start(stream) {
                    Some(mut centres) => {
                        samples[start % many].settle(&mut centres, f64::INFINITY);
                        centres
                    }
                    None => self.start(stream)?,
                },
            };
            let least = best.as_ref().map_or(f64::INFINITY, |b| b.inertia);
            let Some(about) = self.settle(&mut centres, least * HOPELESS) else { continue };
            if seen.iter().any(|s| (about - s).abs() <= s * SAME) {
                continue;
            }
            seen.push(about);
            let inertia = match about < least * NEAR {
                true => self.move_singly(&mut centres),
                false => self.exact(&mut centres),
            };
            if inertia < least * (1.0 - ROUNDING) || best.is_none() {
                let of = self.of.iter().flatten().take(points.len()).map(|group| *group as u8).collect();
                best = Some(Clustering { centres: centres.to_vec(), of, inertia });
            }
        }
        best
    }

    /// Centres far from each other: each next one drawn by its squared distance to those there are, of two draws the one
    /// that leaves all points nearer (greedy k-means++).
    fn start(&mut self, stream: &mut Stream) -> Option<[[f64; 2]; K]> {
        let mut centres = [[0.0; 2]; K];
        let [mut near, mut tried, mut best] = std::mem::take(&mut self.near);
        // At first only weights count.
        near.clone_from(&self.weights);
        for (at, centre) in centres.iter_mut().enumerate() {
            let mut least = f64::INFINITY;
            for _ in 0..if at == 0 { 1 } else { 2 } {
                let point = self.point(drawn(&near, stream)?);
                tried.clear();
                let mut all = [0.0; 4];
                tried.extend(self.xs.iter().zip(&self.ys).zip(&self.weights).zip(&near).map(
                    |(((x, y), weight), near)| {
                        let mut four = [0.0; 4];
                        for lane in 0..4 {
                            let d = squared([x[lane], y[lane]], point) * weight[lane];
                            four[lane] = if at > 0 && near[lane] < d { near[lane] } else { d };
                            all[lane] += four[lane];
                        }
                        four
                    },
                ));
                let all = all.iter().sum();
                if all < least {
                    (least, *centre) = (all, point);
                    std::mem::swap(&mut best, &mut tried);
                }
            }
            std::mem::swap(&mut near, &mut best);
        }
        self.near = [near, tried, best];
        Some(centres)
    }

    /// Lloyd's iteration until nobody changes; the inertia then but for rounding, or `None` once it is hopelessly above
    /// `bound`.
    fn settle(&mut self, centres: &mut [[f64; 2]; K], bound: f64) -> Option<f64> {
        // Sums of weight, x and y, for each of the four apart: so no sum waits for the one before.
        let mut sums = [[[0.0; 3]; K]; 4];
        let mut inertia = f64::INFINITY;
        for pass in 0..PASSES_MAX {
            // |x − c|² but for |x|², which is the same for every centre.
            let lines = centres.map(|c| [-2.0 * c[0], -2.0 * c[1], c[0] * c[0] + c[1] * c[1]]);
            let (mut changed, mut total) = (pass == 0, [0.0; 4]);
            let all = self.xs.iter().zip(&self.ys).zip(&self.weights).zip(&mut self.of);
            for (((x, y), weight), of) in all {
                let (mut least, mut found) = ([f64::INFINITY; 4], [0.0; 4]);
                for (at, line) in lines.iter().enumerate() {
                    for lane in 0..4 {
                        let d = line[0] * x[lane] + line[1] * y[lane] + line[2];
                        let nearer = d < least[lane];
                        least[lane] = if nearer { d } else { least[lane] };
                        found[lane] = if nearer { at as f64 } else { found[lane] };
                    }
                }
                for lane in 0..4 {
                    total[lane] += least[lane] * weight[lane];
                }
                if pass > 0 && found == *of {
                    continue;
                }
                for lane in 0..4 {
                    let w = weight[lane];
                    let one = [w, x[lane] * w, y[lane] * w];
                    let sums = &mut sums[lane];
                    if pass > 0 {
                        if found[lane] == of[lane] {
                            continue;
                        }
                        sums[of[lane] as usize].iter_mut().zip(one).for_each(|(sum, x)| *sum -= x);
                    }
                    sums[found[lane] as usize].iter_mut().zip(one).for_each(|(sum, x)| *sum += x);
                }
                *of = found;
                changed = true;
            }
            inertia = (total.iter().sum::<f64>() + self.squares).max(0.0);
            if !changed {
                break;
            }
            if pass >= PATIENCE && inertia > bound {
                return None;
            }
            for at in 0..K {
                let [mass, x, y] = [0, 1, 2].map(|of| sums.iter().map(|lane| lane[at][of]).sum::<f64>());
                centres[at] = if mass > 0.0 { [x / mass, y / mass] } else { self.farthest(centres) };
            }
        }
        Some(inertia)
    }

    /// The point farthest from its centre: where a group that lost all its points begins anew.
    fn farthest(&self, centres: &[[f64; 2]; K]) -> [f64; 2] {
        let far = |i: &usize| self.weight(*i) * squared(self.point(*i), centres[self.group(*i)]);
        let found = (0..self.xs.len() * 4).max_by(|a, b| far(a).total_cmp(&far(b)).then(b.cmp(a)));
        found.map_or([0.0; 2], |i| self.point(i))
    }

    /// Puts each centre into the middle of its points.
    fn centre(&self, centres: &mut [[f64; 2]; K]) {
        let (mut sums, mut masses) = ([[0.0; 2]; K], [0.0; K]);
        for i in 0..self.xs.len() * 4 {
            let ([x, y], weight, group) = (self.point(i), self.weight(i), self.group(i));
            sums[group][0] += x * weight;
            sums[group][1] += y * weight;
            masses[group] += weight;
        }
        for at in 0..K {
            if masses[at] > 0.0 {
                centres[at] = [sums[at][0] / masses[at], sums[at][1] / masses[at]];
            }
        }
    }

    /// The centres without the rounding that sums gather when they only follow changes; the inertia then.
    fn exact(&self, centres: &mut [[f64; 2]; K]) -> f64 {
        self.centre(centres);
        (0..self.xs.len() * 4).map(|i| self.weight(i) * squared(self.point(i), centres[self.group(i)])).sum()
    }

    /// Moves single points to another group as long as that lowers the inertia, the means following; the inertia then.
    fn move_singly(&mut self, centres: &mut [[f64; 2]; K]) -> f64 {
        let mut masses = [0.0; K];
        (0..self.xs.len() * 4).for_each(|i| masses[self.group(i)] += self.weight(i));
        let heaviest = self.weights.iter().flatten().copied().fold(0.0, f64::max);
        for _ in 0..PASSES_MAX {
            let mut moved = false;
            // No join costs less than this share of the squared distance.
            let mut cheapest = masses.map(|mass| mass / (mass + heaviest));
            for i in 0..self.xs.len() * 4 {
                let (point, weight, from) = (self.point(i), self.weight(i), self.group(i));
                if masses[from] <= weight || weight <= 0.0 {
                    continue;
                }
                let leaves = squared(point, centres[from]) * masses[from] / (masses[from] - weight);
                if (0..K).all(|at| at == from || squared(point, centres[at]) * cheapest[at] >= leaves) {
                    continue;
                }
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
                self.of[i / 4][i % 4] = to as f64;
                for axis in 0..2 {
                    let shift = |centre: f64, mass: f64| (point[axis] - centre) * weight / mass;
                    centres[from][axis] -= shift(centres[from][axis], masses[from] - weight);
                    centres[to][axis] += shift(centres[to][axis], masses[to] + weight);
                }
                masses[from] -= weight;
                masses[to] += weight;
                cheapest = masses.map(|mass| mass / (mass + heaviest));
            }
            if !moved {
                break;
            }
        }
        self.exact(centres)
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
                let found = best(&points, &[1.0; 8], None, (groups, 50), &mut stream).unwrap();
                assert!((found.inertia - least(&points, groups)).abs() < 1e-12, "{points:?}");
            }
        }
    }

    #[test]
    fn fewer_places_than_groups_are_no_groups() {
        let points = [[1.0, 1.0], [1.0, 1.0], [2.0, 2.0]];
        let mut stream = Stream::new(3, &[]);
        assert!(best(&points, &[1.0; 3], None, (3, 5), &mut stream).is_none());
        assert_eq!(best(&points, &[1.0; 3], None, (2, 5), &mut stream).unwrap().inertia, 0.0);
        assert!(best(&points, &[1.0; 3], None, (9, 5), &mut stream).is_none());
    }

    #[test]
    fn a_weight_of_two_is_the_point_twice() {
        let points: [[f64; 2]; 5] = [[0.0, 0.0], [0.2, 0.0], [1.0, 0.0], [1.5, 0.1], [9.0, 0.0]];
        let twice = [points.as_slice(), &[points[3]]].concat();
        let mut stream = Stream::new(3, &[]);
        let weighted = best(&points, &[1.0, 1.0, 1.0, 2.0, 1.0], None, (3, 50), &mut stream).unwrap();
        let plain = best(&twice, &[1.0; 6], None, (3, 50), &mut stream).unwrap();
        assert!((weighted.inertia - plain.inertia).abs() < 1e-12);
    }

    #[test]
    fn many_points_settle_among_a_few_first_and_reach_what_is_there() {
        // Four clouds of 500, far apart: the least inertia is that of the clouds.
        let mut stream = Stream::new(9, &[]);
        let middles = [[0.0, 0.0], [9.0, 0.0], [0.0, 9.0], [9.0, 9.0]];
        let points: Vec<[f64; 2]> =
            (0..2_000).map(|i| [middles[i % 4][0] + stream.unit(), middles[i % 4][1] + stream.unit()]).collect();
        let found = best(&points, &[1.0; 2_000], None, (4, 50), &mut stream).unwrap();
        assert_eq!(found.sizes(), [500; 4]);
        let own = |i: usize| squared(points[i], found.centres[usize::from(found.of[i])]);
        assert!((found.inertia - (0..2_000).map(own).sum::<f64>()).abs() < 1e-9);
        // A start at known centres finds them by itself.
        let warm = best(&points, &[1.0; 2_000], Some(&middles), (4, 0), &mut stream).unwrap();
        assert!((warm.inertia - found.inertia).abs() < 1e-9);
    }
}
