#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tenon/sql/migrate/sqlite/database.hpp>
#include <tenon/sql/migrate/sqlite/script_statement.hpp>

#include "sql/migrate/support.hpp"

/// How a script of SQLite runs: as one transaction.
namespace tenon::sql::migrate::sqlite {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;

class Script : public testing::Test {
 protected:
  std::string failure(const std::string& script) {
    try {
      database_->execute(script);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), "script_failed");
      return error.detail();
    }
    return {};
  }
  std::string value(const std::string& query) { return test::value(*database_, query); }
  std::string tables() { return value("SELECT group_concat(name) FROM sqlite_master WHERE type = 'table'"); }

  std::unique_ptr<Database> database_ = open_in_memory();
};

TEST_F(Script, NothingIsDoneUnlessAllOfItIs) {
  EXPECT_EQ(failure("CREATE TABLE a (x);\nINSERT INTO a VALUES (1);\n  INSERT INTO nope VALUES (1);"),
            "no such table: nope, at line 3, column 3. Nothing of the script was done.");
  EXPECT_EQ(tables(), "");
  EXPECT_EQ(failure("CREATE TABLE a (x UNIQUE);\n-- twice\nINSERT INTO a VALUES (1), (1);"),
            "UNIQUE constraint failed: a.x, at line 3, column 1. Nothing of the script was done.");
  EXPECT_EQ(tables(), "");
  EXPECT_EQ(failure("CREATE TABLE a (x); nonsense"),
            "near \"nonsense\": syntax error, at line 1, column 21. Nothing of the script was done.");
  EXPECT_EQ(tables(), "");
}

TEST_F(Script, AMistypedColumnIsNoText) {
  database_->execute("CREATE TABLE a (notes TEXT); INSERT INTO a VALUES ('x');");
  for (const char* script :
       {"UPDATE a SET notes = \"note\"", "CREATE TABLE b AS SELECT \"note\" FROM a", "CREATE INDEX i ON a (\"note\")",
        "CREATE TABLE b (notes TEXT CHECK (\"note\" <> ''))", "DELETE FROM a WHERE \"note\" = 'note'"}) {
    EXPECT_THAT(failure(script), ContainsRegex("no such column: \"?note")) << script;  // from 3.46 on as it was written
  }
  EXPECT_EQ(value("SELECT notes FROM a"), "x");
}

TEST_F(Script, ANulByteIsAFaultWithItsPlace) {
  using namespace std::string_literals;
  EXPECT_THAT(failure("CREATE TABLE a (x);\n\0CREATE TABLE b (x);"s), HasSubstr("a NUL byte"));
  EXPECT_THAT(failure("CREATE TABLE a (x);\n\0"s), HasSubstr("line 2, column 1"));
  EXPECT_THAT(failure("\xff\xfe"s + "C\0R\0E\0"s), HasSubstr("UTF-8"));
  EXPECT_EQ(tables(), "");
}

TEST_F(Script, AByteOrderMarkIsNone) {
  EXPECT_EQ(failure("\xEF\xBB\xBF"
                    "CREATE TABLE a (x);"),
            "");
  EXPECT_EQ(tables(), "a");
}

TEST_F(Script, WhatItLeavesOpenIsAFault) {
  for (const char* script :
       {"CREATE TABLE a (x);\nBEGIN;\nINSERT INTO a VALUES (1);", "BEGIN; COMMIT;\nSAVEPOINT s;",
        "BEGIN; COMMIT;\nSAVEPOINT s; SAVEPOINT t; RELEASE t;", "SELECT 1;\nBEGIN; SAVEPOINT s; RELEASE s;"}) {
    EXPECT_THAT(failure(script), HasSubstr("does not end it, at line 2, column 1")) << script;
    EXPECT_EQ(tables(), "");
  }
}

