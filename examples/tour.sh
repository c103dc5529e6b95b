#!/usr/bin/env bash
# Runs the tour of a README against its program with a fresh database and compares what it prints with what the README
# says. `…` in the README stands for anything. The tour finds the program's address in a variable of its name: SHOP for the
# shop. Usage: tour.sh PROGRAM README
set -euo pipefail
program=$(realpath "$1")
name=$(basename "$program")
readme=$(realpath "$2")
work=$(mktemp -d)
trap 'kill "${pid:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"

: >log  # before it is read
HOST=127.0.0.1 PORT=0 DATABASE_URL=file:tour.db LOG_FORMAT=json "$program" serve >log 2>&1 &
pid=$!
for _ in $(seq 300); do
  address=$(sed -n 's/.*"message":"listening".*"url":"\([^"]*\)".*/\1/p' log | head -n 1)
  [[ -n $address ]] && break
  sleep 0.1
done
[[ -n $address ]] || { cat log; exit 1; }
export "${name^^}=$address"

# One script of all its `sh` blocks, with a line between them that cannot be mistaken; and what each should print.
python3 - "$readme" <<'PYTHON'
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
text = text[text.index("## A tour"):]
blocks = re.findall(r"^```sh\n(.*?)^```\n(?:```(?:json|text)\n(.*?)^```\n)?", text, re.S | re.M)
with open("script.sh", "w") as script, open("expected", "w") as expected:
    script.write("set -e\n")
    for command, output in blocks:
        script.write(command + "echo; echo ==next==\n")
        expected.write(output + "\n==next==\n")
PYTHON
bash script.sh >actual
python3 - <<'PYTHON'
import re, sys
def parts(name):
    return [part.strip() for part in open(name, encoding="utf-8").read().split("==next==")]
expected, actual = parts("expected"), parts("actual")
failed = len(expected) != len(actual)
for wanted, got in zip(expected, actual):
    pattern = ".*?".join(re.escape(piece) for piece in wanted.split("…"))
    lines = "\n".join(line for line in got.splitlines() if line)
    if not re.fullmatch(pattern, lines, re.S):
        failed = True
        print(f"the README says:\n{wanted}\nthe program says:\n{lines}\n")
print("the tour is right" if not failed else "the tour is wrong")
sys.exit(failed)
PYTHON
kill "$pid"
wait "$pid"
