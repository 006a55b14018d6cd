use super::View;
use serde::{Deserialize, Serialize};
use units::{Area, Threshold, words};

/// Households by what they want, and their areas. What is missing from `asked` gave no answer.
///
/// A share that a policy asks for is one of households; areas decide nothing here. They are for those who ask alone: with
/// the roll in hand a sum of areas tells which homes are in it ([`Consultation::told`](super::Consultation::told)).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Households asked.
    pub asked: u32,
    /// 同意.
    pub agree: u32,
    /// 有条件同意: not among those who agree.
    pub conditions: u32,
    /// 不同意.
    pub disagree: u32,
    /// Whose answer was erased at their wish: reached, and nothing else is known.
    pub erased: u32,
    /// Households asked whose area the roll did not know.
    #[serde(default)]
    pub unmeasured: u32,
    /// The same as areas.
    #[serde(default)]
    pub areas: Areas,
}

/// Areas of the households behind [`Totals`], as the roll had them when the asking began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Areas {
    /// Of those asked.
    pub asked: Area,
    /// 同意.
    pub agree: Area,
    /// 有条件同意.
    pub conditions: Area,
    /// 不同意.
    pub disagree: Area,
    /// Answer erased.
    pub erased: Area,
}

words! {
    /// A line of the sums.
    SumLine {
        /// 问了.
        Asked = "asked",
        /// 回答了.
        Reached = "reached",
        /// 同意.
        Agree = "agree",
        /// 有条件同意.
        Conditions = "conditions",
        /// 不同意.
        Disagree = "disagree",
        /// 回答已经删除.
        Erased = "erased",
        /// 没有回答.
        Unreached = "unreached",
    }
}

impl Totals {
    /// Adds a household; `said`: nothing, or what its answer holds (`None` once erased).
    pub(super) fn add(&mut self, said: Option<Option<View>>, area: Area) {
        self.asked += 1;
        self.areas.asked = self.areas.asked + area;
        let (n, sum) = match said {
            Some(Some(View::Agree)) => (&mut self.agree, &mut self.areas.agree),
            Some(Some(View::Conditions)) => (&mut self.conditions, &mut self.areas.conditions),
            Some(Some(View::Disagree)) => (&mut self.disagree, &mut self.areas.disagree),
            Some(None) => (&mut self.erased, &mut self.areas.erased),
            Some(Some(View::NotReached)) | None => return,
        };
        *n += 1;
        *sum = *sum + area;
    }

    /// Households that said something.
    #[must_use]
    pub const fn reached(&self) -> u32 {
        self.agree + self.conditions + self.disagree + self.erased
    }

    /// The sums line by line, as every form of them shows them: page, paper, workbook and JSON.
    #[must_use]
    pub fn lines(&self) -> Vec<(SumLine, u32, Area)> {
        let a = &self.areas;
        let reached = a.agree + a.conditions + a.disagree + a.erased;
        let all = [
            (SumLine::Asked, self.asked, a.asked),
            (SumLine::Reached, self.reached(), reached),
            (SumLine::Agree, self.agree, a.agree),
            (SumLine::Conditions, self.conditions, a.conditions),
            (SumLine::Disagree, self.disagree, a.disagree),
            (SumLine::Erased, self.erased, a.erased),
            (SumLine::Unreached, self.asked.saturating_sub(self.reached()), a.asked - reached),
        ];
        all.into_iter().filter(|(line, n, _)| *line != SumLine::Erased || *n > 0).collect()
    }

    /// Whether those who agree without conditions reach a share of all who were asked.
    #[must_use]
    pub fn meets(&self, threshold: Threshold) -> bool {
        threshold.met(i64::from(self.agree), i64::from(self.asked))
    }

    /// Whether they would with those who set conditions.
    #[must_use]
    pub fn meets_with_conditions(&self, threshold: Threshold) -> bool {
        threshold.met(i64::from(self.agree) + i64::from(self.conditions), i64::from(self.asked))
    }
}
