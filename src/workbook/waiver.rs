//! Waivers (特批): the office above lets a hard finding stand, for its reason and under its name.

use serde::{Deserialize, Serialize};

use super::{Place, Stamp};
use crate::period::Period;

/// Lets one hard finding pass: of one rule, for one unit of one office, in one period.
///
/// It never changes a value; the finding stays and is shown as waived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// Who grants it.
    pub from: Place,
    /// To which office.
    pub office: Place,
    /// For which period.
    pub period: Period,
    /// Number of the rule: `R030`.
    pub rule: String,
    /// The field that an each-rule was expanded for; empty otherwise.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// Key of the form.
    pub form: String,
    /// What tells the unit apart wherever it stands: its credit code or project code; the key of the record where it
    /// has none.
    pub identity: String,
    /// Its name, for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The values that the rule must see; empty when it may see any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<(String, String)>,
    /// Why.
    pub reason: String,
    /// Who granted it and when.
    #[serde(flatten)]
    pub stamp: Stamp,
}
