//! Directions, the same in every place the code runs: what a platform takes for sines may differ in the last digit.

/// Cosine and sine of a turn; 1 is the whole circle. Wrong by less than 1e-11.
pub fn direction(turn: f64) -> (f64, f64) {
    let turn = turn - turn.floor();
    let quarter = (turn * 4.0 + 0.5).floor();
    let angle = (turn - quarter * 0.25) * std::f64::consts::TAU;
    // Taylor's series up to an eighth of the circle either way.
    let square = angle * angle;
    let series = |divisors: [f64; 6]| divisors.iter().rev().fold(1.0, |sum, divisor| 1.0 - square / divisor * sum);
    let (cos, sin) =
        (series([2.0, 12.0, 30.0, 56.0, 90.0, 132.0]), angle * series([6.0, 20.0, 42.0, 72.0, 110.0, 156.0]));
    match quarter as u32 % 4 {
        0 => (cos, sin),
        1 => (-sin, cos),
        2 => (-cos, -sin),
        _ => (sin, -cos),
    }
}
