#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/base/decimal.hpp>
#include <tenon/base/time.hpp>

#include "support/database.hpp"
#include "support/json_operations.hpp"

namespace tenon::sql::testing {
namespace {

/// A field's type as a schema writes it, values in their order, each as it is read again, and whether the server
/// compares them.
struct NativeType {
  const char* type;
  std::vector<Value> values;
  bool is_compared = true;

  friend void PrintTo(const NativeType& native, std::ostream* out) { *out << native.type; }
};

Instant instant(const char* text) { return *parse_instant(text); }
Decimal decimal(const char* text) { return *Decimal::parse(text); }

std::vector<NativeType> native_types() {
  return {
      {"String", {"", "A", "a' \\ \"", "€"}},
      {"String @db.VarChar(5)", {"", "abc", "abcde"}},
      {"String @db.Char(3)", {"abc", "abd"}},
      {"String @db.Bit(3)", {"001", "110"}},
      {"String @db.VarBit(9)", {"", "101", "101010101"}},
      {"String @db.Uuid", {"00000000-0000-4000-8000-000000000000", "ffffffff-ffff-4fff-8fff-ffffffffffff"}},
      {"String @db.Xml", {"<a/>", "<b>€</b>"}, false},
      {"String @db.Inet", {"10.0.0.0/8", "10.0.0.1", "::1"}},
      {"Boolean", {false, true}},
      {"Int", {-2147483648LL, 0, 2147483647}},
      {"Int @db.SmallInt", {-32768, 0, 32767}},
      {"Int @db.Oid", {0, 2147483647}},
      {"BigInt", {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}},
      {"Float", {-1.7976931348623157e308, 0.1, 5e300}},
      {"Float @db.Real", {-1e30, 0.1, 3.4028235e38}},
      {"Decimal",
       {decimal("-12345678901234567890.12345678901234567890"), decimal("0"), decimal("12.5"), decimal("1000000")}},
      {"Decimal @db.Decimal(10, 2)", {decimal("-99999999.99"), decimal("0.1")}},
      {"Decimal @db.Money", {decimal("-1000.5"), decimal("0.01")}},
      {"DateTime",
       {instant("0001-01-01T00:00:00Z"), instant("2024-02-29T23:59:59.999Z"), instant("9999-12-31T23:59:59.999Z")}},
      {"DateTime @db.Timestamp(6)", {instant("2024-02-29T23:59:59.999999Z"), instant("2024-03-01T00:00:00Z")}},
      {"DateTime @db.Timestamp(0)", {instant("2024-02-29T23:59:59Z"), instant("2024-03-01T00:00:00Z")}},
      {"DateTime @db.Timestamptz", {instant("2024-02-29T23:59:59.999999Z"), instant("2024-03-01T00:00:00Z")}},
      {"DateTime @db.Date", {instant("2024-02-29T00:00:00Z"), instant("2024-03-01T00:00:00Z")}},
      {"DateTime @db.Time(3)", {instant("1970-01-01T00:00:00Z"), instant("1970-01-01T23:59:59.999Z")}},
      {"DateTime @db.Timetz(6)", {instant("1970-01-01T00:00:00Z"), instant("1970-01-01T23:59:59.999999Z")}},
      {"Json", {JsonText{R"({"a": [1, null]})"}, JsonText{"null"}}, false},
      {"Json @db.Json", {JsonText{R"({"a":[1, null]})"}, JsonText{"null"}}, false},
      {"Bytes", {Blob{}, Blob{std::string("\0\xff", 2)}}},
      {"Level", {"LOW", "HIGH"}},
  };
}

constexpr std::string_view levels = "enum Level {\n  LOW @map(\"low 'level'\")\n  HIGH\n  @@map(\"the levels\")\n}\n";

std::string schema_with(const std::string& models) {
  return with_datasource(sqlite_engine(), std::string(levels) + models);
}

class NativeTypes : public ::testing::TestWithParam<NativeType> {
 protected:
  NativeTypes() : db_(schema_with(models())) {
    int id = 0;
    for (const Value& value : GetParam().values) {
      Data data;
      data.set(db_.field("Box", "id"), ++id);
      data.set(field_, value);
      db_.run(db_.client().create(box_, data));
    }
  }

