#include <gtest/gtest.h>

#include <variant>

#include <tenon/json/constraints.hpp>
#include <tenon/json/read.hpp>
#include <tenon/json/schema.hpp>
#include <tenon/json/write.hpp>

using namespace tenon;

namespace {

// [order]
enum class Delivery { post, pick_up };

struct Line {
  Uuid product_id;  // "productId"
  Between<1, 99> quantity;
};
struct PlaceOrder {
  Items<Line, 1, 50> lines;
  Email email;
  std::optional<DecimalBetween<"0", "500", 2>> tip;
  Delivery delivery = Delivery::post;  // "post" or "pick_up"
};
// [order]

TEST(JsonGuide, ReadsIntoPlainTypesAndReportsEveryError) {
  // [read]
  const auto order = json::read<PlaceOrder>(R"({
    "lines": [{"productId": "018f3c5e-7a00-7000-8000-000000000001", "quantity": 0}],
    "email": "nobody",
    "tip": "1.005"
  })");
  std::string errors;
  for (const FieldError& error : order.error().fields) errors += error.pointer + " " + error.code + "\n";
  EXPECT_EQ(errors, "/lines/0/quantity too_small\n/email email\n/tip too_precise\n");
  // [read]
}

TEST(JsonGuide, TellsWhereATextStopsBeingJson) {
  // [syntax]
  const auto order = json::read<PlaceOrder>("{\"lines\": [\n  {,");
  EXPECT_EQ(order.error().syntax->code, "unexpected_character");
  EXPECT_EQ(order.error().syntax->line, 2U);
  // [syntax]
}

TEST(JsonGuide, WritesTheSameTypes) {
  // [write]
  PlaceOrder order;
  order.lines = {{.product_id = Uuid{}, .quantity = 2}};
  order.email = "ada@example.com";
  EXPECT_EQ(json::to_string(order), R"({"lines":[{"productId":"00000000-0000-0000-0000-000000000000","quantity":2}],)"
                                    R"("email":"ada@example.com","tip":null,"delivery":"post"})");
  EXPECT_THROW(order.email = "nobody", Invalid);
  // [write]
}

// [variant]
struct Card {
  Pattern<"^[0-9]{16}$"> number;
};
struct BankTransfer {
  Text<15, 34> iban;
};
using Payment = std::variant<Card, BankTransfer>;
// [variant]

TEST(JsonGuide, TellsTheAlternativesOfAVariantByTheirTag) {
  const auto payment = json::read<Payment>(R"({"type": "bankTransfer", "iban": "DE02120300000000202051"})");
  ASSERT_TRUE(payment);
  EXPECT_EQ(std::get<BankTransfer>(*payment).iban, "DE02120300000000202051");
}

// [patch]
struct ChangeBook {
  std::optional<Text<1, 200>> title;                // absent, or a new title
  std::optional<std::optional<Text<0, 500>>> note;  // absent, null (remove it), or a new note
};
// [patch]

TEST(JsonGuide, TellsAbsentFromNull) {
  EXPECT_FALSE(json::read<ChangeBook>("{}")->note.has_value());
  const auto emptied = json::read<ChangeBook>(R"({"note": null})");
  ASSERT_TRUE(emptied->note.has_value());
  EXPECT_FALSE(emptied->note->has_value());
}

// [own]
/// A shelf mark like "B-17". A class with `parse` and `to_string` is a string in JSON.
class ShelfMark {
 public:
  static std::optional<ShelfMark> parse(std::string_view text) {
    if (text.size() < 3 || text[0] < 'A' || text[0] > 'Z' || text[1] != '-') return std::nullopt;
    ShelfMark mark;
    mark.text_ = text;
    return mark;
  }
  const std::string& to_string() const noexcept { return text_; }

 private:
  std::string text_;
};
// [own]

}  // namespace

// [format]
template <>
inline constexpr json::TextFormat tenon::json::text_format<ShelfMark>{.code = "shelf_mark",
                                                                      .expected = "Must be a mark like \"B-17\"."};
// [format]

namespace {

struct Place {
  ShelfMark mark;
};

TEST(JsonGuide, TakesTextTypesOfOnesOwn) {
  EXPECT_EQ(json::read<Place>(R"({"mark": "B-17"})")->mark.to_string(), "B-17");
  EXPECT_EQ(json::read<Place>(R"({"mark": "17"})").error().fields[0].code, "shelf_mark");
}

TEST(JsonGuide, HoldsDataOfUnknownShape) {
  // [value]
  const json::Value event = json::parse(R"({"kind": "lent", "books": [{"id": 7}]})").value();
  EXPECT_EQ(event["books"][0]["id"].as_int64(), 7);
  EXPECT_THROW(event["kind"].as_int64(), Invalid);
  // [value]
}

TEST(JsonGuide, DescribesTypesAsJsonSchema) {
  // [schema]
  const json::Value schema = json::schema_of<Line>();
  EXPECT_EQ(schema["$defs"]["Line"]["properties"]["quantity"]["maximum"].as_int64(), 99);
  // [schema]
}

}  // namespace
