//! The template, the export in the same columns, and the list of findings.

use super::column::{self, About, pick};
use super::words::Few;
use super::{Column, Owner, RollRow, Tenure, Use};
use crate::table::{self, Formats, Table, Value, WriteError};
use crate::{Finding, Lang};
use rust_xlsxwriter::{Color, DataValidation, Format, FormatAlign, FormatBorder, Note, Worksheet, XlsxError};
use units::{Area, limits};

/// Names of the two sheets.
const DATA_SHEET: [&str; 2] = ["名册", "Roll"];
const HELP_SHEET: [&str; 2] = ["填写说明", "Instructions"];

/// An empty roll for a clerk to fill: sheet 名册 with header, text columns and drop-downs, and sheet 填写说明 with a row
/// a column and three invented rows marked 示例. An XLSX file.
#[must_use]
pub fn template(lang: Lang) -> Vec<u8> {
    // INVARIANT: nothing variable goes into the template, and the tests write it in both languages.
    book(&[], lang).expect("the template can be written")
}

/// A roll in the template's columns, to keep, to mend and to upload again: reading it gives equal rows.
///
/// # Errors
/// [`WriteError`]: more than a million rows, or a text of more than 32,767 characters.
pub fn write(rows: &[RollRow], lang: Lang) -> Result<Vec<u8>, WriteError> {
    Ok(book(rows, lang)?)
}

/// Findings as a workbook for the clerk: where, what was found, what is wrong, what to do.
///
/// # Errors
/// [`WriteError`], if findings of another room hold what Excel cannot.
pub fn write_findings(findings: &[Finding], lang: Lang) -> Result<Vec<u8>, WriteError> {
    let columns = [
        (["工作表", "sheet"], 14),
        (["单元格", "cell"], 10),
        (["行", "row"], 8),
        (["列", "column"], 16),
        (["表里写的", "found"], 24),
        (["问题", "what is wrong"], 40),
        (["怎么改", "what to do"], 60),
    ];
    let rows = findings.iter().map(|finding| {
        vec![
            Value::text(&*finding.place.name),
            Value::text(finding.region.map_or_else(|| finding.place.at.to_string(), |region| region.to_string())),
            Value::Whole(i64::from(finding.place.at.row) + 1),
            Value::text(finding.column.clone().unwrap_or_default()),
            Value::text(&finding.found),
            Value::text(finding.what.get(lang)),
            Value::text(finding.cure.get(lang)),
        ]
    });
    table::write(&[Table {
        sheet: pick(["要改的地方", "Findings"], lang).to_owned(),
        title: pick(["名册里要改的地方", "What to mend in the roll"], lang).to_owned(),
        columns: columns.iter().map(|(header, width)| table::Column::new(pick(*header, lang), *width)).collect(),
        rows: rows.collect(),
        footer: vec![
            pick(["改好以后，把整张名册重新上传一次", "Upload the whole roll again once mended"], lang).to_owned(),
        ],
    }])
}

fn book(rows: &[RollRow], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = table::new_workbook()?;
    let formats = Formats::new();
    let data = workbook.add_worksheet();
    data.set_name(pick(DATA_SHEET, lang))?;
    prepare(data, lang, &formats)?;
    for (number, row) in (1_u32..).zip(rows) {
        for (column, about) in (0_u16..).zip(column::written()) {
            table::write_value(data, number, column, &value(row, about.column, lang), &formats)?;
        }
    }
    let help = workbook.add_worksheet();
    help.set_name(pick(HELP_SHEET, lang))?;
    instruct(help, lang)?;
    workbook.save_to_buffer()
}

