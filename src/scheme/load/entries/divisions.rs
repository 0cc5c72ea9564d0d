//! Units of a county's own that the published list of divisions lacks: development zones, parks, farms.

use super::super::layer::{Layer, wrong};
use super::super::reader::Reader;
use super::super::{Located, Span, limits};
use super::{Names, within};
use crate::code::division::{self, CustomUnit};
use crate::scheme::error::{DivisionFault, Errors, Part, Problem};
use crate::scheme::model::Scheme;

pub(super) fn read_divisions(layer: &Layer, scheme: &mut Scheme, errors: &mut Errors) {
    let mut codes = Names::new(Part::Division, "代码");
    let mut names = Names::new(Part::Division, "名称");
    for node in within(&layer.divisions, limits::DIVISIONS, Part::Division, |node| node.span, errors) {
        let Some(table) = node.as_table() else {
            errors.add(node.span, wrong("divisions", "一节 [[divisions]] 或 {…}", &node.value));
            continue;
        };
        let own = table.get("code").and_then(|code| code.as_text()).unwrap_or_default();
        let mut reader = Reader::new(table, node.span, Part::Division, own, errors);
        let code = reader.required("code");
        let name = reader.required("name");
        let parent = reader.text("parent");
        reader.finish(&[]);
        codes.add(code.as_ref(), errors);
        names.add(name.as_ref(), errors);
        let (Some(code), Some(name)) = (code, name) else { continue };
        if let Some((span, fault)) = fault(&code, parent.as_ref()) {
            errors.add(span, Problem::BadDivision { found: code.value.clone(), fault });
        }
        let parent = parent.map(|parent| parent.value).unwrap_or_default();
        scheme.divisions.push(CustomUnit { code: code.value, name: name.value, parent });
    }
}

/// What is wrong with the code of a unit of one's own, and where.
///
/// # Source
/// domain.md §4.4: of township serials the first digit tells the kind, and 4 and 5 are for zones, parks and farms. Zones
/// of the level of a county have serials from 70 in their prefecture.
fn fault(code: &Located<String>, parent: Option<&Located<String>>) -> Option<(Span, DivisionFault)> {
    let text = code.value.as_str();
    let at = |fault| Some((code.span, fault));
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let above = match text.len() {
        9 => text.get(..6),
        6 => text.get(..4),
        _ => None,
    };
    let Some(above) = above.filter(|_| digits) else { return at(DivisionFault::Form) };
    if let Some(entry) = division::find(text) {
        return at(DivisionFault::Taken { name: entry.name.to_owned() });
    }
    if division::find(above).is_none() {
        return at(DivisionFault::Above { above: above.to_owned() });
    }
    let serial = text.get(above.len()..).unwrap_or_default();
    let fits = if serial.len() == 3 { serial.starts_with(['4', '5']) } else { serial >= "70" };
    if !fits {
        return at(DivisionFault::Serial { serial: serial.to_owned() });
    }
    let parent = parent?;
    let known = division::find(&parent.value).is_some() && division::within(text, &parent.value);
    (!known).then(|| (parent.span, DivisionFault::Parent { parent: parent.value.clone() }))
}
