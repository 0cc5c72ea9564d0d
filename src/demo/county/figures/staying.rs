//! Lodging and catering: turnover and its four parts, rooms and seats.

use super::Business;
use crate::demo::county::line::Trade;
use crate::demo::county::record::{Flow, Record};
use crate::demo::county::series::{MONTHS, collect, distinct, share};

const KEYS: [&str; 10] = [
    "turnover",
    "room_income",
    "food_income",
    "goods_sales",
    "other_income",
    "online",
    "online_room",
    "online_food",
    "revenue",
    "vat",
];

/// In 千元; rooms, beds and seats as they are.
pub(super) fn record(business: &Business<'_>) -> Record {
    let mut habit = business.habit(1);
    let rooms_share = match (business.line.trade, business.line.code) {
        (Trade::Lodging, "6110") => habit.between(560, 640),
        (Trade::Lodging, _) => habit.between(740, 820),
        _ => 0,
    };
    let rest = if rooms_share > 0 { habit.between(40, 90) } else { habit.between(60, 110) };
    let online = habit.between(140, 420);
    let figures = distinct(business.value, |month, turnover| {
        let mut chance = business.chance(1, month);
        let room = share(turnover, rooms_share + if rooms_share > 0 { chance.between(-20, 20) } else { 0 }, 1_000);
        let goods = share(turnover, rest * chance.between(80, 110), 100_000);
        let other = share(turnover, rest * chance.between(20, 40), 100_000);
        let food = turnover - room - goods - other;
        let net_room = share(room, online * chance.between(90, 110), 100_000);
        let net_food = share(food, online * chance.between(40, 60), 100_000);
        let net = net_room + net_food + share(goods, 50, 1_000);
        let revenue = share(turnover, chance.between(9_380, 9_480), 10_000);
        let vat = share(revenue, chance.between(8, 22), 1_000);
        [turnover, room, food, goods, other, net, net_room, net_food, revenue, vat]
    });
    let flows = KEYS.into_iter().zip(figures).map(|(key, months)| Flow::whole(key, months)).collect();
    // A room earns 40 to 90 元 a day over the year, empty days included.
    let of_rooms = share(business.annual, rooms_share, 1_000);
    let rooms = if rooms_share > 0 { (of_rooms * 1_000 / 365 / habit.between(40, 90)).max(20) } else { 0 };
    let seats = (business.annual * (1_000 - rooms_share) / 1_000 * 1_000 / 365 / habit.between(18, 40)).max(40);
    let always = |count: i64| collect((0..MONTHS).map(|_| count));
    Record {
        form: "lodging",
        flows,
        stocks: vec![("rooms", always(rooms)), ("beds", always(rooms * 17 / 10)), ("seats", always(seats))],
        counts: vec![("staff", business.staff(8))],
        texts: Vec::new(),
        from: 0,
        has_base: true,
    }
}
