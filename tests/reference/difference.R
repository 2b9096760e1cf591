# Differences and ratios of two shares; arguments x1, n1, x2, n2. Run: Rscript difference.R
source("reference.R")
wilson <- function(x, n) {
  w <- suppressWarnings(prop.test(x, n, correct = FALSE)$conf.int)
  c(if (x == 0) 0 else w[1], if (x == n) 1 else w[2])
}
# The score statistic of Miettinen and Nurminen, its restricted likelihood maximised by the root of
# the score equation and not by the cubic.
score <- function(x1, n1, x2, n2, D) {
  part <- function(x, n, p) (if (x > 0) x / p else 0) - (if (x < n) (n - x) / (1 - p) else 0)
  equation <- function(p2) part(x1, n1, p2 + D) + part(x2, n2, p2)
  lo <- max(0, -D)
  hi <- min(1, 1 - D)
  a <- lo + (hi - lo) * 1e-15
  b <- hi - (hi - lo) * 1e-15
  p2 <- if (is.nan(equation(a)) || equation(a) <= 0) lo
    else if (is.nan(equation(b)) || equation(b) >= 0) hi
    else uniroot(equation, c(a, b), tol = 1e-16, maxiter = 5000)$root
  p1 <- p2 + D
  variance <- (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2) * (n1 + n2) / (n1 + n2 - 1)
  (x1 / n1 - x2 / n2 - D) / sqrt(variance)
}
woolf <- function(cells) {
  se <- sqrt(sum(1 / cells))
  ratio <- cells[1] * cells[4] / (cells[2] * cells[3])
  c(value = ratio, lower = ratio * exp(-z95 * se), upper = ratio * exp(z95 * se))
}
large <- c(120, 40000, 3000, 900000)
pairs <- list(c(56, 70, 48, 80), c(9, 10, 3, 10), c(6, 7, 2, 7), c(5, 56, 0, 29), c(0, 10, 0, 20), c(0, 10, 0, 10),
              c(10, 10, 0, 20), c(10, 10, 0, 10), c(10, 10, 20, 20), c(1, 1, 0, 1), c(3, 10, 3, 10),
              c(557, 1835, 1198, 2691), large)
for (v in pairs) {
  x1 <- v[1]; n1 <- v[2]; x2 <- v[3]; n2 <- v[4]
  p1 <- x1 / n1
  p2 <- x2 / n2
  d <- p1 - p2
  a <- wilson(x1, n1)
  b <- wilson(x2, n2)
  add("newcombe", v, c(value = d, lower = d - sqrt((p1 - a[1])^2 + (b[2] - p2)^2),
                       upper = d + sqrt((a[2] - p1)^2 + (p2 - b[1])^2)))
  add("error", v, sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2))
  # The score equation of the largest pair is too flat for uniroot.
  if (!identical(v, large)) {
    s <- function(D) score(x1, n1, x2, n2, D)
    lower <- if (d == -1) -1 else uniroot(function(D) s(D) - z95, c(-1 + 1e-9, d - 1e-9), tol = 1e-15)$root
    upper <- if (d == 1) 1 else uniroot(function(D) s(D) + z95, c(d + 1e-9, 1 - 1e-9), tol = 1e-15)$root
    add("score", v, c(value = d, lower = lower, upper = upper), 1e-8)
  }
  ratio <- p1 / p2
  se <- sqrt(1 / x1 - 1 / n1 + 1 / x2 - 1 / n2)
  if (x1 > 0 && x2 > 0 && se > 0) {
    add("risk_ratio", v, c(value = ratio, lower = ratio * exp(-z95 * se), upper = ratio * exp(z95 * se)))
  }
  cells <- c(x1, n1 - x1, x2, n2 - x2)
  if (all(cells > 0)) add("odds_ratio", v, woolf(cells))
  add("odds_ratio_haldane", v, woolf(cells + .5))
}
for (fn in c("newcombe", "score", "risk_ratio", "odds_ratio", "odds_ratio_haldane")) {
  add(fn, c(0, 0, 3, 10), NA, reason = "n_zero")
  add(fn, c(3, 10, 0, 0), NA, reason = "n_zero")
}
for (fn in c("risk_ratio", "odds_ratio")) add(fn, c(3, 10, 0, 10), NA, reason = "zero_cell")
write_cases("difference")
