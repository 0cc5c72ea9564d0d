//! What is out of the ordinary: planted, so that the audit has something to find, and told by [`super::Planted`].

use super::line::Trade;

/// What is wrong, or merely odd, with one unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Trouble {
    #[default]
    None,
    /// Output leaps in the present month.
    Surge,
    /// This year is far below last year.
    Fall,
    /// Electricity falls while output does not.
    Power,
    /// Much of the output stays in the yard.
    Unsold,
    /// Goods for more than a year in stock.
    Overstock,
    /// Homes at the fixed price of a resettlement estate.
    Cheap,
    /// The qualification has run out.
    Expired,
    /// Registered in another county, new in the present month.
    Away,
    /// Said to be running, but nothing for months.
    Idle,
    /// Another name than last month.
    Renamed,
    /// A credit code from before the check character was in order.
    OddCode,
    /// The base of last year was revised.
    Revised,
    /// In the list, running, and has not reported.
    Silent,
    /// The year to date is smaller than last month's: an earlier month was corrected.
    Corrected,
    /// Closed in the middle of the month.
    Stopped,
    /// Reported after the day that is set.
    Late,
    /// The very figure of last month.
    Same,
    /// Revenue too small to stay in.
    Low,
    /// One person fills in for many.
    Shared,
    /// The same figures as two others.
    Alike,
    /// Not admitted yet, reports for the township's own knowledge.
    Nursing,
    /// The same credit code in two trades.
    Twin,
    /// Does not run and does not report; nothing is wrong with that.
    Closed,
    /// Has left; nothing is wrong with that either.
    Exited,
    /// Is being prepared, and reports nothing yet.
    Preparing,
    /// Admitted this year, and so without a base of last year.
    New,
    /// Could not yet tell its profit of the present month (缺报).
    Lacking,
    /// Does not export at all (不适用).
    Inapplicable,
    /// Stands in the lists of two offices, which both report it; only the whole shows that.
    Elsewhere,
}

/// What is planted among ordinary units: what, in which trade, how often. Where the trade has several offices, chance
/// says which.
pub(super) const SOWN: [(Trouble, Trade, usize); 39] = [
    (Trouble::Surge, Trade::Industry, 2),
    (Trouble::Fall, Trade::Industry, 2),
    (Trouble::Fall, Trade::Wholesale, 1),
    (Trouble::Power, Trade::Industry, 2),
    (Trouble::Unsold, Trade::Industry, 1),
    (Trouble::Overstock, Trade::Wholesale, 1),
    (Trouble::Cheap, Trade::RealEstate, 1),
    (Trouble::Expired, Trade::Construction, 1),
    (Trouble::Away, Trade::Wholesale, 1),
    (Trouble::Idle, Trade::Industry, 1),
    (Trouble::Renamed, Trade::Retail, 1),
    (Trouble::Renamed, Trade::Industry, 1),
    (Trouble::OddCode, Trade::Retail, 1),
    (Trouble::OddCode, Trade::Catering, 1),
    (Trouble::Revised, Trade::Industry, 1),
    (Trouble::Revised, Trade::Services, 1),
    (Trouble::Silent, Trade::Catering, 1),
    (Trouble::Silent, Trade::Industry, 1),
    (Trouble::Corrected, Trade::Services, 1),
    (Trouble::Stopped, Trade::Lodging, 1),
    (Trouble::Late, Trade::Industry, 2),
    (Trouble::Late, Trade::Retail, 1),
    (Trouble::Same, Trade::Wholesale, 1),
    (Trouble::Same, Trade::Retail, 1),
    (Trouble::Low, Trade::Industry, 2),
    (Trouble::Low, Trade::Retail, 1),
    (Trouble::Low, Trade::Services, 1),
    (Trouble::Low, Trade::Catering, 1),
    (Trouble::Nursing, Trade::Industry, 4),
    (Trouble::Nursing, Trade::Retail, 1),
    (Trouble::Nursing, Trade::Services, 1),
    (Trouble::Preparing, Trade::Industry, 4),
    (Trouble::Closed, Trade::Industry, 2),
    (Trouble::Closed, Trade::Catering, 1),
    (Trouble::Exited, Trade::Industry, 3),
    (Trouble::New, Trade::Industry, 6),
    (Trouble::New, Trade::Retail, 2),
    (Trouble::Lacking, Trade::Industry, 2),
    (Trouble::Inapplicable, Trade::Industry, 3),
];

