#!/bin/sh
# compiles.sh COMPILER FOLDER FILE
#
# FILE must not compile, with exactly one error, which holds the sentence of its first line (clang has it in a note):
#     // refused: a handler takes the request as `Request&`
# Where clang gives other words for want of better ones, the second line begins with "// clang: ".
# A file whose first line is "// accepted" must compile.
compiler=$1 folder=$2 file=$3
first=$(head -n 1 "$file")
output=$("$compiler" -std=c++20 -fsyntax-only -I"$folder" "$file" 2>&1)
status=$?

if [ "$first" = "// accepted" ]; then
  [ $status -eq 0 ] && exit 0
  echo "$file does not compile:"
  echo "$output"
  exit 1
fi

sentence=${first#"// refused: "}
if "$compiler" --version | grep -q clang; then
  other=$(sed -n '2s#^// clang: ##p' "$file")
  sentence=${other:-$sentence}
fi
errors=$(printf '%s\n' "$output" | grep -c 'error:')
if [ $status -eq 0 ]; then
  echo "$file compiles, but should not"
elif [ "$errors" -ne 1 ]; then
  echo "$file is refused with $errors errors instead of one:"
elif ! printf '%s\n' "$output" | grep -E 'error:|note:' | grep -qF "$sentence"; then
  echo "$file is refused for another reason than: $sentence"
else
  exit 0
fi
echo "$output"
exit 1
