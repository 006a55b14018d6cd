//! Every figure the estate outlook rests on, with its range and its standing.
//!
//! The whole list travels as [`Settings`], so that a preset, a lever, a wide-prior world and a tornado bar all do the
//! same thing: set some of these numbers.

use crate::life;
use crate::parameter::{Parameter, Standing};
use crate::read::{Place, Wrong};
use Standing::{Assumed, Cited, Recalled};

/// One parameter: its place in [`PARAMETERS`] and in [`Settings`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // Each is described in its place of PARAMETERS.
pub enum Key {
    ShareFree,
    ShareCond,
    ShareTriangle,
    Slope,
    Intercept,
    BeliefWeight,
    StartRate,
    QualityEffect,
    FreePay,
    OtherPay,
    TrianglePeak,
    Leaders,
    LeaderEffect,
    Disclosure,
    FollowUp,
    OtherIncome,
    Decay,
    UpkeepEffect,
    Renewal,
    Q0,
    Campaign,
    CampaignRenews,
    ReserveShare,
    PartsWeight,
    OverdueHarm,
    Wear,
    FailureCost,
    LifeShape,
    Inflation,
    DuesGrowth,
    Interest,
}

/// How many there are.
pub const COUNT: usize = 31;

impl Key {
    /// All of them, in order.
    pub const ALL: [Self; COUNT] = [
        Self::ShareFree,
        Self::ShareCond,
        Self::ShareTriangle,
        Self::Slope,
        Self::Intercept,
        Self::BeliefWeight,
        Self::StartRate,
        Self::QualityEffect,
        Self::FreePay,
        Self::OtherPay,
        Self::TrianglePeak,
        Self::Leaders,
        Self::LeaderEffect,
        Self::Disclosure,
        Self::FollowUp,
        Self::OtherIncome,
        Self::Decay,
        Self::UpkeepEffect,
        Self::Renewal,
        Self::Q0,
        Self::Campaign,
        Self::CampaignRenews,
        Self::ReserveShare,
        Self::PartsWeight,
        Self::OverdueHarm,
        Self::Wear,
        Self::FailureCost,
        Self::LifeShape,
        Self::Inflation,
        Self::DuesGrowth,
        Self::Interest,
    ];
}

const fn of(
    name: &'static str,
    [value, low, high]: [f64; 3],
    standing: Standing,
    source: &'static str,
    meaning: &'static str,
) -> Parameter {
    Parameter { name, value, low, high, standing, source, meaning }
}

const KINDS: &str = "Thöni and Volk 2018, Economics Letters 171, 17 studies; by memory";
const UNFITTED: &str = "to be fitted to each estate; no Chinese series was found";
const POLICY: &str = "a lever: what a plan says, not what the world is";

/// All of them, in the order of [`Key`].
pub const PARAMETERS: [Parameter; COUNT] = [
    of("share_free", [0.192, 0.10, 0.26], Recalled, KINDS, "share of households that hardly ever pay"),
    of("share_cond", [0.613, 0.48, 0.63], Recalled, KINDS, "share that pay as they expect others to"),
    of("share_triangle", [0.104, 0.05, 0.11], Recalled, KINDS, "share that follow up to a point, then let others pay"),
    of(
        "slope",
        [0.78, 0.60, 0.95],
        Cited,
        "Fischbacher and Gächter 2010, AER 100(1): most contribute less than others do; the size is our reading",
        "how far a conditional household matches what it expects",
    ),
    of("intercept", [0.05, 0.0, 0.15], Assumed, UNFITTED, "chance to pay when nobody else is expected to"),
    of(
        "belief_weight",
        [0.42, 0.2, 0.7],
        Recalled,
        "Fischbacher and Gächter 2010, by memory",
        "weight of the last rate seen in the new belief",
    ),
    of("start_rate", [0.70, 0.5, 0.9], Assumed, UNFITTED, "rate of paying believed right after the renovation"),
    of("quality_effect", [0.15, 0.0, 0.4], Assumed, UNFITTED, "how far a visibly good estate raises the wish to pay"),
    of("free_pay", [0.02, 0.0, 0.08], Assumed, UNFITTED, "chance that a free rider pays in a month"),
    of("other_pay", [0.50, 0.3, 0.7], Assumed, UNFITTED, "chance that a household of no known rule pays in a month"),
    of("triangle_peak", [0.5, 0.4, 0.6], Recalled, KINDS, "expectation at which the third kind turns"),
    of("leaders", [0.0, 0.0, 0.0], Assumed, POLICY, "share of households that visibly pay first"),
    of(
        "leader_effect",
        [0.0, 0.0, 0.0],
        Cited,
        "Gächter and Renner 2018, JEBO 154: leaders shape first beliefs; never more than 0.3 here",
        "weight of their example in what others see",
    ),
    of("disclosure", [0.0, 0.0, 0.0], Assumed, POLICY, "1: the true rate is published; 0: one sees one's neighbours"),
    of(
        "followup",
        [0.0, 0.0, 0.0],
        Cited,
        "Rustagi, Engel, Kosfeld 2010, Science 330: monitoring makes the difference; its size is assumed",
        "chance that who did not pay is visited and pays after all",
    ),
    of("other_income", [0.0, 0.0, 0.0], Assumed, POLICY, "public income and partners, as part of the full need"),
    of("decay", [0.010, 0.004, 0.02], Assumed, UNFITTED, "monthly loss of condition without upkeep"),
    of("upkeep_effect", [0.92, 0.7, 0.98], Assumed, UNFITTED, "part of that loss full upkeep avoids"),
    of("renewal", [0.006, 0.002, 0.012], Assumed, UNFITTED, "monthly share of the gap to new that full upkeep mends"),
    of("q0", [0.45, 0.3, 0.6], Assumed, UNFITTED, "condition before the renovation"),
    of("campaign", [0.50, 0.3, 0.6], Assumed, UNFITTED, "what the renovation adds to it in the first month"),
    of(
        "campaign_renews",
        [0.5, 0.2, 0.8],
        Assumed,
        UNFITTED,
        "share of the parts, the most worn first, it renews by a grant",
    ),
    of("reserve_share", [0.35, 0.2, 0.5], Assumed, UNFITTED, "share of what comes in that is put by for renewals"),
    of("parts_weight", [0.5, 0.3, 0.7], Assumed, "our choice", "weight of overdue parts in the condition people see"),
    of(
        "overdue_harm",
        [0.5, 0.25, 0.75],
        Assumed,
        "our choice",
        "how far an overdue part counts as lost before it fails",
    ),
    of(
        "deferral_wear",
        [2.0, 1.0, 4.0],
        Assumed,
        "our choice",
        "how many times faster a part fails once it is overdue",
    ),
    of(
        "failure_cost",
        [1.4, 1.1, 2.0],
        Assumed,
        "our choice",
        "how many times more a renewal costs once the part has failed",
    ),
    life::SHAPE,
    of(
        "inflation",
        [0.02, 0.0, 0.05],
        Assumed,
        "about the aim of monetary policy",
        "yearly rise of prices of renewals",
    ),
    of("dues_growth", [0.01, 0.0, 0.03], Assumed, "fees are seldom raised", "yearly rise of dues"),
    of("interest", [0.015, 0.005, 0.03], Assumed, "about a bank deposit of a year", "yearly interest of the fund"),
];

