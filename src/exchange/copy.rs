//! A copy of a workbook for people: one sheet per form, as a spreadsheet.
//!
//! It is for reading and filing only. Its layout is not that of any statutory platform, and nothing reads it back.

use crate::audit::View;
use crate::document::Properties;
use crate::document::xlsx::{
    Align, CellRange, CellValue, Font, Format, Look, Sheet, SheetCell, SheetNames, SheetRow, Spreadsheet,
};
use crate::formula::{Data, Value};
use crate::ids::{FieldId, FormId};
use crate::measure::Column;
use crate::scheme::{CompiledScheme, FieldDef, FieldType};
use crate::workbook::{Row, Slot, Workbook};

/// Every form that has records, as an XLSX file. `properties` tells when and by whom; unit-level figures are in it, so
/// that it is for the office alone.
pub fn workbook_copy(scheme: &CompiledScheme, book: &Workbook, properties: &Properties) -> Vec<u8> {
    let copy = Copy { scheme, book, view: View::new(scheme, book) };
    let mut names = SheetNames::default();
    let mut sheets: Vec<Sheet> = scheme
        .form_ids()
        .filter(|&form| !book.table(form).is_empty())
        .map(|form| copy.sheet(form, names.name(&scheme[form].label)))
        .collect();
    if sheets.is_empty() {
        let rows = vec![SheetRow {
            height: None,
            cells: vec![SheetCell::text("还没有填报任何记录。", Look::default())],
        }];
        sheets.push(Sheet { name: names.name("空"), widths: vec![30], rows, ..Sheet::default() });
    }
    Spreadsheet { properties: properties.clone(), sheets }.write()
}

struct Copy<'a> {
    scheme: &'a CompiledScheme,
    book: &'a Workbook,
    view: View<'a>,
}

const NOTICE: &str = "内部资料，注意保存。本工具仅用于工作调度台账，不替代、不生成联网直报数据。";
/// Rows above the heads: title, office and period, issuer.
const ABOVE: usize = 3;
const TITLE: Look = Look { font: Font::Title, ..Look::PLAIN };
const BODY: Look = Look { border: true, ..Look::PLAIN };

impl Copy<'_> {
    fn sheet(&self, form: FormId, name: String) -> Sheet {
        let def = &self.scheme[form];
        let cells: Vec<(FieldId, Column)> = def.cells().collect();
        let owner = self.owner(form);
        let lead = owner.is_some().into();
        let mut rows = self.above(form);
        let (top, bottom, mut merges) = self.heads(form, owner.as_ref().map(|owner| owner.1.as_str()), &cells);
        rows.push(SheetRow { height: Some(40), cells: top });
        rows.push(SheetRow { height: None, cells: bottom });
        let body = rows.len();
        let mut widths: Vec<u8> = vec![24; lead];
        widths.extend(cells.iter().map(|&(field, _)| width(&def[field])));
        for row in self.book.table(form).rows() {
            let who = owner.as_ref().map(|(roster, _)| SheetCell::text(self.title(*roster, row.member()), BODY));
            let values = cells.iter().map(|&(field, column)| self.value(form, row, field, column));
            rows.push(SheetRow { height: None, cells: who.into_iter().chain(values).collect() });
        }
        rows.push(SheetRow { height: None, cells: vec![SheetCell::text(NOTICE, Look::PLAIN)] });
        for merge in &mut merges {
            (merge.0, merge.2) = (merge.0 + ABOVE, merge.2 + ABOVE);
        }
        merges.retain(|&(top, left, bottom, right)| top != bottom || left != right);
        Sheet { name, widths, rows, merges, frozen: (body, 1), repeated: Some((ABOVE, body - 1)), landscape: true }
    }

    fn above(&self, form: FormId) -> Vec<SheetRow> {
        let def = &self.scheme[form];
        let about = &self.book.about;
        let issued = self.scheme.issued(form);
        let until = issued.valid_until.map(|last| format!("　有效期至：{}", last.chinese())).unwrap_or_default();
        let number = if def.number.is_empty() { String::new() } else { format!("　表号：{}", def.number) };
        let issuer = format!("制定机关：{}　批准文号或依据：{}{until}", issued.authority, issued.approval);
        let demonstration = if about.demonstration { "（演示数据）" } else { "" };
        let who = format!("报送单位：{}{demonstration}　报告期：{}{number}", about.office.name, about.period.chinese());
        [(def.label.clone(), TITLE, Some(28)), (who, Look::PLAIN, None), (issuer, Look::PLAIN, None)]
            .into_iter()
            .map(|(text, look, height)| SheetRow { height, cells: vec![SheetCell::text(text, look)] })
            .collect()
    }

    /// Two rows of heads: the indicator with its unit, and below it its columns.
    fn heads(
        &self,
        form: FormId,
        owner: Option<&str>,
        cells: &[(FieldId, Column)],
    ) -> (Vec<SheetCell>, Vec<SheetCell>, Vec<CellRange>) {
        let (mut top, mut bottom, mut merges) = (Vec::new(), Vec::new(), Vec::new());
        if let Some(owner) = owner {
            top.push(SheetCell::text(owner, Look::HEAD));
            bottom.push(SheetCell::empty(Look::HEAD));
            merges.push((0, 0, 1, 0));
        }
        let mut before = None;
        for &(field, column) in cells {
            let at = top.len();
            let def = &self.scheme[form][field];
            if before == Some(field) {
                top.push(SheetCell::empty(Look::HEAD));
                if let Some(last) = merges.last_mut() {
                    last.3 = at;
                }
            } else {
                top.push(SheetCell::text(head(def), Look::HEAD));
                let last_row = usize::from(column == Column::Plain);
                merges.push((0, at, last_row, at));
            }
            bottom.push(match column.label() {
                "" => SheetCell::empty(Look::HEAD),
                label => SheetCell::text(label, Look::HEAD),
            });
            before = Some(field);
        }
        (top, bottom, merges)
    }

    /// The roster whose rows the records of a form belong to, and the head of the column that names them.
    fn owner(&self, form: FormId) -> Option<(FormId, String)> {
        let roster = self.scheme[form].over()?;
        Some((roster, self.scheme[roster].roster()?.join_label.clone()))
    }

    /// What a row of a roster is called.
    fn title(&self, roster: FormId, key: &str) -> String {
        let field = self.scheme[roster].roster().map(|roster| roster.title).unwrap_or_default();
        let name = self.book.text(roster, key, Slot { field, column: Column::Plain });
        if name.is_empty() { key.to_owned() } else { name.to_owned() }
    }

    fn value(&self, form: FormId, row: &Row, field: FieldId, column: Column) -> SheetCell {
        let def = &self.scheme[form][field];
        let typed = row.cells.get(&Slot { field, column });
        let value = match typed {
            Some(cell) if self.scheme.compute(form, field, column).is_none() => cell.value.clone(),
            _ => self.view.place(form, &row.key).and_then(|place| self.view.cell(place, field, column)),
        };
        match value {
            None => typed.map_or(SheetCell::empty(BODY), |cell| SheetCell::text(cell.text.as_ref(), BODY)),
            Some(Value::Number(number)) => {
                let decimals = u8::try_from(number.normalize().scale()).unwrap_or_default().max(def.decimals).min(10);
                let look = Look { align: Align::Right, format: Format::Number { decimals }, ..BODY };
                SheetCell::number(number, look)
            }
            Some(Value::Date(date)) => SheetCell {
                value: CellValue::Date(date),
                look: Look { align: Align::Center, format: Format::Date, ..BODY },
            },
            Some(Value::Text(text)) => {
                let label = match def.kind {
                    FieldType::Code(list) => self.scheme[list].label_of(&text).map(str::to_owned),
                    _ => None,
                };
                SheetCell::text(label.unwrap_or_else(|| text.to_string()), BODY)
            }
            Some(Value::Month(month)) => {
                let text = format!("{}年{}月", month.year(), month.month());
                SheetCell::text(text, Look { align: Align::Center, ..BODY })
            }
            Some(Value::Bool(truth)) => {
                SheetCell::text(if truth { "是" } else { "否" }, Look { align: Align::Center, ..BODY })
            }
        }
    }
}

