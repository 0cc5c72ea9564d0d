//! The offices: every township of one real county, and a development zone with a code of the county's own.

use crate::workbook;

/// Where the county lies: code and name, nearest first.
pub(super) const PARENTS: [(&str, &str); 3] = [("410825", "温县"), ("410800", "焦作市"), ("410000", "河南省")];

/// One office and how much there is in it.
#[derive(Debug)]
pub(super) struct Office {
    /// Real division code, or a custom one.
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    /// What firms there put into their names.
    pub(super) short: &'static str,
    /// The first nine digits of the division codes of what lies in it: its own, but for the development zone.
    pub(super) ground: &'static [&'static str],
    /// Units of [`super::line::Trade::ALL`], in that order.
    pub(super) units: [usize; 8],
    pub(super) projects: usize,
}

/// All twelve. The divisions are those of the public list of 2025; the zone is invented and lies in three of them.
pub(super) static OFFICES: [Office; 12] = [
    office("410825001", "温泉街道", "温泉", &["410825001"], [6, 6, 5, 8, 3, 5, 4, 6], 6),
    office("410825002", "岳村街道", "岳村", &["410825002"], [8, 4, 3, 5, 2, 3, 3, 4], 5),
    office("410825003", "张羌街道", "张羌", &["410825003"], [9, 3, 3, 4, 2, 2, 3, 3], 5),
    office("410825004", "黄河街道", "黄河", &["410825004"], [8, 4, 3, 4, 1, 2, 2, 3], 5),
    office("410825101", "祥云镇", "祥云", &["410825101"], [10, 2, 2, 3, 0, 1, 0, 1], 4),
    office("410825102", "番田镇", "番田", &["410825102"], [14, 1, 1, 2, 0, 1, 0, 1], 5),
    office("410825104", "黄庄镇", "黄庄", &["410825104"], [9, 2, 1, 2, 0, 1, 1, 1], 4),
    office("410825106", "赵堡镇", "赵堡", &["410825106"], [10, 1, 1, 2, 2, 1, 0, 1], 4),
    office("410825108", "武德镇", "武德", &["410825108"], [8, 2, 1, 2, 0, 1, 0, 1], 3),
    office("410825201", "招贤乡", "招贤", &["410825201"], [9, 1, 1, 1, 0, 1, 0, 0], 3),
    office("410825203", "北冷乡", "北冷", &["410825203"], [8, 1, 1, 1, 0, 0, 0, 1], 2),
    office("410825401", "沁南产业开发区", "沁南", &ZONE, [41, 3, 3, 1, 2, 0, 2, 3], 14),
];

/// Where the development zone lies.
const ZONE: [&str; 3] = ["410825002", "410825004", "410825106"];

const fn office(
    code: &'static str,
    name: &'static str,
    short: &'static str,
    ground: &'static [&'static str],
    units: [usize; 8],
    projects: usize,
) -> Office {
    Office { code, name, short, ground, units, projects }
}

impl Office {
    /// As it stands in files.
    pub(super) fn named(&self) -> workbook::Office {
        let place = |(code, name): (&str, &str)| workbook::Place { code: code.to_owned(), name: name.to_owned() };
        workbook::Office {
            code: self.code.to_owned(),
            name: self.name.to_owned(),
            parents: PARENTS.map(place).to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::division;

    #[test]
    fn twelve_offices_with_300_units_and_60_projects() {
        assert_eq!(OFFICES.iter().flat_map(|office| office.units).sum::<usize>(), 300);
        assert_eq!(OFFICES.iter().map(|office| office.projects).sum::<usize>(), 60);
        for office in &OFFICES {
            let name = division::find(office.code).map(|found| found.name);
            let zone = office.ground.len() > 1;
            assert_eq!(name, (!zone).then_some(office.name), "{}", office.code);
            assert!(office.ground.iter().all(|code| division::find(code).is_some()), "{}", office.name);
        }
    }
}
