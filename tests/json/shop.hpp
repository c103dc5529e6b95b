#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <tenon/base/decimal.hpp>
#include <tenon/base/time.hpp>
#include <tenon/base/uuid.hpp>
#include <tenon/json/constraints.hpp>
#include <tenon/json/describe.hpp>

/// Aggregates as an application has them, for the tests of json.
namespace shop {

using namespace tenon::literals;

enum class Status { pending, paid, delete_ };

struct Line {
  tenon::Uuid product_id;
  tenon::Between<1, 99> quantity;
  tenon::Decimal unit_price;
};

struct Card {
  std::string number;
  bool operator==(const Card&) const = default;
};

struct BankTransfer {
  std::string iban;
  static constexpr tenon::json::Tag tag{"type", "bank"};
  bool operator==(const BankTransfer&) const = default;
};

struct Order {
  tenon::Uuid id;
  Status status;
  std::vector<Line> lines;
  std::variant<Card, BankTransfer> payment;
  std::optional<std::string> note;
  tenon::Instant created_at;
};

struct Node {
  std::string name;
  std::vector<Node> children;
  std::unique_ptr<Node> next;
};

/// One member of each kind.
struct Everything {
  bool boolean;
  std::int8_t int8;
  std::int16_t int16;
  std::int32_t int32;
  std::int64_t int64;
  std::uint8_t uint8;
  std::uint16_t uint16;
  std::uint32_t uint32;
  std::uint64_t uint64;
  long long long_long;
  float real32;
  double real64;
  std::string string;
  tenon::Uuid uuid;
  tenon::Decimal decimal;
  tenon::Instant instant;
  tenon::Date date;
  Status status;
  std::optional<int> optional;
  std::unique_ptr<std::string> pointer;
  std::vector<std::string> vector;
  std::array<int, 3> array;
  std::map<std::string, double> map;
  Line line;
  std::variant<Card, BankTransfer> variant;
  tenon::json::Value value;
  tenon::json::Object object;
};

/// With everything set to something that is not its default.
inline Everything make_everything() {
  Everything all{};
  all.boolean = true;
  all.int8 = INT8_MIN;
  all.int16 = INT16_MIN;
  all.int32 = INT32_MIN;
  all.int64 = INT64_MIN;
  all.uint8 = UINT8_MAX;
  all.uint16 = UINT16_MAX;
  all.uint32 = UINT32_MAX;
  all.uint64 = UINT64_MAX;
  all.long_long = -42;
  all.real32 = 0.1F;
  all.real64 = 2.5;
  all.string = "Gr\u00fc\u00dfe \"aus\" K\u00f6ln\n\t\x01 \U0001f600";
  all.uuid = *tenon::Uuid::parse("01932c07-209c-7e3a-b0f1-6d8f3c2a9e54");
  all.decimal = 12.50_dec;
  all.instant = *tenon::parse_instant("2024-02-29T12:30:00.5Z");
  all.date = *tenon::parse_date("2024-02-29");
  all.status = Status::delete_;
  all.optional = 7;
  all.pointer = std::make_unique<std::string>("held");
  all.vector = {"a", "", "c"};
  all.array = {1, 2, 3};
  all.map = {{"one", 1}, {"half", 0.5}};
  all.line = {all.uuid, 3, 9.99_dec};
  all.variant = BankTransfer{"DE00"};
  all.value = tenon::json::Array{1, "two", nullptr, tenon::json::Object{{"x", true}}};
  all.object = {{"free", "form"}};
  return all;
}

}  // namespace shop
