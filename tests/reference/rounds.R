# Reference numbers for rounds and combinations: run `Rscript rounds.R` in this folder; it writes rounds.json.
suppressPackageStartupMessages(library(jsonlite))
out <- list(); put <- function(id, v) out[[id]] <<- unname(as.numeric(v))
set.seed(20263)
# Invented scores of 40 students in two rounds.
x <- round(rnorm(40, 3.2, .7), 2); y <- round(1.4 + .6 * x + rnorm(40, 0, .5), 2)
wilson <- function(x, n) { z <- qnorm(.975); p <- x / n; c((p + z^2 / (2 * n) - z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2))), (p + z^2 / (2 * n) + z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2)))) / (1 + z^2 / n) }
# Newcombe (1998b), method 10. First cell: yes in both; b: later only; c: earlier only; d: neither.
paired <- function(a, b, c, d) { n <- a + b + c + d; p1 <- (a + b) / n; p0 <- (a + c) / n; w1 <- wilson(a + b, n); w0 <- wilson(a + c, n); m <- (a + b) * (c + d) * (a + c) * (b + d); k <- a * d - b * c; if (k > 0) k <- max(k - n / 2, 0); phi <- if (m > 0) k / sqrt(m) else 0
  D <- p1 - p0; l1 <- p1 - w1[1]; u1 <- w1[2] - p1; l0 <- p0 - w0[1]; u0 <- w0[2] - p0; c(D, D - sqrt(l1^2 - 2 * phi * l1 * u0 + u0^2), D + sqrt(u1^2 - 2 * phi * u1 * l0 + l0^2)) }
for (q in list(c(36, 12, 2, 0), c(20, 30, 12, 40), c(0, 0, 0, 9), c(5, 0, 0, 5), c(0, 10, 0, 0), c(0, 6, 5, 0), c(10, 1, 6, 12))) { id <- paste(q, collapse = "_"); out[[paste0("newcombe.", id)]] <- paired(q[1], q[2], q[3], q[4])
  if (q[2] + q[3] > 0) { if (q[2] + q[3] < 25) put(paste0("mcnemar.exact.", id), binom.test(q[2], q[2] + q[3])$p.value) else { m <- mcnemar.test(matrix(q, 2, byrow = TRUE), correct = FALSE); put(paste0("mcnemar.x2.", id), m$statistic); put(paste0("mcnemar.p.", id), m$p.value) } } }
# Part overlap, written out (Derrick et al. 2017), and its ends.
overlap <- function(n0, m0, s0, n1, m1, s1, nc, r) { v <- s1^2 / n1 + s0^2 / n0 - 2 * r * s1 * s0 * nc / (n1 * n0); g <- (s0^2 / n0 + s1^2 / n1)^2 / ((s0^2 / n0)^2 / (n0 - 1) + (s1^2 / n1)^2 / (n1 - 1)); na <- n0 - nc; nb <- n1 - nc; df <- (nc - 1) + (g - nc + 1) * (na + nb) / (na + nb + 2 * nc); t <- (m1 - m0) / sqrt(v); c(m1 - m0, sqrt(v), df, t, 2 * pt(-abs(t), df), m1 - m0 - qt(.975, df) * sqrt(v), m1 - m0 + qt(.975, df) * sqrt(v)) }
O <- list(c(80, 3.4, .8, 70, 3.6, .9, 30, .55), c(12, 2, .5, 15, 2.9, 1.1, 1, 0), c(25, 3, 1, 300, 3, .4, 20, -.2), c(400, 3.11, .7, 380, 3.24, .72, 350, .7))
for (i in seq_along(O)) out[[paste0("overlap.", i - 1)]] <- do.call(overlap, as.list(O[[i]]))
w <- t.test(y, x[1:30]); out$overlap.none <- c(w$estimate[[1]] - w$estimate[[2]], w$stderr, w$parameter[[1]], w$statistic[[1]], w$p.value, w$conf.int)
p <- t.test(y, x, paired = TRUE); out$overlap.all <- c(p$estimate[[1]], p$stderr, p$parameter[[1]], p$statistic[[1]], p$p.value, p$conf.int)
# Regression to the mean: what the line through all leads to expect of those below 3.
low <- x < 3; f <- lm(y ~ x); put("rtm.expected", predict(f, data.frame(x = mean(x[low]))) - mean(x[low])); put("rtm.measured", mean(y[low]) - mean(x[low]))
put("mdd.se", (qnorm(.975) + qnorm(.80)) * .123); put("mdd.share", (qnorm(.975) + qnorm(.80)) * sqrt(.25 / 80 + .25 / 33))
# Combinations: neither, first, second, both.
M <- list(list(n = c(120, 60, 40, 15), m = c(3.5, 3.3, 3.4, 2.9), s = c(.7, .8, .75, .9)), list(n = c(2, 2, 2, 2), m = c(1, 2, 3, 4), s = c(1, .5, .2, .7)), list(n = c(10, 11, 12, 13), m = c(4, 4, 4, 4), s = c(0, 1, 0, 1)))
for (i in seq_along(M)) { z <- M[[i]]; v <- z$s^2 / z$n; df <- sum(v)^2 / sum(v^2 / (z$n - 1)); e <- z$m[4] - z$m[2] - z$m[3] + z$m[1]; s <- sqrt(sum(v)); out[[paste0("cells.", i - 1)]] <- c(z$m[4] - z$m[1], z$m[2] + z$m[3] - 2 * z$m[1], z$m[2] + z$m[3] - z$m[1], e, s, e - qt(.975, df) * s, e + qt(.975, df) * s) }
P <- list(list(x = c(90, 30, 22, 4), n = c(120, 60, 40, 15)), list(x = c(0, 5, 10, 3), n = c(10, 10, 10, 12)))
for (i in seq_along(P)) { z <- P[[i]]; q <- z$x / z$n; s <- sqrt(sum(q * (1 - q) / z$n)); e <- q[4] - q[2] - q[3] + q[1]; out[[paste0("shares.", i - 1)]] <- c(q[4] - q[1], q[2] + q[3] - 2 * q[1], q[2] + q[3] - q[1], e, s, e - qnorm(.975) * s, e + qnorm(.975) * s) }
write_json(list(engine = paste("R", getRversion()), input = list(x = x, y = y, overlap = O, cells = M, shares = P), expected = out), "rounds.json", digits = 17, na = "null")
