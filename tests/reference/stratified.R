# Mantel-Haenszel, Cochran-Mantel-Haenszel, Breslow-Day, standardisation, decomposition. Run: Rscript stratified.R
# A row is a stratum: first group with and without the outcome, reference with and without.
source("reference.R")
suppressPackageStartupMessages(library(metafor))
A <- UCBAdmissions
sets <- list(
  ucb = cbind(A[1, 2, ], A[2, 2, ], A[1, 1, ], A[2, 1, ]),
  two = rbind(c(3, 7, 5, 5), c(1, 9, 4, 16)),
  sparse = rbind(c(0, 3, 1, 4), c(2, 1, 0, 5), c(1, 6, 3, 3), c(0, 4, 0, 4)),
  lone = rbind(c(8, 2, 5, 5), c(1, 0, 0, 0), c(0, 0, 3, 4), c(6, 14, 4, 20)),
  strong = rbind(c(40, 2, 5, 50), c(90, 3, 4, 60), c(12, 4, 2, 19)),
  reversed = rbind(c(5, 50, 40, 2), c(4, 60, 90, 3), c(20, 30, 11, 30)))
pooled <- function(a, b, c, d, measure) suppressWarnings(
  rma.mh(ai = a, bi = b, ci = c, di = d, measure = measure, drop00 = FALSE, add = 0, correct = FALSE))
ends <- function(value, se) c(value - z95 * se, value + z95 * se)

for (t in sets) {
  t <- matrix(as.double(t), ncol = 4)
  used <- t[t[, 1] + t[, 2] > 0 & t[, 3] + t[, 4] > 0, , drop = FALSE]
  k <- nrow(used)
  a <- used[, 1]; b <- used[, 2]; c1 <- used[, 3]; d <- used[, 4]
  r1 <- a + b
  r2 <- c1 + d
  N <- r1 + r2
  strata <- array(rbind(a, c1, b, d), c(2, 2, k))
  plain <- mantelhaen.test(strata, correct = FALSE)
  corrected <- mantelhaen.test(strata, correct = TRUE)
  add("odds_ratio", list(rows = t),
      c(value = plain$estimate[[1]], lower = plain$conf.int[1], upper = plain$conf.int[2],
        error = diff(log(plain$conf.int)) / 2 / z95, strata = k), 1e-9)
  add("cmh", list(rows = t),
      c(statistic = plain$statistic[[1]], p = plain$p.value, corrected = corrected$statistic[[1]]), 1e-9)

  ratio <- pooled(a, b, c1, d, "RR")
  limits <- exp(ends(coef(ratio)[[1]], ratio$se))
  add("risk_ratio", list(rows = t),
      c(value = exp(coef(ratio)[[1]]), lower = limits[1], upper = limits[2], error = ratio$se))

  w <- r1 * r2 / N
  rd <- sum(w * (a / r1 - c1 / r2)) / sum(w)
  P <- (r1^2 * c1 - r2^2 * a + r1 * r2 * (r2 - r1) / 2) / N^2
  Q <- (a * (r2 - c1) + c1 * (r1 - a)) / (2 * N)
  se <- sqrt((rd * sum(P) + sum(Q)) / sum(w)^2)
  difference <- pooled(a, b, c1, d, "RD")
  stopifnot(abs(coef(difference)[[1]] - rd) < 1e-12, abs(difference$se - se) < 1e-12)
  limits <- ends(rd, se)
  add("risk_difference", list(rows = t), c(value = rd, error = se, lower = limits[1], upper = limits[2]))

  same <- pooled(a, b, c1, d, "OR")
  df <- sum(a + c1 > 0 & b + d > 0) - 1
  add("homogeneity", list(rows = t),
      c(breslow_day = same$BD, tarone = same$TA, p = pchisq(same$TA, df, lower.tail = FALSE), df = df), 1e-8)

  W <- N / sum(N)
  p1 <- a / r1
  p2 <- c1 / r2
  se <- sqrt(sum(W^2 * (p1 * (1 - p1) / r1 + p2 * (1 - p2) / r2)))
  add("standardise", list(rows = t, weights = rowSums(t)),
      c(first = sum(W * p1), reference = sum(W * p2), value = sum(W * (p1 - p2)), error = se, strata = k,
        covered = sum(used) / sum(t)))

  # A stratum with one group lends that group's rate to the other.
  R1 <- t[, 1] + t[, 2]
  R2 <- t[, 3] + t[, 4]
  q1 <- t[, 1] / R1
  q2 <- t[, 3] / R2
  q1[R1 == 0] <- q2[R1 == 0]
  q2[R2 == 0] <- q1[R2 == 0]
  f1 <- R1 / sum(R1)
  f2 <- R2 / sum(R2)
  add("decomposition", list(rows = t),
      c(total = sum(t[, 1]) / sum(R1) - sum(t[, 3]) / sum(R2), rates = sum((q1 - q2) * (f1 + f2) / 2),
        mix = sum((f1 - f2) * (q1 + q2) / 2)), 1e-9)
}

none <- rbind(c(3, 1, 0, 0), c(0, 0, 2, 5))
for (fn in c("odds_ratio", "risk_ratio", "risk_difference", "cmh", "homogeneity")) {
  add(fn, list(rows = none), NA, reason = "no_informative_stratum")
}
add("standardise", list(rows = none, weights = c(1, 1)), NA, reason = "no_informative_stratum")
add("standardise", list(rows = sets$two, weights = c(1, -1)), NA, reason = "bad_weights")
zero <- rbind(c(0, 5, 2, 5), c(0, 3, 4, 4))
for (fn in c("odds_ratio", "risk_ratio", "homogeneity")) add(fn, list(rows = zero), NA, reason = "zero_cell")
add("cmh", list(rows = rbind(c(0, 5, 0, 5), c(3, 0, 4, 0))), NA, reason = "no_variation")
add("homogeneity", list(rows = rbind(c(3, 7, 5, 5))), NA, reason = "one_level")
add("decomposition", list(rows = rbind(c(3, 7, 0, 0))), NA, reason = "n_zero")

# The change of a gap between two cohorts.
cohorts <- list(rbind(c(30, 70, 40, 60), c(45, 55, 42, 58)), rbind(c(1, 9, 5, 5), c(0, 4, 3, 1)),
                rbind(c(900, 100, 5000, 4000), c(850, 200, 5100, 3000)), rbind(c(0, 5, 0, 9), c(2, 3, 0, 8)))
for (t in cohorts) {
  n <- t[, c(1, 3)] + t[, c(2, 4)]
  p <- t[, c(1, 3)] / n
  change <- (p[2, 1] - p[2, 2]) - (p[1, 1] - p[1, 2])
  limits <- ends(change, sqrt(sum(p * (1 - p) / n)))
  add("change_of_gap", list(rows = t), c(value = change, lower = limits[1], upper = limits[2]))
}
add("change_of_gap", list(rows = rbind(c(3, 7, 5, 5), c(0, 0, 3, 4))), NA, reason = "n_zero")
write_cases("stratified", "metafor")
