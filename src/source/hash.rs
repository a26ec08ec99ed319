//! The place of a key in an index. `build/` fills the indexes by the same
//! function.

/// One of `slots` places, of which there are a power of two and at most 65,536:
/// the same for a key in whatever case.
///
/// A few of its bytes and its length tell a key from others. To go through all of
/// them takes longer than to compare with the wrong key now and then.
pub fn slot(key: &[u8], slots: usize) -> usize {
    let length = key.len();
    let places = [
        0,
        1,
        length / 2,
        length.wrapping_sub(2),
        length.wrapping_sub(1),
    ];
    let start = length as u64;
    let told = places.into_iter().fold(start, |told, place| {
        let byte = key.get(place).map_or(0, |byte| byte | 0x20);
        told << 8 | u64::from(byte)
    });
    // Multiplying by a large odd number carries every byte into the uppermost
    // (Knuth, The Art of Computer Programming 3, 6.4).
    let hash = told.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (hash >> 48) as usize & slots.saturating_sub(1)
}
