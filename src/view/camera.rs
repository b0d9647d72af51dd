//! Where the reader stands: pan and zoom as plain arithmetic. Pointer and frames live in `canvas`.

use super::scene::{Form, Scene};

/// The smallest zoom of a picture that needs no smaller one to be seen whole.
pub const SCALE_MIN: f32 = 0.1;
/// The smallest zoom of all.
const SCALE_LEAST: f32 = 0.002;
/// The largest zoom.
pub const SCALE_MAX: f32 = 4.0;
/// Room kept around a drawing that is fitted.
pub const MARGIN: f32 = 16.0;
/// Room kept above it, for the column titles.
pub const TOP: f32 = 28.0;
/// So much of the drawing stays on the screen, whatever the panning.
const KEPT: f32 = 60.0;

/// Screen = scene × scale + (x, y), in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    pub scale: f32,
    pub x: f32,
    pub y: f32,
}

impl Default for Camera {
    fn default() -> Self {
        Self { scale: 1.0, x: MARGIN, y: TOP }
    }
}

/// The width and height of the view or of a drawing, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    pub width: f32,
    pub height: f32,
}

/// A rectangle of the scene.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl Area {
    /// Do the two share a point?
    pub fn meets(&self, other: &Area) -> bool {
        self.left <= other.right && other.left <= self.right && self.top <= other.bottom && other.top <= self.bottom
    }

    /// Does it hold all of the other?
    pub fn holds(&self, other: &Area) -> bool {
        self.left <= other.left && self.right >= other.right && self.top <= other.top && self.bottom >= other.bottom
    }
}

impl Camera {
    /// Everything in view, no larger than 100 %.
    pub fn fit(content: Size, view: Size) -> Self {
        let wide = (view.width - 2.0 * MARGIN) / content.width.max(1.0);
        let high = (view.height - TOP - MARGIN) / content.height.max(1.0);
        let scale = wide.min(high).clamp(SCALE_LEAST, 1.0);
        Self {
            scale,
            x: ((view.width - content.width * scale) / 2.0).max(MARGIN),
            y: TOP + slack(view, content.height * scale),
        }
    }

    /// The first look at a scene: all of it where the labels stay readable (85 %), else its roots at 100 %.
    pub fn opening(scene: &Scene, view: Size) -> Self {
        let content = content(scene);
        let all = Self::fit(content, view);
        if all.scale >= 0.85 || scene.form != Form::Columns {
            return all;
        }
        if content.height <= view.height - TOP - MARGIN {
            return Self { scale: 1.0, x: MARGIN, y: TOP + slack(view, content.height) };
        }
        let roots = (0..scene.len() as u32).filter(|mark| scene.has(*mark, super::scene::flag::ROOT));
        let heights = roots.filter_map(|mark| scene.y.get(mark as usize).copied());
        let (top, bottom) = heights.fold((f32::MAX, f32::MIN), |(top, bottom), y| (top.min(y), bottom.max(y)));
        // roots that do not fit together: from the first one on
        let middle = match bottom - top {
            span if span < 0.0 => 0.0,
            span if span > view.height * 0.8 => top + view.height * 0.3,
            span => top + span / 2.0,
        };
        let y = (view.height / 2.0 - middle).max(view.height - MARGIN - content.height).min(TOP);
        Self { scale: 1.0, x: MARGIN, y }
    }

    /// A point of the scene on the screen.
    pub fn to_screen(self, x: f32, y: f32) -> (f32, f32) {
        (x * self.scale + self.x, y * self.scale + self.y)
    }

    /// What lies under a point of the screen.
    pub fn to_scene(self, x: f32, y: f32) -> (f32, f32) {
        ((x - self.x) / self.scale, (y - self.y) / self.scale)
    }

    /// What of the scene is in view.
    pub fn area(self, view: Size) -> Area {
        let (left, top) = self.to_scene(0.0, 0.0);
        let (right, bottom) = self.to_scene(view.width, view.height);
        Area { left, top, right, bottom }
    }

    /// Moves the drawing with the hand, by pixels of the screen.
    pub fn panned(self, by_x: f32, by_y: f32) -> Self {
        Self { x: self.x + by_x, y: self.y + by_y, ..self }
    }

    /// Zooms; the point of the screen keeps what lies under it. Never further out than to see all of the drawing.
    pub fn zoomed(self, factor: f32, at_x: f32, at_y: f32, content: Size, view: Size) -> Self {
        let least = SCALE_MIN.min(Self::fit(content, view).scale);
        let scale = (self.scale * factor).clamp(least, SCALE_MAX);
        let (x, y) = self.to_scene(at_x, at_y);
        Self { scale, x: at_x - x * scale, y: at_y - y * scale }
    }

