# Means, tests, ranks and effect sizes of groups, edges included. Run: Rscript groups.R
# All answers are invented.
source("inputs.R")
suppressPackageStartupMessages({library(effectsize); library(metafor)})
options(warn = -1)
likert <- function(seed, n, probability) { set.seed(seed); sample(1:5, n, TRUE, probability) }
continuous <- function(seed, n, mean, sd) { set.seed(seed); round(rnorm(n, mean, sd), 6) }
singles <- list(c(4, 5), c(3, 3, 3, 4), c(1, 2, 3, 10), likert(1, 37, c(1, 2, 5, 8, 3)), continuous(2, 60, 3.2, .9), continuous(3, 25, 1e6, .5), c(0.1, 0.2, 0.7))
for (x in singles) {
  input("group", list(x))
  interval <- t.test(x)$conf.int
  answer("mean", mean(x), 1e-13); answer("sd", sd(x), 1e-11); answer("mean.lower", interval[1], 1e-11); answer("mean.upper", interval[2], 1e-11)
  for (p in c(0, .1, .25, 1 / 3, .5, .75, .9, 1)) answer(sprintf("quantile %.17g", p), quantile(x, p, type = 7)[[1]], 1e-13)
}
input("group", list(7)); answer("mean", 7, 0); answer("quantile 0.3", 7, 0)
brunner_munzel <- function(x, y) {
  n1 <- length(x); n2 <- length(y); r <- rank(c(x, y)); r1 <- r[1:n1]; r2 <- r[-(1:n1)]; value <- (mean(r1) - (n1 + 1) / 2) / n2
  s1 <- sum((r1 - rank(x) - mean(r1) + (n1 + 1) / 2)^2) / (n1 - 1); s2 <- sum((r2 - rank(y) - mean(r2) + (n2 + 1) / 2)^2) / (n2 - 1)
  se <- sqrt(s1 / (n1 * n2^2) + s2 / (n2 * n1^2)); w <- n1 * n2 * (mean(r2) - mean(r1)) / ((n1 + n2) * sqrt(n1 * s1 + n2 * s2))
  df <- (n1 * s1 + n2 * s2)^2 / ((n1 * s1)^2 / (n1 - 1) + (n2 * s2)^2 / (n2 - 1))
  c(value = value, se = se, df = df, w = w, p = 2 * pt(-abs(w), df), lower = value - qt(.975, df) * se, upper = value + qt(.975, df) * se)
}
limits <- function(t, df) sapply(c(.975, .025), function(p) uniroot(function(ncp) pt(t, df, ncp) - p, t + c(-20, 20), extendInt = "downX", tol = 1e-14)$root)
pairs <- list(list(c(3, 3, 3), c(2, 4, 5)), list(c(1, 2, 2, 4), c(2, 3, 5)), list(likert(4, 80, 1:5), likert(5, 45, 5:1)), list(likert(6, 300, c(1, 2, 4, 6, 3)), likert(7, 12, c(1, 2, 4, 6, 3))),
  list(continuous(8, 30, 3, 1), continuous(9, 41, 3.6, 2)), list(continuous(10, 55, 3, 1), continuous(11, 70, 3.4, 1)), list(c(1.1, 2.2, 3.3, 4.4), c(2.5, 6, 7, 8, 9)), list(c(5, 5, 6, 6), c(1, 1, 2, 2)))
