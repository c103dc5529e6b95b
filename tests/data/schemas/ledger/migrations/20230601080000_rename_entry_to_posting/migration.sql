-- By hand, so that the rows stay.
ALTER TABLE "Entry" RENAME TO "posting";
ALTER TABLE "posting" RENAME COLUMN "memo" TO "text";
DROP INDEX "Entry_at_idx";
CREATE INDEX "posting_at_idx" ON "posting"("at");
