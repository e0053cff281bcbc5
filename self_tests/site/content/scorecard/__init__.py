"""The printed scorecard: values to points, points to lines, lines to drills.

Every number in its tables is computed while the site is built, by the rules that score a visit in
the browser. Nothing is typed by hand, so the paper cannot say anything else.

Points are thousandths of a line's whole weight: if all tests of a line were done, the line has
their sum.
"""
