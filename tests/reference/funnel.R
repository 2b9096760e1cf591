# Reference numbers for funnel limits (Spiegelhalter 2005): run `Rscript funnel.R` in this folder; it writes funnel.json.
suppressPackageStartupMessages(library(jsonlite))
limit <- function(a, n, P) { r <- qbinom(a, n, P); al <- (pbinom(r, n, P) - a) / dbinom(r, n, P); min(1, max(0, (r - al) / n)) }
L <- list(); for (n in c(1, 5, 10, 33, 200, 5000)) for (P in c(.03, .2, .5, .9)) L[[length(L) + 1]] <- c(n, P, limit(.025, n, P), limit(.975, n, P), limit(.001, n, P), limit(.999, n, P))
over <- function(z, w) { q <- quantile(z, c(.1, .9), type = 7); zw <- pmin(pmax(z, q[1]), q[2]); K <- length(z); phi <- mean(zw^2); c(phi, max(0, (K * phi - (K - 1)) / (sum(w) - sum(w^2) / sum(w)))) }
S <- list(apart = list(x = c(40, 33, 70, 21, 55, 12, 48, 90, 15, 61, 29, 44), n = c(60, 70, 90, 50, 60, 40, 80, 120, 45, 66, 30, 75)), chance = list(x = c(30, 31, 29, 33, 28, 30, 32, 27, 30, 31), n = rep(60, 10)))
out <- list(); for (k in names(S)) { x <- S[[k]]$x; n <- S[[k]]$n; P <- sum(x) / sum(n); s2 <- P * (1 - P) / n; z <- (x / n - P) / sqrt(s2); o <- over(z, 1 / s2); out[[k]] <- c(P, o); out[[paste0(k, ".z")]] <- (x / n - P) / sqrt(s2 + o[2]); out[[paste0(k, ".lower")]] <- pmax(0, P - qnorm(.999) * sqrt(s2 + o[2])); out[[paste0(k, ".upper")]] <- pmin(1, P + qnorm(.999) * sqrt(s2 + o[2])) }
M <- list(n = c(30, 45, 12, 80, 33, 61, 25, 40, 55, 31, 90), m = c(3.4, 3.9, 3.1, 3.6, 3.2, 3.8, 3.5, 3.0, 3.7, 3.3, 3.55), s = c(.7, .8, .6, .75, .9, .72, .66, .8, .7, .85, .74))
T <- sum(M$n * M$m) / sum(M$n); sp <- sqrt(sum((M$n - 1) * M$s^2) / sum(M$n - 1)); sd <- ifelse(M$n >= 30, M$s, sp); z <- (M$m - T) / (sd / sqrt(M$n)); o <- over(z, M$n / sd^2)
out$means <- c(T, sp, o); out$means.z <- z; out$means.lower <- T - qnorm(.975) * sp / sqrt(M$n); out$means.upper <- T + qnorm(.975) * sp / sqrt(M$n)
write_json(list(engine = paste("R", getRversion()), input = list(shares = S, means = M), limits = L, expected = out), "funnel.json", digits = 17, na = "null")
