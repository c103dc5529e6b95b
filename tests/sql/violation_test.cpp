#include <tenon/sql/detail/violation.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <tenon/async/run.hpp>
#include <tenon/sql/detail/row_writer.hpp>

#include "support/database.hpp"
#include "support/json_operations.hpp"

namespace tenon::sql::testing {
namespace {

using detail::ConstraintError;
using Kind = ConstraintError::Kind;

constexpr std::string_view named_schema = R"(
datasource db {
  provider = "postgresql"
}
model Author {
  id    Int    @id
  email String @unique @map("e_mail")
  books Book[]
}
model Book {
  id       Int     @id
  title    String
  edition  Int
  authorId Int
  author   Author  @relation(fields: [authorId], references: [id], map: "written_by")
  priorId  Int?
  prior    Book?   @relation("Editions", fields: [priorId], references: [id])
  later    Book[]  @relation("Editions")
  @@unique([title, edition], map: "one_of_a_kind")
}
)";

/// One of a database that has given up the transaction.
class SpentSession final : public Session {
 public:
  Task<std::int64_t> run(const Statement&, RowHandler*) override { throw std::logic_error("is not to be used"); }
  bool is_usable_after_violation() const noexcept override { return false; }
};

/// What becomes of the violation of a constraint that the engine calls by its name.
class NamedViolations : public ::testing::Test {
 protected:
  struct Told {
    std::string error;  // "conflict unique_violation /email"
    std::string detail;
    std::string logged;
  };

  /// `written`: the field that a write has set; `where`: it was about rows that were there.
  Told tell(Kind kind, const char* model_name, const char* table, const char* constraint, const char* written,
            bool where) {
    const schema::Model& model = *schema_.find_model(model_name);
    detail::WrittenColumns columns(engine_->dialect());
    if (written) columns.set(field_of(model, written), Cell::of_integer(7));
    const Where everything;
    SpentSession session;
    try {
      async::run(loop_,
                 detail::throw_violation(session, engine_->dialect(), model,
                                         ConstraintError(kind, table, {}, "violates \"secret_name\"", constraint),
                                         written ? &columns : nullptr, where ? &everything : nullptr));
    } catch (const Error& error) {
      std::string text = std::string(to_string(error.kind())) + " " + error.code();
      for (const FieldError& field : error.fields()) text += " " + field.pointer;
      return {text, error.detail(), error.what()};
    }
    return {};
  }

