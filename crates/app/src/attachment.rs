//! Files of a form: taken in before their command, found again by whoever may see them.

use crate::{App, Error};
use law::Refusal;
use office::picture::{PictureError, cleaned};
use record::Kept;
use units::{Attachment, CommandId, StreamId, limits};

impl App {
    /// Takes a file in for the command `id` that will name it: what it is is read from its bytes, what a phone wrote into it
    /// about place and time is left out. Durable when it answers; if the command is refused, [`App::detach`] it.
    ///
    /// # Errors
    /// [`Error::Refused`] on `field` for what is no picture or scan, too large or broken; the store's.
    pub async fn attach(
        &self,
        stream: StreamId,
        id: CommandId,
        field: &str,
        bytes: Vec<u8>,
    ) -> Result<Attachment, Error> {
        let reading = tokio::task::spawn_blocking(move || cleaned(&bytes));
        let (kind, clean) = reading.await.map_err(|e| Error::Fault(e.to_string()))?.map_err(|e| refused(e, field))?;
        Ok(self.record().attach(stream, id, kind, &clean).await?)
    }

    /// Removes a file whose command was refused. Nothing hangs on it: a file that stays is named by no entry.
    pub async fn detach(&self, stream: StreamId, file: &Attachment) {
        if let Err(e) = self.record().detach(stream, file).await {
            tracing::warn!("a refused form's file stays: {e}");
        }
    }

    /// A file as its entry names it; `None` if it is missing or not what was recorded, which `verify` tells apart.
    ///
    /// # Errors
    /// The store's.
    pub async fn attachment(&self, stream: StreamId, file: &Attachment) -> Result<Option<Vec<u8>>, Error> {
        Ok(match self.record().attachment(stream, file).await? {
            Kept::Whole(bytes) => Some(bytes),
            Kept::Missing | Kept::Changed => None,
        })
    }
}

fn refused(e: PictureError, field: &str) -> Error {
    let refusal = match e {
        PictureError::Kind => Refusal::new("file-kind"),
        PictureError::TooLarge => too_large(),
        PictureError::Broken => Refusal::new("file-broken"),
    };
    Error::Refused(vec![refusal.on(field)])
}

/// The refusal of a file that is too large, on no field yet.
#[must_use]
pub fn too_large() -> Refusal {
    Refusal::new("file-too-large").with("most", (limits::ATTACHMENT_BYTES_MAX >> 20) as i64)
}
