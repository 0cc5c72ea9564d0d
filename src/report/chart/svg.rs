//! The little of SVG that charts need.

use crate::number::Decimal;
use crate::report::xlsx::display_width;
use rust_decimal::prelude::ToPrimitive;
use std::fmt::Write;

/// Width of a chart that says no other.
pub(super) const WIDTH: i64 = 720;
/// Height of a line of text.
pub(super) const LINE: i64 = 22;
/// Size of texts; a Chinese character is as wide.
pub(super) const SIZE: i64 = 14;

pub(super) const INK: &str = "#1f2933";
pub(super) const QUIET: &str = "#52606d";
pub(super) const RULE: &str = "#c8d0d9";
pub(super) const ACCENT: &str = "#15477e";
pub(super) const PAPER: &str = "#ffffff";
pub(super) const HARD: &str = "#a61b1b";

/// A drawing while it is made.
pub(super) struct Svg {
    id: String,
    body: String,
    width: i64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a bar is filled: each can be told from the others on grey paper.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fill {
    Solid,
    /// Lines from lower left to upper right.
    Hatched,
    /// Dots.
    Dotted,
}

impl Fill {
    const ALL: [Self; 3] = [Self::Solid, Self::Hatched, Self::Dotted];

    const fn name(self) -> &'static str {
        match self {
            Self::Solid => "solid",
            Self::Hatched => "hatched",
            Self::Dotted => "dotted",
        }
    }

    pub(super) const fn line(self) -> &'static str {
        if matches!(self, Self::Dotted) { HARD } else { ACCENT }
    }
}

impl Svg {
    /// `id` tells the drawings of one page apart; only its letters and digits count.
    pub(super) fn new(id: &str) -> Self {
        let id = id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        Self { id, body: String::new(), width: WIDTH }
    }

    /// As wide as said.
    pub(super) fn of_width(self, width: i64) -> Self {
        Self { width, ..self }
    }

    pub(super) fn rect(&mut self, (x, y): (i64, i64), (width, height): (i64, i64), fill: &str, line: &str) {
        let _written = write!(
            self.body,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\" fill=\"{fill}\" stroke=\"{line}\"/>",
            width.max(0),
            height.max(0)
        );
    }

    pub(super) fn bar(&mut self, at: (i64, i64), size: (i64, i64), fill: Fill) {
        let paint = match fill {
            Fill::Solid => ACCENT.to_owned(),
            other => format!("url(#{}-{})", self.id, other.name()),
        };
        self.rect(at, size, &paint, fill.line());
    }

    pub(super) fn line(&mut self, (x1, y1): (i64, i64), (x2, y2): (i64, i64), colour: &str, dashed: bool) {
        let dash = if dashed { " stroke-dasharray=\"5 4\"" } else { "" };
        let _written =
            write!(self.body, "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"{colour}\"{dash}/>");
    }

    pub(super) fn path(&mut self, path: &str, fill: &str, line: &str) {
        let _written = write!(self.body, "<path d=\"{path}\" fill=\"{fill}\" stroke=\"{line}\" stroke-width=\"2\"/>");
    }

    pub(super) fn text(&mut self, (x, y): (i64, i64), anchor: Anchor, text: &str) {
        self.styled((x, y), anchor, INK, false, text);
    }

    pub(super) fn styled(&mut self, (x, y): (i64, i64), anchor: Anchor, colour: &str, bold: bool, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = if bold { " font-weight=\"bold\"" } else { "" };
        let text = escaped(text);
        let _written = write!(self.body, "<text x=\"{x}\" y=\"{y}\" fill=\"{colour}\"{anchor}{weight}>{text}</text>");
    }

    /// Fills with their words, one after the other.
    pub(super) fn legend(&mut self, (x, y): (i64, i64), entries: &[(Fill, &str)]) {
        let mut x = x;
        for (fill, words) in entries {
            self.bar((x, y - 11), (22, 12), *fill);
            self.styled((x + 28, y), Anchor::Start, QUIET, false, words);
            x += 28 + text_width(words) + 24;
        }
    }

