//! Reading what people type: tolerant about how a figure is written, strict about what is one.

use super::problem::NumberProblem;
use super::unit::Unit;
use rust_decimal::Decimal;

/// The most significant digits a figure may have, so that every JSON reader gets it exactly.
///
/// # Source
/// RFC 8259 §6: IEEE 754 doubles keep 15 significant decimal digits.
pub const MAX_DIGITS: usize = 15;

/// A figure that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    pub value: Decimal,
    /// Decimal places that matter: trailing zeros do not count.
    pub places: u32,
}

/// Reads a figure as people type it.
///
/// Accepted: full-width digits, points, commas and signs; spaces around; thousands separated by commas or spaces, if
/// every group is complete; a leading `+` or `-`; `.5`, `5.`, leading and trailing zeros.
///
/// # Missing values
/// An empty text is [`NumberProblem::Empty`]; callers who hold empty cells to be missing look for that first.
///
/// # Example
/// ```
/// use sishang::number::{NumberProblem, canonical, read};
/// assert_eq!(canonical(read("　－１，２３４.50 ").unwrap().value), "-1234.5");
/// assert_eq!(read("—"), Err(NumberProblem::DashOnly));
/// ```
pub fn read(text: &str) -> Result<Reading, NumberProblem> {
    let plain: String = text.chars().map(half_width).collect();
    let plain = plain.trim();
    if plain.is_empty() {
        return Err(NumberProblem::Empty);
    }
    match decimal(plain) {
        Ok(value) => Ok(Reading { value, places: value.scale() }),
        Err(simple) => Err(diagnose(plain).unwrap_or(simple)),
    }
}

/// Full-width forms, the various minus signs and the various spaces, as their plain counterparts.
fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '−' | '﹣' => '-',
        c if c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}') => ' ',
        other => other,
    }
}

/// Sign, digits with whole groups, at most one point.
fn decimal(plain: &str) -> Result<Decimal, NumberProblem> {
    let (negative, unsigned) = match plain.strip_prefix(['+', '-']) {
        Some(rest) => (plain.starts_with('-'), rest.trim_start()),
        None => (false, plain),
    };
    if let Some(character) = unsigned.chars().find(|c| !c.is_ascii_digit() && !matches!(c, '.' | ',' | ' ')) {
        return Err(if unsigned.chars().all(is_dash) {
            NumberProblem::DashOnly
        } else {
            NumberProblem::NotANumber { character }
        });
    }
    let mut halves = unsigned.split('.');
    let whole = halves.next().unwrap_or_default();
    let fraction = halves.next().unwrap_or_default();
    if halves.next().is_some() {
        return Err(NumberProblem::SeveralPoints);
    }
    let whole = ungrouped(whole).ok_or(NumberProblem::Grouping)?;
    if !fraction.chars().all(|c| c.is_ascii_digit()) {
        return Err(NumberProblem::Grouping);
    }
    if whole.is_empty() && fraction.is_empty() {
        return Err(if unsigned.is_empty() {
            NumberProblem::DashOnly
        } else {
            NumberProblem::NotANumber { character: '.' }
        });
    }
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let digits = if whole.is_empty() { fraction.trim_start_matches('0').len() } else { whole.len() + fraction.len() };
    if digits > MAX_DIGITS || fraction.len() > 20 {
        return Err(NumberProblem::TooManyDigits { digits: digits.max(fraction.len()) });
    }
    let value: Decimal =
        format!("0{whole}.{fraction}0").parse().map_err(|_| NumberProblem::TooManyDigits { digits })?;
    let value = value.normalize();
    Ok(if negative && !value.is_zero() { -value } else { value })
}

/// The digits of the whole part; `None` if separators do not stand before groups of three.
fn ungrouped(whole: &str) -> Option<String> {
    let separators = whole.chars().filter(|c| matches!(c, ',' | ' ')).count();
    if separators > 0 {
        let mut groups = whole.split([',', ' ']);
        let first = groups.next()?;
        if first.is_empty() || first.len() > 3 || groups.any(|group| group.len() != 3) {
            return None;
        }
    }
    Some(whole.chars().filter(char::is_ascii_digit).collect())
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '—' | '–' | '―' | '─' | '一' | '_' | '/')
}

