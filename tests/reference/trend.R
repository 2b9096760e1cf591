# Cochran-Armitage. Run: Rscript trend.R
source("reference.R")
for (v in list(list(c(601, 370, 322, 269, 147, 46), c(933, 585, 918, 792, 584, 714), 1:6), list(c(1, 2, 5), c(10, 10, 10), c(2023, 2024, 2025)), list(c(0, 10), c(10, 10), 0:1), list(c(3, 0, 9, 4), c(30, 1, 60, 8), c(-1, 0, .5, 4)), list(c(10, 10, 10), c(20, 20, 20), 1:3))) {
  t <- suppressWarnings(prop.trend.test(v[[1]], v[[2]], v[[3]])); x <- rep(v[[3]], v[[2]]); y <- unlist(Map(function(s, n) rep(1:0, c(s, n - s)), v[[1]], v[[2]]))
  b <- cov(x, y) / var(x); if (abs(b) < 1e-14) b <- 0; s <- t$statistic[[1]]; if (s < 1e-20) s <- 0
  add("trend", list(x = v[[1]], n = v[[2]], scores = v[[3]]), c(chi_squared = s, p = pchisq(s, 1, lower.tail = FALSE), slope = b, z = sign(b) * sqrt(s)), 1e-9) }
add("trend", list(x = c(0, 0), n = c(5, 5), scores = 1:2), NA, reason = "no_variation"); add("trend", list(x = c(5, 5), n = c(5, 5), scores = 1:2), NA, reason = "no_variation")
add("trend", list(x = c(2, 0), n = c(5, 0), scores = 1:2), NA, reason = "one_level"); add("trend", list(x = c(0, 0), n = c(0, 0), scores = 1:2), NA, reason = "n_zero")
write_cases("trend")
