#include <tenon/sql/input.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tenon/json/read.hpp>

#include "support/database.hpp"

namespace tenon::sql::testing {
namespace {

constexpr std::string_view text = R"(
datasource db {
  provider = "sqlite"
}
enum Level {
  LOW
  HIGH
}
model Item {
  id      Int       @id @default(autoincrement())
  name    String    @unique
  level   Level     @default(LOW)
  big     BigInt?
  float   Float?
  decimal Decimal?
  flag    Boolean?
  moment  DateTime?
  bytes   Bytes?
  json    Json?
  boxId   Int
  box     Box       @relation(fields: [boxId], references: [id])
  hidden  String?   @ignore
  updated DateTime  @updatedAt
}
model Box {
  id    Int    @id
  label String
  items Item[]

  @@unique([id, label])
}
)";

class Input : public ::testing::Test {
 protected:
  const schema::Model& item() const { return *schema_.find_model("Item"); }
  const schema::Model& box() const { return *schema_.find_model("Box"); }
  const schema::Field& field(const char* name) const { return *item().find_field(name); }

  /// "/name wrong_type; /boxId required", or the names of the fields that are set.
  static std::string told(const Result<Data, std::vector<FieldError>>& data) {
    std::string out;
    if (!data) {
      for (const FieldError& error : data.error()) out += (out.empty() ? "" : "; ") + error.pointer + " " + error.code;
      return out;
    }
    for (const Assignment& value : data->values) out += (out.empty() ? "" : " ") + value.field->name;
    for (const RelationWrite& write : data->relations) out += " +" + write.relation->name;
    return out;
  }
  std::string create(std::string_view json, const InputOptions& options = {}) const {
    return told(read_data(item(), json::parse(json).value(), Purpose::create, options));
  }
  std::string update(std::string_view json, const InputOptions& options = {}) const {
    return told(read_data(item(), json::parse(json).value(), Purpose::update, options));
  }
  std::string value_code(const char* name, std::string_view json) const {
    const auto value = read_value(field(name), json::parse(json).value());
    return value ? "" : value.error().code;
  }

