//! Lines of business: what firms of such a county live from, with real codes of GB/T 4754 and usual magnitudes.

use super::series::Season;

/// What decides the form that a unit fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trade {
    Industry,
    Construction,
    Wholesale,
    Retail,
    Lodging,
    Catering,
    RealEstate,
    Services,
}

impl Trade {
    /// In the order of [`super::place::Office::units`].
    pub(super) const ALL: [Self; 8] = [
        Self::Industry,
        Self::Construction,
        Self::Wholesale,
        Self::Retail,
        Self::Lodging,
        Self::Catering,
        Self::RealEstate,
        Self::Services,
    ];

    /// Key of its form.
    pub(super) const fn form(self) -> &'static str {
        match self {
            Self::Industry => "industry",
            Self::Construction => "construction",
            Self::Wholesale | Self::Retail => "trade",
            Self::Lodging | Self::Catering => "lodging",
            Self::RealEstate => "realestate",
            Self::Services => "services",
        }
    }

    pub(super) fn lines(self) -> impl Iterator<Item = &'static Line> {
        LINES.iter().filter(move |line| line.trade == self)
    }
}

/// One line of business.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) trade: Trade,
    /// GB/T 4754-2017, four digits.
    pub(super) code: &'static str,
    /// 主要业务活动.
    pub(super) activity: &'static str,
    /// What such firms are called: 泵业.
    pub(super) word: &'static str,
    /// Least and usual greatest value of a year: 千元, for real estate 万元.
    pub(super) annual: (i64, i64),
    /// Value of a year for each person, 千元.
    pub(super) per_head: i64,
    pub(super) season: Season,
    /// Kilowatt-hours for each 千元 of output; industry only.
    pub(super) power: i64,
    /// Main products: name, unit, price in 元; industry only.
    pub(super) products: &'static [(&'static str, &'static str, i64)],
    /// Goods sold: field of the trade form and its share in a hundred; trade only.
    pub(super) goods: &'static [(&'static str, i64)],
}

/// The revenue of a year from which on a unit of the line belongs to 四上, 千元; 0 where there is no such line.
///
/// The same as the settings of the built-in scheme: were they not, the audit would warn of those that fall below.
pub(super) fn threshold(line: &Line) -> i64 {
    let first = line.code.get(..2).unwrap_or_default();
    match line.trade {
        Trade::Industry | Trade::Wholesale => 20_000,
        Trade::Retail => 5_000,
        Trade::Lodging | Trade::Catering => 2_000,
        Trade::Construction | Trade::RealEstate => 0,
        Trade::Services => match first {
            "80" | "81" | "82" | "85" | "86" | "87" | "88" | "89" | "90" => 5_000,
            "70" | "71" | "72" | "73" | "74" | "75" | "83" => 10_000,
            _ => 20_000,
        },
    }
}

const fn industry(
    code: &'static str,
    activity: &'static str,
    word: &'static str,
    annual: (i64, i64),
    (per_head, power): (i64, i64),
    season: Season,
    products: &'static [(&'static str, &'static str, i64)],
) -> Line {
    Line { trade: Trade::Industry, code, activity, word, annual, per_head, season, power, products, goods: &[] }
}

const fn other(
    trade: Trade,
    code: &'static str,
    activity: &'static str,
    word: &'static str,
    annual: (i64, i64),
    per_head: i64,
    season: Season,
) -> Line {
    Line { trade, code, activity, word, annual, per_head, season, power: 0, products: &[], goods: &[] }
}

const fn selling(
    trade: Trade,
    code: &'static str,
    (activity, word): (&'static str, &'static str),
    annual: (i64, i64),
    per_head: i64,
    season: Season,
    goods: &'static [(&'static str, i64)],
) -> Line {
    Line { trade, code, activity, word, annual, per_head, season, power: 0, products: &[], goods }
}

use Season::{Even, Harvest, Site, Summer, Tour, Winter};
use Trade::{Catering, Construction, Lodging, RealEstate, Retail, Services, Wholesale};

