# Computes from surveys/demo/oefen-register.csv what `meetellen report` publishes with `exact = true` on the first year
# of each cohort: who came back, changed, left or took a diploma; gaps, the same within programmes, their changes, and
# slopes. Writes tests/reference/demo_register.csv.gz. Nothing here is taken from the program.
#
#   Rscript tests/reference/demo_register.R        (R 4.x; base R only; after demo.R, whose tests Holm counts too)
#
# Rules that docs/definitions.md and METHODS.md state: a starter is in the first year of a main enrolment at a school;
# groups below five are not shown; tests only of what scan.toml declares, with ten people on each side; three cohorts
# for a slope. Strata are programmes within schools; for the standardised gap and the model also prior education.

options(digits = 15)
folder <- "surveys/demo"
register_min <- 5; n_infer <- 10; least_years <- 3
schools <- c("90AA" = "Hogeschool Verzonnenstad", "90AB" = "Hogeschool De Oefenhaven", "90AC" = "Hogeschool Denkbeeldig",
             "90AD" = "Hogeschool Proefpolder", "90AE" = "Ficti\u00eb College", "90AF" = "Roc Schijnmeer")

# -- Starters and what became of them ---------------------------------------------------------------------------
raw <- read.csv2(file.path(folder, "oefen-register.csv"), fileEncoding = "UTF-8", colClasses = "character", na.strings = NULL)
names(raw)[1] <- sub("^\ufeff", "", names(raw)[1])
raw$year <- as.integer(raw$inschrijvingsjaar)
starts <- raw[raw$hoofdinschrijving == "ja" & raw$inschrijvingsjaar == raw$eerste_jaar_instelling, ]
starts <- starts[order(starts$persoonssleutel, starts$year), ]
starts <- starts[!duplicated(starts[, c("persoonssleutel", "instelling")]), ]
diplomas <- raw[raw$diplomajaar != "", ]
key <- function(d, ...) do.call(paste, c(d[, c("persoonssleutel", ...), drop = FALSE], sep = "|"))
cohorts <- lapply(split(starts, starts$year), function(s) {
  later <- raw[raw$year == s$year[1] + 1, ]
  done <- key(s, "instelling") %in% key(diplomas[as.integer(diplomas$diplomajaar) == s$year[1], ], "instelling")
  same <- key(s, "instelling", "opleiding") %in% key(later, "instelling", "opleiding")
  there <- s$persoonssleutel %in% later$persoonssleutel
  s$state <- ifelse(done, "diploma", ifelse(same, "reenrolled", ifelse(there, "switch", "dropout")))
  s
})
cohorts <- do.call(rbind, cohorts)
cohorts$sex <- unname(c(V = "vrouw", M = "man", O = "onbekend")[cohorts$geslacht])
cohorts$institution <- unname(schools[cohorts$instelling]); cohorts$programme <- cohorts$opleiding; cohorts$level <- cohorts$niveau

