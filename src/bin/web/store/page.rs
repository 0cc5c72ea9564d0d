//! Which page is on screen, and how the address bar writes it.

mod parts;

pub(crate) use parts::{AdmissionPart, ProjectPart};

/// A page of the program.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Page {
    /// 首页.
    #[default]
    Home,
    /// 开始新的一期.
    Begin,
    /// 名录 or 填报: the grid of one form.
    Fill {
        /// Key of the form.
        form: String,
        /// The cell to stand on.
        at: Option<CellName>,
    },
    /// Everything of one roster record, to be filled as a page.
    Unit {
        /// Key of the roster.
        roster: String,
        /// Key of the record.
        key: String,
        /// The cell to stand on: key of its form, and its name.
        at: Option<(String, String)>,
    },
    /// 入统: the way into the list.
    Admission(AdmissionPart),
    /// 项目: all of them.
    Projects(ProjectPart),
    /// The chart of one project, by its key.
    Project(String),
    /// 审核.
    Audit,
    /// 导出.
    Export,
    /// 退回意见 of the office above.
    Returned,
    /// 汇总: what a county does with the files it received.
    Gather {
        /// The part that is shown.
        part: GatherPart,
        /// What to stand on within it: an office, a table.
        item: Option<String>,
    },
    /// 制度.
    Scheme {
        /// Key of the form to show.
        form: Option<String>,
        /// Key of the field, or number of the rule, to stand on.
        item: Option<String>,
    },
}

/// A cell of a form in names: the record's key, and `output.ytd`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CellName {
    /// Key of the record.
    pub key: String,
    /// `field.column`, or the key of a plain field.
    pub cell: String,
}

/// A part of 汇总.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum GatherPart {
    /// 收件: the files, and what was done with each.
    #[default]
    Files,
    /// 上报情况: who has reported and who has not.
    Offices,
    /// 审核.
    Findings,
    /// 退回.
    Returns,
    /// 特批和差额.
    Decisions,
    /// 报表.
    Tables,
    /// 图.
    Charts,
    /// 通报.
    Bulletins,
    /// 上报: the file for the level above.
    Upward,
}

impl GatherPart {
    /// All, in the order of the work.
    pub(crate) const ALL: [Self; 9] = [
        Self::Files,
        Self::Offices,
        Self::Findings,
        Self::Returns,
        Self::Decisions,
        Self::Tables,
        Self::Charts,
        Self::Bulletins,
        Self::Upward,
    ];

    /// The word in the address.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Files => "files",
            Self::Offices => "offices",
            Self::Findings => "findings",
            Self::Returns => "returns",
            Self::Decisions => "decisions",
            Self::Tables => "tables",
            Self::Charts => "charts",
            Self::Bulletins => "bulletins",
            Self::Upward => "upward",
        }
    }

    /// The name on its tab.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Files => "收件",
            Self::Offices => "上报情况",
            Self::Findings => "审核",
            Self::Returns => "退回",
            Self::Decisions => "特批和差额",
            Self::Tables => "报表",
            Self::Charts => "图",
            Self::Bulletins => "通报",
            Self::Upward => "上报",
        }
    }

    fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.key() == key)
    }
}

impl Page {
    /// A part of 汇总.
    pub(crate) const fn gather(part: GatherPart) -> Self {
        Self::Gather { part, item: None }
    }

    /// Something within a part of 汇总.
    pub(crate) fn gather_item(part: GatherPart, item: &str) -> Self {
        Self::Gather { part, item: Some(item.to_owned()) }
    }

    /// The grid of a form.
    pub(crate) fn fill(form: &str) -> Self {
        Self::Fill { form: form.to_owned(), at: None }
    }

    /// A cell in the grid of its form.
    pub(crate) fn cell(form: &str, key: &str, cell: &str) -> Self {
        Self::Fill { form: form.to_owned(), at: Some(CellName { key: key.to_owned(), cell: cell.to_owned() }) }
    }

    /// The page of one roster record.
    pub(crate) fn unit(roster: &str, key: &str) -> Self {
        Self::Unit { roster: roster.to_owned(), key: key.to_owned(), at: None }
    }

    /// A form of the handbook.
    pub(crate) fn scheme(form: &str) -> Self {
        Self::Scheme { form: Some(form.to_owned()), item: None }
    }

    /// A field or a rule in the handbook.
    pub(crate) fn scheme_item(form: &str, item: &str) -> Self {
        Self::Scheme { form: Some(form.to_owned()), item: Some(item.to_owned()) }
    }

