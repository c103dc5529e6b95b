-- Data only.
INSERT INTO "Book" ("name") VALUES ('House'), ('Firm');
INSERT INTO "Account" ("bookId", "number", "title")
WITH "chart"("number", "title") AS (VALUES (1000, 'Cash'), (1200, 'Bank'), (4000, 'Income'), (6000, 'Rent'))
SELECT "Book"."id", "chart"."number", "chart"."title" FROM "Book", "chart" ORDER BY 1, 2;
INSERT INTO "Setting" VALUES ('currency', 'EUR');
INSERT INTO "Entry" ("bookId", "debitId", "creditId", "amount", "memo")
SELECT "bookId", min("Account"."id"), max("Account"."id"), 9007199254740993, "Book"."name" || ': opening'
FROM "Account" JOIN "Book" ON "Book"."id" = "bookId" GROUP BY "bookId";
