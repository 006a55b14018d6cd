//! The plane of opinion: the two directions in which votes differ most (principal components).
//!
//! A missing vote takes the mean of its statement, so that after centring it is 0 and the matrix stays as sparse as the
//! votes. A moderated statement counts as a pass by everybody. Leading directions come from block iteration with
//! Rayleigh-Ritz (Golub and Van Loan, Matrix Computations, §8.2): with more directions carried along than wanted, it
//! converges at the rate of the last of them, however close the second and third are.

use super::random::Stream;
use super::votes::Votes;

/// Directions carried along; the ones past two also tell how far the plane may tilt when participants change.
pub(super) const CARRIED: usize = 12;
/// With more statements than this the covariance is not written down but applied vote by vote.
const DENSE_MAX: usize = 1_024;
/// Residual, relative to the largest variance, at which a direction is found.
const FOUND: f64 = 1e-13;
/// Share of a small matrix that is nothing beside its rounding.
const EXACT: f64 = 1e-17;
/// Multiplications spent at most: some ten seconds.
const WORK_MAX: usize = 10_000_000_000;

/// A number for each direction carried.
pub(super) type Block = [f64; CARRIED];

/// The plane, and everybody's place in it.
#[derive(Clone, Debug)]
pub(super) struct Plane {
    /// Mean vote on each statement.
    pub(super) means: Vec<f64>,
    /// Variance along the two directions, by n − 1.
    pub(super) variance: [f64; 2],
    /// Residual of the two directions, relative to the larger variance.
    pub(super) error: f64,
    /// Where each participant is.
    pub(super) participants: Vec<[f64; 2]>,
    /// Where somebody would be who agrees with this statement and says nothing else.
    pub(super) statements: Vec<[f64; 2]>,
    /// What each participant's coordinates are multiplied with, so that few votes do not mean the middle.
    pub(super) stretch: Vec<f64>,
    /// Participants along all directions carried, not stretched.
    pub(super) carried: Vec<Block>,
}

/// The centred votes by rows, columns without any difference left out.
struct Centred {
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f64>,
    width: usize,
}

impl Plane {
    /// The plane of `votes`; `moderated` says of each statement whether it was taken out.
    pub(super) fn of(votes: &Votes, moderated: &[bool]) -> Self {
        let means = means(votes, moderated);
        let (centred, places) = Centred::of(votes, moderated, &means);
        let people = votes.participants().len();
        let all = votes.statements().len() as f64;
        let out = moderated.iter().filter(|m| **m).count();
        let (directions, mut variance, error) = centred.leading(people);
        let carried = centred.along(&directions);
        let stretch: Vec<f64> = (0..people)
            .map(|p| {
                let (columns, _) = votes.row(p);
                // A moderated statement is a pass by everybody, those included who had voted on it.
                let cast = out + columns.iter().filter(|c| !moderated[**c as usize]).count();
                (all / cast.max(1) as f64).sqrt()
            })
            .collect();
        let participants = carried.iter().zip(&stretch).map(|(c, s)| [c[0] * s, c[1] * s]).collect();
        let mut statements = vec![[0.0; 2]; means.len()];
        for (direction, place) in directions.iter().zip(&places) {
            let alone = (1.0 - means[*place as usize]) * all.sqrt();
            statements[*place as usize] = [alone * direction[0], alone * direction[1]];
        }
        variance.iter_mut().for_each(|v| *v = v.max(0.0));
        Self { means, variance, error, participants, statements, stretch, carried }
    }
}

/// Mean of the votes on each statement.
fn means(votes: &Votes, moderated: &[bool]) -> Vec<f64> {
    let (mut sums, mut counts) = (vec![0_i64; moderated.len()], vec![0_i64; moderated.len()]);
    for p in 0..votes.participants().len() {
        let (columns, values) = votes.row(p);
        for (column, value) in columns.iter().zip(values) {
            sums[*column as usize] += i64::from(*value);
            counts[*column as usize] += 1;
        }
    }
    let mean = |((sum, count), out): ((i64, i64), &bool)| if *out { 0.0 } else { sum as f64 / count.max(1) as f64 };
    sums.into_iter().zip(counts).zip(moderated).map(mean).collect()
}

