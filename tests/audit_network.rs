//! The audit of a network's report: a number of several schools is of those schools, follows from their share files,
//! and is no total that contains a school which withholds it.
//!
//! Every folder and file is written by hand. Leaves out real share files (`share`) and the practice data (`.ci/share`).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::fs;
use std::path::{Path, PathBuf};

use meetellen::audit::{Audit, Effort, Verdict, audit};
use meetellen::model::checksum::sha256;
use tempfile::TempDir;

const HEAD: &str = "schema,scope,source,period,measure,by,group,against,statistic,category,value,lower,upper,n,method,status,reason";

/// Writes a report folder.
fn report(place: &Path, inputs: &[String], rows: &[String]) {
    fs::create_dir_all(place).unwrap();
    let inputs: Vec<String> = inputs.iter().map(|hash| format!("{{\"sha256\":\"{hash}\"}}")).collect();
    let manifest = format!("{{\"scope\":\"all\",\"inputs\":[{}]}}", inputs.join(","));
    fs::write(place.join("manifest.json"), manifest).unwrap();
    let rows: Vec<String> = rows.iter().map(|row| format!("1,{row}")).collect();
    fs::write(place.join("results.csv"), format!("{HEAD}\n{}\n", rows.join("\n"))).unwrap();
}

/// What a school tells of who re-enrolled: people and share, or nothing.
type Told = Option<(u64, f64)>;

/// Writes the share file of an invented school, and returns its hash.
fn share_file(place: &Path, code: &str, told: Told) -> String {
    let block = told.map_or_else(String::new, |(n, share)| {
        format!(
            r#"{{"source":"register","period":"2024","measure":"retention.reenrolled1","by":"","group":"",
                "precision":"fine","n":{n},"share":{share}}}"#
        )
    });
    let absent = match told {
        Some(_) => String::new(),
        None => r#"{"source":"register","period":"2024","measure":"retention.reenrolled1","by":"","group":"",
                   "reason":"privacy"}"#
            .to_owned(),
    };
    let text = format!(
        r#"{{"school":{{"code":"{code}","name":"School {code}"}},"scope":"institution={code}",
            "minima":{{"survey":10,"register":5,"exact":false}},"inputs":["r"],
            "sources":[{{"name":"register","public":false}}],"definitions":[],"levels":{{}},
            "blocks":[{block}],"absent":[{absent}]}}"#
    );
    fs::write(place.join(format!("{code}.json")), &text).unwrap();
    sha256(text.as_bytes())
}

const TOLD: [(&str, Told); 4] =
    [("A", Some((40, 0.75))), ("B", Some((60, 0.8))), ("C", Some((50, 0.9))), ("D", None)];

/// A network of four schools, of which D withholds; `n`, `share` and `schools` are what its report says.
struct Network {
    folder: TempDir,
    paths: Vec<PathBuf>,
}

impl Network {
    fn saying(n: u64, share: f64, schools: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let place = folder.path();
        let hashes: Vec<String> = TOLD.iter().map(|(code, told)| share_file(place, code, *told)).collect();
        let own = |(code, told): &(&str, Told)| {
            let start = format!("all,register,2024,retention.reenrolled1,institution,School {code},,share,,");
            match told {
                Some((n, share)) => format!("{start}{share},,,{n},wilson,shown,"),
                None => format!("{start},,,,,withheld,privacy"),
            }
        };
        let mut rows: Vec<String> = TOLD.iter().map(own).collect();
        rows.push(format!("all,register,2024,retention.reenrolled1,,,,share,,{share},,,{n},wilson,shown,"));
        report(&place.join("net/alle"), &hashes, &rows);
        fs::write(
            place.join("net/bijdragen.csv"),
            format!(
                "source,period,measure,by,group,schools,withheld_by\n\
                 register,2024,retention.reenrolled1,,,{schools},School D\n"
            ),
        )
        .unwrap();
        let mut paths = vec![place.join("net")];
        paths.extend(TOLD.iter().map(|(code, _)| place.join(format!("{code}.json"))));
        Self { paths, folder }
    }

    fn audited(&self, paths: &[PathBuf]) -> Audit {
        assert!(self.folder.path().exists());
        audit(paths, Effort::default()).unwrap()
    }
}

fn told(found: &Audit) -> Vec<&str> {
    let is_weak = |verdict| verdict != Verdict::Possible;
    let weak = found.weaknesses.iter().filter(|weakness| is_weak(weakness.finding.verdict));
    weak.map(|weakness| weakness.finding.cause.as_str()).collect()
}

const THREE: &str = "School A; School B; School C";

