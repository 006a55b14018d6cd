//! `yihe tally FILE.json`: published results, judged by their own figures under the law of their day.

use crate::cli::Tally;
use crate::open::{Failure, json, print};
use app::Clock;
use estate::assembly::published::judge_all;
use law::Book;

pub fn run(args: &Tally) -> Result<(), Failure> {
    let input = json(&args.file)?;
    let today = args.today.unwrap_or_else(|| Clock::System.now().day());
    match judge_all(&input, &Book::built_in(), today) {
        Ok(judged) => print(&judged),
        Err(wrong) => Err(format!("`{}`: {wrong}", args.file.display()).into()),
    }
}
