//! Points on the graphics card: all edges and symbols with every frame, straight from buffers filled once. Words, and
//! what lies over the picture, stay with the 2D canvas, into which this one is copied.
//!
//! Without a card the same work is three times slower than a 2D canvas (see `benches/drawing.mjs`), so it is used only where
//! there is one; where the card is taken away, the 2D painter goes on.

use js_sys::{Float32Array, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{
    HtmlCanvasElement, WebGl2RenderingContext as Gl, WebGlBuffer, WebGlContextAttributes, WebGlProgram,
    WebGlVertexArrayObject,
};

use super::job::{Job, Sheet, Shown, Slice};
use super::paint2d::View;
use super::points::{dot_side, edge_opacity, is_dotted, survey, symbol_zoom};
use super::sprites::{DENSITY, ROW, SIDE};
use super::surface::{blank, context_of};
use crate::view::scene::{Ink, dot_ink, edge_look};

/// So many edges are drawn at most, the most telling ones.
const EDGES: usize = 120_000;
/// The parameter of `WEBGL_debug_renderer_info` that names the card.
const RENDERER: u32 = 0x9246;
/// What drivers without a card call themselves, in lower case.
const SOFTWARE: [&str; 6] = ["swiftshader", "llvmpipe", "softpipe", "software", "basic render", "paravirtual"];

const LINE_VERTEX: &str = "#version 300 es
precision highp float;
in vec2 corner; in vec4 ends; in vec4 ink;
uniform vec3 camera; uniform vec2 size; uniform float width;
out vec4 colour; out float off;
void main() {
  vec2 a = ends.xy * camera.x + camera.yz, b = ends.zw * camera.x + camera.yz;
  vec2 along = b - a; float reach = max(length(along), 0.001);
  vec2 side = vec2(-along.y, along.x) / reach;
  vec2 at = mix(a, b, corner.x) + side * corner.y * (width * 0.5 + 1.0);
  gl_Position = vec4(at / size * vec2(2, -2) + vec2(-1, 1), 0, 1);
  colour = ink; off = corner.y * (width * 0.5 + 1.0);
}";
const LINE_FRAGMENT: &str = "#version 300 es
precision highp float;
in vec4 colour; in float off; uniform float width; uniform float opacity;
out vec4 drawn;
void main() {
  float alpha = colour.a * opacity * clamp(width * 0.5 + 0.5 - abs(off), 0.0, 1.0);
  drawn = vec4(colour.rgb * alpha, alpha);
}";
const MARK_VERTEX: &str = "#version 300 es
precision highp float;
in vec2 corner; in vec3 mark; in vec4 ink;
uniform vec3 camera; uniform vec2 size; uniform float side; uniform vec2 atlas; uniform float row;
out vec4 colour; out vec2 texel;
void main() {
  vec2 at = mark.xy * camera.x + camera.yz + vec2(corner.x - 0.5, corner.y * 0.5) * side;
  gl_Position = vec4(at / size * vec2(2, -2) + vec2(-1, 1), 0, 1);
  vec2 cell = vec2(mod(mark.z, row), floor(mark.z / row));
  texel = (cell + vec2(corner.x, corner.y * 0.5 + 0.5)) / atlas; colour = ink;
}";
const MARK_FRAGMENT: &str = "#version 300 es
precision highp float;
in vec4 colour; in vec2 texel; uniform sampler2D sprites; uniform bool dots;
out vec4 drawn;
void main() { drawn = dots ? vec4(colour.rgb * colour.a, colour.a) : texture(sprites, texel); }";

/// A context with what it was given to draw.
pub struct WebGl {
    pub canvas: HtmlCanvasElement,
    gl: Gl,
    lines: Program,
    marks: Program,
    corners: WebGlBuffer,
    loaded: Option<Loaded>,
}

struct Program {
    program: WebGlProgram,
    array: WebGlVertexArrayObject,
    places: WebGlBuffer,
    inks: WebGlBuffer,
}

/// What the buffers hold.
struct Loaded {
    version: u32,
    edges: i32,
    marks: i32,
    atlas_rows: f32,
}

impl WebGl {
    /// `None` where there is no WebGL2 or, unless `any` is good enough, no graphics card behind it.
    pub fn new(any: bool) -> Option<Self> {
        let canvas = blank(1, 1)?;
        let options = WebGlContextAttributes::new();
        options.set_antialias(false);
        options.set_depth(false);
        options.set_fail_if_major_performance_caveat(!any);
        let gl = canvas.get_context_with_context_options("webgl2", &options).ok().flatten()?;
        let gl: Gl = gl.dyn_into().ok()?;
        if !any && is_software(&gl) {
            return None;
        }
        let corners = gl.create_buffer()?;
        gl.bind_buffer(Gl::ARRAY_BUFFER, Some(&corners));
        let strip = Float32Array::from([0.0, -1.0, 1.0, -1.0, 0.0, 1.0, 1.0, 1.0].as_slice());
        gl.buffer_data_with_array_buffer_view(Gl::ARRAY_BUFFER, &strip, Gl::STATIC_DRAW);
        let lines = program(&gl, LINE_VERTEX, LINE_FRAGMENT, &corners, "ends", 4)?;
        let marks = program(&gl, MARK_VERTEX, MARK_FRAGMENT, &corners, "mark", 3)?;
        gl.enable(Gl::BLEND);
        gl.blend_func(Gl::ONE, Gl::ONE_MINUS_SRC_ALPHA);
        Some(Self { canvas, gl, lines, marks, corners, loaded: None })
    }

    /// Paints all of a scene of points; `None` where the context was lost.
    pub fn paint(&mut self, sheet: &Sheet<'_>, view: View, version: u32) -> Option<Shown> {
        if self.gl.is_context_lost() {
            return None;
        }
        if self.loaded.as_ref().is_none_or(|loaded| loaded.version != version) {
            self.loaded = Some(self.load(sheet, version));
        }
        let loaded = self.loaded.as_ref()?;
        let pixels = |length: f32| (f64::from(length) * view.ratio).round() as u32;
        let (width, height) = (pixels(view.size.width), pixels(view.size.height));
        if self.canvas.width() != width || self.canvas.height() != height {
            self.canvas.set_width(width);
            self.canvas.set_height(height);
        }
        let mut job = Job::new(view);
        survey(&mut job, sheet.scene, &mut Slice::whole());
        let gl = &self.gl;
        gl.viewport(0, 0, width as i32, height as i32);
        let [red, green, blue, _] = rgba(sheet, Ink::Surface0).map(|part| f32::from(part) / 255.0);
        gl.clear_color(red, green, blue, 1.0);
        gl.clear(Gl::COLOR_BUFFER_BIT);
        let drawn = job.shown.of.min(EDGES as u32);
        self.start(&self.lines.program, &self.lines.array, view);
        self.number(&self.lines.program, "width", (1.0 / view.ratio) as f32);
        self.number(&self.lines.program, "opacity", edge_opacity(drawn));
        gl.draw_arrays_instanced(Gl::TRIANGLE_STRIP, 0, 4, loaded.edges);
        let marks = &self.marks.program;
        self.start(marks, &self.marks.array, view);
        let dots = is_dotted(&job);
        let zoom = symbol_zoom(job.spacing, view.camera.scale);
        self.number(marks, "side", if dots { dot_side(job.spacing) } else { SIDE * zoom });
        self.number(marks, "row", ROW as f32);
        gl.uniform1i(gl.get_uniform_location(marks, "dots").as_ref(), i32::from(dots));
        gl.uniform2f(gl.get_uniform_location(marks, "atlas").as_ref(), ROW as f32, loaded.atlas_rows.max(1.0));
        gl.draw_arrays_instanced(Gl::TRIANGLE_STRIP, 0, 4, loaded.marks);
        gl.bind_vertex_array(None);
        Some(Shown { edges: drawn, of: job.shown.of })
    }

    fn start(&self, program: &WebGlProgram, array: &WebGlVertexArrayObject, view: View) {
        let (gl, camera) = (&self.gl, view.camera);
        gl.use_program(Some(program));
        gl.bind_vertex_array(Some(array));
        gl.uniform3f(gl.get_uniform_location(program, "camera").as_ref(), camera.scale, camera.x, camera.y);
        gl.uniform2f(gl.get_uniform_location(program, "size").as_ref(), view.size.width, view.size.height);
    }

    fn number(&self, program: &WebGlProgram, name: &str, value: f32) {
        self.gl.uniform1f(self.gl.get_uniform_location(program, name).as_ref(), value);
    }

    /// Fills the buffers: the edges as they come, the marks with the most important last, the symbols as a texture.
    fn load(&self, sheet: &Sheet<'_>, version: u32) -> Loaded {
        let (scene, gl) = (sheet.scene, &self.gl);
        let inks: Vec<[u8; 4]> = (0..5).map(|line| rgba(sheet, edge_look(line, false, false, false).ink)).collect();
        let count = scene.from.len().min(EDGES);
        let (mut ends, mut colours) = (Vec::with_capacity(4 * count), Vec::with_capacity(4 * count));
        for edge in 0..count {
            ends.extend(scene.straight(edge).unwrap_or_default());
            let line = scene.line.get(edge).copied().unwrap_or_default();
            colours.extend(inks.get(line as usize).copied().unwrap_or_default());
        }
        self.fill(&self.lines, &ends, &colours);
        let mut dots = std::collections::BTreeMap::new();
        let (mut places, mut colours) = (Vec::with_capacity(3 * scene.len()), Vec::with_capacity(4 * scene.len()));
        for mark in scene.order.iter().rev().copied() {
            let (x, y) = scene.symbol_at(mark).unwrap_or_default();
            let sprite = sheet.sprites.of.get(mark as usize).copied().unwrap_or_default();
            places.extend([x, y, f32::from(sprite)]);
            let ink = dot_ink(scene, mark);
            colours.extend(*dots.entry(ink).or_insert_with(|| rgba(sheet, ink)));
        }
        self.fill(&self.marks, &places, &colours);
        let mut atlas_rows = 1.0;
        if let Some(atlas) = &sheet.sprites.canvas {
            atlas_rows = atlas.height() as f32 / (SIDE * DENSITY);
            let texture = gl.create_texture();
            gl.bind_texture(Gl::TEXTURE_2D, texture.as_ref());
            gl.pixel_storei(Gl::UNPACK_PREMULTIPLY_ALPHA_WEBGL, 1);
            let (target, format) = (Gl::TEXTURE_2D, Gl::RGBA);
            let _ = gl.tex_image_2d_with_u32_and_u32_and_html_canvas_element(
                target,
                0,
                format as i32,
                format,
                Gl::UNSIGNED_BYTE,
                atlas,
            );
            gl.generate_mipmap(target);
            gl.tex_parameteri(target, Gl::TEXTURE_MIN_FILTER, Gl::LINEAR_MIPMAP_LINEAR as i32);
            gl.tex_parameteri(target, Gl::TEXTURE_WRAP_S, Gl::CLAMP_TO_EDGE as i32);
            gl.tex_parameteri(target, Gl::TEXTURE_WRAP_T, Gl::CLAMP_TO_EDGE as i32);
        }
        Loaded { version, edges: count as i32, marks: scene.order.len() as i32, atlas_rows }
    }

    fn fill(&self, program: &Program, places: &[f32], inks: &[u8]) {
        let gl = &self.gl;
        gl.bind_buffer(Gl::ARRAY_BUFFER, Some(&program.places));
        gl.buffer_data_with_array_buffer_view(Gl::ARRAY_BUFFER, &Float32Array::from(places), Gl::STATIC_DRAW);
        gl.bind_buffer(Gl::ARRAY_BUFFER, Some(&program.inks));
        gl.buffer_data_with_array_buffer_view(Gl::ARRAY_BUFFER, &Uint8Array::from(inks), Gl::STATIC_DRAW);
    }
}

impl Drop for WebGl {
    /// Browsers keep only a few contexts: this one is given back at once.
    fn drop(&mut self) {
        self.gl.delete_buffer(Some(&self.corners));
        if let Ok(Some(extension)) = self.gl.get_extension("WEBGL_lose_context")
            && let Ok(lose) = js_sys::Reflect::get(&extension, &"loseContext".into())
            && let Ok(lose) = lose.dyn_into::<js_sys::Function>()
        {
            let _ = lose.call0(&extension);
        }
    }
}

fn is_software(gl: &Gl) -> bool {
    if gl.get_extension("WEBGL_debug_renderer_info").ok().flatten().is_none() {
        return false;
    }
    let name = gl.get_parameter(RENDERER).ok().and_then(|name| name.as_string()).unwrap_or_default().to_lowercase();
    SOFTWARE.iter().any(|word| name.contains(word))
}

fn program(gl: &Gl, vertex: &str, fragment: &str, corners: &WebGlBuffer, place: &str, parts: i32) -> Option<Program> {
    let program = gl.create_program()?;
    for (kind, text) in [(Gl::VERTEX_SHADER, vertex), (Gl::FRAGMENT_SHADER, fragment)] {
        let shader = gl.create_shader(kind)?;
        gl.shader_source(&shader, text);
        gl.compile_shader(&shader);
        gl.attach_shader(&program, &shader);
    }
    gl.link_program(&program);
    if gl.get_program_parameter(&program, Gl::LINK_STATUS).as_bool() != Some(true) {
        return None;
    }
    let array = gl.create_vertex_array()?;
    gl.bind_vertex_array(Some(&array));
    let (places, inks) = (gl.create_buffer()?, gl.create_buffer()?);
    for (buffer, name, parts, kind, per_instance) in [
        (corners, "corner", 2, Gl::FLOAT, 0),
        (&places, place, parts, Gl::FLOAT, 1),
        (&inks, "ink", 4, Gl::UNSIGNED_BYTE, 1),
    ] {
        let at = u32::try_from(gl.get_attrib_location(&program, name)).ok()?;
        gl.bind_buffer(Gl::ARRAY_BUFFER, Some(buffer));
        gl.enable_vertex_attrib_array(at);
        gl.vertex_attrib_pointer_with_i32(at, parts, kind, kind == Gl::UNSIGNED_BYTE, 0, 0);
        gl.vertex_attrib_divisor(at, per_instance);
    }
    gl.bind_vertex_array(None);
    Some(Program { program, array, places, inks })
}

/// A colour of the page as bytes: whatever way it is written, a 2D context gives it back as `#rrggbb`.
fn rgba(sheet: &Sheet<'_>, ink: Ink) -> [u8; 4] {
    let written = blank(1, 1).as_ref().and_then(context_of).and_then(|context| {
        context.set_fill_style_str(sheet.look.colour(ink));
        context.fill_style().as_string()
    });
    let written = written.unwrap_or_default();
    let part = |at: usize| written.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok()).unwrap_or_default();
    [part(1), part(3), part(5), 255]
}
