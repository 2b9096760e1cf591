# Reliability, one factor, items and differential item functioning, edges included. Run: Rscript scales.R
# All answers are invented. An input is a list of items, each with an answer per person.
source("inputs.R")
suppressPackageStartupMessages({library(psych); library(lavaan); library(coin)})
options(warn = -1)
scale_of <- function(seed, n, loadings) { set.seed(seed); f <- rnorm(n); lapply(loadings, function(l) pmin(5, pmax(1, round(3.3 + l * f + sqrt(1 - l^2) * rnorm(n))))) }
feldt <- function(alpha, n, k) 1 - (1 - alpha) * qf(c(.975, .025), n - 1, (n - 1) * (k - 1))
# The passes of expectation and maximisation written out (Rubin & Thayer 1982), on the covariance matrix.
one_factor <- function(S) {
  k <- nrow(S); l <- sqrt(diag(S)) * .7 * sign(colSums(cov2cor(S))); th <- diag(S) / 2
  for (pass in 1:200000) {
    b <- (l / th) / (1 + sum(l^2 / th)); Sb <- drop(S %*% b); new <- Sb / (1 / (1 + sum(l^2 / th)) + sum(b * Sb)); own <- pmax(diag(S) - new * Sb, 1e-8 * diag(S))
    still <- max(abs(new - l) / sqrt(diag(S)), abs(own - th) / diag(S)) < 1e-13; l <- new; th <- own; if (still) break
  }
  list(loadings = l * sign(sum(l)), omega = sum(l)^2 / (sum(l)^2 + sum(th)))
}
scales <- list(scale_of(1, 40, c(.8, .7, .6)), scale_of(2, 120, c(.7, .6, .5, .8, .4)), scale_of(3, 30, c(.5, .6, -.6, .7)), scale_of(4, 60, c(.9, .8)), scale_of(5, 200, rep(.3, 4)),
  list(c(1, 2, 3, 4, 5), c(2, 3, 4, 5, 6), c(5, 4, 3, 2, 1)), list(c(1, 2, 3, 4), c(3, 3, 3, 3), c(2, 1, 4, 3)), list(c(1, 2, 3, 4, 5, 5), c(2, 2, 3, 5, 4, 5)), scale_of(6, 12, c(.9, .9, .8, .9, .7, .6, .8)), list(c(1, 2, 4), c(1, 2, 4)))
for (items in scales) {
  X <- do.call(cbind, items); colnames(X) <- paste0("i", seq_along(items)); k <- ncol(X); n <- nrow(X); S <- cov(X); input("scale", items)
  alpha <- k / (k - 1) * (1 - sum(diag(S)) / sum(S)); constant <- any(diag(S) == 0); distinct <- abs(det(S)) > 1e-12
  if (!constant && distinct) { p <- psych::alpha(as.data.frame(X), check.keys = FALSE, warnings = FALSE); stopifnot(abs(p$total$raw_alpha - alpha) < 1e-12) }
  answer("alpha", alpha, 1e-12); answer("alpha.lower", feldt(alpha, n, k)[1]); answer("alpha.upper", feldt(alpha, n, k)[2])
  if (!constant) { r <- mean(cor(X)[lower.tri(S)]); answer("standardised_alpha", k * r / (1 + (k - 1) * r), 1e-11); if (distinct) stopifnot(abs(p$total$std.alpha - k * r / (1 + (k - 1) * r)) < 1e-12) }
  if (k == 2) answer("spearman_brown", 2 * cor(X)[1, 2] / (1 + cor(X)[1, 2]), 1e-12)
  if (!constant) answer("item_rest", sapply(1:k, function(i) cor(X[, i], rowSums(X[, -i, drop = FALSE]))), 1e-11)
  answer("item_mean", colMeans(X), 1e-13); answer("item_sd", apply(X, 2, sd), 1e-12)
  if (k > 2) answer("alpha_if_dropped", sapply(1:k, function(i) { s <- S[-i, -i]; (k - 1) / (k - 2) * (1 - sum(diag(s)) / sum(s)) }), 1e-11)
  if (!constant && distinct && k > 2) stopifnot(max(abs(p$item.stats$r.drop - sapply(1:k, function(i) cor(X[, i], rowSums(X[, -i]))))) < 1e-12, max(abs(p$alpha.drop$raw_alpha - sapply(1:k, function(i) { s <- S[-i, -i]; (k - 1) / (k - 2) * (1 - sum(diag(s)) / sum(s)) }))) < 1e-12)
  if (k > 2 && !constant && distinct && n > 20) {
    fit <- one_factor(S); answer("omega", fit$omega, 1e-9); answer("loadings", fit$loadings, 1e-8)
    # factanal and lavaan stop at a relative change of their objective of about 1e-9, that is 1e-6 in omega.
    fa <- factanal(covmat = S, factors = 1, n.obs = n, rotation = "none", control = list(opt = list(factr = 10), lower = 1e-6)); l <- fa$loadings[, 1] * sqrt(diag(S)); answer("omega factanal", sum(l)^2 / (sum(l)^2 + sum(fa$uniquenesses * diag(S))), 1e-6)
    cfa_fit <- cfa(paste("f =~", paste(colnames(X), collapse = " + ")), as.data.frame(X), std.lv = TRUE); e <- lavInspect(cfa_fit, "est"); answer("omega lavaan", sum(e$lambda)^2 / (sum(e$lambda)^2 + sum(diag(e$theta))), 1e-6)
  }
}
# An item, the group (1 = focal) and the score by which people are matched.
for (case in list(c(11, 120, 0), c(12, 250, .8), c(13, 60, -1.2), c(14, 400, .25), c(15, 15, 0))) {
  items <- scale_of(case[1], case[2], c(.7, .6, .8, .5)); set.seed(case[1]); focal <- rbinom(case[2], 1, .45); items[[1]] <- pmin(5, pmax(1, round(items[[1]] + case[3] * focal + rnorm(case[2], 0, .3)))); score <- Reduce(`+`, items); y <- items[[1]]; input("dif", list(y, focal, score))
  both <- ave(focal, score, FUN = function(g) length(unique(g))) == 2; test <- independence_test(y[both] ~ factor(focal[both]) | factor(score[both]), teststat = "quadratic")
  answer("chi_squared", statistic(test)[[1]], 1e-9); answer("p", pvalue(test)[[1]], 1e-8)
  gap <- sapply(unique(score[both]), function(s) mean(y[score == s & focal == 1]) - mean(y[score == s & focal == 0])); weight <- sapply(unique(score[both]), function(s) sum(score == s & focal == 1))
  answer("difference", sum(gap * weight) / sum(weight), 1e-11); answer("standardised", sum(gap * weight) / sum(weight) / sd(y), 1e-11); answer("strata", length(gap), 0)
}
write_inputs("scales", c("psych", "lavaan", "coin"))