 private:
  schema::Schema schema_ = parse_schema(named_schema);
  std::shared_ptr<Engine> engine_ = open_test_engine();
  async::Loop loop_;
};

TEST_F(NamedViolations, OfKeysNameTheirFields) {
  EXPECT_EQ(tell(Kind::unique, "Author", "Author", "Author_e_mail_key", "id", false).error,
            "conflict unique_violation /email");
  EXPECT_EQ(tell(Kind::unique, "Author", "Author", "Author_pkey", "id", false).error, "conflict unique_violation /id");
  EXPECT_EQ(tell(Kind::unique, "Book", "", "one_of_a_kind", "id", false).error,
            "conflict unique_violation /title /edition");
}

TEST_F(NamedViolations, OfATableAreItsOwnWhateverTheCapitalLetters) {
  EXPECT_EQ(tell(Kind::unique, "Author", "AUTHOR", "Author_e_mail_key", "id", false).error,
            "conflict unique_violation /email");
}

TEST_F(NamedViolations, OfConstraintsThatTheModelDoesNotKnowNameThemInLogsAlone) {
  const Told other = tell(Kind::unique, "Author", "Author", "lower_email", "id", false);
  EXPECT_EQ(other.error, "conflict unique_violation");
  EXPECT_EQ(other.detail, "Author violates a unique constraint.");
  EXPECT_EQ(other.logged, R"(violates "secret_name")");
  const Told check = tell(Kind::check, "Author", "Author", "sane", "id", false);
  EXPECT_EQ(check.error, "invalid check_violation");
  EXPECT_EQ(check.detail, "Author violates a check constraint.");
  EXPECT_EQ(check.logged, R"(violates "secret_name")");
  EXPECT_EQ(tell(Kind::not_null, "Author", "Audit", "", "id", false).detail, "Author violates a not-null constraint.");
  // A trigger may write into a table with the same names.
  EXPECT_EQ(tell(Kind::unique, "Book", "Archive", "one_of_a_kind", "id", false).error, "conflict unique_violation");
  EXPECT_EQ(tell(Kind::unique, "Book", "", "", "id", false).detail, "Book violates a unique constraint.");
}

TEST_F(NamedViolations, OfForeignKeysNameTheEndThatIsWrong) {
  EXPECT_EQ(tell(Kind::foreign_key, "Book", "Book", "written_by", "authorId", false).error,
            "invalid foreign_key_violation /authorId");
  EXPECT_EQ(tell(Kind::foreign_key, "Book", "Book", "written_by", "authorId", true).error,
            "invalid foreign_key_violation /authorId");
  EXPECT_EQ(tell(Kind::foreign_key, "Author", "Book", "written_by", nullptr, true).error,
            "conflict foreign_key_violation /books");
  EXPECT_EQ(tell(Kind::foreign_key, "Author", "Book", "written_by", "id", true).error,
            "conflict foreign_key_violation /books");
}

TEST_F(NamedViolations, OfAModelThatRefersToItselfAreToldByWhatWasWritten) {
  EXPECT_EQ(tell(Kind::foreign_key, "Book", "Book", "Book_priorId_fkey", "priorId", true).error,
            "invalid foreign_key_violation /priorId");
  EXPECT_EQ(tell(Kind::foreign_key, "Book", "Book", "Book_priorId_fkey", "id", true).error,
            "conflict foreign_key_violation /later");
  EXPECT_EQ(tell(Kind::foreign_key, "Book", "Book", "Book_priorId_fkey", nullptr, true).error,
            "conflict foreign_key_violation /later");
}

TEST_F(NamedViolations, OfForeignKeysThatTheModelDoesNotKnowNameNoField) {
  const Told unknown = tell(Kind::foreign_key, "Author", "Review", "reviewed_by", nullptr, true);
  EXPECT_EQ(unknown.error, "conflict foreign_key_violation");
  EXPECT_EQ(unknown.detail, "Author violates a foreign key.");
  EXPECT_EQ(tell(Kind::foreign_key, "Author", "Review", "written_by", nullptr, true).error,
            "conflict foreign_key_violation");
  EXPECT_EQ(tell(Kind::foreign_key, "Book", "Book", "printed_by", "title", false).error,
            "invalid foreign_key_violation");
}

TEST_F(NamedViolations, FoundBehindTheLastOfManyRowsAreToldOfThatOne) {
  /// An engine that checks when it has run all.
  class LateSession final : public Session {
   public:
    Task<std::int64_t> run(const Statement&, RowHandler*) override { throw std::logic_error("is not to be used"); }
    Task<> run_all(std::span<BatchStatement> statements) override {
      for (BatchStatement& each : statements) each.changed = 1;
      throw ConstraintError(Kind::unique, "Author", {}, "message", "Author_e_mail_key");
    }
    bool is_usable_after_violation() const noexcept override { return false; }
  };
  const schema::Schema schema = parse_schema(named_schema);
  const schema::Model& author = *schema.find_model("Author");
  const std::shared_ptr<Engine> engine = open_test_engine();
  const detail::Plans plans(schema, engine->dialect());
  LateSession session;
  std::vector<Data> rows(2);
  for (Data& row : rows) {
    row.set(field_of(author, "id"), 1);
    row.set(field_of(author, "email"), Value("a@x"));
  }
  async::Loop loop;
  EXPECT_EQ(error_of([&] { async::run(loop, detail::RowWriter(session, plans, {}).create_many(author, rows, false)); }),
            "conflict unique_violation /1/email");
}

TEST_F(NamedViolations, WithoutANameAreToldWithoutAskingASpentSession) {
  const Told nameless = tell(Kind::foreign_key, "Book", "", "", "authorId", true);
  EXPECT_EQ(nameless.error, "conflict foreign_key_violation");
  EXPECT_EQ(nameless.detail, "Book violates a foreign key.");
}

}  // namespace
}  // namespace tenon::sql::testing
