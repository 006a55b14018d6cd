use super::*;
use proptest::prelude::*;

#[test]
fn three_equal_units_share_a_fen_that_does_not_divide() {
    assert_eq!(split(100, &[1, 1, 1]).unwrap(), [34, 33, 33]);
    assert_eq!(split(-100, &[1, 1, 1]).unwrap(), [-34, -33, -33]);
}

#[test]
fn equal_remainders_go_to_the_larger_weight_then_the_earlier_place() {
    // 10 over 1:3 is 2.5 and 7.5.
    assert_eq!(split(10, &[1, 3]).unwrap(), [2, 8]);
    assert_eq!(split(1, &[1, 1]).unwrap(), [1, 0]);
}

#[test]
fn nobody_bears_nothing_only() {
    assert!(split(0, &[]).unwrap().is_empty());
    assert_eq!(split(0, &[0, 0]).unwrap(), [0, 0]);
    assert_eq!(split(1, &[0, 0]), Err(SplitError::NoWeight));
    assert_eq!(split(1, &[]), Err(SplitError::NoWeight));
    assert_eq!(split(1, &[3, -1]), Err(SplitError::NegativeWeight(1)));
}

#[test]
fn the_ends_of_the_range_do_not_overflow() {
    assert_eq!(split(i64::MAX, &[i64::MAX]).unwrap(), [i64::MAX]);
    assert_eq!(split(i64::MIN, &[i64::MAX, 0]).unwrap(), [i64::MIN, 0]);
    let halves = split(i64::MIN, &[i64::MAX, i64::MAX]).unwrap();
    assert_eq!(halves, [i64::MIN / 2, i64::MIN / 2]);
}

#[test]
fn a_larger_total_can_be_a_fen_cheaper_for_one() {
    // The Alabama paradox, in small: weights 6, 6, 2 of 10 and of 11.
    assert_eq!(split(10, &[6, 6, 2]).unwrap(), [4, 4, 2]);
    assert_eq!(split(11, &[6, 6, 2]).unwrap(), [5, 5, 1]);
}

proptest! {
    #[test]
    fn shares_sum_and_stay_within_a_fen(total in any::<i64>(), weights in prop::collection::vec(0..i64::MAX, 1..40)) {
        prop_assume!(weights.iter().any(|w| *w > 0));
        let shares = split(total, &weights).unwrap();
        prop_assert_eq!(shares.iter().map(|s| i128::from(*s)).sum::<i128>(), i128::from(total));
        // |share · W - total · w| < W, in halves so that it fits: W is at most 40 · 2^63.
        let whole: i128 = weights.iter().map(|w| i128::from(*w)).sum();
        for (share, weight) in shares.iter().zip(&weights) {
            let (floor, rest) = (i128::from(total) * i128::from(*weight) / whole, i128::from(total) * i128::from(*weight) % whole);
            let off = i128::from(*share) - floor;
            prop_assert!(off == 0 || (rest != 0 && off == rest.signum()), "{share} for {weight} of {whole}");
        }
    }

    #[test]
    fn a_refund_undoes_a_charge(total in any::<i64>(), weights in prop::collection::vec(1_i64..1_000_000, 1..40)) {
        prop_assume!(total != i64::MIN);
        let charge = split(total, &weights).unwrap();
        let refund = split(-total, &weights).unwrap();
        prop_assert!(charge.iter().zip(&refund).all(|(c, r)| c + r == 0));
    }

    #[test]
    fn months_add_up_to_the_split_of_their_sum(
        months in prop::collection::vec(-1_000_000_i64..1_000_000, 1..40),
        weights in prop::collection::vec(1_i64..10_000, 1..30),
    ) {
        let mut series = Series::new(weights.clone());
        let mut paid = vec![0; weights.len()];
        for month in &months {
            let now = series.charge(*month).unwrap();
            prop_assert_eq!(now.iter().sum::<i64>(), *month);
            paid.iter_mut().zip(now).for_each(|(p, n)| *p += n);
        }
        prop_assert_eq!(&paid, &split(months.iter().sum(), &weights).unwrap());
        let before = series.clone();
        let charge = series.charge(12_345).unwrap();
        let back = series.charge(-12_345).unwrap();
        prop_assert!(charge.iter().zip(&back).all(|(c, b)| c + b == 0));
        prop_assert_eq!(series, before);
    }
}