/// Header, widths, formats and drop-downs of the data sheet.
fn prepare(sheet: &mut Worksheet, lang: Lang, formats: &Formats) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@");
    let day = Format::new().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left);
    let required = formats.header.clone().set_background_color(Color::RGB(0xFF_E6_99));
    let optional = formats.header.clone().set_background_color(Color::RGB(0xDD_EB_F7));
    sheet.set_default_note_author(pick(["一核", "Yihe"], lang));
    sheet.set_row_height(0, 30)?;
    for (column, about) in (0_u16..).zip(column::written()) {
        let star = if about.required { "*" } else { "" };
        let header = format!("{}{star}", about.header(lang));
        sheet.write_string_with_format(0, column, header, if about.required { &required } else { &optional })?;
        sheet.set_column_width(column, f64::from(about.width))?;
        sheet.insert_note(0, column, &Note::new(pick(about.what, lang)).add_author_prefix(false))?;
        match about.column {
            // Excel must not turn 3-1 into a day, nor drop the zero of 0123.
            Column::Building | Column::Stairwell | Column::Room | Column::IdTails | Column::Phones => {
                sheet.set_column_format(column, &text)?;
            }
            Column::Since => {
                sheet.set_column_format(column, &day)?;
            }
            Column::Use => choose::<Use>(sheet, column, about, lang)?,
            Column::Tenure => choose::<Tenure>(sheet, column, about, lang)?,
            _ => {}
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_paper_size(9);
    Ok(())
}

/// A drop-down of a column's words.
fn choose<T: Few>(sheet: &mut Worksheet, column: u16, about: &About, lang: Lang) -> Result<(), XlsxError> {
    let words = T::allowed(lang);
    let list = DataValidation::new()
        .allow_list_strings(&words)?
        .set_error_title(pick(["请从下拉框里选", "choose from the list"], lang))?
        .set_error_message(words.join(pick(["、", ", "], lang)))?
        .set_input_message(pick(about.what, lang))?;
    // INVARIANT: far below Excel's rows.
    sheet.add_data_validation(1, column, limits::UNITS_MAX as u32, column, &list)?;
    Ok(())
}

/// The instructions: a row a column, then the examples. The word 示例 in every example row, and in their header, keeps
/// them from ever being read as units.
fn instruct(sheet: &mut Worksheet, lang: Lang) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_border(FormatBorder::Hair);
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
    let example = pick(["示例", "Example"], lang);
    let title = pick(
        [
            "填写说明：在“名册”里一户填一行，填好直接上传",
            "How to fill in the sheet `Roll`: one row a unit, then upload it",
        ],
        lang,
    );
    sheet.write_string_with_format(0, 0, title, &Format::new().set_bold().set_font_size(14))?;
    let heads = [["列", "column"], ["要不要填", "required?"], ["填什么", "what to write"], ["例子", "for instance"]];
    for (column, head) in (0_u16..).zip(heads) {
        sheet.write_string_with_format(2, column, pick(head, lang), &bold)?;
    }
    let mut row = 2;
    for about in column::written() {
        row += 1;
        let required = if about.required { ["必填", "required"] } else { ["可以不填", "optional"] };
        let instance = about.examples.iter().map(|e| pick(*e, lang)).find(|e| !e.is_empty()).unwrap_or("76.2");
        for (column, text) in
            (0_u16..).zip([about.header(lang), pick(required, lang), pick(about.what, lang), instance])
        {
            sheet.write_string_with_format(row, column, text, &wrap)?;
        }
    }
    row += 2;
    sheet.write_string_with_format(row, 0, example, &bold)?;
    for (column, about) in (1_u16..).zip(column::written()) {
        sheet.write_string_with_format(row, column, about.header(lang), &bold)?;
    }
    for number in 0..3 {
        row += 1;
        sheet.write_string_with_format(row, 0, example, &wrap)?;
        for (column, about) in (1_u16..).zip(column::written()) {
            sheet.write_string_with_format(row, column, pick(about.examples[number], lang), &wrap)?;
        }
    }
    for (column, width) in (0_u16..).zip([20_u16, 14, 60, 24]) {
        sheet.set_column_width(column, f64::from(width))?;
    }
    for column in 4_u16..=16 {
        sheet.set_column_width(column, 16)?;
    }
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_paper_size(9);
    Ok(())
}

/// What a row has in a column.
fn value(row: &RollRow, column: Column, lang: Lang) -> Value {
    let area = |area: Option<Area>| Value::or_blank(area, Value::area);
    match column {
        Column::Building => Value::text(&row.building),
        Column::Stairwell => Value::text(row.stairwell.clone().unwrap_or_default()),
        Column::Storey => Value::or_blank(row.storey, |storey| Value::Whole(i64::from(storey))),
        Column::Room => Value::text(&row.room),
        Column::Use => Value::text(row.used.word(lang)),
        Column::RegisterArea => area(row.areas.register),
        Column::SurveyedArea => area(row.areas.surveyed),
        Column::ContractArea => area(row.areas.contract),
        Column::Area => area(row.areas.unstated),
        Column::AreaSource => Value::Blank,
        Column::Tenure => Value::text(row.tenure.word(lang)),
        Column::Owners => joined(row.owners.iter().map(|owner| Some(&owner.name))),
        Column::IdTails => joined(row.owners.iter().map(|owner: &Owner| owner.id_tail.as_ref())),
        Column::Phones => joined(row.owners.iter().map(|owner: &Owner| owner.phone.as_ref())),
        Column::Since => Value::or_blank(row.since, Value::Day),
        Column::Occupiers => joined(row.occupiers.iter().map(Some)),
        Column::Note => Value::text(&row.note),
    }
}

/// Entries in order, `-` for an unknown one; blank if all are.
fn joined<'a>(entries: impl Iterator<Item = Option<&'a String>> + Clone) -> Value {
    if entries.clone().all(|entry| entry.is_none()) {
        return Value::Blank;
    }
    let entries: Vec<&str> = entries.map(|entry| entry.map_or("-", String::as_str)).collect();
    Value::text(entries.join("、"))
}
