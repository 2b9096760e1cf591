# Distribution functions and quantiles, tails and large parameters included. Run: Rscript distribution.R
source("reference.R")
tails <- function(fn, x, parameters, p) {
  add(paste0(fn, "_cdf"), c(x, parameters), p(x))
  add(paste0(fn, "_sf"), c(x, parameters), p(x, lower.tail = FALSE))
}
for (p in c(1e-300, 1e-12, 1e-4, .025, .3, .4999999, .5000001, .7, .975, 1 - 1e-9)) {
  add("normal_quantile", p, qnorm(p), 1e-12)
}
for (z in c(-37, -8, -1.96, -.001, 0, 1, 5, 20)) tails("normal", z, NULL, pnorm)

for (df in c(.5, 1, 2, 2.7, 5, 30, 99, 1000, 2e4, 1e6, 1e8)) {
  # df = 0.5 has no last case: qt then loses half its digits (pt(qt(p)) differs from p).
  for (p in c(1e-40, 1e-10, 1e-4, .025, .25, .499, .6, .975, .995, if (df >= 1) 1 - 1e-9)) {
    add("student_t_quantile", c(p, df), qt(p, df))
  }
  for (t in c(-1e5, -12, -2, -.3, 0, .7, 1.96, 6, 30)) tails("student_t", t, df, function(t, ...) pt(t, df, ...))
}

for (df in c(.5, 1, 2, 3, 10, 101, 1e4, 1e6)) {
  for (p in c(1e-40, 1e-6, .025, .5, .95, .975, 1 - 1e-10)) add("chi_squared_quantile", c(p, df), qchisq(p, df))
  for (r in c(1e-3, .2, .9, 1, 1.1, 2, 6, 30)) tails("chi_squared", r * df, df, function(x, ...) pchisq(x, df, ...))
}

# qf itself switches to chi-squared from df2 = 4e5 and loses its lower tail: through qbeta it does not.
f_quantile <- function(p, d1, d2) {
  if (is.infinite(d2)) return(qchisq(p, d1) / d1)
  if (p < .5) {
    x <- qbeta(p, d1 / 2, d2 / 2)
    d2 / d1 * x / (1 - x)
  } else {
    y <- qbeta(p, d2 / 2, d1 / 2, lower.tail = FALSE)
    d2 / d1 * (1 - y) / y
  }
}
for (d in list(c(1, 1), c(1, 10), c(2, 97.4), c(5, 5), c(99, 693), c(1, 1e6), c(3000, 4), c(7, Inf))) {
  for (p in c(1e-10, .001, .025, .5, .975, 1 - 1e-9)) add("f_quantile", c(p, d), f_quantile(p, d[1], d[2]))
  for (f in c(1e-4, .3, 1, 1.7, 8, 400)) tails("f", f, d, function(f, ...) pf(f, d[1], d[2], ...))
}

shapes <- list(c(.5, .5), c(.5, 99999.5), c(1, 10), c(10, 1), c(82, 182), c(.05, 3), c(5000, 7000), c(1e6, 3e6), c(45.5, .5))
for (s in shapes) {
  for (p in c(1e-20, 1e-5, .025, .5, .975, 1 - 1e-9)) add("beta_quantile", c(p, s), qbeta(p, s[1], s[2]))
  for (x in c(1e-6, .01, .25, .3, .42, .9, .999)) tails("beta", x, s, function(x, ...) pbeta(x, s[1], s[2], ...))
}

for (b in list(c(1, .5), c(10, .3), c(148, .1), c(4526, .4), c(1e6, 1e-5), c(20, 0), c(20, 1), c(0, .4))) {
  for (k in unique(round(b[1] * c(0, .05, .2, .4, .7, 1)))) {
    add("binomial_pmf", c(k, b), dbinom(k, b[1], b[2]))
    tails("binomial", k, b, function(k, ...) pbinom(k, b[1], b[2], ...))
  }
  for (q in c(0, .001, .025, .5, .975, .999, 1)) add("binomial_quantile", c(q, b), qbinom(q, b[1], b[2]), 0)
}

urns <- list(c(1, 1, 1), c(10, 7, 8), c(50, 50, 3), c(1835, 2691, 1755), c(0, 5, 3), c(5, 0, 3))
for (u in urns) for (k in 0:5 * max(1, round(u[1] * u[3] / sum(u[1:2]) / 3))) {
  add("hypergeometric_pmf", c(k, u), dhyper(k, u[1], u[2], u[3]))
  add("hypergeometric_cdf", c(k, u), phyper(k, u[1], u[2], u[3]))
}
# R itself leaves denormal numbers with few digits.
cases <- Filter(function(case) case$value == 0 || abs(case$value) > 1e-290, cases)
write_cases("distribution")
