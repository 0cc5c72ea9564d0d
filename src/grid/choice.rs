//! What the code box offers for a field: a code list of the scheme, industries, divisions, yes and no.

use crate::code::list::{ListKind, search, search_divisions};
use crate::code::{division, industry};
use crate::scheme::{FieldDef, FieldType, Scheme};

use super::find::fits_query;

/// One entry of the code box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is written into the cell.
    pub code: String,
    pub label: String,
    /// What it lies in, for codes with a hierarchy; may be empty.
    pub within: String,
}

/// Whether a field is filled from a list.
pub const fn has_choices(field: &FieldDef) -> bool {
    matches!(field.kind, FieldType::Code(_) | FieldType::Industry | FieldType::Division | FieldType::Bool)
}

/// The best entries for what was typed. Without anything typed, a short list is given whole; of a long one, what
/// lies nearest: the places of the office's own county.
pub fn choices(scheme: &Scheme, field: &FieldDef, office_code: &str, query: &str, limit: usize) -> Vec<Choice> {
    match field.kind {
        FieldType::Code(list) => {
            let items = scheme[list].items.iter();
            let fitting =
                items.filter(|item| item.code.starts_with(query.trim()) || fits_query(query, &item.label, []));
            let choice = |code: &str, label: &str| Choice {
                code: code.to_owned(),
                label: label.to_owned(),
                within: String::new(),
            };
            fitting.map(|item| choice(&item.code, &item.label)).take(limit).collect()
        }
        FieldType::Bool => ["是", "否"]
            .into_iter()
            .filter(|word| fits_query(query, word, []))
            .map(|word| Choice { code: word.to_owned(), label: String::new(), within: String::new() })
            .collect(),
        FieldType::Industry => search(ListKind::Industries, query, limit * 2)
            .into_iter()
            .filter(|hit| hit.code.len() == 4)
            .take(limit)
            .map(|hit| Choice {
                code: hit.code.to_owned(), label: hit.name.to_owned(), within: hit.within.join(" › ")
            })
            .collect(),
        FieldType::Division => {
            let county = office_code.get(..6).unwrap_or_default();
            if query.trim().is_empty() {
                let near = division::children(county, &scheme.divisions);
                return near
                    .into_iter()
                    .take(limit)
                    .map(|entry| place(entry.code, entry.name, String::new()))
                    .collect();
            }
            let mut hits = search_divisions(county, query, limit, &scheme.divisions);
            if hits.is_empty() && !county.is_empty() {
                hits = search_divisions("", query, limit, &scheme.divisions);
            }
            hits.into_iter().map(|hit| place(hit.code, hit.name, hit.within.join(""))).collect()
        }
        _ => Vec::new(),
    }
}

/// The name of what a cell holds, to be shown beside the code.
pub fn name_of(scheme: &Scheme, field: &FieldDef, code: &str) -> Option<String> {
    match field.kind {
        FieldType::Code(list) => scheme[list].label_of(code.trim()).map(str::to_owned),
        FieldType::Industry => industry::name(code).map(str::to_owned),
        FieldType::Division => division::name(code.trim(), &scheme.divisions).map(str::to_owned),
        _ => None,
    }
}

/// A division as forms write it: twelve digits.
fn place(code: &str, name: &str, within: String) -> Choice {
    Choice { code: format!("{code:0<12}"), label: name.to_owned(), within }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::division::CustomUnit;
    use crate::ids::ListId;
    use crate::scheme::{CodeItem, CodeList};

    fn scheme() -> Scheme {
        let item = |code: &str, label: &str| CodeItem { code: code.to_owned(), label: label.to_owned() };
        let items = vec![item("1", "正常运营"), item("2", "停业（歇业）"), item("11", "筹建")];
        let zone =
            CustomUnit {
                code: "411425401".to_owned(), name: "虞城高新区".to_owned(), parent: "411425".to_owned()
            };
        Scheme { lists: vec![CodeList { items, ..CodeList::default() }], divisions: vec![zone], ..Scheme::default() }
    }

    fn offered(kind: FieldType, query: &str) -> Vec<String> {
        let field = FieldDef { kind, ..FieldDef::named("f") };
        choices(&scheme(), &field, "411425", query, 8).into_iter().map(|choice| choice.code).collect()
    }

    #[test]
    fn a_countys_own_divisions_are_offered_and_named() {
        assert_eq!(offered(FieldType::Division, "高新区"), ["411425401000"]);
        let field = FieldDef { kind: FieldType::Division, ..FieldDef::named("f") };
        let near = choices(&scheme(), &field, "411425104", "", 100);
        assert!(near.iter().any(|choice| choice.code == "411425401000"));
        assert_eq!(name_of(&scheme(), &field, "411425401000").as_deref(), Some("虞城高新区"));
    }

    #[test]
    fn a_short_list_is_offered_whole_and_narrowed_by_code_name_or_initials() {
        let list = FieldType::Code(ListId(0));
        assert_eq!(offered(list, ""), ["1", "2", "11"]);
        assert_eq!(offered(list, "1"), ["1", "11"]);
        assert_eq!(offered(list, "停"), ["2"]);
        assert_eq!(offered(list, "cj"), ["11"]);
        assert!(offered(list, "九").is_empty());
        let field = FieldDef { kind: list, ..FieldDef::named("f") };
        assert_eq!(name_of(&scheme(), &field, "2").as_deref(), Some("停业（歇业）"));
    }

    #[test]
    fn industries_are_offered_down_to_the_class_only() {
        let found = offered(FieldType::Industry, "131");
        assert!(!found.is_empty() && found.iter().all(|code| code.len() == 4), "{found:?}");
        assert!(offered(FieldType::Industry, "稻谷加工").contains(&"1311".to_owned()));
    }

    #[test]
    fn divisions_begin_with_the_own_county_and_have_twelve_digits() {
        let near = offered(FieldType::Division, "");
        assert!(near.iter().all(|code| code.len() == 12 && code.starts_with("411425")), "{near:?}");
        assert_eq!(near.len(), 8);
        let far = offered(FieldType::Division, "北京市东城区");
        assert!(far.first().is_some_and(|code| code.starts_with("110101")), "{far:?}");
    }
}
