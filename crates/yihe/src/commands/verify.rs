//! `yihe verify`: a live database, an export, or a proof, with heads from printed notices.

use crate::cli::Verify;
use crate::open::{Failure, existing, print, read};
use record::{Export, Proof, check_entries};
use serde_json::json;

pub async fn run(args: Verify) -> Result<(), Failure> {
    if let Some(path) = &args.proof {
        return proof(path);
    }
    if let Some(path) = &args.export {
        let export = Export::read(&read(path)?[..]).map_err(|e| format!("`{}`: {e}", path.display()))?;
        let report = check_entries(&export, &args.anchor);
        let good = report.findings.is_empty();
        print(
            &json!({ "good": good, "deployment": export.deployment, "public_key": export.public_key.bytes(), "streams": [report] }),
        )?;
        return verdict(good);
    }
    if !args.anchor.is_empty() && args.stream.is_none() {
        return Err("--anchor speaks of one record: say which with --stream".into());
    }
    let app = existing(&args.data).await?;
    let streams = match args.stream {
        Some(stream) => vec![stream],
        None => app.record().store().streams().await?,
    };
    let mut reports = Vec::with_capacity(streams.len());
    for stream in streams {
        reports.push(app.verify(stream, &args.anchor).await?);
    }
    let good = reports.iter().all(|r| r.report.findings.is_empty());
    let keys = app.record().keys();
    print(
        &json!({ "good": good, "deployment": keys.deployment(), "public_key": keys.public().bytes(), "streams": reports }),
    )?;
    verdict(good)
}

fn proof(path: &std::path::Path) -> Result<(), Failure> {
    let proof = Proof::read(&read(path)?).map_err(|e| format!("`{}` is not a proof: {e}", path.display()))?;
    let checked = proof.check();
    let good = checked.is_ok();
    let what = json!({ "good": good, "stream": proof.stream(), "seq": proof.seq(), "public_key": proof.public_key(), "finding": checked.err() });
    print(&what)?;
    verdict(good)
}

fn verdict(good: bool) -> Result<(), Failure> {
    if good { Ok(()) } else { Err("something is not as it was written; the first finding is where to look".into()) }
}
