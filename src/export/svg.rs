//! The graph as a standalone SVG: what the canvas shows, for reports and slides. At most `MARKS` marks and `EDGES`
//! edges, the most important ones; where there are more, a line below the picture says so.
//!
//! No script, no link, no style sheet, no font and nothing from elsewhere. Names come from hostile
//! files: they are escaped, and characters that turn or hide text are written out.

mod forms;
mod theme;

pub use theme::{COLOURS, SvgTheme};

use std::fmt::{Display, Write};

use crate::view::scene::{
    COLUMN_SIZE, Draw, Highlight, Ink, LABEL_SIZE, LABEL_X, MarkLook, Paint, Palette, SYMBOL_X, Scene, edge_look, flag,
    mark_look, path_text, rounded, symbol, visible,
};
use crate::view::text_width::{Weight, table_width, text_width};

const MARGIN: f32 = 16.0;
/// Height of the title line, and of the line with the column titles.
const TITLE: f32 = 34.0;
const COLUMNS: f32 = 22.0;
const LEGEND_ROW: f32 = 20.0;
const FOOT_ROW: f32 = 15.0;
const SMALLEST: f32 = 560.0;

/// More would make a file that few programs open.
pub const MARKS: usize = 20_000;
pub const EDGES: usize = 40_000;

/// Draws a scene. `stamp_lines` say when and on which data it was judged; the last line is always
/// "Information, not legal advice".
pub fn svg(scene: &Scene, highlight: &Highlight, theme: SvgTheme, title: &str, stamp_lines: &[String]) -> String {
    let width = (scene.width_total + 2.0 * MARGIN).max(SMALLEST).ceil();
    let legend = legend_rows(scene, width - 2.0 * MARGIN);
    let top = TITLE + COLUMNS;
    let legend_top = top + scene.height_total + MARGIN;
    let foot_top = legend_top + legend.len() as f32 * LEGEND_ROW + 8.0;
    let stamp_lines: Vec<String> = left_out(scene).into_iter().chain(stamp_lines.iter().cloned()).collect();
    let height = (foot_top + (stamp_lines.len() + 1) as f32 * FOOT_ROW + MARGIN).ceil();
    let mut pen = Pen { out: String::new(), theme };
    pen.write(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"Segoe UI, Roboto, Noto Sans, Liberation Sans, Arial, sans-serif\" role=\"img\">\n<title>{}</title>\n",
        Safe(title)
    ));
    pen.write(format_args!("<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n", theme.colour(Ink::Surface0)));
    pen.text(MARGIN, 24.0, 15.0, Ink::Text, "font-weight=\"600\"", title);
    pen.write(format_args!("<g transform=\"translate({MARGIN} {top})\">\n"));
    for (x, title) in scene.column_x.iter().zip(scene.column_title.iter()) {
        pen.text(*x + 2.0, -9.0, COLUMN_SIZE, Ink::Text3, "", title);
    }
    pen.form(scene, highlight);
    pen.write(format_args!("</g>\n"));
    pen.legend(scene, &legend, legend_top);
    let last = "Information, not legal advice".to_owned();
    for (row, line) in (0_u8..=255).zip(stamp_lines.iter().chain([&last])) {
        pen.text(MARGIN, foot_top + f32::from(row) * FOOT_ROW + 10.0, 10.0, Ink::Text3, "", line);
    }
    pen.write(format_args!("</svg>\n"));
    pen.out
}

/// What there was no room for, in words.
fn left_out(scene: &Scene) -> Option<String> {
    if scene.len() <= MARKS && scene.from.len() <= EDGES {
        return None;
    }
    let (marks, edges) = (scene.len().min(MARKS), scene.from.len().min(EDGES));
    Some(format!(
        "Drawn: {marks} of {} components, {edges} of {} dependencies, the most important ones",
        scene.len(),
        scene.from.len()
    ))
}

struct Pen {
    out: String,
    theme: SvgTheme,
}

impl Pen {
    /// Writing to a String cannot fail.
    fn write(&mut self, words: std::fmt::Arguments<'_>) {
        let _ = self.out.write_fmt(words);
    }

