# Computes from the CSV files of surveys/demo the tests of all groups of a breakdown at once, had the scan declared
# them: a scale by its means, a question by ranks, who came back by a table. Writes tests/reference/overall.csv.
#
#   Rscript tests/reference/overall.R        (R 4.x; base R only)

source("tests/reference/demo_people.R")
declared <- list(c("scale.growth_mindset", "origin"), c("scale.home_support", "programme"), c("item.SB01", "gender"),
                 c("item.SB03", "origin"), c("item.SE02", "programme"))
rows <- list()
add <- function(...) rows[[length(rows) + 1]] <<- list(...)
for (scope in scopes) for (r in names(people)) for (found in declared) {
  measure <- found[1]; by <- found[2]; d <- within(people[[r]], scope); is_scale <- startsWith(measure, "scale.")
  column <- if (is_scale) measure else sub("item.", "", measure, fixed = TRUE)
  stated <- Filter(function(label) is_stated(label, by), shown_groups(d, by, column))
  y <- d[[column]]; g <- group_of(d, by); kept <- !is.na(y) & g %in% stated
  y <- y[kept]; g <- factor(g[kept]); k <- nlevels(g); n <- length(y)
  if (k < 3 || !is_scale && min(table(g)) < n_spread) next
  put <- function(statistic, value) add(scope$word, r, measure, by, statistic, n, value)
  if (is_scale) {
    a <- anova(lm(y ~ g)); ms <- a["Residuals", "Mean Sq"]
    put("p_overall", oneway.test(y ~ g)$p.value)
    put("omega_squared", max(0, (a["g", "Sum Sq"] - a["g", "Df"] * ms) / (sum(a[["Sum Sq"]]) + ms)))
  } else {
    test <- kruskal.test(y, g)
    put("p_overall", test$p.value); put("epsilon_squared", as.numeric(test$statistic) / (n - 1))
  }
}

# -- Who came back, by programme and by level of the first enrolment ----------------------------------------------
raw <- read.csv2(file.path(folder, "oefen-register.csv"), fileEncoding = "UTF-8", colClasses = "character", na.strings = NULL)
names(raw)[1] <- sub("^\ufeff", "", names(raw)[1])
raw$year <- as.integer(raw$inschrijvingsjaar)
starts <- raw[raw$hoofdinschrijving == "ja" & raw$inschrijvingsjaar == raw$eerste_jaar_instelling, ]
starts <- starts[order(starts$persoonssleutel, starts$year), ]
starts <- starts[!duplicated(starts[, c("persoonssleutel", "instelling")]), ]
key <- function(d, ...) do.call(paste, c(d[, c("persoonssleutel", ...), drop = FALSE], sep = "|"))
for (cohort in sort(unique(starts$year))) {
  later <- raw[raw$year == cohort + 1, ]; if (!nrow(later)) next
  s <- starts[starts$year == cohort, ]
  done <- key(s, "instelling") %in% key(raw[raw$diplomajaar == as.character(cohort), ], "instelling")
  s$back <- key(s, "instelling", "opleiding") %in% key(later, "instelling", "opleiding") & !done
  for (scope in scopes) {
    d <- if (is.na(scope$label)) s else s[s$instelling == sub("institution=", "", scope$word), ]
    n <- table(d$opleiding); tested <- names(n)[n >= n_infer]
    d <- d[d$opleiding %in% tested, ]
    if (length(tested) < 3) next
    m <- table(d$opleiding, factor(d$back, c(TRUE, FALSE))); N <- sum(m)
    put <- function(statistic, value)
      add(scope$word, as.character(cohort), "retention.reenrolled1", "programme", statistic, N, value)
    test <- suppressWarnings(chisq.test(m, correct = FALSE)); k <- nrow(m)
    # Where an expected count is below 5: Fisher's test; where R cannot count all tables it draws them.
    p <- if (min(test$expected) >= 5) test$p.value else tryCatch(fisher.test(m)$p.value, error = function(e) {
      set.seed(20261122); fisher.test(m, simulate.p.value = TRUE, B = 1e5)$p.value })
    # Bergsma's corrected V.
    phi2 <- max(0, as.numeric(test$statistic) / N - (k - 1) / (N - 1))
    k2 <- k - (k - 1)^2 / (N - 1); c2 <- 2 - 1 / (N - 1)
    put("p_overall", p); put("cramers_v", sqrt(phi2 / min(k2 - 1, c2 - 1)))
  }
}

out <- do.call(rbind.data.frame, lapply(rows, setNames, c("scope", "period", "measure", "by", "statistic", "n", "value")))
out$value <- ifelse(is.na(out$value), "", formatC(out$value, digits = 12, format = "g", width = 1))
stopifnot(!anyDuplicated(out[1:5]))
writeLines(enc2utf8(c(sprintf("# tests/reference/overall.R, %s", R.version.string), paste(names(out), collapse = ","),
                      do.call(paste, c(unname(out), sep = ",")))), "tests/reference/overall.csv", useBytes = TRUE)
cat(nrow(out), "rows\n")
