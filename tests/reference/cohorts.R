# Cohorts and what became of them, derived independently of the program from a synthetic register with every mess that
# real ones have: left truncation, second and inactive rows, several rows a year, double rows, stop-outs and returners,
# second starts at another school, renumbered programmes, February starters in two shapes, Ad to bachelor, mbo to hbo,
# leaving for work. Writes cohorts.csv (the register, by seed) and cohorts_expected.csv (the counts).
#
# Rscript tests/reference/cohorts.R        R 4.2.2, survival 3.5-3
suppressMessages(library(survival))
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
if (length(here) == 0) here <- "."

FIRST <- 2016; LAST <- 2024
RENUMBERED <- list(`34001` = "39001", `34002` = "39002")   # old code, new code, from 2020 on
PROGRAMMES <- data.frame(
  school = c("A", "A", "A", "A", "B", "B", "B", "M", "M"),
  code = c("34001", "34002", "34003", "80001", "34001", "34004", "80002", "25001", "25002"),
  level = c("bachelor", "bachelor", "bachelor", "Ad", "bachelor", "bachelor", "Ad", "mbo 4", "mbo 3"),
  years = c(4, 4, 4, 2, 4, 4, 2, 3, 2))

# ---- the register ----------------------------------------------------------------------------------------------
make_register <- function(n = 700) {
  set.seed(20260201)
  rows <- list()
  add <- function(...) rows[[length(rows) + 1]] <<- data.frame(..., stringsAsFactors = FALSE)
  for (i in seq_len(n)) {
    id <- sprintf("s%04d", i)
    sex <- sample(c("V", "M", "O"), 1, prob = c(.42, .565, .015))
    year <- sample(2013:2024, 1)
    p <- sample(nrow(PROGRAMMES), 1)
    form <- if (PROGRAMMES$school[p] == "M") sample(c("bol", "bbl"), 1, prob = c(.7, .3)) else
      sample(c("voltijd", "deeltijd", "duaal"), 1, prob = c(.8, .12, .08))
    school_start <- setNames(rep(NA, 3), c("A", "B", "M"))
    february <- runif(1) < .06
    silent_february <- february && runif(1) < .5      # the first row is a year later
    in_programme <- 0; first <- TRUE
    while (year <= LAST) {
      s <- PROGRAMMES$school[p]
      if (is.na(school_start[s])) school_start[s] <- year
      in_programme <- in_programme + 1
      now <- function(code) if (!is.null(RENUMBERED[[code]])) RENUMBERED[[code]] else code
      code <- PROGRAMMES$code[p]
      shown <- if (year >= 2020) now(code) else code
      late <- first && february
      date <- if (late) sprintf("%d0201", year + 1) else sprintf("%d0901", year)
      ends <- in_programme >= PROGRAMMES$years[p] && runif(1) < .6
      diploma <- if (ends && year < LAST) year else ""
      u <- runif(1)
      turn <- if (ends) "diploma" else if (u < .09) "gone" else if (u < .15) "other" else if (u < .19) "school" else
        if (u < .23) "pause" else "on"
      reason <- if (turn == "gone" && year < LAST) sample(c("werk", "anders"), 1, prob = c(.35, .65)) else ""
      if (year >= FIRST && !(late && silent_february)) {
        kind <- "hoofd"
        if (runif(1) < .02 && !first) kind <- "inactief"
        row <- list(student = id, jaar = year, school = s, opleiding = shown, equivalent = now(code),
          niveau = PROGRAMMES$level[p], vorm = form, geslacht = sex, soort = kind, begindatum = date,
          eerste_jaar = unname(school_start[s]), diplomajaar = diploma, reden = reason)
        do.call(add, row)
        if (runif(1) < .02) do.call(add, row)                                    # the same row twice
        if (runif(1) < .04) {                                                    # a second programme beside it
          q <- sample(which(PROGRAMMES$school == s), 1)
          do.call(add, modifyList(row, list(opleiding = PROGRAMMES$code[q], equivalent = now(PROGRAMMES$code[q]),
            niveau = PROGRAMMES$level[q], soort = "neven", diplomajaar = "", reden = "")))
        }
      }
      if (turn == "gone") break
      if (turn == "diploma") {
        # From Ad to bachelor at the same school, from mbo 4 to hbo.
        onward <- if (PROGRAMMES$level[p] == "Ad" && runif(1) < .6)
          which(PROGRAMMES$school == s & PROGRAMMES$level == "bachelor") else
          if (PROGRAMMES$level[p] == "mbo 4" && runif(1) < .5) which(PROGRAMMES$level %in% c("bachelor", "Ad")) else integer(0)
        if (length(onward) == 0) break
        p <- onward[sample(length(onward), 1)]; in_programme <- 0
        if (PROGRAMMES$school[p] != "M") form <- "voltijd"
      }
      if (turn == "other") { q <- setdiff(which(PROGRAMMES$school == s), p); p <- q[sample(length(q), 1)]; in_programme <- 0 }
      if (turn == "school") { q <- which(PROGRAMMES$school != s & PROGRAMMES$school != "M")
        p <- q[sample(length(q), 1)]; in_programme <- 0; if (form %in% c("bol", "bbl")) form <- "voltijd" }
      if (turn == "pause") year <- year + sample(1:2, 1)
      year <- year + 1; first <- FALSE
    }
  }
  register <- do.call(rbind, rows)
  register[sample(nrow(register)), ]      # rows stand in any order in real files
}

