#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <tenon/base/decimal.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/text/hex.hpp>
#include <tenon/sql/detail/arena.hpp>
#include <tenon/sql/postgres/clock_text.hpp>
#include <tenon/sql/postgres/decoder.hpp>
#include <tenon/sql/postgres/list_cell.hpp>
#include <tenon/sql/postgres/moment.hpp>
#include <tenon/sql/postgres/network_order.hpp>
#include <tenon/sql/postgres/parameter.hpp>

#include "postgres/support/libpq.hpp"

namespace tenon::sql::postgres::testing {
namespace {

/// A type and values of it, as the server reads them.
struct TypeSamples {
  const char* name;
  Oid type;
  std::vector<std::string> values;

  friend void PrintTo(const TypeSamples& samples, std::ostream* out) { *out << samples.name; }
};

std::vector<TypeSamples> type_samples() {
  return {
      {"bool", oid::boolean, {"true", "false"}},
      {"int2", oid::int2, {"0", "-1", "-32768", "32767"}},
      {"int4", oid::int4, {"0", "-1", "-2147483648", "2147483647"}},
      {"int8", oid::int8, {"0", "-1", "-9223372036854775808", "9223372036854775807"}},
      {"oid", oid::oid, {"0", "2147483648", "4294967295"}},
      {"float4", oid::float4, {"0", "-0", "0.1", "-1.4e-45", "3.4028235e38", "1e-30", "NaN", "Infinity", "-Infinity"}},
      {"float8", oid::float8, {"0", "-0", "0.1", "4.9e-324", "1.7976931348623157e308", "NaN", "Infinity", "-Infinity"}},
      {"numeric", oid::numeric, {"0",         "0.000",
                                 "1",         "-1",
                                 "12.50",     "100",
                                 "10000",     "99999999",
                                 "0.1",       "0.0001",
                                 "0.00001",   "0.00010000",
                                 "1.0001",    "-12345678901234567890.123456789012345678901234567890",
                                 "1e100",     "1e-100",
                                 "1e131071",  "1e-16383",
                                 "9999.9999", "NaN",
                                 "Infinity",  "-Infinity",
                                 "123450000", "0.00000000000000000000000000000001"}},
      {"text", oid::text, {"", "a", "€ 😀", "with \" and \\ and '", "a\nb"}},
      {"varchar", oid::varchar, {"", "abc"}},
      {"bpchar", oid::bpchar, {"abc", "abc  "}},
      {"name", oid::name, {"pg_class"}},
      {"xml", oid::xml, {"<a b=\"c\">d</a>"}},
      {"bytea", oid::bytea, {"", "\\x00", "\\x00ff5c27", "\\xdeadbeef"}},
      {"uuid", oid::uuid, {"00000000-0000-0000-0000-000000000000", "FFFFFFFF-ffff-4fff-8fff-ffffffffffff"}},
      {"json", oid::json, {"null", "{\"b\": 1, \"a\":  [1,2]}", "\"€\""}},
      {"jsonb", oid::jsonb, {"null", "{\"b\": 1, \"a\":  [1,2]}", "\"€\"", "1.50", "[]"}},
      {"timestamp",
       oid::timestamp,
       {"2000-01-01", "1970-01-01", "1999-12-31 23:59:59.999999", "2024-02-29 12:30:00.5", "0001-01-01",
        "4714-11-24 BC", "0044-03-15 BC", "294276-12-31 23:59:59.999999", "infinity", "-infinity",
        "12024-01-01 00:00:00.000001"}},
      {"timestamptz",
       oid::timestamptz,
       {"2000-01-01 00:00+00", "2024-02-29 12:30:00.5+05:30", "4714-11-24 00:00+00 BC", "infinity", "-infinity"}},
      {"date",
       oid::date,
       {"2000-01-01", "1999-12-31", "4714-11-24 BC", "0001-01-01", "9999-12-31", "5874897-12-31", "294277-01-01",
        "infinity", "-infinity"}},
      {"time", oid::time, {"00:00", "23:59:59.999999", "24:00", "12:30:00.5"}},
      {"timetz", oid::timetz, {"00:00+00", "12:30:00.5+05:30", "23:59:59.999999-15:59:59", "24:00+00"}},
      {"interval",
       oid::interval,
       {"0", "1 year", "-1 year", "1 year 1 mon 1 day 1 sec", "2 years -3 months 4 days -05:06:07.89", "-1 day 01:00",
        "1 day -00:00:00.000001", "13 mons", "-13 mons", "178000000 years", "100:00:00", "-2562047788:00:54.775807"}},
      {"inet",
       oid::inet,
       {"192.168.0.1", "10.0.0.0/8", "0.0.0.0/0", "255.255.255.255", "::", "::1", "fe80::1/64", "::ffff:1.2.3.4",
        "::1.2.3.4", "1::2:0:0:3", "2001:db8:0:0:1:0:0:1", "1:0:0:0:0:0:0:0", "1:2:3:4:5:6:7:8", "::/0", "0:0:1::"}},
      {"cidr", oid::cidr, {"10.0.0.0/8", "192.168.0.1/32", "::/0", "2001:db8::/32", "::1/128"}},
      {"bit(9)", oid::bit, {"101010101", "000000000"}},
      {"varbit", oid::varbit, {"", "1", "00000001", "101010101"}},
      {"money", oid::money, {"0", "12.50", "-0.01", "92233720368547758.07", "-92233720368547758.08"}},
      {"int4range", oid::int4range, {"empty", "[1,5)", "(,5)", "[1,)", "(,)", "[-3,-1]"}},
      {"int8range", oid::int8range, {"[-9223372036854775808,9223372036854775807)"}},
      {"numrange", oid::numrange, {"[1.5,2)", "(0.1,0.2]", "(,NaN)"}},
      {"tsrange",
       oid::tsrange,
       {"[2024-01-01 00:00,2024-01-02 00:00:00.5)", "[-infinity,infinity]", "[0044-03-15 BC,)"}},
      {"tstzrange", oid::tstzrange, {"[2024-01-01 00:00+02,2024-01-02 00:00+02)"}},
      {"daterange", oid::daterange, {"[2024-01-01,2024-02-01)", "[0044-03-15 BC,0001-01-01)", "(,infinity)"}},
  };
}

std::string two_digits(std::int64_t number) {
  std::string text;
  append_number(text, number, 2);
  return text;
}

/// A point in time as the server prints it in UTC.
std::string moment_text(Oid type, const Cell& cell, std::string_view bytes) {
  std::string text;
  if (type == oid::time) {
    append_clock(text, (*instant_of(cell)).time_since_epoch().count());
  } else if (type == oid::timetz) {
    const auto west = load<std::int32_t>(cell.bytes().substr(8));
    const int zone = std::abs(west);
    append_clock(text, load<std::int64_t>(cell.bytes()));
    text += (west > 0 ? "-" : "+") + two_digits(zone / 3600);
    if (zone % 3600 != 0) text += ":" + two_digits(zone / 60 % 60);
    if (zone % 60 != 0) text += ":" + two_digits(zone % 60);
  } else {
    EXPECT_TRUE(append_moment_text(text, type, bytes));
  }
  return text;
}

/// The cell as the server prints its value; what it has in more than one text, in the one that the cell has.
std::string printed(Oid type, const Cell& cell, std::string_view bytes) {
  switch (type) {
    case oid::boolean: return cell.integer() ? "t" : "f";
    case oid::bytea: return "\\x" + text::hex_encode(cell.bytes());
    case oid::date:
    case oid::time:
    case oid::timetz:
    case oid::timestamp:
    case oid::timestamptz: return moment_text(type, cell, bytes);
    default: break;
  }
  if (cell.kind() == Cell::Kind::integer) return std::to_string(cell.integer());
  if (cell.kind() == Cell::Kind::text) return std::string(cell.bytes());
  return "of another kind";
}

std::string as_cell_has_it(Oid type, std::string text) {
  if (type == oid::money) std::erase_if(text, [](char c) { return c == '$' || c == ','; });
  if (type != oid::numeric && type != oid::money) return text;
  const auto value = Decimal::parse(text);
  return value ? value->normalized().to_string() : text;
}

class Codec : public ::testing::Test {
 protected:
  Connection& server() {
    static Connection connection;
    return connection;
  }

