"""The way back: an edited name list becomes the next plan, checked like any other.

``name_list`` reads the workbook, ``derived`` finds changed cells that cannot take
effect, ``edits`` makes alliances of the rows, ``draft`` a bare plan the judge can look
at, ``reasons`` matches what breaks a rule with what people wrote, ``changes`` says what
is different. Composing and writing are the business of :mod:`optimizer.service`.
"""
