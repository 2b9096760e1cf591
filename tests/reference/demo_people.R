# The people of surveys/demo as its survey files have them: answers, scale scores, groups. Read by demo.R and
# demo_items.R; nothing here is taken from the program.

options(digits = 15)
folder <- "surveys/demo"
n_publish <- 10; n_spread <- 30; n_infer <- 10; n_dif <- 100; register_min <- 5

# -- Codebook: labels by code, what is no answer -----------------------------------------------------------------
book <- readLines(file.path(folder, "codebook.toml"), encoding = "UTF-8")
section <- function(name) {
  start <- which(book == paste0("[", name, "]"))
  end <- c(which(grepl("^\\[", book)), length(book) + 1)
  book[(start + 1):(min(end[end > start]) - 1)]
}
labels_of <- function(id) {
  line <- grep("^labels = ", section(paste0("columns.", id)), value = TRUE)
  if (!length(line)) return(NULL)
  pairs <- regmatches(line, gregexpr('"[^"]+" = \\{ nl = "[^"]+"', line))[[1]]
  if (!length(pairs)) {
    pairs <- regmatches(line, gregexpr('"[^"]+" = "[^"]+"', line))[[1]]
    return(setNames(sub('^"[^"]+" = "([^"]+)"$', "\\1", pairs), sub('^"([^"]+)".*', "\\1", pairs)))
  }
  setNames(sub('.*nl = "([^"]+)"$', "\\1", pairs), sub('^"([^"]+)".*', "\\1", pairs))
}
codes_in <- function(id, key) {
  line <- grep(paste0("^", key, " = "), section(paste0("columns.", id)), value = TRUE)
  if (length(line)) gsub('"', "", regmatches(line, gregexpr('"[^"]+"', line))[[1]]) else character()
}
scales <- lapply(c(belonging = "belonging", self_efficacy = "self_efficacy", growth_mindset = "growth_mindset",
                   home_support = "home_support"), function(id) {
  lines <- section(paste0("scales.", id))
  list_of <- function(key) {
    line <- grep(paste0("^", key, " = "), lines, value = TRUE)
    if (length(line)) gsub('"', "", regmatches(line, gregexpr('"[^"]+"', line))[[1]]) else character()
  }
  list(items = list_of("items"), reversed = list_of("reversed"), lo = 1, hi = 5)
})

# -- Files ------------------------------------------------------------------------------------------------------
read_round <- function(file, encoding) {
  raw <- read.csv2(file.path(folder, file), fileEncoding = encoding, check.names = FALSE,
                   colClasses = "character", na.strings = NULL)
  bracket <- regmatches(names(raw), regexpr("\\[[A-Z0-9]+\\]$", names(raw)))
  names(raw) <- ifelse(grepl("\\[[A-Z0-9]+\\]$", names(raw)),
                       sub(".*\\[([A-Z0-9]+)\\]$", "\\1", names(raw)), tolower(names(raw)))
  names(raw)[names(raw) == "opleiding"] <- "BG06"
  names(raw) <- sub("^(sb|se|gm|hs|bg|rm|pl|in)([0-9]{2})$", "\\U\\1\\2", names(raw), perl = TRUE)
  raw
}
rounds <- list("2024" = read_round("oefen-studenten-2024.csv", "windows-1252"),
               "2026" = read_round("oefen-studenten-2026.csv", "UTF-8-BOM"))
as_code <- function(values, id) {
  labels <- labels_of(id)
  if (is.null(labels)) return(values)
  out <- ifelse(values %in% labels, names(labels)[match(values, labels)], values)
  ifelse(out == "", NA, out)
}
group_columns <- c(gender = "BG01", origin = "BG02", programme = "BG06", level = "BG07", first_generation = "BG03",
                   institution = "instelling")
unstated <- list()
people <- lapply(rounds, function(raw) {
  made <- list()
  for (role in names(group_columns)) {
    id <- group_columns[[role]]
    code <- as_code(raw[[id]], id)
    labels <- labels_of(id)
    label <- if (is.null(labels)) code else unname(labels[code])
    label[is.na(code) | code == ""] <- "missing"
    made[[role]] <- label
    gone <- c(codes_in(id, "not_stated"), codes_in(id, "not_applicable"))
    unstated[[role]] <<- unique(c(unstated[[role]], "missing", unname(labels[gone])))
  }
  for (id in unlist(lapply(scales, `[[`, "items"))) {
    code <- as_code(raw[[id]], id)
    code[code %in% c(codes_in(id, "not_stated"), codes_in(id, "not_applicable"))] <- NA
    made[[id]] <- as.numeric(code)
  }
  as.data.frame(made, stringsAsFactors = FALSE)
})
items_of <- function(d, scale) {
  x <- as.matrix(d[, scale$items, drop = FALSE])
  turned <- colnames(x) %in% scale$reversed
  x[, turned] <- scale$lo + scale$hi - x[, turned]
  x
}
score <- function(d, scale) {
  x <- items_of(d, scale)
  ifelse(rowSums(!is.na(x)) >= ceiling(ncol(x) / 2), rowMeans(x, na.rm = TRUE), NA)
}
for (r in names(people)) for (s in names(scales)) people[[r]][[paste0("scale.", s)]] <- score(people[[r]], scales[[s]])

# -- Groups -----------------------------------------------------------------------------------------------------
breakdowns <- list(character(), "gender", "origin", c("gender", "origin"), "programme", c("gender", "programme"),
                   "level", "first_generation", "institution")
schools <- labels_of("instelling")
scopes <- c(list(list(word = "all", label = NA)),
            lapply(names(schools), function(code) list(word = paste0("institution=", code), label = schools[[code]])))
within <- function(d, scope) if (is.na(scope$label)) d else d[d$institution == scope$label, ]
group_of <- function(d, by) {
  if (!length(by)) return(rep("", nrow(d)))
  do.call(paste, c(unname(lapply(by, function(role) gsub("*", "\\*", d[[role]], fixed = TRUE))), sep = "*"))
}
at <- function(values, label) values[[match(label, names(values))]] # also for the label "" of everybody
# The people whom each round could reach: a group has a known total where the file names its features.
frame <- read.csv2(file.path(folder, "oefen-populatie.csv"), fileEncoding = "UTF-8-BOM", colClasses = "character")
frame$count <- as.numeric(frame$count); frame$institution <- unname(schools[frame$institution])
asked_of <- function(scope, round, by, label) {
  if (!all(by %in% c("programme", "level", "institution"))) return(NA)
  f <- within(frame[frame$round == round, ], scope)
  sum(f$count[group_of(f, by) == label])
}
is_stated <- function(label, by) all(!mapply(function(l, role) l %in% unstated[[role]], strsplit(label, "*", fixed = TRUE)[[1]], by))
gender_rank <- function(label) match(label, c("man", "vrouw"), nomatch = 3)
by_rank <- function(labels) { o <- labels_of("BG01"); known <- labels[order(match(labels, o))]; known[order(gender_rank(known))] }

empty_groups <- function(d, by, column) {
  # Labels of groups of 10 people and more, of whom nobody has a score: there is a row, without a number.
  g <- group_of(d, by); n <- table(g); answered <- table(factor(g[!is.na(d[[column]])], names(n)))
  names(n)[n >= n_publish & answered == 0]
}
shown_groups <- function(d, by, column) {
  # Labels of groups of 10 people and more, of whom 10 and more have a score.
  g <- group_of(d, by); n <- table(g); answered <- table(factor(g[!is.na(d[[column]])], names(n)))
  names(n)[n >= n_publish & answered >= n_publish]
}
