//! The place of a key in an index. `build.rs` fills the indexes by the same
//! function.

/// One of `slots` places, of which there are a power of two and at most 65,536:
/// the same for a key in whatever case.
pub fn slot(key: &[u8], slots: usize) -> usize {
    // Multiplying by a large odd number carries every byte into the upper half
    // (Knuth, The Art of Computer Programming 3, 6.4).
    let add = |hash: u32, byte: &u8| (hash ^ u32::from(byte | 0x20)).wrapping_mul(0x9E37_79B1);
    let hash = key.iter().fold(0, add);
    (hash >> 16) as usize & slots.saturating_sub(1)
}
