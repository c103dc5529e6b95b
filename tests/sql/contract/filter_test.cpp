#include "contract/contract.hpp"

namespace tenon::sql::testing {
namespace {

class Filters : public Contract {};

TEST_P(Filters, CompareWithEqualsAndNot) {
  EXPECT_EQ(ids("Post", R"({"views": 3})"), "2");
  EXPECT_EQ(ids("Post", R"({"views": {"equals": 9}})"), "4");
  EXPECT_EQ(ids("Post", R"({"views": {"not": 3}})"), "1 3 4");
  EXPECT_EQ(ids("Post", R"({"published": true})"), "1 4");
  EXPECT_EQ(ids("User", R"({"role": "ADMIN"})"), "1");
  EXPECT_EQ(ids("User", R"({"role": {"not": "ADMIN"}})"), "2 3 4");
}

TEST_P(Filters, CompareByOrder) {
  EXPECT_EQ(ids("Post", R"({"views": {"lt": 3}})"), "3");
  EXPECT_EQ(ids("Post", R"({"views": {"lte": 3}})"), "2 3");
  EXPECT_EQ(ids("Post", R"({"views": {"gt": 5}})"), "4");
  EXPECT_EQ(ids("Post", R"({"views": {"gte": 5}})"), "1 4");
  EXPECT_EQ(ids("Post", R"({"views": {"gte": 3, "lt": 9}})"), "1 2");
  EXPECT_EQ(ids("Tag", R"({"name": {"gt": "zzz"}})"), "");
  EXPECT_EQ(ids("User", R"({"money": {"gt": "0.1", "lte": "10.5"}})"), "1 3");
  EXPECT_EQ(ids("User", R"({"score": {"gte": 1.5}})"), "1 4");
  EXPECT_EQ(ids("User", R"({"big": {"gt": 7}})"), "2");
}

TEST_P(Filters, CompareWithLists) {
  EXPECT_EQ(ids("Post", R"({"views": {"in": [3, 9, 77]}})"), "2 4");
  EXPECT_EQ(ids("Post", R"({"views": {"in": [9]}})"), "4");
  EXPECT_EQ(ids("Post", R"({"views": {"notIn": [3, 9]}})"), "1 3");
  EXPECT_EQ(ids("User", R"({"money": {"in": ["10.5", "0.10"]}})"), "1 2");
  EXPECT_EQ(ids("User", R"({"role": {"in": ["USER"]}})"), "2 3 4");
}

TEST_P(Filters, OfAnEmptyListMatchNothingOrEverything) {
  EXPECT_EQ(ids("Post", R"({"views": {"in": []}})"), "");
  EXPECT_EQ(ids("Post", R"({"views": {"notIn": []}})"), "1 2 3 4");
  EXPECT_EQ(ids("Post", R"({"OR": []})"), "");
  EXPECT_EQ(ids("Post", R"({"AND": []})"), "1 2 3 4");
  EXPECT_EQ(ids("Post", R"({"NOT": []})"), "1 2 3 4");
  const schema::Field& views = db.field("Post", "views");
  for (const Where& nothing :
       {Where::among(views, Comparison::in, {}), Where::any({}), Where::none({Where::all({})}),
        Where::all({Where::any({})}), Where::related(db.field("Post", "author"), Quantifier::is, Where::any({}))}) {
    Where where;
    where.add(nothing);
    EXPECT_FALSE(where.is_everything());
    EXPECT_EQ(run(db.client().count(model("Post"), {.where = where})), 0);
    EXPECT_EQ(run(db.client().update_many(model("Post"), where, {.values = {{&views, 77}}})), 0);
    EXPECT_EQ(run(db.client().delete_many(model("Post"), where)), 0);
  }
  EXPECT_EQ(ids("Post", "{}"), "1 2 3 4");
}

TEST_P(Filters, OfTextsTakeWildcardsForThemselves) {
  EXPECT_EQ(ids("Post", R"({"title": {"contains": "m"}})"), "3");
  EXPECT_EQ(ids("Post", R"({"title": {"startsWith": "Al"}})"), "1");
  EXPECT_EQ(ids("Post", R"({"title": {"endsWith": "ta"}})"), "2 4");
  EXPECT_EQ(ids("Post", R"({"title": {"contains": "%"}})"), "3");
  EXPECT_EQ(ids("Post", R"({"title": {"contains": "_"}})"), "3");
  EXPECT_EQ(ids("Post", R"({"title": {"contains": "*"}})"), "3");
  EXPECT_EQ(ids("Post", R"({"title": {"contains": "?"}})"), "");
  EXPECT_EQ(ids("Post", R"({"title": {"contains": "[A-Z]"}})"), "");
  EXPECT_EQ(ids("Post", R"({"title": {"contains": ""}})"), "1 2 3 4");
}

TEST_P(Filters, OfTextsTellCapitalLettersUnlessToldOtherwise) {
  EXPECT_EQ(ids("Post", R"({"title": {"startsWith": "al"}})"), "");
  const schema::Field& title = db.field("Post", "title");
  const auto insensitive = [&](Comparison comparison, const char* text) {
    FindMany query{.where = Where::compare(title, comparison, text, Mode::insensitive),
                   .order_by = {{.field = &db.field("Post", "id")}}};
    return found(run(db.client().find_many(model("Post"), std::move(query))));
  };
  EXPECT_EQ(insensitive(Comparison::starts_with, "al"), "1");
  EXPECT_EQ(insensitive(Comparison::contains, "MMA%_"), "3");
  EXPECT_EQ(insensitive(Comparison::ends_with, "TA"), "2 4");
  EXPECT_EQ(insensitive(Comparison::equals, "BETA"), "2");
  EXPECT_EQ(insensitive(Comparison::not_, "BETA"), "1 3 4");
  FindMany query{.where = Where::among(title, Comparison::in, {"ALPHA", "Beta"}, Mode::insensitive)};
  EXPECT_EQ(run(db.client().count(model("Post"), std::move(query))), 2);
}

TEST_P(Filters, LeaveNullOutOfEveryComparisonButTheOneWithNull) {
  EXPECT_EQ(ids("User", R"({"age": null})"), "2");
  EXPECT_EQ(ids("User", R"({"age": {"not": null}})"), "1 3 4");
  EXPECT_EQ(ids("User", R"({"age": {"not": 30}})"), "3 4");
  EXPECT_EQ(ids("User", R"({"age": {"notIn": [30]}})"), "3 4");
  EXPECT_EQ(ids("User", R"({"age": {"lt": 100}})"), "1 3 4");
  EXPECT_EQ(ids("User", R"({"NOT": {"age": 30}})"), "3 4");
}

TEST_P(Filters, CombineWithAndOrNot) {
  EXPECT_EQ(ids("Post", R"({"AND": [{"views": {"gt": 1}}, {"published": true}]})"), "1 4");
  EXPECT_EQ(ids("Post", R"({"OR": [{"views": 0}, {"title": "beta"}]})"), "2 3");
  EXPECT_EQ(ids("Post", R"({"NOT": [{"views": 0}, {"title": "beta"}]})"), "1 4");
  EXPECT_EQ(ids("Post", R"({"published": true, "OR": [{"views": 5}, {"views": 3}]})"), "1");
  EXPECT_EQ(ids("Post", R"({"OR": [{"AND": [{"views": 5}, {"published": true}]}, {"NOT": {"views": {"gt": 0}}}]})"),
            "1 3");
}

TEST_P(Filters, OfNothingKeepTheirMeaning) {
  EXPECT_EQ(ids("Post", R"({"AND": []})"), "1 2 3 4");
  EXPECT_EQ(ids("Post", R"({"OR": []})"), "");
  EXPECT_EQ(ids("Post", R"({"NOT": []})"), "1 2 3 4");
  EXPECT_EQ(ids("Post", R"({"OR": [{}]})"), "1 2 3 4");
  EXPECT_EQ(ids("Post", R"({"NOT": {}})"), "");
}

TEST_P(Filters, ReachToManyRelations) {
  EXPECT_EQ(ids("User", R"({"posts": {"some": {"published": true}}})"), "1");
  EXPECT_EQ(ids("User", R"({"posts": {"some": {}}})"), "1 2");
  EXPECT_EQ(ids("User", R"({"posts": {"every": {"views": {"gt": 0}}}})"), "1 3 4");
  EXPECT_EQ(ids("User", R"({"posts": {"none": {}}})"), "3 4");
  EXPECT_EQ(ids("User", R"({"posts": {"none": {"published": true}}})"), "2 3 4");
  EXPECT_EQ(ids("Post", R"({"comments": {"some": {"n": 2}}})"), "1");
}

TEST_P(Filters, ReachManyToManyRelations) {
  EXPECT_EQ(ids("Post", R"({"tags": {"some": {"name": "blue"}}})"), "1");
  EXPECT_EQ(ids("Post", R"({"tags": {"every": {"name": "red"}}})"), "2 3 4");
  EXPECT_EQ(ids("Post", R"({"tags": {"none": {}}})"), "3 4");
}

TEST_P(Filters, ReachToOneRelations) {
  EXPECT_EQ(ids("Post", R"({"author": {"is": {"name": "Ann"}}})"), "1 2");
  EXPECT_EQ(ids("Post", R"({"author": {"isNot": {"name": "Ann"}}})"), "3 4");
  EXPECT_EQ(ids("Post", R"({"author": null})"), "4");
  EXPECT_EQ(ids("Post", R"({"author": {"isNot": null}})"), "1 2 3");
  EXPECT_EQ(ids("User", R"({"profile": {"is": {"bio": "b"}}})"), "2");
  EXPECT_EQ(ids("User", R"({"profile": null})"), "3 4");
}

TEST_P(Filters, ReachThroughSeveralRelations) {
  EXPECT_EQ(ids("User", R"({"posts": {"some": {"tags": {"some": {"name": "blue"}}, "comments": {"some": {"n": 2}}}}})"),
            "1");
  EXPECT_EQ(ids("Profile", R"({"user": {"posts": {"some": {"comments": {"some": {"text": "third"}}}}}})"), "2");
}

TEST_P(Filters, MustSuitTheField) {
  const auto compare = [&](const char* name, Comparison comparison, Value value) {
    return error_of([&] {
      FindMany query{.where = Where::compare(db.field("User", name), comparison, std::move(value))};
      run(db.client().find_many(model("User"), std::move(query)));
    });
  };
  EXPECT_EQ(compare("age", Comparison::equals, "x"), "invalid wrong_type /age");
  EXPECT_EQ(compare("age", Comparison::equals, 3'000'000'000), "invalid out_of_range /age");
  EXPECT_EQ(compare("age", Comparison::lt, nullptr), "invalid wrong_type /age");
  EXPECT_EQ(compare("age", Comparison::contains, "x"), "invalid wrong_type /age");
  EXPECT_EQ(compare("role", Comparison::equals, "KING"), "invalid one_of /role");
  EXPECT_EQ(compare("posts", Comparison::equals, 1), "invalid wrong_type /posts");
  EXPECT_EQ(error_of([&] { ids("User", R"({"nothing": 1})"); }), "invalid unknown_field /nothing");
  EXPECT_EQ(error_of([&] { ids("Post", R"({"author": {"some": {}}})"); }), "invalid wrong_type /author");
  EXPECT_EQ(error_of([&] { ids("User", R"({"posts": {"is": {}}})"); }), "invalid wrong_type /posts");
}

TEST_P(Filters, TakeLongListsOfConditions) {
  std::vector<Where> views;
  views.reserve(5000);
  for (int i = 0; i < 5000; ++i) views.push_back(Where::compare(db.field("Post", "views"), Comparison::equals, i % 4));
  FindMany query{.where = Where::any(std::move(views)), .order_by = {{.field = &db.field("Post", "id")}}};
  EXPECT_EQ(found(run(db.client().find_many(model("Post"), std::move(query)))), "2 3");
}

INSTANTIATE_TEST_SUITE_P(Engines, Filters, ::testing::ValuesIn(test_engines()), name_of_engine);

}  // namespace
}  // namespace tenon::sql::testing
