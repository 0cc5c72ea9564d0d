//! The scheme in use: the built-in one, or a county's file.

use std::sync::Arc;

use sishang::scheme::CompiledScheme;

use crate::effects::storage::Db;
use crate::store::Sender;

/// The scheme that is part of the program.
pub(crate) fn built_in() -> Arc<CompiledScheme> {
    Arc::new(CompiledScheme::default())
}

/// Takes up the county's scheme that is kept in the store, if there is one.
pub(crate) async fn take_up(_db: &Db, _send: &Sender) {}
