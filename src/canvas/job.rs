//! One painting of a scene, in slices: each ends when its time or its share of drawing is used up, the next goes on
//! where it ended. What is under way never holds up the page.

use web_sys::CanvasRenderingContext2d as Context;

use super::batches::Batch;
use super::paint2d::View;
use super::sprites::Sprites;
use super::surface::now;
use super::{Look, boxes, columns, grid, points};
use crate::view::scene::{Form, Ink, Room, Scene};

/// What is painted, apart from where: all of it stays the same from slice to slice.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    pub scene: &'a Scene,
    pub batches: &'a [Batch],
    pub sprites: &'a Sprites,
    pub look: &'a Look,
}

/// How much may be done before the browser gets its turn.
#[derive(Clone, Copy, Debug)]
pub struct Slice {
    until: f64,
    /// Lines, symbols, labels: what the browser fills in after our calls are over takes time too.
    strokes: f32,
}

impl Slice {
    /// Until a moment (on the clock of frames), and so many strokes at most.
    pub fn new(milliseconds: f64, strokes: f32) -> Self {
        Self { until: now() + milliseconds, strokes }
    }

    /// As long as it takes.
    pub fn whole() -> Self {
        Self { until: f64::MAX, strokes: f32::MAX }
    }

    /// False where the slice is over. Looks at the clock: call it for some dozen strokes at once.
    pub fn spend(&mut self, strokes: f32) -> bool {
        self.strokes -= strokes;
        self.strokes > 0.0 && (self.until == f64::MAX || now() < self.until)
    }
}

/// Edges drawn, of those in view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    pub edges: u32,
    pub of: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Ground,
    Survey,
    Edges,
    Marks,
    Labels,
    Done,
}

/// How far a painting is.
#[derive(Debug)]
pub struct Job {
    pub view: View,
    stage: Stage,
    /// Where in the stage it goes on.
    pub at: usize,
    pub room: Room,
    pub labels: u32,
    /// Mean distance of the marks in view, in pixels of the screen.
    pub spacing: f32,
    pub shown: Shown,
    /// Leave edges and marks to another painter.
    pub words_only: bool,
}

impl Job {
    pub fn new(view: View) -> Self {
        let (stage, room) = (Stage::Ground, Room::new());
        Self { view, stage, at: 0, room, labels: 0, spacing: 0.0, shown: Shown::default(), words_only: false }
    }

    /// Goes on; true when all is painted.
    pub fn step(&mut self, context: &Context, sheet: &Sheet<'_>, slice: &mut Slice) -> bool {
        loop {
            self.ready(context, sheet.scene.form);
            let form = sheet.scene.form;
            let is_over = match (self.stage, form) {
                (Stage::Ground, _) => self.ground(context, sheet),
                (Stage::Survey, Form::Points) => points::survey(self, sheet.scene, slice),
                (Stage::Survey, _) => true,
                (Stage::Edges, _) if self.words_only => true,
                (Stage::Edges, Form::Columns) => columns::edges(self, context, sheet, slice),
                (Stage::Edges, Form::Points) => points::edges(self, context, sheet, slice),
                (Stage::Edges, Form::Boxes) => true,
                (Stage::Edges, Form::Grid) => grid::cells(self, context, sheet, slice),
                (Stage::Marks, Form::Columns | Form::Grid) => columns::marks(self, context, sheet, slice),
                (Stage::Marks, Form::Points) if self.words_only => true,
                (Stage::Marks, Form::Points) => points::marks(self, context, sheet, slice),
                (Stage::Marks, Form::Boxes) => boxes::boxes(self, context, sheet, slice),
                (Stage::Labels, Form::Points) => points::labels(self, context, sheet, slice),
                (Stage::Labels, _) => true,
                (Stage::Done, _) => return true,
            };
            if !is_over {
                return false;
            }
            self.at = 0;
            self.stage = match self.stage {
                Stage::Ground => Stage::Survey,
                Stage::Survey => Stage::Edges,
                Stage::Edges => Stage::Marks,
                Stage::Marks => Stage::Labels,
                Stage::Labels | Stage::Done => Stage::Done,
            };
        }
    }

    /// Points, boxes and their words keep their size on the screen; columns and grids grow with the zoom.
    fn ready(&self, context: &Context, form: Form) {
        set_space(context, self.view, form);
        context.set_line_join("round");
        context.set_text_align("left");
        context.set_global_alpha(1.0);
    }

    fn ground(&mut self, context: &Context, sheet: &Sheet<'_>) -> bool {
        let View { size, ratio, .. } = self.view;
        if !self.words_only {
            let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
            context.set_fill_style_str(sheet.look.colour(Ink::Surface0));
            context.fill_rect(0.0, 0.0, f64::from(size.width), f64::from(size.height));
        }
        let edges = sheet.scene.from.len() as u32;
        self.shown = Shown { edges, of: edges };
        true
    }
}

/// Scene units for what grows with the zoom, pixels of the screen for the rest.
pub fn set_space(context: &Context, view: View, form: Form) {
    let View { camera, ratio, .. } = view;
    let _ = match form {
        Form::Columns | Form::Grid => {
            let scale = ratio * f64::from(camera.scale);
            context.set_transform(scale, 0.0, 0.0, scale, ratio * f64::from(camera.x), ratio * f64::from(camera.y))
        }
        Form::Points | Form::Boxes => context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0),
    };
}
