//! Reads JavaScript just closely enough to tell code from strings, comments, templates and regular expressions, and
//! reports syntax that Chromium 78 cannot read, and code that would turn text into code.

use std::fmt;

/// One place that the page may not have.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Place {
    line: usize,
    what: &'static str,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "  line {}: {}", self.line, self.what)
    }
}

/// Every place in the script with syntax newer than Chromium 78, or that evaluates text.
pub(crate) fn unfit(script: &str) -> Vec<Place> {
    let mut reader = Reader {
        text: script.chars().collect(),
        at: 0,
        before: Before::Operator,
        parentheses: Vec::new(),
        braces: Vec::new(),
        places: Vec::new(),
    };
    while reader.step() {}
    reader.places
}

/// What came last, which decides whether a slash divides or opens a regular expression.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Value,
    Operator,
    /// `if`, `while`, `for`, `with`: a regular expression may follow their closing parenthesis.
    Condition,
    /// `static`, which with a brace is a static block.
    Static,
    /// `eval` or `Function`, which with a parenthesis turn text into code.
    Evaluator,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Brace {
    Block,
    /// `${` in a template: its closing brace goes back into the template.
    Template,
}

struct Reader {
    text: Vec<char>,
    at: usize,
    before: Before,
    /// For each open parenthesis: does it hold a condition?
    parentheses: Vec<bool>,
    braces: Vec<Brace>,
    places: Vec<Place>,
}

/// Words after which a slash opens a regular expression.
const PREFIX_WORDS: [&str; 14] = [
    "return",
    "typeof",
    "case",
    "in",
    "of",
    "delete",
    "void",
    "throw",
    "new",
    "instanceof",
    "else",
    "do",
    "yield",
    "await",
];

impl Reader {
    fn peek(&self, ahead: usize) -> char {
        self.text.get(self.at + ahead).copied().unwrap_or('\0')
    }

    fn starts_with(&self, what: &str) -> bool {
        what.chars().enumerate().all(|(index, character)| self.peek(index) == character)
    }

    fn report(&mut self, what: &'static str) {
        let line = 1 + self.text.iter().take(self.at).filter(|it| **it == '\n').count();
        self.places.push(Place { line, what });
    }

    /// Goes past one token; false at the end.
    fn step(&mut self) -> bool {
        let character = self.peek(0);
        match character {
            '\0' if self.at >= self.text.len() => return false,
            it if it.is_whitespace() => self.at += 1,
            '/' if self.peek(1) == '/' => self.skip_to("\n"),
            '/' if self.peek(1) == '*' => self.skip_to("*/"),
            '/' if self.before != Before::Value && self.regular_expression() => self.before = Before::Value,
            '"' | '\'' => self.string(character),
            '`' => {
                self.at += 1;
                self.template();
            }
            it if it.is_ascii_digit() || (it == '.' && self.peek(1).is_ascii_digit()) => self.number(),
            it if is_word(it) => self.word(),
            _ => self.punctuation(character),
        }
        true
    }

    fn skip_to(&mut self, end: &str) {
        self.at += 2;
        while self.at < self.text.len() && !self.starts_with(end) {
            self.at += 1;
        }
        self.at += end.len();
    }

    fn string(&mut self, quote: char) {
        self.at += 1;
        while self.at < self.text.len() && self.peek(0) != quote {
            self.at += if self.peek(0) == '\\' { 2 } else { 1 };
        }
        self.at += 1;
        self.before = Before::Value;
    }

    /// From inside a template to its end or to the next `${`.
    fn template(&mut self) {
        while self.at < self.text.len() {
            match self.peek(0) {
                '\\' => self.at += 2,
                '`' => {
                    self.at += 1;
                    self.before = Before::Value;
                    return;
                }
                '$' if self.peek(1) == '{' => {
                    self.at += 2;
                    self.braces.push(Brace::Template);
                    self.before = Before::Operator;
                    return;
                }
                _ => self.at += 1,
            }
        }
    }

    /// Goes past a regular expression; false, and stays, when the slash turns out to divide.
    fn regular_expression(&mut self) -> bool {
        let (mut ahead, mut in_class) = (1, false);
        loop {
            match self.peek(ahead) {
                '\0' | '\n' => return false,
                '\\' => ahead += 1,
                '[' => in_class = true,
                ']' => in_class = false,
                '/' if !in_class => break,
                _ => {}
            }
            ahead += 1;
        }
        self.at += ahead + 1;
        while is_word(self.peek(0)) {
            if matches!(self.peek(0), 'd' | 'v') {
                self.report("a regular expression with the flag d or v");
            }
            self.at += 1;
        }
        true
    }

