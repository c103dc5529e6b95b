-- A partial index and a trigger: Prisma sees neither.
CREATE UNIQUE INDEX "one_opening" ON "posting"("bookId") WHERE "text" LIKE '%: opening';

CREATE TRIGGER "no_zero" BEFORE INSERT ON "posting" WHEN NEW."amount" = 0
BEGIN
    SELECT RAISE(ABORT, 'a posting of nothing');
END;

CREATE VIEW "Balance" AS
SELECT "bookId", "number", sum("amount") AS "sum" FROM (
    SELECT "bookId", "debited" AS "number", "amount" FROM "posting"
    UNION ALL SELECT "bookId", "credited", -"amount" FROM "posting"
) GROUP BY 1, 2;
