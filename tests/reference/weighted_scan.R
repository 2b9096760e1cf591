# What results.csv of tests/scans/weighted must say, from its CSV files alone.
# Rscript tests/reference/weighted_scan.R   (R 4.2.2, survey 4.1.1; writes tests/scans/weighted/expected-*.csv)
# With DATA=new it first draws the answers anew (invented, seed below).
suppressMessages(library(survey))
dir <- "tests/scans/weighted"
if (Sys.getenv("DATA") == "new") {
  set.seed(20260207)
  frame <- expand.grid(programme = c("Bouw", "Chemie", "Software"), gender = c("vrouw", "man"), round = c("2024", "2026"))
  frame$count <- c(60, 90, 40, 140, 70, 200, 66, 84, 52, 130, 74, 210)
  rows <- do.call(rbind, lapply(seq_len(nrow(frame)), function(i) {
    f <- frame[i, ]
    n <- rbinom(1, f$count, ifelse(f$gender == "vrouw", .34, .19))
    base <- .25 + .3 * (f$programme == "Chemie") + .2 * (f$gender == "man") + .1 * (f$round == "2026")
    one <- function() ifelse(runif(n) < .06, NA, 1 + rbinom(n, 2, min(base + .1, .9)))
    data.frame(round = f$round, gender = ifelse(runif(n) < .08, sample(c("3", ""), n, TRUE), ifelse(f$gender == "vrouw", "1", "2")),
      programme = f$programme, B1 = one(), B2 = one(), stay = ifelse(runif(n) < .04, "", ifelse(runif(n) < .5 + base / 3, "ja", "nee")))
  }))
  rows <- rows[sample(nrow(rows)), ]
  write.csv(rows, file.path(dir, "studenten.csv"), row.names = FALSE, quote = FALSE, na = "")
  write.csv(frame[, c("round", "gender", "programme", "count")], file.path(dir, "populatie.csv"), row.names = FALSE, quote = FALSE)
}
d <- read.csv(file.path(dir, "studenten.csv"), colClasses = c(round = "character", gender = "character"))
f <- read.csv(file.path(dir, "populatie.csv"), colClasses = c(round = "character"))
d$group <- c("1" = "vrouw", "2" = "man", "3" = "wil ik niet zeggen")[d$gender]
d$group[is.na(d$group)] <- "missing"
d$known <- ifelse(d$group %in% c("vrouw", "man"), d$group, NA)
d$belonging <- rowMeans(d[, c("B1", "B2")], na.rm = TRUE)   # half of two items is one
d$stay01 <- ifelse(d$stay == "", NA, as.numeric(d$stay == "ja"))

# Raking; people whose gender the population does not know are left alone by that margin.
weigh <- function(x, frame) {
  total <- sum(frame$count)
  w <- rep(total / nrow(x), nrow(x))
  margins <- list(list(x$known, tapply(frame$count, frame$gender, sum)), list(x$programme, tapply(frame$count, frame$programme, sum)))
  margins <- lapply(margins, function(m) list(m[[1]], m[[2]] * sum(w[!is.na(m[[1]])]) / total))
  for (cycle in 1:2000) for (m in margins) for (l in names(m[[2]])) {
    at <- which(m[[1]] == l)
    w[at] <- w[at] * m[[2]][[l]] / sum(w[at])
  }
  w
}
d$w <- NA
for (r in unique(d$round)) d$w[d$round == r] <- weigh(d[d$round == r, ], f[f$round == r, ])

# The same weights by survey::rake, where everybody's gender is known.
r24 <- subset(d, round == "2024" & !is.na(known)); f24 <- subset(f, round == "2024")
raked <- rake(svydesign(~1, weights = ~1, data = r24), list(~known, ~programme),
  list(setNames(aggregate(count ~ gender, f24, sum), c("known", "Freq")), setNames(aggregate(count ~ programme, f24, sum), c("programme", "Freq"))),
  control = list(epsilon = 1e-12, maxit = 1000))
