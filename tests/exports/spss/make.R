# haven 2.5.1, R 4.2.2: labelled_spss with a range, a factor, a date and a time.
library(haven)
d <- data.frame(id = 1:3)
d$g <- labelled_spss(c(1, 2, 8), c(vrouw = 1, man = 2, "weet niet" = 8), na_range = c(8, 9), label = "Gender")
d$f <- factor(c("eens", "oneens", "eens"), levels = c("oneens", "eens"))
d$t <- as.POSIXct(c("2026-03-01 12:00:00", "2026-03-02 00:00:00", NA), tz = "UTC")
d$s <- labelled(c("a", "b", ""), c("goed" = "a", "slecht" = "b"), label = "Letter")
write_sav(d, "haven.zsav", compress = "zsav")
write_sav(d, "haven.sav", compress = "byte")
