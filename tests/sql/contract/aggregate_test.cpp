#include "contract/contract.hpp"

#include <tenon/json/read.hpp>

namespace tenon::sql::testing {
namespace {

class Summary : public Contract {
 protected:
  static std::string text(const Value& value) {
    if (const auto* integer = value.get_if<std::int64_t>()) return std::to_string(*integer);
    if (const auto* decimal = value.get_if<Decimal>()) return decimal->to_string() + "d";
    if (const auto* real = value.get_if<double>()) return std::to_string(*real).substr(0, 5);
    if (const auto* boolean = value.get_if<bool>()) return *boolean ? "true" : "false";
    if (const auto* name = value.get_if<std::string>()) return *name;
    return "null";
  }
  static std::string text(const std::vector<Value>& values) {
    std::string all;
    for (const Value& value : values) all += (all.empty() ? "" : " ") + text(value);
    return all;
  }
  std::string aggregate(std::string_view name, std::string_view arguments) {
    return text(run(db.client().aggregate(model(name), read_aggregate(model(name), json::parse(arguments).value()))));
  }
  std::string group_by(const GroupBy& query) {
    std::string all;
    for (const Group& group : run(db.client().group_by(model("Post"), query))) {
      all += (all.empty() ? "" : ", ") + text(group.keys) + ": " + text(group.aggregates);
    }
    return all;
  }
  const schema::Field& post(const char* name) { return db.field("Post", name); }
};

TEST_P(Summary, Counts) {
  EXPECT_EQ(count("Post"), 4);
  EXPECT_EQ(count("Post", R"({"where": {"views": {"gt": 4}}})"), 2);
  EXPECT_EQ(count("Post", R"({"take": 3})"), 3);
  EXPECT_EQ(count("Post", R"({"skip": 1, "take": 9})"), 3);
  EXPECT_EQ(count("Post", R"({"take": 0})"), 0);
  EXPECT_EQ(count("Post", R"({"cursor": {"id": 3}})"), 2);
  EXPECT_EQ(count("Post", R"({"cursor": {"id": 99}})"), 0);
  EXPECT_EQ(count("User", R"({"where": {"posts": {"some": {"tags": {"some": {"name": "red"}}}}}})"), 1);
}

TEST_P(Summary, AggregatesByTheTypeOfTheField) {
  EXPECT_EQ(aggregate("Post", R"({"_count": true, "_sum": {"views": true}, "_avg": {"views": true},
                                  "_min": {"views": true, "title": true}, "_max": {"views": true}})"),
            "4 17 4.250 0 Alpha 9");
  EXPECT_EQ(aggregate("User", R"({"_count": {"age": true, "_all": true}, "_sum": {"money": true, "big": true},
                                  "_avg": {"money": true, "score": true}})"),
            "3 4 110.8d 15 27.7d 1.000");
  EXPECT_EQ(aggregate("User", R"({"_min": {"money": true}, "_max": {"money": true}})"), "0.1d 100d");
}

TEST_P(Summary, OfNoRowsIsNullButForCounts) {
  EXPECT_EQ(
      aggregate("Post", R"({"where": {"views": 77}, "_count": true, "_sum": {"views": true}, "_avg": {"views": true},
                                  "_min": {"title": true}})"),
      "0 null null null");
  EXPECT_EQ(aggregate("Post", R"({"cursor": {"id": 77}, "_count": true, "_max": {"views": true}})"), "0 null");
}

TEST_P(Summary, AggregatesAPage) {
  EXPECT_EQ(aggregate("Post", R"({"orderBy": {"views": "desc"}, "take": 2, "_sum": {"views": true}})"), "14");
  EXPECT_EQ(aggregate("Post", R"({"orderBy": {"views": "asc"}, "skip": 1, "take": 2, "_sum": {"views": true}})"), "8");
  EXPECT_EQ(aggregate("Post", R"({"orderBy": {"id": "asc"}, "take": -1, "_sum": {"views": true}})"), "9");
}

TEST_P(Summary, AddsNothingUpButNumbers) {
  EXPECT_EQ(error_of([&] { aggregate("Post", R"({"_sum": {"title": true}})"); }), "invalid wrong_type /title");
  EXPECT_EQ(error_of([&] { aggregate("Post", R"({"_avg": {"published": true}})"); }), "invalid wrong_type /published");
  EXPECT_EQ(error_of([&] { aggregate("User", R"({"_sum": {"posts": true}})"); }), "invalid wrong_type /posts");
}

/// Whoever reads has done nothing wrong.
TEST_P(Summary, SumsBeyondTheRangeAreAnErrorOfTheData) {
  update_many("User", "{}", R"({"big": 9223372036854775807})");
  EXPECT_EQ(error_of([&] { aggregate("User", R"({"_sum": {"big": true}})"); }), "internal unexpected_value");
}

