//! Paints the shapes of a drawing as pixels.
//!
//! Knows what charts are made of: shapes and letters in plain colours, and hatching. What else SVG can do is refused;
//! leaves out how pixels are packed (`picture`).

use usvg::{
    Fill, FillRule, Group, LineCap, LineJoin, Node, Opacity, Paint, PaintOrder, Path, Pattern, Stroke, Tree,
};
use vello_cpu::color::{AlphaColor, Srgb};
use vello_cpu::kurbo::{Affine, BezPath, Cap, Join, Shape, Stroke as Pen};
use vello_cpu::{
    Level, Pixmap, RasterizerSettings, RenderContext, RenderSettings, Resources, TargetInit, peniko,
};

use super::error::ChartError;

/// More pixels than any slide or page has.
const MOST_PIXELS: u64 = 1 << 28;

/// Paints a drawing on white, `scale` pixels to a px.
///
/// # Errors
/// It has no pixels or too many, or holds something that charts are not made of.
pub(super) fn paint(tree: &Tree, scale: f32) -> Result<Pixmap, ChartError> {
    let size = tree.size().to_int_size().scale_by(scale);
    let size = size.filter(|size| u64::from(size.width()) * u64::from(size.height()) <= MOST_PIXELS);
    let size = size.and_then(|size| Some((size.width().try_into().ok()?, size.height().try_into().ok()?)));
    let (width, height): (u16, u16) =
        size.ok_or_else(|| ChartError::Picture(format!("no room for it at scale {scale}")))?;
    // The instructions that every machine of a kind has: the same picture on each of them.
    let settings = RenderSettings { level: Level::baseline(), num_threads: 0 };
    let mut canvas = Canvas(RenderContext::new_with(width, height, settings));
    canvas.group(tree.root(), Affine::scale(scale.into()))?;
    canvas.0.flush();
    let mut pixels = Pixmap::new(width, height);
    // The last row and column may be covered by half; on black they would show as a dark edge.
    let white =
        RasterizerSettings { target_init: TargetInit::Clear(AlphaColor::WHITE), ..Default::default() };
    canvas.0.render_with(&mut pixels, &mut Resources::new(), white);
    Ok(pixels)
}

struct Canvas(RenderContext);

impl Canvas {
    fn group(&mut self, group: &Group, place: Affine) -> Result<(), ChartError> {
        if group.should_isolate() {
            return Err(refused("layers"));
        }
        group.children().iter().try_for_each(|node| match node {
            Node::Group(group) => self.group(group, place * affine(group.transform())),
            Node::Text(text) => self.group(text.flattened(), place),
            Node::Path(path) if path.is_visible() => self.path(path, place),
            Node::Path(_) => Ok(()),
            Node::Image(_) => Err(refused("pictures")),
        })
    }

    fn path(&mut self, path: &Path, place: Affine) -> Result<(), ChartError> {
        let outline = outline(path);
        self.0.set_transform(place);
        if path.paint_order() == PaintOrder::StrokeAndFill {
            self.stroke(path.stroke(), &outline)?;
        }
        self.fill(path.fill(), &outline, place)?;
        if path.paint_order() == PaintOrder::FillAndStroke {
            self.stroke(path.stroke(), &outline)?;
        }
        Ok(())
    }

    fn fill(&mut self, fill: Option<&Fill>, outline: &BezPath, place: Affine) -> Result<(), ChartError> {
        let Some(fill) = fill else { return Ok(()) };
        self.0.set_fill_rule(match fill.rule() {
            FillRule::NonZero => peniko::Fill::NonZero,
            FillRule::EvenOdd => peniko::Fill::EvenOdd,
        });
        if let Paint::Pattern(pattern) = fill.paint() {
            return self.hatch(pattern, outline, place);
        }
        self.0.set_paint(colour(fill.paint(), fill.opacity())?);
        self.0.fill_path(outline);
        Ok(())
    }

    fn stroke(&mut self, stroke: Option<&Stroke>, outline: &BezPath) -> Result<(), ChartError> {
        let Some(stroke) = stroke else { return Ok(()) };
        self.0.set_paint(colour(stroke.paint(), stroke.opacity())?);
        self.0.set_stroke(pen(stroke));
        self.0.stroke_path(outline);
        Ok(())
    }

    /// Fills an outline with the lines of a pattern, all of a kind at once: they are whole where tiles meet.
    fn hatch(&mut self, pattern: &Pattern, outline: &BezPath, place: Affine) -> Result<(), ChartError> {
        let tile = pattern.rect();
        let origin = affine(pattern.transform());
        let covered = origin.inverse().transform_rect_bbox(outline.bounding_box());
        let across = tiles(covered.x0, covered.x1, tile.x(), tile.width());
        let down = tiles(covered.y0, covered.y1, tile.y(), tile.height());
        let corners: Vec<Affine> = down
            .iter()
            .flat_map(|y| across.iter().map(move |x| origin * Affine::translate((*x, *y))))
            .collect();
        self.0.push_clip_path(outline);
        let drawn = self.repeated(pattern.root(), &corners, place);
        self.0.pop_clip();
        drawn
    }