for (pair in pairs) {
  input("pair", pair)
  x <- pair[[1]]; y <- pair[[2]]; n1 <- length(x); n2 <- length(y); w <- t.test(x, y); s <- t.test(x, y, var.equal = TRUE)
  for (id in c("t", "df", "p", "lower", "upper")) {
    part <- function(test) switch(id, t = test$statistic, df = test$parameter, p = test$p.value, lower = test$conf.int[1], upper = test$conf.int[2])[[1]]
    answer(paste0("welch.", id), part(w)); answer(paste0("student.", id), part(s))
  }
  g <- hedges_g(x, y); ncp <- limits(s$statistic[[1]], n1 + n2 - 2); J <- g$Hedges_g / cohens_d(x, y)$Cohens_d; scale <- sqrt(1 / n1 + 1 / n2)
  # effectsize stops its search for the limits at about 1e-6, so the limits are inverted again here.
  stopifnot(abs(c(g$CI_low, g$CI_high) - J * ncp * scale) < 1e-4)
  answer("hedges.g", g$Hedges_g); answer("hedges.d", cohens_d(x, y)$Cohens_d); answer("hedges.lower", J * ncp[1] * scale, 1e-8); answer("hedges.upper", J * ncp[2] * scale, 1e-8)
  # The variance for pooling takes the square of g; escalc gives g itself here.
  answer("hedges.variance", 1 / n1 + 1 / n2 + escalc(measure = "SMD", m1i = mean(x), sd1i = sd(x), n1i = n1, m2i = mean(y), sd2i = sd(y), n2i = n2)$yi[[1]]^2 / (2 * (n1 + n2)), 1e-8)
  if (sd(y) > 0) answer("glass_delta", (mean(x) - mean(y)) / sd(y))
  u <- wilcox.test(x, y, exact = FALSE, correct = FALSE); answer("mann_whitney.u", u$statistic[[1]], 0); answer("mann_whitney.p_normal", u$p.value)
  answer("mann_whitney.p_corrected", wilcox.test(x, y, exact = FALSE)$p.value); answer("mann_whitney.cliff", rank_biserial(x, y)$r_rank_biserial, 1e-12)
  exact <- n1 < 50 && n2 < 50 && !anyDuplicated(c(x, y)); answer("mann_whitney.p", wilcox.test(x, y, exact = exact, correct = FALSE)$p.value)
  b <- brunner_munzel(x, y); answer("superiority.value", b[["value"]]); if (b[["se"]] > 0) for (id in c("se", "df", "w", "p", "lower", "upper")) answer(paste0("superiority.", id), b[[id]])
  answer("largest_distance", ks.test(x, y)$statistic[[1]], 1e-12)
}
stopifnot(is.nan(wilcox.test(c(3, 3), c(3, 3), exact = FALSE)$p.value))
# The exact distribution up to its largest groups.
for (n in list(c(49, 49), c(2, 49), c(1, 5), c(20, 31))) { set.seed(sum(n)); x <- sample(1:sum(n), n[1]); y <- setdiff(1:sum(n), x); input("pair", list(x, y)); answer("mann_whitney.p", wilcox.test(x, y)$p.value, 1e-11) }
rounds <- list(list(c(2, 3, 4, 4, 1), c(1, 3, 5, 2, 2)), list(likert(12, 40, 1:5), likert(13, 40, c(1, 1, 2, 2, 1))), list(continuous(14, 30, 3.4, 1), continuous(15, 30, 3, 1)), list(continuous(16, 49, 3.1, 1), continuous(17, 49, 3, 1)), list(continuous(18, 80, 3.1, 1), continuous(19, 80, 3, 1)), list(c(5, 7, 9), c(4, 5, 6)))
for (pair in rounds) {
  input("rounds", pair)
  later <- pair[[1]]; earlier <- pair[[2]]; change <- round(later - earlier, 6); t <- t.test(change)
  answer("paired.t", t$statistic[[1]]); answer("paired.p", t$p.value); answer("paired.lower", t$conf.int[1]); answer("paired.upper", t$conf.int[2])
  answer("paired.by_change", mean(change) / sd(change)); answer("paired.by_rounds", mean(change) / sqrt((var(later) + var(earlier)) / 2))
  w <- wilcox.test(change, correct = FALSE); answer("signed_rank.v", w$statistic[[1]], 0); answer("signed_rank.p", w$p.value)
}
several <- list(list(c(1, 2, 4, 4), c(3, 5, 5, 6, 1)), list(likert(20, 30, 1:5), likert(21, 55, 5:1), likert(22, 12, rep(1, 5))), list(continuous(23, 20, 3, 1), continuous(24, 31, 3.2, 2), continuous(25, 18, 3.9, .6), continuous(26, 44, 3.1, 1)),
  list(c(1, 5, 3), c(2, 4, 3), c(3, 1, 5)), list(likert(27, 200, c(1, 2, 4, 6, 3)), likert(28, 210, c(1, 2, 4, 6, 3)), likert(29, 190, c(2, 2, 4, 5, 3)), likert(30, 2, rep(1, 5)), likert(31, 150, c(1, 3, 4, 6, 3))))