  /// What the server sends for a value, the cell that it becomes, and that the cell is sent as the value again.
  void check(const std::string& name, Oid type, const std::string& value) {
    SCOPED_TRACE(name + " " + value.substr(0, 100));
    const Sent text{value, Format::text};
    const std::string statement = "SELECT CAST($1::text AS " + name + ")";
    const Answer binary = server().ask(statement, {text}, Format::binary);
    const Answer printed_by_server = server().ask(statement, {text}, Format::text);
    ASSERT_EQ(binary.error(), "") << binary.error_field('M');
    ASSERT_EQ(binary.type(0), type);
    ASSERT_EQ(result_format(type), Format::binary);

    detail::Arena arena;
    const std::string_view bytes = *binary.bytes(0, 0);
    const Cell cell = decoder_of(type, Format::binary)(bytes, arena);
    const std::string expected(*printed_by_server.bytes(0, 0));
    if (cell.kind() == Cell::Kind::real) {
      const bool single = type == oid::float4;
      const double read = single ? std::strtof(expected.c_str(), nullptr) : std::strtod(expected.c_str(), nullptr);
      const double got = single ? static_cast<float>(cell.real()) : cell.real();
      EXPECT_TRUE(got == read || (std::isnan(read) && std::isnan(got))) << expected;
      EXPECT_EQ(std::signbit(cell.real()), std::signbit(read)) << expected;
    } else {
      EXPECT_EQ(printed(type, cell, bytes), as_cell_has_it(type, expected));
    }

    for (std::size_t size = 0; size < std::min<std::size_t>(bytes.size(), 64); ++size) {
      try {
        decoder_of(type, Format::binary)(std::string(bytes.substr(0, size)), arena);
      } catch (const Internal& error) {
        EXPECT_EQ(error.code(), "unexpected_value");
      }
    }

    std::string sent;
    const Format format = append_parameter(sent, type, cell);
    const Answer again = server().ask("SELECT $1::" + name, {{sent, format, type}}, Format::binary);
    ASSERT_EQ(again.error(), "") << again.error_field('M');
    const Cell cell_again = decoder_of(type, Format::binary)(*again.bytes(0, 0), arena);
    EXPECT_TRUE(cell == cell_again || std::isnan(cell.real()));
    if (type != oid::numeric) {
      EXPECT_EQ(*again.bytes(0, 0), bytes);
    }
    if (type == oid::json || type == oid::xml) return;  // are not compared
    const Answer same = server().ask("SELECT $1::" + name + " = CAST($2::text AS " + name + ")",
                                     {{sent, format, type}, text}, Format::text);
    EXPECT_EQ(same.bytes(0, 0), "t") << same.error_field('M');
  }
};

class CodecOf : public Codec, public ::testing::WithParamInterface<TypeSamples> {};

TEST_P(CodecOf, ReadsWhatTheServerPrintsAndSendsItBack) {
  for (const std::string& value : GetParam().values) check(GetParam().name, GetParam().type, value);
}

TEST_P(CodecOf, ReadsArraysAndSendsThemBack) {
  const TypeSamples& samples = GetParam();
  if (bound_of(samples.type) != oid::unspecified) GTEST_SKIP() << "arrays of ranges are sent as text";
  std::string base = samples.name;
  std::string elements;
  for (const std::string& value : samples.values) {
    std::string quoted;
    for (const char c : value) quoted.append(c == '\'' ? "''" : std::string(1, c));
    elements += "CAST('" + quoted + "' AS " + base + "),";
  }
  detail::Arena arena;
  for (const std::string& list : {"ARRAY[" + elements + "NULL]::" + base + "[]", "ARRAY[]::" + base + "[]"}) {
    const Answer answer = server().ask("SELECT " + list, {}, Format::binary);
    ASSERT_EQ(answer.error(), "") << answer.error_field('M');
    ASSERT_EQ(element_of(answer.type(0)), samples.type);
    const Cell cell = decoder_of(answer.type(0), Format::binary)(*answer.bytes(0, 0), arena);
    ListReader reader(cell);
    EXPECT_EQ(reader.left(), list.starts_with("ARRAY[]") ? 0 : samples.values.size() + 1);
    std::optional<Cell> last;
    while (const std::optional<Cell> each = reader.next()) last = each;
    EXPECT_TRUE(!last || last->is_null());
    if (samples.type == oid::inet || samples.type == oid::cidr || samples.type == oid::interval ||
        samples.type == oid::xml) {
      continue;
    }
    std::string sent;
    ASSERT_EQ(append_parameter(sent, answer.type(0), cell), Format::binary);
    const Answer again = server().ask("SELECT $1", {{sent, Format::binary, answer.type(0)}}, Format::binary);
    ASSERT_EQ(again.error(), "") << again.error_field('M');
    EXPECT_EQ(decoder_of(again.type(0), Format::binary)(*again.bytes(0, 0), arena), cell);
  }
}

INSTANTIATE_TEST_SUITE_P(, CodecOf, ::testing::ValuesIn(type_samples()), [](const auto& info) {
  std::string name;
  for (const char* c = info.param.name; *c && *c != '('; ++c) name += *c;
  return name;
});

std::string random_digits(std::mt19937_64& random, std::size_t count) {
  std::string digits;
  for (std::size_t i = 0; i < count; ++i) {
    // Many zeros: that is where the groups of four go wrong.
    digits += random() % 2 ? '0' : static_cast<char>('0' + random() % 10);
  }
  return digits;
}

TEST_F(Codec, KeepsAnyNumericExactly) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 300; ++i) {
    std::string value = (random() % 2 ? "-" : "") + random_digits(random, 1 + random() % 30);
    if (random() % 4) value += "." + random_digits(random, 1 + random() % 40);
    check("numeric", oid::numeric, value);
  }
}