  schema::Schema schema_ = parse_schema(text);
};

TEST_F(Input, TakesTheFieldsOfTheModel) {
  EXPECT_EQ(create(R"({"name": "x", "boxId": 1})"), "name boxId");
  EXPECT_EQ(update("{}"), "");
  EXPECT_EQ(update(R"({"name": "x", "big": null})"), "name big");
}

TEST_F(Input, TellsAllFaultsAtOnceWithTheirPlaces) {
  EXPECT_EQ(create(R"({"id": "x", "level": "MID", "big": 1.5, "nothing": 1, "a/b~c": 2, "hidden": "x", "box": {}})"),
            "/id wrong_type; /level one_of; /big wrong_type; /nothing unknown_field; /a~1b~0c unknown_field; "
            "/hidden unknown_field; /box unknown_field; /name required; /boxId required");
  EXPECT_EQ(create("[]"), " wrong_type");
  EXPECT_EQ(create("3"), " wrong_type");
}

TEST_F(Input, ChecksEachTypeOfValue) {
  EXPECT_EQ(value_code("id", "2147483648"), "out_of_range");
  EXPECT_EQ(value_code("id", "1.5"), "wrong_type");
  for (const char* whole : {"1.0", "1e0", "-0", "-0.0", "10e-1"}) EXPECT_EQ(value_code("id", whole), "") << whole;
  EXPECT_EQ(read_value(field("id"), *json::parse("-0")).value(), Value(0));
  EXPECT_EQ(read_value(field("big"), *json::parse("9007199254740993.0")).value(), Value(9'007'199'254'740'993));
  EXPECT_EQ(value_code("big", "9223372036854775808.0"), "out_of_range");
  EXPECT_EQ(value_code("big", "1e30"), "out_of_range");
  EXPECT_EQ(value_code("id", "null"), "wrong_type");
  EXPECT_EQ(value_code("big", "9223372036854775807"), "");
  EXPECT_EQ(value_code("big", "9223372036854775808"), "out_of_range");
  EXPECT_EQ(value_code("float", "1"), "");
  EXPECT_EQ(value_code("float", "\"1\""), "wrong_type");
  EXPECT_EQ(value_code("decimal", "\"12.50\""), "");
  EXPECT_EQ(value_code("decimal", "12.5"), "");
  EXPECT_EQ(value_code("decimal", "\"12,50\""), "decimal");
  EXPECT_EQ(value_code("decimal", "-0"), "");
  EXPECT_EQ(value_code("decimal", "0.10"), "");
  EXPECT_EQ(value_code("decimal", "1.2345678901234567"), "");
  EXPECT_EQ(value_code("decimal", "1e-400"), "too_precise");
  EXPECT_EQ(value_code("decimal", "19.999999999999999999"), "too_precise");
  EXPECT_EQ(value_code("decimal", "123456789012345678901234567890"), "too_precise");
  EXPECT_EQ(value_code("float", "19.999999999999999999"), "");
  EXPECT_EQ(value_code("id", "1.00000000000000000001"), "wrong_type");
  EXPECT_EQ(value_code("id", "1e-400"), "wrong_type");
  EXPECT_EQ(value_code("flag", "1"), "wrong_type");
  EXPECT_EQ(value_code("flag", "\"true\""), "wrong_type");
  EXPECT_EQ(value_code("moment", "\"2024-02-29T12:30:00Z\""), "");
  EXPECT_EQ(value_code("moment", "\"2023-02-29T12:30:00Z\""), "date_time");
  EXPECT_EQ(value_code("moment", "\"2024-02-29\""), "date_time");
  EXPECT_EQ(value_code("bytes", "\"AP8=\""), "");
  EXPECT_EQ(value_code("bytes", "\"AP8\\u0000\""), "base64");
  EXPECT_EQ(value_code("json", R"({"any": ["thing"]})"), "");
  EXPECT_EQ(value_code("name", "3"), "wrong_type");
  EXPECT_EQ(value_code("name", "null"), "wrong_type");
  EXPECT_EQ(value_code("level", "\"HIGH\""), "");
  EXPECT_EQ(value_code("level", "1"), "wrong_type");
}

TEST_F(Input, ReadsValuesFromText) {
  const auto code = [&](const char* name, std::string_view given) {
    const auto value = read_value(field(name), given);
    return value ? "" : value.error().code;
  };
  EXPECT_EQ(read_value(field("id"), std::string_view("-7")).value(), Value(-7));
  EXPECT_EQ(read_value(field("flag"), std::string_view("true")).value(), Value(true));
  EXPECT_EQ(read_value(field("decimal"), std::string_view("12.50")).value(), Value(*Decimal::parse("12.50")));
  EXPECT_EQ(read_value(field("level"), std::string_view("LOW")).value(), Value("LOW"));
  EXPECT_EQ(code("id", "7 "), "wrong_type");
  EXPECT_EQ(code("id", "99999999999"), "out_of_range");
  EXPECT_EQ(code("flag", "yes"), "wrong_type");
  EXPECT_EQ(code("float", "nan"), "wrong_type");
  EXPECT_EQ(code("float", "inf"), "wrong_type");
  EXPECT_EQ(code("level", "low"), "one_of");
  EXPECT_EQ(code("json", "{}"), "wrong_type");
  EXPECT_EQ(code("box", "1"), "unknown_field");
}

TEST_F(Input, RefusesWhatMustNotBeSet) {
  const InputOptions options{.read_only = {&field("name"), &field("level")}};
  EXPECT_EQ(create(R"({"level": "HIGH", "boxId": 1})", options), "/level read_only");
  EXPECT_EQ(create(R"({"boxId": 1})", options), "boxId");  // and does not ask for it
}

TEST_F(Input, TakesOperationsOnlyWhereTheyAreAllowed) {
  const InputOptions allowed{.operations = true};
  EXPECT_EQ(update(R"({"big": {"increment": 1}})"), "/big wrong_type");
  EXPECT_EQ(update(R"({"big": {"increment": 1}})", allowed), "big");
  EXPECT_EQ(update(R"({"big": {"explode": 1}, "id": {"set": "x"}})", allowed),
            "/big/explode unknown_field; /id/set wrong_type");
  EXPECT_EQ(update(R"({"json": {"increment": 1}})", allowed), "json");  // a document
  EXPECT_EQ(create(R"({"name": "x", "boxId": {"set": 1}})", allowed), "/boxId wrong_type");
}

TEST_F(Input, TakesRelationsOnlyWhereTheyAreAllowed) {
  const InputOptions allowed{.relations = true};
  EXPECT_EQ(create(R"({"name": "x", "box": {"connect": {"id": 1}}})", allowed), "name +box");
  EXPECT_EQ(create(R"({"name": "x", "box": {"connect": {"id": "1"}, "create": {"id": 2}, "burn": {}}})", allowed),
            "/box/connect/id wrong_type; /box/create/label required; /box/burn unknown_field");
  EXPECT_EQ(create(R"({"name": "x", "box": {"connect": {"label": "l"}}})", allowed), "/box/connect required");
  EXPECT_EQ(create(R"({"name": "x", "box": {"disconnect": true}})", allowed), "/box/disconnect unknown_field");
  EXPECT_EQ(create(R"({"name": "x", "box": 3})", allowed), "/box wrong_type");
  const auto in_box = [&](std::string_view json) {
    return told(read_data(box(), json::parse(json).value(), Purpose::create, allowed));
  };
  EXPECT_EQ(in_box(R"({"id": 1, "label": "l", "items": {"create": [{"name": "a"}, {"nam": "b"}]}})"),
            "/items/create/1/nam unknown_field; /items/create/1/name required");
  EXPECT_EQ(in_box(R"({"id": 1, "label": "l", "items": {"connectOrCreate": [{"where": {}, "create": {}}]}})"),
            "/items/connectOrCreate/0/where required; /items/connectOrCreate/0/create/name required");
}

TEST_F(Input, NamesOneRowByAKey) {
  const auto told_key = [&](std::string_view json) -> std::string {
    const auto unique = read_unique(box(), json::parse(json).value());
    return unique ? unique->key->name : unique.error().front().pointer + " " + unique.error().front().code;
  };
  EXPECT_EQ(told_key(R"({"id": 1})"), "id");
  EXPECT_EQ(told_key(R"({"id_label": {"id": 1, "label": "x"}})"), "id_label");
  EXPECT_EQ(told_key(R"({"id_label": {"id": 1}})"), "/id_label/label wrong_type");
  EXPECT_EQ(told_key(R"({"label": "x"})"), " required");
  EXPECT_EQ(told_key("null"), " wrong_type");
}

}  // namespace
}  // namespace tenon::sql::testing
