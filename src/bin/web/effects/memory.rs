//! Room in the module's memory.

/// Bytes by which the memory is made larger at least, where many files are read.
const LEAST: usize = 32 << 20;

/// Room that is made in large pieces: the browser takes longer to make the memory larger again and again, by what each
/// value needs, than the values take to be read. What is never used costs nothing.
#[derive(Debug, Default)]
pub(crate) struct Room {
    /// Size of the memory when room was last made.
    known: usize,
}

impl Room {
    /// Makes more room if what was made is used up.
    pub(crate) fn make(&mut self) {
        if size() == self.known {
            return;
        }
        let mut room = Vec::<u8>::new();
        // Where there is none to be had, the values will say so that need it.
        if room.try_reserve_exact(LEAST.max(size() / 2)).is_ok() {
            // The compiler must not see that the room is not used at once.
            drop(std::hint::black_box(room));
        }
        self.known = size();
    }
}

/// Bytes that the memory has.
#[cfg(target_arch = "wasm32")]
fn size() -> usize {
    const PAGE: usize = 64 << 10;
    core::arch::wasm32::memory_size::<0>() * PAGE
}

#[cfg(not(target_arch = "wasm32"))]
const fn size() -> usize {
    0
}
