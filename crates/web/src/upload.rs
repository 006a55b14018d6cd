//! Forms that carry a file: sent whole, in one piece, without script.

use crate::form::Form;
use crate::reply::Problem;
use crate::visit::Visit;
use axum::extract::Multipart;
use axum::extract::multipart::Field;
use law::Refusals;
use units::{Attachment, StreamId, limits};

/// The file of a form.
#[derive(Debug)]
pub enum Upload {
    /// None was chosen.
    None,
    /// What it holds.
    Bytes(Vec<u8>),
    /// More than is taken.
    TooLarge,
}

/// Reads a part up to `most` bytes; what lies behind is read and let go, so that the answer reaches the phone. `None` if
/// it was more.
async fn up_to(part: &mut Field<'_>, most: usize) -> Result<Option<Vec<u8>>, Problem> {
    let (mut bytes, mut over) = (Vec::new(), false);
    while let Some(chunk) = part.chunk().await.map_err(|_| Problem::TooLarge)? {
        over |= bytes.len() + chunk.len() > most;
        if over {
            bytes = Vec::new();
        } else {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok((!over).then_some(bytes))
}

/// Reads a form whose field `file` is a file of at most `most` bytes.
///
/// # Errors
/// [`Problem::TooLarge`], [`Problem::BadRequest`] for what is no form.
pub async fn read(parts: Multipart, file: &str, most: usize) -> Result<(Form, Upload), Problem> {
    read_where(parts, |name| name == file, most).await
}

/// The same, where a page has one such form a row: the file is the field whose name starts so.
///
/// # Errors
/// As [`read`].
pub async fn read_any(parts: Multipart, prefix: &str, most: usize) -> Result<(Form, Upload), Problem> {
    read_where(parts, |name| name.starts_with(prefix), most).await
}

async fn read_where(
    mut parts: Multipart,
    is_file: impl Fn(&str) -> bool,
    most: usize,
) -> Result<(Form, Upload), Problem> {
    let (mut form, mut upload) = (Form::default(), Upload::None);
    while let Some(mut part) = parts.next_field().await.map_err(|_| Problem::TooLarge)? {
        let name = part.name().unwrap_or_default().to_owned();
        if is_file(&name) {
            upload = match up_to(&mut part, most).await? {
                None => Upload::TooLarge,
                // A field left empty is sent as a file of nothing.
                Some(bytes) if bytes.is_empty() => Upload::None,
                Some(bytes) => Upload::Bytes(bytes),
            };
        } else {
            let bytes = up_to(&mut part, limits::FORM_BYTES_MAX).await?.ok_or(Problem::TooLarge)?;
            form.set(&name, String::from_utf8(bytes).map_err(|_| Problem::BadRequest)?);
        }
    }
    Ok((form, upload))
}

/// Keeps a form's file for the command that will name it; `None` if none was chosen. If the command is refused,
/// [`app::App::detach`] it.
///
/// # Errors
/// The store's. What is no picture or scan, too large or broken comes back as refusals on `field`.
pub async fn keep(
    visit: &Visit,
    estate: StreamId,
    form: &Form,
    field: &str,
    file: Upload,
) -> Result<Result<Option<Attachment>, Refusals>, Problem> {
    match file {
        Upload::None => Ok(Ok(None)),
        Upload::TooLarge => Ok(Err(vec![app::too_large().on(field)])),
        Upload::Bytes(bytes) => match visit.site.app.attach(estate, form.id()?, field, bytes).await {
            Ok(kept) => Ok(Ok(Some(kept))),
            Err(app::Error::Refused(refusals)) => Ok(Err(refusals)),
            Err(error) => Err(error.into()),
        },
    }
}
