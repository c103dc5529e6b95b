#include <tenon/sql/detail/violation.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include <tenon/async/run.hpp>

#include "support/database.hpp"

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
      async::run(loop_, detail::throw_violation(session, engine_->dialect(), model,
                                                ConstraintError(kind, table, {}, "message", constraint),
                                                written ? &columns : nullptr, where ? &everything : nullptr));
    } catch (const Error& error) {
      std::string text = std::string(to_string(error.kind())) + " " + error.code();
      for (const FieldError& field : error.fields()) text += " " + field.pointer;
      return {text, error.detail()};
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

TEST_F(NamedViolations, OfKeysThatTheModelDoesNotKnowNameTheConstraint) {
  const Told other = tell(Kind::unique, "Author", "Author", "lower_email", "id", false);
  EXPECT_EQ(other.error, "conflict unique_violation");
  EXPECT_EQ(other.detail, R"(Author violates the unique constraint "lower_email" of the table "Author".)");
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

TEST_F(NamedViolations, OfForeignKeysThatTheModelDoesNotKnowNameTheConstraint) {
  const Told unknown = tell(Kind::foreign_key, "Author", "Review", "reviewed_by", nullptr, true);
  EXPECT_EQ(unknown.error, "conflict foreign_key_violation");
  EXPECT_EQ(unknown.detail, R"(Author violates the foreign key "reviewed_by" of the table "Review".)");
  EXPECT_EQ(tell(Kind::foreign_key, "Author", "Review", "written_by", nullptr, true).error,
            "conflict foreign_key_violation");
  EXPECT_EQ(tell(Kind::foreign_key, "Book", "Book", "printed_by", "title", false).error,
            "invalid foreign_key_violation");
}

TEST_F(NamedViolations, WithoutANameAreToldWithoutAskingASpentSession) {
  const Told nameless = tell(Kind::foreign_key, "Book", "", "", "authorId", true);
  EXPECT_EQ(nameless.error, "conflict foreign_key_violation");
  EXPECT_EQ(nameless.detail, "Book violates a foreign key.");
}

}  // namespace
}  // namespace tenon::sql::testing
