//! The time and randomness of this machine.

use js_sys::{Date, Math};

/// The local time with its offset in ISO 8601: `2026-11-21T14:32:05+08:00`.
pub(crate) fn now() -> String {
    let date = Date::new_0();
    #[expect(clippy::cast_possible_truncation, reason = "offsets are whole minutes within a day")]
    let east = -(date.get_timezone_offset() as i32);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{:02}:{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes(),
        date.get_seconds(),
        if east < 0 { '-' } else { '+' },
        east.abs() / 60,
        east.abs() % 60,
    )
}

/// Text that no other window and no other machine makes: names works, and windows that own one.
pub(crate) fn token() -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "any bits will do; the cast saturates")]
    let part = || (Math::random() * 4_294_967_296.0) as u32;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "milliseconds since 1970 fit")]
    let millis = Date::now() as u64;
    format!("{millis:x}-{:08x}{:08x}", part(), part())
}

/// Milliseconds for measuring spans.
pub(crate) fn millis() -> f64 {
    Date::now()
}

/// Lets the page draw and answer before long work goes on.
pub(crate) async fn breathe() {
    pause(0).await;
}

/// Lets so many milliseconds pass.
pub(crate) async fn pause(millis: u32) {
    let rested = js_sys::Promise::new(&mut |resolve, _| {
        gloo::timers::callback::Timeout::new(millis, move || drop(resolve.call0(&wasm_bindgen::JsValue::UNDEFINED)))
            .forget();
    });
    // A timer does not fail.
    drop(wasm_bindgen_futures::JsFuture::from(rested).await);
}