# ---- starters --------------------------------------------------------------------------------------------------
# d: the register with line numbers; place: what somebody starts in; given: the file's starting year counts.
starters <- function(d, place, given, member = rep(TRUE, nrow(d))) {
  d$place <- place; d$member <- member
  out <- list(); late <- list()
  for (key in unique(paste(d$student, d$place)[!is.na(d$place)])) {
    own <- d[!is.na(d$place) & paste(d$student, d$place) == key & d$soort != "inactief", ]
    own <- own[order(own$jaar, own$line), ]
    mains <- own[own$soort == "hoofd", ]
    if (nrow(mains) == 0) next
    f <- mains[1, ]
    if (f$late) { late[[length(late) + 1]] <- data.frame(cohort = f$jaar, geslacht = f$geslacht); next }
    if (given) {
      ok <- mains[!mains$late & mains$eerste_jaar == mains$jaar, ]
      if (nrow(ok) > 0) f <- ok[1, ]
      else {
        c <- f$eerste_jaar
        if (c + 1 == f$jaar && c >= FIRST && !any(own$jaar == c)) late[[length(late) + 1]] <- data.frame(cohort = c, geslacht = f$geslacht)
        next
      }
    } else if (min(own$jaar) <= FIRST) next
    if (f$member) out[[length(out) + 1]] <- f
  }
  list(starters = do.call(rbind, out), late = do.call(rbind, late))
}

LEVEL <- c(`mbo 3` = 3, `mbo 4` = 4, Ad = 5, bachelor = 6)

status <- function(d, s, k, rule) {
  mine <- d[d$student == s$student, ]
  hbo <- rule == "vh"
  seen <- if (hbo) !startsWith(mine$niveau, "mbo") else mine$school == s$school
  dip <- mine$diplomajaar[seen & !is.na(mine$diplomajaar)]
  if (any(dip >= s$jaar & dip <= s$jaar + k - 1)) return("diploma")
  then <- mine[mine$jaar == s$jaar + k & mine$soort != "inactief" & !mine$late, ]
  if (hbo) then <- then[!startsWith(then$niveau, "mbo"), ]
  if (nrow(then) == 0) return("dropout")
  same <- any(then$school == s$school & then$equivalent == s$equivalent)
  if (rule == "cbs") return(if (same || (s$niveau == "Ad" && any(then$niveau == "bachelor"))) "reenrolled" else "dropout")
  if (same) return("reenrolled")
  "switch"
}

kind_of_switch <- function(d, s, k, rule) {
  then <- d[d$student == s$student & d$jaar == s$jaar + k & d$soort != "inactief" & !d$late, ]
  if (rule == "vh") then <- then[!startsWith(then$niveau, "mbo"), ]
  if (any(LEVEL[then$niveau] > LEVEL[s$niveau])) "progression"
  else if (any(then$school == s$school)) "switch_within" else "switch_out"
}