#[test]
fn a_total_of_a_network_does_not_contain_a_school_that_withholds() {
    let network = Network::saying(150, 0.82, THREE);
    assert_eq!(told(&network.audited(&network.paths[..1])), Vec::<&str>::new(), "the network by itself");
    let found = network.audited(&network.paths);
    assert_eq!(told(&found), Vec::<&str>::new(), "beside the share files");
    assert_eq!(found.dropped, 0);
}

#[test]
fn a_number_that_does_not_follow_from_the_share_files_is_found() {
    for (n, share) in [(170, 0.82), (150, 0.86)] {
        let network = Network::saying(n, share, THREE);
        assert_eq!(
            told(&network.audited(&network.paths)),
            ["a number of a network does not follow from the share files"],
            "{share} of {n}"
        );
    }
}

#[test]
fn a_number_of_two_schools_is_found_and_so_is_one_of_a_school_that_withholds() {
    let network = Network::saying(100, 0.78, "School A; School B");
    assert_eq!(told(&network.audited(&network.paths)), ["a number of a network of fewer than three schools"]);
    let network = Network::saying(150, 0.82, "School A; School B; School C; School D");
    assert_eq!(
        told(&network.audited(&network.paths)),
        ["a number of a network does not follow from the share files"]
    );
}

#[test]
fn sums_of_rounded_numbers_contradict_nothing() {
    let place = TempDir::new().unwrap();
    let row = |category: &str, share: f64, n: u64| {
        format!("all,studenten,2026,item.SB01,,,,share,{category},{share},,,{n},wilson,shown,")
    };
    // Of 1,012 people in six schools, each told in fives and whole percents.
    report(
        &place.path().join("alle"),
        &["s".to_owned()],
        &[row("eens", 0.36, 1000), row("oneens", 0.63, 1015)],
    );
    let schools = ["A", "B", "C", "D", "E", "F"].map(|code| format!("School {code}")).join("; ");
    fs::write(
        place.path().join("bijdragen.csv"),
        format!(
            "source,period,measure,by,group,schools,withheld_by\nstudenten,2026,item.SB01,,,{schools},\n"
        ),
    )
    .unwrap();
    let found = audit(&[place.path().to_owned()], Effort::default()).unwrap();
    assert_eq!((found.dropped, told(&found)), (0, Vec::new()));
}

/// Two reports on the same people: the first tells who re-enrolled in round numbers, the second another thing in full.
#[test]
fn a_report_in_full_does_not_make_the_round_numbers_of_another_exact() {
    let place = TempDir::new().unwrap();
    let row = |measure: &str, by: &str, group: &str, told: Told| {
        let start = format!("all,register,2020,retention.{measure},{by},{group},,share,,");
        match told {
            Some((n, share)) => format!("{start}{share},,,{n},wilson,shown,"),
            None => format!("{start},,,,,withheld,privacy"),
        }
    };
    let inputs = ["r".to_owned()];
    report(
        &place.path().join("rond"),
        &inputs,
        &[
            row("diploma1", "", "", Some((50, 0.8))),
            row("diploma1", "sex", "man", Some((45, 0.8))),
            row("diploma1", "sex", "vrouw", None),
        ],
    );
    report(
        &place.path().join("voluit"),
        &inputs,
        &[row("completed5", "", "", Some((147, 0.5))), row("completed5", "sex", "man", Some((143, 0.5)))],
    );
    let found = audit(&[place.path().join("rond"), place.path().join("voluit")], Effort::default()).unwrap();
    let exact = found.weaknesses.iter().filter(|weakness| weakness.finding.verdict == Verdict::Exact);
    assert_eq!(exact.count(), 0, "{:?}", found.weaknesses);
}

#[test]
fn a_share_file_that_leaves_a_state_out_contradicts_nothing() {
    let place = TempDir::new().unwrap();
    share_file(place.path(), "A", Some((40, 0.75)));
    let path = place.path().join("A.json");
    // Who switched, dropped out or graduated is not told: that is the rest of everybody.
    let text = fs::read_to_string(&path).unwrap();
    let (head, tail) = text.split_once("\"blocks\":[").unwrap();
    let again = "\"blocks\":[{\"source\":\"register\",\"period\":\"2024\",\"measure\":\"retention.dropout1\",\
                 \"by\":\"\",\"group\":\"\",\"precision\":\"fine\",\"n\":40,\"share\":0.1},";
    fs::write(&path, format!("{head}{again}{tail}")).unwrap();
    let found = audit(&[path], Effort::default()).unwrap();
    assert_eq!((found.dropped, told(&found)), (0, Vec::new()));
}
