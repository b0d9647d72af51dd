//! Who draws: a setting.

/// Who draws large scenes of points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Drawing {
    /// The graphics card where there is one, else the 2D canvas.
    #[default]
    Automatic,
    /// The 2D canvas.
    Canvas,
    /// WebGL, with or without a card; the 2D canvas where there is none.
    WebGl,
}

impl Drawing {
    /// From the word a setting holds; automatic for any other.
    pub fn of(word: &str) -> Self {
        match word {
            "canvas" => Self::Canvas,
            "webgl" => Self::WebGl,
            _ => Self::Automatic,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Automatic => "automatic",
            Self::Canvas => "canvas",
            Self::WebGl => "webgl",
        }
    }
}
