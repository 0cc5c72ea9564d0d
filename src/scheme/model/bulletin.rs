//! Bulletins (通报): sentences over report tables.

/// A bulletin as the scheme states it. Its texts are phrases: see the guide.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BulletinDef {
    /// Key in files: `p3`.
    pub key: String,
    /// What lists call it.
    pub label: String,
    /// 标题, a phrase.
    pub title: String,
    /// Below the title, a phrase; may be empty.
    pub subtitle: String,
    /// 署名, a phrase; the office whose tables they are when empty.
    pub office: String,
    pub paragraphs: Vec<ParagraphDef>,
    /// Sums that must hold before it is passed on: `p11.done + p11.open = p11.all`.
    pub adds_up: Vec<String>,
}

/// A paragraph, a heading or a table of a bulletin.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ParagraphDef {
    pub content: ParagraphContent,
    /// Rows of a table; the paragraph is left out when there are none.
    pub when: Option<String>,
    /// Rows of a table; the paragraph is left out when there are some.
    pub unless: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParagraphContent {
    /// A phrase.
    Text(String),
    /// A phrase, and 1 for 一、, 2 for （一）.
    Heading { level: u8, text: String },
    /// Key of a report table.
    Table(String),
}

impl Default for ParagraphContent {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl BulletinDef {
    /// The phrases of the bulletin, title first.
    pub fn phrases(&self) -> impl Iterator<Item = &str> {
        let texts = self.paragraphs.iter().filter_map(|paragraph| match &paragraph.content {
            ParagraphContent::Text(text) | ParagraphContent::Heading { text, .. } => Some(text.as_str()),
            ParagraphContent::Table(_) => None,
        });
        [self.title.as_str(), &self.subtitle, &self.office].into_iter().chain(texts)
    }

    /// Keys of the report tables that it is made from, each once, in order.
    pub fn tables(&self) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        let mut add = |key: &str| {
            if keys.iter().all(|known| known != key) {
                keys.push(key.to_owned());
            }
        };
        for phrase in self.phrases().filter_map(|text| crate::phrase::Phrase::read(text).ok()) {
            phrase.tables().for_each(&mut add);
        }
        for paragraph in &self.paragraphs {
            if let ParagraphContent::Table(key) = &paragraph.content {
                add(key);
            }
            for rows in [&paragraph.when, &paragraph.unless].into_iter().flatten() {
                if let Ok(rows) = crate::phrase::Selection::read(rows) {
                    add(&rows.table.text);
                }
            }
        }
        for sum in self.adds_up.iter().filter_map(|sum| crate::phrase::Sum::read(sum).ok()) {
            sum.parts.iter().chain([&sum.whole]).for_each(|place| add(&place.table.text));
        }
        keys
    }
}
