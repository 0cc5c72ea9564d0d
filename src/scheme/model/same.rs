//! Fields that tell the same amount as one of another form.

use super::Scheme;
use crate::ids::{FieldId, FormId};
use crate::measure::Column;

/// So many steps from field to field are followed at most; more only go round in a circle.
const STEPS: usize = 8;

impl Scheme {
    /// What a [`FieldDef::same_as`](super::FieldDef::same_as) names: a field, and one column of it where it says which.
    pub fn field_named(&self, name: &str) -> Option<(FormId, FieldId, Option<Column>)> {
        let mut parts = name.split('.');
        let form = self.form(parts.next()?)?;
        let field = self[form].field(parts.next()?)?;
        let column = match parts.next() {
            None => None,
            Some(key) => Some(Column::from_key(key)?),
        };
        parts.next().is_none().then_some((form, field, column))
    }

    /// The field that tells an amount first: the given one, unless it says that it is the same as another. The column goes
    /// by its name, as it is the same in both.
    pub fn first_told(&self, form: FormId, field: FieldId, column: &'static str) -> (FormId, FieldId, &'static str) {
        let mut told = (form, field, column);
        for _ in 0..STEPS {
            let same = self[told.0][told.1].same_as.as_deref().and_then(|name| self.field_named(name));
            let Some((form, field, column)) = same else { break };
            told = (form, field, column.map_or(told.2, Column::key));
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use crate::scheme::builtin;

    #[test]
    fn what_is_told_again_is_found_where_it_was_told_first() {
        let scheme = builtin();
        let told = |form: &str, field: &str, column| {
            let form = scheme.form(form).unwrap();
            let (form, field, column) = scheme.first_told(form, scheme[form].field(field).unwrap(), column);
            format!("{}.{}.{column}", scheme[form].key, scheme[form][field].key)
        };
        assert_eq!(told("progress", "actual", "ytd"), "investment.invested.ytd");
        assert_eq!(told("progress", "actual", "month"), "investment.invested.month");
        assert_eq!(told("progress", "done", "plain"), "investment.invested.ytd");
        assert_eq!(told("progress", "plan", "ytd"), "progress.plan.ytd");
        assert_eq!(told("investment", "invested", "ytd"), "investment.invested.ytd");
        for (name, is_there) in [
            ("investment.invested", true),
            ("progress.actual.ytd", true),
            ("progress.actual.ytt", false),
            ("progress.actual.ytd.x", false),
            ("progress.nothing", false),
            ("progress", false),
        ] {
            assert_eq!(scheme.field_named(name).is_some(), is_there, "{name}");
        }
    }
}
