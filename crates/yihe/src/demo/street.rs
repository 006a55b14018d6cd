//! The street above the four estates: the first administrator as on every first start, then its other people by slips.

use super::planter::Above;
use super::sign_ins::SignIn;
use crate::open::Failure;
use app::{App, Who};
use authority::Level;
use district::{Command, Found, Listed};
use estate::bodies;
use units::{Capacity, PersonId, StreamId};

/// The street's name. A city with rules of its own, so that three levels of law can be seen to hold together.
pub const NAME: &str = "柳浦街道（示例）";
/// Where it lies, and with it the four estates.
pub const PLACE: &str = "浙江/杭州";

const ADMINISTRATOR: PersonId = PersonId(1);

/// Founds the street and opens its sign-ins.
pub async fn plant(app: &App, estates: &[StreamId]) -> Result<(Above, Vec<SignIn>), Failure> {
    let code = app.first_link().await?.ok_or("an administrator was made here already")?;
    // A name of its own before there is a stream to name it after.
    let first = SignIn::fresh(app, app.fresh_stream()?, NAME, Capacity::Administrator, None)?;
    let found = |account| {
        let (name, administrator) = (NAME.to_owned(), "苏晓文".to_owned());
        Command::Found(Found { name, place: PLACE.into(), administrator, account })
    };
    let (_, district) = app.set_up(&code, &first.login, &first.password, found).await?;
    let mut street = Street { app, district, sign_ins: vec![first] };
    let office = street.person("顾明德", Capacity::StreetOffice).await?;
    let party = street.person("林志云", Capacity::PartyOrganisation).await?;
    // Whoever keeps the machine should not also speak for the street office, once somebody else does.
    let (person, capacity) = (ADMINISTRATOR, Capacity::StreetOffice);
    street.administer(bodies::Command::EndPost { person, capacity, part: None }).await?;
    let who = Who::person(office, Capacity::StreetOffice);
    for stream in estates {
        street.act(who, Command::ListEstate(Listed { stream: *stream })).await?;
    }
    Ok((Above { district, street: office, party }, street.sign_ins))
}

struct Street<'a> {
    app: &'a App,
    district: StreamId,
    sign_ins: Vec<SignIn>,
}

impl Street<'_> {
    async fn act(&self, who: Who, command: Command) -> Result<(), Failure> {
        let act = command.act();
        let done = self.app.district_command(self.district, who, self.app.fresh_command()?, command).await;
        done.map(|_| ()).map_err(|e| format!("planting {NAME}: `{act}`: {e}").into())
    }

    async fn administer(&self, command: bodies::Command) -> Result<(), Failure> {
        self.act(Who::person(ADMINISTRATOR, Capacity::Administrator), Command::Bodies(command)).await
    }

    async fn person(&mut self, name: &str, capacity: Capacity) -> Result<PersonId, Failure> {
        let person = self.app.district(self.district, |d, _| d.bodies.next_person()).await?;
        let (kind, contact) = (bodies::PersonKind::Natural, bodies::Contact::default());
        self.administer(bodies::Command::Register(bodies::Register { kind, name: name.into(), contact })).await?;
        let from = self.app.now().day();
        let appoint = bodies::Appoint { person, capacity, part: None, from, until: None };
        self.administer(bodies::Command::Appoint(appoint)).await?;
        let (code, digest) = self.app.fresh_slip(self.district)?;
        self.administer(bodies::Command::IssueSlips(vec![bodies::IssueSlip { person, digest }])).await?;
        let sign_in = SignIn::fresh(self.app, self.district, NAME, capacity, None)?;
        sign_in.redeem(self.app, self.district, Level::District, &code).await?;
        self.sign_ins.push(sign_in);
        Ok(person)
    }
}
