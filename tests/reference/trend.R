# Cochran-Armitage: successes x of n people at each score. Run: Rscript trend.R
source("reference.R")
sets <- list(
  list(c(601, 370, 322, 269, 147, 46), c(933, 585, 918, 792, 584, 714), 1:6),
  list(c(1, 2, 5), c(10, 10, 10), c(2023, 2024, 2025)),
  list(c(0, 10), c(10, 10), 0:1),
  list(c(3, 0, 9, 4), c(30, 1, 60, 8), c(-1, 0, .5, 4)),
  list(c(10, 10, 10), c(20, 20, 20), 1:3))
for (s in sets) {
  x <- s[[1]]
  n <- s[[2]]
  scores <- s[[3]]
  chi <- suppressWarnings(prop.trend.test(x, n, scores))$statistic[[1]]
  score <- rep(scores, n)
  outcome <- unlist(Map(function(yes, all) rep(1:0, c(yes, all - yes)), x, n))
  slope <- cov(score, outcome) / var(score)
  # Equal shares leave a rounding of 1e-17 in both.
  if (abs(slope) < 1e-14) slope <- chi <- 0
  add("trend", list(x = x, n = n, scores = scores),
      c(chi_squared = chi, p = pchisq(chi, 1, lower.tail = FALSE), slope = slope, z = sign(slope) * sqrt(chi)), 1e-9)
}
none <- function(x, n, reason) add("trend", list(x = x, n = n, scores = 1:2), NA, reason = reason)
none(c(0, 0), c(5, 5), "no_variation")
none(c(5, 5), c(5, 5), "no_variation")
none(c(2, 0), c(5, 0), "one_level")
none(c(0, 0), c(0, 0), "n_zero")
write_cases("trend")
