#include "contract/contract.hpp"

#include <limits>

#include <tenon/json/read.hpp>

namespace tenon::sql::testing {
namespace {

constexpr std::string_view box_schema = R"(
enum Level {
  LOW  @map("low-level")
  HIGH
}
model Box {
  id      Int       @id
  text    String?
  flag    Boolean?
  int     Int?
  big     BigInt?
  float   Float?
  decimal Decimal?
  moment  DateTime?
  bytes   Bytes?
  json    Json?
  level   Level?
}
)";

/// Of documents a database may keep what they say and not how they are written.
bool is_same(const Value& a, const Value& b) {
  const auto* document = a.get_if<JsonText>();
  const auto* other = b.get_if<JsonText>();
  return document && other ? *json::parse(document->text) == *json::parse(other->text) : a == b;
}

/// Writes a value, and reads it back in all ways: as the answer of the write, by its key, by a condition that equals
/// it.
class Values : public ContractOn {
 protected:
  Values() : ContractOn(box_schema) {}

  void keep(const char* name, const Value& value) {
    const schema::Field& field = db.field("Box", name);
    const schema::Model& box = model("Box");
    remove_many("Box");
    Data data;
    data.set(db.field("Box", "id"), 1);
    data.set(field, value);
    const Rows created = run(db.client().create(box, data));
    EXPECT_TRUE(is_same(created[0].value(name), value)) << name << " " << created.to_json();
    const Rows read = run(db.client().find_unique(box, {.where = Unique::id(box, 1)}));
    EXPECT_TRUE(is_same(read[0].value(name), value)) << name << " " << read.to_json();
    EXPECT_EQ(read.to_json(), created.to_json());
    const Rows found = run(db.client().find_many(box, {.where = Where::compare(field, Comparison::equals, value)}));
    EXPECT_EQ(found.size(), 1u) << name << " is not equal to itself";
  }
  std::string error_with(const char* name, const Value& value) {
    Data data;
    data.set(db.field("Box", "id"), 1);
    data.set(db.field("Box", name), value);
    return error_of([&] { run(db.client().create(model("Box"), data)); });
  }
};

TEST_P(Values, OfTextComeBackWhateverTheyHold) {
  for (const std::string& text :
       {std::string(), std::string("'; DROP TABLE \"Box\"; --"), std::string("\" ? $1 :name @p % _ * [ ] \\ \n\r\t"),
        std::string("ä € 𝄞 \xEF\xBB\xBF"), std::string("123"), std::string("1e5"), std::string("null"),
        std::string(1'000'000, 'x')}) {
    keep("text", text);
  }
}

TEST_P(Values, OfNullComeBack) {
  for (const char* name : {"text", "flag", "int", "big", "float", "decimal", "moment", "bytes", "json", "level"}) {
    keep(name, nullptr);
  }
}

TEST_P(Values, OfIntComeBackAtTheirLimits) {
  for (const std::int32_t value :
       {0, -1, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()}) {
    keep("int", value);
  }
  EXPECT_EQ(error_with("int", std::int64_t{1} << 31), "invalid out_of_range /int");
  EXPECT_EQ(error_with("int", 1.5), "invalid wrong_type /int");
}

TEST_P(Values, OfBigIntComeBackAtTheirLimits) {
  for (const std::int64_t value :
       {std::int64_t{0}, std::int64_t{9007199254740993}, std::numeric_limits<std::int64_t>::min(),
        std::numeric_limits<std::int64_t>::max()}) {
    keep("big", value);
  }
}

TEST_P(Values, OfBooleanComeBack) {
  keep("flag", true);
  keep("flag", false);
}

TEST_P(Values, OfFloatComeBackToTheLastBit) {
  for (const double value : {0.0, 0.1, 1.0 / 3, 1e15, 123456789012345678.0, 5e-324, -1.7976931348623157e308}) {
    keep("float", value);
  }
  EXPECT_EQ(error_with("float", std::numeric_limits<double>::infinity()), "invalid out_of_range /float");
  EXPECT_EQ(error_with("float", std::numeric_limits<double>::quiet_NaN()), "invalid out_of_range /float");
}

TEST_P(Values, OfDecimalComeBackExactly) {
  for (const char* text : {"0", "0.1", "-0.000000000000001", "999999999999.999", "123456789.123456",
                           "9223372036854775807", "-9223372036854775808", "10", "1234567890123.45"}) {
    keep("decimal", *Decimal::parse(text));
  }
}

TEST_P(Values, OfDateTimeComeBackAtTheirLimits) {
  for (const char* text : {"1970-01-01T00:00:00Z", "2024-02-29T23:59:59.999Z", "0001-01-01T00:00:00Z",
                           "9999-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"}) {
    keep("moment", *parse_instant(text));
  }
}

TEST_P(Values, OfDateTimeCompareAsTimesWhateverTheOffset) {
  create("Box", R"({"id": 1, "moment": "2024-01-01T01:00:00+02:00"})");
  EXPECT_EQ(find_many("Box", R"({"where": {"moment": "2023-12-31T23:00:00Z"}, "select": {"moment": true}})"),
            R"([{"moment":"2023-12-31T23:00:00.000Z"}])");
  EXPECT_EQ(ids("Box", R"({"moment": {"lt": "2024-01-01T00:00:00Z"}})"), "1");
}

TEST_P(Values, OfDateTimeEndWithTheYear9999) {
  const Instant last = *parse_instant("9999-12-31T23:59:59.999Z");
  EXPECT_EQ(error_with("moment", Instant{last + std::chrono::seconds{1}}), "invalid out_of_range /moment");
  EXPECT_EQ(error_with("moment", Instant::max()), "invalid out_of_range /moment");
  EXPECT_EQ(error_with("moment", Instant::min()), "invalid out_of_range /moment");
}

TEST_P(Values, OfBytesComeBackWhateverTheyHold) {
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  keep("bytes", Blob{all});
  keep("bytes", Blob{});
  keep("bytes", Blob{std::string(100'000, '\0')});
}

TEST_P(Values, OfJsonComeBack) {
  for (const char* text :
       {"null", "true", "[]", "{}", R"("text")", R"({"a":[1,2,{"b":null}],"c":"ä'\""})", "12", "-1.5"}) {
    keep("json", JsonText{text});
  }
}

TEST_P(Values, OfEnumsAreKeptByTheirMappedNames) {
  keep("level", "LOW");
  keep("level", "HIGH");
  EXPECT_EQ(error_with("level", "low-level"), "invalid one_of /level");
}

TEST_P(Values, NeverBecomePartOfAStatement) {
  create("Box", R"({"id": 1, "text": "a"})");
  const std::string hostile = R"(' OR 1=1; DELETE FROM "Box"; --)";
  FindMany query{.where = Where::compare(db.field("Box", "text"), Comparison::equals, hostile)};
  EXPECT_EQ(run(db.client().count(model("Box"), query)), 0);
  query.where = Where::compare(db.field("Box", "text"), Comparison::contains, hostile);
  EXPECT_EQ(run(db.client().count(model("Box"), query)), 0);
  query.where = Where::among(db.field("Box", "text"), Comparison::not_in, {hostile, "b"});
  EXPECT_EQ(run(db.client().count(model("Box"), query)), 1);
  for (const std::string& statement : db.statements()) {
    EXPECT_EQ(statement.find("DELETE"), std::string::npos) << statement;
    EXPECT_EQ(statement.find("OR 1=1"), std::string::npos) << statement;
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, Values, ::testing::ValuesIn(test_engines()), name_of_engine);

}  // namespace
}  // namespace tenon::sql::testing