stopifnot(max(abs(weights(raked) / weigh(r24, f24) - 1)) < 1e-9)

out <- list()
put <- function(period, measure, by, group, against, statistic, category, value, lower, upper, n, method)
  out[[length(out) + 1]] <<- data.frame(period, measure, by, group, against, statistic, category,
    value = sprintf("%.15g", value), lower = sprintf("%.15g", lower), upper = sprintf("%.15g", upper), n, method)
groups <- function(x) c(list(list("", "", rep(TRUE, nrow(x)))),
  lapply(intersect(c("vrouw", "man", "wil ik niet zeggen", "missing"), x$group), function(g) list("gender", g, x$group == g)),
  lapply(sort(unique(x$programme)), function(g) list("programme", g, x$programme == g)))
words <- c("oneens", "neutraal", "eens")

for (r in c("2024", "2026")) {
  x <- d[d$round == r, ]
  des <- svydesign(~1, weights = ~w, data = x)
  put(r, "response", "", "", "", "kish", "", nrow(x) * sum(x$w^2) / sum(x$w)^2, NA, NA, nrow(x), "")
  put(r, "response", "", "", "", "n_effective", "", sum(x$w)^2 / sum(x$w^2), NA, NA, nrow(x), "")
  for (g in groups(x)) {
    if (sum(g[[3]]) < 10) next
    sub <- subset(des, g[[3]])
    for (m in c("scale.belonging", "item.B1")) {
      v <- if (m == "item.B1") "B1" else "belonging"
      part <- subset(sub, !is.na(sub$variables[[v]])); k <- nrow(part)
      if (k < 10) next
      mean <- svymean(as.formula(paste0("~", v)), part); ci <- confint(mean, df = degf(des))
      put(r, m, g[[1]], g[[2]], "", "mean", "", coef(mean), ci[1], ci[2], k, "linearised_t")
      if (m == "scale.belonging")
        put(r, m, g[[1]], g[[2]], "", "sd", "", sqrt(coef(svyvar(as.formula(paste0("~", v)), part))), NA, NA, k, "")
    }
    part <- subset(sub, !is.na(stay01)); k <- nrow(part)
    if (k >= 10) { p <- svyciprop(~stay01, part, method = "beta"); ci <- confint(p)
      put(r, "outcome.stay", g[[1]], g[[2]], "", "share", "", as.numeric(p), ci[1], ci[2], k, "korn_graubard") }
    part <- subset(sub, !is.na(B1)); k <- nrow(part)
    if (k >= 10) for (a in 1:3) { p <- svyciprop(as.formula(paste0("~I(as.numeric(B1 == ", a, "))")), part, method = "beta"); ci <- confint(p)
      put(r, "item.B1", g[[1]], g[[2]], "", "share", words[a], as.numeric(p), ci[1], ci[2], k, "korn_graubard") }
  }
  two <- subset(des, !is.na(known))
  for (m in c("scale.belonging", "outcome.stay")) {
    v <- if (m == "outcome.stay") "stay01" else "belonging"
    part <- subset(two, !is.na(two$variables[[v]])); k <- nrow(part)
    part$variables$woman <- as.numeric(part$variables$known == "vrouw")
    t <- svyttest(as.formula(paste0(v, " ~ woman")), part)
    put(r, m, "gender", "vrouw", "man", "difference", "", t$estimate, t$conf.int[1], t$conf.int[2], k, "linearised_t")
    if (m == "scale.belonging") put(r, m, "gender", "vrouw", "man", "p", "", t$p.value, NA, NA, k, "linearised_t")
    else put(r, m, "gender", "vrouw", "man", "p", "", svychisq(~woman + stay01, part, statistic = "F")$p.value, NA, NA, k, "rao_scott")
  }
  for (g in sort(unique(x$programme))) {
    part <- subset(des, !is.na(belonging)); k <- nrow(part)
    part$variables$own <- as.numeric(part$variables$programme == g)
    t <- svyttest(belonging ~ own, part)
    put(r, "scale.belonging", "programme", g, "others", "difference", "", t$estimate, t$conf.int[1], t$conf.int[2], k, "linearised_t")
  }
}
both <- svydesign(~1, strata = ~round, weights = ~w, data = d)
for (g in c("vrouw", "man")) {
  part <- subset(both, group == g & !is.na(belonging)); k <- nrow(part)
  part$variables$later <- as.numeric(part$variables$round == "2026")
  t <- svyttest(belonging ~ later, part)
  put("2026", "scale.belonging", "gender", g, "period:2024", "difference", "", t$estimate, t$conf.int[1], t$conf.int[2], k, "linearised_t")
}
write.csv(do.call(rbind, out), file.path(dir, "expected-weighted.csv"), row.names = FALSE, quote = FALSE, na = "")

