//! Numbers that look like chance and are the same each time.

/// Xorshift of 32 bits. Source: Marsaglia, "Xorshift RNGs" (2003).
pub struct Dice(u32);

impl Dice {
    pub fn new() -> Self {
        Self(0x9e37_79b9)
    }

    /// A number from -0.5 up to 0.5.
    pub fn roll(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        (self.0 >> 8) as f32 / 16_777_216.0 - 0.5
    }
}
