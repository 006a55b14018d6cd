//! Sentences for people, in the two languages of the product.

use crate::read::{Place, Wrong};
use serde_json::{Value, json};

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Said {
    /// Of two texts.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// As a file writes it: one text for readers of both, or `zh` and `en`.
    ///
    /// # Errors
    /// Neither.
    pub fn read(place: &Place<'_>) -> Result<Self, Wrong> {
        if !place.value.is_object() {
            let text = place.text()?;
            return Ok(Self::new(text, text));
        }
        place.only(&["zh", "en"])?;
        Ok(Self::new(place.need("zh")?.text()?, place.need("en")?.text()?))
    }

    /// As a result carries it.
    #[must_use]
    pub fn told(&self) -> Value {
        json!({"zh": self.zh, "en": self.en})
    }
}
