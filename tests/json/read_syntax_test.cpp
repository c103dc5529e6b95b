#include <gtest/gtest.h>

#include <string>
#include <utility>

#include <tenon/json/read.hpp>
#include <tenon/json/write.hpp>

// The grammar of RFC 8259, through json::parse; typed reading shares the code.
namespace tenon::json {
namespace {

using namespace std::string_literals;

std::string code_of(std::string_view text, const ReadOptions& options = {}) {
  const auto result = parse(text, options);
  return result ? "accepted" : std::string(result.error().code);
}

std::string nested(std::size_t depth, std::string_view open, std::string_view close, std::string_view inner = "") {
  std::string text;
  for (std::size_t i = 0; i < depth; ++i) text += open;
  text += inner;
  for (std::size_t i = 0; i < depth; ++i) text += close;
  return text;
}

TEST(JsonSyntax, AcceptsEveryKindOfValue) {
  const std::pair<const char*, Value> cases[] = {
      {"null", nullptr},
      {"true", true},
      {"false", false},
      {"0", 0},
      {"-0.0", -0.0},
      {"-12", -12},
      {"9223372036854775807", INT64_MAX},
      {"-9223372036854775808", INT64_MIN},
      {"18446744073709551615", UINT64_MAX},
      {"1.5e3", 1500.0},
      {"1E-2", 0.01},
      {"\"\"", ""},
      {"\"a\"", "a"},
      {"[]", Array{}},
      {"[ ]", Array{}},
      {"[1,[2],[]]", Array{1, Array{2}, Array{}}},
      {"{}", Object{}},
      {"{ }", Object{}},
      {R"({"":0})", Object{{"", 0}}},
      {R"({"a":{"b":null}})", Object{{"a", Object{{"b", nullptr}}}}},
      {" \t\r\n[ 1 , 2 ]\n", Array{1, 2}},
      {R"( { "a" : 1 , "b" : 2 } )", Object{{"a", 1}, {"b", 2}}},
  };
  for (const auto& [text, expected] : cases) {
    const auto result = parse(text);
    ASSERT_TRUE(result) << text << ": " << to_string(result.error());
    EXPECT_EQ(*result, expected) << text;
  }
}

TEST(JsonSyntax, KeepsNumbersThatSixtyFourBitsDoNotHoldAsDoubles) {
  EXPECT_EQ(parse("18446744073709551616")->kind(), ValueKind::number);
  EXPECT_EQ(parse("-9223372036854775809")->kind(), ValueKind::number);
  EXPECT_EQ(parse("1e20")->kind(), ValueKind::number);
  EXPECT_EQ(to_string(*parse("-0")), "-0");
  EXPECT_EQ(to_string(*parse("-0.0")), "-0");
}

TEST(JsonSyntax, KeepsWholeNumbersAsIntegersHoweverTheyAreWritten) {
  EXPECT_EQ(parse("1.0")->kind(), ValueKind::int64);
  EXPECT_EQ(parse("1e0")->kind(), ValueKind::int64);
  EXPECT_EQ(to_string(*parse("9007199254740993.0")), "9007199254740993");
  EXPECT_EQ(to_string(*parse("1e19")), "10000000000000000000");
  EXPECT_EQ(parse("1.5")->kind(), ValueKind::number);
}

TEST(JsonSyntax, RefusesTextsThatStopTooEarly) {
  for (const char* text :
       {"",    " ",    "[",       "[1", "[1,", "{",   "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "\"",
        "\"a", "\"\\", "\"\\u00", "t",  "tru", "nul", "-",      "1.",      "1e",       "1e+",       "[-"}) {
    EXPECT_EQ(code_of(text), "unexpected_end") << text;
  }
}

TEST(JsonSyntax, RefusesWhatIsNotJson) {
  for (const char* text :
       {"]",       "}",         ",",         ":",          "[,]",       "[1,]",    "[1 2]", "[1;2]", "{,}",
        "{\"a\"}", "{\"a\" 1}", "{\"a\":}",  "{\"a\":1,}", "{a:1}",     "{'a':1}", "{1:2}", "'a'",   "truE",
        "True",    "nulL",      "NaN",       "Infinity",   "undefined", "+1",      ".5",    "\\",    "/* */ 1",
        "// 1",    "[1}",       "{\"a\":1]", "\v1",        "\f1",       "@"}) {
    EXPECT_EQ(code_of(text), "unexpected_character") << text;
  }
  EXPECT_EQ(code_of("\xc2\xa0"s + "1"), "unexpected_character");
  EXPECT_EQ(code_of("\0"s), "unexpected_character");
  EXPECT_EQ(code_of("[\0]"s), "unexpected_character");
}

TEST(JsonSyntax, RefusesNumbersInOtherForms) {
  for (const char* text : {"01", "-01", "00", "-a", "1.e5", "1.x", "1ex", "1e+x", "0x", "1.5.5", "-Infinity", "-.5",
                           "[1.]", "{\"a\":01}"}) {
    const std::string code = code_of(text);
    EXPECT_TRUE(code == "invalid_number" || code == "trailing_characters") << text << " " << code;
  }
  EXPECT_EQ(code_of("01"), "invalid_number");
  EXPECT_EQ(code_of("[01]"), "invalid_number");
  EXPECT_EQ(code_of("[1.]"), "invalid_number");
}

TEST(JsonSyntax, RefusesNumbersBeyondTheRangeOfADouble) {
  EXPECT_EQ(code_of("1e309"), "number_out_of_range");
  EXPECT_EQ(code_of("[-1e309]"), "number_out_of_range");
  EXPECT_EQ(code_of("1" + std::string(400, '0')), "number_out_of_range");
  EXPECT_EQ(code_of("1.7976931348623157e308"), "accepted");
  EXPECT_EQ(code_of("1e-400"), "accepted");
}

TEST(JsonSyntax, RefusesWhatFollowsTheValue) {
  for (const char* text : {"1 2", "{}{}", "[]]", "nullnull", "true,", "\"a\"b", "0x10", "1a"}) {
    EXPECT_EQ(code_of(text), "trailing_characters") << text;
  }
  EXPECT_EQ(code_of("1\0"s), "trailing_characters");
}

TEST(JsonSyntax, RefusesAByteOrderMark) {
  EXPECT_EQ(code_of("\xef\xbb\xbf{}"), "byte_order_mark");
  EXPECT_EQ(code_of("\xef\xbb\xbf"), "byte_order_mark");
  EXPECT_EQ(code_of(" \xef\xbb\xbf{}"), "unexpected_character");
}

TEST(JsonSyntax, ReadsEveryEscape) {
  EXPECT_EQ(*parse(R"("\"\\\/\b\f\n\r\t")"), Value("\"\\/\b\f\n\r\t"));
  EXPECT_EQ(*parse(R"("\u0041\u00e9\u20AC\ud83d\ude00\u0000")"), Value("A\u00e9\u20ac\U0001f600\0"s));
  EXPECT_EQ(*parse(R"("\uFFFF\ud800\udc00\udbff\udfff")"), Value("\uffff\U00010000\U0010ffff"));
  EXPECT_EQ(*parse(R"({"\u0061":1})"), (Value(Object{{"a", 1}})));
}

TEST(JsonSyntax, ReadsEscapesWhereverTheyStand) {
  for (std::size_t before = 0; before < 40; ++before) {
    for (std::size_t after = 0; after < 40; ++after) {
      const std::string left(before, 'a');
      const std::string right(after, 'b');
      EXPECT_EQ(*parse("\"" + left + R"(\n)" + right + "\""), Value(left + "\n" + right));
      EXPECT_EQ(*parse("\"" + left + R"(\ud83d\ude00\")" + "\u00e9" + right + "\""),
                Value(left + "\U0001f600\"\u00e9" + right));
      EXPECT_EQ(code_of("\"" + left + R"(\\)" + right), "unexpected_end");
    }
  }
}

TEST(JsonSyntax, RefusesOtherEscapes) {
  for (const char* text : {R"("\a")", R"("\x41")", R"("\'")", R"("\0")", R"("\U0041")", R"("\u12")", R"("\u12g4")",
                           R"("\u-123")", R"("\ ")", "\"\\\n\""}) {
    EXPECT_EQ(code_of(text), "invalid_escape") << text;
  }
}

TEST(JsonSyntax, RefusesHalvesOfSurrogates) {
  for (const char* text : {R"("\ud800")", R"("\udc00")", R"("\udfff")", R"("\ud800x")", R"("\ud800\n")",
                           R"("\ud800\u0041")", R"("\ud800\ud800")", R"("\udc00\ud800")"}) {
    EXPECT_EQ(code_of(text), "lone_surrogate") << text;
  }
}

TEST(JsonSyntax, RefusesControlCharactersInStrings) {
  for (char c = 0; c < 0x20; ++c) {
    EXPECT_EQ(code_of("\"a"s + c + "b\""), "control_character") << static_cast<int>(c);
    EXPECT_EQ(code_of("\"sixteen or more characters"s + c + "\""), "control_character") << static_cast<int>(c);
  }
  EXPECT_EQ(code_of("\"\x7f\""), "accepted");
}

TEST(JsonSyntax, AcceptsAllOfUtf8) {
  for (const char* text : {"\u0080", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff", "\U00010000", "\U0010ffff",
                           "Gr\u00fc\u00dfe", "\u65e5\u672c\u8a9e", "\U0001f600"}) {
    const auto result = parse("\"" + std::string(text) + "\"");
    ASSERT_TRUE(result) << text;
    EXPECT_EQ(result->as_string(), text);
  }
}

TEST(JsonSyntax, RefusesBytesThatAreNotUtf8) {
  for (const std::string& bytes : {"\x80"s, "\xbf"s, "\xc0\x80"s, "\xc1\xbf"s, "\xc2"s, "\xc2\x41"s, "\xe0\x9f\xbf"s,
                                   "\xe1\x80"s, "\xed\xa0\x80"s, "\xed\xbf\xbf"s, "\xf0\x8f\xbf\xbf"s, "\xf1\x80\x80"s,
                                   "\xf4\x90\x80\x80"s, "\xf5\x80\x80\x80"s, "\xfe"s, "\xff"s}) {
    EXPECT_EQ(code_of("\"" + bytes + "\""), "invalid_utf8") << testing::PrintToString(bytes);
    EXPECT_EQ(code_of("\"text before " + bytes + " and text after\""), "invalid_utf8");
    EXPECT_EQ(code_of("{\"" + bytes + "\":1}"), "invalid_utf8");
    EXPECT_EQ(code_of("\"\\n" + bytes + "\""), "invalid_utf8");
  }
}

TEST(JsonSyntax, RefusesNamesThatOccurTwice) {
  EXPECT_EQ(code_of(R"({"a":1,"a":1})"), "duplicate_name");
  EXPECT_EQ(code_of(R"({"a":1,"b":2,"\u0061":3})"), "duplicate_name");
  EXPECT_EQ(code_of(R"({"":1,"":2})"), "duplicate_name");
  EXPECT_EQ(code_of(R"({"a":{"a":1},"b":{"a":1}})"), "accepted");
  std::string many = "{";
  for (int i = 0; i < 1000; ++i) many += "\"name" + std::to_string(i) + "\":0,";
  EXPECT_EQ(code_of(many + "\"name999\":0}"), "duplicate_name");
  EXPECT_EQ(code_of(many + "\"name1000\":0}"), "accepted");
}

TEST(JsonSyntax, HasALimitOfDepth) {
  EXPECT_EQ(code_of(nested(64, "[", "]")), "accepted");
  EXPECT_EQ(code_of(nested(65, "[", "]")), "too_deep");
  EXPECT_EQ(code_of(nested(64, "{\"a\":", "}", "0")), "accepted");
  EXPECT_EQ(code_of(nested(65, "{\"a\":", "}", "0")), "too_deep");
  EXPECT_EQ(code_of(nested(33, "[{\"a\":", "}]", "0")), "too_deep");
  EXPECT_EQ(code_of("[[],[],[]]", {.max_depth = 2}), "accepted");
  EXPECT_EQ(code_of("[[[]]]", {.max_depth = 2}), "too_deep");
  EXPECT_EQ(code_of("1", {.max_depth = 0}), "accepted");
  EXPECT_EQ(code_of(std::string(1000000, '[')), "too_deep");
}

TEST(JsonSyntax, SaysWhereTheFaultIs) {
  const auto result = parse("{\n  \"n\u00e4me\": 1,\n  \"b\": tru\n}");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().offset, 26U);
  EXPECT_EQ(result.error().line, 3U);
  EXPECT_EQ(result.error().column, 11U);
  EXPECT_EQ(to_string(result.error()), "Expected a value. (line 3, column 11)");
}

TEST(JsonSyntax, CountsCharactersAndNotBytesInAColumn) {
  const auto result = parse("[\"\u65e5\u672c\u8a9e\" x]");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().offset, 13U);
  EXPECT_EQ(result.error().column, 8U);
}

TEST(JsonSyntax, PointsAtTheFault) {
  const std::pair<std::string, std::size_t> cases[] = {
      {"", 0},         {"[1,]", 3}, {"[01]", 2},     {"\"a\\qb\"", 2}, {"{\"a\":1,\"a\":2}", 7}, {"\"\\ud800\"", 1},
      {"\"a\tb\"", 2}, {"1 2", 2},  {"\"\xff\"", 1}, {"[1", 2},        {"{\"a\" 1}", 5},         {"{\"a\":1 \"b\"}", 7},
      {"[-]", 2},      {"tx", 1},
  };
  for (const auto& [text, offset] : cases) {
    const auto result = parse(text);
    ASSERT_FALSE(result) << text;
    EXPECT_EQ(result.error().offset, offset) << text;
  }
}

}  // namespace
}  // namespace tenon::json
