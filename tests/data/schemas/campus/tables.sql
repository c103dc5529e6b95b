-- CreateTable
CREATE TABLE "Campus" (
    "code" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Building" (
    "campusCode" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT,

    PRIMARY KEY ("campusCode", "number"),
    CONSTRAINT "Building_campusCode_fkey" FOREIGN KEY ("campusCode") REFERENCES "Campus" ("code") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Room" (
    "campusCode" TEXT NOT NULL,
    "buildingNumber" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "seats" INTEGER NOT NULL DEFAULT 30,

    PRIMARY KEY ("campusCode", "buildingNumber", "number"),
    CONSTRAINT "Room_campusCode_buildingNumber_fkey" FOREIGN KEY ("campusCode", "buildingNumber") REFERENCES "Building" ("campusCode", "number") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Lab" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "campusCode" TEXT NOT NULL,
    "buildingNumber" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "headId" INTEGER,
    CONSTRAINT "Lab_campusCode_buildingNumber_fkey" FOREIGN KEY ("campusCode", "buildingNumber") REFERENCES "Building" ("campusCode", "number") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Lab_headId_fkey" FOREIGN KEY ("headId") REFERENCES "Teacher" ("personId") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Equipment" (
    "serial" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "campusCode" TEXT NOT NULL,
    "buildingNumber" INTEGER NOT NULL,
    "roomNumber" TEXT NOT NULL,
    CONSTRAINT "Equipment_campusCode_buildingNumber_roomNumber_fkey" FOREIGN KEY ("campusCode", "buildingNumber", "roomNumber") REFERENCES "Room" ("campusCode", "buildingNumber", "number") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Booking" (
    "campusCode" TEXT NOT NULL,
    "buildingNumber" INTEGER NOT NULL,
    "roomNumber" TEXT NOT NULL,
    "from" DATETIME NOT NULL,
    "until" DATETIME NOT NULL,
    "personId" INTEGER NOT NULL,

    PRIMARY KEY ("campusCode", "buildingNumber", "roomNumber", "from"),
    CONSTRAINT "Booking_campusCode_buildingNumber_roomNumber_fkey" FOREIGN KEY ("campusCode", "buildingNumber", "roomNumber") REFERENCES "Room" ("campusCode", "buildingNumber", "number") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Booking_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Faculty" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "campusCode" TEXT NOT NULL,
    "deanId" INTEGER,
    CONSTRAINT "Faculty_campusCode_fkey" FOREIGN KEY ("campusCode") REFERENCES "Campus" ("code") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Faculty_deanId_fkey" FOREIGN KEY ("deanId") REFERENCES "Teacher" ("personId") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Department" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "facultyId" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    CONSTRAINT "Department_facultyId_fkey" FOREIGN KEY ("facultyId") REFERENCES "Faculty" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Budget" (
    "departmentId" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "amount" DECIMAL NOT NULL,
    "spent" DECIMAL NOT NULL DEFAULT 0,

    PRIMARY KEY ("departmentId", "year"),
    CONSTRAINT "Budget_departmentId_fkey" FOREIGN KEY ("departmentId") REFERENCES "Department" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Expense" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "departmentId" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "amount" DECIMAL NOT NULL,
    "text" TEXT NOT NULL,
    "approvedById" INTEGER,
    CONSTRAINT "Expense_approvedById_fkey" FOREIGN KEY ("approvedById") REFERENCES "Teacher" ("personId") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Expense_departmentId_year_fkey" FOREIGN KEY ("departmentId", "year") REFERENCES "Budget" ("departmentId", "year") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Person" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kind" TEXT NOT NULL,
    "firstName" TEXT NOT NULL,
    "lastName" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "born" DATETIME
);

-- CreateTable
CREATE TABLE "Contact" (
    "personId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "phone" TEXT,
    "street" TEXT,
    "city" TEXT,
    CONSTRAINT "Contact_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Student" (
    "personId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "number" TEXT NOT NULL,
    "programId" INTEGER,
    "advisorId" INTEGER,
    "scholarshipId" INTEGER,
    CONSTRAINT "Student_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Student_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Student_advisorId_fkey" FOREIGN KEY ("advisorId") REFERENCES "Teacher" ("personId") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Student_scholarshipId_fkey" FOREIGN KEY ("scholarshipId") REFERENCES "Scholarship" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Teacher" (
    "personId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "title" TEXT NOT NULL DEFAULT 'Dr.',
    "departmentId" INTEGER NOT NULL,
    CONSTRAINT "Teacher_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Teacher_departmentId_fkey" FOREIGN KEY ("departmentId") REFERENCES "Department" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Office" (
    "teacherId" INTEGER NOT NULL,
    "door" TEXT NOT NULL,
    CONSTRAINT "Office_teacherId_fkey" FOREIGN KEY ("teacherId") REFERENCES "Teacher" ("personId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Program" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "departmentId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "years" INTEGER NOT NULL DEFAULT 3,
    CONSTRAINT "Program_departmentId_fkey" FOREIGN KEY ("departmentId") REFERENCES "Department" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Course" (
    "departmentId" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "credits" REAL NOT NULL DEFAULT 3,

    PRIMARY KEY ("departmentId", "number"),
    CONSTRAINT "Course_departmentId_fkey" FOREIGN KEY ("departmentId") REFERENCES "Department" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Prerequisite" (
    "departmentId" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "beforeDepartmentId" INTEGER NOT NULL,
    "beforeNumber" INTEGER NOT NULL,

    PRIMARY KEY ("departmentId", "number", "beforeDepartmentId", "beforeNumber"),
    CONSTRAINT "Prerequisite_departmentId_number_fkey" FOREIGN KEY ("departmentId", "number") REFERENCES "Course" ("departmentId", "number") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Prerequisite_beforeDepartmentId_beforeNumber_fkey" FOREIGN KEY ("beforeDepartmentId", "beforeNumber") REFERENCES "Course" ("departmentId", "number") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Requirement" (
    "programId" INTEGER NOT NULL,
    "departmentId" INTEGER NOT NULL,
    "courseNumber" INTEGER NOT NULL,
    "optional" BOOLEAN NOT NULL DEFAULT false,

    PRIMARY KEY ("programId", "departmentId", "courseNumber"),
    CONSTRAINT "Requirement_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Requirement_departmentId_courseNumber_fkey" FOREIGN KEY ("departmentId", "courseNumber") REFERENCES "Course" ("departmentId", "number") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Material" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "departmentId" INTEGER NOT NULL,
    "courseNumber" INTEGER NOT NULL,
    "isbn" TEXT,
    "link" TEXT,
    CONSTRAINT "Material_departmentId_courseNumber_fkey" FOREIGN KEY ("departmentId", "courseNumber") REFERENCES "Course" ("departmentId", "number") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Material_isbn_fkey" FOREIGN KEY ("isbn") REFERENCES "Book" ("isbn") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Section" (
    "departmentId" INTEGER NOT NULL,
    "courseNumber" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "term" TEXT NOT NULL,
    "letter" TEXT NOT NULL DEFAULT 'A',
    "teacherId" INTEGER,

    PRIMARY KEY ("departmentId", "courseNumber", "year", "term", "letter"),
    CONSTRAINT "Section_departmentId_courseNumber_fkey" FOREIGN KEY ("departmentId", "courseNumber") REFERENCES "Course" ("departmentId", "number") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Section_teacherId_fkey" FOREIGN KEY ("teacherId") REFERENCES "Teacher" ("personId") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Meeting" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "departmentId" INTEGER NOT NULL,
    "courseNumber" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "term" TEXT NOT NULL,
    "letter" TEXT NOT NULL,
    "weekday" INTEGER NOT NULL,
    "minute" INTEGER NOT NULL,
    "campusCode" TEXT NOT NULL,
    "buildingNumber" INTEGER NOT NULL,
    "roomNumber" TEXT NOT NULL,
    CONSTRAINT "Meeting_departmentId_courseNumber_year_term_letter_fkey" FOREIGN KEY ("departmentId", "courseNumber", "year", "term", "letter") REFERENCES "Section" ("departmentId", "courseNumber", "year", "term", "letter") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Meeting_campusCode_buildingNumber_roomNumber_fkey" FOREIGN KEY ("campusCode", "buildingNumber", "roomNumber") REFERENCES "Room" ("campusCode", "buildingNumber", "number") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Enrollment" (
    "studentId" INTEGER NOT NULL,
    "departmentId" INTEGER NOT NULL,
    "courseNumber" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "term" TEXT NOT NULL,
    "letter" TEXT NOT NULL,
    "grade" TEXT,
    "enrolledAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,

    PRIMARY KEY ("studentId", "departmentId", "courseNumber", "year", "term", "letter"),
    CONSTRAINT "Enrollment_studentId_fkey" FOREIGN KEY ("studentId") REFERENCES "Student" ("personId") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Enrollment_departmentId_courseNumber_year_term_letter_fkey" FOREIGN KEY ("departmentId", "courseNumber", "year", "term", "letter") REFERENCES "Section" ("departmentId", "courseNumber", "year", "term", "letter") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Exam" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "departmentId" INTEGER NOT NULL,
    "courseNumber" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "term" TEXT NOT NULL,
    "letter" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "campusCode" TEXT,
    "buildingNumber" INTEGER,
    "roomNumber" TEXT,
    CONSTRAINT "Exam_departmentId_courseNumber_year_term_letter_fkey" FOREIGN KEY ("departmentId", "courseNumber", "year", "term", "letter") REFERENCES "Section" ("departmentId", "courseNumber", "year", "term", "letter") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Exam_campusCode_buildingNumber_roomNumber_fkey" FOREIGN KEY ("campusCode", "buildingNumber", "roomNumber") REFERENCES "Room" ("campusCode", "buildingNumber", "number") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Assignment" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "departmentId" INTEGER NOT NULL,
    "courseNumber" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "term" TEXT NOT NULL,
    "letter" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 100,
    "due" DATETIME,
    CONSTRAINT "Assignment_departmentId_courseNumber_year_term_letter_fkey" FOREIGN KEY ("departmentId", "courseNumber", "year", "term", "letter") REFERENCES "Section" ("departmentId", "courseNumber", "year", "term", "letter") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Submission" (
    "assignmentId" INTEGER NOT NULL,
    "studentId" INTEGER NOT NULL,
    "departmentId" INTEGER NOT NULL,
    "courseNumber" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "term" TEXT NOT NULL,
    "letter" TEXT NOT NULL,
    "file" BLOB,
    "points" INTEGER,

    PRIMARY KEY ("assignmentId", "studentId"),
    CONSTRAINT "Submission_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Submission_studentId_departmentId_courseNumber_year_term_letter_fkey" FOREIGN KEY ("studentId", "departmentId", "courseNumber", "year", "term", "letter") REFERENCES "Enrollment" ("studentId", "departmentId", "courseNumber", "year", "term", "letter") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Thesis" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "studentId" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "supervisorId" INTEGER NOT NULL,
    "reviewerId" INTEGER,
    "grade" TEXT NOT NULL DEFAULT 'I',
    CONSTRAINT "Thesis_studentId_fkey" FOREIGN KEY ("studentId") REFERENCES "Student" ("personId") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Thesis_supervisorId_fkey" FOREIGN KEY ("supervisorId") REFERENCES "Teacher" ("personId") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Thesis_reviewerId_fkey" FOREIGN KEY ("reviewerId") REFERENCES "Teacher" ("personId") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Scholarship" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "amount" DECIMAL NOT NULL
);

-- CreateTable
CREATE TABLE "Tuition" (
    "studentId" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "term" TEXT NOT NULL,
    "amount" DECIMAL NOT NULL,
    "paid" BOOLEAN NOT NULL DEFAULT false,

    PRIMARY KEY ("studentId", "year", "term"),
    CONSTRAINT "Tuition_studentId_fkey" FOREIGN KEY ("studentId") REFERENCES "Student" ("personId") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Payment" (
    "id" BIGINT NOT NULL PRIMARY KEY,
    "studentId" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "term" TEXT NOT NULL,
    "amount" DECIMAL NOT NULL,
    "at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Payment_studentId_year_term_fkey" FOREIGN KEY ("studentId", "year", "term") REFERENCES "Tuition" ("studentId", "year", "term") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Housing" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "studentId" INTEGER,
    "hall" TEXT NOT NULL,
    "room" INTEGER NOT NULL,
    CONSTRAINT "Housing_studentId_fkey" FOREIGN KEY ("studentId") REFERENCES "Student" ("personId") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Project" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "labId" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    CONSTRAINT "Project_labId_fkey" FOREIGN KEY ("labId") REFERENCES "Lab" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Grant" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "funder" TEXT NOT NULL,
    "amount" DECIMAL NOT NULL
);

-- CreateTable
CREATE TABLE "Publication" (
    "doi" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "year" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "Authorship" (
    "doi" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "teacherId" INTEGER NOT NULL,

    PRIMARY KEY ("doi", "position"),
    CONSTRAINT "Authorship_doi_fkey" FOREIGN KEY ("doi") REFERENCES "Publication" ("doi") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Authorship_teacherId_fkey" FOREIGN KEY ("teacherId") REFERENCES "Teacher" ("personId") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Book" (
    "isbn" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Copy" (
    "isbn" TEXT NOT NULL,
    "number" INTEGER NOT NULL,

    PRIMARY KEY ("isbn", "number"),
    CONSTRAINT "Copy_isbn_fkey" FOREIGN KEY ("isbn") REFERENCES "Book" ("isbn") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Loan" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "isbn" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "personId" INTEGER NOT NULL,
    "taken" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "returned" DATETIME,
    CONSTRAINT "Loan_isbn_number_fkey" FOREIGN KEY ("isbn", "number") REFERENCES "Copy" ("isbn", "number") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Loan_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Fine" (
    "loanId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "personId" INTEGER NOT NULL,
    "amount" DECIMAL NOT NULL,
    CONSTRAINT "Fine_loanId_fkey" FOREIGN KEY ("loanId") REFERENCES "Loan" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Fine_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Club" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Event" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "clubId" INTEGER,
    "title" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "Event_clubId_fkey" FOREIGN KEY ("clubId") REFERENCES "Club" ("id") ON DELETE CASCADE ON UPDATE RESTRICT
);

-- CreateTable
CREATE TABLE "Note" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "aboutId" INTEGER NOT NULL,
    "byId" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    CONSTRAINT "Note_aboutId_fkey" FOREIGN KEY ("aboutId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Note_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person" ("id") ON DELETE NO ACTION ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "_follows" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,
    CONSTRAINT "_follows_A_fkey" FOREIGN KEY ("A") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_follows_B_fkey" FOREIGN KEY ("B") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "_ProjectToPublication" (
    "A" INTEGER NOT NULL,
    "B" TEXT NOT NULL,
    CONSTRAINT "_ProjectToPublication_A_fkey" FOREIGN KEY ("A") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_ProjectToPublication_B_fkey" FOREIGN KEY ("B") REFERENCES "Publication" ("doi") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "_GrantToProject" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,
    CONSTRAINT "_GrantToProject_A_fkey" FOREIGN KEY ("A") REFERENCES "Grant" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_GrantToProject_B_fkey" FOREIGN KEY ("B") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "_citations" (
    "A" TEXT NOT NULL,
    "B" TEXT NOT NULL,
    CONSTRAINT "_citations_A_fkey" FOREIGN KEY ("A") REFERENCES "Publication" ("doi") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_citations_B_fkey" FOREIGN KEY ("B") REFERENCES "Publication" ("doi") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "_members" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,
    CONSTRAINT "_members_A_fkey" FOREIGN KEY ("A") REFERENCES "Club" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_members_B_fkey" FOREIGN KEY ("B") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "_leaders" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,
    CONSTRAINT "_leaders_A_fkey" FOREIGN KEY ("A") REFERENCES "Club" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_leaders_B_fkey" FOREIGN KEY ("B") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "Lab_headId_key" ON "Lab"("headId");

-- CreateIndex
CREATE UNIQUE INDEX "Faculty_name_key" ON "Faculty"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Faculty_deanId_key" ON "Faculty"("deanId");

-- CreateIndex
CREATE UNIQUE INDEX "Department_code_key" ON "Department"("code");

-- CreateIndex
CREATE UNIQUE INDEX "Department_facultyId_name_key" ON "Department"("facultyId", "name");

-- CreateIndex
CREATE INDEX "Expense_departmentId_year_idx" ON "Expense"("departmentId", "year");

-- CreateIndex
CREATE UNIQUE INDEX "Person_email_key" ON "Person"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Contact_personId_key" ON "Contact"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Student_number_key" ON "Student"("number");

-- CreateIndex
CREATE UNIQUE INDEX "Office_teacherId_key" ON "Office"("teacherId");

-- CreateIndex
CREATE UNIQUE INDEX "Program_departmentId_name_key" ON "Program"("departmentId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Course_departmentId_title_key" ON "Course"("departmentId", "title");

-- CreateIndex
CREATE UNIQUE INDEX "Meeting_campusCode_buildingNumber_roomNumber_year_term_weekday_minute_key" ON "Meeting"("campusCode", "buildingNumber", "roomNumber", "year", "term", "weekday", "minute");

-- CreateIndex
CREATE UNIQUE INDEX "Thesis_studentId_key" ON "Thesis"("studentId");

-- CreateIndex
CREATE UNIQUE INDEX "Scholarship_name_key" ON "Scholarship"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Housing_studentId_key" ON "Housing"("studentId");

-- CreateIndex
CREATE UNIQUE INDEX "Housing_hall_room_key" ON "Housing"("hall", "room");

-- CreateIndex
CREATE UNIQUE INDEX "Authorship_doi_teacherId_key" ON "Authorship"("doi", "teacherId");

-- CreateIndex
CREATE UNIQUE INDEX "Club_name_key" ON "Club"("name");

-- CreateIndex
CREATE UNIQUE INDEX "_follows_AB_unique" ON "_follows"("A", "B");

-- CreateIndex
CREATE INDEX "_follows_B_index" ON "_follows"("B");

-- CreateIndex
CREATE UNIQUE INDEX "_ProjectToPublication_AB_unique" ON "_ProjectToPublication"("A", "B");

-- CreateIndex
CREATE INDEX "_ProjectToPublication_B_index" ON "_ProjectToPublication"("B");

-- CreateIndex
CREATE UNIQUE INDEX "_GrantToProject_AB_unique" ON "_GrantToProject"("A", "B");

-- CreateIndex
CREATE INDEX "_GrantToProject_B_index" ON "_GrantToProject"("B");

-- CreateIndex
CREATE UNIQUE INDEX "_citations_AB_unique" ON "_citations"("A", "B");

-- CreateIndex
CREATE INDEX "_citations_B_index" ON "_citations"("B");

-- CreateIndex
CREATE UNIQUE INDEX "_members_AB_unique" ON "_members"("A", "B");

-- CreateIndex
CREATE INDEX "_members_B_index" ON "_members"("B");

-- CreateIndex
CREATE UNIQUE INDEX "_leaders_AB_unique" ON "_leaders"("A", "B");

-- CreateIndex
CREATE INDEX "_leaders_B_index" ON "_leaders"("B");