    /// True for the pages that show the open work and nothing else.
    pub(crate) fn needs_work(&self) -> bool {
        matches!(
            self,
            Self::Fill { .. }
                | Self::Unit { .. }
                | Self::Admission(_)
                | Self::Projects(_)
                | Self::Project(_)
                | Self::Audit
                | Self::Returned
                | Self::Export
        )
    }

    /// True for the pages that are hung on a wall: on paper they stand alone.
    pub(crate) const fn is_wall(&self) -> bool {
        matches!(self, Self::Projects(ProjectPart::Wall) | Self::Project(_))
    }

    /// True for the bulletins: on paper they are a letter of the office.
    pub(crate) const fn is_letter(&self) -> bool {
        matches!(self, Self::Gather { part: GatherPart::Bulletins, .. })
    }

    /// Whether it names a cell, a field or a rule to stand on.
    pub(crate) fn names_a_place(&self) -> bool {
        matches!(
            self,
            Self::Fill { at: Some(_), .. } | Self::Unit { at: Some(_), .. } | Self::Scheme { item: Some(_), .. }
        )
    }

    /// The address, with its `#`.
    pub(crate) fn hash(&self) -> String {
        let parts: Vec<&str> = match self {
            Self::Home => vec![],
            Self::Begin => vec!["begin"],
            Self::Fill { form, at: None } => vec!["fill", form],
            Self::Fill { form, at: Some(at) } => vec!["fill", form, &at.key, &at.cell],
            Self::Unit { roster, key, at: None } => vec!["unit", roster, key],
            Self::Unit { roster, key, at: Some((form, cell)) } => vec!["unit", roster, key, form, cell],
            Self::Admission(part) => vec!["admission", part.key()],
            Self::Projects(part) => vec!["projects", part.key()],
            Self::Project(key) => vec!["project", key],
            Self::Audit => vec!["audit"],
            Self::Export => vec!["export"],
            Self::Returned => vec!["returned"],
            Self::Gather { part, item: None } => vec!["gather", part.key()],
            Self::Gather { part, item: Some(item) } => vec!["gather", part.key(), item],
            Self::Scheme { form: None, .. } => vec!["scheme"],
            Self::Scheme { form: Some(form), item: None } => vec!["scheme", form],
            Self::Scheme { form: Some(form), item: Some(item) } => vec!["scheme", form, item],
        };
        format!("#/{}", parts.join("/"))
    }

    /// The page of an address; 首页 for one that names none.
    pub(crate) fn from_hash(hash: &str) -> Self {
        let path = hash.trim_start_matches('#').trim_matches('/');
        let parts: Vec<&str> = path.split('/').collect();
        let own = |text: &str| text.to_owned();
        match parts.as_slice() {
            ["begin"] => Self::Begin,
            ["fill", form] => Self::fill(form),
            ["fill", form, key, cell] => Self::cell(form, key, cell),
            ["unit", roster, key] => Self::unit(roster, key),
            ["unit", roster, key, form, cell] => {
                Self::Unit { roster: own(roster), key: own(key), at: Some((own(form), own(cell))) }
            }
            ["admission", part] => AdmissionPart::from_key(part).map_or(Self::Home, Self::Admission),
            ["projects", part] => ProjectPart::from_key(part).map_or(Self::Home, Self::Projects),
            ["project", key] => Self::Project(own(key)),
            ["audit"] => Self::Audit,
            ["export"] => Self::Export,
            ["returned"] => Self::Returned,
            ["gather", part, rest @ ..] => {
                let item = rest.first().map(|item| own(item));
                GatherPart::from_key(part).map_or(Self::Home, |part| Self::Gather { part, item })
            }
            ["scheme"] => Self::Scheme { form: None, item: None },
            ["scheme", form] => Self::scheme(form),
            ["scheme", form, item] => Self::scheme_item(form, item),
            _ => Self::Home,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_comes_back_from_its_address() {
        for page in [
            Page::Home,
            Page::Begin,
            Page::fill("industry"),
            Page::cell("industry", "u001", "output.ytd"),
            Page::unit("units", "u001"),
            Page::Unit {
                roster: "units".into(),
                key: "u001".into(),
                at: Some(("industry".into(), "output.month".into())),
            },
            Page::Admission(AdmissionPart::Lists),
            Page::Projects(ProjectPart::Wall),
            Page::Project("p001".into()),
            Page::Audit,
            Page::Export,
            Page::Returned,
            Page::gather(GatherPart::Offices),
            Page::gather_item(GatherPart::Offices, "411425100"),
            Page::Scheme { form: None, item: None },
            Page::scheme("industry"),
            Page::scheme_item("industry", "R030"),
        ] {
            assert_eq!(Page::from_hash(&page.hash()), page);
        }
        assert_eq!(Page::from_hash("#/no/such/place"), Page::Home);
    }
}