TEST_P(Summary, AddsDecimalsExactly) {
  update_many("User", R"({"id": {"lte": 3}})", R"({"money": "0.1"})");
  EXPECT_EQ(aggregate("User", R"({"where": {"id": {"lte": 3}}, "_sum": {"money": true}})"), "0.3d");
}

TEST_P(Summary, Groups) {
  GroupBy query{.by = {&post("published")}, .order_by = {{.field = &post("published")}}};
  query.aggregates = {Aggregate{}, Aggregate{Function::sum, &post("views")}};
  EXPECT_EQ(group_by(query), "false: 2 3, true: 2 14");
  query.where = where("Post", R"({"views": {"gt": 0}})");
  EXPECT_EQ(group_by(query), "false: 1 3, true: 2 14");
  query.by = {&post("authorId"), &post("published")};
  query.order_by = {{.aggregate = {Function::sum, &post("views")}, .sort = desc}};
  EXPECT_EQ(group_by(query), "null true: 1 9, 1 true: 1 5, 1 false: 1 3");
  query.take = 1;
  query.skip = 1;
  EXPECT_EQ(group_by(query), "1 true: 1 5");
}

TEST_P(Summary, LeavesGroupsOutByHaving) {
  GroupBy query{.by = {&post("authorId")}, .order_by = GroupOrder{}};
  query.aggregates = {Aggregate{}};
  const auto having = [](Aggregate aggregate, Comparison comparison, List<Value> values) {
    return Having{
        .kind = Where::Kind::compare, .aggregate = aggregate, .comparison = comparison, .values = std::move(values)};
  };
  query.having = having({}, Comparison::gt, {Value(1)});
  EXPECT_EQ(group_by(query), "1: 2");
  query.having = having({Function::avg, &post("views")}, Comparison::gte, {Value(9)});
  EXPECT_EQ(group_by(query), "null: 1");
  query.having = having({Function::sum, &post("views")}, Comparison::gt, {Value(8.5)});
  EXPECT_EQ(group_by(query), "null: 1");
  query.having = having({Function::max, &post("title")}, Comparison::equals, {Value("beta")});
  EXPECT_EQ(group_by(query), "1: 2");
  query.having = having({}, Comparison::in, {Value(2), Value(7)});
  EXPECT_EQ(group_by(query), "1: 2");
  query.having = having({}, Comparison::in, std::vector<Value>{});
  EXPECT_EQ(group_by(query), "");
  query.having = Having{.kind = Where::Kind::none, .operands = {having({}, Comparison::gt, {Value(1)})}};
  query.order_by = {{.field = &post("authorId")}};
  const bool nulls_first = db.client().dialect().nulls_are_smallest();
  EXPECT_EQ(group_by(query), nulls_first ? "null: 1, 2: 1" : "2: 1, null: 1");
  query.having = Having{.kind = Where::Kind::compare, .field = &post("authorId"), .values = {Value(2)}};
  EXPECT_EQ(group_by(query), "2: 1");
}

TEST_P(Summary, ComparesMeansOfDecimalsWithMoreDigitsThanTheColumnHas) {
  const schema::Field& money = db.field("User", "money");
  update("User", R"({"id": 1})", R"({"money": "0.2"})");
  update("User", R"({"id": 2})", R"({"money": "0.1"})");
  update("User", R"({"id": 3})", R"({"money": "0.1"})");
  const auto groups = [&](Function function, Comparison comparison, const char* value) {
    GroupBy query{.by = {&db.field("User", "active")}};
    query.having = Having{.kind = Where::Kind::compare,
                          .aggregate = {function, &money},
                          .comparison = comparison,
                          .values = {Value(*Decimal::parse(value))}};
    return run(db.client().group_by(model("User"), query)).size();
  };
  EXPECT_EQ(groups(Function::avg, Comparison::lt, "0.1334"), 1u);
  EXPECT_EQ(groups(Function::avg, Comparison::lt, "0.1333"), 0u);
  EXPECT_EQ(groups(Function::sum, Comparison::gt, "0.3999"), 2u);
  EXPECT_EQ(groups(Function::sum, Comparison::in, "0.4"), 1u);
  EXPECT_EQ(groups(Function::max, Comparison::equals, "0.2"), 1u);
}

TEST_P(Summary, MakesNoGroupsWithoutFieldsNorPagesOfThemWithoutAnOrder) {
  EXPECT_EQ(error_of([&] { group_by({}); }), "invalid required");
  EXPECT_EQ(error_of([&] { group_by({.by = {&post("views")}, .order_by = {{.field = &post("title")}}}); }),
            "invalid wrong_type /title");
  EXPECT_EQ(error_of([&] { group_by({.by = {&post("views")}, .take = 1}); }), "invalid required");
}

INSTANTIATE_TEST_SUITE_P(Engines, Summary, ::testing::ValuesIn(test_engines()), name_of_engine);

}  // namespace
}  // namespace tenon::sql::testing
