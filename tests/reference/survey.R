# Reference numbers for weighted samples: run `Rscript survey.R` in this folder; it writes survey.json.
suppressPackageStartupMessages({library(survey); library(jsonlite)})
options(survey.lonely.psu = "adjust")
out <- list(); put <- function(id, v) out[[id]] <<- unname(as.numeric(v))
set.seed(20261)
n <- 60
# Invented answers: 4 strata (the last with one cluster), clusters within strata, uneven weights, holes in y.
d <- data.frame(h = c(rep(0:2, each = 19), 3, 3, 3), w = round(runif(n, 0.5, 6), 3))
d$c <- with(d, ave(h, h, FUN = function(v) rep(0:5, length.out = length(v)))); d$c[d$h == 3] <- 0
d$f <- as.integer(runif(n) < .4); d$a <- sample(0:2, n, TRUE); d$x <- round(rnorm(n), 2)
d$y <- round(3 + .4 * d$a + d$f * .3 + rnorm(n), 2); d$y[c(4, 17, 33)] <- NA
d$s <- as.integer(runif(n) < plogis(-.5 + .8 * d$f + .3 * d$x)); d$s[c(8, 21)] <- NA
d$b <- sample(0:2, n, TRUE, c(.5, .3, .2)); d$b[c(2, 40)] <- NA
N <- c(9, 12, 7, 4); d$N <- N[d$h + 1]
full <- svydesign(id = ~interaction(h, c, drop = TRUE), strata = ~h, weights = ~w, fpc = ~N, data = d, nest = TRUE)
flat <- svydesign(id = ~1, weights = ~w, data = d)
est <- function(id, m, df) { put(paste0(id, ".value"), coef(m)); put(paste0(id, ".se"), SE(m)); put(paste0(id, ".lower"), coef(m) - qt(.975, df) * SE(m)); put(paste0(id, ".upper"), coef(m) + qt(.975, df) * SE(m)); put(paste0(id, ".df"), df) }
for (k in c("full", "flat")) { D <- get(k)
  est(paste0(k, ".mean"), svymean(~y, D, na.rm = TRUE), degf(D))
  est(paste0(k, ".share"), svymean(~s, D, na.rm = TRUE), degf(D))
  est(paste0(k, ".total"), svytotal(~s, D, na.rm = TRUE), degf(D))
  W <- subset(D, f == 1); est(paste0(k, ".women"), svymean(~y, W, na.rm = TRUE), degf(D))
  ws <- subset(D, f == 1 & !is.na(s))
  for (m in c("beta", "xlogit")) { ci <- confint(svyciprop(~s, ws, method = m)); put(paste0(k, ".women.", m, ".lower"), ci[1]); put(paste0(k, ".women.", m, ".upper"), ci[2]) }
  put(paste0(k, ".women.domain_df"), degf(ws))
  g <- svyglm(y ~ f, D); est(paste0(k, ".gap"), structure(coef(g)[2], var = vcov(g)[2, 2, drop = FALSE], class = "svystat"), g$df.residual)
  # Without the missing ones, as complete cases: R drops them from the design, which keeps its degrees of freedom.
  ch <- svychisq(~f + a, D, statistic = "F"); put(paste0(k, ".chisq.F"), ch$statistic); put(paste0(k, ".chisq.ndf"), ch$parameter[1]); put(paste0(k, ".chisq.ddf"), ch$parameter[2]); put(paste0(k, ".chisq.p"), ch$p.value)
  ch <- svychisq(~a + b, D, statistic = "F"); put(paste0(k, ".chisq33.F"), ch$statistic); put(paste0(k, ".chisq33.ndf"), ch$parameter[1]); put(paste0(k, ".chisq33.p"), ch$p.value)
  gl <- svyglm(s ~ f + x, D, family = quasibinomial, control = list(epsilon = 1e-14, maxit = 100)); put(paste0(k, ".logistic.b"), coef(gl)); out[[paste0(k, ".logistic.b")]] <- unname(coef(gl)); out[[paste0(k, ".logistic.se")]] <- unname(SE(gl)); put(paste0(k, ".logistic.df"), gl$df.residual) }
put("flat.mean.deff", deff(svymean(~y, flat, na.rm = TRUE, deff = TRUE)))
for (k in c("flat", "full")) put(paste0(k, ".median"), coef(svyquantile(~y, get(k), .5, qrule = "math", na.rm = TRUE, ci = FALSE)))
# Known totals; base weights differ, so that residuals are weighted in post-stratification and not in raking.
T1 <- c(90, 70, 50); T2 <- c(120, 90); ps <- postStratify(flat, ~a, data.frame(a = 0:2, Freq = T1)); est("poststrat", svymean(~x, ps), degf(flat))
rk <- rake(flat, list(~a, ~f), list(data.frame(a = 0:2, Freq = T1), data.frame(f = 0:1, Freq = T2)), control = list(maxit = 1000, epsilon = 1e-13)); est("rake", svymean(~x, rk), degf(flat))
out$rake.weights <- unname(weights(rk)); fx <- svydesign(id = ~1, weights = weights(rk), data = d); est("rake.fixed", svymean(~x, fx), degf(fx))
tr <- trimWeights(rk, upper = 6); out$trim.weights <- unname(weights(tr))
# Finite populations.
hyp <- function(x, n, N, a = .025) { M <- x:(N - (n - x)); lo <- min(M[phyper(x - 1, M, N - M, n, lower.tail = FALSE) > a]); up <- max(M[phyper(x, M, N - M, n) > a]); c(lo, up) / N }
wil <- function(x, n, N) { if (n == N) return(c(x, x) / n); m <- n * (N - 1) / (N - n); suppressWarnings(prop.test(x / n * m, m, correct = FALSE)$conf.int) }
Z <- list(c(0, 10, 40), c(10, 10, 40), c(3, 12, 15), c(1, 1, 2), c(30, 60, 300), c(7, 20, 20), c(250, 900, 1000))
for (z in Z) { id <- paste(z, collapse = "_"); out[[paste0("hyper.", id)]] <- hyp(z[1], z[2], z[3]); out[[paste0("fpcwilson.", id)]] <- as.numeric(wil(z[1], z[2], z[3])) }
# Effective numbers at 0 % and 100 %.
ne <- sum(1:4)^2 / sum((1:4)^2); put("kg.zero.upper", qbeta(.975, 1, ne)); put("kg.one.lower", qbeta(.025, ne, 1))
# Response: 4 cells of the frame.
inv <- c(120, 80, 40, 10); ans <- c(60, 20, 30, 0); rho <- rep(ans / inv, inv)
put("response.sd", sd(rho)); put("response.r", 1 - 2 * sd(rho)); put("response.cv", sd(rho) / mean(rho))
write_json(list(engine = paste("R", getRversion(), "survey", packageVersion("survey")), input = c(as.list(d[c("h", "c", "w", "f", "a", "b", "x", "y", "s")]), list(N = N, T1 = T1, T2 = T2)), expected = out), "survey.json", digits = 17, auto_unbox = FALSE, na = "null")
