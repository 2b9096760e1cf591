# Tables of counts: chi-squared, Cramer's V, residuals, linear-by-linear, Fisher. Run: Rscript table.R
source("reference.R")
suppressPackageStartupMessages(library(coin))
smoke <- table(factor(MASS::survey$Smoke, c("Never", "Occas", "Regul", "Heavy")),
               factor(MASS::survey$Exer, c("None", "Some", "Freq")))
tables <- list(
  ucb = matrix(c(557, 1278, 1198, 1493), 2, byrow = TRUE),
  small = matrix(c(3, 1, 1, 3), 2),
  departments = t(apply(UCBAdmissions, c(1, 3), sum)),
  smoke = unclass(smoke),
  even = matrix(4, 3, 4),
  diagonal = diag(c(4, 5, 6)),
  two_people = diag(2),
  zero_cell = matrix(c(0, 10, 3, 7), 2, byrow = TRUE),
  wide = matrix(c(2, 0, 1, 5, 3, 3, 0, 1, 4, 2), 2))
named <- function(t) {
  dimnames(t) <- list(a = letters[seq_len(nrow(t))], b = letters[seq_len(ncol(t))])
  as.table(t)
}
linear <- function(t, a, b) {
  x2 <- statistic(lbl_test(named(t), scores = list(a = a, b = b)))[[1]]^2
  c(statistic = x2, p = pchisq(x2, 1, lower.tail = FALSE))
}
for (t in tables) {
  dimnames(t) <- NULL
  storage.mode(t) <- "double"
  n <- sum(t); r <- nrow(t); k <- ncol(t)
  test <- suppressWarnings(chisq.test(t, correct = FALSE))
  x2 <- test$statistic[[1]]
  phi2 <- max(0, x2 / n - (r - 1) * (k - 1) / (n - 1))
  smaller <- min(r - (r - 1)^2 / (n - 1), k - (k - 1)^2 / (n - 1)) - 1
  add("association", list(rows = t),
      c(statistic = x2, df = test$parameter[[1]], p = test$p.value, v = sqrt(x2 / n / (min(r, k) - 1)),
        v_corrected = if (smaller > 1e-12) min(1, sqrt(phi2 / smaller)) else 0, smallest = min(test$expected)))
  add("residual", list(rows = t), test$stdres[1, k], 1e-9)
  if (r == 2 && k == 2) {
    y <- suppressWarnings(chisq.test(t))
    add("yates", list(rows = t), c(statistic = y$statistic[[1]], p = y$p.value))
  }
  if (n > 2) add("linear", list(rows = t), linear(t, seq_len(r), seq_len(k)), 1e-9)
  if (n < 1000) add("independence", list(rows = t), fisher.test(t, workspace = 2e8)$p.value, 1e-8)
}
a <- c(0, 1, 5, 20)
b <- c(0, 1, 4)
add("linear_scored", list(rows = unname(tables$smoke), row_scores = a, column_scores = b),
    linear(tables$smoke, a, b), 1e-9)
# Levels with nobody do not count: the same table with an empty row and an empty column.
add("association", list(rows = rbind(cbind(tables$small, 0), 0)),
    c(statistic = 2, df = 1, p = pchisq(2, 1, lower.tail = FALSE), v = .5,
      v_corrected = sqrt((.25 - 1 / 7) / (1 - 1 / 7)), smallest = 2))
add("association", list(rows = matrix(c(3, 4, 5), 1)), NA, reason = "one_level")
add("association", list(rows = matrix(c(3, 4, 0, 0), 2)), NA, reason = "one_level")
add("association", list(rows = matrix(0, 2, 2)), NA, reason = "n_zero")
# fisher.test stops its odds ratio and limits at about four digits; here the same equations are solved to the end.
odds <- function(x1, n1, x2, n2) {
  m <- x1 + x2
  support <- max(0, m - n2):min(n1, m)
  base <- dhyper(support, n1, n2, m, log = TRUE)
  at <- function(l) { w <- exp(base + l * support - max(base + l * support)); w / sum(w) }
  root <- function(f) exp(uniroot(f, c(-60, 60), tol = 1e-15, maxiter = 5000)$root)
  least <- x1 == support[1]
  c(or = if (least) 0 else root(function(l) sum(support * at(l)) - x1),
    lower = if (least) 0 else root(function(l) sum(at(l)[support >= x1]) - .025),
    upper = root(function(l) sum(at(l)[support <= x1]) - .025))
}
pairs <- list(c(0, 10, 3, 10), c(3, 4, 1, 4), c(557, 1835, 1198, 2691), c(5, 56, 1, 29), c(9, 10, 3, 10), c(1, 3, 1, 3),
              c(7, 1000, 20, 3000))
for (v in pairs) {
  test <- fisher.test(matrix(c(v[1], v[2] - v[1], v[3], v[4] - v[3]), 2, byrow = TRUE))
  exact <- odds(v[1], v[2], v[3], v[4])
  stopifnot(abs(exact[["or"]] - test$estimate) < 1e-3 * max(1e-3, test$estimate))
  add("fisher", v, c(p = test$p.value, exact), 1e-8)
}
add("fisher", c(0, 5, 0, 5), NA, reason = "no_variation")
add("fisher", c(5, 5, 5, 5), NA, reason = "no_variation")
add("fisher", c(0, 0, 1, 5), NA, reason = "n_zero")
write_cases("table", c("coin", "MASS"))
