//! How long parts last, and what an inspection says about it.
//!
//! [`weibull`] draws lives around the one in the book; [`chain`] moves a part through five grades of condition and takes
//! inspections in by Bayes. Both know one part at a time and no money. What is due when money is short is in
//! [`crate::estate`].

pub mod chain;
pub mod weibull;

use crate::parameter::{Parameter, Standing};

/// Shape of the Weibull law.
pub const SHAPE: Parameter = Parameter {
    name: "life_shape",
    value: 4.0,
    low: 3.0,
    high: 5.0,
    standing: Standing::Assumed,
    source: "no Chinese lives with their spread were found; 3 to 5 spreads lives by 36 to 23 percent",
    meaning: "shape of the Weibull law of lives: higher means closer to the life in the book",
};

/// How often an inspection names the right grade.
pub const ACCURACY: Parameter = Parameter {
    name: "inspection_accuracy",
    value: 0.8,
    low: 0.6,
    high: 0.95,
    standing: Standing::Assumed,
    source: "no repeated inspections of the same parts were found",
    meaning: "chance that an inspection names the true grade; otherwise it names a neighbouring one",
};

/// The share of a life spent in grades 1 to 4.
pub const GRADE_SHARES: [f64; 4] = [0.35, 0.30, 0.20, 0.15];

#[cfg(test)]
mod tests;
