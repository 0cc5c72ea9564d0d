//! `sishang scheme` and `sishang schema`.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sishang::exchange::FileKind;
use sishang::message::lint as words;
use sishang::scheme::lint::{self, Lint, Warning};
use sishang::scheme::{BUILTIN, CompiledScheme, SchemeError, SourceDoc, builtin, handbook, handbook_of, rule_lines};

use super::args::{Format, Options};
use super::files::{self, SchemeProblem};
use super::output::{Outcome, Output};

/// Says on stderr why a scheme cannot be used.
pub(crate) fn tell_scheme_problem(problem: &SchemeProblem, output: &mut Output) {
    match problem {
        SchemeProblem::Unreadable(why) => output.message(why),
        SchemeProblem::Wrong(errors) => {
            for error in errors {
                output.message(&error.to_string());
            }
            output.message(&format!("报表制度有 {} 处错误，没有使用", errors.len()));
        }
    }
}

/// Checks scheme files, each by itself; mistakes are the result, and so are rules that do not go together.
pub(crate) fn check(options: &Options, output: &mut Output) -> Outcome {
    let mut outcome = Outcome::Good;
    let mut list = Vec::new();
    if options.builtin {
        let lint = lint::lint(&builtin());
        told("自带的报表制度", &builtin(), &lint, BUILTIN, options.format, &mut list, output);
    }
    for path in &options.files {
        let read = files::scheme_text(path).and_then(|file| Ok((files::scheme_of(&file)?, file)));
        match read {
            Ok((scheme, file)) => {
                let base = builtin();
                let lint = if scheme.based_on.as_deref() == Some(base.tag().as_str()) {
                    lint::lint_only(&scheme, &lint::changed_rules(&scheme, &base))
                } else {
                    lint::lint(&scheme)
                };
                let mut documents = BUILTIN.to_vec();
                documents.push(SourceDoc { name: &file.name, text: &file.text });
                told(&path.display().to_string(), &scheme, &lint, &documents, options.format, &mut list, output);
            }
            Err(SchemeProblem::Unreadable(why)) => {
                outcome = Outcome::Findings;
                output.message(&why);
            }
            Err(SchemeProblem::Wrong(errors)) => {
                outcome = Outcome::Findings;
                if options.format == Format::Text {
                    for error in &errors {
                        output.result(&format!("{error}\n"));
                    }
                    output.message(&format!("{}：{} 处错误", path.display(), errors.len()));
                }
                list.extend(errors.iter().map(error_json));
            }
        }
    }
    if options.format == Format::Json {
        print_json(&Value::Array(list), output);
    }
    outcome
}

