use super::chain::{Belief, Chain};
use super::weibull::Weibull;
use crate::random::Stream;
use proptest::prelude::*;

#[test]
fn lives_have_the_mean_of_the_book_and_the_spread_of_their_shape() {
    // Spread of Weibull lives: 36.3, 28.0 and 22.9 percent of the mean at shapes 3, 4 and 5.
    for (shape, spread) in [(3.0, 0.363), (4.0, 0.280), (5.0, 0.229)] {
        let law = Weibull::of_mean(20.0, shape);
        let mut stream = Stream::new(3, &[]);
        let lives: Vec<f64> = (0..100_000).map(|_| law.remaining(0.0, stream.positive_unit())).collect();
        let mean = lives.iter().sum::<f64>() / 1e5;
        let sd = (lives.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 1e5).sqrt();
        assert!((mean - 20.0).abs() < 0.1, "{shape}: mean {mean}");
        assert!((sd / mean - spread).abs() < 0.003, "{shape}: spread {}", sd / mean);
    }
}

#[test]
fn a_drawn_remaining_life_has_the_survival_it_was_drawn_from() {
    let law = Weibull::of_mean(15.0, 3.5);
    for age in [0.0, 4.0, 15.0, 40.0] {
        for u in [0.001, 0.2, 0.5, 0.9, 1.0] {
            let x = law.remaining(age, u);
            assert!((law.survival(age, x) - u).abs() < 1e-9, "{age} {u}");
        }
    }
}

#[test]
fn the_chain_lasts_as_long_as_the_life_it_was_made_of() {
    let chain = Chain::of_life(24.0, super::GRADE_SHARES);
    assert!((chain.years_left(&Belief::NEW) - 24.0).abs() < 1e-12);
    // Mean time to failure from the chain itself: the sum over years of not having failed yet.
    let (mut belief, mut mean) = (Belief::NEW, 0.0);
    for _ in 0..2_000 {
        mean += 1.0 - belief.0[4];
        belief = chain.year(&belief);
    }
    assert!((mean - 24.0).abs() < 1e-6, "{mean}");
}

#[test]
fn an_inspection_moves_belief_towards_what_it_saw() {
    let chain = Chain::of_life(20.0, super::GRADE_SHARES);
    let before = chain.after(Belief::NEW, 8);
    assert!(before.inspected(4, 0.8).mean() > before.mean());
    assert!(before.inspected(1, 0.8).mean() < before.mean());
    // Said to have failed when it cannot have: the inspection is believed.
    assert_eq!(Belief::NEW.inspected(5, 0.8).0[0], 0.0);
    // By hand: from even chances, grade 2 named at accuracy 0.8 weighs 0.2 (from 1), 0.8 (from 2), 0.1 (from 3).
    let by_hand = [0.2 / 1.1, 0.8 / 1.1, 0.1 / 1.1, 0.0, 0.0];
    for (got, want) in Belief::UNKNOWN.inspected(2, 0.8).0.iter().zip(by_hand) {
        assert!((got - want).abs() < 1e-12);
    }
}

proptest! {
    #[test]
    fn beliefs_stay_chances(life in 1.0..80.0, years in 0_u32..90, grade in 1_usize..=5, accuracy in 0.05..1.0) {
        let chain = Chain::of_life(life, super::GRADE_SHARES);
        let belief = chain.after(Belief::NEW, years).inspected(grade, accuracy);
        prop_assert!((belief.0.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        prop_assert!(belief.0.iter().all(|p| (0.0..=1.0 + 1e-12).contains(p)));
        prop_assert!(chain.years_left(&chain.year(&belief)) <= chain.years_left(&belief) + 1e-12);
    }
}
