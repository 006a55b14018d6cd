//! The demo: a street with four estates and five years of history ending today, planted through Commands only.
//!
//! - [`unmanaged`]: 河沿巷小区, left without management. Totals from the published cases A20 and A21.
//! - [`campaign`]: 机床厂宿舍, renovated by campaign, then left to itself. Totals and votes from A03 and A07.
//! - [`governed`]: 槐荫里小区, governed as the paper describes. Totals and votes from A01 and A10.
//! - [`founding`]: 新苑里小区, whose six hundred homes just held their first assembly. All invented.
//!
//! [`cases`] cites them. Estates, doors, persons and dates are invented, and the matters say so. Given the day, the same
//! street grows every time, but for ids, salts, codes and passwords.
//!
//! Refuses to know: any way into the record but Commands, and any password anybody could guess. Start with [`plant`],
//! then `planter.rs`, the hand that plants.

mod campaign;
mod cases;
mod consult;
mod founding;
mod governed;
mod hang;
mod helping;
mod keep;
mod layout;
pub mod messages;
mod paperwork;
mod people;
mod photo;
mod planter;
mod rules;
mod sign_ins;
mod street;
mod unmanaged;
mod vote;

use crate::open::Failure;
use app::{App, Clock};
use planter::Planter;
use record::{Expect, Record};
use std::path::Path;
use std::sync::Arc;
use units::Day;
use web::DemoSignIn;

/// Years of history.
const YEARS: i16 = 5;

/// Where the record says that planting came to its end: the last thing planting does.
const PLANTED: (&str, &[u8]) = ("demo", b"planted");

/// Whether there is nothing yet and the street is still to be planted.
///
/// # Errors
/// If the place holds something else, or a planting that was broken off.
pub async fn is_bare(record: &Record, dir: &Path) -> Result<bool, Failure> {
    let planted = record.side::<Day>(PLANTED.0, PLANTED.1, Clock::System.now()).await?;
    match (planted, record.store().streams().await?.is_empty()) {
        (Some(_), _) => Ok(false),
        (None, true) => Ok(true),
        (None, false) => Err(not_ours(dir).into()),
    }
}

/// The sign-ins of the planted street; none, and said to be so, if their file was lost.
///
/// # Errors
/// If the file is there and cannot be read.
pub fn sign_ins(dir: &Path) -> Result<Vec<DemoSignIn>, Failure> {
    let kept = sign_ins::kept(dir)?;
    if kept.is_none() {
        eprintln!(
            "The street is planted, but `{}` holds no demo-sign-ins.json: it is served without sign-ins. \
             For new ones begin again with an empty folder (and an empty database).",
            dir.display()
        );
    }
    Ok(kept.unwrap_or_default())
}

fn not_ours(dir: &Path) -> String {
    format!(
        "the record here was not planted by the demo to its end: either planting was broken off, or this is a record of \
         your own. Nothing was changed. If it is a broken-off demo, remove the folder `{}` (and empty the database, if \
         you gave one) and start again; else choose another folder with --data",
        dir.display()
    )
}

/// Plants the street.
///
/// # Errors
/// The first command that was refused, which only a change of the law or of the house can bring about; or the store's.
pub async fn plant(record: &Arc<Record>, dir: &Path) -> Result<(), Failure> {
    eprintln!("Planting a street with four estates and five years of history; this takes some seconds.");
    let now = Clock::System.now();
    let began = now.day().plus_years(-YEARS);
    let app = App::new(record.clone(), Clock::set_to(began.at(9, 0)))?;
    let streams = [app.fresh_stream()?, app.fresh_stream()?, app.fresh_stream()?, app.fresh_stream()?];
    let (above, mut sign_ins) = street::plant(&app, &streams).await?;
    let ago = began.days_until(now.day());
    let planter = |i: usize, name, diary| Planter::new(record.clone(), above, (streams[i], name), now, diary);
    let mut first = planter(0, governed::NAME, governed::diary())?;
    let mut second = planter(1, campaign::NAME, campaign::diary())?;
    let mut third = planter(2, unmanaged::NAME, unmanaged::diary())?;
    let mut fourth = planter(3, founding::NAME, founding::diary())?;
    tokio::try_join!(
        governed::plant(&mut first, ago),
        campaign::plant(&mut second, ago),
        unmanaged::plant(&mut third, ago),
        founding::plant(&mut fourth),
    )?;
    messages::tell(&fourth, dir).await?;
    for planter in [first, second, third, fourth] {
        planter.app.rest().await;
        sign_ins.extend(planter.sign_ins);
    }
    sign_ins::keep(dir, &sign_ins)?;
    record.put_side(PLANTED.0, PLANTED.1, Expect::Absent, &now.day(), None, now).await?;
    Ok(())
}
