# Makes two rounds of an invented survey that share people (tests/scans/panel) and computes from them what the
# report says of the people who answered twice. Writes tests/reference/panel.json.
#
#   Rscript tests/reference/panel.R       (R 4.x; base R and jsonlite)

set.seed(20261122)
options(digits = 15)
make <- function(keys, gender, level) {
  answer <- function() pmin(5, pmax(1, round(level + rnorm(length(keys), 0, .8))))
  data.frame(sleutel = keys, gender = gender, Q1 = answer(), Q2 = answer(), Q3 = answer(),
             stage = ifelse(rnorm(length(keys)) + level - 3.4 > 0, "ja", "nee"))
}
level <- function(n) rnorm(n, 3.4, .6)
keys <- sprintf("p%03d", 1:120); gender <- rep(1:2, 60); own <- level(120)
first <- make(keys, gender, own)
stays <- 31:120
second <- rbind(make(keys[stays], gender[stays], own[stays] + .15),
                make(sprintf("q%03d", 1:40), rep(1:2, 20), level(40)))
second <- second[sample(nrow(second)), ]
first$Q2[c(5, 40, 77)] <- NA; second$Q3[c(9, 60)] <- NA
# Someone has no key, and a key stands twice.
first$sleutel[90] <- ""; second <- rbind(second, transform(second[1, ], Q1 = 1))
folder <- "tests/scans/panel"
write.csv2(first, file.path(folder, "ronde-1.csv"), row.names = FALSE, quote = FALSE, na = "")
renamed <- second; names(renamed)[names(renamed) == "Q1"] <- "Vraag een"
write.csv2(renamed, file.path(folder, "ronde-2.csv"), row.names = FALSE, quote = FALSE, na = "")

# Of a key that stands twice in a round the first row counts.
second <- second[!duplicated(second$sleutel), ]
score <- function(d) { x <- as.matrix(d[c("Q1", "Q2", "Q3")]); ifelse(rowSums(!is.na(x)) >= 2, rowMeans(x, na.rm = TRUE), NA) }
first$score <- score(first); second$score <- score(second)
unique_keys <- function(d) { n <- table(d$sleutel); names(n)[n == 1 & names(n) != ""] }
twice <- intersect(unique_keys(first), unique_keys(second))
of <- function(label) {
  in_group <- function(d) if (label == "") rep(TRUE, nrow(d)) else d$gender == match(label, c("vrouw", "man"))
  a <- first[in_group(first), ]; b <- second[in_group(second), ]
  keys <- intersect(intersect(a$sleutel, b$sleutel), twice)
  x <- a[match(keys, a$sleutel), ]; y <- b[match(keys, b$sleutel), ]
  t <- t.test(y$score, x$score, paired = TRUE)
  n1 <- nrow(b); n0 <- nrow(a); n12 <- length(keys)
  s1 <- sd(b$score); s0 <- sd(a$score); r <- cor(x$score, y$score)
  var <- s1^2 / n1 + s0^2 / n0 - 2 * r * s1 * s0 * n12 / (n1 * n0)
  welch <- (s1^2 / n1 + s0^2 / n0)^2 / ((s1^2 / n1)^2 / (n1 - 1) + (s0^2 / n0)^2 / (n0 - 1))
  na <- n0 - n12; nb <- n1 - n12
  df <- (n12 - 1) + (welch - n12 + 1) * (na + nb) / (na + nb + 2 * n12)
  d <- mean(b$score) - mean(a$score)
  # Newcombe (1998), paired, phi corrected by n/2.
  p <- x$stage == "ja"; q <- y$stage == "ja"; n <- length(p)
  w <- function(k) as.numeric(suppressWarnings(prop.test(k, n, correct = FALSE))$conf.int)
  later <- w(sum(q)); earlier <- w(sum(p)); both <- sum(p & q); neither <- sum(!p & !q)
  product <- both * neither - sum(!p & q) * sum(p & !q)
  if (product > 0) product <- max(product - n / 2, 0)
  phi <- product / sqrt(sum(q) * sum(!q) * sum(p) * sum(!p))
  reach <- function(u, v) sqrt(u^2 - 2 * phi * u * v + v^2)
  shift <- mean(q) - mean(p)
  changed <- c(sum(!p & q), sum(p & !q))
  mcnemar <- if (sum(changed) < 25) binom.test(changed[1], sum(changed))$p.value else
    mcnemar.test(table(factor(p, c(FALSE, TRUE)), factor(q, c(FALSE, TRUE))), correct = FALSE)$p.value
  answered <- !is.na(x$Q2) & !is.na(y$Q2); moved <- y$Q2[answered] - x$Q2[answered]
  # Zeros are dropped; answers tie, so the p-value is the normal one.
  ranks <- suppressWarnings(wilcox.test(y$Q2[answered], x$Q2[answered], paired = TRUE, exact = FALSE, correct = FALSE))
  out <- list(
    difference_paired = c(mean(y$score - x$score), as.numeric(t$conf.int)),
    difference_overlap = c(d, d + c(-1, 1) * qt(.975, df) * sqrt(var)),
    outcome_paired = c(shift, shift - reach(mean(q) - later[1], earlier[2] - mean(p)),
                       shift + reach(later[2] - mean(q), mean(p) - earlier[1])),
    n = c(n12, n0 + n1 - n12),
    d_z = mean(y$score - x$score) / sd(y$score - x$score),
    d_av = mean(y$score - x$score) / sqrt((var(x$score) + var(y$score)) / 2),
    p_paired = t$p.value, n_changed = sum(changed), outcome_p = mcnemar,
    question_paired = c(mean(moved), as.numeric(t.test(moved)$conf.int)), question_p = ranks$p.value,
    question_n = length(moved))
  if (label == "") {
    low <- x$score <= quantile(x$score, .25, type = 7)
    slope <- coef(lm(y$score ~ x$score))[[2]]
    out$change_low <- mean(y$score[low]) - mean(x$score[low])
    out$change_low_expected <- mean(y$score) - mean(x$score) + (mean(x$score) - mean(x$score[low])) * (1 - slope)
    out$n_low <- sum(low)
  }
  out
}
answers <- list(everybody = of(""), women = of("vrouw"), men = of("man"))
jsonlite::write_json(c(list(made_by = paste("tests/reference/panel.R,", R.version.string)), answers),
                     "tests/reference/panel.json", digits = 15, auto_unbox = TRUE, pretty = TRUE)
