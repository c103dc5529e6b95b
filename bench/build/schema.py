#!/usr/bin/env python3
"""Prints a schema of so many models, as applications have them: a dozen columns of all types, a key of two fields, and four
relations each, so that nearly everything is related to everything. It is the same at every run."""
import sys


def relations(i, count):
    """The models that model i belongs to."""
    return [] if i == 0 else sorted({(i - 1) // 2, i - 1})


def model(i, count):
    lines = [
        f"model Thing{i} {{",
        "  id        String   @id @default(uuid(7))",
        "  slug      String   @unique",
        "  name      String",
        "  note      String?",
        "  price     Decimal  @default(0)",
        "  stock     Int      @default(0)",
        "  rank      Int?",
        "  score     Float    @default(0)",
        "  active    Boolean  @default(true)",
        f"  status    Status{i % 5} @default(OPEN)",
        "  createdAt DateTime @default(now())",
        "  updatedAt DateTime @updatedAt",
    ]
    for other in relations(i, count):
        lines += [f"  thing{other}Id String?",
                  f'  thing{other}   Thing{other}? @relation("r{i}_{other}", fields: [thing{other}Id], references: [id])']
    for other in range(count):
        if i in relations(other, count):
            lines.append(f'  things{other} Thing{other}[] @relation("r{other}_{i}")')
    return [*lines, "", "  @@unique([slug, name])", "}"]


def schema(count):
    lines = ["datasource db {", '  provider = "sqlite"', "}"]
    for i in range(5):
        lines += ["", f"enum Status{i} {{", "  OPEN", "  PAID", "  CLOSED", "}"]
    for i in range(count):
        lines += ["", *model(i, count)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(schema(int(sys.argv[1])), end="")