TEST_F(Script, ItsOwnTransactionsWorkAsTheyDoAlone) {
  database_->execute(
      "CREATE TABLE a (x); BEGIN; INSERT INTO a VALUES (1); COMMIT; BEGIN IMMEDIATE TRANSACTION; INSERT INTO a VALUES "
      "(2); ROLLBACK; SAVEPOINT s; INSERT INTO a VALUES (3); SAVEPOINT \"S\"; INSERT INTO a VALUES (4); ROLLBACK TO s; "
      "INSERT INTO a VALUES (5); RELEASE SAVEPOINT s; RELEASE s; BEGIN; SAVEPOINT t; INSERT INTO a VALUES (6); END;");
  EXPECT_EQ(value("SELECT group_concat(x) FROM a"), "1,3,5,6");
  EXPECT_THAT(failure("COMMIT"), HasSubstr("no transaction is active"));
  EXPECT_THAT(failure("ROLLBACK"), HasSubstr("no transaction is active"));
  EXPECT_THAT(failure("BEGIN; BEGIN;"), HasSubstr("within a transaction, at line 1, column 8"));
  EXPECT_THAT(failure("SAVEPOINT s; BEGIN;"), HasSubstr("within a transaction"));
  EXPECT_THAT(failure("SAVEPOINT s; RELEASE t;"), HasSubstr("no such savepoint: t"));
  EXPECT_THAT(failure("BEGIN; INSERT INTO a VALUES (7); COMMIT; SELECT nope;"), HasSubstr("Nothing of the script"));
  EXPECT_EQ(value("SELECT count(*) FROM a"), "4");
}

TEST_F(Script, ForeignKeysAreSwitchedWhereItSays) {
  database_->execute(
      "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p INT REFERENCES p ON DELETE CASCADE);"
      "INSERT INTO p VALUES (1), (2), (3); INSERT INTO c VALUES (1), (2), (3);");
  database_->execute(
      "DELETE FROM p WHERE id = 1; PRAGMA foreign_keys=OFF; DELETE FROM p WHERE id = 2; INSERT INTO p VALUES (2); "
      "PRAGMA foreign_keys = on; DELETE FROM p WHERE id = 3; BEGIN; PRAGMA foreign_keys=OFF; COMMIT;");
  EXPECT_EQ(value("SELECT group_concat(p) FROM c"), "2");
  EXPECT_EQ(value("PRAGMA foreign_keys"), "1");
}

TEST_F(Script, RowsThatReferToNoneAreRefusedUnlessTheyDidBefore) {
  database_->execute(
      "PRAGMA foreign_keys=OFF; CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (a INT REFERENCES p, b INT);"
      "CREATE TABLE broken (x REFERENCES p (nowhere));"
      "INSERT INTO c VALUES (NULL, 8), (NULL, 9), (NULL, NULL);");
  const std::string add =
      "PRAGMA foreign_keys=OFF;\nCREATE TABLE n (a INT REFERENCES p, b INT REFERENCES p (id));\n"
      "INSERT INTO n SELECT * FROM c;\nDROP TABLE c;\nALTER TABLE n RENAME TO c;\nPRAGMA foreign_keys=ON;";
  EXPECT_THAT(failure(add), HasSubstr("2 rows of `c` refer by `b` to `p`, where there is no such row, at line 1"));
  EXPECT_EQ(value("SELECT count(*) FROM c"), "3");
  database_->execute("UPDATE c SET b = NULL");
  database_->execute(add);
  EXPECT_THAT(failure("INSERT INTO c (b) VALUES (9)"), HasSubstr("FOREIGN KEY"));
}

