* PSPP 1.6.2 writes what the others cannot: sets with several answers, windows-1252, string labels.
SET DECIMAL=DOT.
SET LOCALE='WINDOWS-1252'.
DATA LIST LIST (';') FILE='make.txt' ENCODING='windows-1252'
  /gender (F3.0) werk1 (F3.0) werk2 (F3.0) werk3 (F3.0) taal1 (F3.0) taal2 (F3.0) code (A3) lang (A12) tijd (TIME8) moment (DATETIME20).
VARIABLE LABELS gender 'Wat is je gender?' /werk1 'Werk, betaald' /werk2 'Stage' /werk3 'Geen van deze'
  /taal1 'Eerste taal' /taal2 'Tweede taal' /code 'Hoe voelt het? Privé'.
VALUE LABELS /gender 1 'vrouw' 2 'man' 3 'anders: één' /taal1 taal2 1 'Nederlands' 2 'Fries' 3 'Türkçe'
  /code 'a' 'goed' 'b' 'zó zó' /lang 'heel lang aa' 'een lange'.
MISSING VALUES gender (98 THRU HIGHEST) /code ('zzz') /werk1 werk2 werk3 (9).
MRSETS /MDGROUP NAME=$werk LABEL='Wat doe je naast school?' VARIABLES=werk1 werk2 werk3 VALUE=1
  /MCGROUP NAME=$taal LABEL='Welke talen spreek je thuis?' VARIABLES=taal1 taal2.
SAVE OUTFILE='pspp-1252.sav' /COMPRESSED.
SAVE OUTFILE='pspp-1252-plain.sav' /UNCOMPRESSED.
SAVE OUTFILE='pspp-1252.zsav' /ZCOMPRESSED.
