//! `yihe demo`: a street with three estates, planted through commands only, and served.

use crate::cli::Demo;
use crate::open::Failure;

pub async fn run(_: Demo) -> Result<(), Failure> {
    Err("not planted yet".into())
}