/// What there is to say of a scheme without mistakes.
fn told(
    name: &str,
    scheme: &CompiledScheme,
    lint: &Lint,
    documents: &[SourceDoc<'_>],
    format: Format,
    list: &mut Vec<Value>,
    output: &mut Output,
) {
    let lines = if lint.warnings.is_empty() { BTreeMap::new() } else { rule_lines(documents) };
    if format == Format::Json {
        list.extend(lint.warnings.iter().map(|warning| warning_json(scheme, warning, &lines)));
        return;
    }
    let (forms, rules) = (scheme.forms.len(), scheme.rules.len());
    output.result(&format!("{name}：没有错误；{} {}，{forms} 张表，{rules} 条审核关系\n", scheme.name, scheme.tag()));
    for warning in &lint.warnings {
        let place = lines
            .get(&scheme[warning.rule].id)
            .map(|(file, line)| format!("{file} 第 {line} 行："))
            .unwrap_or_default();
        output.result(&format!("提醒：{place}{}\n", words::sentence(scheme, warning)));
    }
    if lint.judged.rules > 0 {
        output.result(&format!("推断审核关系：{}\n", words::judged(&lint.judged)));
        for line in words::not_judged(scheme, lint) {
            output.result(&format!("  推断不全：{line}\n"));
        }
    }
}

fn warning_json(scheme: &CompiledScheme, warning: &Warning, lines: &BTreeMap<String, (String, usize)>) -> Value {
    let rule = &scheme[warning.rule];
    let (file, line) = lines.get(&rule.id).cloned().unwrap_or_default();
    json!({
        "severity": "warning",
        "file": file,
        "line": line,
        "kind": warning.kind.key(),
        "rule": rule.id,
        "other": warning.other.map(|other| scheme[other].id.clone()),
        "message": words::sentence(scheme, warning),
    })
}

fn error_json(error: &SchemeError) -> Value {
    json!({
        "severity": "error",
        "file": error.file,
        "line": error.line,
        "column": error.column,
        "excerpt": error.excerpt,
        "message": error.sentence(),
    })
}

/// Prints a scheme readably.
pub(crate) fn show(options: &Options, output: &mut Output) -> Outcome {
    let scheme = match files::scheme(options.scheme.as_deref()) {
        Ok(scheme) => scheme,
        Err(problem) => {
            tell_scheme_problem(&problem, output);
            return Outcome::Findings;
        }
    };
    let mut forms = Vec::new();
    for key in &options.forms {
        let Some(form) = scheme.form(key) else {
            let known: Vec<&str> = scheme.forms.iter().map(|form| form.key.as_str()).collect();
            output.message(&format!("没有叫“{key}”的表，有的是 {}", known.join("、")));
            return Outcome::Usage;
        };
        forms.push(form);
    }
    let book = if forms.is_empty() { handbook(&scheme) } else { handbook_of(&scheme, &forms) };
    match options.format {
        Format::Text | Format::Markdown => output.result(&book.markdown()),
        Format::Html => output.result(&book.html()),
        Format::Json => print_json(&forms_json(&scheme), output),
    }
    Outcome::Good
}

/// Prints the JSON Schema of one kind of our files.
pub(crate) fn schema(options: &Options, output: &mut Output) -> Outcome {
    let kind = options.of.unwrap_or(FileKind::Submission);
    with_scheme(options, output, |scheme, output| print_json(&kind.schema(scheme), output))
}

fn with_scheme(options: &Options, output: &mut Output, then: impl FnOnce(&CompiledScheme, &mut Output)) -> Outcome {
    match files::scheme(options.scheme.as_deref()) {
        Ok(scheme) => {
            then(&scheme, output);
            Outcome::Good
        }
        Err(problem) => {
            tell_scheme_problem(&problem, output);
            Outcome::Findings
        }
    }
}

fn print_json(json: &Value, output: &mut Output) {
    output.result(&serde_json::to_string_pretty(json).unwrap_or_default());
    output.result("\n");
}

fn forms_json(scheme: &CompiledScheme) -> Value {
    let forms = scheme.forms.iter().map(|form| {
        let fields = form.fields.iter().map(|field| {
            json!({
                "key": field.key, "code": field.code, "label": field.label, "unit": field.unit,
                "measure": field.measure.key(), "type": field.kind.key(), "required": field.required,
                "computed": field.is_computed(), "when": field.when,
                "columns": field.columns().iter().map(|column| column.key()).collect::<Vec<_>>(),
            })
        });
        json!({
            "key": form.key, "number": form.number, "label": form.label,
            "kind": form.kind.key(),
            "fields": fields.collect::<Vec<_>>(),
        })
    });
    let rules = scheme.rules.iter().map(|rule| {
        json!({
            "id": rule.id, "name": rule.name, "severity": rule.severity.key(), "when": rule.when, "check": rule.check,
            "message": rule.message, "why": rule.why, "source": rule.source,
        })
    });
    json!({
        "id": scheme.id, "edition": scheme.edition, "name": scheme.name, "digest": scheme.digest(),
        "forms": forms.collect::<Vec<_>>(), "rules": rules.collect::<Vec<_>>(),
    })
}
