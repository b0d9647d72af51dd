//! How wide a text will be, guessed without a canvas, so that the engine can size marks.
//!
//! The table is that of Helvetica, which Arial and Liberation Sans share. Other faces of the page's
//! stack differ by a few hundredths, so the guess is widened: a label may end early, never late.

/// How heavy the letters are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// 400.
    #[default]
    Regular,
    /// 600.
    Semibold,
}

/// Covers the faces that run wider than Helvetica (Noto Sans, Ubuntu).
const GENEROUS: f32 = 1.06;
/// Letters the table does not hold, in em.
const OTHER: f32 = 0.56;

/// Thousandths of an em for U+0020 to U+007E.
const REGULAR: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

const SEMIBOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
    556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
    280, 389, 584,
];

/// The advance width of a text in pixels at a font size in pixels, slightly generous.
pub fn text_width(text: &str, size: f32, weight: Weight) -> f32 {
    table_width(text, size, weight) * GENEROUS
}

/// The width in Helvetica itself.
pub fn table_width(text: &str, size: f32, weight: Weight) -> f32 {
    text.chars().map(|letter| letter_width(letter, weight)).sum::<f32>() * size
}

/// In em.
fn letter_width(letter: char, weight: Weight) -> f32 {
    let table = match weight {
        Weight::Regular => &REGULAR,
        Weight::Semibold => &SEMIBOLD,
    };
    let code = letter as u32;
    if let Some(width) = code.checked_sub(0x20).and_then(|at| table.get(at as usize)) {
        return f32::from(*width) / 1000.0;
    }
    match code {
        // combining marks stand on the letter before
        0x300..=0x36f | 0x483..=0x489 | 0x20d0..=0x20ff | 0xfe00..=0xfe0f => 0.0,
        0x2026 | 0x2014 => 1.0,
        // Hangul, kana, ideographs, full-width forms, pictographs
        0x1100..=0x115f
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe4f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1faff
        | 0x20000..=0x3fffd => 1.0,
        _ => match weight {
            Weight::Regular => OTHER,
            Weight::Semibold => OTHER + 0.05,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_follow_the_letters() {
        assert!(text_width("mmmm", 11.0, Weight::Regular) > 3.0 * text_width("iiii", 11.0, Weight::Regular));
        assert!(text_width("express", 11.0, Weight::Semibold) > text_width("express", 11.0, Weight::Regular));
        assert_eq!(text_width("", 11.0, Weight::Regular), 0.0);
    }

    #[test]
    fn ideographs_take_a_square_and_combining_marks_nothing() {
        assert!((text_width("漢", 10.0, Weight::Regular) - 10.0 * GENEROUS).abs() < 0.01);
        assert_eq!(text_width("e\u{301}", 11.0, Weight::Regular), text_width("e", 11.0, Weight::Regular));
    }
}
