#include <gtest/gtest.h>

#include <tenon/schema/describe.hpp>
#include <tenon/schema/parse.hpp>

#include "corpus.hpp"

namespace tenon::schema {
namespace {

class ValidCorpus : public testing::TestWithParam<std::string> {};

TEST_P(ValidCorpus, IsDescribedAsPrismaDescribesIt) {
  auto path = corpus::folder("valid") / GetParam();
  auto schema = parse(corpus::read_file(path / "schema.prisma"));
  ASSERT_TRUE(schema) << render(schema.error());
  EXPECT_EQ(describe(*schema), corpus::read_file(path / "dmmf.json"));
}

INSTANTIATE_TEST_SUITE_P(Schemas, ValidCorpus, testing::ValuesIn(corpus::cases("valid")), corpus::test_name);

class AcceptedSurprises : public testing::TestWithParam<std::string> {};

TEST_P(AcceptedSurprises, AreAccepted) {
  auto path = corpus::folder("accepted-surprises") / GetParam();
  auto schema = parse(corpus::read_file(path / "schema.prisma"));
  EXPECT_TRUE(schema) << render(schema.error());
}

INSTANTIATE_TEST_SUITE_P(Schemas, AcceptedSurprises, testing::ValuesIn(corpus::cases("accepted-surprises")),
                         corpus::test_name);

TEST(ValidCorpus, IsAllThere) { EXPECT_EQ(corpus::cases("valid").size(), 143U); }

}  // namespace
}  // namespace tenon::schema