/// A closer look at what was refused, for a message that helps.
fn diagnose(plain: &str) -> Option<NumberProblem> {
    if plain.chars().all(is_dash) {
        return Some(NumberProblem::DashOnly);
    }
    if is_date(plain) {
        return Some(NumberProblem::Date);
    }
    if let Some(rest) = plain.strip_prefix(is_dash)
        && let Ok(value) = decimal(rest.trim_start_matches(is_dash))
        && value > Decimal::ZERO
    {
        return Some(NumberProblem::DashBefore { suggested: -value });
    }
    if let Some(inner) = plain.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))
        && let Ok(value) = decimal(inner)
    {
        return Some(NumberProblem::Bracketed { suggested: -value });
    }
    if let Some(problem) = exponent(plain) {
        return Some(problem);
    }
    let written = plain.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '+' | '-'));
    let number = plain.strip_suffix(written)?;
    if let Ok(number) = decimal(number.trim()) {
        if let Some(problem) = with_unit(number, written) {
            return Some(problem);
        }
    } else if written.chars().all(|c| "零〇一二三四五六七八九十百千万亿两点".contains(c)) && !written.is_empty()
    {
        return Some(NumberProblem::ChineseNumeral);
    }
    let formula = plain.starts_with('=')
        || (plain.chars().any(|c| c.is_ascii_digit())
            && plain.chars().skip(1).any(|c| matches!(c, '+' | '*' | '-' | '/'))
            && plain.chars().all(|c| c.is_ascii_digit() || " .,+-*/()".contains(c)));
    formula.then_some(NumberProblem::Formula)
}

fn with_unit(number: Decimal, written: &str) -> Option<NumberProblem> {
    let multiple = match written {
        "万" => Some(10_000),
        "亿" => Some(100_000_000),
        "千" => Some(1_000),
        "百万" => Some(1_000_000),
        "千万" => Some(10_000_000),
        _ => None,
    };
    let unit = Unit::parse(written).ok();
    if multiple.is_none() && unit.is_none() {
        return None;
    }
    let scale = multiple.map(Decimal::from).or(unit.map(Unit::scale))?;
    let unit = if multiple.is_some() { None } else { unit };
    Some(NumberProblem::UnitInCell { number, written: written.to_owned(), meaning: number.checked_mul(scale), unit })
}

fn exponent(plain: &str) -> Option<NumberProblem> {
    let (mantissa, power) = plain.split_once(['e', 'E'])?;
    let mantissa = decimal(mantissa).ok()?;
    let power: i8 = power.parse().ok()?;
    let ten = Decimal::TEN;
    let scaled = (0..power.unsigned_abs())
        .try_fold(mantissa, |value, _| if power < 0 { value.checked_div(ten) } else { value.checked_mul(ten) });
    // Only a suggestion that would itself be accepted.
    let suggested = scaled.filter(|value| decimal(&value.normalize().to_string()).is_ok());
    Some(NumberProblem::Exponent { suggested })
}

/// `2026-10`, `2026/10/1`, `2026.10.1`, `2026年10月`, `2026年10月1日`.
fn is_date(plain: &str) -> bool {
    let mut parts: Vec<&str> = plain.split(['-', '/', '.', '年', '月', '日', ' ', ':']).collect();
    while parts.last() == Some(&"") {
        parts.pop();
    }
    let [year, rest @ ..] = parts.as_slice() else { return false };
    let separated = rest.len() >= 2 || plain.contains(['-', '/', '年']);
    let plausible = |part: &&str| part.len() <= 2 && part.parse::<u8>().is_ok_and(|part| part <= 59);
    let century = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
    let month = rest.first().is_some_and(|month| month.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month)));
    century && separated && month && year.bytes().all(|byte| byte.is_ascii_digit()) && rest.iter().all(plausible)
}

#[cfg(test)]
mod tests;
