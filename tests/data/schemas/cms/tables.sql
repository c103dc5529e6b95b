-- CreateTable
CREATE TABLE "Site" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "domain" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "settings" JSONB NOT NULL DEFAULT {"title": "It's new"}
);

-- CreateTable
CREATE TABLE "Page" (
    "siteId" INTEGER NOT NULL,
    "slug" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL DEFAULT '',
    "published" DATETIME,
    "parentSlug" TEXT,
    "parentLocale" TEXT,

    PRIMARY KEY ("siteId", "slug", "locale"),
    CONSTRAINT "Page_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Page_siteId_parentSlug_parentLocale_fkey" FOREIGN KEY ("siteId", "parentSlug", "parentLocale") REFERENCES "Page" ("siteId", "slug", "locale") ON DELETE NO ACTION ON UPDATE NO ACTION
);

-- CreateTable
CREATE TABLE "Block" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "siteId" INTEGER NOT NULL,
    "slug" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    CONSTRAINT "Block_siteId_slug_locale_fkey" FOREIGN KEY ("siteId", "slug", "locale") REFERENCES "Page" ("siteId", "slug", "locale") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Menu" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "siteId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    CONSTRAINT "Menu_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MenuLink" (
    "menuId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "label" TEXT NOT NULL,
    "siteId" INTEGER,
    "slug" TEXT,
    "locale" TEXT,

    PRIMARY KEY ("menuId", "position"),
    CONSTRAINT "MenuLink_siteId_slug_locale_fkey" FOREIGN KEY ("siteId", "slug", "locale") REFERENCES "Page" ("siteId", "slug", "locale") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "MenuLink_menuId_fkey" FOREIGN KEY ("menuId") REFERENCES "Menu" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "Site_domain_key" ON "Site"("domain");

-- CreateIndex
CREATE INDEX "Page_siteId_published_idx" ON "Page"("siteId", "published");

-- CreateIndex
CREATE UNIQUE INDEX "Page_siteId_slug_locale_key" ON "Page"("siteId", "slug", "locale");

-- CreateIndex
CREATE UNIQUE INDEX "block_place" ON "Block"("siteId", "slug", "locale", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Menu_siteId_name_key" ON "Menu"("siteId", "name");
