#include <gtest/gtest.h>

#include <map>
#include <string>

#include <tenon/json/read.hpp>

#include "shop.hpp"

// Which members may be absent.
namespace tenon::json {
namespace {

using shop::Status;

template <class T>
std::string required_members() {
  std::string names;
  for (const Member& member : type_of<T>().members()) {
    if (type_of<T>().requires_member(member)) names += std::string(member.name) + " ";
  }
  return names;
}

struct Scalars {
  int number;
  int number_with = 0;
  bool flag;
  bool flag_with = false;
  double real;
  double real_with = 0.0;
  Status status;
  Status status_with = Status::pending;
  std::uint8_t byte;
  std::uint8_t byte_with = 0xa5;
  std::uint8_t other_byte_with = 0x5a;
  Between<1, 9> between;
  Between<1, 9> between_with = 1;
  Date date;
  Date date_with = Date{};
};

TEST(JsonDefaults, AnyInitialiserOfAPlainMemberCounts) {
  EXPECT_EQ(required_members<Scalars>(), "number flag real status byte between date ");
}

struct Classes {
  std::string text;
  std::string text_with = "name";
  std::vector<int> list;
  std::vector<int> list_with = {1};
  std::map<std::string, int> map;
  std::map<std::string, int> map_with = {{"a", 1}};
  Uuid id;
  Decimal decimal;
  Decimal decimal_with = Decimal(1);
  Instant instant;
  Instant instant_with = Instant{std::chrono::seconds{1}};
  Text<1, 5> checked;
  Text<1, 5> checked_with = "a";
  Items<int, 1, 5> items;
  Items<int, 1, 5> items_with = {1};
  Value value;
  Value value_with = true;
  std::optional<int> optional;
  std::unique_ptr<int> pointer;
  shop::Card inner;
  std::variant<shop::Card> variant;
};

TEST(JsonDefaults, AnInitialiserOfAClassCountsIfItsValueIsNotEmpty) {
  EXPECT_EQ(required_members<Classes>(), "text list map id decimal instant checked items value inner variant ");
}

struct Mixed {
  std::map<std::string, std::string> not_a_literal_type;
  bool flag = false;
  int number;
};

TEST(JsonDefaults, DoNotDependOnTheOtherMembers) { EXPECT_EQ(required_members<Mixed>(), "notALiteralType number "); }

struct ListDefaults {
  int page = 1;
  int offset = 0;
  bool descending = false;
  std::string sort = "name";
  std::optional<std::string> search;
};

TEST(JsonDefaults, AreKeptByMembersThatAreAbsent) {
  const auto query = read<ListDefaults>("{}");
  ASSERT_TRUE(query);
  EXPECT_EQ(query->page, 1);
  EXPECT_EQ(query->offset, 0);
  EXPECT_FALSE(query->descending);
  EXPECT_EQ(query->sort, "name");
  EXPECT_FALSE(query->search);
  EXPECT_EQ(read<ListDefaults>(R"({"page":7})")->page, 7);
}

struct WithList {
  std::vector<int> list = {1, 2, 3};
};

TEST(JsonDefaults, OfArraysAreReplacedAndNotAddedTo) {
  EXPECT_EQ(read<WithList>("{}")->list, (std::vector<int>{1, 2, 3}));
  EXPECT_EQ(read<WithList>(R"({"list":[9]})")->list, (std::vector<int>{9}));
}

struct Outer {
  ListDefaults query;
  int number = 5;
};

TEST(JsonDefaults, OfAnInnerAggregateDoNotMakeItOptional) {
  EXPECT_EQ(required_members<Outer>(), "query ");
  EXPECT_EQ(read<Outer>(R"({"query":{}})")->query.page, 1);
}

}  // namespace
}  // namespace tenon::json