/// What is planted among several units of one office: what, the office, the trade, how many of them.
pub(super) const GATHERED: [(Trouble, usize, Trade, usize); 4] = [
    (Trouble::Shared, 5, Trade::Industry, 6),
    (Trouble::Alike, 0, Trade::Services, 3),
    (Trouble::Twin, 4, Trade::Industry, 1),
    (Trouble::Twin, 4, Trade::Retail, 1),
];

/// The two offices that report one unit, and its trade.
pub(super) const ELSEWHERE: ([usize; 2], Trade) = ([2, 8], Trade::Industry);

/// Which months show the trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Both months.
    Both,
    /// The present month only.
    Now,
}

/// A finding that comes of a trouble.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sign {
    pub(super) rule: &'static str,
    /// The field, for rules that are repeated for each.
    pub(super) field: &'static str,
    /// Whether it is about the unit itself, not about what it reports.
    pub(super) of_roster: bool,
    pub(super) shown: Shown,
}

impl Trouble {
    /// What the audit has to find, and nothing else.
    pub(super) const fn sign(self) -> Option<Sign> {
        use Shown::{Both, Now};
        let (rule, field, of_roster, shown) = match self {
            Self::None
            | Self::Closed
            | Self::Exited
            | Self::Preparing
            | Self::New
            | Self::Inapplicable
            | Self::Elsewhere => return None,
            Self::Surge => ("R084b", "", false, Now),
            Self::Fall => ("R084", "", false, Both),
            Self::Power => ("R034", "", false, Both),
            Self::Unsold => ("R032", "", false, Both),
            Self::Overstock => ("R042", "", false, Both),
            Self::Cheap => ("R051", "", false, Both),
            Self::Expired => ("R038", "", false, Both),
            Self::Away => ("R006", "", true, Now),
            Self::Idle => ("R016", "", false, Both),
            Self::Renamed => ("R014", "", true, Now),
            Self::OddCode => ("R002", "", true, Both),
            Self::Revised => ("R085", "profit", false, Now),
            Self::Silent => ("R095", "", true, Now),
            Self::Corrected => ("R080", "wages", false, Now),
            Self::Stopped => ("R015", "", false, Now),
            Self::Late => ("R013b", "", false, Now),
            Self::Same => ("R025", "revenue", false, Now),
            Self::Low => ("R090", "", false, Both),
            Self::Shared => ("R094", "", true, Both),
            Self::Alike => ("R093f", "", false, Both),
            Self::Nursing => ("R017e", "", true, Both),
            Self::Twin => ("R005b", "", true, Both),
            Self::Lacking => ("R026i", "profit", false, Now),
        };
        Some(Sign { rule, field, of_roster, shown })
    }

