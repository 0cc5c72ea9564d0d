//! What the formula as a whole has to give.

use super::super::compile::Expect;
use super::super::error::{Problem, Wanted};
use super::super::ty::{Num, Ty};
use super::operator::unit_needed;
use super::{Checker, Typed};

impl Checker<'_> {
    pub(super) fn expected(&mut self, typed: Typed) -> Typed {
        match self.context.expect {
            Expect::Any => typed,
            Expect::Bool => self.wanted(typed, Wanted::Bool),
            Expect::AnyNumber => self.wanted(typed, Wanted::Number),
            Expect::Text => self.wanted(typed, Wanted::Text),
            Expect::Date => self.wanted(typed, Wanted::Date),
            Expect::Month => self.wanted(typed, Wanted::Month),
            Expect::Code(_) if typed.ty == Ty::Text => typed,
            Expect::Code(list) => self.wanted(typed, Wanted::Code(list)),
            Expect::Number(unit) => {
                let typed = self.wanted(typed, Wanted::Number);
                let Ty::Number(num) = typed.ty else { return typed };
                let wanted = Num::of(unit);
                match num.bare {
                    Some(_) if num.is_zero() => {}
                    Some(number) if !num.unit.same_dimension(unit) || wanted.wants_sign() => {
                        return self.fail(typed.span, unit_needed(number, unit));
                    }
                    _ if !num.unit.same_dimension(unit) => {
                        return self.fail(typed.span, Problem::WrongUnit { left: num.unit, right: unit });
                    }
                    _ => {}
                }
                Typed { ty: Ty::Number(Num { rounded: num.rounded, ..wanted }), ..typed }
            }
        }
    }
}
