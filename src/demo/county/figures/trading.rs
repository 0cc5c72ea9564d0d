//! Wholesale and retail: sales, stock, goods.

use super::Business;
use crate::demo::county::line::Trade;
use crate::demo::county::record::{Flow, Record};
use crate::demo::county::series::{distinct, share};
use crate::demo::county::trouble::Trouble;

const KEYS: [&str; 6] = ["sales", "online_sales", "retail", "online_retail", "revenue", "vat"];
/// Most kinds of goods that a line of business names.
const GOODS: usize = 4;

/// In 千元.
pub(super) fn record(business: &Business<'_>) -> Record {
    let mut habit = business.habit(1);
    let is_retail = business.line.trade == Trade::Retail;
    let retail = if is_retail { habit.between(900, 985) } else { habit.between(20, 120) };
    let online = match business.line.code {
        "5292" => habit.between(880, 960),
        _ if habit.percent(35) => habit.between(20, 160),
        _ => 0,
    };
    let figures: [_; KEYS.len() + GOODS] = distinct(business.value, |month, sales| {
        let mut chance = business.chance(1, month);
        let net = share(sales, online * chance.between(96, 104), 100_000).min(sales);
        let retailed = share(sales, retail * chance.between(985, 1_010), 1_000_000).min(sales);
        let net_retail = share(net.min(retailed), if is_retail { 990 } else { 300 }, 1_000);
        let revenue = share(sales, chance.between(8_840, 9_020), 10_000);
        let vat = share(revenue, chance.between(6, 16), 1_000);
        let mut all = [sales, net, retailed, net_retail, revenue, vat, 0, 0, 0, 0];
        for (place, (_, part)) in all.iter_mut().skip(KEYS.len()).zip(business.line.goods) {
            *place = share(sales, part * chance.between(990, 1_000), 100_000);
        }
        all
    });
    let goods = business.line.goods.iter().map(|(key, _)| *key);
    let flows = KEYS.into_iter().chain(goods).zip(figures).map(|(key, months)| Flow::whole(key, months)).collect();
    let stock = if business.trouble == Trouble::Overstock { (14_500, 16_000) } else { (450, 1_250) };
    Record {
        form: "trade",
        flows,
        stocks: vec![("stock", business.stock(2, stock))],
        counts: vec![("staff", business.staff(6))],
        texts: Vec::new(),
        from: 0,
        has_base: true,
    }
}
