# Sourced by the scripts beside it: collects rows of arguments and answers and writes them as JSON,
# with the versions of R and of the packages that computed them. Leaves out the statistics themselves.
suppressPackageStartupMessages(library(jsonlite))
cases <- list()
add <- function(fn, args, value, tolerance = 1e-10) cases[[length(cases) + 1]] <<- list(fn = fn, args = as.list(args), value = value, tolerance = tolerance)
write_cases <- function(name, packages = character()) {
  engine <- paste(c(R.version.string, sapply(packages, function(p) paste(p, packageVersion(p)))), collapse = "; ")
  rows <- vapply(cases, function(case) toJSON(case, auto_unbox = TRUE, digits = I(17), na = "null"), "")
  writeLines(c(sprintf('{"script": "%s.R", "engine": "%s", "cases": [', name, engine), paste0(" ", rows, c(rep(",", length(rows) - 1), "")), "]}"), paste0(name, ".json"))
}
z95 <- qnorm(.975)
