# Sourced by scripts that ask many answers of one input: collects inputs, each with its named answers, and writes
# them as JSON with the versions of R and of the packages. Leaves out the statistics themselves.
suppressPackageStartupMessages(library(jsonlite))
inputs <- list()
input <- function(kind, groups) inputs[[length(inputs) + 1]] <<- list(kind = kind, input = unname(groups), answers = list())
# A value of several numbers is one answer; NA is an answer that is not compared.
answer <- function(id, value, tolerance = 1e-10) inputs[[length(inputs)]]$answers[[id]] <<- list(value = unname(value), tolerance = tolerance)
write_inputs <- function(name, packages = character()) {
  engine <- paste(c(R.version.string, sapply(packages, function(p) paste(p, packageVersion(p)))), collapse = "; ")
  number <- function(x) ifelse(is.na(x), "null", sapply(x, function(v) { short <- format(v, digits = 15); if (identical(as.numeric(short), v)) short else format(v, digits = 17) }))
  array <- function(x) paste0("[", paste(number(x), collapse = ","), "]")
  rows <- vapply(inputs, function(one) {
    answers <- vapply(names(one$answers), function(id) { a <- one$answers[[id]]; sprintf('   "%s": [%s, %s]', id, if (length(a$value) == 1) number(a$value) else array(a$value), format(a$tolerance)) }, "")
    sprintf(' {"kind": "%s", "input": [%s], "answers": {\n%s}}', one$kind, paste(vapply(one$input, array, ""), collapse = ", "), paste(answers, collapse = ",\n"))
  }, "")
  writeLines(c(sprintf('{"script": "%s.R", "engine": "%s", "inputs": [', name, engine), paste(rows, collapse = ",\n"), "]}"), paste0(name, ".json"))
}