# The states once more, whole columns at a time: what Universiteiten van Nederland calls the same programme, another one
# at the same school, elsewhere, and nowhere; the Inspectie counts them for starters in a programme at a school.
states_again <- function(d, st, k) {
  active <- d[d$soort != "inactief" & !d$late, ]
  key <- function(x, year, ...) do.call(paste, c(list(x$student, year), x[c(...)], sep = "|"))
  then <- st$jaar + k
  done <- Reduce(`|`, lapply(seq_len(k) - 1, function(j)
    key(st, st$jaar + j, "school") %in% with(d[!is.na(d$diplomajaar), ], paste(student, diplomajaar, school, sep = "|"))))
  same <- key(st, then, "school", "equivalent") %in% key(active, active$jaar, "school", "equivalent")
  here <- key(st, then, "school") %in% key(active, active$jaar, "school")
  anywhere <- key(st, then) %in% key(active, active$jaar)
  ifelse(done, "diploma", ifelse(same, "reenrolled", ifelse(here | anywhere, "switch", "dropout")))
}
# The risk of one cause with its 95 % interval, log-log, by the delta method (Marubini & Valsecchi 1995).
risk <- function(time, cause, of, until) {
  u <- sort(unique(time[cause != "censored" & time <= until]))
  if (!length(u)) return(c(NA, NA))
  n <- sapply(u, function(t) sum(time >= t)); all <- sapply(u, function(t) sum(time == t & cause != "censored"))
  one <- sapply(u, function(t) sum(time == t & cause == of)); before <- c(1, cumprod(1 - all / n))[seq_along(u)]
  so_far <- cumsum(before * one / n); p <- so_far[length(u)]; left <- n > all
  if (p <= 0 || p >= 1) return(c(NA, NA))
  v <- sum(((p - so_far)^2 * all / (n * (n - all)))[left]) + sum(before^2 * one * (n - one) / n^3) -
    2 * sum((p - so_far) * before * one / n^2)
  exp(-exp(log(-log(p)) + c(-1, 1) * qnorm(.975) * sqrt(v) / (p * log(p))))
}

