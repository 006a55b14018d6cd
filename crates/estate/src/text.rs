//! What a person types, checked before it is sealed.

use law::Refusal;
use units::limits;

/// A text of at most `max` characters, trimmed, without control characters but line breaks.
///
/// # Errors
/// `text-missing` or `text-too-long`, on the field.
fn checked(field: &str, text: &str, max: usize) -> Result<String, Refusal> {
    let text: String = text.trim().chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    match text.chars().count() {
        0 => Err(Refusal::new("text-missing").on(field)),
        n if n > max => {
            let (n, max) = (n as i64, max as i64);
            Err(Refusal::new("text-too-long").with("most", max).with("over", n - max).on(field))
        }
        _ => Ok(text),
    }
}

/// A title on one line of a notice.
pub fn title(field: &str, text: &str) -> Result<String, Refusal> {
    checked(field, &text.replace('\n', " "), limits::TITLE_CHARS_MAX)
}

/// A name of a person or an organisation.
pub fn name(field: &str, text: &str) -> Result<String, Refusal> {
    checked(field, &text.replace('\n', " "), limits::NAME_CHARS_MAX)
}

/// A longer text.
pub fn body(field: &str, text: &str) -> Result<String, Refusal> {
    checked(field, text, limits::TEXT_CHARS_MAX)
}

/// A longer text that may be left out.
pub fn optional(field: &str, text: &str) -> Result<Option<String>, Refusal> {
    if text.trim().is_empty() { Ok(None) } else { body(field, text).map(Some) }
}
