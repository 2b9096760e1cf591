# Wilson and Clopper-Pearson intervals; arguments x, n. Run: Rscript proportion.R
source("reference.R")
pairs <- list(c(0, 10), c(10, 10), c(1, 1), c(0, 1), c(3, 12), c(15, 148), c(81, 263),
              c(0, 20), c(1, 29), c(417, 731), c(5e4, 1e6), c(3, 1e6))
for (v in pairs) {
  x <- v[1]
  n <- v[2]
  w <- suppressWarnings(prop.test(x, n, correct = FALSE)$conf.int)
  # prop.test leaves a rounding of 1e-17 where the bound is 0 or 1.
  add("wilson", v, c(share = x / n, lower = if (x == 0) 0 else w[1], upper = if (x == n) 1 else w[2]))
  b <- binom.test(x, n)$conf.int
  add("clopper_pearson", v, c(lower = b[1], upper = b[2]))
}
for (fn in c("wilson", "clopper_pearson")) add(fn, c(0, 0), NA, reason = "n_zero")
for (v in list(c(.9, 4.2), c(0, 10 / 3), c(10.25, 10.25), c(33.3, 1234.5))) {
  lower <- if (v[1] == 0) 0 else qbeta(.025, v[1], v[2] - v[1] + 1)
  upper <- if (v[1] == v[2]) 1 else qbeta(.975, v[1] + 1, v[2] - v[1])
  add("clopper_pearson_effective", v, c(lower = lower, upper = upper))
}
# A finite population: 45 of 60 out of 100, n* = n(N-1)/(N-n).
for (v in list(c(.75, 60 * 99 / 40), c(0, 12.5), c(1, 12.5), c(.2, .5))) {
  p <- v[1]
  n <- v[2]
  half <- z95 * sqrt(p * (1 - p) / n + z95^2 / (4 * n^2))
  ends <- (p + z95^2 / (2 * n) + c(-1, 1) * half) / (1 + z95^2 / n)
  add("wilson_effective", v, c(lower = if (p == 0) 0 else ends[1], upper = if (p == 1) 1 else ends[2]))
}
write_cases("proportion")
