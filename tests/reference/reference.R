# Sourced by the scripts beside it: collects rows of arguments and answers and writes them as JSON,
# with the versions of R and of the packages that computed them. Leaves out the statistics themselves.
cases <- list()
number <- function(x) ifelse(is.na(x), "null", ifelse(is.infinite(x), ifelse(x > 0, '"Inf"', '"-Inf"'), sprintf("%.17g", x)))
json <- function(x) {
  if (is.list(x) && !is.null(names(x))) return(paste0("{", paste0('"', names(x), '": ', vapply(x, json, ""), collapse = ", "), "}"))
  if (is.list(x)) return(paste0("[", paste(vapply(x, json, ""), collapse = ", "), "]"))
  if (is.character(x)) return(paste0('"', x, '"'))
  if (is.matrix(x)) return(paste0("[", paste(apply(x, 1, function(row) json(as.list(row))), collapse = ", "), "]"))
  if (length(x) == 1) number(as.numeric(x)) else paste0("[", paste(number(as.numeric(x)), collapse = ", "), "]")
}
# `args` is a vector of numbers, or a named list where an argument is itself a vector or matrix.
# `value` is a number (NA for "not estimable", with the reason) or a named vector.
add <- function(fn, args, value, tolerance = 1e-10, reason = NULL) {
  row <- list(fn = fn, args = if (is.list(args)) args else as.list(unname(args)),
              value = if (is.null(names(value))) value else as.list(value), tolerance = tolerance)
  cases[[length(cases) + 1]] <<- c(row, if (!is.null(reason)) list(reason = reason))
}
write_cases <- function(name, packages = character()) {
  engine <- paste(c(R.version.string, vapply(packages, function(p) paste(p, packageVersion(p)), "")), collapse = "; ")
  rows <- vapply(cases, json, "")
  writeLines(c(sprintf('{"script": "%s.R", "engine": "%s", "cases": [', name, engine),
               paste0(" ", rows, c(rep(",", length(rows) - 1), "")), "]}"), paste0(name, ".json"))
}
z95 <- qnorm(.975)