  /// The type with `?` before its attribute.
  static std::string models() {
    std::string type = GetParam().type;
    type.insert(std::min(type.find(' '), type.size()), "?");
    return "model Box {\n  id Int @id\n  value " + type + "\n}\n";
  }
  /// The ids of what a condition holds for.
  std::vector<Value> ids(const Where& where) {
    FindMany query{.where = where, .order_by = {{.field = &db_.field("Box", "id")}}};
    const Rows rows = db_.run(db_.client().find_many(box_, std::move(query)));
    std::vector<Value> found;
    for (std::size_t i = 0; i < rows.size(); ++i) found.push_back(rows[i].value("id"));
    return found;
  }

  Database db_;
  const schema::Model& box_ = db_.model("Box");
  const schema::Field& field_ = db_.field("Box", "value");
};

TEST_P(NativeTypes, ComeBackAsTheyWereWritten) {
  const Rows rows = db_.run(db_.client().find_many(box_, {.order_by = {{.field = &db_.field("Box", "id")}}}));
  ASSERT_EQ(rows.size(), GetParam().values.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    EXPECT_EQ(rows[i].value("value"), GetParam().values[i]) << rows.to_json();
  Data data;
  data.set(field_, GetParam().values.back());
  EXPECT_EQ(db_.run(db_.client().update_many(box_, {}, data)), static_cast<std::int64_t>(rows.size()));
  data = {};
  data.set(field_, nullptr);
  EXPECT_EQ(db_.run(db_.client().update_many(box_, {}, data)), static_cast<std::int64_t>(rows.size()));
  EXPECT_EQ(ids(Where::null(field_)).size(), rows.size());
}

TEST_P(NativeTypes, AreFoundByTheirValues) {
  if (!GetParam().is_compared) GTEST_SKIP() << "the server does not compare them";
  const std::vector<Value>& values = GetParam().values;
  for (std::size_t i = 0; i < values.size(); ++i) {
    EXPECT_EQ(ids(Where::compare(field_, Comparison::equals, values[i])), std::vector<Value>{static_cast<int>(i) + 1});
  }
  EXPECT_EQ(ids(Where::among(field_, Comparison::in, values)).size(), values.size());
  EXPECT_EQ(ids(Where::among(field_, Comparison::not_in, {values.front(), values.back()})).size(), values.size() - 2);
  EXPECT_EQ(ids(Where::compare(field_, Comparison::gt, values.front())).size(), values.size() - 1);
}

TEST_P(NativeTypes, AreAPlaceInTheirOrder) {
  if (!GetParam().is_compared) GTEST_SKIP() << "the server does not compare them";
  const Unique second{.key = &*box_.primary_key, .values = {2}};
  const Rows rows =
      db_.run(db_.client().find_many(box_, {.order_by = {{.field = &field_}}, .take = 10, .cursor = second}));
  EXPECT_EQ(rows.size(), GetParam().values.size() - 1);
  const Rows first = db_.run(db_.client().find_many(box_, {.order_by = {{.field = &field_}}, .take = 1}));
  ASSERT_EQ(first.size(), 1u);
  const Rows behind =
      db_.run(db_.client().find_many(box_, {.order_by = {{.field = &field_}}, .take = 10, .after = first.position(0)}));
  EXPECT_EQ(behind.size(), GetParam().values.size() - 1);
}

TEST_P(NativeTypes, AreKeysOfRelations) {
  if (!GetParam().is_compared) GTEST_SKIP() << "the server does not compare them";
  const std::string type = GetParam().type;
  Database db(schema_with("model Parent {\n  id " + type.substr(0, type.find(' ')) + " @id" +
                          (type.find(' ') == std::string::npos ? "" : type.substr(type.find(' '))) +
                          "\n  children Child[]\n}\nmodel Child {\n  id Int @id\n  parentId " + type +
                          "\n  parent Parent @relation(fields: [parentId], references: [id])\n}\n"));
  int id = 0;
  for (const Value& value : GetParam().values) {
    Data parent;
    parent.set(db.field("Parent", "id"), value);
    db.run(db.client().create(db.model("Parent"), parent));
    Data child;
    child.set(db.field("Child", "id"), ++id);
    child.set(db.field("Child", "parentId"), value);
    db.run(db.client().create(db.model("Child"), child));
  }
  FindMany query;
  query.selection = Selection::of(db.model("Parent"), {"id", "children"});
  const Rows rows = db.run(db.client().find_many(db.model("Parent"), std::move(query)));
  ASSERT_EQ(rows.size(), GetParam().values.size());
  for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(rows[i].related("children").size(), 1u) << rows.to_json();
}

INSTANTIATE_TEST_SUITE_P(, NativeTypes, ::testing::ValuesIn(native_types()), [](const auto& info) {
  std::string name;
  for (const char* c = info.param.type; *c; ++c) {
    if (std::isalnum(static_cast<unsigned char>(*c))) name += *c;
  }
  return name;
});

/// What a type makes of values that it cannot keep.
class NativeTypeErrors : public ::testing::Test {
 protected:
  std::string error_with(const char* name, const Value& value) {
    Data data;
    data.set(db_.field("Box", "id"), 1);
    data.set(db_.field("Box", name), value);
    return error_of([&] { db_.run(db_.client().create(db_.model("Box"), data)); });
  }

  Database db_{
      schema_with("model Box {\n  id Int @id\n  text String?\n  short String? @db.VarChar(3)\n"
                  "  uuid String? @db.Uuid\n  inet String? @db.Inet\n  bit String? @db.Bit(3)\n"
                  "  small Int? @db.SmallInt\n  oid Int? @db.Oid\n  real Float? @db.Real\n"
                  "  cost Decimal? @db.Decimal(4, 2)\n  json Json?\n}\n")};
};

TEST_F(NativeTypeErrors, AreToldBeforeTheStatementWhereTheyAreKnown) {
  EXPECT_EQ(error_with("text", std::string("a\0b", 3)), "invalid wrong_type /text");
  EXPECT_EQ(error_with("uuid", "12345"), "invalid wrong_type /uuid");
  EXPECT_EQ(error_with("small", 32768), "invalid out_of_range /small");
  EXPECT_EQ(error_with("oid", -1), "invalid out_of_range /oid");
  EXPECT_EQ(error_with("real", 1e39), "invalid out_of_range /real");
  EXPECT_TRUE(db_.statements().empty());
}

TEST_F(NativeTypeErrors, AreTheCallersWhereTheServerFindsThem) {
  EXPECT_EQ(error_with("short", "abcd"), "invalid value_too_large");
  EXPECT_EQ(error_with("inet", "10.0.0.256"), "invalid wrong_type");
  EXPECT_EQ(error_with("bit", "2"), "invalid wrong_type");
  EXPECT_EQ(error_with("cost", 100), "invalid out_of_range");
  EXPECT_EQ(error_with("json", JsonText{R"("\u0000")"}), "invalid wrong_type");
}

TEST_F(NativeTypeErrors, OfStoredValuesThatNoValueIsNameTheRow) {
  Database db(
      schema_with("model Box {\n  id Int @id\n  cost Decimal? @db.Decimal\n  moment DateTime?\n  real Float?\n}\n"));
  db.run(db.client().engine().execute_script(
      R"(INSERT INTO "Box" VALUES (1, 'NaN', null, null), (2, null, 'infinity', null), (3, null, null, 'NaN'))"));
  for (const int id : {1, 2}) {
    const Rows rows = db.run(db.client().find_unique(db.model("Box"), {.where = Unique::id(db.model("Box"), id)}));
    try {
      rows.to_json();
      ADD_FAILURE() << id;
    } catch (const Internal& error) {
      EXPECT_EQ(error.code(), "unexpected_value");
      EXPECT_NE(error.detail().find("id = " + std::to_string(id)), std::string::npos) << error.detail();
    }
  }
}

}  // namespace
}  // namespace tenon::sql::testing
