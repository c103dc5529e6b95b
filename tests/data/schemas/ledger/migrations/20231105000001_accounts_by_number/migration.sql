-- The order of the tables and what the postings get are by hand: their accounts were named by ids.
-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_posting" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "bookId" INTEGER NOT NULL,
    "debited" INTEGER NOT NULL,
    "credited" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,
    "text" TEXT NOT NULL,
    "at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "posting_bookId_fkey" FOREIGN KEY ("bookId") REFERENCES "Book" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "posting_bookId_debited_fkey" FOREIGN KEY ("bookId", "debited") REFERENCES "Account" ("bookId", "number") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "posting_bookId_credited_fkey" FOREIGN KEY ("bookId", "credited") REFERENCES "Account" ("bookId", "number") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_posting" ("amount", "at", "bookId", "credited", "debited", "id", "text")
SELECT "amount", "at", "posting"."bookId", "c"."number", "d"."number", "posting"."id", "text"
FROM "posting" JOIN "Account" AS "d" ON "d"."id" = "debitId" JOIN "Account" AS "c" ON "c"."id" = "creditId";
DROP TABLE "posting";
ALTER TABLE "new_posting" RENAME TO "posting";
CREATE INDEX "posting_at_idx" ON "posting"("at");
CREATE TABLE "new_Account" (
    "bookId" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "balance" BIGINT NOT NULL DEFAULT 0,

    PRIMARY KEY ("bookId", "number"),
    CONSTRAINT "Account_bookId_fkey" FOREIGN KEY ("bookId") REFERENCES "Book" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Account" ("balance", "bookId", "number", "title") SELECT "balance", "bookId", "number", "title" FROM "Account";
DROP TABLE "Account";
ALTER TABLE "new_Account" RENAME TO "Account";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
