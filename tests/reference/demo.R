# Computes from the CSV files of surveys/demo what `meetellen report` publishes of them with `exact = true`:
# response, respondents by group, scales, comparisons and changes. Writes tests/reference/demo.csv.gz.
# Nothing here is taken from the program: scores, groups and statistics are made again, from the files.
#
#   Rscript tests/reference/demo.R        (R 4.x; base R only; about two minutes)
#
# Rules that the program's documents state and that are followed here: people in a group below 10 are not shown;
# a scale score needs half of the questions; reliability, ranks and medians take 30 people; question bias 100 per
# group; tests only of what scan.toml declares, with 10 people on each side.

source("tests/reference/demo_people.R")

# -- Output -----------------------------------------------------------------------------------------------------
rows <- list()
add <- function(scope, period, measure, by, group, against, statistic, category, value, lower = NA, upper = NA) {
  rows[[length(rows) + 1]] <<- list(scope, period, measure, by, group, against, statistic, category, value, lower, upper)
}

# -- Statistics -------------------------------------------------------------------------------------------------
wilson <- function(x, n) as.numeric(suppressWarnings(prop.test(x, n, correct = FALSE))$conf.int)
t_interval <- function(x) as.numeric(t.test(x)$conf.int)
welch <- function(x, y) { t <- t.test(x, y); list(d = mean(x) - mean(y), ci = as.numeric(t$conf.int), p = t$p.value, se = as.numeric(t$stderr)) }
hedges <- function(x, y) {
  n1 <- length(x); n2 <- length(y); df <- n1 + n2 - 2
  sp <- sqrt((sum((x - mean(x))^2) + sum((y - mean(y))^2)) / df)
  d <- (mean(x) - mean(y)) / sp; k <- sqrt(1 / n1 + 1 / n2); t <- d / k
  j <- exp(lgamma(df / 2) - log(sqrt(df / 2)) - lgamma((df - 1) / 2))
  at <- function(p) uniroot(function(ncp) suppressWarnings(pt(t, df, ncp)) - p, t + c(-6, 6), extendInt = "downX", tol = 1e-12)$root
  c(j * d, j * k * at(.975), j * k * at(.025))
}
superiority <- function(x, y) {
  n1 <- length(x); n2 <- length(y); r <- rank(c(x, y)); r1 <- r[1:n1]; r2 <- r[n1 + 1:n2]
  th <- (mean(r1) - (n1 + 1) / 2) / n2
  s1 <- sum((r1 - rank(x) - mean(r1) + (n1 + 1) / 2)^2) / (n1 - 1)
  s2 <- sum((r2 - rank(y) - mean(r2) + (n2 + 1) / 2)^2) / (n2 - 1)
  se <- sqrt(s1 / (n1 * n2^2) + s2 / (n2 * n1^2))
  df <- (n1 * s1 + n2 * s2)^2 / ((n1 * s1)^2 / (n1 - 1) + (n2 * s2)^2 / (n2 - 1))
  ci <- th + c(-1, 1) * qt(.975, df) * se
  c(th, max(ci[1], 0), min(ci[2], 1))
}
# All groups at once: Welch's test, and omega squared of the analysis of variance, 0 where it is below.
overall <- function(groups) {
  y <- unlist(groups, use.names = FALSE); g <- factor(rep(seq_along(groups), lengths(groups)))
  a <- anova(lm(y ~ g)); ms <- a["Residuals", "Mean Sq"]
  list(p = oneway.test(y ~ g)$p.value, omega = max(0, (a["g", "Sum Sq"] - a["g", "Df"] * ms) / (sum(a[["Sum Sq"]]) + ms)))
}
alpha_of <- function(S) { k <- ncol(S); k / (k - 1) * (1 - sum(diag(S)) / sum(S)) }
feldt <- function(a, n, k) 1 - (1 - a) * qf(c(.975, .025), n - 1, (n - 1) * (k - 1))
omega_of <- function(S) {
  # Rubin and Thayer's EM for one factor.
  direction <- ifelse(rowSums(cov2cor(S)) < 0, -1, 1)
  l <- .7 * sqrt(diag(S)) * direction; th <- .5 * diag(S)
  for (pass in 1:200000) {
    q <- sum(l^2 / th); b <- (l / th) / (1 + q); Sb <- drop(S %*% b)
    e <- 1 / (1 + q) + sum(b * Sb); l2 <- Sb / e; th2 <- pmax(diag(S) - l2 * Sb, 1e-8 * diag(S))
    still <- all(abs(l2 - l) < 1e-13 * sqrt(diag(S)), abs(th2 - th) < 1e-13 * diag(S))
    l <- l2; th <- th2
    if (still) break
  }
  sum(l)^2 / (sum(l)^2 + sum(th))
}
mantel <- function(y, focal, total) {
  informative <- names(which(tapply(focal, total, function(g) any(g) && !all(g))))
  T <- E <- V <- D <- 0
  for (s in informative) {
    at <- total == as.numeric(s); ys <- y[at]; f <- focal[at]; n <- length(ys); nf <- sum(f)
    T <- T + sum(ys[f]); E <- E + nf * mean(ys)
    V <- V + nf * (n - nf) * (n * sum(ys^2) - sum(ys)^2) / (n^2 * (n - 1))
    D <- D + nf * (mean(ys[f]) - mean(ys[!f]))
  }
  nf_all <- sum(focal & total %in% as.numeric(informative))
  list(p = pchisq((T - E)^2 / V, 1, lower.tail = FALSE), smd = D / nf_all / sd(y))
}
hc3 <- function(fit) {
  X <- model.matrix(fit); A <- solve(crossprod(X)); h <- rowSums((X %*% A) * X)
  A %*% crossprod(X * (residuals(fit) / (1 - h))) %*% A
}
combination <- function(fit, w) {
  se <- sqrt(drop(w %*% hc3(fit) %*% w)); v <- sum(w * coef(fit))
  c(v, v + c(-1, 1) * qt(.975, fit$df.residual) * se)
}

