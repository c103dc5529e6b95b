-- CreateTable
CREATE TABLE "App" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Namespace" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "using" TEXT NOT NULL,
    "inline" BOOLEAN NOT NULL DEFAULT false,
    "app_id" INTEGER NOT NULL,
    CONSTRAINT "Namespace_app_id_fkey" FOREIGN KEY ("app_id") REFERENCES "App" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Task" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "appId" INTEGER NOT NULL,
    "error" TEXT NOT NULL DEFAULT 'none',
    "order" TEXT NOT NULL DEFAULT 'asc',
    "kind" TEXT NOT NULL DEFAULT 'struct',
    "delete" BOOLEAN NOT NULL DEFAULT false,
    "register" TEXT,
    "volatile" INTEGER NOT NULL DEFAULT 0,
    "this" TEXT,
    "co_return" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "co_yield" DATETIME NOT NULL,
    "where" TEXT NOT NULL DEFAULT 'here',
    "data" TEXT,
    "select" TEXT,
    "include" TEXT,
    "take" INTEGER NOT NULL DEFAULT 1,
    "skip" INTEGER NOT NULL DEFAULT 0,
    "cursor" TEXT,
    "count" INTEGER NOT NULL DEFAULT 0,
    "set" TEXT,
    "parent_id" INTEGER,
    CONSTRAINT "Task_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Task_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "Task" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Result" (
    "task_id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "value_id" TEXT,
    "expected" BOOLEAN NOT NULL DEFAULT true,
    CONSTRAINT "Result_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "Task" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Result_value_id_fkey" FOREIGN KEY ("value_id") REFERENCES "Value" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Value" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "string" TEXT,
    "Json" JSONB,
    "bytes" BLOB,
    "decimal" DECIMAL,
    "instant" DATETIME,
    "int" INTEGER,
    "int64" BIGINT,
    "double" REAL,
    "bool" BOOLEAN,
    "template_id" INTEGER,
    "operatorId" INTEGER,
    CONSTRAINT "Value_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "Namespace" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Value_operatorId_fkey" FOREIGN KEY ("operatorId") REFERENCES "Namespace" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Row" (
    "task_id" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,

    PRIMARY KEY ("task_id", "index"),
    CONSTRAINT "Row_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "Task" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Cell" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "task_id" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "column" INTEGER NOT NULL,
    CONSTRAINT "Cell_task_id_index_fkey" FOREIGN KEY ("task_id", "index") REFERENCES "Row" ("task_id", "index") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Operation" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "engine" TEXT NOT NULL DEFAULT 'sqlite',
    "schema" TEXT,
    "client_id" TEXT,
    "app_id" INTEGER NOT NULL,
    CONSTRAINT "Operation_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "Client" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Operation_app_id_fkey" FOREIGN KEY ("app_id") REFERENCES "App" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Client" (
    "id" TEXT NOT NULL PRIMARY KEY
);

-- CreateTable
CREATE TABLE "Transaction" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "clientId" TEXT,
    "commit" BOOLEAN NOT NULL DEFAULT false,
    "roll_back" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "Transaction_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "Client" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "List" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "absent" TEXT
);

-- CreateTable
CREATE TABLE "_blocks" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,
    CONSTRAINT "_blocks_A_fkey" FOREIGN KEY ("A") REFERENCES "Task" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_blocks_B_fkey" FOREIGN KEY ("B") REFERENCES "Task" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "_ListToOperation" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,
    CONSTRAINT "_ListToOperation_A_fkey" FOREIGN KEY ("A") REFERENCES "List" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_ListToOperation_B_fkey" FOREIGN KEY ("B") REFERENCES "Operation" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "App_name_key" ON "App"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Namespace_app_id_key" ON "Namespace"("app_id");

-- CreateIndex
CREATE INDEX "Task_where_data_idx" ON "Task"("where", "data");

-- CreateIndex
CREATE UNIQUE INDEX "Result_value_id_key" ON "Result"("value_id");

-- CreateIndex
CREATE UNIQUE INDEX "Cell_task_id_index_column_key" ON "Cell"("task_id", "index", "column");

-- CreateIndex
CREATE UNIQUE INDEX "_blocks_AB_unique" ON "_blocks"("A", "B");

-- CreateIndex
CREATE INDEX "_blocks_B_index" ON "_blocks"("B");

-- CreateIndex
CREATE UNIQUE INDEX "_ListToOperation_AB_unique" ON "_ListToOperation"("A", "B");

-- CreateIndex
CREATE INDEX "_ListToOperation_B_index" ON "_ListToOperation"("B");