    fn number(&mut self) {
        while is_word(self.peek(0)) || self.peek(0) == '.' {
            self.at += 1;
        }
        self.before = Before::Value;
    }

    fn word(&mut self) {
        let start = self.at;
        // After a dot any word is a name: `x.eval`, `x.static`.
        let is_member = start > 0 && self.text.get(start - 1) == Some(&'.');
        while is_word(self.peek(0)) {
            self.at += 1;
        }
        let word: String = self.text.iter().take(self.at).skip(start).collect();
        self.before = match word.as_str() {
            _ if is_member => Before::Value,
            "if" | "while" | "for" | "with" => Before::Condition,
            "static" => Before::Static,
            "eval" | "Function" => Before::Evaluator,
            it if PREFIX_WORDS.contains(&it) => Before::Operator,
            _ => Before::Value,
        };
    }

    fn punctuation(&mut self, character: char) {
        let newer = [("??=", "`??=`"), ("||=", "`||=`"), ("&&=", "`&&=`"), ("??", "`??`")];
        if let Some((token, what)) = newer.into_iter().find(|(token, _)| self.starts_with(token)) {
            self.report(what);
            self.at += token.len();
            self.before = Before::Operator;
            return;
        }
        match character {
            '?' if self.peek(1) == '.' && !self.peek(2).is_ascii_digit() => {
                self.report("`?.`");
                self.at += 1;
            }
            '#' if is_word(self.peek(1)) => self.report("a private name (`#…`)"),
            '{' if self.before == Before::Static => self.report("a `static` block"),
            '(' if self.before == Before::Evaluator => self.report("text turned into code (`eval` or `Function`)"),
            _ => {}
        }
        self.at += 1;
        self.before = match character {
            '(' => {
                self.parentheses.push(self.before == Before::Condition);
                Before::Operator
            }
            ')' if self.parentheses.pop() == Some(true) => Before::Operator,
            ')' | ']' => Before::Value,
            '{' => {
                self.braces.push(Brace::Block);
                Before::Operator
            }
            '}' if self.braces.pop() == Some(Brace::Template) => return self.template(),
            _ => Before::Operator,
        };
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$')
}

#[cfg(test)]
mod tests {
    use super::unfit;

    #[track_caller]
    fn finds(script: &str, what: &[&str]) {
        assert_eq!(unfit(script).iter().map(|place| place.what).collect::<Vec<_>>(), what, "{script}");
    }

    #[test]
    fn newer_syntax_is_found() {
        finds("a?.b; a?.[0]; a?.()", &["`?.`", "`?.`", "`?.`"]);
        finds("a ?? b; a ??= b; a ||= b; a &&= b", &["`??`", "`??=`", "`||=`", "`&&=`"]);
        finds("class A { #b = 1; static { this.c = 2 } }", &["a private name (`#…`)", "a `static` block"]);
        finds("/a/d.exec(b)", &["a regular expression with the flag d or v"]);
        finds("`${a?.b} ${`${c ?? d}`}`", &["`?.`", "`??`"]);
    }

    #[test]
    fn text_that_becomes_code_is_found() {
        let what = "text turned into code (`eval` or `Function`)";
        finds("eval('1'); new Function('return this')(); Function('x')", &[what, what, what]);
        finds("x instanceof Function; typeof Function; x.eval(1)", &[]);
    }

    #[test]
    fn what_only_looks_newer_is_left_alone() {
        finds("a?.5:b", &[]);
        finds(r#"'a?.b' + "a ?? b" + `a?.b \` ?? ` // a?.b"#, &[]);
        finds("/* a ??= b */ c", &[]);
        finds(r"x = /a?.b[/]??/g.test(y); return /\/??/; if (a) /#b/.test(c)", &[]);
        finds("a / b; (a) / b ; a[0] / b / c", &[]);
        finds("class A { static b() { return 1_000n ** 2n } }", &[]);
        finds("a ? .5 : b; a || b; a && b; a |= b; try { c } catch { d }", &[]);
    }

    #[test]
    fn the_line_is_told() {
        assert_eq!(unfit("a\n'\\\n'\nb?.c").first().unwrap().to_string(), "  line 4: `?.`");
    }
}
