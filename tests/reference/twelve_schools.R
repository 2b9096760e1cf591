# Makes an invented survey of twelve schools (tests/scans/twelve-schools) and computes from its rows what a network report
# and the report of each school say of schools: limits of chance, pooled gaps, shrinkage, and the others at a school's own
# mix of programmes. Writes tests/reference/twelve_schools.json.
#
#   Rscript tests/reference/twelve_schools.R       (R 4.x; metafor, and exact limits written out; jsonlite)

suppressPackageStartupMessages({library(metafor); library(jsonlite)})
set.seed(20261208)
options(digits = 15)
schools <- sprintf("91A%s", LETTERS[1:12])
# The last school has a programme that nobody else has, the one before it has it beside a shared one.
offered <- list(c(1, 2), c(1, 3), c(2, 3, 4), c(1, 4), c(2, 4), c(1, 2, 3), c(3, 4), c(1, 2), c(2, 3), c(1, 3, 4), c(4, 5), 6)
lean <- c(-.1, 0, .15, .3, -.2, -.1)
rows <- list()
for (s in seq_along(schools)) { apart <- rnorm(1, 0, .3); gap <- rnorm(1, -.1, .3); for (p in offered[[s]]) {
  n <- sample(26:52, 1); level <- 3.3 + apart + lean[p]
  gender <- rep(1:2, c(13 + sample(0:(n - 26), 1), 0) + c(0, 0))[seq_len(n)]; gender[is.na(gender)] <- 2
  own <- rnorm(n, level + gap * (gender == 1), .6)
  answer <- function() pmin(5, pmax(1, round(own + rnorm(n, 0, .7))))
  rows[[length(rows) + 1]] <- data.frame(school = schools[s], programme = paste0("P", p), gender, Q1 = answer(), Q2 = answer(), Q3 = answer(),
    stage = ifelse(runif(n) < plogis(1.2 * (own - 3.2) + .5 * lean[p]), "ja", "nee"), laptop = ifelse(runif(n) < .7, "ja", "nee"))
} }
d <- do.call(rbind, rows); d <- d[sample(nrow(d)), ]
write.csv2(d, "tests/scans/twelve-schools/studenten.csv", row.names = FALSE, quote = FALSE)
d$score <- rowMeans(d[c("Q1", "Q2", "Q3")]); d$x <- d$stage == "ja"; d$l <- d$laptop == "ja"
stopifnot(min(table(d$school, d$gender)) >= 10, min(with(d, tapply(x, paste(school, programme), length))) >= 10)

out <- list(); z <- qnorm(.975)
n <- as.numeric(table(d$school)); of <- function(v, f, by = d$school) as.numeric(tapply(v, by, f))
over <- function(z, w) { q <- quantile(z, c(.1, .9), type = 7); zw <- pmin(pmax(z, q[1]), q[2]); K <- length(z); phi <- mean(zw^2); max(0, (K * phi - (K - 1)) / (sum(w) - sum(w^2) / sum(w))) }
exact <- function(a, n, P) { r <- qbinom(a, n, P); al <- (pbinom(r, n, P) - a) / dbinom(r, n, P); pmin(1, pmax(0, (r - al) / n)) }
# Limits of a mean.
m <- of(d$score, mean); s <- of(d$score, sd); T <- sum(n * m) / sum(n); sp <- sqrt(sum((n - 1) * s^2) / sum(n - 1))
own <- ifelse(n >= 30, s, sp); t2 <- over((m - T) / (own / sqrt(n)), n / own^2)
for (a in c(95, 998)) { q <- qnorm(if (a == 95) .975 else .999) * sqrt(sp^2 / n + t2); out[[paste0("mean.limit_", a)]] <- c(rep(T, 12), T - q, T + q) }
# Limits of a share: widened where schools differ more than chance, else exact.
for (k in c("stage", "laptop")) { v <- if (k == "stage") d$x else d$l; P <- mean(v); s2 <- P * (1 - P) / n; t2 <- over((of(v, mean) - P) / sqrt(s2), 1 / s2); out[[paste0(k, ".tau2")]] <- t2
  for (a in c(95, 998)) { p <- if (a == 95) .025 else .001; q <- qnorm(1 - p) * sqrt(s2 + t2)
    out[[paste0(k, ".limit_", a)]] <- if (t2 > 0) c(rep(P, 12), pmax(0, P - q), pmin(1, P + q)) else c(rep(P, 12), exact(p, n, P), exact(1 - p, n, P)) } }