ncp_f <- function(f, df1, df2, p) if (pf(f, df1, df2) <= p) 0 else uniroot(function(ncp) pf(f, df1, df2, ncp) - p, c(0, 50 + 10 * f * df1), tol = 1e-13)$root
for (groups in several) {
  input("several", groups)
  y <- unlist(groups); group <- factor(rep(seq_along(groups), lengths(groups))); fit <- lm(y ~ group); a <- anova(fit); k <- length(groups); n <- length(y)
  answer("anova.f", a[1, 4], 1e-9); answer("anova.p", a[1, 5]); answer("anova.between", a[1, 2], 1e-9); answer("anova.within", a[2, 2])
  answer("anova.eta_squared", eta_squared(fit, partial = FALSE, ci = NULL)$Eta2, 1e-9)
  raw <- (a[1, 2] - (k - 1) * a[2, 3]) / (a[1, 2] + a[2, 2] + a[2, 3]); stopifnot(abs(max(0, raw) - omega_squared(fit, partial = FALSE, ci = NULL)$Omega2) < 1e-12)
  answer("anova.omega_squared", raw, 1e-9); answer("anova.epsilon_squared", (a[1, 2] - (k - 1) * a[2, 3]) / (a[1, 2] + a[2, 2]), 1e-9)
  ncp <- sapply(c(.95, .05), function(p) ncp_f(a[1, 4], k - 1, n - k, p)); answer("anova.eta_lower", ncp[1] / (ncp[1] + n - k), 1e-8); answer("anova.eta_upper", ncp[2] / (ncp[2] + n - k), 1e-8)
  w <- oneway.test(y ~ group); answer("welch_anova.f", w$statistic[[1]], 1e-9); answer("welch_anova.df", w$parameter[[2]]); answer("welch_anova.p", w$p.value)
  kw <- kruskal.test(y, group); answer("kruskal.h", kw$statistic[[1]], 1e-9); answer("kruskal.p", kw$p.value); answer("kruskal.epsilon", rank_epsilon_squared(y, group, ci = NULL)[[1]], 1e-9); answer("kruskal.eta", (kw$statistic[[1]] - k + 1) / (n - k), 1e-9)
  bf <- oneway.test(abs(y - ave(y, group, FUN = median)) ~ group, var.equal = TRUE); answer("brown_forsythe.f", bf$statistic[[1]], 1e-9); answer("brown_forsythe.p", bf$p.value)
  answer("spearman", cor(as.numeric(group), y, method = "spearman"), 1e-9); answer("kendall", cor(as.numeric(group), y, method = "kendall"), 1e-9)
  index <- combn(k, 2); test <- lapply(seq_len(ncol(index)), function(j) t.test(groups[[index[1, j]]], groups[[index[2, j]]])); p <- sapply(test, `[[`, "p.value")
  answer("pairwise.holm", p.adjust(p, "holm")); answer("pairwise.bh", p.adjust(p, "BH"))
  # ptukey itself is good to about 1e-9 absolute; only p-values well above that are compared.
  gh <- sapply(test, function(t) ptukey(abs(t$statistic[[1]]) * sqrt(2), k, t$parameter[[1]], lower.tail = FALSE)); answer("pairwise.games_howell", ifelse(gh > 1e-3, gh, NA), 1e-6)
  answer("pairwise.mann_whitney", sapply(seq_len(ncol(index)), function(j) { x <- groups[[index[1, j]]]; z <- groups[[index[2, j]]]; exact <- max(length(x), length(z)) < 50 && !anyDuplicated(c(x, z)); wilcox.test(x, z, exact = exact, correct = FALSE)$p.value }))
}
for (args in list(c(.5, 2, 10, 3), c(1.8, 4, 2570, 7.2), c(3, 1, 30, .4), c(12, 3, 200, 40), c(5, 6, 1000, 400), c(1, 2.5, 17.3, 90))) { input("noncentral_f", list(args)); answer("cdf", pf(args[1], args[2], args[3], args[4]), 1e-9) }
families <- list(c(.01, .04, .03, .005), c(.2), c(.04, .04, .04), c(1e-9, .9, .5, .011, .012, .0004), c(.01, NA, .03))
for (p in families) { input("family", list(p)); answer("adjust.holm", p.adjust(p, "holm"), 1e-13); answer("adjust.bh", p.adjust(p, "BH"), 1e-13); answer("adjust.bonferroni", p.adjust(p, "bonferroni"), 1e-13) }
write_inputs("groups", c("effectsize", "metafor"))
