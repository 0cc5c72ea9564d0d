//! In which order computed fields are computed.

use super::data::When;
use super::reads::Read;
use super::world::{FieldId, FormId};
use crate::measure::Column;
use std::collections::HashMap;

/// One computed cell of a form, and what its formula reads.
#[derive(Debug, Clone, Copy)]
pub struct Computed<'a> {
    pub form: FormId,
    pub field: FieldId,
    pub column: Column,
    pub reads: &'a [Read],
}

/// The positions of `all` in an order in which everything comes after what it reads; otherwise as given.
///
/// Earlier files are no obstacle: their values are there already.
///
/// # Errors
/// The cycles, each as positions of which every one reads the next and the last reads the first. Each position is in one
/// of them at most; breaking them may bring up further ones.
pub fn order(all: &[Computed<'_>]) -> Result<Vec<usize>, Vec<Vec<usize>>> {
    let by_cell: HashMap<(FormId, FieldId, Column), usize> =
        all.iter().enumerate().map(|(at, one)| ((one.form, one.field, one.column), at)).collect();
    let needs: Vec<Vec<usize>> = all
        .iter()
        .map(|one| {
            let current = one.reads.iter().filter_map(|read| match read {
                Read::Cell { when: When::Now, form, field, column, .. } => by_cell.get(&(*form, *field, *column)),
                _ => None,
            });
            current.copied().collect()
        })
        .collect();
    let mut walk = Walk { state: vec![State::New; all.len()], order: Vec::new(), cycles: Vec::new() };
    for start in 0..all.len() {
        walk.from(start, &needs);
    }
    if walk.cycles.is_empty() { Ok(walk.order) } else { Err(walk.cycles) }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    OnPath,
    Done,
}

struct Walk {
    state: Vec<State>,
    order: Vec<usize>,
    cycles: Vec<Vec<usize>>,
}

impl Walk {
    /// Depth first, with a stack of its own so that a long chain of fields is no danger.
    fn from(&mut self, start: usize, needs: &[Vec<usize>]) {
        if self.state_of(start) != State::New {
            return;
        }
        // Each with how many of its needs were followed.
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        self.set(start, State::OnPath);
        while let Some((at, followed)) = path.last_mut() {
            let (here, next) = (*at, needs.get(*at).and_then(|needs| needs.get(*followed)).copied());
            *followed += 1;
            match next {
                None => {
                    self.set(here, State::Done);
                    self.order.push(here);
                    path.pop();
                }
                Some(next) => match self.state_of(next) {
                    State::New => {
                        self.set(next, State::OnPath);
                        path.push((next, 0));
                    }
                    State::OnPath => self.cycle(&path, next),
                    State::Done => {}
                },
            }
        }
    }

    fn cycle(&mut self, path: &[(usize, usize)], back_to: usize) {
        let cycle: Vec<usize> = path.iter().map(|(at, _)| *at).skip_while(|at| *at != back_to).collect();
        if !self.cycles.iter().flatten().any(|known| cycle.contains(known)) {
            self.cycles.push(cycle);
        }
    }

    fn state_of(&self, at: usize) -> State {
        self.state.get(at).copied().unwrap_or(State::Done)
    }

    fn set(&mut self, at: usize, to: State) {
        if let Some(state) = self.state.get_mut(at) {
            *state = to;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::reads::Reach;
    use super::*;

    /// Computed cells that read each other by position, now or in the last period.
    fn check(edges: &[(&[usize], &[usize])]) -> Result<Vec<usize>, Vec<Vec<usize>>> {
        let read = |when, at: usize| {
            let field = FieldId::at(at);
            Read::Cell { when, reach: Reach::Own, form: FormId(0), field, column: Column::Plain }
        };
        let reads: Vec<Vec<Read>> = edges
            .iter()
            .map(|(now, before)| {
                let now = now.iter().map(|at| read(When::Now, *at));
                now.chain(before.iter().map(|at| read(When::Prev, *at))).collect()
            })
            .collect();
        let all: Vec<Computed<'_>> = reads
            .iter()
            .enumerate()
            .map(|(at, reads)| Computed { form: FormId(0), field: FieldId::at(at), column: Column::Plain, reads })
            .collect();
        order(&all)
    }

    #[test]
    fn what_is_read_comes_first_and_cycles_are_named() {
        assert_eq!(check(&[]), Ok(vec![]));
        assert_eq!(check(&[(&[], &[]), (&[], &[])]), Ok(vec![0, 1]));
        assert_eq!(check(&[(&[1, 2], &[]), (&[2], &[]), (&[], &[])]), Ok(vec![2, 1, 0]));
        assert_eq!(check(&[(&[9], &[0, 1]), (&[], &[0])]), Ok(vec![0, 1]), "last period is no obstacle");
        assert_eq!(check(&[(&[0], &[])]), Err(vec![vec![0]]));
        assert_eq!(check(&[(&[1], &[]), (&[2], &[]), (&[1], &[]), (&[3], &[])]), Err(vec![vec![1, 2], vec![3]]));
    }

    #[test]
    fn a_long_chain_is_no_danger() {
        let needs: Vec<Vec<usize>> = (0..5_000).map(|at| if at + 1 < 5_000 { vec![at + 1] } else { vec![] }).collect();
        let edges: Vec<(&[usize], &[usize])> = needs.iter().map(|needs| (needs.as_slice(), [].as_slice())).collect();
        assert_eq!(check(&edges), Ok((0..5_000).rev().collect()));
    }
}
