#include <tenon/base/decimal.hpp>
#include <tenon/base/reflection.hpp>
#include <tenon/base/time.hpp>
#include <tenon/base/uuid.hpp>

#include <gtest/gtest.h>

#include <any>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace shop {

enum class ShopStatus { open, closed };

struct Address {
  std::string street;
  int number = 1;
};

template <class T>
struct NoDefault {
  NoDefault(T initial) : value(initial) {}  // NOLINT: implicit, as constraint types are
  T value;
};

struct Order {
  tenon::Uuid id;
  tenon::Decimal total = 0;
  std::optional<std::string> note;
  std::vector<Address> addresses;
  Address billing;
  ShopStatus status = ShopStatus::open;
  tenon::Instant created_at;
  bool delete_ = false;
};

template <class T>
struct Page {
  std::vector<T> items;
  std::optional<std::string> next;
};

struct Empty {};

namespace deep::inside {
struct Leaf {
  int value;
};
}  // namespace deep::inside

}  // namespace shop

namespace tenon {
namespace {

using Names = std::vector<std::string_view>;

template <class T>
Names names_of() {
  return {member_names<T>.begin(), member_names<T>.end()};
}

TEST(Reflection, KnowsNumberAndNamesOfMembers) {
  static_assert(member_count<shop::Order> == 8);
  static_assert(member_names<shop::Order>[1] == "total");
  EXPECT_EQ(names_of<shop::Order>(),
            (Names{"id", "total", "note", "addresses", "billing", "status", "created_at", "delete_"}));
  EXPECT_EQ(names_of<shop::Page<shop::Order>>(), (Names{"items", "next"}));
  EXPECT_EQ(names_of<const shop::Address>(), (Names{"street", "number"}));
}

TEST(Reflection, TakesAnAggregateWithoutMembers) {
  static_assert(member_count<shop::Empty> == 0);
  EXPECT_TRUE(names_of<shop::Empty>().empty());
  shop::Empty empty;
  for_each_member(empty, [](std::string_view, auto&) { FAIL(); });
  static_assert(std::is_same_v<decltype(tie_members(empty)), std::tuple<>>);
  EXPECT_TRUE(member_offsets<shop::Empty>().empty());
}

TEST(Reflection, AcceptsPlainAggregatesOnly) {
  static_assert(Reflectable<shop::Order> && Reflectable<shop::Empty>);
  static_assert(!Reflectable<std::string> && !Reflectable<Uuid> && !Reflectable<int> && !Reflectable<int[3]>);
  union Either {
    int number;
    float real;
  };
  static_assert(!Reflectable<Either>);
}

TEST(Reflection, CountsMembersThatHaveNoDefault) {
  struct First {
    shop::NoDefault<int> a;
    int b = 0;
    std::string c;
  };
  struct Last {
    int a = 0;
    std::string b;
    shop::NoDefault<std::string> c;
  };
  struct Scattered {
    shop::NoDefault<int> a;
    int b;
    shop::NoDefault<int> c;
    std::optional<shop::NoDefault<int>> d;
    int e;
    int f;
  };
  EXPECT_EQ(names_of<First>(), (Names{"a", "b", "c"}));
  EXPECT_EQ(names_of<Last>(), (Names{"a", "b", "c"}));
  EXPECT_EQ(names_of<Scattered>(), (Names{"a", "b", "c", "d", "e", "f"}));
}

TEST(Reflection, TakesMembersOfEveryLibraryType) {
  struct Mixed {
    std::unique_ptr<int> pointer;
    std::function<void()> function;
    std::any anything;
    std::variant<int, std::string> either;
    std::map<std::string, shop::Address> map;
    std::optional<std::optional<int>> twice;
    std::string_view view;
    std::array<int, 4> array;
    std::pair<int, std::string> pair;
    std::vector<bool> bits;
    const char* text;
    std::nullptr_t null;
    std::byte byte;
    double real;
    Date date;
    const int constant;
    std::shared_ptr<Mixed> self;
  };
  EXPECT_EQ(names_of<Mixed>(), (Names{"pointer", "function", "anything", "either", "map", "twice", "view", "array",
                                      "pair", "bits", "text", "null", "byte", "real", "date", "constant", "self"}));
}

enum class HiddenKind { one };
struct HiddenCard {
  std::optional<HiddenKind> kind;
};

TEST(Reflection, TakesMembersWhoseTypesHaveNoLinkage) {
  struct Holder {
    std::optional<HiddenKind> kind;
    std::optional<std::variant<int, HiddenCard>> either;
    std::vector<HiddenCard> cards;
    std::unique_ptr<HiddenCard> pointer;
  };
  EXPECT_EQ(names_of<Holder>(), (Names{"kind", "either", "cards", "pointer"}));
  EXPECT_EQ(names_of<HiddenCard>(), (Names{"kind"}));
}

TEST(Reflection, ReachesSixtyFourMembers) {
  struct Four {
    int a, b, c, d;
  };
  struct Most {
    int a0, a1, a2, a3, a4, a5, a6, a7, b0, b1, b2, b3, b4, b5, b6, b7, c0, c1, c2, c3, c4, c5, c6, c7, d0, d1, d2, d3,
        d4, d5, d6, d7, e0, e1, e2, e3, e4, e5, e6, e7, f0, f1, f2, f3, f4, f5, f6, f7, g0, g1, g2, g3, g4, g5, g6, g7,
        h0, h1, h2, h3, h4, h5, h6, h7;
  };
  static_assert(member_count<Four> == 4);
  static_assert(member_count<Most> == 64);
  EXPECT_EQ(member_names<Most>[0], "a0");
  EXPECT_EQ(member_names<Most>[63], "h7");
  Most most{};
  most.h7 = 7;
  EXPECT_EQ(std::get<63>(tie_members(most)), 7);
}

TEST(Reflection, TiesMembersToReferences) {
  shop::Address address{"Baker Street", 221};
  auto [street, number] = tie_members(address);
  static_assert(std::is_same_v<decltype(tie_members(address)), std::tuple<std::string&, int&>>);
  number = 222;
  street += " B";
  EXPECT_EQ(address.number, 222);
  EXPECT_EQ(address.street, "Baker Street B");
  const shop::Address& constant = address;
  static_assert(std::is_same_v<decltype(tie_members(constant)), std::tuple<const std::string&, const int&>>);
  EXPECT_EQ(&std::get<0>(tie_members(constant)), &address.street);
}

TEST(Reflection, VisitsMembersInOrderWithTheirNames) {
  const shop::Address address{"Baker Street", 221};
  std::string seen;
  for_each_member(address, [&](std::string_view name, const auto& member) {
    seen += name;
    if constexpr (std::is_same_v<decltype(member), const int&>) seen += "=" + std::to_string(member);
    seen += ";";
  });
  EXPECT_EQ(seen, "street;number=221;");
}

TEST(Reflection, WorksAtCompileTime) {
  struct Point {
    int x = 3;
    int y = 4;
  };
  constexpr int sum = [] {
    Point point;
    for_each_member(point, [](std::string_view name, int& member) { member += name == "x" ? 10 : 20; });
    return apply_members(point, [](int x, int y) { return x * 100 + y; });
  }();
  static_assert(sum == 1324);
}

TEST(Reflection, KnowsWhereMembersLie) {
  const auto offsets = member_offsets<shop::Order>();
  EXPECT_EQ(offsets[0], offsetof(shop::Order, id));
  EXPECT_EQ(offsets[1], offsetof(shop::Order, total));
  EXPECT_EQ(offsets[4], offsetof(shop::Order, billing));
  EXPECT_EQ(offsets[7], offsetof(shop::Order, delete_));
  EXPECT_EQ(member_offsets<shop::deep::inside::Leaf>()[0], 0U);
}

TEST(TypeName, LeavesOutNamespaces) {
  static_assert(type_name<shop::Order>() == "Order");
  EXPECT_EQ(type_name<shop::deep::inside::Leaf>(), "Leaf");
  EXPECT_EQ(type_name<int>(), "int");
  EXPECT_EQ(type_name<shop::Page<shop::Order>>(), "Page<shop::Order>");
}

TEST(TypeName, HasThemWhenItIsQualified) {
  EXPECT_EQ(qualified_type_name<shop::deep::inside::Leaf>(), "shop::deep::inside::Leaf");
  EXPECT_EQ(qualified_type_name<shop::Page<int>>(), "shop::Page<int>");
  EXPECT_EQ(qualified_type_name<shop::ShopStatus>(), "shop::ShopStatus");
}

struct Hidden {
  int value;
};

TEST(TypeName, NamesTypesWithoutLinkageToo) {
  struct Local {
    int value;
  };
  EXPECT_EQ(type_name<Local>(), "Local");
  EXPECT_EQ(type_name<Hidden>(), "Hidden");
  EXPECT_EQ(member_names<Local>[0], "value");
  EXPECT_EQ(member_names<Hidden>[0], "value");
}

}  // namespace
}  // namespace tenon
