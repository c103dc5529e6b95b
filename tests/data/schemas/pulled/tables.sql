-- CreateTable
CREATE TABLE "users" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "first name" TEXT NOT NULL,
    "last-name" TEXT,
    "e_mail" TEXT NOT NULL,
    "password" TEXT NOT NULL DEFAULT '',
    "created" DATETIME DEFAULT (datetime('now')),
    "is_admin" INTEGER NOT NULL DEFAULT 0,
    "balance" REAL NOT NULL DEFAULT 0.0,
    "position" POINT,
    "secret" TEXT,
    "invited_by" INTEGER,
    CONSTRAINT "users_invited_by_fkey" FOREIGN KEY ("invited_by") REFERENCES "users" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
);

-- CreateTable
CREATE TABLE "orders" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "number" BIGINT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "handled_by_id" INTEGER,
    "status" TEXT NOT NULL DEFAULT 'new',
    "total" DECIMAL NOT NULL DEFAULT 0,
    "placed_on" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "orders_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "orders_handled_by_id_fkey" FOREIGN KEY ("handled_by_id") REFERENCES "users" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
);

-- CreateTable
CREATE TABLE "order_items" (
    "order_id" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "sku" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL DEFAULT 1,
    "price" DECIMAL NOT NULL,
    "note" BLOB,

    PRIMARY KEY ("order_id", "line"),
    CONSTRAINT "order_items_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders" ("id") ON DELETE CASCADE ON UPDATE NO ACTION
);

-- CreateTable
CREATE TABLE "cron_log" (
    "at" DATETIME DEFAULT CURRENT_TIMESTAMP,
    "message" TEXT
);

-- CreateTable
CREATE TABLE "schema_migrations" (
    "version" TEXT NOT NULL PRIMARY KEY
);

-- CreateTable
CREATE TABLE "2fa_codes" (
    "_code" TEXT NOT NULL PRIMARY KEY,
    "user_id" INTEGER NOT NULL,
    "until" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "places" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "geometry" GEOMETRY NOT NULL,
    "name" TEXT NOT NULL
);

-- CreateIndex
Pragma writable_schema=1;
CREATE UNIQUE INDEX "sqlite_autoindex_users_1" ON "users"("e_mail");
Pragma writable_schema=0;

-- CreateIndex
CREATE INDEX "by name" ON "users"("last-name", "first name");

-- CreateIndex
CREATE UNIQUE INDEX "orders_number" ON "orders"("number");

-- CreateIndex
CREATE INDEX "orders_user" ON "orders"("user_id");