fn head(def: &FieldDef) -> String {
    let code = if def.code.is_empty() { String::new() } else { format!("{} ", def.code) };
    let unit = def.unit.as_ref().map(|unit| format!("\n（{unit}）")).unwrap_or_default();
    format!("{code}{}{unit}", def.short)
}

fn width(def: &FieldDef) -> u8 {
    let usual = match def.kind {
        FieldType::Number | FieldType::Date | FieldType::Month | FieldType::Phone => 13,
        FieldType::Bool => 8,
        FieldType::Uscc | FieldType::ProjectCode => 22,
        FieldType::Text | FieldType::Code(_) | FieldType::Industry | FieldType::Division => 16,
    };
    def.width.unwrap_or(usual).clamp(8, 40)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo;
    use crate::scheme::builtin;

    #[test]
    fn every_form_of_the_demonstration_has_its_sheet_with_names_and_figures() {
        let scheme = builtin();
        let book = demo::months(&scheme, "demo").current;
        let copy = Copy { scheme: &scheme, book: &book, view: View::new(&scheme, &book) };
        let form = scheme.form("industry").unwrap();
        let sheet = copy.sheet(form, "工业".to_owned());
        let text = |row: usize, column: usize| match &sheet.rows[row].cells[column].value {
            CellValue::Text(text) => text.clone(),
            CellValue::Number(number) => number.to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(sheet.rows.len(), ABOVE + 2 + book.table(form).len() + 1);
        assert_eq!(text(1, 0), "报送单位：谷熟镇（演示数据）　报告期：2026年10月　表号：台账B，参照B204-1、B203");
        assert_eq!(text(ABOVE, 0), "单位");
        let first = book.table(form).at(0).unwrap();
        let units = scheme.form("units").unwrap();
        assert_eq!(text(ABOVE + 2, 0), copy.title(units, &first.key));
        let output = scheme[form].field("output").unwrap();
        let column = 1 + scheme[form].cells().position(|cell| cell == (output, Column::Month)).unwrap();
        let typed = book.cell(form, &first.key, Slot { field: output, column: Column::Month }).unwrap();
        assert_eq!(
            Some(text(ABOVE + 2, column)),
            typed.value.as_ref().and_then(Value::as_number).map(|n| n.to_string())
        );
        assert!(sheet.rows.last().unwrap().cells[0].value == CellValue::Text(NOTICE.to_owned()));
    }

    #[test]
    fn an_empty_workbook_still_gives_a_file() {
        let scheme = builtin();
        let about = demo::months(&scheme, "demo").current.about.as_ref().clone();
        assert!(workbook_copy(&scheme, &Workbook::new(&scheme, about), &Properties::default()).starts_with(b"PK"));
    }
}
