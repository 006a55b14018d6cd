//! `yihe tally FILE.json`: published results, judged by their own figures under the law of their day.

use crate::cli::Tally;
use crate::open::{Failure, print, read};
use app::Clock;
use estate::assembly::published::judge_all;
use law::Book;

pub fn run(args: &Tally) -> Result<(), Failure> {
    let text = read(&args.file)?;
    let input: serde_json::Value =
        serde_json::from_slice(&text).map_err(|e| format!("`{}` is not JSON: {e}", args.file.display()))?;
    let today = args.today.unwrap_or_else(|| Clock::System.now().day());
    match judge_all(&input, &Book::built_in(), today) {
        Ok(judged) => print(&judged),
        Err(wrong) => Err(format!("`{}`: {wrong}", args.file.display()).into()),
    }
}
