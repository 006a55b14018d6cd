//! Lives by the Weibull law: `P(life > x) = exp(−(x/s)ᵏ)`.

/// A law of lives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weibull {
    shape: f64,
    scale: f64,
}

impl Weibull {
    /// The law of shape `shape` whose mean is `mean`: scale `mean / Γ(1 + 1/shape)`.
    #[must_use]
    pub fn of_mean(mean: f64, shape: f64) -> Self {
        Self { shape, scale: mean / gamma(1.0 + 1.0 / shape) }
    }

    /// The remaining life at `age` that a uniform number `u` in (0, 1] stands for: by inversion of the survival given
    /// that age, `s·((a/s)ᵏ − ln u)^(1/k) − a`. Falls as u rises and is 0 at u = 1.
    #[inline]
    #[must_use]
    pub fn remaining(&self, age: f64, u: f64) -> f64 {
        let used = if age > 0.0 { self.power(age / self.scale) } else { 0.0 };
        (self.scale * self.root(used - u.ln()) - age).max(0.0)
    }

    /// The chance to live `x` longer at `age`.
    #[must_use]
    pub fn survival(&self, age: f64, x: f64) -> f64 {
        (self.power(age / self.scale) - self.power((age + x) / self.scale)).exp()
    }

    /// `xᵏ`. The shape we assume, 4, needs no library call, which is half the time of a forecast.
    #[inline]
    fn power(&self, x: f64) -> f64 {
        match self.shape == 4.0 {
            true => (x * x) * (x * x),
            false => x.powf(self.shape),
        }
    }

    #[inline]
    fn root(&self, x: f64) -> f64 {
        match self.shape == 4.0 {
            true => x.sqrt().sqrt(),
            false => x.powf(1.0 / self.shape),
        }
    }
}

/// Γ(x) for x in 1..=2, by Lanczos' approximation of order 7 with nine terms (as tabulated by Godfrey, 2001): to 1e-14.
fn gamma(x: f64) -> f64 {
    const TERMS: [f64; 8] = [
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    let x = x - 1.0;
    let sum: f64 = TERMS.iter().zip(1..).map(|(c, i)| c / (x + f64::from(i))).sum();
    let t = x + 7.5;
    (2.0 * std::f64::consts::PI).sqrt() * t.powf(x + 0.5) * (-t).exp() * (0.999_999_999_999_809_9 + sum)
}
