# Least squares with HC3 and adjusted means; logistic regression with the average marginal effect and
# cluster errors. Run: Rscript regression.R
source("reference.R")
suppressPackageStartupMessages(library(sandwich))
set.seed(7)
n <- 120
g <- rbinom(n, 1, .3)
f <- sample(0:3, n, TRUE)
x <- round(rnorm(n, 2020, 3))
sets <- list(
  small = data.frame(g = c(1, 1, 0, 0, 1, 0, 1, 0), f = c(0, 1, 2, 0, 1, 2, 0, 1),
                     x = c(20, 21, 19, 35, 22, 18, 40, 20), y = c(3.2, 4.1, 2.2, 3.9, 4.5, 2.5, 1.0, 3.3)),
  larger = data.frame(g, f, x, y = round(3 + .4 * g - .2 * f + .05 * (x - 2020) + rnorm(n) * (1 + g), 3)),
  aliased = data.frame(g = c(1, 1, 0, 0, 1, 0, 1), f = c(1, 1, 0, 0, 1, 0, 1), x = c(1, 4, 2, 8, 5, 7, 1),
                       y = c(2, 3, 5, 4, 4, 6, 1.5)),
  wide_scale = data.frame(g = rep(0:1, 10), f = rep(0:1, each = 10), x = 1e5 * (1:20)^2, y = (1:20) %% 7 + 1e4))
for (s in sets) {
  fit <- lm(y ~ g + factor(f) + x, s)
  keep <- !is.na(coef(fit))
  b <- coef(fit)[keep]
  V <- vcov(fit, complete = FALSE)
  H <- vcovHC(fit, "HC3")
  df <- fit$df.residual
  se <- sqrt(V["g", "g"])
  out <- c(n = nrow(s), df = df, r2 = summary(fit)$r.squared, gap = b[["g"]], se = se, hc3 = sqrt(H["g", "g"]),
           lower = b[["g"]] - qt(.975, df) * se, p = 2 * pt(-abs(b[["g"]] / se), df))
  if (all(keep)) {
    # emmeans(weights = "proportional") in a model without products: the other columns at their means.
    at <- function(g) { row <- colMeans(model.matrix(fit)); row["g"] <- g; row }
    quadratic <- function(M) sqrt(drop(at(1) %*% M %*% at(1)))
    nested <- anova(lm(y ~ g, s), fit)
    out <- c(out, mean1 = sum(at(1) * b), mean1_se = quadratic(V), mean1_hc3 = quadratic(H), mean0 = sum(at(0) * b),
             F = nested$F[2], F_p = nested$`Pr(>F)`[2])
  }
  add("least_squares", list(g = s$g, f = s$f, x = s$x, y = s$y, levels = max(s$f) + 1), out, 1e-7)
}
add("least_squares", list(g = c(0, 1, 0), f = c(0, 0, 0), x = c(1, 2, 4), y = c(3, 3, 3), levels = 1), NA,
    reason = "zero_variance")

w <- reshape(as.data.frame(UCBAdmissions), idvar = c("Gender", "Dept"), timevar = "Admit", direction = "wide")
department <- as.integer(w$Dept) - 1
sets <- list(
  ucb = data.frame(g = as.double(w$Gender == "Female"), f = department, yes = w$Freq.Admitted, no = w$Freq.Rejected,
                   cluster = department),
  years = data.frame(g = c(0, 1, 0, 1, 0, 1), f = c(0, 0, 1, 1, 2, 2), yes = c(12, 3, 14, 6, 9, 9),
                     no = c(88, 20, 70, 11, 80, 14), cluster = c(0, 0, 1, 1, 2, 2)),
  aliased = data.frame(g = c(0, 1, 0, 1), f = c(0, 1, 0, 1), yes = c(3, 5, 1, 6), no = c(5, 2, 4, 3), cluster = 0:3),
  rare = data.frame(g = c(0, 1, 0, 1), f = c(0, 0, 1, 1), yes = c(3, 1, 40, 2), no = c(90000, 4000, 700000, 3000),
                    cluster = 0:3))
# A smaller epsilon would also lower the tolerance by which glm finds aliased columns, below the rounding.
model <- function(formula, data) glm(formula, binomial, data, control = list(epsilon = 1e-11, maxit = 60))
for (name in names(sets)) {
  s <- sets[[name]]
  fit <- model(cbind(yes, no) ~ g + factor(f), s)
  keep <- !is.na(coef(fit))
  b <- coef(fit)[keep]
  X <- model.matrix(fit)[, keep]
  n <- s$yes + s$no
  W <- n / sum(n)
  mu <- fitted(fit)
  V <- solve(crossprod(X, X * (n * mu * (1 - mu))))
  se <- sqrt(V["g", "g"])
  at <- function(g) { Z <- X; Z[, "g"] <- g; Z }
  share <- function(g) drop(plogis(at(g) %*% b))
  slopes <- function(g) colSums(W * at(g) * share(g) * (1 - share(g)))
  gradient <- slopes(1) - slopes(0)
  effect_se <- function(M) sqrt(drop(gradient %*% M %*% gradient))
  scores <- rowsum(X * (s$yes - n * mu), s$cluster)
  C <- V %*% crossprod(scores) %*% V
  dimnames(C) <- dimnames(V)
  # Cluster errors against sandwich itself, person by person (its bread is one step of the fit behind).
  if (name != "rare") {
    long <- s[rep(seq_len(nrow(s)), n), ]
    long$y <- unlist(Map(function(yes, no) rep(1:0, c(yes, no)), s$yes, s$no))
    theirs <- vcovCL(model(y ~ g + factor(f), long), long$cluster, type = "HC0", cadjust = FALSE)["g", "g"]
    stopifnot(abs(theirs / C["g", "g"] - 1) < 1e-5)
  }
  out <- c(coef = b[["g"]], se = se, or = exp(b[["g"]]), upper = exp(b[["g"]] + z95 * se),
           deviance = -2 * sum(s$yes * log(mu) + s$no * log(1 - mu)), rank = sum(keep),
           ame = sum(W * (share(1) - share(0))), ame_se = effect_se(V), with = sum(W * share(1)),
           without = sum(W * share(0)), cluster_se = sqrt(C["g", "g"]), cluster_ame_se = effect_se(C))
  if (name != "aliased") {
    smaller <- model(cbind(yes, no) ~ factor(f), s)
    larger <- model(cbind(yes, no) ~ g * factor(f), s)
    set_to <- function(value) predict(larger, transform(s, g = value), type = "response")
    out <- c(out, lrt = deviance(smaller) - deviance(fit), interaction = deviance(fit) - deviance(larger),
             interaction_ame = sum(W * (set_to(1) - set_to(0))))
  }
  add("logistic", list(g = s$g, f = s$f, yes = s$yes, no = s$no, cluster = s$cluster, levels = max(s$f) + 1), out, 1e-7)
}
none <- function(yes, no, reason) {
  add("logistic", list(g = c(0, 1), f = c(0, 0), yes = yes, no = no, cluster = 0:1, levels = 1), NA, reason = reason)
}
none(c(0, 10), c(10, 0), "separation")
none(c(0, 4000000), c(70, 3000000), "separation")
none(c(0, 0), c(10, 5), "no_variation")
none(c(0, 0), c(0, 0), "n_zero")
write_cases("regression", "sandwich")
