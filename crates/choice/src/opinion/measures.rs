//! How well groups are set apart (silhouette, Rousseeuw, J. Comput. Appl. Math. 20, 1987), and how far two groupings
//! agree (adjusted Rand index, Hubert and Arabie, J. Classification 2, 1985).

use rayon::prelude::*;

/// So many participants are asked for their silhouette at most, evenly taken; each is compared with everybody.
const ASKED_MAX: usize = 4_000;
/// Participants asked one after another.
const PART: usize = 128;

/// Mean silhouettes of several groupings of the same points; a group of one has 0.
///
/// Distances are summed once, over cells of points that every grouping keeps together.
pub(super) fn silhouettes(points: &[[f64; 2]], groupings: &[&[u8]]) -> Vec<f64> {
    let key = |i: usize| groupings.iter().fold(0_u64, |key, of| key << 8 | u64::from(of[i]));
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by_key(|i| key(*i));
    let (xs, ys): (Vec<f64>, Vec<f64>) = order.iter().map(|i| (points[*i][0], points[*i][1])).unzip();
    let cells: Vec<&[usize]> = order.chunk_by(|a, b| key(*a) == key(*b)).collect();
    let groups = |of: &[u8]| of.iter().max().map_or(0, |g| usize::from(*g) + 1);
    let mut sizes: Vec<Vec<f64>> = groupings.iter().map(|of| vec![0.0; groups(of)]).collect();
    for (of, sizes) in groupings.iter().zip(&mut sizes) {
        of.iter().for_each(|g| sizes[usize::from(*g)] += 1.0);
    }
    let step = points.len().div_ceil(ASKED_MAX).max(1);
    let part = |asked: &[usize]| {
        let mut totals = vec![0.0; groupings.len()];
        let mut sums = vec![0.0; cells.len()];
        for asked in asked {
            let mut begin = 0;
            for (cell, sum) in cells.iter().zip(&mut sums) {
                let range = begin..begin + cell.len();
                *sum = distances(points[*asked], &xs[range.clone()], &ys[range]);
                begin += cell.len();
            }
            for ((of, sizes), total) in groupings.iter().zip(&sizes).zip(&mut totals) {
                let mut by_group = [0.0; 256];
                for (cell, sum) in cells.iter().zip(&sums) {
                    by_group[usize::from(of[cell[0]])] += sum;
                }
                *total += silhouette(usize::from(of[*asked]), &by_group, sizes);
            }
        }
        totals
    };
    let asked: Vec<usize> = (0..points.len()).step_by(step).collect();
    // Parts of one size, added in order: the same sum on any number of threads.
    let parts: Vec<Vec<f64>> = asked.par_chunks(PART).map(part).collect();
    let total = |grouping: usize| parts.iter().map(|totals| totals[grouping]).sum::<f64>();
    (0..groupings.len()).map(|grouping| total(grouping) / asked.len().max(1) as f64).collect()
}

fn silhouette(own: usize, sums: &[f64], sizes: &[f64]) -> f64 {
    if sizes[own] <= 1.0 {
        return 0.0;
    }
    let within = sums[own] / (sizes[own] - 1.0);
    let others = (0..sizes.len()).filter(|g| *g != own && sizes[*g] > 0.0).map(|g| sums[g] / sizes[g]);
    let nearest = others.fold(f64::INFINITY, f64::min);
    let larger = within.max(nearest);
    if nearest.is_finite() && larger > 0.0 { (nearest - within) / larger } else { 0.0 }
}

/// The sum of distances from a point; in four lanes, which the processor adds side by side.
fn distances(from: [f64; 2], xs: &[f64], ys: &[f64]) -> f64 {
    let distance = |x: f64, y: f64| ((x - from[0]) * (x - from[0]) + (y - from[1]) * (y - from[1])).sqrt();
    let (xs_four, xs_rest) = xs.as_chunks::<4>();
    let (ys_four, ys_rest) = ys.as_chunks::<4>();
    let mut lanes = [0.0; 4];
    for (x, y) in xs_four.iter().zip(ys_four) {
        for lane in 0..4 {
            lanes[lane] += distance(x[lane], y[lane]);
        }
    }
    let rest: f64 = xs_rest.iter().zip(ys_rest).map(|(x, y)| distance(*x, *y)).sum();
    lanes.iter().sum::<f64>() + rest
}

/// How far two groupings of the same points agree: 1 for the same, about 0 for chance.
pub(super) fn adjusted_rand(a: &[u8], b: &[u8]) -> f64 {
    let groups = |of: &[u8]| of.iter().max().map_or(0, |g| usize::from(*g) + 1);
    let mut table = vec![vec![0_u64; groups(b)]; groups(a)];
    a.iter().zip(b).for_each(|(x, y)| table[usize::from(*x)][usize::from(*y)] += 1);
    let pairs = |n: u64| (n * n.saturating_sub(1) / 2) as f64;
    let both: f64 = table.iter().flatten().map(|n| pairs(*n)).sum();
    let rows: f64 = table.iter().map(|row| pairs(row.iter().sum())).sum();
    let columns: f64 = (0..groups(b)).map(|at| pairs(table.iter().map(|row| row[at]).sum())).sum();
    let all = pairs(a.len() as u64);
    let expected = if all > 0.0 { rows * columns / all } else { 0.0 };
    let most = (rows + columns) / 2.0;
    // Both in one group, or everybody alone: they agree.
    if most - expected == 0.0 { 1.0 } else { (both - expected) / (most - expected) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silhouettes_by_hand() {
        let points = [[0.0, 0.0], [1.0, 0.0], [4.0, 0.0], [9.0, 0.0]];
        // 0: 1 within, 6.5 beside; 1: 1, 5.5; 4: 5, 3.5; 9: 5, 8.5.
        let by_hand = (5.5 / 6.5 + 4.5 / 5.5 - 1.5 / 5.0 + 3.5 / 8.5) / 4.0;
        // With 4 and 9 apart from the rest: a group of one has 0; 0: 1 within, 4 beside; 1: 1, 3.
        let apart = (3.0 / 4.0 + 2.0 / 3.0) / 4.0;
        let found = silhouettes(&points, &[&[0, 0, 1, 1], &[0, 0, 1, 2]]);
        assert!((found[0] - by_hand).abs() < 1e-12 && (found[1] - apart).abs() < 1e-12, "{found:?}");
    }

    #[test]
    fn rand_index_by_hand() {
        assert_eq!(adjusted_rand(&[0, 0, 1, 1], &[1, 1, 0, 0]), 1.0);
        // Of 15 pairs 6 are together in the first, 3 in the second, 2 in both.
        let found = adjusted_rand(&[0, 0, 0, 1, 1, 1], &[0, 0, 1, 1, 2, 2]);
        assert!((found - (2.0 - 6.0 * 3.0 / 15.0) / (4.5 - 6.0 * 3.0 / 15.0)).abs() < 1e-12, "{found}");
        assert_eq!(adjusted_rand(&[0, 0], &[0, 0]), 1.0);
    }
}
