//! `yihe export`: records, rolls, proofs and whole files, written out.

use crate::cli::{Export, ExportFile, ExportOne, ExportWhat, TemplateLang};
use crate::open::{Failure, existing, print, write_new};
use record::Proof;
use serde_json::json;
use std::sync::Arc;
use web::Site;
use web::dossier::{Of, Wanted, pack};
use web::text::Lang;

pub async fn run(args: Export) -> Result<(), Failure> {
    match args.what {
        ExportWhat::Record(one) => record_of(&one).await,
        ExportWhat::Roll(one) => roll(&one).await,
        ExportWhat::Proof { seq, one } => proof(&one, seq).await,
        ExportWhat::File(args) => file(&args).await,
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

/// The same bytes as the page hands out for the same record, language and address.
async fn file(args: &ExportFile) -> Result<(), Failure> {
    let site = Arc::new(Site::new(existing(&args.one.data).await?));
    let of = match (args.motion, args.matter) {
        (Some(motion), _) => Of::Motion(motion),
        (None, Some(matter)) => Of::Matter(matter),
        (None, None) => return Err("say --motion or --matter".into()),
    };
    let lang = match args.lang {
        TemplateLang::Zh => Lang::Zh,
        TemplateLang::En => Lang::En,
    };
    let origin = args.base_url.trim_end_matches('/').to_owned();
    let wanted = Wanted { of, full: !args.public, lang, origin };
    let bytes = pack(&site, args.one.stream, &wanted).await?.ok_or("there is no such motion or matter")?;
    write_new(&args.one.out, &bytes)?;
    print(&json!({ "file": args.one.out, "stream": args.one.stream, "bytes": bytes.len() }))
}