# -- Statistics -------------------------------------------------------------------------------------------------
wilson <- function(x, n) as.numeric(suppressWarnings(prop.test(x, n, correct = FALSE))$conf.int)
z <- qnorm(.975)
newcombe <- function(x1, n1, x2, n2) {
  d <- x1 / n1 - x2 / n2; a <- wilson(x1, n1); b <- wilson(x2, n2)
  c(d, d - sqrt((x1 / n1 - a[1])^2 + (b[2] - x2 / n2)^2), d + sqrt((a[2] - x1 / n1)^2 + (x2 / n2 - b[1])^2))
}
variance <- function(x, n) x / n * (1 - x / n) / n
sato <- function(s) {
  s <- s[s$n1 > 0 & s$n2 > 0, ]; N <- s$n1 + s$n2; w <- s$n1 * s$n2 / N
  rd <- sum(w * (s$x1 / s$n1 - s$x2 / s$n2)) / sum(w)
  P <- (s$n1^2 * s$x2 - s$n2^2 * s$x1 + s$n1 * s$n2 * (s$n2 - s$n1) / 2) / N^2
  Q <- (s$x1 * (s$n2 - s$x2) + s$x2 * (s$n1 - s$x1)) / (2 * N)
  v <- (rd * sum(P) + sum(Q)) / sum(w)^2
  c(rd, if (v > 0) rd + c(-1, 1) * z * sqrt(v) else c(NA, NA))
}
standardised <- function(s) {
  s <- s[s$n1 > 0 & s$n2 > 0, ]; w <- (s$n1 + s$n2) / sum(s$n1 + s$n2)
  d <- sum(w * (s$x1 / s$n1 - s$x2 / s$n2)); v <- sum(w^2 * (variance(s$x1, s$n1) + variance(s$x2, s$n2)))
  c(d, if (v > 0) d + c(-1, 1) * z * sqrt(v) else c(NA, NA))
}
kitagawa_mix <- function(s) {
  # A stratum with one group only takes that group's rate for both.
  p1 <- ifelse(s$n1 > 0, s$x1 / s$n1, s$x2 / s$n2); p2 <- ifelse(s$n2 > 0, s$x2 / s$n2, s$x1 / s$n1)
  sum((s$n1 / sum(s$n1) - s$n2 / sum(s$n2)) * (p1 + p2) / 2)
}
marginal <- function(s) {
  # The programme within its school, and prior education, each by itself.
  part <- do.call(rbind, strsplit(s$cell, "|", fixed = TRUE)); s$place <- paste(part[, 1], part[, 2]); s$prior <- part[, 3]
  rows <- rbind(data.frame(g = 1, s[c("place", "prior")], x = s$x1, n = s$n1), data.frame(g = 0, s[c("place", "prior")], x = s$x2, n = s$n2))
  rows <- rows[rows$n > 0, ]
  terms <- Filter(function(term) length(unique(rows[[term]])) > 1, c("place", "prior"))
  form <- reformulate(c("g", terms), "cbind(x, n - x)")
  fit <- suppressWarnings(glm(form, binomial, rows, control = glm.control(epsilon = 1e-14, maxit = 100)))
  # A step more: glm's covariance is that of the step before its last.
  fit <- suppressWarnings(update(fit, start = coef(fit)))
  p <- fitted(fit)
  if (any(abs(coef(fit)) > 15, na.rm = TRUE) || any(p < 1e-8 | p > 1 - 1e-8)) return(c(NA, NA, NA))
  X <- model.matrix(fit); X1 <- X; X0 <- X; X1[, "g"] <- 1; X0[, "g"] <- 0; w <- rows$n / sum(rows$n)
  p1 <- plogis(drop(X1 %*% coef(fit))); p0 <- plogis(drop(X0 %*% coef(fit)))
  grad <- colSums(w * (X1 * p1 * (1 - p1) - X0 * p0 * (1 - p0)))
  stopifnot(!anyNA(coef(fit)))
  a <- sum(w * (p1 - p0)); se <- sqrt(drop(grad %*% vcov(fit) %*% grad))
  a + c(0, -1, 1) * z * se
}
two_by_two <- function(x1, n1, x2, n2) {
  m <- rbind(c(x1, n1 - x1), c(x2, n2 - x2))
  if (any(colSums(m) == 0)) return(NA)
  expected <- outer(rowSums(m), colSums(m)) / sum(m)
  if (min(expected) < 5) fisher.test(m)$p.value else suppressWarnings(chisq.test(m, correct = FALSE))$p.value
}

# -- Rows -------------------------------------------------------------------------------------------------------
rows <- list()
add <- function(...) rows[[length(rows) + 1]] <<- list(...)
put <- function(scope, period, state, by, group, against, statistic, found)
  add(scope, period, paste0("retention.", state, "1"), by, group, against, statistic, "", found[1], found[2], found[3])
