#!/usr/bin/env bash
# Asks the program for the answers that README.md and docs/getting-started.md show. Usage: notes.sh PROGRAM
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: >"$work/log"
(cd "$work" && HOST=127.0.0.1 PORT=0 LOG_FORMAT=json exec "$1" serve >log 2>&1) &
pid=$!
for _ in $(seq 100); do
  url=$(sed -n 's/.*"url":"\([^"]*\)".*/\1/p' "$work/log" | head -n 1)
  [[ -n $url ]] && break
  sleep 0.1
done

expect() {
  local answer
  answer=$(curl -sS "${@:2}" | sed 's/"requestId":"[^"]*"/"requestId":"…"/')
  [[ $answer == "$1" ]] || { echo "expected $1"; echo "answered $answer"; kill "$pid"; exit 1; }
}
json=(-H 'Content-Type: application/json')
problem='{"type":"about:blank","title":"Unprocessable Content","status":422'
expect '"Hello, Ada!"' "$url/hello/Ada"
expect '201' "$url/notes" "${json[@]}" -d '{"text": "Buy milk"}' -o /dev/null -w '%{http_code}'
expect "$problem"',"detail":"The input has 1 error.","code":"invalid_input","requestId":"…","errors":[{"pointer":"/author","code":"email","detail":"Must be an e-mail address."}]}' \
  "$url/notes" "${json[@]}" -d '{"text": "Buy milk", "author": "ada"}'
expect "$problem"',"detail":"The input has 2 errors.","code":"invalid_input","requestId":"…","errors":[{"pointer":"/colour","code":"unknown_field","detail":"There is no such field."},{"pointer":"/text","code":"required","detail":"This field is required."}]}' \
  "$url/notes" "${json[@]}" -d '{"colour": "red"}'
kill "$pid"
wait "$pid"
