//! `yihe admin`: what only the host may do, and what the record shows was done.

use crate::cli::{Admin, AdminWhat};
use crate::open::{Failure, app, existing, print};
use app::Who;
use authority::Level;
use estate::bodies;
use serde_json::{Value, json};
use units::{Capacity, PersonId, StreamId};

pub async fn run(args: Admin) -> Result<(), Failure> {
    match args.what {
        AdminWhat::FirstLink { data } => {
            let code = app(&data).await?.first_link().await?.ok_or("an administrator was made already")?;
            print(&json!({ "path": format!("/setup/{code}") }))
        }
        AdminWhat::Streams { data } => streams(&*existing(&data).await?).await,
        AdminWhat::Slip { stream, person, by, capacity, data } => {
            slip(&*existing(&data).await?, stream, person, by, capacity).await
        }
    }
}

async fn streams(app: &app::App) -> Result<(), Failure> {
    let mut found: Vec<Value> = Vec::new();
    for place in app.places().await? {
        let head = app.record().head(place.stream).await?;
        let (seq, root) = head.map(|h| (h.seq, h.root.to_string())).unwrap_or_default();
        let (name, level) = match place.level {
            Level::Estate => (
                app.estate(place.stream, |v| v.estate.founding.name.as_ref().and_then(|n| n.get().cloned())).await,
                "estate",
            ),
            Level::District => {
                (app.district(place.stream, |d, _| d.name.as_ref().and_then(|n| n.get().cloned())).await, "district")
            }
        };
        let mut one = json!({ "stream": place.stream, "level": level, "seq": seq, "root": root });
        match name {
            Ok(name) => one["name"] = name.into(),
            // Whoever looks for what is wrong needs the others listed all the same.
            Err(app::Error::Unavailable(why)) => one["unavailable"] = why.into(),
            Err(error) => return Err(error.into()),
        }
        found.push(one);
    }
    print(&Value::Array(found))
}

async fn slip(
    app: &app::App,
    stream: StreamId,
    person: PersonId,
    by: PersonId,
    capacity: Capacity,
) -> Result<(), Failure> {
    let (code, digest) = app.fresh_slip(stream)?;
    let issue = bodies::Command::IssueSlips(vec![bodies::IssueSlip { person, digest }]);
    let (who, id) = (Who::person(by, capacity), app.fresh_command()?);
    let level =
        app.places().await?.into_iter().find(|p| p.stream == stream).map(|p| p.level).ok_or("no such stream")?;
    match level {
        Level::Estate => app.estate_command(stream, who, id, estate::Command::Bodies(issue)).await?,
        Level::District => app.district_command(stream, who, id, district::Command::Bodies(issue)).await?,
    };
    print(&json!({ "stream": stream, "person": person, "code": code }))
}
