"""The SQLite file that all servers read: the same 1,000 products on every machine. bench/sqlite writes events."""
import os
import sqlite3

COUNT = 1000
PAGE = 50

TABLE = """
CREATE TABLE "Product" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "priceCents" INTEGER NOT NULL,
    "stock" INTEGER NOT NULL,
    "rating" REAL NOT NULL,
    "active" BOOLEAN NOT NULL,
    "createdAt" DATETIME NOT NULL
);
CREATE UNIQUE INDEX "Product_slug_key" ON "Product"("slug");
CREATE TABLE "Event" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kind" TEXT NOT NULL,
    "amount" INTEGER NOT NULL
);
"""

KINDS = ["Bottle", "Blanket", "Stroller", "Cradle", "Bib", "Rattle", "Romper", "Towel", "Mobile", "Carrier"]
LOOKS = ["soft", "striped", "light", "sturdy", "organic", "washable", "quiet", "foldable", "warm", "colourful"]


def row(number):
    kind, look = KINDS[number % 10], LOOKS[number // 10 % 10]
    return (
        number,
        f"{look}-{kind.lower()}-{number}",
        f"{look.capitalize()} {kind} No. {number}",
        f"A {look} {kind.lower()} for the first years. Tested, easy to clean, and \"liked\" by {number * 7 % 500} families.",
        499 + number * 37 % 19000,
        number * 13 % 250,
        (105 + number * 17 % 39 * 10) / 100,
        number % 11 != 0,
        f"2024-{1 + number % 12:02}-{1 + number % 28:02}T{number % 24:02}:{number % 60:02}:00.000Z",
    )


def make(path):
    """Replaces the file."""
    for suffix in ("", "-wal", "-shm"):
        if os.path.exists(path + suffix):
            os.remove(path + suffix)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode = WAL")
    database.executescript(TABLE)
    database.executemany('INSERT INTO "Product" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', (row(i + 1) for i in range(COUNT)))
    database.commit()
    database.close()


def as_json(number):
    """What a server answers for one product."""
    names = ("id", "slug", "name", "description", "priceCents", "stock", "rating", "active", "createdAt")
    return dict(zip(names, row(number)))
