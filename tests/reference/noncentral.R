# Noncentral t and studentized range. Run: Rscript noncentral.R
source("reference.R")
# pt is AS 243 for |ncp| < 37.6 and stops at an absolute error of 1e-12, hence the tolerance.
for (df in c(1, 4, 17.5, 98, 5000)) for (ncp in c(-3, -.2, 0, .5, 2, 9, 30)) for (t in c(0, .3, 2, 8, 31)) {
  p <- suppressWarnings(pt(t, df, ncp))
  if (p > 1e-6) add("noncentral_t_cdf", c(t, df, ncp), p, 1e-10 + 1e-11 / p)
}
# Beyond, by integration over the scale: P(T <= t) = E Phi(t s - ncp).
beyond <- function(t, df, ncp) {
  f <- function(s) pnorm(t * s - ncp) * exp(dchisq(df * s^2, df, log = TRUE) + log(2 * df * s))
  part <- function(from, to) integrate(f, from, to, rel.tol = 1e-12, subdivisions = 5000)$value
  width <- 12 / sqrt(df)
  part(max(0, 1 - width), 1) + part(1, 1 + width)
}
for (v in list(c(60, 50, 58), c(48, 400, 50), c(120, 2000, 118), c(20, 5000, 20.5))) {
  add("noncentral_t_cdf", v, beyond(v[1], v[2], v[3]), 1e-9)
}
for (v in list(c(2.5, 30), c(-1, 8), c(0, 5), c(12, 200), c(.7, 2798), c(3, 2))) for (p in c(.025, .975)) {
  f <- function(n) suppressWarnings(pt(v[1], v[2], n)) - p
  ncp <- uniroot(f, v[1] + c(-10, 10), tol = 1e-14, extendInt = "downX", maxiter = 10000)$root
  add("noncentrality", c(v, p), ncp, 1e-8)
}
# At df = 2 ptukey itself is off by 6e-6 (two groups: 2 pt(q / sqrt(2), df) - 1, tested beside the code).
for (k in c(2, 3, 5, 10)) for (df in c(2, 5, 20, 120, Inf)) for (q in c(.5, 2, 3.5, 6)) {
  add("studentized_range_cdf", c(q, k, df), ptukey(q, k, df), if (df < 5) 1e-4 else 1e-7)
}
write_cases("noncentral")
