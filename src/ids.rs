//! Positions of forms, fields, rules and lists in a scheme.
//!
//! They are small numbers, valid only with the scheme they come from; files and stores name things by their key.

use std::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(pub u16);

        impl $name {
            /// The position, for looking it up in a list.
            pub const fn index(self) -> usize {
                self.0 as usize
            }

            /// The identity of a position.
            ///
            /// Positions past `u16::MAX` all become the last one, which no scheme has: loading limits the counts.
            pub fn at(index: usize) -> Self {
                Self(u16::try_from(index).unwrap_or(u16::MAX))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    };
}

id! {
    /// Position of a form in its scheme.
    FormId
}
id! {
    /// Position of a field in its form.
    FieldId
}
id! {
    /// Position of a rule in its scheme.
    RuleId
}
id! {
    /// Position of a code list in its scheme.
    ListId
}
