//! Tests on the built file:// page in a real Chromium.