# The same answers without weights, of a known number of students.
out <- list()
wilson <- function(x, n) prop.test(x, n, correct = FALSE)$conf.int
for (r in c("2024", "2026")) {
  x <- d[d$round == r, ]; fr <- f[f$round == r, ]
  known <- c(list(list("", "", rep(TRUE, nrow(x)), sum(fr$count))),
    lapply(c("vrouw", "man"), function(g) list("gender", g, x$group == g, sum(fr$count[fr$gender == g]))),
    lapply(sort(unique(x$programme)), function(g) list("programme", g, x$programme == g, sum(fr$count[fr$programme == g]))))
  for (g in known) {
    n <- sum(g[[3]]); N <- g[[4]]
    ci <- wilson(n, N); put(r, "response", g[[1]], g[[2]], "", "share", "", n / N, ci[1], ci[2], N, "wilson")
    put(r, "response", g[[1]], g[[2]], "", "nonresponse", "", 1 - n / N, 1 - ci[2], 1 - ci[1], N, "wilson")
    b <- x$belonging[g[[3]]]; b <- b[!is.na(b)]
    s <- svydesign(~1, fpc = rep(N, length(b)), data = data.frame(b = b)); ci <- confint(svymean(~b, s), df = degf(s))
    put(r, "scale.belonging", g[[1]], g[[2]], "", "mean", "", mean(b), ci[1], ci[2], length(b), "fpc_t")
    y <- x$stay01[g[[3]]]; y <- y[!is.na(y)]; k <- length(y); star <- k * (N - 1) / (N - k)
    ci <- wilson(mean(y) * star, star)
    put(r, "outcome.stay", g[[1]], g[[2]], "", "share", "", mean(y), ci[1], ci[2], k, "fpc_wilson")
    if (g[[1]] == "") put(r, "outcome.stay", "", "", "", "range", "", NA, sum(y) / N, (sum(y) + N - k) / N, "", "bounds")
    if (g[[1]] == "programme") { P <- N / sum(fr$count); ci <- wilson(n, nrow(x))
      put(r, "response", "programme", g[[2]], "benchmark:frame", "representation", "", n / nrow(x) / P, ci[1] / P, ci[2] / P, nrow(x), "wilson")
      put(r, "participation.frame", "programme", g[[2]], "", "share", "", P, NA, NA, sum(fr$count), "census") }
  }
  cells <- tapply(fr$count, fr$programme, sum); rho <- rep(table(x$programme)[names(cells)] / cells, cells)
  put(r, "response", "", "", "", "r_indicator", "programme", 1 - 2 * sd(rho), NA, NA, length(rho), "")
  b <- x$belonging[!is.na(x$belonging)]
  put(r, "scale.belonging", "", "", "", "largest_bias", "programme", sd(b) * sd(rho) / mean(rho), NA, NA, length(b), "")
}
write.csv(do.call(rbind, out), file.path(dir, "expected-known.csv"), row.names = FALSE, quote = FALSE, na = "")