impl Centred {
    /// The centred matrix, and which statement each of its columns is.
    fn of(votes: &Votes, moderated: &[bool], means: &[f64]) -> (Self, Vec<u32>) {
        let mut differs = vec![false; means.len()];
        for p in 0..votes.participants().len() {
            let (columns, values) = votes.row(p);
            for (column, value) in columns.iter().zip(values) {
                let at = *column as usize;
                differs[at] |= !moderated[at] && f64::from(*value) != means[at];
            }
        }
        let places: Vec<u32> = (0_u32..).zip(&differs).filter(|(_, d)| **d).map(|(at, _)| at).collect();
        let mut narrow = vec![u32::MAX; means.len()];
        (0_u32..).zip(&places).for_each(|(at, place)| narrow[*place as usize] = at);
        let mut centred = Self { starts: vec![0], columns: Vec::new(), values: Vec::new(), width: places.len() };
        for p in 0..votes.participants().len() {
            let (columns, values) = votes.row(p);
            for (column, value) in columns.iter().zip(values) {
                let at = *column as usize;
                if differs[at] {
                    centred.columns.push(narrow[at]);
                    centred.values.push(f64::from(*value) - means[at]);
                }
            }
            centred.starts.push(centred.columns.len());
        }
        (centred, places)
    }

    fn rows(&self) -> impl Iterator<Item = (&[u32], &[f64])> {
        self.starts.windows(2).map(|w| (&self.columns[w[0]..w[1]], &self.values[w[0]..w[1]]))
    }

    /// Everybody along the directions.
    fn along(&self, directions: &[Block]) -> Vec<Block> {
        let along = |(columns, values): (&[u32], &[f64])| {
            let mut sum = [0.0; CARRIED];
            for (column, value) in columns.iter().zip(values) {
                add(&mut sum, &directions[*column as usize], *value);
            }
            sum
        };
        self.rows().map(along).collect()
    }

    /// The sum of squares and products of the columns.
    fn products(&self) -> Vec<f64> {
        let width = self.width;
        let mut products = vec![0.0; width * width];
        for (columns, values) in self.rows() {
            for (n, (row, left)) in columns.iter().zip(values).enumerate() {
                let line = &mut products[*row as usize * width..(*row as usize + 1) * width];
                for (column, right) in columns[..=n].iter().zip(values) {
                    line[*column as usize] += left * right;
                }
            }
        }
        for row in 0..width {
            for column in 0..row {
                products[column * width + row] = products[row * width + column];
            }
        }
        products
    }

    /// Directions of largest variance (a block for each column), the variance along the first two, and their residual.
    fn leading(&self, people: usize) -> (Vec<Block>, [f64; 2], f64) {
        let free = people.saturating_sub(1).max(1) as f64;
        if self.width == 0 {
            return (Vec::new(), [0.0; 2], 0.0);
        }
        let dense = (self.width <= DENSE_MAX).then(|| self.products());
        let work = CARRIED * dense.as_ref().map_or(2 * self.values.len(), Vec::len);
        // Where to begin is no matter of chance for the caller: any start that is not crooked leads to the same plane.
        let mut stream = Stream::new(0, &[]);
        let mut block: Vec<Block> = (0..self.width).map(|_| std::array::from_fn(|_| stream.unit() - 0.5)).collect();
        straighten(&mut block);
        let (mut values, mut error) = ([0.0; CARRIED], f64::INFINITY);
        for _ in 0..(WORK_MAX / work.max(1)).clamp(20, 2_000) {
            let mut image = dense.as_ref().map_or_else(|| self.applied(&block), |d| applied(d, &block));
            let (found, turn) = turned(gram(&block, &image), EXACT);
            values = found;
            (block, image) = (rotated(&block, &turn), rotated(&image, &turn));
            let mut residual = [0.0; CARRIED];
            for (b, i) in block.iter().zip(&image) {
                for at in 0..2 {
                    residual[at] += (i[at] - values[at] * b[at]).powi(2);
                }
            }
            error = residual[0].max(residual[1]).sqrt() / values[0].max(f64::MIN_POSITIVE);
            if error <= FOUND {
                break;
            }
            block = image;
            straighten(&mut block);
        }
        sign(&mut block);
        (block, [values[0] / free, values[1] / free], error)
    }