stopifnot(out$stage.tau2 > 0, out$laptop.tau2 == 0)
# Shrinkage: empirical Bayes of means, beta-binomial of shares.
b <- blup(rma(m, s^2 / n, method = "DL")); out$mean.shrunken <- c(b$pred, b$pred - z * b$se, b$pred + z * b$se)
x <- of(d$x, sum); ll <- function(q) { u <- plogis(q[1]); w <- exp(q[2]); -sum(lbeta(x + u * w, n - x + (1 - u) * w) - lbeta(u * w, (1 - u) * w)) }
gr <- function(q) { u <- plogis(q[1]); w <- exp(q[2]); a <- u * w; b <- (1 - u) * w; da <- sum(digamma(x + a) - digamma(a)); db <- sum(digamma(n - x + b) - digamma(b)); c((da - db) * w * u * (1 - u), (u * da + (1 - u) * db + sum(digamma(w) - digamma(n + w))) * w) }
q <- optim(c(qlogis(mean(d$x)), 3), ll, function(q) -gr(q), method = "BFGS", control = list(reltol = 1e-15, maxit = 1000))$par
for (i in 1:50) { h <- 1e-5; H <- cbind((gr(q + c(h, 0)) - gr(q - c(h, 0))) / (2 * h), (gr(q + c(0, h)) - gr(q - c(0, h))) / (2 * h)); step <- solve(H, gr(q)); q <- q - step; if (max(abs(step)) < 1e-13) break }
u <- plogis(q[1]); w <- exp(q[2]); a <- x + u * w; b <- n - x + (1 - u) * w; out$stage.shrunken <- c(a / (a + b), qbeta(.025, a, b), qbeta(.975, a, b))
# Women less men: of everybody, within the schools, at a typical school, at a further one.
g <- function(v, f, k) of(v[d$gender == k], f, d$school[d$gender == k]); nw <- g(d$x, length, 1); nm <- g(d$x, length, 2)
mw <- g(d$score, mean, 1); mm <- g(d$score, mean, 2); sw <- g(d$score, sd, 1); sm <- g(d$score, sd, 2); xw <- g(d$x, sum, 1); xm <- g(d$x, sum, 2)
gaps <- list(mean = escalc("MD", m1i = mw, sd1i = sw, n1i = nw, m2i = mm, sd2i = sm, n2i = nm),
             stage = escalc("RD", ai = xw, n1i = nw, ci = xm, n2i = nm, add = 1/2, to = "only0"))
for (k in names(gaps)) { fe <- rma(gaps[[k]], method = "FE"); dl <- rma(gaps[[k]], method = "DL"); p <- predict(dl)
  out[[paste0(k, ".difference_within")]] <- c(coef(fe), fe$ci.lb, fe$ci.ub); out[[paste0(k, ".difference_typical")]] <- c(coef(dl), dl$ci.lb, dl$ci.ub)
  out[[paste0(k, ".difference_predicted")]] <- c(coef(dl), p$pi.lb, p$pi.ub); out[[paste0(k, ".i_squared")]] <- max(0, (dl$QE - (dl$k - 1)) / dl$QE) }
# What the others have at a school's own mix of programmes, school by school: the value, its interval, its people, and the
# same of the difference. Programmes that no other school has are left out of both sides.
mixed <- function(v, school, kind) {
  cell <- function(s, p) { i <- d$school == s & d$programme == p; y <- v[i]; list(n = sum(i), m = mean(y), v = if (kind == "mean") var(y) else mean(y) * (1 - mean(y))) }
  own <- unique(d$programme[d$school == school]); own <- own[own %in% d$programme[d$school != school]]
  if (!length(own)) return(NULL)
  terms <- do.call(rbind, lapply(own, function(p) { me <- cell(school, p); others <- setdiff(unique(d$school[d$programme == p]), school)
    cells <- lapply(others, cell, p = p); all <- sum(sapply(cells, `[[`, "n"))
    rbind(c(1, me$n, me$n, me$m, me$v), t(sapply(cells, function(o) c(-1, me$n * o$n / all, o$n, o$m, o$v)))) }))
  people <- sum(terms[terms[, 1] == 1, 3]); w <- terms[, 1] * terms[, 2] / people
  interval <- function(i) { V <- w[i]^2 * terms[i, 5] / terms[i, 3]; e <- sum(w[i] * terms[i, 4]); r <- if (kind == "mean") qt(.975, sum(V)^2 / sum(V^2 / (terms[i, 3] - 1))) else z; c(e, e - r * sqrt(sum(V)), e + r * sqrt(sum(V))) }
  expected <- interval(terms[, 1] == -1); c(-expected[1], -expected[3], -expected[2], people, interval(rep(TRUE, nrow(terms))), sum(terms[, 3])) }
for (school in schools) { out[[paste0("mix.mean.", school)]] <- mixed(d$score, school, "mean"); out[[paste0("mix.stage.", school)]] <- mixed(as.numeric(d$x), school, "share") }
write_json(list(engine = paste(R.version.string, "metafor", packageVersion("metafor")), script = "twelve_schools.R", expected = out),
           "tests/reference/twelve_schools.json", digits = 17, na = "null", auto_unbox = FALSE)
