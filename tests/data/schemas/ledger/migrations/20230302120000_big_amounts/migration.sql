-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Account" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "bookId" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "balance" BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT "Account_bookId_fkey" FOREIGN KEY ("bookId") REFERENCES "Book" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Account" ("balance", "bookId", "id", "number", "title") SELECT "balance", "bookId", "id", "number", "title" FROM "Account";
DROP TABLE "Account";
ALTER TABLE "new_Account" RENAME TO "Account";
CREATE UNIQUE INDEX "Account_bookId_number_key" ON "Account"("bookId", "number");
CREATE TABLE "new_Entry" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "bookId" INTEGER NOT NULL,
    "debitId" INTEGER NOT NULL,
    "creditId" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,
    "memo" TEXT NOT NULL,
    "at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Entry_bookId_fkey" FOREIGN KEY ("bookId") REFERENCES "Book" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Entry_debitId_fkey" FOREIGN KEY ("debitId") REFERENCES "Account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Entry_creditId_fkey" FOREIGN KEY ("creditId") REFERENCES "Account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Entry" ("amount", "at", "bookId", "creditId", "debitId", "id", "memo") SELECT "amount", "at", "bookId", "creditId", "debitId", "id", "memo" FROM "Entry";
DROP TABLE "Entry";
ALTER TABLE "new_Entry" RENAME TO "Entry";
CREATE INDEX "Entry_at_idx" ON "Entry"("at");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
