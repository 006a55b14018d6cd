//! Whom a form means by a name and a telephone, and entering whoever is not known yet.

use crate::form::Form;
use crate::reply::Problem;
use crate::visit::Visit;
use app::Who;
use estate::{Estate, bodies};
use law::{Refusal, Refusals};
use units::{PersonId, StreamId};

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

/// Enters somebody from outside, whom the form names beside something else: nothing is typed twice.
///
/// # Errors
/// What no form can mend; what is wrong with name or telephone comes back as refusals.
pub async fn register(
    visit: &Visit,
    estate: StreamId,
    who: Who,
    form: &Form,
) -> Result<Result<PersonId, Refusals>, Problem> {
    let command = bodies::Command::Register(super::desk::people::registered(form));
    let id = visit.site.app.fresh_command()?;
    match visit.site.app.estate_command(estate, who, id, estate::Command::Bodies(command)).await {
        Ok(_) => match visit.site.app.estate(estate, |v| find(v.estate, form)).await? {
            Found::One(person) => Ok(Ok(person)),
            Found::Several | Found::Nobody => Ok(Err(vec![Refusal::new("person-several").on("phone")])),
        },
        Err(app::Error::Refused(refusals)) => Ok(Err(refusals)),
        Err(error) => Err(error.into()),
    }
}