    /// The covariance (but for a factor) applied without writing it down.
    fn applied(&self, block: &[Block]) -> Vec<Block> {
        let mut image = vec![[0.0; CARRIED]; block.len()];
        for ((columns, values), along) in self.rows().zip(self.along(block)) {
            for (column, value) in columns.iter().zip(values) {
                add(&mut image[*column as usize], &along, *value);
            }
        }
        image
    }
}

#[inline]
fn add(to: &mut Block, what: &Block, times: f64) {
    to.iter_mut().zip(what).for_each(|(t, w)| *t += w * times);
}

fn applied(products: &[f64], block: &[Block]) -> Vec<Block> {
    let row = |line: &[f64]| {
        let mut sum = [0.0; CARRIED];
        line.iter().zip(block).for_each(|(times, what)| add(&mut sum, what, *times));
        sum
    };
    products.chunks_exact(block.len()).map(row).collect()
}

/// Makes the directions orthogonal and of length 1, twice over for the rounding; what depends on others becomes 0.
fn straighten(block: &mut [Block]) {
    for at in 0..CARRIED {
        let before = block.iter().map(|b| b[at] * b[at]).sum::<f64>().sqrt();
        for _ in 0..2 {
            let mut products = [0.0; CARRIED];
            block.iter().for_each(|b| add(&mut products, b, b[at]));
            for b in block.iter_mut() {
                let less: f64 = b[..at].iter().zip(&products).map(|(x, p)| x * p).sum();
                b[at] -= less;
            }
        }
        let length = block.iter().map(|b| b[at] * b[at]).sum::<f64>().sqrt();
        let scale = if length > before * 1e-10 && length > 0.0 { 1.0 / length } else { 0.0 };
        block.iter_mut().for_each(|b| b[at] *= scale);
    }
}

/// Products of all directions with their images, the same from both sides.
fn gram(block: &[Block], image: &[Block]) -> [Block; CARRIED] {
    let mut products = [[0.0; CARRIED]; CARRIED];
    for (b, i) in block.iter().zip(image) {
        products.iter_mut().zip(b).for_each(|(row, times)| add(row, i, *times));
    }
    let below = (0..CARRIED).flat_map(|r| (0..r).map(move |c| (r, c)));
    for (r, c) in below {
        let both = (products[r][c] + products[c][r]) / 2.0;
        (products[r][c], products[c][r]) = (both, both);
    }
    products
}

fn rotated(block: &[Block], turn: &[Block; CARRIED]) -> Vec<Block> {
    let one = |b: &Block| {
        let mut sum = [0.0; CARRIED];
        b.iter().zip(turn).for_each(|(times, row)| add(&mut sum, row, *times));
        sum
    };
    block.iter().map(one).collect()
}

