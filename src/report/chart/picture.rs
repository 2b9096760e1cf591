//! Pictures: PNG from the SVG of a chart, with our typeface only, and slides of 1920 by 1080.
//!
//! Leaves out drawing. System fonts are never looked at, so a picture is the same on every machine.

use super::backend::{clean, escape};
use super::error::ChartError;
use super::indexed::{Indexed, indexed};
use super::painter::paint;
use super::palette::Role;
use super::typeface::{self, BOLD_TTF, FAMILY, FAMILY_STACK, REGULAR_TTF, SEMIBOLD_TTF, Weight};
use super::{Chart, layout, render_svg};
use std::sync::{Arc, OnceLock};
use usvg::{Options, Tree, fontdb};
use vello_cpu::Pixmap;

/// Returns the SVG as PNG, `scale` pixels to a px: 2 looks like print.
///
/// # Errors
/// The text is not the SVG of a chart, or the picture would have no or too many pixels.
pub fn render_png(svg: &str, scale: f32) -> Result<Vec<u8>, ChartError> {
    let pixels = paint(&svg_tree(&unclipped(svg))?, scale)?;
    encode(&pixels).map_err(|fault| ChartError::Picture(fault.to_string()))
}

/// Returns the SVG with its text laid out in our typeface, to be drawn by another writer.
///
/// # Errors
/// The text is not SVG.
pub(in crate::report) fn svg_tree(svg: &str) -> Result<Tree, ChartError> {
    Tree::from_str(svg, options()).map_err(|fault| ChartError::Picture(fault.to_string()))
}

/// The fonts are read once; every tree shares them.
fn options() -> &'static Options<'static> {
    static OPTIONS: OnceLock<Options<'static>> = OnceLock::new();
    OPTIONS.get_or_init(|| {
        let mut fonts = fontdb::Database::new();
        for font in [REGULAR_TTF, SEMIBOLD_TTF, BOLD_TTF] {
            fonts.load_font_source(fontdb::Source::Binary(Arc::new(font)));
        }
        fonts.set_sans_serif_family(FAMILY);
        Options { fontdb: Arc::new(fonts), font_family: FAMILY.to_owned(), ..Options::default() }
    })
}

/// Returns the SVG without clipping a nested drawing: a chart keeps within its frame.
fn unclipped(svg: &str) -> String {
    svg.replace("<svg x=", "<svg overflow=\"visible\" x=")
}

/// How hard to pack, 1 to 9: flat colours become hardly smaller beyond this, in twice the time.
const PACKING: u8 = 3;

fn encode(pixels: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width().into(), pixels.height().into());
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_deflate_compression(png::DeflateCompression::Level(PACKING));
    let data = match indexed(pixels.data_as_u8_slice()) {
        Some(Indexed { palette, places }) => {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(palette);
            encoder.set_filter(png::Filter::NoFilter);
            places
        }
        None => {
            encoder.set_color(png::ColorType::Rgb);
            // A chart has its own background, so every pixel is opaque and alpha would only cost bytes.
            pixels.data_as_u8_slice().chunks_exact(4).flat_map(|pixel| &pixel[..3]).copied().collect()
        }
    };
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok(bytes)
}

/// What stands around a chart on a slide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slide {
    /// The title, which states the finding.
    pub title: String,
    /// What is measured, of whom, when: under the title.
    pub subtitle: String,
    /// The source and, for practice data, that it is practice data.
    pub source: String,
}

/// Returns the chart with title and source as an SVG of 1920 by 1080; [`render_png`] at scale 1 makes the picture.
///
/// # Errors
/// As [`render_svg`].
pub fn render_slide(chart: &Chart, slide: &Slide) -> Result<String, ChartError> {
    const LEFT: f64 = 96.0;
    const ROOM: f64 = 1920.0 - 2.0 * LEFT;
    let size = layout(chart)?;
    let mut body = String::new();
    let mut y = 72.0;
    y = set(&mut body, &slide.title, y, 52.0, Weight::Bold, Role::Ink, ROOM);
    y = set(&mut body, &slide.subtitle, y + 8.0, 30.0, Weight::Regular, Role::Soft, ROOM);
    let source = typeface::wrap(&clean(&slide.source), ROOM, 24.0, Weight::Regular);
    let source_top = 1080.0 - 48.0 - line_count(&source) * 30.0;
    set(&mut body, &slide.source, source_top, 24.0, Weight::Regular, Role::Soft, ROOM);
    let (top, bottom) = (y + 24.0, source_top - 24.0);
    let scale = (ROOM / size.width).min((bottom - top).max(1.0) / size.height);
    let (wide, tall) = (size.width * scale, size.height * scale);
    let left = LEFT + (ROOM - wide) / 2.0;
    let inner = render_svg(chart)?;
    // A nested svg keeps its own coordinates; only its size and place on the slide are written in front.
    let view = inner.find("viewBox=").map_or("", |at| &inner[at..]);
    let frame = chart.frame();
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1920\" height=\"1080\" viewBox=\"0 0 1920 1080\" \
         lang=\"{}\" font-family=\"{FAMILY_STACK}\">\n<rect width=\"1920\" height=\"1080\" fill=\"{}\"/>\n{body}\
         <svg x=\"{left:.2}\" y=\"{top:.2}\" width=\"{wide:.2}\" height=\"{tall:.2}\" {view}</svg>\n",
        frame.language.code(),
        Role::Paper.light(),
    ))
}

#[expect(clippy::cast_precision_loss, reason = "a slide has few lines")]
fn line_count(lines: &[String]) -> f64 {
    lines.len() as f64
}

/// Sets a text of a slide in lines from `top` down, and returns where it ends.
fn set(body: &mut String, text: &str, top: f64, size: f64, weight: Weight, role: Role, room: f64) -> f64 {
    let text = clean(text);
    if text.is_empty() {
        return top;
    }
    let mut y = top;
    for line in typeface::wrap(&text, room, size, weight) {
        body.push_str(&format!(
            "<text x=\"96\" y=\"{:.2}\" font-size=\"{size}\" font-weight=\"{}\" fill=\"{}\">{}</text>\n",
            y + size * 0.86,
            weight.number(),
            role.light(),
            escape(&line),
        ));
        y += (size * 1.22).round();
    }
    y
}