    fn text(&mut self, x: f32, y: f32, size: f32, ink: Ink, more: &str, text: &str) {
        let colour = self.theme.colour(ink);
        let more = Spaced(more);
        self.write(format_args!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{size}\" fill=\"{colour}\"{more}>{}</text>\n",
            Short(x),
            Short(y),
            Safe(text)
        ));
    }

    fn edges(&mut self, scene: &Scene, highlight: &Highlight) {
        let is_quiet = !highlight.marks.is_empty();
        self.write(format_args!("<g fill=\"none\" stroke-linejoin=\"round\">\n"));
        let is_lit = |edge: &usize| highlight.edges.binary_search(&(*edge as u32)).is_ok();
        let drawn = 0..scene.from.len().min(EDGES);
        let (lit, quiet): (Vec<usize>, Vec<usize>) = drawn.partition(is_lit);
        for (edge, is_lit) in
            quiet.into_iter().map(|edge| (edge, false)).chain(lit.into_iter().map(|edge| (edge, true)))
        {
            let end = |ends: &[u32]| ends.get(edge).is_some_and(|mark| scene.has(*mark, flag::DIMMED));
            let is_dimmed = end(&scene.from) || end(&scene.to);
            let look = edge_look(scene.line.get(edge).copied().unwrap_or_default(), is_lit, is_quiet, is_dimmed);
            let corners = scene.corners(edge);
            let mut path = String::new();
            path_text(&rounded(corners, look.radius), &mut path);
            if path.is_empty() {
                continue;
            }
            let colour = self.theme.colour(look.ink);
            let dash: Vec<String> = look.dash.iter().map(f32::to_string).collect();
            let dash = if dash.is_empty() { String::new() } else { format!("stroke-dasharray=\"{}\"", dash.join(" ")) };
            let opacity = if look.opacity < 1.0 { format!("opacity=\"{}\"", look.opacity) } else { String::new() };
            let cap = if look.round { "stroke-linecap=\"round\"" } else { "" };
            self.write(format_args!(
                "<path d=\"{path}\" stroke=\"{colour}\" stroke-width=\"{}\"{}{}{}/>\n",
                look.width,
                Spaced(&dash),
                Spaced(cap),
                Spaced(&opacity)
            ));
            if look.arrow {
                self.arrow_head(corners, colour);
            }
        }
        self.write(format_args!("</g>\n"));
    }

    fn arrow_head(&mut self, corners: &[f32], colour: &str) {
        let [.., before_x, before_y, x, y] = corners else { return };
        if !(x - before_x).is_finite() || !(y - before_y).is_finite() {
            return;
        }
        let angle = (y - before_y).atan2(x - before_x).to_degrees();
        self.write(format_args!(
            "<path d=\"M0 0L-7.5 -3.3V3.3z\" transform=\"translate({} {}) rotate({})\" fill=\"{colour}\"/>\n",
            Short(*x),
            Short(*y),
            Short(angle)
        ));
    }

    fn marks(&mut self, scene: &Scene, highlight: &Highlight) {
        let is_quiet = !highlight.marks.is_empty();
        for mark in 0..scene.len().min(MARKS) as u32 {
            let at = mark as usize;
            let (Some(x), Some(y), Some(width)) = (scene.x.get(at), scene.y.get(at), scene.width.get(at)) else {
                continue;
            };
            let is_lit = highlight.marks.binary_search(&mark).is_ok();
            let look = mark_look(scene, mark, is_lit, is_quiet, false);
            let opacity = if look.opacity < 1.0 { format!("opacity=\"{}\"", look.opacity) } else { String::new() };
            self.write(format_args!("<g{}><title>{}</title>", Spaced(&opacity), Safe(&scene.describe(mark))));
            let label_width = text_width(look.label, LABEL_SIZE, Weight::Semibold);
            if look.over {
                self.write(format_args!(
                    "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"19\" rx=\"4\" fill=\"{}\"/>",
                    Short(x - 2.0),
                    Short(y - 9.5),
                    Short(width.max(label_width + LABEL_X + 4.0)),
                    self.theme.colour(Ink::Surface0)
                ));
            }
            self.symbol(scene, mark, x + SYMBOL_X, *y);
            self.label(scene, mark, &look, x + LABEL_X, y + LABEL_SIZE * 0.34);
            self.write(format_args!("</g>\n"));
        }
    }

    fn label(&mut self, scene: &Scene, mark: u32, look: &MarkLook<'_>, x: f32, y: f32) {
        let colour = self.theme.colour(look.ink);
        let weight = if look.bold { " font-weight=\"600\"" } else { "" };
        let style = if look.italic { " font-style=\"italic\"" } else { "" };
        // a reader's face may be wider than the room; letters the table does not know are left as they come
        let known = look.label.chars().all(|letter| letter == '…' || letter == ' ' || letter.is_ascii_graphic());
        let face = if look.bold { Weight::Semibold } else { Weight::Regular };
        let length = match known && !look.label.is_empty() {
            true => format!("textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"", {
                Short(table_width(look.label, LABEL_SIZE, face))
            }),
            false => String::new(),
        };
        let length = Spaced(&length);
        self.write(format_args!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{LABEL_SIZE}\" fill=\"{colour}\"{weight}{style}><tspan{length}>{}</tspan>",
            Short(x),
            Short(y),
            Safe(look.label)
        ));
        let folded = scene.folded.get(mark as usize).copied().unwrap_or_default();
        if folded > 0 && !look.over && !scene.has(mark, flag::GROUP) {
            let quiet = self.theme.colour(Ink::Text3);
            self.write(format_args!("<tspan dx=\"3\" fill=\"{quiet}\" font-weight=\"400\">+{folded}</tspan>"));
        }
        self.write(format_args!("</text>"));
    }

    fn symbol(&mut self, scene: &Scene, mark: u32, x: f32, y: f32) {
        for stroke in symbol(scene, mark) {
            let colour = self.theme.colour(stroke.ink);
            let (paint, is_closed) = match stroke.paint {
                Paint::Fill => (format!("fill=\"{colour}\""), true),
                Paint::Line(width) => (line(colour, width), false),
                Paint::Closed(width) => (line(colour, width), true),
                Paint::Dots(width) => (format!("{} stroke-dasharray=\"1.3 1.9\"", line(colour, width)), false),
            };
            match stroke.draw {
                Draw::Circle(radius) => self.write(format_args!(
                    "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {paint}/>",
                    Short(x),
                    Short(y),
                    Short(radius)
                )),
                Draw::Box(left, top, width, height, radius) => self.write(format_args!(
                    "<rect x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\" {paint}/>",
                    Short(x + left),
                    Short(y + top)
                )),
                Draw::Path(corners) => {
                    let mut path = String::new();
                    for (at, (dx, dy)) in corners.iter().enumerate() {
                        let letter = if at == 0 { 'M' } else { 'L' };
                        let _ = write!(path, "{letter}{} {}", Short(x + dx), Short(y + dy));
                    }
                    let close = if is_closed { "z" } else { "" };
                    self.write(format_args!("<path d=\"{path}{close}\" {paint}/>"));
                }
                Draw::Letter(letter, size) => self.write(format_args!(
                    "<text x=\"{}\" y=\"{}\" font-size=\"{size}\" font-weight=\"600\" text-anchor=\"middle\" {paint}>{}</text>",
                    Short(x),
                    Short(y + size * 0.36),
                    Safe(letter)
                )),
            }
        }
    }

    /// Symbol, words, number drawn of number in all.
    fn legend(&mut self, scene: &Scene, rows: &[Vec<(usize, f32)>], top: f32) {
        for (row, keys) in rows.iter().enumerate() {
            let y = top + row as f32 * LEGEND_ROW + 10.0;
            for (at, x) in keys {
                let is_ring = *at == scene.legend.len();
                let Some(key) = (if is_ring { Some(&scene.ring) } else { scene.legend.get(*at) }) else { continue };
                let at = if is_ring { 0 } else { *at as u8 };
                let sample = Scene {
                    shape: vec![if scene.palette == Palette::Verdict { at } else { 0 }],
                    hue: vec![at],
                    flags: vec![if is_ring { flag::INVOLVED } else { 0 }],
                    palette: if is_ring { Palette::Verdict } else { scene.palette },
                    ..Scene::default()
                };
                self.symbol(&sample, 0, MARGIN + x + 6.0, y);
                let words = key_words(&key.title, key.in_view, key.all);
                self.text(MARGIN + x + 16.0, y + 3.8, LABEL_SIZE, Ink::Text2, "", &words);
            }
        }
    }
}