# ---- counts ----------------------------------------------------------------------------------------------------
describe <- function(d, found, rule, suffix) {
  cells <- list()
  put <- function(measure, period, group, n, value) cells[[length(cells) + 1]] <<-
    list(measure = paste0(measure, suffix), period = as.character(period), group = group, n = n, value = value)
  st <- found$starters
  left_for_work <- unique(d$student[d$reden == "werk"])
  for (c in sort(unique(st$jaar))) for (g in c("", "V", "M", "O")) {
    cohort <- st[st$jaar == c & (g == "" | st$geslacht == g), ]
    n <- nrow(cohort); if (n == 0) next
    people <- split(cohort, seq_len(n))
    for (k in 1:3) {
      if (c + k > LAST) { for (m in c("reenrolled", "switch", "dropout", "diploma"))
        put(paste0("retention.", m, k), c, g, n, paste0("mature_in_", c + k)); next }
      state <- vapply(people, function(s) status(d, s, k, rule), "")
      for (m in c("reenrolled", "switch", "dropout", "diploma")) put(paste0("retention.", m, k), c, g, n, sum(state == m))
      if (g %in% c("", "V", "M") && rule != "cbs") {
        parts <- vapply(people[state == "switch"], function(s) kind_of_switch(d, s, k, rule), "")
        for (m in c("switch_within", "switch_out", "progression")) put(paste0("retention.", m, k), c, g, n, sum(parts == m))
      }
      gone <- cohort$student[state == "dropout"]
      put(paste0("retention.groenpluk", k), c, g, n, sum(gone %in% left_for_work))
      put(paste0("retention.dropout_other", k), c, g, n, sum(!(gone %in% left_for_work)))
    }
    for (k in c(5, 8)) {
      if (c + k > LAST) { put(paste0("retention.completed", k), c, g, n, paste0("mature_in_", c + k)); next }
      done <- vapply(people, function(s) status(d, s, k, rule) == "diploma", TRUE)
      here <- vapply(people, function(s) {
        then <- d[d$student == s$student & d$jaar == c + k & d$soort != "inactief" & !d$late, ]
        if (rule == "vh") then <- then[!startsWith(then$niveau, "mbo"), ]
        nrow(then) > 0 }, TRUE)
      put(paste0("retention.completed", k), c, g, n, sum(done))
      put(paste0("retention.enrolled", k), c, g, n, sum(!done & here))
      put(paste0("retention.left", k), c, g, n, sum(!done & !here))
    }
  }
  # First exits of all cohorts together, and the curves of survival.
  past <- st[st$jaar < LAST, ]
  exits <- do.call(rbind, lapply(split(past, seq_len(nrow(past))), function(s) {
    states <- vapply(seq_len(LAST - s$jaar), function(k) status(d, s, k, rule), "")
    at <- which(states != "reenrolled")
    back <- NA
    if (length(at) > 0 && states[at[1]] == "dropout" && at[1] < LAST - s$jaar) {
      later <- d[d$student == s$student & d$jaar > s$jaar + at[1] & d$soort != "inactief" & !d$late, ]
      if (rule == "vh") later <- later[!startsWith(later$niveau, "mbo"), ]
      back <- nrow(later) > 0
    }
    if (length(at) == 0) data.frame(time = LAST - s$jaar, event = "censored", back = back, geslacht = s$geslacht)
    else data.frame(time = at[1], event = states[at[1]], back = back, geslacht = s$geslacht)
  }))
  period <- paste0(min(past$jaar), "..", max(past$jaar))
  for (g in c("", "V", "M")) {
    e <- exits[g == "" | exits$geslacht == g, ]
    e$event <- factor(e$event, levels = c("censored", "diploma", "switch", "dropout"))
    aj <- summary(survfit(Surv(time, event) ~ 1, data = e), times = sort(unique(e$time)))
    km <- summary(survfit(Surv(time, event != "censored") ~ 1, data = e, conf.type = "log-log"), times = sort(unique(e$time)))
    for (i in seq_along(aj$time)) {
      n <- km$n.risk[i]; if (n < 5) break
      one <- function(part, value, lower = NULL, upper = NULL) cells[[length(cells) + 1]] <<- list(
        measure = paste0("retention.curve_", part, suffix), period = period, group = g, category = as.character(aj$time[i]),
        n = n, value = value, lower = lower, upper = upper)
      one("enrolled", km$surv[i], km$lower[i], km$upper[i])
      for (j in c("diploma", "switch", "dropout")) {
        bounds <- sort(risk(e$time, as.character(e$event), j, aj$time[i]), na.last = TRUE)
        one(j, aj$pstate[i, which(aj$states == j)], bounds[1], bounds[2])
      }
    }
    seen <- e$back[!is.na(e$back)]
    put("retention.returned", period, g, length(seen), sum(seen))
  }
  if (!is.null(found$late)) for (c in sort(unique(found$late$cohort)))
    put("participation.late", c, "", sum(found$late$cohort == c), sum(found$late$cohort == c))
  cells
}

mbo <- function(d) {
  cells <- list()
  put <- function(measure, period, n, value) cells[[length(cells) + 1]] <<-
    list(measure = measure, period = period, group = "", n = n, value = value)
  for (y in FIRST:(LAST - 1)) {
    at <- d[d$jaar == y & d$soort == "hoofd" & !d$late & startsWith(d$niveau, "mbo"), ]
    at <- at[order(at$line), ]; at <- at[!duplicated(paste(at$student, at$school)), ]
    facts <- t(mapply(function(student, school) {
      own <- d[d$student == student & d$school == school, ]
      dip <- own$diplomajaar[!is.na(own$diplomajaar)]
      c(now = any(dip == y), ever = any(dip <= y), stays = any(own$jaar == y + 1 & own$soort != "inactief" & !own$late))
    }, at$student, at$school))
    jaar <- facts[, "now"] | (!facts[, "stays"] & !facts[, "ever"])
    put("retention.jaarresultaat", as.character(y), sum(jaar), sum(facts[jaar, "now"]))
    leaves <- !facts[, "stays"]
    put("retention.diplomaresultaat", as.character(y), sum(leaves), sum(facts[leaves, "ever"]))
  }
  for (y in sort(unique(d$diplomajaar[!is.na(d$diplomajaar) & d$niveau == "mbo 4"]))) {
    if (y >= LAST) next
    grads <- unique(d$student[!is.na(d$diplomajaar) & d$diplomajaar == y & d$niveau == "mbo 4"])
    on <- d$student[d$jaar == y + 1 & d$niveau %in% c("Ad", "bachelor") & d$soort != "inactief" & !d$late]
    put("retention.progression_hbo", as.character(y), length(grads), sum(grads %in% on))
  }
  cells
}