/// Their names in Chinese, as pictures and tables show them, in the same order.
pub const CHINESE: [&str; COUNT] = [
    "几乎不缴费的户数占比",
    "看别人缴不缴的户数占比",
    "先跟后退的户数占比",
    "跟随别人的程度",
    "没人缴时仍缴的机会",
    "预期更新的快慢",
    "改造后相信的缴费率",
    "环境好坏对缴费的影响",
    "几乎不缴费者偶尔缴费",
    "其他户缴费的机会",
    "先跟后退的转折点",
    "带头缴费的户数占比",
    "带头的影响",
    "公开缴费情况",
    "上门提醒后补缴",
    "公共收益等其他收入",
    "不维护时每月变差",
    "维护能减少的损耗",
    "维护每月能改善",
    "改造前的状况",
    "改造当月的提升",
    "改造中更新的部件",
    "收入留作大修的比例",
    "部件状况的分量",
    "部件超期的影响",
    "超期后损坏加快倍数",
    "损坏后更换贵的倍数",
    "部件寿命的集中程度",
    "维修价格年涨幅",
    "物业费年涨幅",
    "资金年利率",
];

/// A value for each parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    values: [f64; COUNT],
    /// Bit i: a file gave the value at place i, be it the usual one.
    given: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { values: std::array::from_fn(|i| PARAMETERS[i].value), given: 0 }
    }
}

impl std::ops::Index<Key> for Settings {
    type Output = f64;

    fn index(&self, key: Key) -> &f64 {
        &self.values[key as usize]
    }
}

impl std::ops::IndexMut<Key> for Settings {
    fn index_mut(&mut self, key: Key) -> &mut f64 {
        &mut self.values[key as usize]
    }
}

impl Settings {
    /// The value at a place of [`PARAMETERS`].
    #[must_use]
    pub fn at(&self, i: usize) -> f64 {
        self.values[i]
    }

    /// The same with the value at that place set.
    #[must_use]
    pub fn with(mut self, i: usize, value: f64) -> Self {
        self.values[i] = value;
        self
    }

    /// The same with the values an object names.
    ///
    /// # Errors
    /// A name that is no parameter, or a value that cannot be one.
    pub fn given(mut self, place: &Place<'_>) -> Result<Self, Wrong> {
        place.only(&PARAMETERS.map(|p| p.name))?;
        for (i, parameter) in PARAMETERS.iter().enumerate() {
            if let Some(place) = place.get(parameter.name) {
                let (low, high) = possible(parameter);
                self.values[i] = place.number(low..=high)?;
                self.given |= 1 << i;
            }
        }
        self.one_whole(place)?;
        Ok(self)
    }

    /// Whether a file gave the value at that place.
    #[must_use]
    pub fn is_given(&self, i: usize) -> bool {
        self.given >> i & 1 == 1
    }

    /// That the shares of kinds of households fit into one whole.
    ///
    /// # Errors
    /// They do not, at `place`.
    pub fn one_whole(&self, place: &Place<'_>) -> Result<(), Wrong> {
        let shares = self[Key::ShareFree] + self[Key::ShareCond] + self[Key::ShareTriangle];
        match shares > 1.0 + 1e-9 {
            true => Err(place.wrong(format!("the shares of kinds sum to {shares}"), "they share one whole")),
            false => Ok(()),
        }
    }
}

/// What a parameter may be set to at all: chances and shares are chances and shares.
pub(super) fn possible(parameter: &Parameter) -> (f64, f64) {
    match parameter.name {
        "deferral_wear" | "failure_cost" => (1.0, 20.0),
        "life_shape" => (1.0, 20.0),
        "slope" | "quality_effect" => (0.0, 2.0),
        "intercept" => (-1.0, 1.0),
        "inflation" | "dues_growth" | "interest" => (-0.05, 0.15),
        "leader_effect" => (0.0, 0.3),
        _ => (0.0, 1.0),
    }
}
