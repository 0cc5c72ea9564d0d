//! What a roll-up writes.

/// One of the things that a roll-up writes; each may be asked for by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Product {
    /// The bundle for the level above.
    Bundle,
    /// The report tables, each by itself and all together.
    Tables,
    Bulletins,
    /// What was done with every file.
    Fates,
    /// What every field of every office adds up to.
    Sums,
    /// What the audit finds.
    Findings,
}

impl Product {
    const ALL: [Self; 6] = [Self::Bundle, Self::Tables, Self::Bulletins, Self::Fates, Self::Sums, Self::Findings];

    /// Its name on the command line.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Bundle => "bundle",
            Self::Tables => "tables",
            Self::Bulletins => "bulletins",
            Self::Fates => "fates",
            Self::Sums => "sums",
            Self::Findings => "findings",
        }
    }

    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Bundle => "汇总包",
            Self::Tables => "汇总表",
            Self::Bulletins => "通报",
            Self::Fates => "收文情况",
            Self::Sums => "各单位合计",
            Self::Findings => "审核结果",
        }
    }

    pub(crate) fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|product| product.key() == key)
    }

    /// Whether it may leave the office.
    pub(crate) const fn is_public(self) -> bool {
        matches!(self, Self::Tables | Self::Bulletins)
    }
}
