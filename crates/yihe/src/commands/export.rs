//! `yihe export`: records, rolls and proofs, written out.

use crate::cli::{Export, ExportOne, ExportWhat};
use crate::open::{Failure, existing, print, write_new};
use record::Proof;
use serde_json::json;

pub async fn run(args: Export) -> Result<(), Failure> {
    match args.what {
        ExportWhat::Record(one) => record_of(&one).await,
        ExportWhat::Roll(one) => roll(&one).await,
        ExportWhat::Proof { seq, one } => proof(&one, seq).await,
    }
}

async fn record_of(one: &ExportOne) -> Result<(), Failure> {
    let app = existing(&one.data).await?;
    let mut bytes = Vec::new();
    let entries = record::Export::write(app.record(), one.stream, &mut bytes).await?;
    write_new(&one.out, &bytes)?;
    print(&json!({ "file": one.out, "stream": one.stream, "entries": entries }))
}

async fn roll(one: &ExportOne) -> Result<(), Failure> {
    let app = existing(&one.data).await?;
    let rows = app.estate(one.stream, |view| app::roll_rows(view.estate)).await?;
    let bytes = office::roll::write(&rows, office::Lang::Zh)?;
    write_new(&one.out, &bytes)?;
    print(&json!({ "file": one.out, "stream": one.stream, "units": rows.len() }))
}

async fn proof(one: &ExportOne, seq: u64) -> Result<(), Failure> {
    let app = existing(&one.data).await?;
    let proof = Proof::make(app.record(), one.stream, seq).await?.ok_or("there is no such entry")?;
    write_new(&one.out, &serde_json::to_vec_pretty(&proof)?)?;
    print(&json!({ "file": one.out, "stream": one.stream, "seq": seq }))
}