TEST_F(Script, AKeyThatIsCheckedAtTheEndIsCheckedAtTheEndOfEachStatement) {
  database_->execute(
      "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p INT REFERENCES p DEFERRABLE INITIALLY DEFERRED);");
  EXPECT_THAT(failure("INSERT INTO c VALUES (1);"), HasSubstr("FOREIGN KEY constraint failed"));
  EXPECT_THAT(failure("BEGIN; INSERT INTO c VALUES (1);\nCOMMIT; INSERT INTO p VALUES (1);"), HasSubstr("line 2"));
  EXPECT_THAT(failure("INSERT INTO c VALUES (1);\nPRAGMA foreign_keys=OFF;"), HasSubstr("line 2"));
  EXPECT_EQ(failure("BEGIN; INSERT INTO c VALUES (1); INSERT INTO p VALUES (1); COMMIT;"), "");
}

TEST_F(Script, WhatCannotRunInATransactionCommitsWhatStandsBefore) {
  test::TemporaryFolder folder;
  database_ = open_file((folder.path() / "test.db").string());
  EXPECT_EQ(failure("CREATE TABLE a (x);\nVACUUM;\nCREATE TABLE b (x);\nSELECT nope;"),
            "no such column: nope, at line 4, column 8. What stands before line 2, column 8 is done, because `VACUUM` "
            "cannot run within a transaction; nothing behind it is.");
  EXPECT_EQ(tables(), "a");
  EXPECT_EQ(failure("PRAGMA journal_mode=WAL; CREATE TABLE b (x); PRAGMA wal_checkpoint; PRAGMA synchronous=FULL"), "");
  EXPECT_EQ(value("PRAGMA journal_mode"), "wal");
  EXPECT_EQ(tables(), "a,b");
}

TEST_F(Script, ItsFrameHappensWithItOrNotAtAll) {
  database_->execute("CREATE TABLE log (x)");
  const ScriptFrame frame{[&] { database_->query("INSERT INTO log VALUES ('first')"); },
                          [&] { database_->query("INSERT INTO log VALUES ('last')"); },
                          {}};
  EXPECT_EQ(test::code_of([&] { database_->execute("SELECT nope", frame); }), "script_failed");
  EXPECT_EQ(value("SELECT count(*) FROM log"), "0");
  database_->execute("INSERT INTO log VALUES ('script')", frame);
  EXPECT_EQ(value("SELECT group_concat(x) FROM log"), "first,script,last");
}

TEST_F(Script, ARenameThatWouldLeaveViewsWithoutTheirTableFails) {
  database_->execute(
      "CREATE TABLE a (x); CREATE VIEW v AS SELECT x FROM a; CREATE VIEW gone AS SELECT y FROM nowhere;");
  EXPECT_THAT(failure("ALTER TABLE a RENAME TO b"), HasSubstr("error in view gone"));
  EXPECT_EQ(tables(), "a");
  database_->execute("DROP VIEW gone; ALTER TABLE a RENAME TO b;");
  EXPECT_EQ(value("SELECT count(*) FROM v"), "0");
}

TEST_F(Script, ARenameThatTakesForeignKeysWithItFails) {
  database_->execute(
      "CREATE TABLE users (id INTEGER PRIMARY KEY); CREATE TABLE posts (u INT REFERENCES users);"
      "CREATE TABLE early (x INT REFERENCES nothing_yet);");
  EXPECT_THAT(failure("PRAGMA foreign_keys=off; ALTER TABLE users RENAME TO users_old; CREATE TABLE users (id INTEGER "
                      "PRIMARY KEY, n INT); DROP TABLE users_old;"),
              HasSubstr("the foreign keys of `posts` refer to `users_old`, which is gone"));
  EXPECT_EQ(failure("ALTER TABLE users RENAME TO people; CREATE TABLE late (x INT REFERENCES nowhere);"), "");
  database_->execute("INSERT INTO people VALUES (1); INSERT INTO posts VALUES (1);");
}

TEST_F(Script, OneThatWaitsTooLongForOthersIsUnavailable) {
  test::TemporaryFolder folder;
  const std::string path = (folder.path() / "test.db").string();
  auto other = open_file(path);
  database_ = open_file(path);
  database_->query("PRAGMA busy_timeout=10");
  other->query("BEGIN IMMEDIATE");
  EXPECT_EQ(test::code_of([&] { database_->execute("CREATE TABLE a (x)"); }), "database_busy");
}