    fn repeated(&mut self, group: &Group, corners: &[Affine], place: Affine) -> Result<(), ChartError> {
        group.children().iter().try_for_each(|node| match node {
            Node::Group(group) => {
                let moved: Vec<Affine> =
                    corners.iter().map(|corner| *corner * affine(group.transform())).collect();
                self.repeated(group, &moved, place)
            }
            Node::Path(path) if path.fill().is_none() => {
                let outline = outline(path);
                let all: BezPath = corners.iter().flat_map(|corner| *corner * outline.clone()).collect();
                self.0.set_transform(place);
                self.stroke(path.stroke(), &all)
            }
            Node::Path(_) | Node::Text(_) | Node::Image(_) => Err(refused("patterns of more than lines")),
        })
    }
}

/// Returns where the tiles begin that cover a stretch.
fn tiles(from: f64, to: f64, origin: f32, length: f32) -> Vec<f64> {
    let (origin, length) = (f64::from(origin), f64::from(length));
    let first = ((from - origin) / length).floor();
    std::iter::successors(Some(first), |tile| Some(tile + 1.0))
        .map(|tile| origin + tile * length)
        .take_while(|start| *start < to)
        .collect()
}

fn outline(path: &Path) -> BezPath {
    use usvg::tiny_skia_path::{PathSegment, Point};
    let mut outline = BezPath::new();
    let at = |point: Point| (f64::from(point.x), f64::from(point.y));
    for segment in path.data().segments() {
        match segment {
            PathSegment::MoveTo(to) => outline.move_to(at(to)),
            PathSegment::LineTo(to) => outline.line_to(at(to)),
            PathSegment::QuadTo(bend, to) => outline.quad_to(at(bend), at(to)),
            PathSegment::CubicTo(one, other, to) => outline.curve_to(at(one), at(other), at(to)),
            PathSegment::Close => outline.close_path(),
        }
    }
    outline
}

fn pen(stroke: &Stroke) -> Pen {
    let cap = match stroke.linecap() {
        LineCap::Butt => Cap::Butt,
        LineCap::Round => Cap::Round,
        LineCap::Square => Cap::Square,
    };
    let join = match stroke.linejoin() {
        LineJoin::Miter | LineJoin::MiterClip => Join::Miter,
        LineJoin::Round => Join::Round,
        LineJoin::Bevel => Join::Bevel,
    };
    let dashes = stroke.dasharray().unwrap_or_default().iter().copied().map(f64::from);
    Pen::new(stroke.width().get().into())
        .with_caps(cap)
        .with_join(join)
        .with_miter_limit(stroke.miterlimit().get().into())
        .with_dashes(stroke.dashoffset().into(), dashes)
}

fn colour(paint: &Paint, opacity: Opacity) -> Result<AlphaColor<Srgb>, ChartError> {
    match paint {
        Paint::Color(colour) => {
            Ok(AlphaColor::from_rgba8(colour.red, colour.green, colour.blue, opacity.to_u8()))
        }
        _ => Err(refused("shades")),
    }
}

fn affine(transform: usvg::Transform) -> Affine {
    let usvg::Transform { sx, kx, ky, sy, tx, ty } = transform;
    Affine::new([sx, ky, kx, sy, tx, ty].map(f64::from))
}

fn refused(what: &str) -> ChartError {
    ChartError::Picture(format!("charts have no {what}"))
}

#[cfg(test)]
mod tests {
    use super::super::picture::svg_tree;
    use super::*;

    const TEAL: [u8; 4] = [10, 122, 120, 255];
    const WHITE: [u8; 4] = [255; 4];

    fn painted(body: &str) -> Result<Vec<[u8; 4]>, ChartError> {
        let svg =
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\">{body}</svg>");
        let pixels = paint(&svg_tree(&svg)?, 1.0)?;
        assert_eq!((pixels.width(), pixels.height()), (40, 20));
        Ok(pixels.data_as_u8_slice().as_chunks().0.to_vec())
    }

    #[test]
    fn a_shape_is_painted_on_white() {
        let pixels = painted("<rect x=\"10\" y=\"5\" width=\"10\" height=\"10\" fill=\"#0a7a78\"/>").unwrap();
        let (row, column) = (|at: usize| at / 40, |at: usize| at % 40);
        for (at, pixel) in pixels.iter().enumerate() {
            let is_inside = (5..15).contains(&row(at)) && (10..20).contains(&column(at));
            assert_eq!(*pixel, if is_inside { TEAL } else { WHITE }, "{at}");
        }
    }

    #[test]
    fn hatching_fills_its_shape_and_nothing_beside_it() {
        let pixels = painted(
            "<pattern id=\"p\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><path d=\"M0 4H8\" \
             stroke=\"#0a7a78\" stroke-width=\"2\" fill=\"none\"/></pattern>\
             <rect x=\"10\" width=\"20\" height=\"20\" fill=\"url(#p)\"/>",
        )
        .unwrap();
        for (at, pixel) in pixels.iter().enumerate() {
            let is_line = matches!(at / 40 % 8, 3 | 4) && (10..30).contains(&(at % 40));
            assert_eq!(*pixel, if is_line { TEAL } else { WHITE }, "{at}");
        }
    }

    #[test]
    fn what_charts_are_not_made_of_is_refused() {
        let gradient = "<linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"red\"/><stop offset=\"1\"/>\
                        </linearGradient><rect width=\"9\" height=\"9\" fill=\"url(#g)\"/>";
        for body in [gradient, "<g opacity=\"0.5\"><path d=\"M0 0H9V9z\"/><path d=\"M0 0H5V5z\"/></g>"] {
            assert!(painted(body).is_err(), "{body}");
        }
    }
}
