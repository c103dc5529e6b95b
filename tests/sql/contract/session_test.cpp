#include <gtest/gtest.h>

#include <array>
#include <stdexcept>
#include <vector>

#include <tenon/sql/detail/constraint_error.hpp>
#include <tenon/sql/detail/job.hpp>

#include "contract/contract.hpp"

namespace tenon::sql::testing {
namespace {

/// Keeps the first cell of each row, and throws at the row that it is told.
class Firsts final : public RowHandler {
 public:
  explicit Firsts(std::size_t throws_at = ~std::size_t{0}) noexcept : throws_at_(throws_at) {}
  bool on_row(std::span<const Cell> cells) override {
    if (values.size() == throws_at_) throw std::runtime_error("cannot be read");
    values.push_back(cells.front().integer());
    return true;
  }
  std::vector<std::int64_t> values;

 private:
  std::size_t throws_at_;
};

/// Engines by themselves, with statements that all of them understand.
class Sessions : public ContractOn {
 protected:
  Sessions() : ContractOn("model Item {\n  id Int @id\n  n Int\n}\n") { create("Item", R"({"id": 1, "n": 10})"); }

  template <class Function>
  void write(Function function) {
    detail::Job work(Scope::snapshot, std::move(function));
    run(db.client().engine().write(work));
  }
};

TEST_P(Sessions, RunStatementsTogetherInTheirOrder) {
  Firsts before;
  Firsts after;
  std::array<BatchStatement, 4> batch{
      {{.statement = {.text = R"(SELECT "n" FROM "Item" ORDER BY "id")"}, .rows = &before},
       {.statement = {.text = R"(UPDATE "Item" SET "n" = "n" + 1)"}},
       {.statement = {.text = R"(INSERT INTO "Item" VALUES (2, 20), (3, 30))"}},
       {.statement = {.text = R"(SELECT "n" FROM "Item" ORDER BY "id")"}, .rows = &after}}};
  write([&](Session& session) { return session.run_all(batch); });
  EXPECT_EQ(before.values, (std::vector<std::int64_t>{10}));
  EXPECT_EQ(after.values, (std::vector<std::int64_t>{11, 20, 30}));
  EXPECT_EQ(batch[1].changed, 1);
  EXPECT_EQ(batch[2].changed, 2);
  EXPECT_GE(batch[3].changed, 0);
}

TEST_P(Sessions, StopAtTheStatementThatFails) {
  Firsts rows;
  std::array<BatchStatement, 3> batch{{{.statement = {.text = R"(INSERT INTO "Item" VALUES (2, 20))"}},
                                       {.statement = {.text = R"(INSERT INTO "Item" VALUES (1, 0))"}},
                                       {.statement = {.text = R"(SELECT "n" FROM "Item")"}, .rows = &rows}}};
  EXPECT_THROW(write([&](Session& session) { return session.run_all(batch); }), detail::ConstraintError);
  EXPECT_EQ(batch[0].changed, 1);
  EXPECT_LT(batch[1].changed, 0);
  EXPECT_LT(batch[2].changed, 0);
  EXPECT_TRUE(rows.values.empty());
  EXPECT_EQ(ids("Item"), "1");
}

TEST_P(Sessions, UndoAWriteWhoseReaderFails) {
  Firsts rows(1);
  EXPECT_THROW(write([&](Session& session) -> Task<> {
                 co_await session.run({.text = R"(INSERT INTO "Item" VALUES (2, 20), (3, 30) RETURNING "id")"}, &rows);
               }),
               std::runtime_error);
  EXPECT_EQ(ids("Item"), "1");
  std::array<BatchStatement, 2> batch{{{.statement = {.text = R"(UPDATE "Item" SET "n" = 0 RETURNING "id")"}},
                                       {.statement = {.text = R"(INSERT INTO "Item" VALUES (4, 40))"}}}};
  Firsts none(0);
  batch[0].rows = &none;
  EXPECT_THROW(write([&](Session& session) { return session.run_all(batch); }), std::runtime_error);
  EXPECT_LT(batch[0].changed, 0);
  EXPECT_EQ(find_many("Item"), R"([{"id":1,"n":10}])");
}

TEST_P(Sessions, GoOnAfterAViolationIfTheySaySo) {
  bool is_usable = false;
  bool violated = false;
  const std::string failure = error_of([&] {
    write([&](Session& session) -> Task<> {
      try {
        co_await session.run({.text = R"(INSERT INTO "Item" VALUES (1, 0))"}, nullptr);
      } catch (const detail::ConstraintError& error) {
        violated = error.kind() == detail::ConstraintError::Kind::unique;
      }
      is_usable = session.is_usable_after_violation();
      if (!is_usable) throw Invalid("given_up", "The transaction is over.");
      co_await session.run({.text = R"(UPDATE "Item" SET "n" = 11)"}, nullptr);
    });
  });
  EXPECT_TRUE(violated);
  EXPECT_EQ(failure, is_usable ? "" : "invalid given_up");
  EXPECT_EQ(find_many("Item"), is_usable ? R"([{"id":1,"n":11}])" : R"([{"id":1,"n":10}])");
}

INSTANTIATE_TEST_SUITE_P(Engines, Sessions, ::testing::ValuesIn(test_engines()), name_of_engine);

}  // namespace
}  // namespace tenon::sql::testing
