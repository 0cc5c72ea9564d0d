//! Texts and codes: equal to a known one, or not.

use super::super::functions::What;
use super::super::node::Node;
use super::super::value::Value;
use super::case::{Case, MOST, Texts, both, either};
use super::sort::beyond_of;
use super::truth::{Reader, Sides, always};
use super::{Beyond, Mark, Term, other};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A text under a condition.
struct Worded {
    case: Case,
    text: Text,
}

#[derive(PartialEq)]
enum Text {
    Const(Arc<str>),
    Term(Term),
}

impl Reader<'_> {
    pub(super) fn same_text(&mut self, left: &Node, right: &Node) -> Option<Sides> {
        let mut sides = Sides { yes: Vec::new(), no: Vec::new() };
        let (left, right) = (self.text(left)?, self.text(right)?);
        for one in &left {
            for two in &right {
                let Some(case) = one.case.and(&two.case) else { continue };
                let found = match (&one.text, &two.text) {
                    (Text::Const(left), Text::Const(right)) => always(left == right),
                    (Text::Term(term), Text::Const(text)) | (Text::Const(text), Text::Term(term)) => {
                        let not = Texts::Not(BTreeSet::from([Arc::clone(text)]));
                        Sides {
                            yes: vec![Case::text(term.clone(), Texts::Is(Arc::clone(text)))],
                            no: vec![Case::text(term.clone(), not)],
                        }
                    }
                    (Text::Term(left), Text::Term(right)) if left == right => always(true),
                    (Text::Term(left), Text::Term(right)) => {
                        self.beyond.insert(Beyond::Text);
                        let (left, right) = if left < right { (left, right) } else { (right, left) };
                        let name = Term::Other(format!("{left:?}={right:?}").into());
                        let mark = |is| vec![Case::mark(Mark::Holds(name.clone()), is)];
                        Sides { yes: mark(true), no: mark(false) }
                    }
                };
                let with = |cases: &[Case]| both(std::slice::from_ref(&case), cases);
                sides.yes = either(sides.yes, with(&found.yes)?)?;
                sides.no = either(sides.no, with(&found.no)?)?;
            }
        }
        Some(sides)
    }

    fn text(&mut self, node: &Node) -> Option<Vec<Worded>> {
        let worded = match node {
            Node::Const(Value::Text(text)) => {
                vec![Worded { case: Case::default(), text: Text::Const(Arc::clone(text)) }]
            }
            Node::Cell(cell) => {
                if let Some(computed) = self.computed(cell, Self::text) {
                    return computed;
                }
                let term = self.term(cell, node);
                vec![Worded { case: Case::mark(Mark::Present(term.clone()), true), text: Text::Term(term) }]
            }
            Node::If(parts) => {
                let [condition, yes, no] = &**parts;
                let condition = self.truth(condition);
                let mut worded = under(&condition.yes, self.text(yes)?);
                worded.extend(under(&condition.no, self.text(no)?));
                worded
            }
            Node::Otherwise(pair) => {
                let [left, right] = &**pair;
                let mut worded = self.text(left)?;
                worded.extend(under(&self.missing(left), self.text(right)?));
                worded
            }
            Node::Months(..) => {
                vec![Worded { case: Case::mark(Mark::Present(other(node)), true), text: Text::Term(other(node)) }]
            }
            // Said of a cell, not worked out from its value.
            Node::Call(What::Absence, args, _) if matches!(&**args, [Node::Cell(_)]) => {
                vec![Worded { case: Case::mark(Mark::Present(other(node)), true), text: Text::Term(other(node)) }]
            }
            Node::Fact(_) => vec![Worded { case: Case::default(), text: Text::Term(other(node)) }],
            _ => {
                self.beyond.insert(beyond_of(node));
                let case = Case::mark(Mark::Present(other(node)), true);
                vec![Worded { case, text: Text::Term(other(node)) }]
            }
        };
        (worded.len() <= MOST).then_some(worded)
    }
}

/// The same under one of several further conditions.
fn under(conditions: &[Case], worded: Vec<Worded>) -> Vec<Worded> {
    let with = |condition: &Case, one: &Worded| {
        let text = match &one.text {
            Text::Const(text) => Text::Const(Arc::clone(text)),
            Text::Term(term) => Text::Term(term.clone()),
        };
        Some(Worded { case: condition.and(&one.case)?, text })
    };
    conditions.iter().flat_map(|condition| worded.iter().filter_map(|one| with(condition, one))).collect()
}
