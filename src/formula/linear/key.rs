//! A name for an expression by what it says, wherever it stands: equal expressions have equal values.

use super::super::node::{Node, Place};
use std::fmt::Write;

pub(super) fn key(node: &Node) -> String {
    let mut out = String::new();
    write_key(node, &mut out);
    out
}

fn write_key(node: &Node, out: &mut String) {
    // Writing to a String cannot fail.
    let _never_fails = match node {
        Node::Const(value) => write!(out, "{value:?}"),
        Node::Cell(cell) => {
            place(cell.place, out);
            write!(out, "{}.{:?}", cell.field, cell.column)
        }
        Node::Months(cell, pick) => {
            place(cell.place, out);
            write!(out, "{}.{pick:?}", cell.field)
        }
        Node::Colour { place: at, reason } => {
            place(*at, out);
            write!(out, "colour {reason}")
        }
        Node::Member(from) => write!(out, "member {from:?}"),
        Node::Fact(fact) => write!(out, "{fact:?}"),
        Node::Reported { place: at, form } => {
            place(*at, out);
            write!(out, "reported {form}")
        }
        Node::Has(when) => write!(out, "has {when:?}"),
        Node::Negate(inner) => return group("-", [&**inner], out),
        Node::Not(inner) => return group("not", [&**inner], out),
        Node::Both(pair) => return group("and", pair.iter(), out),
        Node::Either(pair) => return group("or", pair.iter(), out),
        Node::Compare(op, pair) | Node::Arithmetic(op, pair, _) => return group(&format!("{op:?}"), pair.iter(), out),
        Node::Otherwise(pair) => return group("??", pair.iter(), out),
        Node::If(parts) => return group("if", parts.iter(), out),
        Node::In { item, list, negated } => {
            return group(if *negated { "not in" } else { "in" }, [&**item].into_iter().chain(list), out);
        }
        Node::Round { inner, places, scale, .. } => return group(&format!("round {places} {scale}"), [&**inner], out),
        Node::Call(what, args, _) => return group(&format!("{what:?}"), args.iter(), out),
        Node::Values(what, args, _) => return group(&format!("values {what:?}"), args.iter(), out),
        Node::Label(inner, _) => return group("label", [&**inner], out),
        Node::Rows(rows) => {
            let name = format!("rows {:?} {:?} {}", rows.what, rows.when, rows.form);
            group(&format!("{name} value"), rows.value.iter(), out);
            return group("where", rows.filter.iter(), out);
        }
        // What is not known here is equal to itself only.
        other => write!(out, "at {other:p}"),
    };
}

fn place(place: Place, out: &mut String) {
    let _never_fails = write!(out, "{place:?}.");
}

fn group<'a>(name: &str, parts: impl IntoIterator<Item = &'a Node>, out: &mut String) {
    out.push_str(name);
    out.push('(');
    for part in parts {
        write_key(part, out);
        out.push(';');
    }
    out.push(')');
}
