# Representation index, part of a whole, Duncan's dissimilarity with its expectation. Run: Rscript parity.R
source("reference.R")
set.seed(1955)
wilson <- function(x, n) {
  w <- suppressWarnings(prop.test(x, n, correct = FALSE)$conf.int)
  c(if (x == 0) 0 else w[1], if (x == n) 1 else w[2])
}
for (v in list(c(30, 100, .4), c(0, 10, .2), c(10, 10, .5), c(401, 593, 1835 / 4526), c(1, 50, .001))) {
  w <- wilson(v[1], v[2]) / v[3]
  add("representation", v, c(value = v[1] / v[2] / v[3], lower = w[1], upper = w[2]))
}
for (v in list(c(30, 100, .4), c(1, 12, 0), c(10, 25, .9), c(401, 593, .405))) {
  w <- wilson(v[1], v[2]) - v[3]
  add("representation_difference", v, c(value = v[1] / v[2] - v[3], lower = w[1], upper = w[2]))
}
add("representation_difference", c(0, 0, .5), NA, reason = "n_zero")
add("representation", c(3, 10, 0), NA, reason = "benchmark_zero")
add("representation", c(0, 0, .5), NA, reason = "n_zero")

# Part of a whole: the delta method, with the gradient by symbolic derivation.
log_index <- deriv(~ log(p1) - log((n1 * p1 + n2 * p2) / (n1 + n2)), c("p1", "p2"))
for (v in list(c(30, 100, 200, 900), c(1, 10, 5, 10), c(10, 10, 5, 40), c(3, 10, 0, 90), c(4, 20, 0, 0))) {
  n1 <- v[2]
  n2 <- v[4]
  p1 <- v[1] / n1
  p2 <- if (n2 > 0) v[3] / n2 else 0
  g <- attr(eval(log_index), "gradient")
  se <- sqrt(g[1]^2 * p1 * (1 - p1) / n1 + if (n2 > 0) g[2]^2 * p2 * (1 - p2) / n2 else 0)
  index <- p1 / ((n1 * p1 + n2 * p2) / (n1 + n2))
  if (se > 1e-12) {
    add("part_whole", v, c(value = index, lower = index * exp(-z95 * se), upper = index * exp(z95 * se)))
  } else {
    add("part_whole_without_interval", v, index)
  }
}
add("part_whole", c(0, 5, 0, 5), NA, reason = "benchmark_zero")
add("part_whole", c(0, 0, 1, 5), NA, reason = "n_zero")

sets <- list(t(apply(UCBAdmissions, c(3, 2), sum))[2:1, ], rbind(c(5, 5), c(5, 5)), rbind(c(10, 0), c(0, 10)),
             rbind(c(1, 0, 2, 0, 3, 1), c(2, 4, 1, 9, 0, 1)), rbind(c(1, 0, 0), c(10, 30, 2)), rbind(1, 1),
             rbind(c(400, 250, 9000), c(3, 0, 41)))
for (t in sets) {
  women <- t[1, ]
  men <- t[2, ]
  W <- sum(women)
  M <- sum(men)
  n <- women + men
  spread <- function(w) sum(abs(w / W - (n - w) / M)) / 2
  expected <- sum(sapply(n, function(k) sum(abs(0:k / W - (k - 0:k) / M) * dhyper(0:k, W, M, k)))) / 2
  # The second witness: people shuffled over units (fewer draws for the large sets).
  units <- rep(seq_along(n), n)
  n_draws <- if (sum(n) > 1000) 1000 else 20000
  draws <- replicate(n_draws, spread(tabulate(sample(units, W), length(n))))
  stopifnot(abs(mean(draws) - expected) <= 5 * sd(draws) / sqrt(n_draws) + 1e-12)
  add("dissimilarity", list(first = women, reference = men), c(value = spread(women), expected = expected))
}
add("dissimilarity", list(first = c(0, 0), reference = c(3, 4)), NA, reason = "n_zero")
write_cases("parity")
