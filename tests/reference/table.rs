//! Tables of counts against `table.R`.

use super::case::cases;
use meetellen::statistics::exact::{ExactMethod, fisher_test, independence_test};
use meetellen::statistics::proportion::Tally;
use meetellen::statistics::table::{
    Table, association, linear_by_linear, standardised_residuals, yates_test,
};

#[test]
fn tables_agree_with_r() {
    for case in cases("table") {
        if case.call == "fisher" {
            let first = Tally::of(case.count(0), case.count(1));
            let reference = Tally::of(case.count(2), case.count(3));
            if let Some(test) = case.answer(fisher_test(first, reference)) {
                let ratio = test.odds_ratio.unwrap();
                let interval = ratio.interval.unwrap();
                case.check_field("p", test.p);
                case.check_field("or", ratio.value);
                case.check_field("lower", interval.lower);
                case.check_field("upper", interval.upper);
            }
            continue;
        }
        let Some(table) = case.answer(Table::new(&case.rows("rows"))) else { continue };
        match case.call.as_str() {
            "association" => {
                let got = association(&table);
                case.check_field("statistic", got.test.statistic);
                case.check_field("df", got.test.df);
                case.check_field("p", got.test.p);
                case.check_field("v", got.cramers_v);
                case.check_field("v_corrected", got.cramers_v_corrected);
                case.check_field("smallest", got.smallest_expected);
            }
            "residual" => {
                let residuals = standardised_residuals(&table);
                case.check(residuals[0].last().copied().unwrap().unwrap());
            }
            "yates" => {
                let got = yates_test(&table);
                case.check_field("statistic", got.statistic);
                case.check_field("p", got.p);
            }
            "linear" | "linear_scored" => {
                let scored = case.call == "linear_scored";
                let scores = |name| if scored { case.numbers(name) } else { Vec::new() };
                let got = linear_by_linear(&table, &scores("row_scores"), &scores("column_scores")).unwrap();
                case.check_field("statistic", got.test.statistic);
                case.check_field("p", got.test.p);
            }
            "independence" => {
                let got = independence_test(&table, 1);
                assert_eq!(got.method, ExactMethod::Enumerated);
                case.check(got.p);
            }
            other => panic!("no function for {other}"),
        }
    }
}
