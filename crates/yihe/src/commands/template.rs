//! `yihe template roll`: an empty spreadsheet to fill in.

use crate::cli::{Template, TemplateLang, TemplateWhat};
use crate::open::{Failure, print, write_new};
use office::{Lang, roll};

pub fn run(args: &Template) -> Result<(), Failure> {
    let lang = match args.lang {
        TemplateLang::Zh => Lang::Zh,
        TemplateLang::En => Lang::En,
    };
    let bytes = match args.what {
        TemplateWhat::Roll => roll::template(lang),
    };
    write_new(&args.out, &bytes)?;
    print(&serde_json::json!({ "file": args.out, "bytes": bytes.len() }))
}
