-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_handle" TEXT NOT NULL,
    "mentorId" TEXT
);

-- CreateTable
CREATE TABLE "Profile" (
    "personId" TEXT NOT NULL PRIMARY KEY,
    "bio" TEXT,
    "settings" JSONB
);

-- CreateTable
CREATE TABLE "Room" (
    "building" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "seats" INTEGER NOT NULL DEFAULT 4,

    PRIMARY KEY ("building", "number")
);

-- CreateTable
CREATE TABLE "Meeting" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "building" TEXT NOT NULL,
    "room" INTEGER NOT NULL,
    "organiserId" TEXT NOT NULL,
    "starts" DATETIME NOT NULL,
    "minutes" INTEGER NOT NULL DEFAULT 30
);

-- CreateTable
CREATE TABLE "Seat" (
    "meetingId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "number" INTEGER,

    PRIMARY KEY ("meetingId", "personId")
);

-- CreateTable
CREATE TABLE "_friendship" (
    "A" TEXT NOT NULL,
    "B" TEXT NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "Person_id_key" ON "Person"("id");

-- CreateIndex
CREATE UNIQUE INDEX "Person_user_handle_key" ON "Person"("user_handle");

-- CreateIndex
CREATE UNIQUE INDEX "Person_mentorId_key" ON "Person"("mentorId");

-- CreateIndex
CREATE UNIQUE INDEX "Room_building_number_key" ON "Room"("building", "number");

-- CreateIndex
CREATE INDEX "Meeting_organiserId_idx" ON "Meeting"("organiserId");

-- CreateIndex
CREATE UNIQUE INDEX "one_at_a_time" ON "Meeting"("building", "room", "starts" DESC);

-- CreateIndex
CREATE INDEX "Seat_personId_idx" ON "Seat"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "_friendship_AB_unique" ON "_friendship"("A", "B");

-- CreateIndex
CREATE INDEX "_friendship_B_index" ON "_friendship"("B");