# Groups made of answers: the score of support at home, below 3, from 3, and from 4. Only other scales are told of them,
# never beside each other.
band <- "score_band"
breakdowns <- c(breakdowns, list(band))
for (r in names(people)) {
  cut_at <- cut(people[[r]]$scale.home_support, c(-Inf, 3, 4, Inf), right = FALSE,
                labels = paste("steun thuis:", c("onder 3", "3 tot 4", "4 of hoger")))
  people[[r]][[band]] <- ifelse(is.na(cut_at), "missing", as.character(cut_at))
}

for (scope in scopes) for (r in names(people)) {
  d <- within(people[[r]], scope); earlier <- if (r == "2026") within(people[["2024"]], scope)
  is_unit <- !is.na(scope$label)
  for (by in breakdowns) {
    word <- paste(by, collapse = "*"); g <- group_of(d, by)
    n <- table(g)
    # Response and respondents.
    for (label in names(n)[n >= n_publish]) {
      size <- at(n, label)
      if (word != band) add(scope$word, r, "response", word, label, "", "n", "", size)
      add(scope$word, r, "participation.respondents", word, label, "", "count", "", size)
      own <- is_unit && identical(by, "institution")
      if (length(by) && !own) {
        parts <- strsplit(label, "*", fixed = TRUE)[[1]]
        whole <- group_of(d, head(by, -1)) == paste(head(parts, -1), collapse = "*")
        if (sum(whole) >= n_publish) {
          ci <- wilson(size, sum(whole))
          add(scope$word, r, "participation.respondents", word, label, "", "share", "", size / sum(whole), ci[1], ci[2])
        }
      }
    }
    for (s in if (word == band) setdiff(names(scales), "home_support") else names(scales)) {
      measure <- paste0("scale.", s); y <- d[[measure]]; scale <- scales[[s]]
      shown <- shown_groups(d, by, measure)
      has <- !is.na(y); now <- split(y[has], g[has])
      if (!is.null(earlier)) { had <- !is.na(earlier[[measure]]); before <- split(earlier[[measure]][had], group_of(earlier, by)[had]) }
      of <- function(label, from = now) at(from, label)
      put <- function(label, against, statistic, category, value, lower = NA, upper = NA)
        add(scope$word, r, measure, word, label, against, statistic, category, value, lower, upper)
      wide <- function(label) length(of(label)) >= n_spread
      complete <- function(label) { x <- items_of(d[g == label, ], scale); x[rowSums(is.na(x)) == 0, , drop = FALSE] }
      for (label in shown) {
        x <- of(label); ci <- t_interval(x)
        # A description of these students: the margin is narrower as their total is known.
        N <- asked_of(scope, r, by, label)
        if (!is.na(N) && N >= length(x)) ci <- mean(x) + (ci - mean(x)) * sqrt(1 - length(x) / N)
        put(label, "", "mean", "", mean(x), ci[1], ci[2]); put(label, "", "sd", "", sd(x))
        if (length(by) < 2 && wide(label)) put(label, "", "median", "", median(x))
        if (!length(by)) for (end in c("floor", "ceiling")) {
          k <- sum(x == if (end == "floor") scale$lo else scale$hi); ci <- wilson(k, length(x))
          put(label, "", end, "", k / length(x), ci[1], ci[2])
        }
        reliability <- !length(by) || identical(by, "gender")
        if (reliability && wide(label)) {
          z <- complete(label); S <- cov(z); a <- alpha_of(S); ci <- feldt(a, nrow(z), ncol(z))
          put(label, "", "alpha", "", a, ci[1], ci[2])
          if (!length(by)) {
            put(label, "", "omega", "", omega_of(S))
            for (i in seq_along(scale$items)) {
              put(label, "", "item_rest", scale$items[i], cor(z[, i], rowSums(z[, -i, drop = FALSE])))
              put(label, "", "alpha_if_dropped", scale$items[i], alpha_of(S[-i, -i]))
            }
          }
        }
      }
      silent <- empty_groups(d, by, measure)
      for (label in silent) { put(label, "", "mean", "", NA); put(label, "", "sd", "", NA) }
      if (word == band) next
      # Comparisons.
      stated <- Filter(function(label) !length(by) || is_stated(label, by), shown)
      compare <- function(label, against, x, y, tells) {
        w <- welch(x, y); h <- hedges(x, y)
        put(label, against, "difference", "", w$d, w$ci[1], w$ci[2])
        put(label, against, "hedges_g", "", h[1], h[2], h[3])
        if (tells) { ps <- superiority(x, y); put(label, against, "superiority", "", ps[1], ps[2], ps[3]) }
        if (identical(by, "gender") && s %in% c("belonging", "self_efficacy") && min(length(x), length(y)) >= n_infer)
          put(label, against, "p", "", w$p)
      }
      if (identical(by, "gender") && s %in% c("belonging", "self_efficacy")) {
        tested <- Filter(function(label) length(of(label)) >= n_infer, stated)
        if (length(tested) >= 3) {
          found <- overall(lapply(tested, of))
          add(scope$word, r, measure, "", "", "", "p_overall", word, found$p)
          add(scope$word, r, measure, "", "", "", "omega_squared", word, found$omega)
        }
      }
      if (identical(by, "gender")) {
        ranked <- by_rank(stated)
        if (length(ranked) > 1) for (i in 2:length(ranked)) for (j in 1:(i - 1)) {
          compare(ranked[i], ranked[j], of(ranked[i]), of(ranked[j]), wide(ranked[i]) && wide(ranked[j]))
          a <- complete(ranked[i]); b <- complete(ranked[j])
          if (wide(ranked[i]) && wide(ranked[j]) && nrow(a) >= n_dif && nrow(b) >= n_dif) {
            z <- rbind(a, b); focal <- rep(c(TRUE, FALSE), c(nrow(a), nrow(b)))
            found <- lapply(seq_along(scale$items), function(item) mantel(z[, item], focal, rowSums(z)))
            q <- p.adjust(sapply(found, `[[`, "p"), "BH")
            for (item in seq_along(scale$items)) {
              put(ranked[i], ranked[j], "dif_smd", scale$items[item], found[[item]]$smd)
              put(ranked[i], ranked[j], "q", scale$items[item], q[item])
            }
          }
        }
      } else if (length(by) && !(is_unit && identical(by, "institution")) && length(stated) > 1) {
        for (label in stated) {
          others <- setdiff(stated, label)
          compare(label, "others", of(label), unlist(lapply(others, of)), wide(label) && all(sapply(others, wide)))
        }
      }
      if (is_unit && identical(by, "institution")) {
        all <- people[[r]]; everybody <- shown_groups(all, "institution", measure)
        others <- setdiff(everybody, scope$label)
        score_at <- function(label) { v <- all[[measure]][all$institution == label]; v[!is.na(v)] }
        if (scope$label %in% everybody && length(others))
          compare(scope$label, "others", score_at(scope$label), unlist(lapply(others, score_at)),
                  all(sapply(c(scope$label, others), function(l) length(score_at(l)) >= n_spread)))
      }
      # All pairs, screened.
      if (length(by) == 1 && !(is_unit && identical(by, "institution"))) {
        kept <- Filter(function(label) wide(label), stated)
        if (identical(by, "gender")) kept <- by_rank(kept) else {
          # The order of the codebook; programmes, of which it names none, by name.
          order_of <- labels_of(group_columns[[by]])
          if (is.null(order_of)) order_of <- sort(unique(unlist(lapply(people, function(p) p[[by]]))), method = "radix")
          kept <- kept[order(match(kept, order_of))]
        }
        if (length(kept) >= 3 && length(kept) <= 8) {
          pairs <- utils::combn(length(kept), 2)
          tests <- apply(pairs, 2, function(ij) welch(of(kept[ij[2]]), of(kept[ij[1]])), simplify = FALSE)
          q <- p.adjust(sapply(tests, `[[`, "p"), "BH")
          for (k in seq_along(tests)) {
            if (!identical(by, "gender"))
              put(kept[pairs[2, k]], kept[pairs[1, k]], "difference", "", tests[[k]]$d, tests[[k]]$ci[1], tests[[k]]$ci[2])
            put(kept[pairs[2, k]], kept[pairs[1, k]], "q", "", q[k])
          }
        }
      }
      # Within the same programme.
      if (identical(by, c("gender", "programme"))) {
        cells <- do.call(rbind, strsplit(stated, "*", fixed = TRUE))
        if (length(stated)) {
          places <- table(cells[, 2]); both <- names(places)[places > 1]
          cells <- cells[cells[, 2] %in% both, , drop = FALSE]
          if (length(both) > 1) {
            used <- d[paste(d$gender, d$programme) %in% paste(cells[, 1], cells[, 2]) & !is.na(y), ]
            levels_of <- by_rank(unique(cells[, 1]))
            used$a <- factor(used$gender, levels_of); used$b <- factor(used$programme)
            fit <- lm(used[[measure]] ~ a + b, used)
            mix <- prop.table(table(used$b))[-1]; k <- length(levels_of)
            weights <- function(i, with_mix) { w <- numeric(length(coef(fit))); w[1] <- 1; if (i > 1) w[i] <- 1
              if (with_mix) w[k + seq_along(mix)] <- mix; w }
            for (i in 1:k) {
              m <- combination(fit, weights(i, TRUE))
              add(scope$word, r, measure, "gender", levels_of[i], "", "mean_adjusted", "programme", m[1], m[2], m[3])
              if (i > 1) for (j in 1:(i - 1)) {
                m <- combination(fit, weights(i, FALSE) - weights(j, FALSE))
                add(scope$word, r, measure, "gender", levels_of[i], levels_of[j], "difference_adjusted", "programme", m[1], m[2], m[3])
              }
            }
          }
        }
      }
      # Combinations.
      if (identical(by, c("gender", "origin")) && length(stated)) {
        cells <- do.call(rbind, strsplit(stated, "*", fixed = TRUE))
        ranked <- by_rank(unique(cells[, 1]))
        if (length(ranked) > 1) for (i in 2:length(ranked)) for (j in 1:(i - 1)) {
          held <- function(gender) cells[cells[, 1] == gender, 2]
          origins <- intersect(held(ranked[i]), held(ranked[j]))
          if (length(origins) > 1) for (o in origins) {
            pick <- function(gender, which) unlist(lapply(which, function(x) of(paste(gender, x, sep = "*"))))
            four <- list(pick(ranked[i], o), pick(ranked[i], setdiff(origins, o)), pick(ranked[j], o), pick(ranked[j], setdiff(origins, o)))
            m <- sapply(four, mean); v <- sapply(four, function(x) var(x) / length(x)); n4 <- lengths(four)
            excess <- m[1] - m[2] - m[3] + m[4]; df <- sum(v)^2 / sum(v^2 / (n4 - 1))
            ci <- excess + c(-1, 1) * qt(.975, df) * sqrt(sum(v))
            label <- paste(ranked[i], o, sep = "*")
            put(label, ranked[j], "expected", "", m[2] + m[3] - m[4])
            put(label, ranked[j], "excess", "", excess, ci[1], ci[2])
          }
        }
      }
      # Changes.
      if (!is.null(earlier)) {
        both <- intersect(shown, shown_groups(earlier, by, measure))
        for (label in both) {
          x <- of(label); z <- of(label, before); w <- welch(x, z); h <- hedges(x, z)
          put(label, "period:2024", "difference", "", w$d, w$ci[1], w$ci[2])
          put(label, "period:2024", "hedges_g", "", h[1], h[2], h[3])
          if (length(by) < 2) put(label, "period:2024", "minimum_detectable", "", (qnorm(.975) + qnorm(.8)) * w$se)
        }
        silent_before <- empty_groups(earlier, by, measure)
        for (label in setdiff(intersect(c(shown, silent), c(shown_groups(earlier, by, measure), silent_before)), both))
          for (statistic in c("difference", "hedges_g", if (length(by) < 2) "minimum_detectable"))
            put(label, "period:2024", statistic, "", NA)
        if (length(by) == 1 && !(is_unit && identical(by, "institution")) && length(both) > 1) {
          x <- lapply(both, of); z <- lapply(both, of, from = before)
          n1 <- lengths(x); n0 <- lengths(z); W <- (n1 + n0) / sum(n1 + n0)
          change <- sum(W * (sapply(x, mean) - sapply(z, mean)))
          v <- c(W^2 * sapply(x, var) / n1, W^2 * sapply(z, var) / n0)
          ci <- change + c(-1, 1) * qt(.975, sum(v)^2 / sum(v^2 / (c(n1, n0) - 1))) * sqrt(sum(v))
          add(scope$word, r, measure, "", "", "period:2024", "difference_standardised", by, change, ci[1], ci[2])
        }
      }
    }
  }
}

