//! `yihe import`: the same reading, preview and commands as the page's.

use crate::cli::{Import, ImportRoll, ImportWhat, UndoImport};
use crate::open::{Failure, existing, print, read};
use app::{RollSheet, Who};
use estate::{Command, roll};
use serde_json::{Value, json};
use units::Capacity;

pub async fn run(args: Import) -> Result<(), Failure> {
    match args.what {
        ImportWhat::Roll(args) => import(args).await,
        ImportWhat::Undo(args) => undo(args).await,
    }
}

async fn undo(args: UndoImport) -> Result<(), Failure> {
    let app = existing(&args.data).await?;
    let command = Command::Roll(roll::Command::UndoImport { import: args.import });
    let who = Who::person(args.person, Capacity::Clerk);
    let done = app.estate_command(args.estate, who, app.fresh_command()?, command).await?;
    app.rest().await;
    print(&json!({ "undone": args.import, "first_seq": done.first, "last_seq": done.last }))
}

async fn import(args: ImportRoll) -> Result<(), Failure> {
    let app = existing(&args.data).await?;
    let bytes = read(&args.file)?;
    let name = args.file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let sheet = RollSheet::read(&bytes, &name, app.now().day()).map_err(|e| e.words().zh)?;
    if !sheet.findings.is_empty() {
        print(&json!({ "imported": false, "findings": findings(&sheet) }))?;
        return Err(format!("{} places to mend; nothing was imported", sheet.findings.len()).into());
    }
    let (seen, plan) = app.estate(args.estate, |v| (v.estate.roll.changed, roll::plan(v.estate, &sheet.rows))).await?;
    let new = plan.changes.iter().filter(|c| c.is_new).count();
    let mut report = json!({
        "imported": false,
        "rows": sheet.rows.len(),
        "new": new,
        "changed": plan.changes.len() - new,
        "unchanged": plan.unchanged,
        "on_the_roll_and_not_in_the_sheet": plan.missing.len(),
        "area_unknown": plan.area_unknown,
        "owner_unknown": plan.owner_unknown,
        "namesakes": plan.namesakes.len(),
    });
    if !args.dry_run {
        let import = roll::Import { file: sheet.digest, seen, rows: sheet.rows };
        let command = Command::Roll(roll::Command::Import(import));
        let who = Who::person(args.person, Capacity::Clerk);
        let done = app.estate_command(args.estate, who, app.fresh_command()?, command).await?;
        report["imported"] = true.into();
        report["first_seq"] = done.first.into();
        report["last_seq"] = done.last.into();
        app.rest().await;
    }
    print(&report)
}

fn findings(sheet: &RollSheet) -> Vec<Value> {
    let one = |f: &office::Finding| {
        json!({
            "sheet": &*f.place.name,
            "cell": f.place.at.to_string(),
            "row": f.place.at.row + 1,
            "column": f.column,
            "found": f.found,
            "code": f.code,
            "what": { "zh": f.what.zh, "en": f.what.en },
            "cure": { "zh": f.cure.zh, "en": f.cure.en },
        })
    };
    sheet.findings.iter().map(one).collect()
}
