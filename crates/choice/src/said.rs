//! Sentences for people, in the two languages of the product: whoever shows one takes the reader's.

use serde::Serialize;

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said<T = String> {
    /// In Chinese.
    pub zh: T,
    /// In English, in lower case without a stop.
    pub en: T,
}

/// The same sentence twice, with what both of them name: `said!("{n} 项", "{n} items")`.
macro_rules! said {
    ($zh:literal, $en:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::said::Said { zh: format!($zh $(, $name = $value)*), en: format!($en $(, $name = $value)*) }
    };
}
pub(crate) use said;