    /// Brings a point of the scene to the middle of the view.
    pub fn centred(self, x: f32, y: f32, view: Size) -> Self {
        Self { x: view.width / 2.0 - x * self.scale, y: view.height / 2.0 - y * self.scale, ..self }
    }

    /// Keeps some of the drawing on the screen.
    pub fn kept(self, content: Size, view: Size) -> Self {
        let low = |extent: f32| KEPT - extent * self.scale;
        let clamp = |at: f32, low: f32, high: f32| at.clamp(low.min(high), high.max(low));
        Self {
            scale: self.scale,
            x: clamp(self.x, low(content.width), view.width - KEPT),
            y: clamp(self.y, low(content.height), view.height - KEPT),
        }
    }

    /// Moves just as far as it takes to leave no empty side: the drawing fills the view, or stands in its middle.
    pub fn filled(self, content: Size, view: Size) -> Self {
        let along = |at: f32, extent: f32, view: f32, before: f32| {
            let room = view - before - MARGIN;
            if extent <= room { before + (room - extent) / 2.0 } else { at.clamp(view - MARGIN - extent, before) }
        };
        Self {
            scale: self.scale,
            x: along(self.x, content.width * self.scale, view.width, MARGIN),
            y: along(self.y, content.height * self.scale, view.height, TOP),
        }
    }

    /// On the way from here (0) to there (1), zooming evenly and keeping to a straight line of the scene.
    pub fn between(self, there: Self, progress: f32) -> Self {
        let t = progress.clamp(0.0, 1.0);
        let eased = 1.0 - (1.0 - t).powi(3);
        let mix = |a: f32, b: f32| a + (b - a) * eased;
        Self { scale: mix(self.scale, there.scale), x: mix(self.x, there.x), y: mix(self.y, there.y) }
    }
}

/// Room above a drawing that does not fill the view: some, but it stays near the column titles.
fn slack(view: Size, height: f32) -> f32 {
    ((view.height - TOP - MARGIN - height) / 2.0).clamp(0.0, 40.0)
}

/// The size of a scene's drawing.
pub fn content(scene: &Scene) -> Size {
    Size { width: scene.width_total, height: scene.height_total }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIEW: Size = Size { width: 800.0, height: 600.0 };

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let camera = Camera { scale: 1.0, x: 30.0, y: -20.0 };
        let before = camera.to_scene(200.0, 300.0);
        let after = camera.zoomed(1.7, 200.0, 300.0, VIEW, VIEW).to_scene(200.0, 300.0);
        assert!((before.0 - after.0).abs() < 0.01 && (before.1 - after.1).abs() < 0.01);
    }

    #[test]
    fn zoom_has_limits() {
        assert_eq!(Camera::default().zoomed(1000.0, 0.0, 0.0, VIEW, VIEW).scale, SCALE_MAX);
        assert_eq!(Camera::default().zoomed(0.0001, 0.0, 0.0, VIEW, VIEW).scale, SCALE_MIN);
        let wide = Size { width: 80_000.0, height: 100.0 };
        let least = Camera::default().zoomed(0.0001, 0.0, 0.0, wide, VIEW).scale;
        assert_eq!(least, Camera::fit(wide, VIEW).scale, "what is larger can be seen whole");
    }

    #[test]
    fn fitting_shows_everything_and_never_enlarges() {
        let content = Size { width: 3000.0, height: 1000.0 };
        let camera = Camera::fit(content, VIEW);
        let all = Area { left: 0.0, top: 0.0, right: content.width, bottom: content.height };
        assert!(camera.area(VIEW).holds(&all));
        assert_eq!(Camera::fit(Size { width: 10.0, height: 10.0 }, VIEW).scale, 1.0);
        assert!(Camera::fit(Size::default(), Size::default()).scale.is_finite());
    }

    #[test]
    fn the_drawing_cannot_be_lost() {
        let content = Size { width: 500.0, height: 400.0 };
        let camera = Camera::default().panned(-9000.0, 9000.0).kept(content, VIEW);
        let all = Area { left: 0.0, top: 0.0, right: content.width, bottom: content.height };
        assert!(camera.area(VIEW).meets(&all));
    }

    #[test]
    fn the_first_look_shows_the_roots() {
        let scene = |roots: [f32; 2]| Scene {
            node: vec![0, 1],
            flags: vec![crate::view::scene::flag::ROOT; 2],
            y: roots.to_vec(),
            width_total: 3000.0,
            height_total: 9000.0,
            ..Scene::default()
        };
        let together = Camera::opening(&scene([4000.0, 4200.0]), VIEW);
        assert_eq!((together.scale, together.to_screen(0.0, 4100.0).1), (1.0, 300.0));
        let apart = Camera::opening(&scene([700.0, 8000.0]), VIEW);
        assert!((0.0..VIEW.height).contains(&apart.to_screen(0.0, 700.0).1));
    }
}
