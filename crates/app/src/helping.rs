//! Accounts of helpers (协助人): whoever was told an owner's code opens an account with it, or takes the one they have.

use crate::accounts::Opening;
use crate::{App, Error, Redeemer, SessionKey, SignInError};
use std::net::IpAddr;
use units::{AccountId, CommandId, StreamId};

impl App {
    /// Becomes an owner's helper with the code they gave: opens an account like a slip, or takes the one signed in.
    /// `name` and `phone` are those of somebody the estate does not know yet.
    ///
    /// # Errors
    /// [`SignInError`]; a code that was refused leaves no account behind.
    pub async fn accept_help(
        &self,
        stream: StreamId,
        code: &str,
        (name, phone): (&str, &str),
        as_whom: Redeemer<'_>,
        from: IpAddr,
        command: CommandId,
    ) -> Result<SessionKey, SignInError> {
        let code = self.slip_digest(stream, code);
        let build = |account| {
            let (name, phone) = (name.to_owned(), phone.to_owned());
            let accept = estate::helping::Command::Accept { code, account, name, phone };
            Opening::Estate(estate::Command::Helping(accept))
        };
        self.open_with(stream, code, as_whom, from, command, build).await
    }

    /// The estates in which an account's holder helps somebody now.
    ///
    /// # Errors
    /// The store's.
    pub async fn helps_in(&self, id: AccountId) -> Result<Vec<StreamId>, Error> {
        let Some((account, _)) = self.account(id).await? else { return Ok(Vec::new()) };
        let today = self.now().day();
        let mut found = Vec::new();
        for stream in account.links.iter().filter(|l| !l.district).map(|l| l.stream) {
            let helps = |v: &crate::EstateView| {
                let person = v.estate.bodies.by_account(id);
                person.is_some_and(|p| v.estate.helped_by(p, today).next().is_some())
            };
            match self.estate(stream, helps).await {
                Ok(true) => found.push(stream),
                Ok(false) | Err(Error::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(found)
    }
}
