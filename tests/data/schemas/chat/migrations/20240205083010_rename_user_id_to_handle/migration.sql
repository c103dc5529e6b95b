-- Written by hand: Prisma would drop the column and add another.

-- AlterTable
ALTER TABLE "Profile" RENAME COLUMN "userId" TO "handle";

-- DropIndex
DROP INDEX "Profile_userId_key";

-- CreateIndex
CREATE UNIQUE INDEX "Profile_handle_key" ON "Profile"("handle");
