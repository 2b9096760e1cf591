# Computes from the CSV files of surveys/demo what `meetellen report` publishes with `exact = true` on single questions:
# how many gave each answer, means, spread, comparisons and changes; for two questions, one of a scale and one of none,
# of everybody and of two schools. Writes tests/reference/demo_items.csv.gz. Nothing here is taken from the program.
#
#   Rscript tests/reference/demo_items.R        (R 4.x; base R only)

source("tests/reference/demo_people.R")
items <- c("SB01", "RM01")
scopes <- Filter(function(scope) scope$word %in% c("all", "institution=90AA", "institution=90AF"), scopes)
wilson <- function(p, n) { h <- qnorm(.975)^2 / n; m <- (p + h / 2) / (1 + h)
  w <- qnorm(.975) * sqrt(p * (1 - p) / n + h / (4 * n)) / (1 + h); c(if (p == 0) 0 else m - w, if (p == 1) 1 else m + w) }
rows <- list()
add <- function(...) rows[[length(rows) + 1]] <<- list(...)

answers <- lapply(names(rounds), function(r) {
  d <- people[[r]]
  for (id in items) {
    code <- as_code(rounds[[r]][[id]], id)
    code[code %in% c(codes_in(id, "not_stated"), codes_in(id, "not_applicable"))] <- NA
    d[[paste0("item.", id)]] <- as.numeric(code)
  }
  d
})
names(answers) <- names(rounds)

for (scope in scopes) for (r in names(answers)) for (by in breakdowns) for (id in items) {
  d <- within(answers[[r]], scope); earlier <- if (r == "2026") within(answers[["2024"]], scope)
  measure <- paste0("item.", id); word <- paste(by, collapse = "*"); g <- group_of(d, by); y <- d[[measure]]
  put <- function(label, against, statistic, category, found)
    add(scope$word, r, measure, word, label, against, statistic, category, found[1], found[2], found[3])
  labels <- labels_of(id); labels <- labels[!names(labels) %in% c(codes_in(id, "not_stated"), codes_in(id, "not_applicable"))]
  now <- split(y[!is.na(y)], g[!is.na(y)]); of <- function(label, from = now) at(from, label)
  shown <- shown_groups(d, by, measure)
  own <- !is.na(scope$label) && identical(by, "institution")
  for (label in shown) {
    x <- of(label); n <- length(x); N <- asked_of(scope, r, by, label)
    # Of these students the total is known: the margin is narrower.
    known <- !is.na(N) && N >= n
    for (code in names(labels)) {
      k <- sum(x == as.numeric(code))
      put(label, "", "count", labels[[code]], c(k, NA, NA))
      ci <- if (!known) wilson(k / n, n) else if (N > n) wilson(k / n, n * (N - 1) / (N - n)) else c(k / n, k / n)
      put(label, "", "share", labels[[code]], c(k / n, ci))
    }
    never <- names(labels)[labels == "nooit"]
    if (length(never)) {
      k <- sum(x == as.numeric(never))
      ci <- if (!known) wilson(k / n, n) else if (N > n) wilson(k / n, n * (N - 1) / (N - n)) else c(k / n, k / n)
      put(label, "", "ever", "", c(1 - k / n, 1 - rev(ci)))
    }
    ci <- if (sd(x) > 0) as.numeric(t.test(x)$conf.int) else c(NA, NA)
    if (known) ci <- mean(x) + (ci - mean(x)) * sqrt(1 - n / N)
    put(label, "", "mean", "", c(mean(x), ci))
    if (!length(by)) { put(label, "", "sd", "", c(sd(x), NA, NA)); put(label, "", "n_missing", "", c(sum(is.na(y)), NA, NA)) }
  }
  # Ten people and more of whom nobody answered: there are rows, without a number.
  for (label in empty_groups(d, by, measure)) {
    put(label, "", "mean", "", c(NA, NA, NA))
    for (code in names(labels)) put(label, "", "share", labels[[code]], c(NA, NA, NA))
  }
  compare <- function(label, against, x, z) {
    w <- tryCatch(as.numeric(t.test(x, z)$conf.int), error = function(e) c(NA, NA))
    put(label, against, "difference", "", c(mean(x) - mean(z), w))
  }
  stated <- Filter(function(label) !length(by) || is_stated(label, by), shown)
  if (identical(by, "gender")) {
    ranked <- by_rank(stated)
    if (length(ranked) > 1) for (i in 2:length(ranked)) for (j in 1:(i - 1)) compare(ranked[i], ranked[j], of(ranked[i]), of(ranked[j]))
  } else if (length(by) && !own && length(stated) > 1) {
    for (label in stated) compare(label, "others", of(label), unlist(lapply(setdiff(stated, label), of)))
  }
  if (!is.null(earlier)) {
    had <- !is.na(earlier[[measure]]); before <- split(earlier[[measure]][had], group_of(earlier, by)[had])
    for (label in intersect(shown, shown_groups(earlier, by, measure))) compare(label, "period:2024", of(label), of(label, before))
  }
}

# -- Write ------------------------------------------------------------------------------------------------------
columns <- c("scope", "period", "measure", "by", "group", "against", "statistic", "category", "value", "lower", "upper")
out <- do.call(rbind.data.frame, lapply(rows, setNames, columns))
out <- out[do.call(order, c(unname(out[1:8]), method = "radix")), ]
stopifnot(!anyDuplicated(out[1:8]))
for (column in columns[9:11]) out[[column]] <- ifelse(is.na(out[[column]]), "", formatC(out[[column]], digits = 12, format = "g", width = 1))
target <- gzfile("tests/reference/demo_items.csv.gz", "wb", compression = 9)
writeLines(enc2utf8(c(sprintf("# tests/reference/demo_items.R, %s", R.version.string), paste(names(out), collapse = "\t"),
                      do.call(paste, c(unname(out), sep = "\t")))), target, useBytes = TRUE)
close(target)
cat(nrow(out), "rows\n")
