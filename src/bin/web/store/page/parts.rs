//! The parts of the pages 入统 and 项目.

/// A part of 入统.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum AdmissionPart {
    /// 单位: who stands where on the way in.
    #[default]
    Units,
    /// 项目: the same of projects.
    Projects,
    /// 清单: large enough and not in, near the exit.
    Lists,
}

impl AdmissionPart {
    /// All, in the order of the tabs.
    pub(crate) const ALL: [Self; 3] = [Self::Units, Self::Projects, Self::Lists];

    /// The word in the address.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Units => "units",
            Self::Projects => "projects",
            Self::Lists => "lists",
        }
    }

    /// The name on its tab.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Units => "单位入库进度",
            Self::Projects => "项目入库进度",
            Self::Lists => "应统尽统清单",
        }
    }

    pub(super) fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.key() == key)
    }
}

/// A part of 项目.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum ProjectPart {
    /// 项目清单.
    #[default]
    List,
    /// 责任清单: who answers for what.
    People,
    /// 问题清单.
    Problems,
    /// 挂图.
    Wall,
}

impl ProjectPart {
    /// All, in the order of the tabs.
    pub(crate) const ALL: [Self; 4] = [Self::List, Self::People, Self::Problems, Self::Wall];

    /// The word in the address.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::People => "people",
            Self::Problems => "problems",
            Self::Wall => "wall",
        }
    }

    /// The name on its tab.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::List => "项目清单",
            Self::People => "责任清单",
            Self::Problems => "问题清单",
            Self::Wall => "挂图",
        }
    }

    pub(super) fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.key() == key)
    }
}