# -- Response rates ----------------------------------------------------------------------------------------------
for (scope in scopes) for (r in names(people)) {
  d <- within(people[[r]], scope); f <- within(frame[frame$round == r, ], scope)
  for (by in list(character(), "programme", "level", "institution")) {
    g <- group_of(d, by); asked <- tapply(f$count, group_of(f, by), sum); n <- table(g)
    for (label in names(n)[n >= n_publish]) {
      N <- if (label %in% names(asked)) at(asked, label) else NA
      size <- at(n, label)
      if (!is.na(N) && N >= size) {
        ci <- wilson(size, N)
        add(scope$word, r, "response", paste(by, collapse = "*"), label, "", "share", "", size / N, ci[1], ci[2])
        add(scope$word, r, "response", paste(by, collapse = "*"), label, "", "nonresponse", "", 1 - size / N, 1 - ci[2], 1 - ci[1])
      }
    }
  }
}

# -- How far those who answered look like all who were asked ------------------------------------------------------
for (scope in scopes) for (r in names(people)) for (role in c("programme", "level", if (is.na(scope$label)) "institution")) {
  d <- within(people[[r]], scope); f <- within(frame[frame$round == r, ], scope)
  invited <- tapply(f$count, f[[role]], sum); answered <- table(factor(d[[role]], names(invited)))
  stopifnot(all(d[[role]] %in% names(invited)))
  if (length(invited) < 2 || any(answered > 0 & answered < n_publish) || any(invited < 10)) next
  for (label in names(invited)) {
    share <- at(invited, label) / sum(invited); ci <- wilson(at(answered, label), sum(answered)) / share
    add(scope$word, r, "response", role, label, "benchmark:frame", "representation", "", at(answered, label) / sum(answered) / share, ci[1], ci[2])
  }
  rho <- rep(as.numeric(answered / invited), invited)
  add(scope$word, r, "response", "", "", "", "r_indicator", role, 1 - 2 * sd(rho))
  for (s in names(scales)) {
    y <- d[[paste0("scale.", s)]]
    add(scope$word, r, paste0("scale.", s), "", "", "", "largest_bias", role, sd(y, na.rm = TRUE) * sd(rho) / mean(rho))
  }
}

