-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Server" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "imageUrl" TEXT NOT NULL,
    "inviteCode" TEXT NOT NULL,
    "messageCount" INTEGER NOT NULL DEFAULT 0,
    "profileId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "Server_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_Server" ("createdAt", "id", "imageUrl", "inviteCode", "name", "profileId", "updatedAt") SELECT "createdAt", "id", "imageUrl", "inviteCode", "name", "profileId", "updatedAt" FROM "Server";
DROP TABLE "Server";
ALTER TABLE "new_Server" RENAME TO "Server";
CREATE UNIQUE INDEX "Server_inviteCode_key" ON "Server"("inviteCode");
CREATE INDEX "Server_profileId_idx" ON "Server"("profileId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- Everything below is written by hand.

-- CreateTrigger
CREATE TRIGGER "count_messages" AFTER INSERT ON "Message"
BEGIN
    UPDATE "Server" SET "messageCount" = "messageCount" + 1
    WHERE "id" = (SELECT "serverId" FROM "Channel" WHERE "id" = NEW."channelId");
END;

-- CreateView
CREATE VIEW "ChannelActivity" AS
SELECT "Channel"."id" AS "channelId", "Channel"."name", count("Message"."id") AS "messages", max("Message"."createdAt") AS "last"
FROM "Channel" LEFT JOIN "Message" ON "Message"."channelId" = "Channel"."id" AND NOT "Message"."deleted"
GROUP BY "Channel"."id";

-- Seed: a server that welcomes everybody; it's where help is.
INSERT INTO "Profile" ("id", "handle", "name", "imageUrl", "email", "updatedAt")
VALUES ('00000000-0000-4000-8000-000000000001', 'system', 'Välkommen; "bot"', '', 'bot@example.com', CURRENT_TIMESTAMP);
INSERT INTO "Server" ("id", "name", "imageUrl", "inviteCode", "profileId", "updatedAt")
VALUES ('00000000-0000-4000-8000-000000000002', 'Lobby', '', 'welcome', '00000000-0000-4000-8000-000000000001', CURRENT_TIMESTAMP);
INSERT INTO "Member" ("id", "role", "profileId", "serverId", "updatedAt")
SELECT '00000000-0000-4000-8000-000000000003', 'ADMIN', "profileId", "id", CURRENT_TIMESTAMP FROM "Server" WHERE "inviteCode" = 'welcome';
INSERT INTO "Channel" ("id", "name", "profileId", "serverId", "updatedAt")
SELECT '00000000-0000-4000-8000-00000000000' || "number", "name", '00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002', CURRENT_TIMESTAMP
FROM (SELECT 4 AS "number", 'general' AS "name" UNION ALL SELECT 5, 'help');
INSERT INTO "Message" ("id", "content", "memberId", "channelId", "replyToId", "updatedAt") VALUES
    ('m1', 'It''s open; come in -- all of you', '00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-000000000004', NULL, CURRENT_TIMESTAMP),
    ('m2', '/* and read the rules */', '00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-000000000004', 'm1', CURRENT_TIMESTAMP);
