* The small invented survey of same.rs, by PSPP 1.6.2: pspp same.sps.
DATA LIST LIST (';') /Q1 (F2.0) Q2 (F1.0) Q3 (A24) Q4_1 (F1.0) Q4_2 (F1.0) Q4_3 (F1.0).
BEGIN DATA
1;5;Bouwkunde, voltijd;1;0;1
2;1;ICT;0;1;0
3;;Bouwkunde, voltijd;1;1;1
4;4;Cafébeheer;1;0;0
1;3;ICT;0;1;1
;2;ICT;1;1;0
END DATA.
VARIABLE LABELS Q1 'Wat is je gender?' /Q2 'Ik voel me op mijn plek.' /Q3 'Welke opleiding volg je?'
  /Q4_1 'Werk, betaald' /Q4_2 'Stage' /Q4_3 'Sport (één keer)'.
VALUE LABELS /Q1 1 'vrouw' 2 'man' 3 'non-binair' 4 'wil ik niet zeggen'
  /Q2 1 'helemaal oneens' 2 'oneens' 3 'neutraal' 4 'eens' 5 'helemaal eens'.
MISSING VALUES Q1 (4).
MRSETS /MDGROUP NAME=$Q4 LABEL='Wat doe je naast je studie?' VARIABLES=Q4_1 Q4_2 Q4_3 VALUE=1.
SAVE OUTFILE='same.sav' /COMPRESSED.
SAVE OUTFILE='same.zsav' /ZCOMPRESSED.
