//! The office's own figures: what is looked at as a whole, with targets that stop at the area.

use super::calendar::Calendar;
use super::record::{Flow, Record};
use super::rng::Rng;
use super::series::{Course, MONTHS, Months, Season, collect, share};

/// What a record of the office holds beside its flows.
#[derive(Clone, Debug)]
pub(super) struct Area {
    record: Record,
    plain: Vec<(&'static str, String)>,
}

impl Area {
    /// Of an office of this many units.
    pub(super) fn new(seed: u64, office: usize, units: usize) -> Self {
        let mut rng = Rng::new(seed, "area", office);
        let size = i64::try_from(units).unwrap_or(1);
        let mut flow = |per_unit: i64, low: i64, high: i64| {
            let course =
                Course { annual: size * per_unit, season: Season::Even, growth: rng.between(low, high), noise: 90 };
            course.months(&mut rng)
        };
        // In 万元, of a year and for each unit; foreign capital in 万美元.
        let investment_in = flow(3_600, -180, 220);
        // Not every office has any.
        let foreign = if office % 4 == 3 { flow(9, -250, 250) } else { [0; MONTHS] };
        let tech = flow(1_500, -160, 260);
        let trade = if office % 3 == 2 { flow(2_200, -200, 260) } else { [0; MONTHS] };
        let budget = flow(420, -60, 110);
        let part = |whole: &Months, part: i64| collect(whole.iter().map(|value| share(*value, part, 1_000)));
        let (exports, tax, fiscal) = (part(&trade, 860), part(&budget, 680), part(&budget, 1_720));
        // This year's target: a tenth above last year.
        let target = |months: &Months| months.iter().take(12).sum::<i64>() * 11 / 10;
        let mut plain = Vec::new();
        for (key, months) in [
            ("investment_in_target", &investment_in),
            ("tech_target", &tech),
            ("budget_target", &budget),
            ("fiscal_target", &fiscal),
            ("trade_target", &trade),
            ("foreign_target", &foreign),
        ] {
            if target(months) > 0 {
                plain.push((key, target(months).to_string()));
            }
        }
        let flows = [
            ("investment_in", investment_in),
            ("foreign", foreign),
            ("tech", tech),
            ("trade", trade),
            ("exports", exports),
            ("budget", budget),
            ("tax", tax),
            ("fiscal", fiscal),
        ];
        let record = Record {
            form: "area",
            flows: flows.into_iter().map(|(key, months)| Flow::whole(key, months)).collect(),
            stocks: Vec::new(),
            counts: Vec::new(),
            texts: Vec::new(),
            from: 0,
            has_base: true,
        };
        Self { record, plain }
    }

    pub(super) fn cells(&self, month: usize, calendar: &Calendar) -> Vec<(String, String)> {
        let mut cells = self.record.cells(month);
        cells.extend(self.plain.iter().map(|(key, text)| ((*key).to_owned(), text.clone())));
        cells.push(("source".to_owned(), "财政、商务、工信部门报表".to_owned()));
        cells.push(("reported_on".to_owned(), calendar.day_after(month, 7)));
        cells
    }
}
