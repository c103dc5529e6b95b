-- CreateTable
CREATE TABLE "OrderAddress" (
    "orderId" TEXT NOT NULL PRIMARY KEY,
    "recipient" TEXT NOT NULL,
    "line1" TEXT NOT NULL,
    "line2" TEXT,
    "postalCode" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    CONSTRAINT "OrderAddress_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- Orders that there are keep the address as it is now.
INSERT INTO "OrderAddress" ("orderId", "recipient", "line1", "line2", "postalCode", "city", "country")
SELECT "Order"."id", "recipient", "line1", "line2", "postalCode", "city", "country"
FROM "Order" JOIN "Address" ON "Address"."id" = "Order"."addressId";

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Order" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "status" TEXT NOT NULL DEFAULT 'PLACED',
    "customerId" TEXT NOT NULL,
    "total" DECIMAL NOT NULL,
    "note" TEXT,
    "placedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "paidAt" DATETIME,
    "shippedAt" DATETIME,
    "cancelledAt" DATETIME,
    CONSTRAINT "Order_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Order" ("cancelledAt", "customerId", "id", "note", "placedAt", "status", "total") SELECT "cancelledAt", "customerId", "id", "note", "placedAt", "status", "total" FROM "Order";
DROP TABLE "Order";
ALTER TABLE "new_Order" RENAME TO "Order";
CREATE INDEX "Order_customerId_placedAt_idx" ON "Order"("customerId", "placedAt");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "IdempotencyKey_createdAt_idx" ON "IdempotencyKey"("createdAt");
