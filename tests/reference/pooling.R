# Reference numbers for pooling and shrinkage: run `Rscript pooling.R` in this folder; it writes pooling.json.
suppressPackageStartupMessages({library(metafor); library(jsonlite)})
out <- list()
E <- list(differ = list(y = c(.10, -.25, .42, .05, .61, -.08), v = c(.012, .02, .015, .04, .03, .008)), alike = list(y = c(.11, .09, .12, .10, .105), v = c(.02, .01, .03, .015, .05)), two = list(y = c(-.3, .5), v = c(.01, .04)), one = list(y = .2, v = .09), twelve = list(y = c(.3, .1, -.2, .8, .4, .25, .31, -.5, .9, .05, .15, .22), v = c(.02, .03, .01, .05, .04, .02, .015, .025, .07, .01, .02, .03)))
for (k in names(E)) { y <- E[[k]]$y; v <- E[[k]]$v; fe <- rma(y, v, method = "FE"); dl <- rma(y, v, method = "DL")
  row <- function(m) c(coef(m), m$se, m$ci.lb, m$ci.ub, m$pval); out[[paste0(k, ".fe")]] <- unname(row(fe)); out[[paste0(k, ".dl")]] <- unname(row(dl))
  if (length(y) > 1) { out[[paste0(k, ".het")]] <- c(dl$QE, dl$k - 1, dl$QEp, max(0, (dl$QE - (dl$k - 1)) / dl$QE), dl$tau2)
    kn <- rma(y, v, method = "DL", test = "knha"); out[[paste0(k, ".kh")]] <- unname(row(kn)); p <- predict(dl); out[[paste0(k, ".pi")]] <- c(p$pi.lb, p$pi.ub)
    if (dl$tau2 > 0) { b <- blup(dl); out[[paste0(k, ".blup")]] <- b$pred; out[[paste0(k, ".blup.se")]] <- b$se } } }
RD <- list(c(3, 20, 5, 22), c(0, 10, 4, 12), c(10, 10, 4, 12), c(0, 10, 0, 12), c(10, 10, 0, 5), c(1, 2, 1, 3))
for (r in RD) { e <- escalc(measure = "RD", ai = r[1], n1i = r[2], ci = r[3], n2i = r[4], add = 1/2, to = "only0"); out[[paste0("rd.", paste(r, collapse = "_"))]] <- c(e$yi, e$vi) }
PR <- list(c(3, 20), c(0, 7), c(7, 7), c(1, 1)); for (r in PR) { e <- escalc(measure = "PR", xi = r[1], ni = r[2], add = 1/2, to = "only0"); out[[paste0("pr.", paste(r, collapse = "_"))]] <- c(e$yi, e$vi) }
# Beta-binomial by Newton on (logit mean, ln precision) with gamma functions.
bb <- function(x, n) { ll <- function(q) { m <- plogis(q[1]); s <- exp(q[2]); a <- m * s; b <- (1 - m) * s; sum(lbeta(x + a, n - x + b) - lbeta(a, b)) }
  gr <- function(q) { m <- plogis(q[1]); s <- exp(q[2]); a <- m * s; b <- (1 - m) * s; da <- sum(digamma(x + a) - digamma(a)); db <- sum(digamma(n - x + b) - digamma(b)); ds <- sum(digamma(s) - digamma(n + s)); c((da - db) * s * m * (1 - m), (m * da + (1 - m) * db + ds) * s) }
  q <- optim(c(qlogis(sum(x) / sum(n)), 2), function(q) -ll(q), function(q) -gr(q), method = "BFGS", control = list(reltol = 1e-15, maxit = 1000))$par
  for (i in 1:50) { h <- 1e-5; H <- cbind((gr(q + c(h, 0)) - gr(q - c(h, 0))) / (2 * h), (gr(q + c(0, h)) - gr(q - c(0, h))) / (2 * h)); s <- solve(H, gr(q)); q <- q - s; if (max(abs(s)) < 1e-13) break }
  q }
B <- list(schools = list(x = c(45, 30, 61, 12, 80, 5, 33), n = c(60, 55, 70, 30, 90, 20, 40)), small = list(x = c(0, 3, 5, 1), n = c(4, 6, 5, 9)), wide = list(x = c(0, 19, 10, 20, 1), n = c(20, 20, 20, 20, 20)), many = list(x = c(500, 620, 450, 580), n = c(1000, 1010, 990, 1005)))
for (k in names(B)) { z <- B[[k]]; q <- bb(z$x, z$n); m <- plogis(q[1]); s <- exp(q[2]); out[[paste0("bb.", k)]] <- c(m, s, 1 / (1 + s)); a <- z$x + m * s; b <- z$n - z$x + (1 - m) * s; out[[paste0("bb.", k, ".share")]] <- a / (a + b); out[[paste0("bb.", k, ".lower")]] <- qbeta(.025, a, b); out[[paste0("bb.", k, ".upper")]] <- qbeta(.975, a, b) }
write_json(list(engine = paste("R", getRversion(), "metafor", packageVersion("metafor")), input = list(effects = E, rd = RD, pr = PR, units = B), expected = out), "pooling.json", digits = 17, na = "null")