/// All of them; the test below holds the codes to the national list and to the trade.
#[rustfmt::skip] // one line of business a line
pub(super) static LINES: [Line; 96] = [
    industry("1312", "加工小麦粉", "面粉", (45_000, 260_000), (1_400, 30), Harvest, &[("小麦粉", "吨", 3_600), ("麸皮", "吨", 1_900)]),
    industry("1329", "生产畜禽饲料", "饲料", (36_000, 210_000), (1_600, 20), Even, &[("配合饲料", "吨", 3_200)]),
    industry("1331", "压榨食用植物油", "油脂", (32_000, 180_000), (1_500, 35), Winter, &[("花生油", "吨", 14_500)]),
    industry("1353", "加工熟肉制品", "肉制品", (30_000, 150_000), (700, 45), Winter, &[("熟肉制品", "吨", 28_000)]),
    industry("1371", "加工脱水蔬菜", "蔬菜", (28_000, 120_000), (520, 60), Harvest, &[("脱水蔬菜", "吨", 19_000)]),
    industry("1432", "生产速冻面米食品", "速冻食品", (30_000, 160_000), (560, 85), Winter, &[("速冻水饺", "吨", 9_800)]),
    industry("1469", "生产酱料和调味品", "调味食品", (27_000, 90_000), (480, 40), Even, &[("调味酱", "吨", 11_000)]),
    industry("1491", "生产铁棍山药营养粉", "怀药生物", (26_000, 110_000), (600, 30), Harvest, &[("山药粉", "吨", 62_000)]),
    industry("2730", "炮制中药饮片", "药业", (32_000, 170_000), (820, 32), Even, &[("中药饮片", "吨", 48_000)]),
    industry("1951", "生产布面运动鞋", "鞋业", (28_000, 140_000), (290, 22), Even, &[("布面鞋", "万双", 320_000)]),
    industry("1952", "生产皮鞋", "制鞋", (30_000, 150_000), (310, 24), Winter, &[("皮鞋", "万双", 760_000)]),
    industry("1953", "生产塑料凉鞋和拖鞋", "鞋塑", (27_000, 100_000), (330, 48), Summer, &[("塑料鞋", "万双", 150_000)]),
    industry("2231", "生产瓦楞纸箱", "包装", (26_000, 130_000), (620, 38), Even, &[("瓦楞纸箱", "万平方米", 28_000)]),
    industry("2624", "生产复混肥料", "肥业", (34_000, 190_000), (1_500, 40), Harvest, &[("复混肥", "吨", 2_700)]),
    industry("2661", "生产橡胶助剂", "化学", (50_000, 420_000), (1_500, 95), Even, &[("橡胶助剂", "吨", 16_500)]),
    industry("2669", "生产水处理剂", "环保材料", (36_000, 200_000), (1_200, 60), Even, &[("水处理剂", "吨", 4_300)]),
    industry("2922", "生产塑料板管型材", "管业", (28_000, 120_000), (720, 90), Site, &[("塑料管材", "吨", 9_200)]),
    industry("3021", "生产商品混凝土", "建材", (36_000, 150_000), (1_700, 12), Site, &[("商品混凝土", "万立方米", 3_600_000)]),
    industry("3022", "生产装配式混凝土构件", "构件", (30_000, 110_000), (900, 30), Site, &[("混凝土构件", "立方米", 2_600)]),
    industry("3041", "生产特种平板玻璃", "玻璃", (40_000, 160_000), (900, 160), Even, &[("平板玻璃", "万重量箱", 820_000)]),
    industry("3311", "制造钢结构", "钢构", (35_000, 180_000), (820, 35), Site, &[("钢结构", "吨", 6_900)]),
    industry("3391", "铸造球墨铸铁件", "铸造", (36_000, 240_000), (680, 210), Even, &[("铸铁件", "吨", 8_800)]),
    industry("3393", "生产锻件", "锻压", (34_000, 180_000), (760, 140), Even, &[("锻件", "吨", 9_600)]),
    industry("3441", "生产真空泵和水泵", "泵业", (32_000, 210_000), (620, 45), Even, &[("真空泵", "台", 8_200)]),
    industry("3443", "生产工业阀门", "阀门", (28_000, 130_000), (560, 40), Even, &[("阀门", "台", 1_150)]),
    industry("3451", "生产滚动轴承", "轴承", (30_000, 150_000), (540, 75), Even, &[("滚动轴承", "万套", 96_000)]),
    industry("3482", "生产紧固件", "标准件", (27_000, 110_000), (600, 70), Even, &[("紧固件", "吨", 8_400)]),
    industry("3484", "加工机械零部件", "机械", (26_000, 170_000), (580, 60), Even, &[("机械零部件", "吨", 12_500)]),
    industry("3531", "制造食品机械", "食品机械", (27_000, 100_000), (500, 25), Even, &[("食品加工机械", "台", 46_000)]),
    industry("3591", "制造污水处理设备", "环保设备", (30_000, 140_000), (740, 22), Even, &[("水处理设备", "台", 135_000)]),
    industry("3670", "生产汽车零部件", "汽车部件", (45_000, 360_000), (720, 65), Even, &[("汽车制动部件", "万件", 410_000)]),
    industry("3831", "生产电线电缆", "线缆", (50_000, 320_000), (1_600, 28), Even, &[("电力电缆", "千米", 21_000)]),
    industry("4417", "生物质发电", "新能源", (60_000, 190_000), (1_900, 40), Even, &[("发电量", "万千瓦时", 6_500)]),
    industry("4430", "供应工业蒸汽", "热力", (36_000, 120_000), (1_300, 70), Winter, &[("供热量", "万吉焦", 580_000)]),
    industry("4620", "处理城镇污水", "水务", (26_000, 60_000), (700, 190), Even, &[("污水处理量", "万吨", 14_000)]),
    other(Construction, "4710", "承建住宅房屋", "建设", (60_000, 420_000), 420, Site),
    other(Construction, "4790", "承建厂房和公共房屋", "建筑工程", (50_000, 300_000), 400, Site),
    other(Construction, "4812", "承建公路工程", "路桥", (60_000, 260_000), 520, Site),
    other(Construction, "4813", "承建市政道路管网", "市政工程", (40_000, 220_000), 460, Site),
    other(Construction, "4821", "承建水源和供水设施", "水利工程", (30_000, 150_000), 430, Site),
    other(Construction, "4891", "园林绿化施工", "园林", (12_000, 60_000), 330, Site),
    other(Construction, "4910", "安装电气设备", "电力工程", (16_000, 90_000), 480, Site),
    other(Construction, "4920", "安装管道和设备", "安装工程", (14_000, 80_000), 420, Site),
    other(Construction, "5011", "公共建筑装饰装修", "装饰工程", (10_000, 70_000), 360, Site),
    selling(Wholesale, "5112", ("批发小麦玉米种子", "种业"), (30_000, 110_000), 2_200, Harvest, &[("other_goods", 96)]),
    selling(Wholesale, "5121", ("批发面粉和食用油", "粮油"), (40_000, 220_000), 3_200, Even, &[("grain", 97)]),
    selling(Wholesale, "5123", ("批发蔬菜和铁棍山药", "果蔬"), (36_000, 180_000), 2_100, Harvest, &[("grain", 97)]),
    selling(Wholesale, "5127", ("批发酒水饮料", "酒业"), (30_000, 120_000), 2_600, Winter, &[("tobacco_liquor", 72), ("drinks", 22)]),
    selling(Wholesale, "5152", ("批发中药材", "药材"), (36_000, 190_000), 2_800, Even, &[("medicine", 95)]),
    selling(Wholesale, "5164", ("批发钢材", "物资"), (60_000, 320_000), 6_200, Site, &[("building", 96)]),
    selling(Wholesale, "5165", ("批发水泥砂石", "建材贸易"), (36_000, 160_000), 4_100, Site, &[("building", 95)]),
    selling(Wholesale, "5166", ("批发化肥", "农资"), (36_000, 140_000), 3_600, Harvest, &[("other_goods", 97)]),
    selling(Wholesale, "5171", ("批发农业机械", "农机"), (30_000, 100_000), 2_400, Harvest, &[("other_goods", 94)]),
    selling(Wholesale, "5191", ("回收批发废旧金属", "再生资源"), (50_000, 260_000), 5_200, Even, &[("other_goods", 97)]),
    selling(Retail, "5211", ("零售百货", "百货"), (9_000, 48_000), 420, Winter, &[("clothing", 42), ("daily", 28), ("grain", 14)]),
    selling(Retail, "5212", ("超市零售日用百货", "超市"), (8_000, 60_000), 460, Winter, &[("grain", 52), ("daily", 22), ("drinks", 12), ("tobacco_liquor", 9)]),
    selling(Retail, "5251", ("零售药品", "大药房"), (7_000, 32_000), 480, Even, &[("medicine", 93), ("daily", 4)]),
    selling(Retail, "5261", ("销售汽车新车", "汽车销售"), (14_000, 110_000), 1_800, Even, &[("cars", 97)]),
    selling(Retail, "5265", ("零售汽油柴油", "加油站"), (12_000, 70_000), 2_200, Even, &[("petroleum", 98)]),
    selling(Retail, "5267", ("零售充电和补能服务", "充电"), (6_500, 16_000), 1_200, Summer, &[("other_goods", 92)]),
    selling(Retail, "5272", ("零售家用电器", "家电"), (8_000, 42_000), 620, Summer, &[("appliances", 91), ("telecom", 6)]),
    selling(Retail, "5274", ("零售手机", "通讯"), (6_500, 26_000), 700, Even, &[("telecom", 94)]),
    selling(Retail, "5232", ("零售服装", "服饰"), (6_500, 22_000), 380, Winter, &[("clothing", 96)]),
    selling(Retail, "5283", ("零售家具", "家居"), (6_500, 24_000), 520, Site, &[("other_goods", 90)]),
    selling(Retail, "5292", ("网上零售铁棍山药", "电子商务"), (7_000, 40_000), 650, Harvest, &[("grain", 96)]),
    other(Lodging, "6110", "经营旅游饭店", "大酒店", (4_500, 22_000), 150, Tour),
    other(Lodging, "6121", "经营经济型连锁酒店", "商务酒店", (2_800, 9_000), 170, Tour),
    other(Lodging, "6129", "经营一般旅馆", "宾馆", (2_600, 6_500), 150, Tour),
    other(Lodging, "6130", "经营民宿", "民宿", (2_600, 5_200), 160, Tour),
    other(Catering, "6210", "提供正餐服务", "餐饮", (2_700, 12_000), 140, Tour),
    other(Catering, "6220", "提供快餐服务", "快餐", (2_600, 8_000), 150, Even),
    other(Catering, "6241", "配送团体餐", "膳食", (3_000, 10_000), 160, Even),
    other(Catering, "6291", "提供小吃服务", "美食", (2_500, 5_500), 130, Tour),
    other(RealEstate, "7010", "开发经营商品房", "置业", (3_600, 26_000), 0, Site),
    other(Services, "5431", "道路普通货物运输", "物流", (26_000, 120_000), 620, Even),
    other(Services, "5432", "冷藏货物道路运输", "冷链物流", (25_000, 70_000), 560, Summer),
    other(Services, "5920", "提供通用仓储", "仓储", (24_000, 60_000), 700, Even),
    other(Services, "5951", "储备和中转谷物", "粮储", (25_000, 80_000), 900, Harvest),
    other(Services, "6020", "快递揽收派送", "速递", (24_000, 60_000), 300, Winter),
    other(Services, "6513", "开发应用软件", "软件", (24_000, 50_000), 480, Even),
    other(Services, "7020", "物业管理", "物业", (12_000, 40_000), 95, Even),
    other(Services, "7221", "园区管理服务", "园区服务", (13_000, 36_000), 420, Even),
    other(Services, "7263", "劳务派遣", "人力资源", (13_000, 60_000), 700, Even),
    other(Services, "7271", "保安服务", "保安", (12_000, 34_000), 70, Even),
    other(Services, "7452", "检验检测", "检测", (12_000, 26_000), 320, Even),
    other(Services, "7482", "工程监理", "监理", (12_000, 30_000), 280, Site),
    other(Services, "7484", "工程设计", "设计", (12_500, 34_000), 360, Even),
    other(Services, "7820", "清扫保洁", "环卫", (24_000, 70_000), 85, Even),
    other(Services, "8111", "修理汽车", "汽修", (6_500, 16_000), 260, Even),
    other(Services, "8211", "清洁建筑物", "保洁", (6_500, 15_000), 75, Even),
    other(Services, "8391", "职业技能培训", "职业培训", (12_500, 28_000), 230, Even),
    other(Services, "8415", "经营专科医院", "医院管理", (25_000, 70_000), 260, Even),
    other(Services, "8514", "机构养老服务", "养老", (6_500, 14_000), 120, Even),
    other(Services, "8930", "经营健身场馆和太极拳馆", "太极文化", (6_500, 18_000), 140, Tour),
    other(Services, "9020", "经营游乐园", "文旅", (7_000, 24_000), 180, Tour),
    other(Services, "9030", "经营休闲观光园", "生态农业", (6_500, 16_000), 150, Tour),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::industry::known;

    #[test]
    fn codes_are_real_and_belong_to_their_trade() {
        for line in &LINES {
            assert!(known(line.code), "{} {}", line.code, line.word);
            let category = crate::code::industry::read(line.code).unwrap();
            assert_eq!(category.code, line.code);
            assert!(line.annual.1 > threshold(line) * 3 / 2, "{} {}", line.code, line.word);
            assert!(line.goods.iter().map(|(_, share)| share).sum::<i64>() <= 98, "{}", line.code);
            assert_eq!(line.products.is_empty(), line.trade != Trade::Industry, "{}", line.code);
        }
        for trade in Trade::ALL {
            assert!(trade.lines().count() > 0, "{trade:?}");
        }
    }
}
