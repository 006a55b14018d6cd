//! `yihe template`: an empty spreadsheet, or an example of a file an engine reads.

use crate::cli::{Template, TemplateLang, TemplateWhat};
use crate::open::{Failure, print, write_new};
use office::{Lang, roll};
use outlook::example;

pub fn run(args: &Template) -> Result<(), Failure> {
    let lang = match args.lang {
        TemplateLang::Zh => Lang::Zh,
        TemplateLang::En => Lang::En,
    };
    let text = |value: serde_json::Value| serde_json::to_vec_pretty(&value);
    let bytes = match args.what {
        TemplateWhat::Roll => roll::template(lang),
        TemplateWhat::Estates => text(example::estates(args.count))?,
        TemplateWhat::Offer => text(example::offers())?,
        TemplateWhat::Study => text(example::study())?,
    };
    write_new(&args.out, &bytes)?;
    print(&serde_json::json!({ "file": args.out, "bytes": bytes.len() }))
}