TEST_F(Script, OneThatBeginsOutsideOfTransactionsIsUnavailableToo) {
  test::TemporaryFolder folder;
  const std::string path = (folder.path() / "test.db").string();
  auto other = open_file(path);
  other->query("PRAGMA journal_mode=WAL");
  other->execute("CREATE TABLE log (x)");
  database_ = open_file(path);
  database_->query("PRAGMA busy_timeout=10");
  const ScriptFrame frame{[&] { database_->query("INSERT INTO log VALUES ('first')"); }, {}, {}};
  const std::string script = "-- the old mode\nPRAGMA journal_mode=DELETE;\nCREATE TABLE b (x);";
  EXPECT_EQ(test::code_of([&] { database_->execute(script, frame); }), "database_busy");
  EXPECT_EQ(value("SELECT count(*) FROM log"), "0") << "nothing was done";
  EXPECT_EQ(test::code_of([&] { database_->execute("CREATE TABLE c (x);" + script, frame); }), "script_failed");
  EXPECT_EQ(value("SELECT count(*) FROM log"), "1") << "what stands before is done";
  other.reset();
  database_->execute(script, frame);
  EXPECT_EQ(tables(), "log,c,b");
  EXPECT_EQ(value("SELECT count(*) FROM log"), "2");
}

TEST_F(Script, OneThatCannotGoOnIsNotUnavailableOnceSomethingIsDone) {
  EXPECT_EQ(failure("CREATE TABLE a (x);\nPRAGMA query_only=ON;\nPRAGMA synchronous=FULL;\nCREATE TABLE b (x);"),
            "attempt to write a readonly database, at line 3, column 25. What stands before line 3, column 25 is done, "
            "because `PRAGMA synchronous` cannot run within a transaction; nothing behind it is.");
  database_->execute("CREATE TABLE b (x)");
  EXPECT_EQ(tables(), "a,b") << "the next script can write";
}

TEST(ScriptStatement, IsToldByItsFirstWords) {
  auto kind = [](std::string_view text) { return read_statement(text).kind; };
  EXPECT_EQ(kind("begin"), StatementKind::begin);
  EXPECT_EQ(kind("/* BEGIN */ -- COMMIT\n END transaction"), StatementKind::commit);
  EXPECT_EQ(kind("ROLLBACK; TO x"), StatementKind::roll_back);
  EXPECT_EQ(kind("ROLLBACK TRANSACTION TO SAVEPOINT a"), StatementKind::roll_back_to);
  EXPECT_EQ(kind("CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END"), StatementKind::other);
  EXPECT_EQ(kind("PRAGMA foreign_keys"), StatementKind::other);
  EXPECT_EQ(kind("PRAGMA main . foreign_keys (off)"), StatementKind::foreign_keys);
  EXPECT_EQ(kind("PRAGMA journal_mode"), StatementKind::other);
  EXPECT_EQ(kind("pragma Journal_Mode='wal'"), StatementKind::outside);
  EXPECT_EQ(kind("ALTER TABLE a RENAME COLUMN b TO c"), StatementKind::other);
  EXPECT_EQ(kind("SELECT '"), StatementKind::other);
  EXPECT_EQ(kind(""), StatementKind::other);
  EXPECT_TRUE(read_statement("PRAGMA foreign_keys = TRUE").on);
  EXPECT_FALSE(read_statement("PRAGMA foreign_keys=0").on);
  EXPECT_EQ(read_statement("ALTER TABLE main.\"new_a\"\"b\" RENAME TO [x y]").name, "x y");
  EXPECT_EQ(read_statement("RELEASE SAVEPOINT").name, "SAVEPOINT");
  EXPECT_EQ(read_statement("ROLLBACK TO SAVEPOINT a").name, "a");
}

}  // namespace
}  // namespace tenon::sql::migrate::sqlite
