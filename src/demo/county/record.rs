//! What one unit or project reports, month by month, before it is put into the cells of a period.

use super::series::{Months, at, to_date};

/// The figures of a record over two years.
#[derive(Clone, Debug)]
pub(super) struct Record {
    /// Key of the form.
    pub(super) form: &'static str,
    pub(super) flows: Vec<Flow>,
    pub(super) stocks: Vec<(&'static str, Months)>,
    /// Plain numbers, one for each month.
    pub(super) counts: Vec<(&'static str, Months)>,
    /// Plain texts that stay.
    pub(super) texts: Vec<(&'static str, String)>,
    /// The first month that is reported, counted from January of last year.
    pub(super) from: usize,
    /// Whether there are figures of last year, for new units have none.
    pub(super) has_base: bool,
}

/// A flow, in steps of its smallest decimal.
#[derive(Clone, Debug)]
pub(super) struct Flow {
    pub(super) key: &'static str,
    pub(super) decimals: usize,
    pub(super) months: Months,
}

impl Flow {
    pub(super) const fn whole(key: &'static str, months: Months) -> Self {
        Self { key, decimals: 0, months }
    }
}

impl Record {
    /// The texts of its cells in a month: `output.ytd` and what is typed there.
    pub(super) fn cells(&self, month: usize) -> Vec<(String, String)> {
        let base = month.checked_sub(12).filter(|_| self.has_base);
        let mut cells = Vec::with_capacity(self.flows.len() * 4 + self.stocks.len() * 2 + self.counts.len() + 8);
        for flow in &self.flows {
            let year = to_date(&flow.months);
            let mut put = |column: &str, value: i64| {
                cells.push((format!("{}.{column}", flow.key), decimal(value, flow.decimals)));
            };
            put("month", at(&flow.months, month));
            put("ytd", at(&year, month));
            if let Some(base) = base {
                put("month_ly", at(&flow.months, base));
                put("ytd_ly", at(&year, base));
            }
        }
        for (key, months) in &self.stocks {
            cells.push((format!("{key}.end"), at(months, month).to_string()));
            if let Some(base) = base {
                cells.push((format!("{key}.end_ly"), at(months, base).to_string()));
            }
        }
        cells.extend(self.counts.iter().map(|(key, months)| ((*key).to_owned(), at(months, month).to_string())));
        cells.extend(self.texts.iter().map(|(key, text)| ((*key).to_owned(), text.clone())));
        cells
    }

    /// The months of a flow.
    pub(super) fn flow(&self, key: &str) -> Option<&Months> {
        self.flows.iter().find(|flow| flow.key == key).map(|flow| &flow.months)
    }
}

/// A number in steps of its smallest decimal, as it is typed: 20120 with two decimals is 201.2.
pub(super) fn decimal(value: i64, decimals: usize) -> String {
    if decimals == 0 {
        return value.to_string();
    }
    let scale = 10_u64.saturating_pow(u32::try_from(decimals).unwrap_or(0));
    let (whole, part) = (value.unsigned_abs() / scale, value.unsigned_abs() % scale);
    let part = format!("{part:0decimals$}");
    let text = format!("{}{whole}.{part}", if value < 0 { "-" } else { "" });
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_as_they_are_typed() {
        for (value, decimals, text) in [
            (2012, 2, "20.12"),
            (2010, 2, "20.1"),
            (2000, 2, "20"),
            (7, 2, "0.07"),
            (-7, 2, "-0.07"),
            (0, 2, "0"),
            (12, 0, "12"),
        ] {
            assert_eq!(decimal(value, decimals), text);
        }
    }

    #[test]
    fn a_new_unit_has_no_base() {
        let record = Record {
            form: "services",
            flows: vec![Flow::whole("revenue", [3; 24])],
            stocks: vec![("assets", [9; 24])],
            counts: vec![("staff", [2; 24])],
            texts: Vec::new(),
            from: 12,
            has_base: false,
        };
        let cells = record.cells(14);
        let expected = [("revenue.month", "3"), ("revenue.ytd", "9"), ("assets.end", "9"), ("staff", "2")];
        assert_eq!(cells, expected.map(|(name, text)| (name.to_owned(), text.to_owned())));
        let old = Record { has_base: true, ..record };
        assert!(old.cells(14).contains(&("revenue.ytd_ly".to_owned(), "9".to_owned())));
    }
}