fn line(colour: &str, width: f32) -> String {
    format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"{}\" stroke-linecap=\"round\"", Short2(width))
}

fn key_words(title: &str, in_view: u32, all: u32) -> String {
    format!("{title} {in_view} of {all}")
}

/// The keys of the legend, by position and left end, broken into rows; the ring last, where there is any.
fn legend_rows(scene: &Scene, width: f32) -> Vec<Vec<(usize, f32)>> {
    let (mut rows, mut row, mut x) = (Vec::new(), Vec::new(), 0.0);
    let ring = (scene.ring.in_view > 0).then_some(&scene.ring);
    for (at, key) in scene.legend.iter().chain(ring).enumerate() {
        let words = key_words(&key.title, key.in_view, key.all);
        let room = 16.0 + text_width(&words, LABEL_SIZE, Weight::Regular) + 16.0;
        if x + room > width && !row.is_empty() {
            rows.push(std::mem::take(&mut row));
            x = 0.0;
        }
        row.push((at, x));
        x += room;
    }
    if !row.is_empty() {
        rows.push(row);
    }
    rows
}

/// Text in an SVG: escaped, hidden characters written out.
struct Safe<'a>(&'a str);

impl Display for Safe<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for letter in visible(self.0).chars() {
            match letter {
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                '"' => out.write_str("&quot;")?,
                '\'' => out.write_str("&#39;")?,
                letter => out.write_char(letter)?,
            }
        }
        Ok(())
    }
}

/// Attributes, with a space before them where there are any.
struct Spaced<'a>(&'a str);

impl Display for Spaced<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.is_empty() { Ok(()) } else { write!(out, " {}", self.0) }
    }
}

/// One decimal; 0 for what is no number.
struct Short(f32);

impl Display for Short {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let value = if self.0.is_finite() { (self.0 * 10.0).round() / 10.0 } else { 0.0 };
        write!(out, "{value}")
    }
}

/// Two decimals.
struct Short2(f32);

impl Display for Short2 {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}", (self.0 * 100.0).round() / 100.0)
    }
}
