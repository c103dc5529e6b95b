#include <tenon/json/schema.hpp>

#include <gtest/gtest.h>

#include <string>

#include <tenon/json/read.hpp>
#include <tenon/json/write.hpp>

#include "shop.hpp"

namespace other {
struct Line {
  int length;
};
}  // namespace other

namespace tenon::json {
namespace {

/// Without "$schema".
template <class T>
std::string schema_text() {
  Value schema = schema_of<T>();
  EXPECT_EQ(*schema.find("/$schema"), Value("https://json-schema.org/draft/2020-12/schema"));
  schema.as_object().erase("$schema");
  return to_string(schema);
}

TEST(JsonSchema, DescribesScalars) {
  EXPECT_EQ(schema_text<bool>(), R"({"type":"boolean"})");
  EXPECT_EQ(schema_text<std::int8_t>(), R"({"type":"integer","minimum":-128,"maximum":127})");
  EXPECT_EQ(schema_text<std::uint32_t>(), R"({"type":"integer","minimum":0,"maximum":4294967295})");
  EXPECT_EQ(schema_text<std::int64_t>(), R"({"type":"integer","format":"int64"})");
  EXPECT_EQ(schema_text<std::uint64_t>(), R"({"type":"integer","format":"uint64","minimum":0})");
  EXPECT_EQ(schema_text<double>(), R"({"type":"number","format":"double"})");
  EXPECT_EQ(schema_text<std::string>(), R"({"type":"string"})");
  EXPECT_EQ(schema_text<Uuid>(), R"({"type":"string","format":"uuid"})");
  EXPECT_EQ(schema_text<Instant>(), R"({"type":"string","format":"date-time"})");
  EXPECT_EQ(schema_text<Date>(), R"({"type":"string","format":"date"})");
  EXPECT_EQ(*schema_of<Decimal>().find("/format"), Value("decimal"));
  EXPECT_EQ(schema_text<shop::Status>(), R"({"type":"string","enum":["pending","paid","delete"]})");
  EXPECT_EQ(schema_text<Value>(), "{}");
}

TEST(JsonSchema, DescribesContainers) {
  EXPECT_EQ(schema_text<std::vector<std::string>>(), R"({"type":"array","items":{"type":"string"}})");
  EXPECT_EQ((schema_text<std::array<bool, 3>>()),
            R"({"type":"array","items":{"type":"boolean"},"minItems":3,"maxItems":3})");
  EXPECT_EQ((schema_text<std::map<std::string, bool>>()),
            R"({"type":"object","additionalProperties":{"type":"boolean"}})");
  EXPECT_EQ(schema_text<Object>(), R"({"type":"object","additionalProperties":{}})");
}

TEST(JsonSchema, AllowsNullForOptionals) {
  EXPECT_EQ(schema_text<std::optional<bool>>(), R"({"type":["boolean","null"]})");
  EXPECT_EQ(schema_text<std::optional<shop::Status>>(),
            R"({"type":["string","null"],"enum":["pending","paid","delete",null]})");
  EXPECT_EQ(schema_text<std::optional<std::optional<bool>>>(), R"({"type":["boolean","null"]})");
  EXPECT_EQ((*schema_of<std::optional<shop::Card>>().find("/anyOf")),
            *parse(R"([{"$ref":"#/$defs/Card"},{"type":"null"}])"));
}

TEST(JsonSchema, DescribesConstraints) {
  EXPECT_EQ((schema_text<Text<1, 20>>()), R"({"type":"string","minLength":1,"maxLength":20})");
  EXPECT_EQ(schema_text<Text<0>>(), R"({"type":"string"})");
  EXPECT_EQ((schema_text<Between<1, 99>>()), R"({"type":"integer","minimum":1,"maximum":99})");
  EXPECT_EQ((schema_text<Between<0, 10'000'000'000>>()),
            R"({"type":"integer","format":"int64","minimum":0,"maximum":10000000000})");
  EXPECT_EQ((schema_text<DoubleBetween<"0.5", "1">>()),
            R"({"type":"number","format":"double","minimum":0.5,"maximum":1})");
  EXPECT_EQ((schema_text<DecimalBetween<"0", "10", 2>>()),
            R"({"type":["string","number"],"format":"decimal","pattern":"^-?[0-9]+(\\.[0-9]{1,2})?$","minimum":0,)"
            R"("maximum":10})");
  EXPECT_EQ((schema_text<Items<int, 1, 50>>()),
            R"({"type":"array","items":{"type":"integer","minimum":-2147483648,"maximum":2147483647},)"
            R"("minItems":1,"maxItems":50})");
  EXPECT_EQ(*schema_of<Email>().find("/format"), Value("email"));
  EXPECT_EQ(*schema_of<Url>().find("/format"), Value("uri"));
  EXPECT_EQ(schema_text<Pattern<"^[a-z]+$">>(), R"({"type":"string","pattern":"^[a-z]+$","maxLength":1024})");
  EXPECT_EQ((schema_text<std::optional<Text<1, 2>>>()), R"({"type":["string","null"],"minLength":1,"maxLength":2})");
}

struct ListParameters {
  int page = 1;
  std::string sort = "name";
  shop::Status status = shop::Status::paid;
  std::optional<bool> flag;
  std::string search;
};

TEST(JsonSchema, ListsRequiredMembersAndDefaults) {
  const Value schema = schema_of<ListParameters>();
  EXPECT_EQ(*schema.find("/$ref"), Value("#/$defs/ListParameters"));
  const Value& definition = *schema.find("/$defs/ListParameters");
  EXPECT_EQ(definition["type"], Value("object"));
  EXPECT_EQ(definition["required"], Value(Array{"search"}));
  EXPECT_EQ(definition["additionalProperties"], Value(false));
  EXPECT_EQ(definition["properties"]["page"]["default"], Value(1));
  EXPECT_EQ(definition["properties"]["sort"]["default"], Value("name"));
  EXPECT_EQ(definition["properties"]["status"]["default"], Value("paid"));
  EXPECT_TRUE(definition["properties"]["flag"]["default"].is_null());
}

TEST(JsonSchema, RefersToTypesThatContainThemselves) {
  const Value schema = schema_of<shop::Node>();
  EXPECT_EQ(schema.as_object().find("$defs")->as_object().size(), 1U);
  EXPECT_EQ(*schema.find("/$defs/Node/properties/children/items/$ref"), Value("#/$defs/Node"));
  EXPECT_EQ(*schema.find("/$defs/Node/properties/next/anyOf/0/$ref"), Value("#/$defs/Node"));
}

TEST(JsonSchema, DescribesVariantsWithTheirTag) {
  const Value schema = schema_of<std::variant<shop::Card, shop::BankTransfer>>();
  EXPECT_EQ(*schema.find("/oneOf"), *parse(R"([{"$ref":"#/$defs/Card"},{"$ref":"#/$defs/BankTransfer"}])"));
  EXPECT_EQ(*schema.find("/discriminator"),
            *parse(R"({"propertyName":"type","mapping":{"card":"#/$defs/Card","bank":"#/$defs/BankTransfer"}})"));
  EXPECT_EQ(*schema.find("/$defs/BankTransfer"),
            *parse(R"({"type":"object","properties":{"type":{"type":"string","const":"bank"},"iban":{"type":"string"}},
                       "required":["type","iban"],"additionalProperties":false})"));
}

template <class T>
struct Page {
  std::vector<T> items;
};

TEST(JsonSchema, SharesDefinitionsInASet) {
  SchemaSet schemas("#/components/schemas/");
  EXPECT_EQ(to_string(schemas.of(type_of<shop::Line>())), R"({"$ref":"#/components/schemas/Line"})");
  EXPECT_EQ(to_string(schemas.of(type_of<shop::Line>())), R"({"$ref":"#/components/schemas/Line"})");
  EXPECT_EQ(to_string(schemas.of(type_of<other::Line>())), R"({"$ref":"#/components/schemas/Line2"})");
  EXPECT_EQ(to_string(schemas.of(type_of<Page<shop::Line>>())), R"({"$ref":"#/components/schemas/Page_Line"})");
  EXPECT_EQ(to_string(schemas.of(type_of<int>())), R"({"type":"integer","minimum":-2147483648,"maximum":2147483647})");
  EXPECT_EQ(schemas.definitions().size(), 3U);
  EXPECT_EQ(schemas.definitions().find("Page_Line")->find("/properties/items/items/$ref")->as_string(),
            "#/components/schemas/Line");
}

struct Draft {
  std::string title;
  std::int32_t copies = 1;
  std::optional<std::string> note;
  std::optional<std::optional<bool>> gift;
};
struct Drafts {
  std::vector<Draft> drafts;
};

TEST(JsonSchema, RequiresWhatIsAlwaysWritten) {
  SchemaSet schemas;
  EXPECT_EQ(to_string(schemas.of_written(type_of<Drafts>())), R"({"$ref":"#/$defs/Drafts"})");
  const Value& written = *schemas.definitions().find("Draft");
  EXPECT_EQ(to_string(written["required"]), R"(["title","copies","note"])");
  EXPECT_FALSE(written["properties"]["copies"].as_object().contains("default"));
  EXPECT_EQ(to_string(written["properties"]["note"]["type"]), R"(["string","null"])");
  EXPECT_EQ(to_string(schemas.of(type_of<Draft>())), R"({"$ref":"#/$defs/Draft2"})");
  EXPECT_EQ(to_string((*schemas.definitions().find("Draft2"))["required"]), R"(["title"])");
  EXPECT_EQ(to_string(schemas.of_written(type_of<Draft>())), R"({"$ref":"#/$defs/Draft"})");
}

struct Priced {
  std::optional<Decimal> price;
};

TEST(JsonSchema, TellsThatADecimalIsReadFromANumberAndWrittenAsAString) {
  SchemaSet schemas;
  schemas.of(type_of<Priced>());
  schemas.of_written(type_of<Priced>());
  EXPECT_EQ(to_string((*schemas.definitions().find("Priced"))["properties"]["price"]["type"]),
            R"(["string","number","null"])");
  EXPECT_EQ(to_string((*schemas.definitions().find("Priced2"))["properties"]["price"]["type"]), R"(["string","null"])");
}

TEST(JsonSchema, TakesTheNameOfWhatDescribesATypeAlready) {
  SchemaSet schemas;
  const std::string name = schemas.reserve("Line");
  schemas.set_known([&](const Type& type) { return &type == &type_of<shop::Line>() ? name : std::string(); });
  EXPECT_EQ(to_string(schemas.of(type_of<shop::Line>())), R"({"$ref":"#/$defs/Line"})");
  EXPECT_TRUE(schemas.definitions().empty());
  EXPECT_EQ(to_string(schemas.of(type_of<Draft>())), R"({"$ref":"#/$defs/Draft"})");
  EXPECT_EQ(schemas.definitions().size(), 1U);
}

TEST(JsonSchema, HasOneDefinitionOfWhatIsReadAndWrittenAlike) {
  SchemaSet schemas;
  EXPECT_EQ(schemas.of(type_of<Page<other::Line>>()), schemas.of_written(type_of<Page<other::Line>>()));
  EXPECT_EQ(schemas.definitions().size(), 2U);
}

TEST(JsonSchema, LeavesNamesThatAreReservedToTheirOwners) {
  SchemaSet schemas;
  EXPECT_EQ(schemas.reserve("Line"), "Line");
  EXPECT_EQ(schemas.reserve("Line"), "Line2");
  EXPECT_EQ(to_string(schemas.of(type_of<shop::Line>())), R"({"$ref":"#/$defs/Line3"})");
  EXPECT_EQ(schemas.reserve("Line3"), "Line32");
  EXPECT_EQ(schemas.definitions().size(), 1U);
}

}  // namespace
}  // namespace tenon::json
