# Least squares with HC3 and adjusted means; logistic regression with the average marginal effect and cluster errors.
# Run: Rscript regression.R
source("reference.R"); suppressPackageStartupMessages(library(sandwich)); set.seed(7)
sets <- list(
  small = data.frame(g = c(1, 1, 0, 0, 1, 0, 1, 0), f = c(0, 1, 2, 0, 1, 2, 0, 1), x = c(20, 21, 19, 35, 22, 18, 40, 20), y = c(3.2, 4.1, 2.2, 3.9, 4.5, 2.5, 1.0, 3.3)),
  larger = { n <- 120; g <- rbinom(n, 1, .3); f <- sample(0:3, n, TRUE); x <- round(rnorm(n, 2020, 3)); data.frame(g, f, x, y = round(3 + .4 * g - .2 * f + .05 * (x - 2020) + rnorm(n) * (1 + g), 3)) },
  aliased = data.frame(g = c(1, 1, 0, 0, 1, 0, 1), f = c(1, 1, 0, 0, 1, 0, 1), x = c(1, 4, 2, 8, 5, 7, 1), y = c(2, 3, 5, 4, 4, 6, 1.5)),
  wide_scale = data.frame(g = rep(0:1, 10), f = rep(0:1, each = 10), x = 1e5 * (1:20)^2, y = (1:20) %% 7 + 1e4))
for (s in sets) { levels <- max(s$f) + 1; fit <- lm(y ~ g + factor(f) + x, s); keep <- !is.na(coef(fit)); V <- vcov(fit, complete = FALSE); H <- vcovHC(fit, "HC3"); df <- fit$df.residual
  X <- model.matrix(y ~ g + factor(f) + x, s); at <- function(g) { r <- colMeans(X); r["g"] <- g; r[keep] }; b <- coef(fit)[keep]
  l1 <- at(1); estimable <- all(keep)
  out <- c(n = nrow(s), df = df, r2 = summary(fit)$r.squared, gap = b[["g"]], se = sqrt(V["g", "g"]), hc3 = sqrt(H["g", "g"]), lower = b[["g"]] - qt(.975, df) * sqrt(V["g", "g"]), p = 2 * pt(-abs(b[["g"]] / sqrt(V["g", "g"])), df))
  if (estimable) { f0 <- lm(y ~ g, s); av <- anova(f0, fit); out <- c(out, mean1 = sum(l1 * b), mean1_se = sqrt(drop(l1 %*% V %*% l1)), mean1_hc3 = sqrt(drop(l1 %*% H %*% l1)), mean0 = sum(at(0) * b), F = av$F[2], F_p = av$`Pr(>F)`[2]) }
  add("least_squares", list(g = s$g, f = s$f, x = s$x, y = s$y, levels = levels), out, 1e-7) }
add("least_squares", list(g = c(0, 1, 0), f = c(0, 0, 0), x = c(1, 2, 4), y = c(3, 3, 3), levels = 1), NA, reason = "zero_variance")
u <- as.data.frame(UCBAdmissions); w <- reshape(u, idvar = c("Gender", "Dept"), timevar = "Admit", direction = "wide")
logit <- list(
  ucb = data.frame(g = as.double(w$Gender == "Female"), f = as.integer(w$Dept) - 1, yes = w$Freq.Admitted, no = w$Freq.Rejected, cluster = as.integer(w$Dept) - 1),
  years = data.frame(g = c(0, 1, 0, 1, 0, 1), f = c(0, 0, 1, 1, 2, 2), yes = c(12, 3, 14, 6, 9, 9), no = c(88, 20, 70, 11, 80, 14), cluster = c(0, 0, 1, 1, 2, 2)),
  aliased = data.frame(g = c(0, 1, 0, 1), f = c(0, 1, 0, 1), yes = c(3, 5, 1, 6), no = c(5, 2, 4, 3), cluster = 0:3),
  rare = data.frame(g = c(0, 1, 0, 1), f = c(0, 0, 1, 1), yes = c(3, 1, 40, 2), no = c(90000, 4000, 700000, 3000), cluster = 0:3))
# A smaller epsilon would also lower the tolerance by which glm finds aliased columns, below the rounding.
for (name in names(logit)) { s <- logit[[name]]; levels <- max(s$f) + 1; control <- list(epsilon = 1e-11, maxit = 60); fit <- suppressWarnings(glm(cbind(yes, no) ~ g + factor(f), binomial, s, control = control))
  keep <- !is.na(coef(fit)); b <- coef(fit)[keep]; X <- model.matrix(~ g + factor(f), s)[, keep]; n <- s$yes + s$no; mu <- fitted(fit); V <- solve(crossprod(X, X * (n * mu * (1 - mu))))
  i <- which(names(b) == "g"); X1 <- X0 <- X; X1[, i] <- 1; X0[, i] <- 0; p1 <- drop(plogis(X1 %*% b)); p0 <- drop(plogis(X0 %*% b)); W <- n / sum(n)
  gr <- colSums(W * X1 * p1 * (1 - p1)) - colSums(W * X0 * p0 * (1 - p0)); sc <- X * (s$yes - n * mu); cl <- rowsum(sc, s$cluster); C <- V %*% crossprod(cl) %*% V
  # Cluster errors against sandwich itself, person by person (its bread is one step of the fit behind).
  long <- s[rep(seq_len(nrow(s)), pmin(n, 1000)), ]; if (name %in% c("ucb", "years", "aliased")) { long <- s[rep(seq_len(nrow(s)), n), ]; long$y <- unlist(Map(function(a, b) rep(1:0, c(a, b)), s$yes, s$no)); fl <- glm(y ~ g + factor(f), binomial, long, control = control); stopifnot(abs(vcovCL(fl, long$cluster, type = "HC0", cadjust = FALSE)["g", "g"] / C[i, i] - 1) < 1e-5) }
  dev <- -2 * sum(s$yes * log(mu) + s$no * log(1 - mu)); f0 <- glm(cbind(yes, no) ~ factor(f), binomial, s, control = control)
  out <- c(coef = b[["g"]], se = sqrt(V[i, i]), or = exp(b[["g"]]), upper = exp(b[["g"]] + z95 * sqrt(V[i, i])), deviance = dev, rank = sum(keep), ame = sum(W * (p1 - p0)), ame_se = sqrt(drop(gr %*% V %*% gr)), with = sum(W * p1), without = sum(W * p0), cluster_se = sqrt(C[i, i]), cluster_ame_se = sqrt(drop(gr %*% C %*% gr)))
  if (name != "aliased") { fi <- glm(cbind(yes, no) ~ g * factor(f), binomial, s, control = control); out <- c(out, lrt = deviance(f0) - deviance(fit), interaction = deviance(fit) - deviance(fi), interaction_ame = { q <- function(v) predict(fi, transform(s, g = v), type = "response"); sum(W * (q(1) - q(0))) }) }
  add("logistic", list(g = s$g, f = s$f, yes = s$yes, no = s$no, cluster = s$cluster, levels = levels), out, 1e-7) }
bad <- function(yes, no, reason) add("logistic", list(g = c(0, 1), f = c(0, 0), yes = yes, no = no, cluster = 0:1, levels = 1), NA, reason = reason)
bad(c(0, 10), c(10, 0), "separation"); bad(c(0, 4000000), c(70, 3000000), "separation"); bad(c(0, 0), c(10, 5), "no_variation"); bad(c(0, 0), c(0, 0), "n_zero")
write_cases("regression", "sandwich")