/// Eigenvalues of a small symmetric matrix, largest first, and its eigenvectors as columns (cyclic Jacobi, passing over
/// what is below `nothing` of the whole; Golub and Van Loan, §8.5).
pub(super) fn turned(mut a: [Block; CARRIED], nothing: f64) -> (Block, [Block; CARRIED]) {
    // By rows, as the processor reads them.
    let mut v: [Block; CARRIED] = std::array::from_fn(|r| std::array::from_fn(|c| f64::from(u8::from(r == c))));
    let size: f64 = a.iter().flatten().map(|x| x * x).sum();
    let nothing = size * nothing * nothing;
    for _ in 0..50 {
        let mut turns = false;
        for p in 0..CARRIED {
            for q in p + 1..CARRIED {
                let off = a[p][q];
                if off * off <= nothing {
                    continue;
                }
                turns = true;
                let theta = (a[q][q] - a[p][p]) / (2.0 * off);
                let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
                let c = 1.0 / (t * t + 1.0).sqrt();
                let s = t * c;
                let (high, low) = (a[p][p] - t * off, a[q][q] + t * off);
                turn(&mut a, (p, q), (c, s));
                turn(&mut v, (p, q), (c, s));
                (a[p][p], a[q][q], a[p][q], a[q][p]) = (high, low, 0.0, 0.0);
                for at in (0..CARRIED).filter(|at| *at != p && *at != q) {
                    (a[at][p], a[at][q]) = (a[p][at], a[q][at]);
                }
            }
        }
        if !turns {
            break;
        }
    }
    let mut order: [usize; CARRIED] = std::array::from_fn(|at| at);
    order.sort_by(|x, y| a[*y][*y].total_cmp(&a[*x][*x]));
    (order.map(|at| a[at][at]), std::array::from_fn(|r| order.map(|at| v[at][r])))
}

/// Turns two rows into each other.
fn turn(rows: &mut [Block; CARRIED], (p, q): (usize, usize), (c, s): (f64, f64)) {
    let (x, y) = (rows[p], rows[q]);
    rows[p] = std::array::from_fn(|at| c * x[at] - s * y[at]);
    rows[q] = std::array::from_fn(|at| s * x[at] + c * y[at]);
}

/// Turns each direction so that its largest loading is positive; of equal ones (but for rounding) the first decides.
fn sign(block: &mut [Block]) {
    for at in 0..CARRIED {
        let largest = block.iter().map(|b| b[at].abs()).fold(0.0, f64::max);
        let first = block.iter().map(|b| b[at]).find(|x| x.abs() >= largest * (1.0 - 1e-9));
        if first.is_some_and(|x| x < 0.0) {
            block.iter_mut().for_each(|b| b[at] = -b[at]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_matrix_is_turned_into_its_values() {
        let mut stream = Stream::new(5, &[]);
        let half: [Block; CARRIED] = std::array::from_fn(|_| std::array::from_fn(|_| stream.unit() - 0.5));
        let a: [Block; CARRIED] = std::array::from_fn(|r| std::array::from_fn(|c| half[r][c] + half[c][r]));
        let (values, vectors) = turned(a, EXACT);
        for at in 0..CARRIED {
            for (row, line) in a.iter().enumerate() {
                let image: f64 = line.iter().zip(&vectors).map(|(x, v)| x * v[at]).sum();
                assert!((image - values[at] * vectors[row][at]).abs() < 1e-12);
            }
        }
        assert!(values.windows(2).all(|w| w[0] >= w[1]));
    }

    #[test]
    fn the_two_ways_to_apply_the_covariance_agree() {
        let mut stream = Stream::new(6, &[]);
        let cast = (0..60).flat_map(|p| (0..30).map(move |s| (p, s)));
        let votes = cast.map(|(p, s)| (p, s, stream.below(7) as i8 - 1)).filter(|vote| vote.2 <= 1);
        let votes = Votes::of(votes.collect::<Vec<_>>()).unwrap();
        let moderated = vec![false; votes.statements().len()];
        let (centred, _) = Centred::of(&votes, &moderated, &means(&votes, &moderated));
        let mut block = vec![[0.0; CARRIED]; centred.width];
        block.iter_mut().flatten().for_each(|x| *x = stream.unit());
        let (written, not) = (applied(&centred.products(), &block), centred.applied(&block));
        assert!(written.iter().flatten().zip(not.iter().flatten()).all(|(a, b)| (a - b).abs() < 1e-9));
        straighten(&mut block);
        let products = gram(&block, &block);
        for (r, row) in products.iter().enumerate() {
            for (c, product) in row.iter().enumerate() {
                assert!((product - f64::from(u8::from(r == c))).abs() < 1e-12);
            }
        }
    }
}