strata_of <- function(d, x, columns) {
  cell <- do.call(paste, c(unname(d[, columns]), sep = "|")); f <- d$sex == "vrouw"; m <- d$sex == "man"
  sum_of <- function(v) as.numeric(tapply(v, cell, sum))
  s <- data.frame(cell = sort(unique(cell)), x1 = sum_of(x & f), n1 = sum_of(f), x2 = sum_of(x & m), n2 = sum_of(m))
  s[s$n1 + s$n2 > 0, ]
}
scopes <- c("all", paste0("institution=", names(schools)))
last <- max(raw$year) # no year after it: what becomes of its cohort is not known yet
# The tests of the survey that scan.toml declares, of each round, as demo.R found them.
survey <- read.delim("tests/reference/demo.csv.gz", skip = 1, colClasses = "character", quote = "", encoding = "UTF-8")
survey <- survey[survey$statistic == "p", ]
round_of <- function(year) if (year == last - 1) "2026" else if (year == last - 2) "2024" else ""
for (scope in scopes) for (state in c("reenrolled", "switch", "dropout", "diploma")) for (by in c("", "sex", "institution", "level", "programme")) {
  inside <- if (scope == "all") cohorts else cohorts[cohorts$instelling == sub("institution=", "", scope), ]
  own <- scope != "all" && by == "institution"
  seen <- list(); gaps <- list()
  for (year in sort(unique(inside$year))) {
    d <- inside[inside$year == year, ]; x <- d$state == state; period <- as.character(year)
    g <- if (by == "") rep("", nrow(d)) else d[[by]]
    n <- tapply(x, g, length); k <- tapply(x, g, sum)
    shown <- names(n)[n >= register_min]
    value <- function(v, label) v[[match(label, names(v))]]
    for (label in shown) {
      size <- value(n, label); hit <- value(k, label)
      if (year == last) { put(scope, period, state, by, label, "", "share", c(NA, NA, NA)); next }
      put(scope, period, state, by, label, "", "count", c(hit, NA, NA))
      put(scope, period, state, by, label, "", "share", c(hit / size, wilson(hit, size)))
      name <- paste0("=", label) # a list has no place for the empty name of everybody
      seen[[name]] <- rbind(seen[[name]], c(year, hit, size))
    }
    if (year == last) next
    if (by == "sex" && all(c("vrouw", "man") %in% shown)) {
      x1 <- value(k, "vrouw"); n1 <- value(n, "vrouw"); x2 <- value(k, "man"); n2 <- value(n, "man")
      places <- strata_of(d, x, c("instelling", "opleiding")); alike <- strata_of(d, x, c("instelling", "opleiding", "vooropleiding"))
      crude <- newcombe(x1, n1, x2, n2); mix <- kitagawa_mix(places)
      gap <- function(statistic, found) put(scope, period, state, by, "vrouw", "man", statistic, found)
      gap("difference", crude)
      gap("difference_mh", sato(places)); gap("difference_standardised", standardised(alike))
      gap("difference_ame", marginal(alike))
      gap("difference_mix", c(mix, NA, NA)); gap("difference_rates", c(crude[1] - mix, NA, NA))
      before <- gaps[[as.character(year - 1)]]
      if (!is.null(before)) {
        change <- crude[1] - before[1]; v <- variance(x1, n1) + variance(x2, n2) + before[2]
        gap("difference_change", c(change, if (v > 0) change + c(-1, 1) * z * sqrt(v) else c(NA, NA)))
      }
      gaps[[period]] <- c(crude[1], variance(x1, n1) + variance(x2, n2))
      if (state == "reenrolled" && min(n1, n2) >= n_infer) {
        p <- two_by_two(x1, n1, x2, n2)
        declared <- c(p, as.numeric(survey$value[survey$scope == scope & survey$period == round_of(year)]))
        gap("p", c(p, NA, NA)); gap("p_adjusted", c(p.adjust(declared, "holm")[1], NA, NA))
      }
    } else if (!by %in% c("", "sex") && !own && length(shown) > 1) {
      for (label in shown) {
        others <- setdiff(shown, label); size <- value(n, label); hit <- value(k, label)
        put(scope, period, state, by, label, "others", "difference", newcombe(hit, size, sum(k[others]), sum(n[others])))
      }
    }
  }
  for (name in names(seen)) {
    label <- sub("^=", "", name); t <- seen[[name]]
    if (nrow(t) < least_years || label == "onbekend") next
    year <- t[, 1]; hit <- t[, 2]; size <- t[, 3]; p <- sum(hit) / sum(size)
    if (p == 0 || p == 1) next
    centre <- sum(size * year) / sum(size); S <- sum(size * (year - centre)^2)
    slope <- sum((year - centre) * hit) / S; se <- sqrt(p * (1 - p) / S)
    against <- paste0("period:", min(year)); period <- as.character(max(year))
    put(scope, period, state, by, label, against, "slope", slope + c(0, -1, 1) * z * se)
    if (state == "reenrolled" && by == "sex" && min(size) >= n_infer)
      put(scope, period, state, by, label, against, "p", c(prop.trend.test(hit, size, score = year)$p.value, NA, NA))
  }
}

# -- Write ------------------------------------------------------------------------------------------------------
columns <- c("scope", "period", "measure", "by", "group", "against", "statistic", "category", "value", "lower", "upper")
out <- do.call(rbind.data.frame, lapply(rows, setNames, columns))
out <- out[do.call(order, c(unname(out[1:8]), method = "radix")), ]
stopifnot(!anyDuplicated(out[1:8]))
for (column in columns[9:11]) out[[column]] <- ifelse(is.na(out[[column]]), "", formatC(out[[column]], digits = 12, format = "g", width = 1))
target <- gzfile("tests/reference/demo_register.csv.gz", "wb", compression = 9)
writeLines(enc2utf8(c(sprintf("# tests/reference/demo_register.R, %s", R.version.string), paste(names(out), collapse = "\t"),
                      do.call(paste, c(unname(out), sep = "\t")))), target, useBytes = TRUE)
close(target)
cat(nrow(out), "rows\n")
