//! From a session to a submission.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::compose::compose;
use super::json::{self, Json};
use super::readiness::readiness;
use super::submission::{
    AnswerRecord, Answers, ChangeRecord, FindingRecord, Head, SchemeName, Signed, Status, Submission, Tool,
};
use crate::audit::{Audit, Finding, State};
use crate::scheme::{CompiledScheme, Scheme};
use crate::workbook::{CellAddress, Explanation, FindingKey, Replaced, Session, Workbook};

/// Makes the next revision of the submission; `at` is local time with its offset.
///
/// It is final only when that is wanted and nothing stands in the way (see [`readiness`]); a draft can always be made.
/// Nothing is noted in the workbook: once the file is saved, hand `head.sent()` to `Command::Sent`.
pub fn build(session: &Session, wanted: Status, at: &str) -> Submission {
    let (scheme, book) = (&session.scheme, &session.book);
    let ready = wanted == Status::Final && readiness(session).is_ready();
    let status = if ready { Status::Final } else { Status::Draft };
    let revision = book.sent.revision.saturating_add(1);
    let (findings, void_explanations) = findings(book, &session.audit);
    let head = Head {
        tool: Tool::default(),
        scheme: SchemeName::of(scheme),
        id: book.about.id.clone(),
        demonstration: book.about.demonstration,
        office: book.about.office.clone(),
        period: book.about.period,
        revision,
        final_revision: if ready { revision } else { book.sent.final_revision },
        status,
        signed: Signed { signers: book.signers.as_ref().clone(), at: at.to_owned() },
        standing: book.standing,
        findings,
        void_explanations,
        changes: book.replaced.iter().filter_map(|(cell, replaced)| change(scheme, book, cell, replaced)).collect(),
        answers: answers(scheme, book),
        waivers: book.waivers.as_ref().clone(),
        previous: book.sent.digest.clone(),
        digest: String::new(),
    };
    seal(scheme, book, head)
}

/// The file of a head whose findings and changes are already there.
pub(super) fn seal(scheme: &CompiledScheme, book: &Workbook, mut head: Head) -> Submission {
    let mut json = compose(scheme, book, &head);
    head.digest = json::digest(&json);
    if let Json::Object(members) = &mut json {
        members.push(("digest".into(), Json::text(head.digest.as_str())));
    }
    Submission { head, json }
}

/// The text of the file, in UTF-8: the same content always gives the same bytes.
pub fn write(submission: &Submission) -> String {
    json::write(&submission.json)
}

/// What the audit found, and the explanations that hold for none of it.
fn findings(book: &Workbook, audit: &Audit) -> (Vec<FindingRecord>, Vec<(FindingKey, Explanation)>) {
    let mut used = BTreeSet::new();
    let records = audit
        .findings()
        .map(|finding| {
            let explanation = explanation(book, finding);
            if explanation.is_some() {
                used.insert(&finding.key);
            }
            record(finding, explanation)
        })
        .collect();
    let void = book.explanations.iter().filter(|(key, _)| !used.contains(key));
    (records, void.map(|(key, words)| (key.clone(), words.clone())).collect())
}

/// The explanation that holds for a finding.
fn explanation<'b>(book: &'b Workbook, finding: &Finding) -> Option<&'b Explanation> {
    book.explanations.get(&finding.key).filter(|_| finding.state == State::Explained)
}

fn record(finding: &Finding, explanation: Option<&Explanation>) -> FindingRecord {
    FindingRecord {
        key: finding.key.clone(),
        severity: finding.severity,
        message: finding.sentence.clone(),
        values: finding.values.clone(),
        explanation: explanation.cloned(),
        broken: finding.broken,
        waived: finding.state == State::Waived,
    }
}

/// A finding as a file would tell it.
pub(super) fn told(book: &Workbook, finding: &Finding) -> FindingRecord {
    record(finding, explanation(book, finding))
}

/// What became of the return note that is open: comment by comment what was changed, and what is said to it.
pub fn answers(scheme: &Scheme, book: &Workbook) -> Option<Answers> {
    let returned = book.returned.as_ref()?;
    let changes: Vec<ChangeRecord> =
        book.replaced.iter().filter_map(|(cell, replaced)| change(scheme, book, cell, replaced)).collect();
    let items = returned.note.comments.iter().map(|comment| AnswerRecord {
        changes: changes
            .iter()
            .filter(|change| comment.covers(&change.form, &change.key, &change.field))
            .cloned()
            .collect(),
        answer: returned.answers.get(&comment.id).cloned(),
    });
    Some(Answers { items: items.collect(), note: returned.note.clone() })
}

fn change(scheme: &Scheme, book: &Workbook, cell: &CellAddress, replaced: &Replaced) -> Option<ChangeRecord> {
    let form = scheme.forms.get(cell.form.index())?;
    let field = form.fields.get(cell.slot.field.index())?;
    Some(ChangeRecord {
        form: form.key.clone(),
        key: cell.key.to_string(),
        field: field.cell_key(cell.slot.column),
        old: replaced.old.to_string(),
        new: book.text(cell.form, &cell.key, cell.slot).to_owned(),
        reason: replaced.reason.clone(),
        stamp: replaced.stamp.clone(),
    })
}

/// The entry of the workbook's change log that a record of the file tells; `None` when the scheme has no such cell.
pub(super) fn replaced(scheme: &Scheme, record: &ChangeRecord) -> Option<(CellAddress, Replaced)> {
    let form = scheme.form(&record.form)?;
    let slot = crate::workbook::slot_named(&scheme[form], &record.field)?;
    let entry =
        Replaced { old: Arc::from(record.old.as_str()), reason: record.reason.clone(), stamp: record.stamp.clone() };
    Some((CellAddress { form, key: Arc::from(record.key.as_str()), slot }, entry))
}

/// The text of a file with the status that is wanted, whatever the audit says; for tests.
#[cfg(test)]
pub(crate) fn written_as(session: &Session, status: Status, at: &str) -> String {
    let mut submission = build(session, status, at);
    let mut head = submission.head;
    head.status = status;
    head.final_revision = if status == Status::Final { head.revision } else { 0 };
    head.digest = String::new();
    submission = seal(&session.scheme, &session.book, head);
    write(&submission)
}
