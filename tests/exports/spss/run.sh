#!/bin/sh
# Makes the files anew. PSPP writes in the encoding of the data that it read, so those are made windows-1252.
python3 make.py
mkdir -p old && iconv -f UTF-8 -t WINDOWS-1252 make.txt > old/make.txt
sed "s|FILE='make.txt'|FILE='old/make.txt'|" make.sps > old/make.sps
pspp --syntax-encoding=UTF-8 same.sps
pspp --syntax-encoding=UTF-8 old/make.sps
rm -r old
Rscript make.R
