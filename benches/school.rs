//! How long the parts of a run take for practice data of one school: `cargo bench`.
//!
//! Reading, counting, protecting, drawing, and the whole report. The data are small, so that all of it takes minutes;
//! large files are measured by `examples/yardstick`. Leaves out comparing with other programs (`docs/performance.md`).

use std::path::Path;
use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};

use meetellen::disclosure::{self, Policy};
use meetellen::ingest::{self, Ingested, Kind, Reading, TableReader};
use meetellen::measures::{self, Comparisons};
use meetellen::model::{FollowUp, Language, Role};
use meetellen::pipeline::{self, Edited, Wishes};
use meetellen::report::chart::{Slide, render_png, render_slide};
use meetellen::report::document::{Document, Figure};
use meetellen::report::{Parts, story};
use meetellen::synthetic::{Options, generate};
use meetellen::tabulation::{self, Cube, Design, Detail};

fn main() {
    divan::main();
}

/// A scan of practice data, and all that is made of it.
struct School {
    folder: tempfile::TempDir,
    ingested: Ingested,
    cube: Cube,
    edited: Edited,
    document: Document,
}

static SCHOOL: LazyLock<School> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder for practice data");
    for file in generate(&Options { students: 4_000, schools: 1, seed: 1 }) {
        let path = folder.path().join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("a folder");
        std::fs::write(path, &file.bytes).expect("a file");
    }
    let ingested = ingest::read(folder.path()).expect("practice data without faults");
    let cube = counted(&ingested);
    let edited = pipeline::publish(&ingested, &Wishes::default()).expect("something to show");
    let scope = edited.edition.scopes.first().expect("a scope").clone();
    let document = story::document(&edited.published, &edited.edition, &scope, Language::Dutch);
    School { folder, ingested, cube, edited, document }
});

fn counted(ingested: &Ingested) -> Cube {
    let design = Design {
        breakdowns: vec![
            vec![Role::Gender],
            vec![Role::Origin],
            vec![Role::Gender, Role::Origin],
            vec![Role::Sex],
        ],
        of_others: Vec::new(),
        per: None,
        language: Language::Dutch,
        follow_up: FollowUp::default(),
        detail: Detail::default(),
    };
    tabulation::tabulate(&ingested.dataset, ingested.frame.as_ref(), &design)
}

/// A table of answers in one of the forms in which exports come.
#[derive(Debug, Clone, Copy)]
enum Form {
    Plain,
    Quoted,
    Windows,
}

/// Returns 10,000 rows of thirty answers and a remark.
fn answers(form: Form) -> Vec<u8> {
    let (open, ending) = match form {
        Form::Plain => ("", "\n"),
        Form::Quoted => ("\"", "\n"),
        Form::Windows => ("", "\r\n"),
    };
    let row = |fields: Vec<String>| {
        let fields: Vec<String> = fields.iter().map(|field| format!("{open}{field}{open}")).collect();
        fields.join(";") + ending
    };
    let mut text = row((0..30).map(|at| format!("v{at}")).chain(["remark".to_owned()]).collect());
    for n in 0..10_000_usize {
        text += &row((0..30)
            .map(|at| (1 + n * 7 % (at + 2) % 5).to_string())
            .chain([format!("remark {n}")])
            .collect());
    }
    text.into_bytes()
}

#[divan::bench(args = [Form::Plain, Form::Quoted, Form::Windows])]
fn parse(bencher: Bencher<'_, '_>, form: Form) {
    let text = answers(form);
    let keep =
        |heading: &str, _: Option<&str>| if heading == "remark" { Kind::Nothing } else { Kind::Values };
    bencher.counter(BytesCount::of_slice(&text)).bench(|| {
        let mut reader = TableReader::new();
        reader.text("answers.csv", black_box(&text), &Reading::default(), &keep);
        reader.finish()
    });
}

#[divan::bench]
fn aggregate(bencher: Bencher<'_, '_>) {
    bencher.bench(|| counted(black_box(&SCHOOL.ingested)));
}

#[divan::bench]
fn protect(bencher: Bencher<'_, '_>) {
    let policy = Policy::default();
    bencher.bench(|| {
        let plan = disclosure::plan(&SCHOOL.cube, &policy, None, &[]);
        let results = measures::measure(&SCHOOL.cube, &plan, &Comparisons::default());
        disclosure::seal(&results, &SCHOOL.cube, &plan, &policy)
    });
}

fn slide(figure: &Figure) -> String {
    let slide = Slide { title: figure.title.clone(), subtitle: String::new(), source: figure.source.clone() };
    render_slide(&figure.chart, &slide).unwrap_or_default()
}

#[divan::bench]
fn draw_svg(bencher: Bencher<'_, '_>) {
    bencher.bench(|| SCHOOL.document.figures().map(slide).collect::<Vec<String>>());
}

#[divan::bench(sample_count = 10)]
fn draw_png(bencher: Bencher<'_, '_>) {
    let drawn: Vec<String> = SCHOOL.document.figures().map(slide).collect();
    bencher.bench(|| drawn.iter().filter_map(|svg| render_png(svg, 1.0).ok()).collect::<Vec<Vec<u8>>>());
}

/// Pages in two languages, figures as SVG and PNG, and workbooks.
#[divan::bench(sample_count = 10)]
fn whole_report(bencher: Bencher<'_, '_>) {
    let wishes = Wishes { parts: Parts { pdf: false, docx: false, ..Parts::default() }, ..Wishes::default() };
    let out = tempfile::tempdir().expect("a folder for the report");
    bencher.bench(|| {
        let ingested = ingest::read(SCHOOL.folder.path()).expect("practice data without faults");
        pipeline::run(&ingested, &wishes, &out.path().join("report")).expect("a report")
    });
}

#[divan::bench]
fn numbers_only(bencher: Bencher<'_, '_>) {
    bencher.bench(|| pipeline::publish(black_box(&SCHOOL.ingested), &Wishes::default()));
    assert!(!SCHOOL.edited.published.rows().is_empty());
}
