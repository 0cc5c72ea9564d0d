//! Fields of a form.

use super::super::reader::Reader;
use super::super::tree::Table;
use super::super::{Located, Span};
use super::{FieldOrigin, Names, check_key};
use crate::formula::nearest;
use crate::ids::ListId;
use crate::measure::Measure;
use crate::scheme::error::{Contradiction, Errors, Part, Problem};
use crate::scheme::model::{CodeList, FieldDef, FieldType, Summing};

/// The types that need no further name.
pub(super) const TYPES: [FieldType; 10] = [
    FieldType::Number,
    FieldType::Text,
    FieldType::Date,
    FieldType::Month,
    FieldType::Bool,
    FieldType::Uscc,
    FieldType::Industry,
    FieldType::Division,
    FieldType::Phone,
    FieldType::ProjectCode,
];

pub(super) fn read_fields(
    tables: &[(&Table, Span)],
    lists: &[CodeList],
    errors: &mut Errors,
) -> (Vec<FieldDef>, Vec<FieldOrigin>) {
    let mut names = FieldNames {
        keys: Names::new(Part::Field, "名字"),
        codes: Names::new(Part::Field, "指标代码"),
        labels: Names::new(Part::Field, "名称"),
        shorts: Names::new(Part::Field, "简称"),
    };
    tables.iter().map(|&(table, span)| read_field(table, span, lists, &mut names, errors)).unzip()
}

/// Names that must differ within a form: each of them may stand in a formula.
struct FieldNames {
    keys: Names,
    codes: Names,
    labels: Names,
    shorts: Names,
}

fn read_field(
    table: &Table,
    span: Span,
    lists: &[CodeList],
    names: &mut FieldNames,
    errors: &mut Errors,
) -> (FieldDef, FieldOrigin) {
    let name = table.get("key").and_then(|key| key.as_text()).unwrap_or_default();
    let mut reader = Reader::new(table, span, Part::Field, name, errors);
    let key = reader.required("key");
    if let Some(key) = &key {
        check_key(key, Part::Field, reader.errors);
        names.keys.add(Some(key), reader.errors);
        reader.span = key.span;
    }
    let label = reader.required("label");
    let is_new = names.labels.add(label.as_ref(), reader.errors);
    let code = reader.text("code");
    names.codes.add(code.as_ref(), reader.errors);
    let key_span = key.as_ref().map_or(span, |key| key.span);
    let key = key.map(|key| key.value).unwrap_or_default();
    let label = label.unwrap_or_else(|| Located { value: key.clone(), span: key_span });
    let short = reader.text("short").unwrap_or_else(|| Located { value: shorten(&label.value), span: label.span });
    if is_new {
        names.shorts.add(Some(&short), reader.errors);
    }

    let unit = reader.text("unit");
    let measure = reader.word("measure", &Measure::ALL, Measure::key).unwrap_or_default();
    let decimals = reader.number("decimals", 0, 10);
    let negative = reader.bool("negative");
    // Months may hold anything; flows and stocks are figures.
    let figures = matches!(measure, Measure::Flow | Measure::Stock);
    let by_default = if unit.is_some() || figures || decimals.is_some() || negative.is_some() {
        FieldType::Number
    } else {
        FieldType::Text
    };
    let kind = read_type(&mut reader, lists).unwrap_or(by_default);
    let when = reader.text("when");
    let compute = reader.text("compute");
    let required = reader.bool("required").unwrap_or_default();
    let carry = reader.bool("carry").unwrap_or_default();
    let max_len = reader.number("max_len", 1, i64::from(FieldDef::MAX_LEN) * 10);

    let span_of = |key: &str| table.get(key).map_or(key_span, |node| node.span);
    let mut contradict = |is_so: bool, key: &str, contradiction: Contradiction| {
        if is_so {
            reader.errors.add(span_of(key), Problem::Contradiction(contradiction));
        }
    };
    let is_number = kind == FieldType::Number;
    contradict(!is_number && unit.is_some(), "unit", Contradiction::UnitWithoutNumber);
    contradict(!is_number && figures, "measure", Contradiction::MeasureWithoutNumber);
    contradict(is_number && figures && unit.is_none(), "measure", Contradiction::MeasureWithoutUnit);
    let number_only = if decimals.is_some() { "decimals" } else { "negative" };
    contradict(
        !is_number && (decimals.is_some() || negative.is_some()),
        number_only,
        Contradiction::DecimalsWithoutNumber,
    );
    contradict(max_len.is_some() && kind != FieldType::Text, "max_len", Contradiction::LengthWithoutText);
    contradict(compute.is_some() && required, "required", Contradiction::ComputedRequired);
    contradict(compute.is_some() && carry, "carry", Contradiction::ComputedCarried);

    let origin = FieldOrigin {
        unit: span_of("unit"),
        when: span_of("when"),
        compute: span_of("compute"),
        same_as: span_of("same_as"),
    };
    let field = FieldDef {
        key,
        code: code.map(|code| code.value).unwrap_or_default(),
        label: label.value,
        short: short.value,
        kind,
        unit: unit.map(|unit| unit.value),
        measure,
        decimals: decimals.and_then(|number| u8::try_from(number).ok()).unwrap_or_default(),
        negative: negative.unwrap_or_default(),
        required,
        carry,
        indent: reader.number("indent", 0, 5).and_then(|number| u8::try_from(number).ok()).unwrap_or_default(),
        group: reader.words("group"),
        when: when.map(|text| text.value),
        compute: compute.map(|text| text.value),
        explain: reader.words("explain"),
        width: reader.number("width", 1, 200).and_then(|number| u8::try_from(number).ok()),
        max_len: max_len.and_then(|number| u16::try_from(number).ok()).unwrap_or(FieldDef::MAX_LEN),
        sum: if reader.bool("sum") == Some(false) { Summing::Senseless } else { Summing::Meant },
        same_as: reader.text("same_as").map(|text| text.value),
    };
    reader.finish(&[]);
    (field, origin)
}