# -- Holm over what scan.toml declares: the last round with the last cohort, the round before with the one before -
register <- read.csv2(file.path(folder, "oefen-register.csv"), fileEncoding = "UTF-8", colClasses = "character", na.strings = NULL)
names(register)[1] <- sub("^\ufeff", "", names(register)[1])
register$year <- as.integer(register$inschrijvingsjaar)
register$sex <- unname(c(V = "vrouw", M = "man", O = "onbekend")[register$geslacht])
starts <- register[register$hoofdinschrijving == "ja" & register$inschrijvingsjaar == register$eerste_jaar_instelling, ]
starts <- starts[order(starts$persoonssleutel, starts$year), ]
starts <- starts[!duplicated(starts[, c("persoonssleutel", "instelling")]), ]
diplomas <- register[register$diplomajaar != "", ]
state <- function(cohort) {
  s <- starts[starts$year == cohort, ]
  later <- register[register$year == cohort + 1, ]
  has_diploma <- paste(s$persoonssleutel, s$instelling) %in%
    paste(diplomas$persoonssleutel, diplomas$instelling)[as.integer(diplomas$diplomajaar) == cohort]
  again <- paste(s$persoonssleutel, s$instelling, s$opleiding) %in%
    paste(later$persoonssleutel, later$instelling, later$opleiding)
  s$reenrolled <- again & !has_diploma
  s
}
share_test <- function(s) {
  women <- s$reenrolled[s$sex == "vrouw"]; men <- s$reenrolled[s$sex == "man"]
  if (min(length(women), length(men)) < n_infer) return(NA)
  m <- rbind(c(sum(women), sum(!women)), c(sum(men), sum(!men)))
  if (any(colSums(m) == 0)) return(NA)
  expected <- outer(rowSums(m), colSums(m)) / sum(m)
  if (min(expected) < 5) fisher.test(m)$p.value else suppressWarnings(chisq.test(m, correct = FALSE))$p.value
}
out <- do.call(rbind.data.frame, lapply(rows, setNames, c("scope", "period", "measure", "by", "group", "against", "statistic", "category", "value", "lower", "upper")))
last_cohort <- max(register$year) - 1
for (scope in scopes) for (r in names(people)) {
  tests <- out[out$scope == scope$word & out$period == r & out$statistic == "p", ]
  s <- state(last_cohort - (r == "2024"))
  if (!is.na(scope$label)) s <- s[s$instelling == sub("institution=", "", scope$word), ]
  p <- p.adjust(c(tests$value, share_test(s)), "holm")
  for (i in seq_len(nrow(tests))) add(scope$word, r, tests$measure[i], "gender", tests$group[i], tests$against[i], "p_adjusted", "", p[i])
}

# -- Write ------------------------------------------------------------------------------------------------------
out <- do.call(rbind.data.frame, lapply(rows, setNames, c("scope", "period", "measure", "by", "group", "against", "statistic", "category", "value", "lower", "upper")))
out <- out[do.call(order, c(unname(out[1:8]), method = "radix")), ]
stopifnot(!anyDuplicated(out[1:8]))
for (column in c("value", "lower", "upper")) out[[column]] <- ifelse(is.na(out[[column]]), "", formatC(out[[column]], digits = 12, format = "g", width = 1))
target <- gzfile("tests/reference/demo.csv.gz", "wb", compression = 9)
writeLines(enc2utf8(c(sprintf("# tests/reference/demo.R, %s", R.version.string), paste(names(out), collapse = "\t"),
                      do.call(paste, c(unname(out), sep = "\t")))), target, useBytes = TRUE)
close(target)
cat(nrow(out), "rows\n")
