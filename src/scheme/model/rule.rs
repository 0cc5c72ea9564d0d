//! Edit rules (审核关系).

use crate::ids::FormId;
use crate::measure::Measure;
use serde::{Deserialize, Serialize};

/// An edit rule as the scheme states it. One with `each` stands for many, one per field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleDef {
    /// `R030`.
    pub id: String,
    /// What it demands, in a few words: `累计不小于本月`.
    pub name: String,
    /// The forms whose records it looks at.
    pub forms: Vec<FormId>,
    pub severity: Severity,
    pub each: Option<Each>,
    /// Formula: the rule applies only where this is true; false or missing means not applicable.
    pub when: Option<String>,
    /// Formula: true passes, false fails, missing is undecided.
    pub check: String,
    /// The sentence of a finding, with `{formulas}` in it.
    pub message: String,
    /// The cells that a finding points at; without it, every cell of the own record that the check reads.
    pub at: Option<Vec<String>>,
    /// Why there is such a rule.
    pub why: String,
    /// Where it comes from.
    pub source: String,
    /// A hard rule that a stated reason lets pass, such as a credit code registered before the standard.
    pub overridable: bool,
}

/// How serious a finding is, by what it demands.
///
/// # Source
/// domain.md §3.4, S40.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// 强制. Must be corrected: while one stands, a submission stays a draft.
    /// Only where the rule is `overridable` does a stated reason let it pass.
    Hard,
    /// 核实. Must be corrected or explained. A real explanation travels in the submission
    /// and is void as soon as a value that it explains changes.
    Soft,
    /// 提示. Demands nothing; worth a look.
    Hint,
}

/// The fields for which a rule is repeated, with `it` (本指标) as the field. All conditions must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Each {
    pub measure: Option<Measure>,
    /// `number` or another word for a type; `list` means any code list.
    pub kind: Option<String>,
    /// Keys; when not empty, no other field is taken.
    pub only: Vec<String>,
    /// Keys that are left out.
    pub except: Vec<String>,
    /// Whether the field may be negative.
    pub negative: Option<bool>,
    /// Whether the field is required.
    pub required: Option<bool>,
    /// Whether the field is computed; without this, computed fields are left out.
    pub computed: Option<bool>,
    /// Keys of units, such as `千元`.
    pub unit: Option<String>,
}

impl Severity {
    pub const ALL: [Self; 3] = [Self::Hard, Self::Soft, Self::Hint];

    /// The word in files: `hard`, `soft`, `hint`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Hard => "hard",
            Self::Soft => "soft",
            Self::Hint => "hint",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Hard => "强制",
            Self::Soft => "核实",
            Self::Hint => "提示",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.key() == key)
    }
}

impl RuleDef {
    /// Stands for a rule that is not there.
    pub(crate) const NONE: Self = Self {
        id: String::new(),
        name: String::new(),
        forms: Vec::new(),
        severity: Severity::Hint,
        each: None,
        when: None,
        check: String::new(),
        message: String::new(),
        at: None,
        why: String::new(),
        source: String::new(),
        overridable: false,
    };
}