fn read_type(reader: &mut Reader<'_, '_>, lists: &[CodeList]) -> Option<FieldType> {
    let found = reader.text("type")?;
    if let Some(list) = found.value.strip_prefix("list:") {
        let at = lists.iter().position(|known| known.key == list);
        if at.is_none() {
            let nearest = nearest(list, lists.iter().map(|list| list.key.as_str()));
            let (found_name, within) = (list.to_owned(), String::new());
            let problem = Problem::UnknownName { part: Part::List, within, found: found_name, nearest };
            reader.errors.add(found.span, problem);
        }
        return at.map(|at| FieldType::Code(ListId::at(at)));
    }
    let kind = TYPES.into_iter().find(|kind| kind.key() == found.value);
    if kind.is_none() {
        let mut allowed: Vec<String> = TYPES.iter().map(|kind| kind.key().to_owned()).collect();
        allowed.push("list:代码表的名字".to_owned());
        let nearest = nearest(&found.value, TYPES.iter().map(|kind| kind.key()));
        reader.errors.add(found.span, Problem::UnknownWord { key: "type", found: found.value, nearest, allowed });
    }
    kind
}

/// A label without `其中：` in front and without what stands in brackets at its end.
fn shorten(label: &str) -> String {
    let bare = label.strip_prefix("其中：").or_else(|| label.strip_prefix("其中:")).unwrap_or(label);
    let without_tail =
        if bare.ends_with(['）', ')']) { bare.split(['（', '(']).next().unwrap_or(bare) } else { bare };
    let short = without_tail.trim();
    if short.is_empty() { label.to_owned() } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn a_label_is_shortened_to_its_name() {
        for (label, short) in [
            ("工业总产值（当年价格）", "工业总产值"),
            ("其中：出口交货值", "出口交货值"),
            ("（空）", "（空）"),
            ("应交增值税(本年累计发生额)", "应交增值税"),
            ("乡镇（街道、园区）名称", "乡镇（街道、园区）名称"),
        ] {
            assert_eq!(shorten(label), short);
        }
    }
}
