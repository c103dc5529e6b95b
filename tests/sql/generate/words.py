#!/usr/bin/env python3
"""Writes a schema made of every word that C++, common headers, the library and its generated code use: words.py ROOT OUTPUT COMPILER.

All words with small letters are fields of one model and values of one enum. Those with a capital one are enums, which share their
scope with models; those of the generated code itself, and pairs that would make one name, are models."""
import glob
import re
import subprocess
import sys

HEADERS = ["tenon/sql/typed/*.hpp", "tenon/sql/typed/detail/*.hpp", "tenon/sql/*.hpp", "tenon/async/task.hpp"]
GENERATORS = ["tenon/sql/generate/write_*.cpp", "tenon/sql/generate/plan.cpp"]  # all they write, in their literals
MODELS = """Averages Begin Client Class Commit Create Engine EOF Field FieldFlags Form FormField FormWhere FormWhereUnique Include
Inputs Model NumberFlags Order OrderBy RollBack Row Rows Schema Select Std Sums Tables Task Tenon Transaction Types Update Values
Where WhereUnique new_word NewWord NULL""".split()
ENUMS = ["OrderField", "OrderStatus", "OrderCreate"]
PAIRS = ["createdAt", "created_at", "AND", "OR", "NOT", "class", "class_", "also", "also_"]


def read(root, patterns):
    return "\n".join(open(path, encoding="utf-8").read() for pattern in patterns for path in sorted(glob.glob(f"{root}/{pattern}")))


def main():
    root, output, compiler = sys.argv[1:]
    code = re.sub(r"//.*", "", read(root, HEADERS))
    words = set(re.findall(r"[A-Za-z]\w*", code))
    for literal in re.findall(r'"((?:[^"\\]|\\.)*)"', read(root, GENERATORS)):
        words |= set(re.findall(r"[A-Za-z]\w*", literal))
    keywords = read(root, ["tenon/sql/generate/names.cpp"]).split("small_words")[1].split(";")[0]
    words |= set(re.findall(r"[a-z]\w*", keywords))
    macros = subprocess.run([compiler, "-dM", "-E", "-x", "c++", f"{root}/tests/sql/generate/words_headers.hpp"], check=True,
                            capture_output=True, text=True).stdout
    macros = {match for match in re.findall(r"#define ([A-Za-z]\w*)", macros)}
    built_in = {"Bytes", "Decimal", "String", "Boolean", "Int", "BigInt", "Float", "DateTime", "Json"}
    small = {word for word in words | macros if word[0].islower()} - {"id", "id_number", "number", "status", "word"}
    small = sorted({word.lower(): word for word in sorted(small)}.values())  # SQLite's columns do not tell capitals
    capital = sorted({word for word in words if word[0].isupper() and len(word) > 1} | {
        "BUFSIZ", "EINVAL", "EPERM", "INFINITY", "NAN", "SIGINT", "TCP_NODELAY"})
    lines = ["datasource db {", '  provider = "sqlite"', "}"]
    taken = {word.lower() for word in MODELS}
    for enum in [*ENUMS, *(word for word in capital if word.lower() not in taken and word not in ENUMS and word not in built_in)]:
        lines += ["", f"enum {enum} {{", "  first", "}"]
    lines += ["", "enum EveryWord {", *(f"  {word.upper()}" for word in small), "}"]
    lines += ["", "model Every {", "  id Int @id @unique", "  number Int", "  status OrderStatus @default(first)", "  word EveryWord?",
              "  id_number Int?", *(f"  {word} Int?" for word in small),
              "  @@unique([id, number])", "  @@unique([number, id], map: \"again\")", "}"]
    lines += ["", "model Pairs {", "  id Int @id", *(f"  {pair} Int?" for pair in PAIRS), "}"]
    for i, model in enumerate(MODELS):
        other = MODELS[(i + 1) % len(MODELS)]
        before = MODELS[i - 1]
        lines += ["", f"model {model} {{", "  a Int", "  b Int", "  row String @unique", "  otherId String? @unique",
                  f"  other {other}? @relation(\"r{i}\", fields: [otherId], references: [row])",
                  f"  where {before}? @relation(\"r{(i - 1) % len(MODELS)}\")", "  @@id([a, b])", "  @@unique([a, b])", "}"]
    with open(output, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