register <- make_register()
write.table(register, file.path(here, "cohorts.csv"), sep = ";", row.names = FALSE, quote = FALSE, na = "")
d <- read.csv(file.path(here, "cohorts.csv"), sep = ";", colClasses = "character")
d$line <- seq_len(nrow(d)); d$jaar <- as.integer(d$jaar); d$eerste_jaar <- as.integer(d$eerste_jaar)
d$diplomajaar <- as.integer(d$diplomajaar)
d$late <- as.integer(d$begindatum) > d$jaar * 10000 + 1001
full_bachelor <- d$vorm == "voltijd" & d$niveau == "bachelor"
in_hbo <- ifelse(startsWith(d$niveau, "mbo"), NA, "hbo")

by_school <- starters(d, d$school, given = FALSE)
given <- starters(d, d$school, given = TRUE)
start_mbo <- given$starters[startsWith(given$starters$niveau, "mbo") & given$starters$jaar %in% (LAST - 3):(LAST - 1), ]
there <- mapply(function(student, school, year) {
  own <- d[d$student == student & d$school == school, ]
  any(own$jaar == year + 1 & own$soort != "inactief" & !own$late) || any(own$diplomajaar == year, na.rm = TRUE)
}, start_mbo$student, start_mbo$school, start_mbo$jaar)
starters_result <- list(list(measure = "retention.startersresultaat",
  period = paste0(min(start_mbo$jaar), "..", LAST - 1), group = "", n = nrow(start_mbo), value = sum(there)))
answers <- list(
  absent = describe(d, by_school, "own", ""),
  given = c(describe(d, given, "own", ""), mbo(d), starters_result),
  programme = describe(d, starters(d, paste(d$school, d$equivalent), given = FALSE), "own", "@programme"),
  inspectie = describe(d, starters(d, paste(d$school, d$equivalent), given = FALSE), "own", "@inspectie"),
  unl = describe(d, by_school, "own", "@unl"),
  cbs = describe(d, starters(d, paste(d$school, d$equivalent), FALSE, d$vorm == "voltijd"), "cbs", "@cbs"),
  vh = describe(d, starters(d, in_hbo, FALSE, full_bachelor), "vh", "@vh"))
for (set in c("inspectie", "unl")) {
  st <- if (set == "unl") by_school$starters else starters(d, paste(d$school, d$equivalent), given = FALSE)$starters
  for (k in 1:3) for (c in unique(st$jaar[st$jaar + k <= LAST])) {
    cohort <- st[st$jaar == c, ]; again <- states_again(d, cohort, k)
    for (m in c("reenrolled", "switch", "dropout", "diploma")) {
      cell <- Filter(function(x) x$measure == paste0("retention.", m, k, "@", set) && x$period == as.character(c) && x$group == "", answers[[set]])
      stopifnot(length(cell) == 1, cell[[1]]$n == nrow(cohort), cell[[1]]$value == sum(again == m))
    }
  }
}
number <- function(x) if (is.null(x) || (is.numeric(x) && is.na(x))) "" else if (is.character(x)) x else format(x, digits = 15)
expected <- do.call(rbind, lapply(names(answers), function(set) do.call(rbind, lapply(answers[[set]], function(cell)
  data.frame(set = set, measure = cell$measure, period = cell$period, group = cell$group,
    category = if (is.null(cell$category)) "" else cell$category, n = cell$n, value = number(cell$value),
    lower = number(cell$lower), upper = number(cell$upper))))))
write.csv(expected, file.path(here, "cohorts_expected.csv"), row.names = FALSE, quote = FALSE)
