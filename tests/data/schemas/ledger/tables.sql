-- CreateTable
CREATE TABLE "Book" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    CONSTRAINT "Book_currency_fkey" FOREIGN KEY ("currency") REFERENCES "Currency" ("code") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Account" (
    "bookId" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "balance" BIGINT NOT NULL DEFAULT 0,

    PRIMARY KEY ("bookId", "number"),
    CONSTRAINT "Account_bookId_fkey" FOREIGN KEY ("bookId") REFERENCES "Book" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "posting" (
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

-- CreateTable
CREATE TABLE "Currency" (
    "code" TEXT NOT NULL PRIMARY KEY,
    "digits" INTEGER NOT NULL DEFAULT 2
);

-- CreateIndex
CREATE UNIQUE INDEX "Book_name_key" ON "Book"("name");

-- CreateIndex
CREATE INDEX "posting_at_idx" ON "posting"("at");
