//! Whom a form means by a name and a telephone.

use crate::form::Form;
use estate::Estate;
use units::PersonId;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// One person.
    One(PersonId),
    /// Namesakes that the form does not tell apart.
    Several,
    /// Nobody.
    Nobody,
}

/// The person of this `name`, told from namesakes by the `phone`. A telephone that differs from the one on record is
/// somebody else.
pub fn find(estate: &Estate, form: &Form) -> Found {
    let digits = |t: &str| t.chars().filter(char::is_ascii_digit).collect::<String>();
    let (name, phone) = (form.get("name").trim(), digits(form.get("phone")));
    let fits = |id: &PersonId| {
        let Some(person) = estate.bodies.person(*id) else { return false };
        let held = person.contact.as_ref().and_then(|c| c.get()).and_then(|c| c.phone.as_deref()).map(digits);
        phone.is_empty() || held.is_some_and(|held| held == phone)
    };
    let named = |p: &estate::bodies::Person| p.name.get().is_some_and(|n| n == name);
    let mut found = estate.bodies.persons.iter().filter(|(_, p)| named(p)).map(|(id, _)| *id).filter(fits);
    match (found.next(), found.next()) {
        (Some(person), None) => Found::One(person),
        (Some(_), Some(_)) => Found::Several,
        (None, _) => Found::Nobody,
    }
}
