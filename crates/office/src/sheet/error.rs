//! Why a file is not read, and what to do about it.

use crate::Words;

/// Why a file cannot be read at all. [`ReadError::words`] is what the clerk sees.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// More bytes than [`units::limits::UPLOAD_BYTES_MAX`].
    #[error("file larger than {} bytes", units::limits::UPLOAD_BYTES_MAX)]
    TooLarge,
    /// No bytes, or nothing but blanks.
    #[error("file is empty")]
    Empty,
    /// A web page, usually saved under the name `.xls` by some other system.
    #[error("web page under a spreadsheet's name")]
    WebPage,
    /// Text under the name of a workbook: its columns and leading zeros would be a guess.
    #[error("text under the name of a workbook")]
    TextInDisguise,
    /// XML Spreadsheet 2003.
    #[error("XML spreadsheet of 2003")]
    XmlSpreadsheet,
    /// Excel 2 to 4, or a stream without its container.
    #[error("workbook of a version before Excel 95")]
    OldExcel,
    /// XLSB.
    #[error("binary workbook (xlsb)")]
    BinaryWorkbook,
    /// ODS.
    #[error("OpenDocument spreadsheet")]
    OpenDocument,
    /// Encrypted.
    #[error("workbook is locked with a password")]
    Password,
    /// Something else: `looks_like` names it if it is known.
    #[error("not a spreadsheet: {looks_like}")]
    NotASpreadsheet {
        /// `PDF`, `Word`, `picture`, `archive` or `unknown`.
        looks_like: &'static str,
    },
    /// The file contradicts itself or ends early.
    #[error("file is damaged: {what}")]
    Damaged {
        /// The part in question, for the log.
        what: &'static str,
    },
    /// Small on disk, huge when opened: see [`crate::limits::INFLATED_BYTES_MAX`].
    #[error("file unfolds beyond all measure")]
    Bomb,
    /// More filled rows than [`units::limits::SHEET_ROWS_MAX`].
    #[error("more than {} rows in sheet `{sheet}`", units::limits::SHEET_ROWS_MAX)]
    TooManyRows {
        /// The sheet.
        sheet: String,
    },
    /// More filled cells than [`crate::limits::CELLS_MAX`].
    #[error("more than {} cells", crate::limits::CELLS_MAX)]
    TooManyCells,
    /// More sheets than [`crate::limits::SHEETS_MAX`].
    #[error("more than {} sheets", crate::limits::SHEETS_MAX)]
    TooManySheets,
    /// Text in no encoding that is read here.
    #[error("text is neither UTF-8, UTF-16 nor GB18030")]
    Encoding,
    /// A quotation mark that nothing closes.
    #[error("quotation mark opened in row {row} is never closed")]
    OpenQuote {
        /// Row from 1.
        row: u32,
    },
    /// A workbook without worksheets (charts only).
    #[error("workbook without worksheets")]
    NoSheet,
}

