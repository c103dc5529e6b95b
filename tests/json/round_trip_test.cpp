#include <gtest/gtest.h>

#include <string>

#include <tenon/json/read.hpp>
#include <tenon/json/write.hpp>

#include "shop.hpp"

namespace tenon::json {
namespace {

constexpr std::string_view text_of_everything =
    R"({"boolean":true,"int8":-128,"int16":-32768,"int32":-2147483648,"int64":-9223372036854775808,)"
    R"("uint8":255,"uint16":65535,"uint32":4294967295,"uint64":18446744073709551615,"longLong":-42,)"
    R"("real32":0.1,"real64":2.5,"string":"Grüße \"aus\" Köln\n\t\u0001 😀",)"
    R"("uuid":"01932c07-209c-7e3a-b0f1-6d8f3c2a9e54","decimal":"12.50","instant":"2024-02-29T12:30:00.500Z",)"
    R"("date":"2024-02-29","status":"delete","optional":7,"pointer":"held","vector":["a","","c"],"array":[1,2,3],)"
    R"("map":{"half":0.5,"one":1},)"
    R"("line":{"productId":"01932c07-209c-7e3a-b0f1-6d8f3c2a9e54","quantity":3,"unitPrice":"9.99"},)"
    R"("variant":{"type":"bank","iban":"DE00"},"value":[1,"two",null,{"x":true}],"object":{"free":"form"}})";

TEST(JsonRoundTrip, WritesEveryKindOfType) { EXPECT_EQ(to_string(shop::make_everything()), text_of_everything); }

TEST(JsonRoundTrip, ReadsBackEveryKindOfType) {
  const auto all = read<shop::Everything>(text_of_everything);
  ASSERT_TRUE(all);
  const shop::Everything expected = shop::make_everything();
  EXPECT_EQ(all->int8, expected.int8);
  EXPECT_EQ(all->uint64, expected.uint64);
  EXPECT_EQ(all->long_long, expected.long_long);
  EXPECT_EQ(all->real32, expected.real32);
  EXPECT_EQ(all->string, expected.string);
  EXPECT_EQ(all->uuid, expected.uuid);
  EXPECT_EQ(all->decimal, expected.decimal);
  EXPECT_EQ(all->decimal.scale(), 2);
  EXPECT_EQ(all->instant, expected.instant);
  EXPECT_EQ(all->date, expected.date);
  EXPECT_EQ(all->status, expected.status);
  EXPECT_EQ(all->optional, expected.optional);
  EXPECT_EQ(*all->pointer, *expected.pointer);
  EXPECT_EQ(all->array, expected.array);
  EXPECT_EQ(all->map, expected.map);
  EXPECT_EQ(all->variant, expected.variant);
  EXPECT_EQ(all->value, expected.value);
  EXPECT_EQ(to_string(*all), text_of_everything);
}

TEST(JsonRoundTrip, GoesThroughAValueUnchanged) {
  const Value value = to_value(shop::make_everything());
  EXPECT_EQ(to_string(value), text_of_everything);
  EXPECT_EQ(*parse(text_of_everything), value);
}

struct Checked {
  Text<1, 5> text;
  Email email;
  Url url;
  Pattern<"^[a-z]+$"> pattern;
  Between<1, 9> between;
  Between<0U, 4'000'000'000U> large;
  DoubleBetween<"-1", "1"> real;
  DecimalBetween<"0", "100", 2> decimal;
  Items<Between<1, 3>, 1, 3> items;
  std::optional<Text<0, 3>> note;
};

TEST(JsonRoundTrip, WritesConstrainedTypesAsWhatTheyHold) {
  const std::string text =
      R"({"text":"grün","email":"a@b.de","url":"https://tenon.dev/","pattern":"abc","between":5,"large":3000000000,)"
      R"("real":-0.5,"decimal":"99.95","items":[1,2,3],"note":"abc"})";
  const auto checked = read<Checked>(text);
  ASSERT_TRUE(checked);
  EXPECT_EQ(to_string(*checked), text);
}

}  // namespace
}  // namespace tenon::json
