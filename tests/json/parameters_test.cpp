#include <tenon/json/parameters.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "shop.hpp"

namespace tenon::json {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> errors_of(const Errors& errors) {
  std::vector<std::string> result;
  result.reserve(errors.fields.size());
  for (const FieldError& error : errors.fields) result.push_back(error.pointer + " " + error.code);
  return result;
}

template <class T>
std::vector<std::string> text_faults(std::string_view text) {
  T value{};
  return errors_of(read_text(type_of<T>(), &value, text, "p"));
}

template <class T>
T read_value(std::string_view text) {
  T value{};
  EXPECT_TRUE(read_text(type_of<T>(), &value, text).empty()) << text;
  return value;
}

TEST(Parameters, ReadScalarsFromPlainText) {
  EXPECT_EQ(read_value<int>("-42"), -42);
  EXPECT_EQ(read_value<std::uint64_t>("18446744073709551615"), UINT64_MAX);
  EXPECT_EQ(read_value<double>("1.5e3"), 1500);
  EXPECT_TRUE(read_value<bool>("true"));
  EXPECT_FALSE(read_value<bool>("false"));
  EXPECT_EQ(read_value<std::string>("a\"b\\"), "a\"b\\");
  EXPECT_EQ(read_value<std::string>(""), "");
  EXPECT_EQ(read_value<shop::Status>("delete"), shop::Status::delete_);
  EXPECT_EQ(read_value<Uuid>("01932c07-209c-7e3a-b0f1-6d8f3c2a9e54").version(), 7);
  EXPECT_EQ(read_value<Decimal>("12.50").to_string(), "12.50");
  EXPECT_EQ(tenon::to_string(read_value<Date>("2024-02-29")), "2024-02-29");
  EXPECT_EQ(read_value<std::optional<int>>("7"), 7);
  EXPECT_EQ(read_value<std::optional<std::string>>(""), "");
  EXPECT_EQ((read_value<Between<1, 9>>("9")), 9);
}

TEST(Parameters, TakeWholeNumbersForIntegersHoweverTheyAreWritten) {
  EXPECT_EQ(read_value<int>("1.0"), 1);
  EXPECT_EQ(read_value<int>("1e2"), 100);
  EXPECT_EQ(read_value<unsigned>("-0"), 0U);
}

TEST(Parameters, RefuseTextsOfAnotherForm) {
  for (const char* text : {"", " 1", "1 ", "+1", "01", "1.5", "0x1", "1e-2", "one", "1,2", "--1", "-"}) {
    EXPECT_THAT(text_faults<int>(text), ElementsAre("p wrong_type")) << text;
  }
  for (const char* text : {"", "1.", ".5", "nan", "inf", "1,5"}) {
    EXPECT_THAT(text_faults<double>(text), ElementsAre("p wrong_type")) << text;
  }
  for (const char* text : {"", "1", "True", "yes", "true "}) {
    EXPECT_THAT(text_faults<bool>(text), ElementsAre("p wrong_type")) << text;
  }
  EXPECT_THAT(text_faults<std::int8_t>("128"), ElementsAre("p out_of_range"));
  EXPECT_THAT(text_faults<shop::Status>("lost"), ElementsAre("p one_of"));
  EXPECT_THAT(text_faults<Uuid>("1"), ElementsAre("p uuid"));
  EXPECT_THAT(text_faults<Date>("2023-02-29"), ElementsAre("p date"));
  EXPECT_THAT((text_faults<Between<1, 9>>("10")), ElementsAre("p too_large"));
  EXPECT_THAT((text_faults<Text<2, 3>>("a")), ElementsAre("p too_short"));
  EXPECT_THAT(text_faults<std::string>("\xff"), ElementsAre("p invalid_utf8"));
  EXPECT_THAT(text_faults<std::optional<int>>(""), ElementsAre("p wrong_type"));
}

TEST(Parameters, KnowWhichTypesHaveATextForm) {
  EXPECT_TRUE(is_readable_from_text(type_of<int>()));
  EXPECT_TRUE(is_readable_from_text(type_of<Email>()));
  EXPECT_TRUE(is_readable_from_text(type_of<std::optional<shop::Status>>()));
  EXPECT_FALSE(is_readable_from_text(type_of<std::string_view>()));
  EXPECT_FALSE(is_readable_from_text(type_of<std::vector<int>>()));
  EXPECT_FALSE(is_readable_from_text(type_of<shop::Line>()));
  EXPECT_FALSE(is_readable_from_text(type_of<std::optional<shop::Line>>()));
  EXPECT_FALSE(is_readable_from_text(type_of<Value>()));
  shop::Line line{};
  EXPECT_THROW((void)read_text(type_of<shop::Line>(), &line, "{}"), Internal);
}

struct ListQuery {
  AtLeast<1> page = 1;
  Between<1, 100> page_size = 20;
  bool descending = false;
  std::vector<std::string> tag;
  Items<int, 0, 2> category = {7};
  std::optional<shop::Status> status;
  std::optional<Items<int, 2, 3>> size;
  Uuid shop_id;
};

Errors read_query(ListQuery& query, std::vector<Parameter> parameters, const ReadOptions& options = {}) {
  return read_members(type_of<ListQuery>(), &query, parameters, options);
}

const Parameter shop_id{"shopId", "01932c07-209c-7e3a-b0f1-6d8f3c2a9e54"};

TEST(Parameters, FillAnAggregate) {
  ListQuery query;
  const Errors errors = read_query(
      query,
      {{"tag", "a"}, {"pageSize", "50"}, {"tag", ""}, {"category", "1"}, shop_id, {"status", "paid"}, {"tag", "c"}});
  EXPECT_THAT(errors_of(errors), IsEmpty());
  EXPECT_EQ(query.page, 1);
  EXPECT_EQ(query.page_size, 50);
  EXPECT_THAT(query.tag, ElementsAre("a", "", "c"));
  EXPECT_THAT(query.category.value(), ElementsAre(1));
  EXPECT_EQ(query.status, shop::Status::paid);
}

TEST(Parameters, MayBeAbsentIfTheyAreVectorsOrHaveADefault) {
  ListQuery query;
  EXPECT_THAT(errors_of(read_query(query, {})), ElementsAre("shopId required"));
  EXPECT_THAT(query.tag, IsEmpty());
  EXPECT_THAT(query.category.value(), ElementsAre(7));
}

TEST(Parameters, CollectAllFaults) {
  ListQuery query;
  EXPECT_THAT(errors_of(read_query(query, {{"page", "0"},
                                           {"page", "2"},
                                           {"pageSize", "x"},
                                           {"category", "1"},
                                           {"category", "y"},
                                           {"category", "3"},
                                           {"sort", "name"}})),
              ElementsAre("page too_small", "page duplicate_field", "pageSize wrong_type", "category wrong_type",
                          "sort unknown_field", "category too_many", "shopId required"));
}

TEST(Parameters, FillAnOptionalVectorWithAllOfTheirName) {
  ListQuery query;
  EXPECT_THAT(errors_of(read_query(query, {{"size", "1"}, shop_id, {"size", "2"}, {"size", "3"}})), IsEmpty());
  ASSERT_TRUE(query.size.has_value());
  EXPECT_THAT(query.size->value(), ElementsAre(1, 2, 3));
}

TEST(Parameters, LeaveAnOptionalVectorEmptyAndUncheckedWithoutOne) {
  ListQuery query;
  EXPECT_THAT(errors_of(read_query(query, {shop_id})), IsEmpty());
  EXPECT_FALSE(query.size.has_value());
  EXPECT_THAT(errors_of(read_query(query, {shop_id, {"size", "1"}})), ElementsAre("size too_few"));
}

template <class T>
std::vector<std::string> parameter_faults(const std::vector<Parameter>& parameters) {
  T value{};
  return errors_of(read_parameter(type_of<T>(), &value, "n", parameters));
}

TEST(Parameters, AreCheckedOneByOneAsTheyAreInAnAggregate) {
  EXPECT_THAT(parameter_faults<int>({{"m", "x"}, {"n", "1"}}), IsEmpty());
  EXPECT_THAT(parameter_faults<int>({{"m", "1"}}), ElementsAre("n required"));
  EXPECT_THAT(parameter_faults<int>({{"n", "x"}, {"n", "1"}}), ElementsAre("n wrong_type", "n duplicate_field"));
  EXPECT_THAT(parameter_faults<std::optional<int>>({}), IsEmpty());
  EXPECT_THAT(parameter_faults<std::vector<int>>({}), IsEmpty());
  EXPECT_THAT((parameter_faults<Items<int, 1, 2>>({})), ElementsAre("n too_few"));
  EXPECT_THAT((parameter_faults<Items<int, 1, 2>>({{"n", "1"}, {"n", "2"}, {"n", "3"}})), ElementsAre("n too_many"));
  EXPECT_THAT((parameter_faults<std::optional<Items<int, 1, 2>>>({})), IsEmpty());
  EXPECT_EQ(parameter_faults<std::vector<int>>(std::vector<Parameter>(200, {"n", "x"})).size(), 100U);
}

TEST(Parameters, StopAtTheLimitOfFaults) {
  ListQuery query;
  const std::vector<Parameter> parameters(50, {"x", "1"});
  EXPECT_EQ(read_query(query, parameters, {.max_errors = 3}).fields.size(), 3U);
}

TEST(Parameters, MayBeUnknownIfAsked) {
  ListQuery query;
  EXPECT_THAT(errors_of(read_query(query, {{"utm_source", "x"}, shop_id}, {.ignore_unknown = true})), IsEmpty());
}

}  // namespace
}  // namespace tenon::json
