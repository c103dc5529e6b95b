#!/usr/bin/env python3
"""Keeps the snippets of the documentation equal to files that are compiled and run.

A snippet is a fenced block under a comment that says where it comes from:

    <!-- quote: examples/shop/orders.cpp cancel -->
    ```cpp
    ...
    ```

`cancel` names a region, between lines `// [cancel]` in the file (`# [cancel]` in scripts); without a name the whole file
is quoted, without such lines. Without arguments checks every snippet, every relative link and the table of error codes, and exits with 1 if
one is wrong; with --write updates the snippets. C++ in documentation that is not quoted from anywhere is an error.
"""
import os
import re
import subprocess
import sys
import textwrap

QUOTE = re.compile(r"(<!-- quote: (\S+)(?: (\S+))? -->\n```(\w+)\n)(.*?)(^```$)", re.S | re.M)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")

# How the sources name the code of an error. The schema's own rules are not among them: they concern its author, who is
# told by the compiler or `tenon validate`.
KINDS = "Invalid|NotFound|Conflict|Unauthorized|Forbidden|TooManyRequests|Unavailable|Timeout|Internal"
CODE = r'"([a-z][a-z0-9]*(?:_[a-z0-9]+)*|P\d{4})"'
SENTENCE = r'(?:std::string\()?"[A-Z]'
CODES = [re.compile(pattern) for pattern in (
    rf"\b(?:{KINDS})\s*[({{]\s*{CODE}",                 # Conflict{"all_lent", …}
    rf"\bStatus::\w+,\s*{CODE}",                        # HttpError{Status::gone, "gone", …}, Rejection, problem_of
    rf"\b(?:client_closed_request), {CODE}",
    rf"\bFault\s*\w*\s*{{\s*{CODE}",                    # Fault{"too_small", …}
    rf"return {{{CODE}, {SENTENCE}",
    rf"\bcode = {CODE}",                                 # TextFormat
    rf"push_back\({{[^;]*?,\s*{CODE},",                  # a FieldError
    rf'\b(?:\w*fault|fail\w*|refuse|throw_\w+|field_error|fields_of|note)\((?:[^;"]|"[^"]*",)*?{CODE},\s*{SENTENCE}',
    rf'\bfail\([^;"]*{CODE}, \w+\)',
    rf'\bpem_text\([^;"]*{CODE}\)',
)]
ERRORS = "docs/errors.md"

faults = []


def region(path, name):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if name is None:
        return re.sub(r"^[ \t]*(?://|#) \[\w[\w-]*\]\n", "", text, flags=re.M)
    parts = re.split(rf"^[ \t]*(?://|#) \[{re.escape(name)}\][^\n]*\n", text, flags=re.M)
    if len(parts) != 3:
        faults.append(f"{path}: needs exactly two lines '// [{name}]'")
        return ""
    return textwrap.dedent(parts[1]).strip("\n") + "\n"


def check(path, write):
    with open(path, encoding="utf-8") as file:
        text = file.read()

    def replace(match):
        head, source, name, _, body, fence = match.groups()
        if not os.path.exists(source):
            faults.append(f"{path}: quotes {source}, which does not exist")
            return match.group(0)
        wanted = region(source, name)
        if body != wanted and not write:
            faults.append(f"{path}: the snippet of {source} {name or ''} is not what the file says; tools/docs.py --write")
        return head + wanted + fence

    replaced = QUOTE.sub(replace, text)
    if write and replaced != text:
        with open(path, "w", encoding="utf-8") as file:
            file.write(replaced)
    if path.startswith("docs/") or path == "README.md":
        rest = QUOTE.sub("", text)
        if re.search(r"^```cpp$", rest, re.M):
            faults.append(f"{path}: C++ that is not quoted from a compiled file")
    for target in LINK.findall(re.sub(r"^```.*?^```$", "", text, flags=re.S | re.M)):
        if "://" in target or target.startswith("mailto:"):
            continue
        if not os.path.exists(os.path.normpath(os.path.join(os.path.dirname(path), target))):
            faults.append(f"{path}: links to {target}, which does not exist")


def check_error_codes():
    """The tables list each code that the sources name, once, and no other."""
    named, words = {}, set()
    sources = subprocess.run(["git", "ls-files", "tenon/*.hpp", "tenon/*.cpp", "cli/*.cpp"], check=True,
                             capture_output=True, text=True).stdout.split()
    for path in sources:
        if path.startswith("tenon/schema/"):
            continue
        with open(path, encoding="utf-8") as file:
            text = re.sub(r"^\s*//.*$", "", file.read(), flags=re.M)
        words.update(re.findall(r'"(\w+)"', text))
        for pattern in CODES:
            for code in pattern.findall(text):
                named.setdefault(code, path)
    with open(ERRORS, encoding="utf-8") as file:
        cells = re.findall(r"^\| (`[^|]*) \|", file.read(), re.M)
    rows = [code for cell in cells for code in re.findall(r"`(\w+)`", cell)]
    listed = set(rows)
    for code in sorted(named.keys() - listed):
        faults.append(f"{ERRORS}: lacks the code {code} of {named[code]}")
    for code in sorted(listed - words):
        faults.append(f"{ERRORS}: lists {code}, which the sources do not name")
    for code in sorted(listed):
        if rows.count(code) > 1:
            faults.append(f"{ERRORS}: lists {code} twice")


def main():
    listed = subprocess.run(["git", "ls-files", "*.md"], check=True, capture_output=True, text=True).stdout.split()
    for path in listed:
        if "/data/" not in path:
            check(path, "--write" in sys.argv[1:])
    check_error_codes()
    if faults:
        print("\n".join(faults))
    sys.exit(1 if faults else 0)


main()
