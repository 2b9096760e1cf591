# Differences and ratios of two shares; arguments x1, n1, x2, n2. Run: Rscript difference.R
source("reference.R")
wilson <- function(x, n) { w <- prop.test(x, n, correct = FALSE)$conf.int; c(if (x == 0) 0 else w[1], if (x == n) 1 else w[2]) }
score <- function(x1, n1, x2, n2, D) { # The restricted likelihood maximised by brute force, not by the cubic.
  f <- function(p2) -(dbinom(x1, n1, p2 + D, log = TRUE) + dbinom(x2, n2, p2, log = TRUE))
  lo <- max(0, -D); hi <- min(1, 1 - D)
  e <- function(p2) { p1 <- p2 + D; (if (x1 > 0) x1 / p1 else 0) - (if (x1 < n1) (n1 - x1) / (1 - p1) else 0) + (if (x2 > 0) x2 / p2 else 0) - (if (x2 < n2) (n2 - x2) / (1 - p2) else 0) }
  a <- lo + (hi - lo) * 1e-15; b <- hi - (hi - lo) * 1e-15
  p2 <- if (is.nan(e(a)) || e(a) <= 0) lo else if (is.nan(e(b)) || e(b) >= 0) hi else uniroot(e, c(a, b), tol = 1e-16, maxiter = 5000)$root
  p1 <- p2 + D; (x1 / n1 - x2 / n2 - D) / sqrt((p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2) * (n1 + n2) / (n1 + n2 - 1)) }
pairs <- list(c(56, 70, 48, 80), c(9, 10, 3, 10), c(6, 7, 2, 7), c(5, 56, 0, 29), c(0, 10, 0, 20), c(0, 10, 0, 10), c(10, 10, 0, 20), c(10, 10, 0, 10),
  c(10, 10, 20, 20), c(1, 1, 0, 1), c(3, 10, 3, 10), c(557, 1835, 1198, 2691), c(120, 40000, 3000, 900000))
for (v in pairs) { x1 <- v[1]; n1 <- v[2]; x2 <- v[3]; n2 <- v[4]; p1 <- x1 / n1; p2 <- x2 / n2; d <- p1 - p2; a <- wilson(x1, n1); b <- wilson(x2, n2)
  add("newcombe", v, c(value = d, lower = d - sqrt((p1 - a[1])^2 + (b[2] - p2)^2), upper = d + sqrt((a[2] - p1)^2 + (p2 - b[1])^2)))
  add("error", v, sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2))
  s <- function(D) score(x1, n1, x2, n2, D)
  if (!(identical(v, c(120, 40000, 3000, 900000)))) {
    lower <- if (d == -1) -1 else uniroot(function(D) s(D) - z95, c(-1 + 1e-9, d - 1e-9), tol = 1e-15)$root
    upper <- if (d == 1) 1 else uniroot(function(D) s(D) + z95, c(d + 1e-9, 1 - 1e-9), tol = 1e-15)$root
    add("score", v, c(value = d, lower = lower, upper = upper), 1e-8) }
  rr <- p1 / p2; se <- sqrt(1 / x1 - 1 / n1 + 1 / x2 - 1 / n2)
  if (x1 > 0 && x2 > 0 && se > 0) add("risk_ratio", v, c(value = rr, lower = rr * exp(-z95 * se), upper = rr * exp(z95 * se)))
  cells <- c(x1, n1 - x1, x2, n2 - x2); woolf <- function(t) { e <- sqrt(sum(1 / t)); o <- t[1] * t[4] / (t[2] * t[3]); c(value = o, lower = o * exp(-z95 * e), upper = o * exp(z95 * e)) }
  if (all(cells > 0)) add("odds_ratio", v, woolf(cells))
  add("odds_ratio_haldane", v, woolf(cells + .5))
}
for (fn in c("newcombe", "score", "risk_ratio", "odds_ratio", "odds_ratio_haldane")) { add(fn, c(0, 0, 3, 10), NA, reason = "n_zero"); add(fn, c(3, 10, 0, 0), NA, reason = "n_zero") }
for (fn in c("risk_ratio", "odds_ratio")) add(fn, c(3, 10, 0, 10), NA, reason = "zero_cell")
write_cases("difference")