impl ReadError {
    /// Stable name, for translations and tests.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::Empty => "empty",
            Self::WebPage => "web-page",
            Self::TextInDisguise => "text-in-disguise",
            Self::XmlSpreadsheet => "xml-spreadsheet",
            Self::OldExcel => "old-excel",
            Self::BinaryWorkbook => "binary-workbook",
            Self::OpenDocument => "open-document",
            Self::Password => "password",
            Self::NotASpreadsheet { .. } => "not-a-spreadsheet",
            Self::Damaged { .. } => "damaged",
            Self::Bomb => "bomb",
            Self::TooManyRows { .. } => "too-many-rows",
            Self::TooManyCells => "too-many-cells",
            Self::TooManySheets => "too-many-sheets",
            Self::Encoding => "encoding",
            Self::OpenQuote { .. } => "open-quote",
            Self::NoSheet => "no-sheet",
        }
    }

    /// What is wrong and what to do, for the person who uploaded it.
    #[must_use]
    pub fn words(&self) -> Words {
        let megabytes = units::limits::UPLOAD_BYTES_MAX >> 20;
        let rows = units::limits::SHEET_ROWS_MAX;
        match self {
            Self::TooLarge => Words::new(
                format!("文件超过 {megabytes} MB。请删掉图片和无关的工作表，或者按楼栋分成几个文件上传。"),
                format!(
                    "The file is larger than {megabytes} MB. Remove pictures and other sheets, or split it by building."
                ),
            ),
            Self::Empty => {
                Words::new("文件是空的。请检查是不是选错了文件。", "The file is empty. Is it the right one?")
            }
            Self::WebPage => Words::new(
                "这其实是一个网页，只是文件名写成了表格。请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”，再上传。",
                "This is a web page under a spreadsheet's name. Open it in Excel or WPS, save it as .xlsx, and upload that.",
            ),
            Self::TextInDisguise => Words::new(
                "这其实是文本文件，只是文件名写成了 Excel 表格。请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”，再上传。",
                "This is a text file under the name of a workbook. Open it in Excel or WPS, save it as .xlsx, and upload that.",
            ),
            Self::XmlSpreadsheet => Words::new(
                "这是“XML 表格 2003”格式。请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”，再上传。",
                "This is an XML Spreadsheet of 2003. Open it in Excel or WPS, save it as .xlsx, and upload that.",
            ),
            Self::OldExcel => Words::new(
                "这个表格的版本太老（Excel 95 以前）。请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”，再上传。",
                "This workbook is older than Excel 95. Open it in Excel or WPS, save it as .xlsx, and upload that.",
            ),
            Self::BinaryWorkbook => Words::new(
                "这是二进制工作簿（.xlsb）。请在 Excel 里另存为“Excel 工作簿（.xlsx）”，再上传。",
                "This is a binary workbook (.xlsb). Save it in Excel as .xlsx and upload that.",
            ),
            Self::OpenDocument => Words::new(
                "这是 OpenDocument 表格（.ods）。请另存为“Excel 工作簿（.xlsx）”，再上传。",
                "This is an OpenDocument spreadsheet (.ods). Save it as .xlsx and upload that.",
            ),
            Self::Password => Words::new(
                "表格设了打开密码。请在 Excel 或 WPS 里取消密码，保存后再上传。",
                "The workbook is locked with a password. Remove the password in Excel or WPS, save it, and upload it again.",
            ),
            Self::NotASpreadsheet { looks_like } => not_a_spreadsheet(looks_like),
            Self::Damaged { .. } => Words::new(
                "文件损坏，读不完整。请用 Excel 或 WPS 打开检查，另存为一个新的 .xlsx 文件，再上传。",
                "The file is damaged and cannot be read whole. Open it in Excel or WPS, save it as a new .xlsx file, and \
                 upload that.",
            ),
            Self::Bomb => Words::new(
                "文件不大，展开后却大得不正常，没有读取。请把需要的内容复制到模板里，再上传。",
                "The file is small but unfolds to an abnormal size, so it was not read. Copy what is needed into the \
                 template and upload that.",
            ),
            Self::TooManyRows { sheet } => Words::new(
                format!("工作表“{sheet}”超过 {rows} 行。请按楼栋分成几个文件上传。"),
                format!("Sheet “{sheet}” has more than {rows} rows. Split it by building."),
            ),
            Self::TooManyCells => Words::new(
                "表格的内容太多。请删掉无关的列和工作表，或者按楼栋分成几个文件上传。",
                "The workbook holds too many cells. Remove other columns and sheets, or split it by building.",
            ),
            Self::TooManySheets => Words::new(
                "工作表太多。请只留下要导入的工作表，再上传。",
                "The workbook has too many sheets. Keep those to import and upload it again.",
            ),
            Self::Encoding => Words::new(
                "看不出这个文本文件用的是什么编码。请用 Excel 或 WPS 打开，确认没有乱码，另存为“Excel 工作簿（.xlsx）”，再上传。",
                "The encoding of this text file is not recognised. Open it in Excel or WPS, check that it reads right, save \
                 it as .xlsx, and upload that.",
            ),
            Self::OpenQuote { row } => Words::new(
                format!("第 {row} 行有一个双引号没有配对。请补上或删掉这个引号，或者另存为 .xlsx 再上传。"),
                format!(
                    "A quotation mark in row {row} is never closed. Close or delete it, or save the table as .xlsx."
                ),
            ),
            Self::NoSheet => Words::new(
                "文件里没有工作表。请检查是不是选错了文件。",
                "The workbook has no worksheet. Is it the right file?",
            ),
        }
    }
}

fn not_a_spreadsheet(looks_like: &str) -> Words {
    let (zh, en) = match looks_like {
        "PDF" => ("这是 PDF 文件，不是表格。", "This is a PDF, not a spreadsheet."),
        "Word" => ("这是 Word 或演示文稿，不是表格。", "This is a Word document or a presentation, not a spreadsheet."),
        "picture" => ("这是图片，不是表格。", "This is a picture, not a spreadsheet."),
        "archive" => {
            return Words::new(
                "这是压缩包。请先解压，再上传里面的表格。",
                "This is an archive. Unpack it and upload the spreadsheet inside.",
            );
        }
        _ => ("这个文件不是表格。", "This file is not a spreadsheet."),
    };
    Words::new(
        format!("{zh}请下载模板，把内容填进去，再上传。"),
        format!("{en} Download the template, fill it in, and upload that."),
    )
}
