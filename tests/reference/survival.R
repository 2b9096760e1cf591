# Reference numbers for survival: run `Rscript survival.R` in this folder; it writes survival.json.
suppressPackageStartupMessages({library(survival); library(jsonlite)})
out <- list(); put <- function(id, v) out[[id]] <<- unname(as.numeric(v))
set.seed(20262); n <- 90
# Invented starters, followed by the year: 3 programmes, 2 sectors, exits 0 (still there), 1, 2, 3.
d <- data.frame(t = sample(1:6, n, TRUE), g = rep(0:2, length.out = n), s = sample(0:1, n, TRUE))
d$e <- sample(0:3, n, TRUE, c(.35, .3, .25, .1)); d$e[d$g == 2 & d$s == 1] <- 0
d <- d[!(d$g == 1 & d$s == 0), ]
tiny <- list(tiny = list(t = c(1, 1, 2, 2, 3), e = c(1, 0, 1, 0, 1)), none = list(t = c(1, 2, 3), e = c(0, 0, 0)), all = list(t = c(2, 2, 2), e = c(1, 1, 1)),
  half = list(t = 1:4, e = c(1, 1, 1, 1)), flat = list(t = 1:4, e = c(1, 1, 0, 0)), late = list(t = c(5, 8, 8, 9, 12, 20), e = c(0, 1, 1, 0, 1, 0)), year = list(t = d$t, e = as.integer(d$e > 0)))
for (k in names(tiny)) { z <- tiny[[k]]; f <- survfit(Surv(z$t, z$e) ~ 1, conf.type = "log-log")
  out[[paste0(k, ".time")]] <- f$time; out[[paste0(k, ".surv")]] <- f$surv; out[[paste0(k, ".risk")]] <- f$n.risk; out[[paste0(k, ".se")]] <- ifelse(f$surv > 0, f$std.err * f$surv, 0)
  out[[paste0(k, ".lower")]] <- f$lower; out[[paste0(k, ".upper")]] <- f$upper
  q <- quantile(f, .5); put(paste0(k, ".median"), q$quantile); put(paste0(k, ".median.lower"), q$lower); put(paste0(k, ".median.upper"), q$upper)
  for (m in c(mean(range(z$t)), max(z$t))) { r <- summary(f, rmean = m)$table; put(paste0(k, ".rmst", m), r[["rmean"]]); put(paste0(k, ".rmst", m, ".se"), r[["se(rmean)"]]) } }
lr <- function(id, l) { put(paste0(id, ".x2"), l$chisq); put(paste0(id, ".df"), sum(rowSums(cbind(l$exp)) > 0) - 1); out[[paste0(id, ".exp")]] <<- unname(rowSums(cbind(l$exp))); out[[paste0(id, ".obs")]] <<- unname(rowSums(cbind(l$obs))); put(paste0(id, ".p"), pchisq(l$chisq, sum(rowSums(cbind(l$exp)) > 0) - 1, lower.tail = FALSE)) }
ev <- d$e > 0; lr("logrank", survdiff(Surv(t, ev) ~ g, d)); lr("logrank.strat", survdiff(Surv(t, ev) ~ g + strata(s), d)); lr("peto", survdiff(Surv(t, ev) ~ g, d, rho = 1)); lr("peto.strat", survdiff(Surv(t, ev) ~ g + strata(s), d, rho = 1)); lr("cause2", survdiff(Surv(t, e == 2) ~ g, d))
a <- survfit(Surv(t, factor(e, 0:3)) ~ 1, d, conf.type = "log-log", id = seq_len(nrow(d)))
for (j in 1:3) { out[[paste0("aj.", j)]] <- unname(a$pstate[, j + 1]) }
# The interval on the log-log scale, of R's risk with the closed-form standard error of the delta method.
cifvar <- function(t, e, k, tt) { u <- sort(unique(t[e > 0 & t <= tt])); n <- sapply(u, function(s) sum(t >= s)); dk <- sapply(u, function(s) sum(t == s & e == k)); da <- sapply(u, function(s) sum(t == s & e > 0)); S <- cumprod(1 - da / n); Sm <- c(1, S[-length(S)]); I <- cumsum(Sm * dk / n); It <- I[length(I)]; ok <- n > da
  sum(((It - I)^2 * da / (n * (n - da)))[ok]) + sum(Sm^2 * (n - dk) * dk / n^3) - 2 * sum((It - I) * Sm * dk / n^2) }
for (j in 1:3) { v <- sapply(a$time, function(s) cifvar(d$t, d$e, j, s)); p <- a$pstate[, j + 1]; out[[paste0("aj.", j, ".se")]] <- sqrt(v); k <- qnorm(.975) * sqrt(v) / (p * log(p)); out[[paste0("aj.", j, ".lower")]] <- exp(-exp(log(-log(p)) - k)); out[[paste0("aj.", j, ".upper")]] <- exp(-exp(log(-log(p)) + k)); out[[paste0("aj.", j, ".jackknife")]] <- unname(a$std.err[, j + 1]); out[[paste0("aj.", j, ".r.lower")]] <- unname(a$lower[, j + 1]) }
out$aj.time <- a$time
write_json(list(engine = paste("R", getRversion(), "survival", packageVersion("survival")), input = c(as.list(d), list(tiny = tiny)), expected = out), "survival.json", digits = 17, na = "null")