    /// What the clerk wrote to it, where a finding must be explained. The name goes in, so that no two are the same.
    pub(super) fn words(self, name: &str) -> Option<String> {
        let words = match self {
            Self::Surge => "上月设备检修积压的两批订单集中在本月投产交货，有排产单和出库单，下月恢复平常水平",
            Self::Fall => "主要客户年初转向外地厂家，业务量减少，财务报表和纳税申报都同步下降",
            Self::Power => "年初换了节能电炉，屋顶光伏自发自用的电没有计入电费单，已取得改造验收单",
            Self::Unsold => "客户推迟到明年一季度提货，产品已验收入库，盘点表与仓库实物一致",
            Self::Overstock => "与厂家签了包销合同，全年货源提前入库，盘点表和入库单齐全，明年春季陆续销出",
            Self::Cheap => "本年销售的是政府定价的安置房，均价以县里批复的安置价为准，有网签清单",
            Self::Expired => "资质延续申请已由市住建局受理，原证按公告顺延有效，受理通知书编号已登记",
            Self::Away => "单位注册在武陟县，仓库和门店都在本地经营，已现场查看场所和租赁合同",
            Self::Idle => "近三个月等待环保设备改造验收，职工轮岗待产，企业没有申请停业，预计年底复产",
            Self::Renamed => "本月办理了名称变更登记，信用代码不变，已看到新营业执照和变更通知书",
            Self::OddCode => "已核对营业执照原件，代码与原件一致，是早年换发的老证，核对人是统计站站长",
            Self::Revised => "上年利润按年报审计结果修订，依据县统计局核定的修订通知单，已附扫描件",
            Self::Silent => "会计住院无法出报表，已电话催报两次、上门一次，企业答应下月十日前补报",
            Self::Corrected => "企业自查发现八月把社保补缴重复计入，按会计凭证冲减，已附更正说明",
            Self::Stopped => "本月二十日起停业装修，停业前的营业额来自收银系统，停业通知已张贴",
            Self::Lacking => "成本还没有结转完，利润总额要等下月十五日出报表才有，已与会计约定补报",
            _ => return None,
        };
        Some(format!("{name}：{words}"))
    }
}

/// What is odd with one project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Hitch {
    #[default]
    None,
    /// More was spent than planned.
    Over,
    /// One month brought a great part of the whole.
    Leap,
    /// Funds lag behind what was built.
    Unpaid,
    /// The plan was changed by approval.
    Replanned,
    /// The purchase of equipment needs a building.
    Bought,
    /// Stands still.
    Halted,
    /// Was finished this year.
    Finished,
    /// Is admitted, but not begun.
    Waiting,
    /// Should have begun by now.
    Overdue,
    /// Is in reserve and not admitted.
    Reserve,
}

/// How many projects of each hitch there are.
pub(super) const HITCHES: [(Hitch, usize); 10] = [
    (Hitch::Over, 1),
    (Hitch::Leap, 2),
    (Hitch::Unpaid, 2),
    (Hitch::Replanned, 1),
    (Hitch::Bought, 1),
    (Hitch::Halted, 3),
    (Hitch::Finished, 6),
    (Hitch::Waiting, 2),
    (Hitch::Overdue, 2),
    (Hitch::Reserve, 8),
];

impl Hitch {
    /// What the audit has to find.
    pub(super) fn signs(self) -> Vec<Sign> {
        let sign = |rule, of_roster, shown| Sign { rule, field: "", of_roster, shown };
        match self {
            Self::Over => vec![sign("R062", false, Shown::Both), sign("R067b", false, Shown::Both)],
            Self::Leap => vec![sign("R069", false, Shown::Now)],
            Self::Unpaid => vec![sign("R070", false, Shown::Both)],
            Self::Replanned => vec![sign("R087", true, Shown::Now)],
            Self::Bought => vec![sign("R066", false, Shown::Both)],
            Self::None | Self::Halted | Self::Finished | Self::Waiting | Self::Overdue | Self::Reserve => Vec::new(),
        }
    }

    /// What the clerk wrote to it.
    pub(super) fn words(self, rule: &str, name: &str) -> Option<String> {
        let words = match (self, rule) {
            (Self::Over, "R062") => "地质条件变化增加了桩基工程量，调整概算的申请已报县发改委，批文下来就改名录",
            (Self::Over, _) => "室外管网和绿化还没有做完，没有投产，超出的部分等调整概算批复",
            (Self::Leap, _) => "进口设备本月一次到货验收，有报关单、发票和到货验收单，占计划总投资的三成多",
            (Self::Unpaid, _) => "总包单位垫资施工，应付工程款已经入账，专项贷款预计下月放款",
            (Self::Replanned, _) => "县发改委批复调整概算，增加了配套仓库，批文文号和日期已登记在备注里",
            (Self::Bought, _) => "设备基础和轨道由供货方一并施工，按合同清单分出了土建部分，已与项目单位核对",
            _ => return None,
        };
        Some(format!("{name}：{words}"))
    }
}
