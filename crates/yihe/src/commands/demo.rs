//! `yihe demo`: a street with four estates, planted once through Commands only, and served.

use crate::cli::{Data, Demo, Messages};
use crate::commands::serve::{listen, serve};
use crate::demo;
use crate::open::{Failure, record};
use app::{App, Clock};
use std::process::Command;
use std::sync::Arc;

pub async fn run(args: Demo) -> Result<(), Failure> {
    let data = Data { data: args.data, database_url: args.database_url, keys: None };
    // Bound before anything slow: a taken port is said at once.
    let listening = if args.plant_only { None } else { Some(listen(&args.listen).await?) };
    let record = record(&data).await?;
    if demo::is_bare(&record, &data.data).await? {
        if args.plant_only {
            demo::plant(&record, &data.data).await?;
        } else {
            plant_apart(&data).await?;
        }
    }
    let sign_ins = demo::sign_ins(&data.data)?;
    let Some(listening) = listening else { return Ok(()) };
    let app = Arc::new(App::new(record, Clock::System)?);
    // Nobody of the demo is real: what is told anybody is written into a folder.
    let messages = Messages { outbox: Some(demo::messages::outbox(&data.data)), ..Messages::default() };
    serve(app, listening, args.listen, &messages, sign_ins).await
}

/// Plants in a process of its own, for what planting needed in memory would stay with the server for ever.
async fn plant_apart(data: &Data) -> Result<(), Failure> {
    let mut planter = Command::new(std::env::current_exe()?);
    planter.args(["demo", "--plant-only", "--data"]).arg(&data.data);
    if let Some(url) = &data.database_url {
        planter.arg("--database-url").arg(url);
    }
    let planted = tokio::task::spawn_blocking(move || planter.status()).await??;
    // Why it failed was said by the planter itself.
    if planted.success() { Ok(()) } else { Err(String::new().into()) }
}
