//! Which of the 四上 categories an industry code falls into. The floors in 万元 are settings of a scheme; the ones here
//! are those in force from 2019 on, for when there is no scheme at hand.
//!
//! Departments 11 and 43 are industry here, although the three sectors of the economy (三次产业) count them as services.
//!
//! # Source
//! The survey systems of the National Bureau of Statistics for each category, 2019 to 2026.

use super::split;
use crate::code::normalise;

/// A category of units that report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// 工业, 06–46.
    Industry,
    /// 建筑业, 47–50: by qualification, whatever the revenue.
    Construction,
    /// 批发, 51.
    Wholesale,
    /// 零售, 52.
    Retail,
    /// 住宿, 61.
    Lodging,
    /// 餐饮, 62.
    Catering,
    /// 房地产开发, 7010: every unit with development under way.
    RealEstate,
    /// 服务业 by one of three floors.
    Services(ServiceBand),
    /// Not among them, or not a code that can be placed.
    None,
}

/// The three floors of the services.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ServiceBand {
    /// Transport, information, public facilities, health: 2000万元.
    Upper,
    /// Property management, leasing, business, science, education: 1000万元.
    Middle,
    /// Residents' services, culture and sport, social work: 500万元.
    Lower,
}

/// The category of a code of two or more digits (four where only the 小类 decides), with or without its letter. The
/// code need not be in the list.
pub fn category(code: &str) -> Category {
    let code = normalise(code);
    let (_, digits) = split(&code);
    if digits.len() > 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Category::None;
    }
    let division: u8 = digits.get(..2).and_then(|two| two.parse().ok()).unwrap_or_default();
    match (division, digits) {
        (6..=46, _) => Category::Industry,
        (47..=50, _) => Category::Construction,
        (51, _) => Category::Wholesale,
        (52, _) => Category::Retail,
        (61, _) => Category::Lodging,
        (62, _) => Category::Catering,
        // 中类 701 to 704 and 709 have a single 小类 each.
        (70, "7010" | "701") => Category::RealEstate,
        (70, "7020" | "702" | "7030" | "703" | "7040" | "704" | "7090" | "709") | (71..=75 | 83, _) => {
            Category::Services(ServiceBand::Middle)
        }
        (53..=60 | 63..=65 | 76..=79 | 84, _) => Category::Services(ServiceBand::Upper),
        (80..=82 | 85..=90, _) => Category::Services(ServiceBand::Lower),
        _ => Category::None,
    }
}

impl Category {
    /// All of them, in the usual order of reports; [`Category::None`] is not among them.
    pub const ALL: [Self; 10] = [
        Self::Industry,
        Self::Construction,
        Self::Wholesale,
        Self::Retail,
        Self::Lodging,
        Self::Catering,
        Self::RealEstate,
        Self::Services(ServiceBand::Upper),
        Self::Services(ServiceBand::Middle),
        Self::Services(ServiceBand::Lower),
    ];

    /// The name that formulas compare with; empty for [`Category::None`].
    pub fn name(self) -> &'static str {
        match self {
            Self::Industry => "工业",
            Self::Construction => "建筑业",
            Self::Wholesale => "批发",
            Self::Retail => "零售",
            Self::Lodging => "住宿",
            Self::Catering => "餐饮",
            Self::RealEstate => "房地产开发",
            Self::Services(_) => "服务业",
            Self::None => "",
        }
    }

    /// The revenue of a year from which a unit counts, in 万元; nothing where revenue does not decide.
    pub fn floor(self) -> Option<u32> {
        match self {
            Self::Industry | Self::Wholesale | Self::Services(ServiceBand::Upper) => Some(2000),
            Self::Services(ServiceBand::Middle) => Some(1000),
            Self::Retail | Self::Services(ServiceBand::Lower) => Some(500),
            Self::Lodging | Self::Catering => Some(200),
            Self::Construction | Self::RealEstate | Self::None => None,
        }
    }
}
