#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include <tenon/schema/parse.hpp>

#include "corpus.hpp"
#include "recorded_rules.hpp"

namespace tenon::schema {
namespace {

/// Cases that Tenon deliberately judges otherwise than Prisma 7.
struct Exception {
  std::string_view name;
  std::string_view reason;
  bool accepted;  ///< Tenon takes the schema; otherwise it refuses it by another rule
};

constexpr Exception exceptions[] = {
    {"datasource-url-in-v7", "Prisma 6 requires what 7 refuses; both are read", true},
    {"datasource-directurl-in-v7", "Prisma 6 allows what 7 refuses; both are read", true},
    {"datasource-shadowurl-in-v7", "Prisma 6 allows what 7 refuses; both are read", true},
    {"generator-retired-preview-metrics", "real projects still list retired features: a warning", true},
    {"rel-compound-order-pg-ok-sqlserver-not", "SQL Server is refused as a whole", false},
};

const Exception* exception_for(std::string_view name) {
  auto at = std::find_if(std::begin(exceptions), std::end(exceptions),
                         [&](const Exception& candidate) { return candidate.name == name; });
  return at == std::end(exceptions) ? nullptr : at;
}

/// The rules that are broken on each line.
using Broken = std::map<std::size_t, std::set<std::string, std::less<>>>;

constexpr std::string_view stray = "This line is invalid. It does not start with any known Prisma schema keyword.";

/// error.txt: "error: MESSAGE", then "  -->  file:line". Prisma reports every stray line; of a run of them Tenon
/// reports the first.
Broken recorded(const std::string& text) {
  Broken out;
  std::string message;
  std::size_t stray_line = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    at = end + 1;
    if (line.starts_with("error: ")) message = line.substr(7);
    if (!line.starts_with("  -->  ")) continue;
    std::size_t number = std::stoul(line.substr(line.rfind(':') + 1));
    bool is_stray = message.find(stray) != std::string::npos;
    bool follows = is_stray && stray_line != 0 && stray_line + 1 == number;
    if (is_stray) stray_line = number;
    if (!follows) out[number].insert(std::string{corpus::rule_of(message)});
  }
  return out;
}

Broken broken(const std::vector<Diagnostic>& diagnostics) {
  Broken out;
  for (const Diagnostic& found : diagnostics) {
    if (found.severity == Severity::error) out[found.line].emplace(found.rule);
  }
  return out;
}

/// The same lines, and on each of them only rules that Prisma found broken there.
bool agrees(const Broken& ours, const Broken& theirs) {
  return std::equal(ours.begin(), ours.end(), theirs.begin(), theirs.end(), [](const auto& mine, const auto& other) {
    return mine.first == other.first &&
           std::includes(other.second.begin(), other.second.end(), mine.second.begin(), mine.second.end());
  });
}

class InvalidCorpus : public testing::TestWithParam<std::string> {};

TEST_P(InvalidCorpus, IsRefusedWherePrismaRefusesIt) {
  auto path = corpus::folder("invalid") / GetParam();
  auto schema = parse(corpus::read_file(path / "schema.prisma"));
  Broken theirs = recorded(corpus::read_file(path / "error.txt"));
  ASSERT_FALSE(theirs.empty());
  ASSERT_FALSE(theirs.begin()->second.contains("")) << "a recorded message has no rule in recorded_rules.hpp";
  Broken ours = schema ? Broken{} : broken(schema.error());
  if (const Exception* exception = exception_for(GetParam())) {
    EXPECT_EQ(schema.has_value(), exception->accepted) << exception->reason;
    EXPECT_FALSE(agrees(ours, theirs)) << "no exception any more: " << exception->reason;
    return;
  }
  ASSERT_FALSE(schema) << "it was accepted";
  EXPECT_TRUE(agrees(ours, theirs)) << render(schema.error()) << corpus::read_file(path / "error.txt");
}

TEST_P(InvalidCorpus, EveryErrorHasItsPlaceASentenceAndAHint) {
  auto schema = parse(corpus::read_file(corpus::folder("invalid") / GetParam() / "schema.prisma"));
  if (schema) return;
  for (const Diagnostic& found : schema.error()) {
    EXPECT_GT(found.line, 0U);
    EXPECT_GT(found.column, 0U);
    EXPECT_FALSE(found.excerpt.empty());
    EXPECT_TRUE(found.message.ends_with('.')) << found.message;
    ASSERT_FALSE(found.hint.empty()) << found.message;
    EXPECT_GE(found.hint.find_last_of(".?"), found.hint.size() - 2) << found.hint;
  }
}

INSTANTIATE_TEST_SUITE_P(Schemas, InvalidCorpus, testing::ValuesIn(corpus::cases("invalid")), corpus::test_name);

TEST(InvalidCorpus, IsAllThere) { EXPECT_EQ(corpus::cases("invalid").size(), 201U); }

}  // namespace
}  // namespace tenon::schema
