# Representation index, part-whole, Duncan's dissimilarity with its expectation. Run: Rscript parity.R
source("reference.R"); set.seed(1955)
for (v in list(c(30, 100, .4), c(0, 10, .2), c(10, 10, .5), c(401, 593, 1835 / 4526), c(1, 50, .001))) { w <- suppressWarnings(prop.test(v[1], v[2], correct = FALSE)$conf.int); if (v[1] == 0) w[1] <- 0; if (v[1] == v[2]) w[2] <- 1
  add("representation", v, c(value = v[1] / v[2] / v[3], lower = w[1] / v[3], upper = w[2] / v[3])) }
for (v in list(c(30, 100, .4), c(1, 12, 0), c(10, 25, .9), c(401, 593, .405))) { w <- prop.test(v[1], v[2], correct = FALSE)$conf.int
  add("representation_difference", v, c(value = v[1] / v[2] - v[3], lower = w[1] - v[3], upper = w[2] - v[3])) }
add("representation_difference", c(0, 0, .5), NA, reason = "n_zero")
add("representation", c(3, 10, 0), NA, reason = "benchmark_zero"); add("representation", c(0, 0, .5), NA, reason = "n_zero")
# Part of a whole: the delta method by numbers, with the gradient of log(p1) - log((n1 p1 + n2 p2)/(n1 + n2)) taken by symbolic derivation.
g <- deriv(~ log(p1) - log((n1 * p1 + n2 * p2) / (n1 + n2)), c("p1", "p2"))
for (v in list(c(30, 100, 200, 900), c(1, 10, 5, 10), c(10, 10, 5, 40), c(3, 10, 0, 90), c(4, 20, 0, 0))) { x1 <- v[1]; n1 <- v[2]; n2 <- v[4]; p1 <- x1 / n1; p2 <- if (n2 > 0) v[3] / n2 else 0
  e <- attr(eval(g), "gradient"); s <- sqrt(e[1]^2 * p1 * (1 - p1) / n1 + if (n2 > 0) e[2]^2 * p2 * (1 - p2) / n2 else 0); r <- p1 / ((n1 * p1 + n2 * p2) / (n1 + n2))
  if (s > 1e-12) add("part_whole", v, c(value = r, lower = r * exp(-z95 * s), upper = r * exp(z95 * s))) else add("part_whole_without_interval", v, r) }
add("part_whole", c(0, 5, 0, 5), NA, reason = "benchmark_zero"); add("part_whole", c(0, 0, 1, 5), NA, reason = "n_zero")
for (t in list(t(apply(UCBAdmissions, c(3, 2), sum))[2:1, ], rbind(c(5, 5), c(5, 5)), rbind(c(10, 0), c(0, 10)), rbind(c(1, 0, 2, 0, 3, 1), c(2, 4, 1, 9, 0, 1)), rbind(c(1, 0, 0), c(10, 30, 2)), rbind(c(1), c(1)), rbind(c(400, 250, 9000), c(3, 0, 41)))) {
  f <- t[1, ]; m <- t[2, ]; F <- sum(f); M <- sum(m); n <- f + m
  e <- sum(sapply(n, function(k) { x <- 0:k; sum(abs(x / F - (k - x) / M) * dhyper(x, F, M, k)) })) / 2
  # The second witness: people shuffled over units (fewer draws for the large sets).
  b <- if (sum(n) > 1000) 1000 else 20000; units <- rep(seq_along(n), n); draws <- replicate(b, { w <- tabulate(sample(units, F), length(n)); sum(abs(w / F - (n - w) / M)) / 2 })
  stopifnot(abs(mean(draws) - e) <= 5 * sd(draws) / sqrt(b) + 1e-12)
  add("dissimilarity", list(first = f, reference = m), c(value = sum(abs(f / F - m / M)) / 2, expected = e)) }
add("dissimilarity", list(first = c(0, 0), reference = c(3, 4)), NA, reason = "n_zero")
write_cases("parity")