    /// The element, with a title and a description for those who do not see it.
    pub(super) fn finish(self, title: &str, summary: &str, height: i64) -> String {
        let Self { id, body, width } = self;
        let (title, summary) = (escaped(title), escaped(summary));
        let patterns: String = Fill::ALL
            .into_iter()
            .filter(|fill| body.contains(&format!("url(#{id}-{})", fill.name())))
            .map(|fill| pattern(&id, fill))
            .collect();
        let patterns = if patterns.is_empty() { patterns } else { format!("<defs>{patterns}</defs>") };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" \
             viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-size=\"{SIZE}\" \
             font-family=\"Microsoft YaHei, PingFang SC, Noto Sans CJK SC, WenQuanYi Micro Hei, SimSun, sans-serif\">\
             <title id=\"{id}-title\">{title}</title><desc id=\"{id}-desc\">{summary}</desc>{patterns}{body}</svg>"
        )
    }
}

fn pattern(id: &str, fill: Fill) -> String {
    let (name, colour) = (fill.name(), fill.line());
    let (size, shape) = match fill {
        Fill::Dotted => (6, format!("<circle cx=\"3\" cy=\"3\" r=\"1.6\" fill=\"{colour}\"/>")),
        _ => (8, format!("<path d=\"M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6\" stroke=\"{colour}\" stroke-width=\"2\"/>")),
    };
    format!(
        "<pattern id=\"{id}-{name}\" width=\"{size}\" height=\"{size}\" patternUnits=\"userSpaceOnUse\">\
         <rect width=\"{size}\" height=\"{size}\" fill=\"{PAPER}\"/>{shape}</pattern>"
    )
}

fn escaped(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !c.is_control()).collect();
    plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// About how wide a text is drawn.
pub(super) fn text_width(text: &str) -> i64 {
    i64::try_from(display_width(text)).unwrap_or(0) * SIZE * 11 / 20
}

/// As much of a text as fits, with … where something was cut off.
pub(super) fn fitting(text: &str, width: i64) -> String {
    if text_width(text) <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if text_width(&kept) > width - SIZE {
            kept.pop();
            break;
        }
    }
    kept + "…"
}

/// A text in at most so many lines, with … where something was cut off.
pub(super) fn wrapped(text: &str, width: i64, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() && lines.len() < most {
        if lines.len() + 1 == most {
            lines.push(fitting(rest, width));
            break;
        }
        let mut end = 0;
        let mut taken = 0;
        for (at, c) in rest.char_indices() {
            taken += text_width(c.encode_utf8(&mut [0; 4]));
            // A line does not start with a full stop.
            if taken > width && !"，。；：、）”".contains(c) {
                break;
            }
            end = at + c.len_utf8();
        }
        let (line, after) = rest.split_at(whole_figure(rest, end).max(rest.chars().next().map_or(0, char::len_utf8)));
        lines.push(line.to_owned());
        rest = after;
    }
    lines
}

/// Where a line of `text` ends at or before `end`, so that no figure or Latin word is torn.
fn whole_figure(text: &str, end: usize) -> usize {
    let (line, after) = text.split_at(end);
    let is_part = |c: char| c.is_ascii() && !c.is_ascii_whitespace();
    if !after.starts_with(is_part) {
        return end;
    }
    let kept = line.trim_end_matches(is_part).len();
    if kept == 0 { end } else { kept }
}

/// How many of `length` pixels a value takes when `whole` takes them all.
pub(super) fn pixels(value: Decimal, whole: Decimal, length: i64) -> i64 {
    let share = value.checked_div(whole).and_then(|share| share.checked_mul(Decimal::from(length)));
    share.map(|share| share.round()).and_then(|share| share.to_i64()).unwrap_or(0)
}
