//! Industry: output, sales, electricity, finance.

use super::Business;
use crate::demo::county::record::{Flow, Record};
use crate::demo::county::series::{Months, collect, distinct, share};
use crate::demo::county::trouble::Trouble;

const KEYS: [&str; 7] = ["output", "sold", "export", "revenue", "cost", "profit", "vat"];

/// In 千元; electricity in 0.01 万千瓦时.
pub(super) fn record(business: &Business<'_>) -> Record {
    let mut habit = business.habit(1);
    // One firm in five exports.
    let export = if habit.percent(20) { habit.between(60, 350) } else { 0 };
    let cost = habit.between(820, 890);
    let fees = habit.between(45, 95);
    let figures = distinct(business.value, |month, output| {
        let mut chance = business.chance(1, month);
        let (low, high) = if business.trouble == Trouble::Unsold && month >= 12 { (640, 690) } else { (955, 1_005) };
        let sold = share(output, chance.between(low, high), 1_000);
        let exported = share(sold, export * chance.between(92, 108), 100_000);
        let revenue = share(sold, chance.between(985, 1_025), 1_000);
        let spent = share(revenue, cost + chance.between(-12, 12), 1_000);
        let profit = revenue - spent - share(revenue, fees + chance.between(-8, 8), 1_000);
        let vat = share(revenue, chance.between(9, 27), 1_000);
        [output, sold, exported, revenue, spent, profit, vat]
    });
    let mut flows: Vec<Flow> = KEYS.into_iter().zip(figures).map(|(key, months)| Flow::whole(key, months)).collect();
    flows.push(Flow { key: "electricity", decimals: 2, months: electricity(business) });
    let inventory = business.stock(2, (700, 1_300));
    let finished = collect(inventory.iter().map(|value| value * 45 / 100));
    let receivables = business.stock(3, (800, 1_900));
    let orders = business.stock(4, (1_100, 2_600));
    let next = business.stock(5, (950, 1_080));
    let mut counts = vec![("staff", business.staff(12)), ("orders", orders), ("next_output", next)];
    let mut texts = Vec::new();
    let fields = [("product1", "product1_unit", "product1_output"), ("product2", "product2_unit", "product2_output")];
    for ((name, unit, amount), (product, measured, price)) in fields.into_iter().zip(business.line.products) {
        texts.extend([(name, (*product).to_owned()), (unit, (*measured).to_owned())]);
        let main = if amount == "product1_output" { 94 } else { 5 };
        counts.push((amount, collect(business.value.iter().map(|value| (value * 10 * main / price).max(1)))));
    }
    Record {
        form: "industry",
        flows,
        stocks: vec![("inventory", inventory), ("finished_goods", finished), ("receivables", receivables)],
        counts,
        texts,
        from: 0,
        has_base: true,
    }
}

fn electricity(business: &Business<'_>) -> Months {
    let usual = business.habit(6).between(85, 115);
    collect(business.value.iter().enumerate().map(|(month, output)| {
        let saved = if business.trouble == Trouble::Power && month >= 12 { 52 } else { 100 };
        let chance = business.chance(6, month).between(97, 103);
        // Kilowatt-hours, of which a hundred are one step.
        share(output * business.line.power, usual * chance * saved, 1_000_000 * 100)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::county::line::Trade;
    use crate::demo::county::rng::Rng;
    use crate::demo::county::series::at;

    #[test]
    fn nothing_exported_that_was_not_sold() {
        let value = [8_000; 24];
        for line in Trade::Industry.lines() {
            for number in 0..20 {
                let rng = Rng::new(5, "test", number);
                let business = Business { line, value: &value, annual: 96_000, trouble: Trouble::None, rng: &rng };
                let record = record(&business);
                let month = |key: &str| at(record.flow(key).unwrap(), 7);
                assert!(month("export") <= month("sold") && month("cost") < month("revenue"), "{}", line.code);
                assert!(month("electricity") > 0);
            }
        }
    }
}
