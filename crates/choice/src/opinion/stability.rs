//! Whether groups would be found again among other participants of the same kind.
//!
//! Participants are drawn anew with replacement; the plane is tilted to them, they are grouped, and everybody is put
//! into the nearest of those groups. The plane tilts within the directions carried along by [`super::axes`] and keeps the
//! means, because a hundred full decompositions would cost more than all the rest. That is an approximation, and a kind
//! one: on five real conversations of 24 to 281 people in groups, a hundred full decompositions gave medians of 0.90,
//! 0.76, 0.75, 0.70 and 0.31, and this gives 0.93–0.96, 0.76–0.84, 0.63–0.78, 0.67–0.77 and 0.22–0.42 by the seed.

use super::axes::{CARRIED, Plane, turned};
use super::kmeans::{Clustering, best, nearest};
use super::measures::adjusted_rand;
use super::random::Stream;
use rayon::prelude::*;

/// How often participants are drawn.
pub const RESAMPLES: usize = 100;
/// Seeded starts for each draw, beside one at the groups found: the best of them counts, whichever it is.
const STARTS: usize = 4;

/// How exactly the plane is tilted: nobody changes groups for less.
const NEARLY: f64 = 1e-9;

/// The median adjusted Rand index of groupings of resampled participants against `found`, the groups of the
/// participants at `places`.
pub(super) fn stability(plane: &Plane, places: &[usize], found: &Clustering, seed: u64) -> f64 {
    let groups = found.centres.len();
    let people = plane.carried.len();
    let mut agreements: Vec<f64> = (0..RESAMPLES as u64)
        .into_par_iter()
        .map(|draw| {
            let mut stream = Stream::new(seed, &[2, draw]);
            let mut weights = vec![0.0_f64; people];
            (0..people).for_each(|_| weights[stream.below(people)] += 1.0);
            let points = tilted(plane, places, &weights);
            let (drawn, heavy): (Vec<[f64; 2]>, Vec<f64>) =
                points.iter().zip(places).map(|(p, at)| (*p, weights[*at])).filter(|(_, w)| *w > 0.0).unzip();
            best(&drawn, &heavy, Some(&found.centres), (groups, STARTS), &mut stream).map_or(0.0, |again| {
                let of: Vec<u8> = points.iter().map(|p| nearest(*p, &again.centres)).collect();
                adjusted_rand(&found.of, &of)
            })
        })
        .collect();
    agreements.sort_by(f64::total_cmp);
    (agreements[(RESAMPLES - 1) / 2] + agreements[RESAMPLES / 2]) / 2.0
}

/// Where the participants at `places` are when the plane is that of participants with these weights.
fn tilted(plane: &Plane, places: &[usize], weights: &[f64]) -> Vec<[f64; 2]> {
    let all: f64 = weights.iter().sum();
    let mut mean = [0.0; CARRIED];
    for (along, weight) in plane.carried.iter().zip(weights) {
        mean.iter_mut().zip(along).for_each(|(m, x)| *m += weight * x);
    }
    mean.iter_mut().for_each(|m| *m /= all.max(1.0));
    let mut spread = [[0.0; CARRIED]; CARRIED];
    for (along, weight) in plane.carried.iter().zip(weights).filter(|(_, w)| **w > 0.0) {
        let off: [f64; CARRIED] = std::array::from_fn(|at| along[at] - mean[at]);
        // Four rows at a time, from their own columns on: the rest is the mirror image.
        for (row, times) in off.iter().enumerate() {
            let first = row & !3;
            let sums = spread[row][first..].iter_mut().zip(&off[first..]);
            sums.for_each(|(sum, y)| *sum += weight * times * y);
        }
    }
    let below = (0..CARRIED).flat_map(|row| (0..row).map(move |column| (row, column)));
    below.for_each(|(row, column)| spread[row][column] = spread[column][row]);
    let (_, turn) = turned(spread, NEARLY);
    let place = |at: &usize| {
        let (along, stretch) = (&plane.carried[*at], plane.stretch[*at]);
        let mut on = [0.0; 2];
        along.iter().zip(&turn).for_each(|(x, row)| (0..2).for_each(|axis| on[axis] += x * row[axis]));
        on.map(|x| x * stretch)
    };
    places.iter().map(place).collect()
}
