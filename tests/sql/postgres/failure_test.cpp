#include <tenon/sql/postgres/failure.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/constraint_error.hpp>
#include <tenon/sql/write_conflict.hpp>

namespace tenon::sql::postgres {
namespace {

using detail::ConstraintError;

struct MeaningOfCode {
  const char* sqlstate;
  ErrorKind kind;
  const char* code;
};

constexpr MeaningOfCode meanings[] = {
    {"40001", ErrorKind::conflict, "write_conflict"},
    {"40P01", ErrorKind::conflict, "write_conflict"},
    {"22001", ErrorKind::invalid, "value_too_large"},
    {"54000", ErrorKind::invalid, "value_too_large"},
    {"22003", ErrorKind::invalid, "out_of_range"},
    {"22008", ErrorKind::invalid, "out_of_range"},
    {"22012", ErrorKind::invalid, "out_of_range"},
    {"22P02", ErrorKind::invalid, "wrong_type"},
    {"22P05", ErrorKind::invalid, "wrong_type"},
    {"57014", ErrorKind::timeout, "query_timeout"},
    {"25P04", ErrorKind::timeout, "transaction_timeout"},
    {"25P02", ErrorKind::unavailable, "transaction_lost"},
    {"25P03", ErrorKind::unavailable, "transaction_lost"},
    {"55P03", ErrorKind::unavailable, "database_busy"},
    {"53100", ErrorKind::unavailable, "database_full"},
    {"53300", ErrorKind::unavailable, "database_overloaded"},
    {"25006", ErrorKind::unavailable, "database_read_only"},
    {"08006", ErrorKind::unavailable, "database_unavailable"},
    {"28P01", ErrorKind::unavailable, "database_unavailable"},
    {"3D000", ErrorKind::unavailable, "database_unavailable"},
    {"57P01", ErrorKind::unavailable, "database_unavailable"},
    {"58030", ErrorKind::unavailable, "database_unavailable"},
    {"42P01", ErrorKind::internal, "database_schema"},
    {"42703", ErrorKind::internal, "database_schema"},
    {"42601", ErrorKind::internal, "database_error"},
    {"XX000", ErrorKind::internal, "database_error"},
    {"", ErrorKind::internal, "database_error"},
};

TEST(PostgresFailure, MeansWhatItsSqlstateSays) {
  for (const MeaningOfCode& meaning : meanings) {
    SCOPED_TRACE(meaning.sqlstate);
    try {
      throw_failure({.code = meaning.sqlstate, .message = "as the server tells"}, "UPDATE t");
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), meaning.kind);
      EXPECT_EQ(error.code(), meaning.code);
    }
  }
}

TEST(PostgresFailure, OfASumBeyondItsTypeIsNotTheCallersFault) {
  EXPECT_THROW(throw_failure({.code = "22003", .message = "bigint out of range"}, "SELECT sum(x)"), Internal);
}

TEST(PostgresFailure, OfAConstraintNamesItAndItsTable) {
  const std::pair<const char*, ConstraintError::Kind> kinds[] = {
      {"23505", ConstraintError::Kind::unique},      {"23503", ConstraintError::Kind::foreign_key},
      {"23001", ConstraintError::Kind::foreign_key}, {"23502", ConstraintError::Kind::not_null},
      {"23514", ConstraintError::Kind::check},       {"23P01", ConstraintError::Kind::exclusion},
  };
  for (const auto& [sqlstate, kind] : kinds) {
    try {
      throw_failure({.code = sqlstate, .message = "m", .table = "t", .column = "c", .constraint = "t_c_key"});
    } catch (const ConstraintError& error) {
      EXPECT_EQ(error.kind(), kind);
      EXPECT_EQ(error.table(), "t");
      EXPECT_EQ(error.columns(), std::vector<std::string>{"c"});
      EXPECT_EQ(error.constraint(), "t_c_key");
    }
  }
}

TEST(PostgresFailure, ShowsClientsNothingOfAConflictButSaysItInLogs) {
  try {
    throw_failure({.code = "40P01", .message = "deadlock detected", .detail = "Process 1 waits"}, "UPDATE t");
  } catch (const WriteConflict& error) {
    EXPECT_EQ(error.detail().find("deadlock"), std::string::npos);
    EXPECT_NE(std::string_view(error.what()).find("deadlock detected"), std::string_view::npos);
  }
}

TEST(PostgresFailure, NeverHoldsTheValuesOfRows) {
  try {
    throw_failure({.code = "XX000", .message = "m", .detail = "Key (email)=(a@x) is odd."});
  } catch (const Error& error) {
    EXPECT_EQ(std::string_view(error.what()).find("a@x"), std::string_view::npos);
  }
}

}  // namespace
}  // namespace tenon::sql::postgres
