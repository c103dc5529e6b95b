#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <tenon/async/run.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/sql/list.hpp>
#include <tenon/sql/typed/box.hpp>
#include <tenon/sql/typed/given.hpp>

// Arguments are written where they are needed, within `co_await`, and every compiler must destroy what they hold once:
// g++ 12 copies their bytes (detail/held.hpp). The address sanitizer sees what the counter does not.
namespace tenon::sql {
namespace {

int alive = 0;

/// Small enough for a std::string to keep it within itself, so that a copy of its bytes points at the original.
struct Text {
  Text(const char* text) : value(text) { ++alive; }  // NOLINT: implicit by design
  Text(const Text& other) : value(other.value) { ++alive; }
  Text(Text&& other) noexcept : value(std::move(other.value)) { ++alive; }
  Text& operator=(const Text&) = default;
  Text& operator=(Text&&) = default;
  ~Text() { --alive; }
  std::string value;
};

struct Related {
  Given<Text> name{};
  List<Text> tags{};
};
struct BookFilter {
  Given<Text> name{};
  Given<int> age{};
  Box<Related> related{};
  List<Related> any{};
};
struct Arguments {
  BookFilter where{};
  Given<std::optional<Text>> note{};
  List<Text> fields{};
};

std::string describe(const Arguments& arguments) {
  std::string text;
  const auto add = [&](const Text& item) { text += item.value + ' '; };
  const auto add_related = [&](const Related& related) {
    if (related.name.given()) add(*related.name);
    for (const Text& tag : related.tags) add(tag);
  };
  if (arguments.where.name.given()) add(*arguments.where.name);
  if (arguments.where.age.given()) text += std::to_string(*arguments.where.age) + ' ';
  if (arguments.where.related.given()) add_related(*arguments.where.related);
  for (const Related& related : arguments.where.any) add_related(related);
  if (arguments.note.given() && *arguments.note) add(**arguments.note);
  for (const Text& field : arguments.fields) add(field);
  return text;
}

Task<std::string> by_value(Arguments arguments) {
  co_await async::yield();
  co_return describe(arguments);
}
Task<std::string> by_reference(const Arguments& arguments) {
  co_await async::yield();
  co_return describe(arguments);
}
Task<std::string> through_a_function(Arguments arguments) { return by_value(std::move(arguments)); }
Task<std::string> changed(Arguments arguments) {
  arguments.where.name = {"new"};
  arguments.where.related = {Related{.name = {"other"}}};
  arguments.fields.push_back("last");
  arguments.where.any = {};
  return by_value(arguments);
}
Task<std::string> failing(Arguments) {
  co_await async::yield();
  throw std::runtime_error("failed");
}

class Argument : public ::testing::Test {
 protected:
  Argument() { alive = 0; }
  ~Argument() override { EXPECT_EQ(alive, 0); }
};

TEST_F(Argument, IsDestroyedOnceWhenItIsWrittenWithinCoAwait) {
  async::run([]() -> Task<> {
    EXPECT_EQ(co_await by_value({.where = {.name = {"a"}, .age = {3}}}), "a 3 ");
    EXPECT_EQ(co_await by_reference({.where = {.name = {"a"}}, .note = {Text("n")}}), "a n ");
    EXPECT_EQ(co_await through_a_function({.where = {.name = {"a"}}, .fields = {"f", "g"}}), "a f g ");
    EXPECT_EQ(co_await by_value({}), "");
  }());
}

TEST_F(Argument, NestsWithinCoAwait) {
  async::run([]() -> Task<> {
    EXPECT_EQ(
        co_await through_a_function({
            .where = {.related = {{.name = {"r"}, .tags = {"s", "t"}}}, .any = {{.name = {"u"}}, {.tags = {"v"}}}},
        }),
        "r s t u v ");
  }());
}

TEST_F(Argument, TakesVectorsAndNamedValuesWithinCoAwait) {
  async::run([]() -> Task<> {
    std::vector<Text> fields{"one", "two", "three"};
    Text name = "a name that is too long to be kept within the string itself";
    const Related related{.name = {name}};
    EXPECT_EQ(co_await through_a_function({.where = {.related = related}, .fields = fields}),
              name.value + " one two three ");
    EXPECT_EQ(co_await by_value({.where = {.name = {std::move(name)}}, .fields = std::move(fields)}),
              related.name->value + " one two three ");
  }());
}

/// Like json::Items.
struct Texts {
  operator std::vector<Text>() const { return {"p", "q"}; }  // NOLINT: implicit by design
};

TEST_F(Argument, TakesWhatConvertsToAVectorWithinCoAwait) {
  async::run([]() -> Task<> { EXPECT_EQ(co_await through_a_function({.fields = Texts{}}), "p q "); }());
}

struct Number {
  Given<int> value{};
  Given<int> other{};
};
struct Numbers {
  List<Number> all{};
};
Task<std::size_t> size_of(Numbers numbers) { co_return numbers.all.size(); }

TEST_F(Argument, OfOneElementThatBeginsWithANumberIsOneElement) {
  async::run([]() -> Task<> {
    const int seven = 7;
    EXPECT_EQ(co_await size_of({.all = {{.value = {seven}}}}), 1u);
    EXPECT_EQ(co_await size_of({.all = {{.value = 7, .other = 8}}}), 1u);
    EXPECT_EQ(co_await size_of({.all = {{.value = {7}}, {.value = {8}}}}), 2u);
    EXPECT_EQ(co_await size_of({.all = std::vector<Number>(5)}), 5u);
  }());
}

TEST_F(Argument, MayBeChangedByTheFunctionThatTakesIt) {
  async::run([]() -> Task<> {
    EXPECT_EQ(co_await changed({
                  .where = {.name = {"old"}, .related = {{.name = {"old"}}}, .any = {{.name = {"old"}}}},
                  .fields = {"first"},
              }),
              "new other first last ");
  }());
}

TEST_F(Argument, IsDestroyedOnceWhenTheCallFails) {
  async::run([]() -> Task<> {
    try {
      co_await failing({.where = {.name = {"a"}, .related = {{.name = {"r"}}}}, .fields = {"f"}});
      ADD_FAILURE();
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "failed");
    }
  }());
}

TEST_F(Argument, IsDestroyedOnceWhenTheTaskNeverRuns) {
  async::run([]() -> Task<> {
    auto task = by_value({.where = {.name = {"a"}}, .fields = {"f"}});
    co_return;
  }());
}

TEST_F(Argument, CopiesAndMovesLikeAValue) {
  Arguments first{.where = {.name = {"a"}, .any = {{.name = {"u"}}}}, .fields = {"f"}};
  Arguments second = first;
  Arguments third = std::move(first);
  EXPECT_EQ(describe(second), "a u f ");
  EXPECT_EQ(describe(third), "a u f ");
  second.where.name = {"b"};
  third = second;
  second = {};
  EXPECT_EQ(describe(third), "b u f ");
  EXPECT_EQ(describe(second), "");
}

}  // namespace
}  // namespace tenon::sql
