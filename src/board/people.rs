//! Who answers for what (四定, 包保): a list for each leader, person and responsible unit.

use std::collections::BTreeMap;

use super::problem::{Problem, ProblemState};
use super::project::ProjectLine;

/// As whom somebody answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 包保领导.
    Leader,
    /// 责任人.
    Person,
    /// 责任单位.
    Unit,
}

impl Role {
    pub const ALL: [Self; 3] = [Self::Leader, Self::Person, Self::Unit];

    pub const fn label(self) -> &'static str {
        match self {
            Self::Leader => "包保领导",
            Self::Person => "责任人",
            Self::Unit => "责任单位",
        }
    }
}

/// What one person or unit answers for.
#[derive(Debug, Clone, PartialEq)]
pub struct Duty<'a> {
    pub name: String,
    pub projects: Vec<&'a ProjectLine>,
    /// Open ones, those past their day first.
    pub problems: Vec<&'a Problem>,
}

/// The duties of everybody in a role who answers for something, those with most that is overdue first, then by name.
pub fn duties<'a>(role: Role, projects: &'a [ProjectLine], problems: &'a [Problem]) -> Vec<Duty<'a>> {
    let mut all: BTreeMap<&str, Duty<'a>> = BTreeMap::new();
    let blank = |name: &str| Duty { name: name.to_owned(), projects: Vec::new(), problems: Vec::new() };
    for project in projects {
        let name = match role {
            Role::Leader => &project.leader,
            Role::Person => &project.duty_person,
            Role::Unit => &project.duty_unit,
        };
        if !name.is_empty() {
            all.entry(name).or_insert_with(|| blank(name)).projects.push(project);
        }
    }
    for problem in problems.iter().filter(|problem| problem.state != ProblemState::Closed) {
        let name = match role {
            Role::Leader => &problem.leader,
            Role::Person => &problem.person,
            Role::Unit => &problem.unit,
        };
        if !name.is_empty() {
            all.entry(name).or_insert_with(|| blank(name)).problems.push(problem);
        }
    }
    let mut all: Vec<Duty<'a>> = all.into_values().collect();
    for duty in &mut all {
        duty.problems.sort_by_key(|problem| problem.state);
    }
    let overdue = |duty: &Duty<'_>| duty.problems.iter().filter(|one| one.state == ProblemState::Overdue).count();
    all.sort_by_key(|duty| std::cmp::Reverse(overdue(duty)));
    all
}
