#!/usr/bin/env python3
"""What a unit that uses one model must not compile: unit.py OBJECT.

Relations connect nearly all models of a schema, so a unit that compiled what it can reach would pay for all of them."""
import re
import subprocess
import sys

MOST_FUNCTIONS = 1300  # at -O0, most of them of the standard library and of the unit's own model

lines = subprocess.run(["nm", "-C", sys.argv[1]], check=True, capture_output=True, text=True).stdout.splitlines()
weak = [line.split(" ", 2)[2] for line in lines if re.match(r"\w* +[WV] ", line)]
strange = [name for name in weak if re.search(r"library::(inputs::)?(Author|Desk|Review|Sample|Tag)(?!WhereUnique)\w*::~?(Author|Desk|Review|Sample|Tag)", name)]
for name in strange:
    print("compiled, although it belongs to another model:", name)
print(len(weak), "functions that others compile as well; at most", MOST_FUNCTIONS)
sys.exit(1 if strange or len(weak) > MOST_FUNCTIONS or not weak else 0)