TEST_F(Codec, KeepsAnyFloatToTheLastBit) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 200; ++i) {
    const auto bits = random();
    const auto real = std::bit_cast<double>(bits);
    const auto single = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    char text[64];
    if (std::isfinite(real)) check("float8", oid::float8, std::string(text, std::to_chars(text, text + 64, real).ptr));
    if (std::isfinite(single))
      check("float4", oid::float4, std::string(text, std::to_chars(text, text + 64, single).ptr));
  }
}

TEST_F(Codec, ReadsAnyPointInTime) {
  std::mt19937_64 random(3);
  const auto below = [&](std::uint64_t bound) { return std::to_string(random() % bound); };
  for (int i = 0; i < 200; ++i) {
    const std::string date = std::to_string(1000 + random() % (i % 2 ? 2000 : 200'000)) + "-" +
                             std::to_string(1 + random() % 12) + "-" + std::to_string(1 + random() % 28);
    const std::string clock = below(24) + ":" + below(60) + ":" + below(60) + "." + random_digits(random, 6);
    check("timestamp", oid::timestamp, date + " " + clock);
    check("timestamptz", oid::timestamptz, date + " " + clock + "-" + below(15) + ":" + below(60));
    check("date", oid::date, date);
    check("time", oid::time, clock);
    check("timetz", oid::timetz, clock + "+" + below(15) + ":" + below(60));
    check("interval", oid::interval, "-" + below(2000) + " mons " + below(2000) + " days -" + clock);
  }
}

TEST_F(Codec, PrintsAnyAddress) {
  std::mt19937_64 random(4);
  for (int i = 0; i < 200; ++i) {
    std::string address;
    for (int word = 0; word < 8; ++word) {
      char hex[8];
      const auto value = random() % 3 ? 0 : static_cast<std::uint16_t>(random() >> (random() % 16));
      address.append(word ? ":" : "").append(hex, std::to_chars(hex, hex + 8, value, 16).ptr);
    }
    check("inet", oid::inet, address + "/" + std::to_string(random() % 129));
  }
}

TEST_F(Codec, TakesEnumsAndTypesOfExtensionsAsText) {
  server().run("CREATE TYPE mood AS ENUM ('sad', 'so ''so''')");
  detail::Arena arena;
  for (const char* value : {"sad", "so 'so'"}) {
    const Answer answer = server().ask("SELECT $1::text::mood", {{value, Format::text}}, Format::binary);
    ASSERT_EQ(answer.error(), "");
    EXPECT_EQ(result_format(answer.type(0)), Format::text);
    for (const Format format : {Format::text, Format::binary}) {  // an enum is the same in both
      const Cell cell = decoder_of(answer.type(0), format)(*answer.bytes(0, 0), arena);
      EXPECT_EQ(cell, Cell::of_text(value));
    }
    std::string sent;
    const Format format = append_parameter(sent, answer.type(0), Cell::of_text(value));
    const Answer again = server().ask("SELECT $1::mood", {{sent, format}}, Format::text);
    EXPECT_EQ(again.bytes(0, 0), value);
  }
}

TEST_F(Codec, ReadsTheShortestNumberThatAFloat4Is) {
  const Answer answer = server().ask("SELECT '0.1'::float4", {}, Format::binary);
  detail::Arena arena;
  EXPECT_EQ(decoder_of(oid::float4, Format::binary)(*answer.bytes(0, 0), arena), Cell::of_real(0.1));
}

TEST_F(Codec, RefusesListsOfLists) {
  const Answer answer = server().ask("SELECT '{{1,2},{3,4}}'::int4[]", {}, Format::binary);
  detail::Arena arena;
  EXPECT_THROW(decoder_of(answer.type(0), Format::binary)(*answer.bytes(0, 0), arena), Internal);
}

}  // namespace
}  // namespace tenon::sql::postgres::testing
