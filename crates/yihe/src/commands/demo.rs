//! `yihe demo`: a street with three estates, planted once through Commands only, and served.

use crate::cli::{Data, Demo};
use crate::commands::serve::{listen, serve};
use crate::demo;
use crate::open::{Failure, record};
use app::{App, Clock};
use std::sync::Arc;

pub async fn run(args: Demo) -> Result<(), Failure> {
    let data = Data { data: args.data, database_url: args.database_url, keys: None };
    // Bound before anything slow: a taken port is said at once.
    let listening = if args.plant_only { None } else { Some(listen(&args.listen).await?) };
    let record = record(&data).await?;
    let sign_ins = demo::open(&record, &data.data).await?;
    let Some(listening) = listening else { return Ok(()) };
    let app = Arc::new(App::new(record, Clock::System)?);
    serve(app, listening, args.listen, None, sign_ins).await
}
