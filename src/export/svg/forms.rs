//! The forms of a picture other than columns: points, boxes, a grid.

use super::{EDGES, MARKS, Pen, Short, Spaced};
use crate::view::scene::{
    Form, Highlight, Ink, LABEL_SIZE, Room, Scene, Takes, box_look, box_words, edge_look, mark_look,
};

impl Pen {
    /// Everything but title, legend and foot.
    pub(super) fn form(&mut self, scene: &Scene, highlight: &Highlight) {
        match scene.form {
            Form::Columns => {
                self.edges(scene, highlight);
                self.marks(scene, highlight);
            }
            Form::Points => {
                self.straight_edges(scene, highlight);
                self.points(scene, highlight);
            }
            Form::Boxes => self.boxes(scene, highlight),
            Form::Grid => {
                self.cells(scene, highlight);
                self.marks(scene, highlight);
            }
        }
    }

    fn straight_edges(&mut self, scene: &Scene, highlight: &Highlight) {
        let is_quiet = !highlight.marks.is_empty();
        for edge in 0..scene.from.len().min(EDGES) {
            let Some([x0, y0, x1, y1]) = scene.straight(edge) else { continue };
            let is_lit = highlight.edges.binary_search(&(edge as u32)).is_ok();
            let look = edge_look(scene.line.get(edge).copied().unwrap_or_default(), is_lit, is_quiet, false);
            let colour = self.theme.colour(look.ink);
            let opacity = if is_lit { 1.0 } else { 0.6 * look.opacity };
            self.write(format_args!(
                "<path d=\"M{} {}L{} {}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{}\" opacity=\"{opacity}\"/>\n",
                Short(x0),
                Short(y0),
                Short(x1),
                Short(y1),
                look.width
            ));
        }
    }

    /// Symbols, the most important on top; labels where there is room.
    fn points(&mut self, scene: &Scene, highlight: &Highlight) {
        let is_quiet = !highlight.marks.is_empty();
        let drawn = || scene.order.iter().copied().take(MARKS);
        for mark in drawn().collect::<Vec<_>>().into_iter().rev() {
            let Some((x, y)) = scene.symbol_at(mark) else { continue };
            self.titled(scene, mark);
            self.symbol(scene, mark, x, y);
            self.write(format_args!("</g>\n"));
        }
        let mut room = Room::new();
        for mark in drawn() {
            let Some((x, y)) = scene.symbol_at(mark) else { continue };
            if !room.takes(Takes::label(scene, mark, x, y, 1.0)) {
                continue;
            }
            let look = mark_look(scene, mark, highlight.marks.binary_search(&mark).is_ok(), is_quiet, false);
            let weight = if look.bold { "font-weight=\"600\"" } else { "" };
            self.text(x + 9.0, y + LABEL_SIZE * 0.34, LABEL_SIZE, look.ink, weight, look.label);
        }
    }

    fn boxes(&mut self, scene: &Scene, highlight: &Highlight) {
        for mark in scene.order.iter().copied().take(MARKS) {
            let Some(area) = scene.mark_area(mark).filter(|area| area.right > area.left) else { continue };
            let is_lit = highlight.marks.binary_search(&mark).is_ok();
            let look = box_look(scene, mark, is_lit);
            let (width, height) = (area.right - area.left, area.bottom - area.top);
            self.titled(scene, mark);
            let dash = if look.is_dashed { "stroke-dasharray=\"3 2\"" } else { "" };
            self.write(format_args!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" \
                 fill=\"{}\" fill-opacity=\"{}\" stroke=\"{}\" stroke-width=\"{}\"{}/>",
                Short(area.left),
                Short(area.top),
                Short(width),
                Short(height),
                self.theme.colour(Ink::Surface0),
                Short(area.left + 0.5),
                Short(area.top + 0.5),
                Short((width - 1.0).max(0.1)),
                Short((height - 1.0).max(0.1)),
                self.theme.colour(look.fill),
                look.fill_opacity,
                self.theme.colour(look.line),
                look.line_width,
                Spaced(dash)
            ));
            if let Some(words) = box_words(scene, mark, &area, 1.0) {
                let weight = if look.is_bold { "font-weight=\"600\"" } else { "" };
                self.text(area.left + words.x, area.top + words.y, LABEL_SIZE, look.ink, weight, &words.label);
                if let Some((x, count)) = words.count {
                    self.text(area.left + x, area.top + words.y, LABEL_SIZE, Ink::Text3, "", &count);
                }
            }
            self.write(format_args!("</g>\n"));
        }
    }

    fn cells(&mut self, scene: &Scene, highlight: &Highlight) {
        let (left, side) = scene.cells();
        let size = (side - 2.0).max(1.0);
        let all = side * scene.len() as f32;
        let frame = self.theme.colour(Ink::Border);
        self.write(format_args!(
            "<rect x=\"{}\" y=\"0\" width=\"{}\" height=\"{}\" fill=\"none\" stroke=\"{frame}\"/>\n\
             <path d=\"M{} 0L{} {}\" stroke=\"{frame}\" fill=\"none\"/>\n",
            Short(left),
            Short(all),
            Short(all),
            Short(left),
            Short(left + all),
            Short(all)
        ));
        for edge in 0..scene.from.len().min(EDGES) {
            let [x, y] = scene.corners(edge) else { continue };
            let is_lit = highlight.edges.binary_search(&(edge as u32)).is_ok();
            let colour = self.theme.colour(crate::view::scene::cell_ink(scene, edge, is_lit));
            self.write(format_args!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{colour}\"/>\n",
                Short(x - size / 2.0),
                Short(y - size / 2.0),
                Short(size),
                Short(size)
            ));
        }
    }

    fn titled(&mut self, scene: &Scene, mark: u32) {
        self.write(format_args!("<g><title>{}</title>", super::Safe(&scene.describe(mark))));
    }
}
