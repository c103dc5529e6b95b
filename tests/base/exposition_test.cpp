#include <tests/base/exposition.hpp>

#include <gtest/gtest.h>

namespace tenon::exposition {
namespace {

const std::string header = "# HELP h Help.\n# TYPE h histogram\n";

TEST(Exposition, IsRefusedWhenItContradictsTheFormat) {
  for (const std::string& text : {
           std::string("# HELP a b\n# TYPE a gauge\na 1"),
           std::string("# HELP a b\n# TYPE a gauge\n"),
           std::string("# HELP a b\n# TYPE b gauge\nb 1\n"),
           std::string("# HELP a b\n# TYPE a guess\na 1\n"),
           std::string("# HELP a b\\q\n# TYPE a gauge\na 1\n"),
           std::string("# HELP a b\n# TYPE a gauge\na 1\na 2\n"),
           std::string("# HELP a b\n# TYPE a gauge\nb 1\n"),
           std::string("# HELP a b\n# TYPE a gauge\na{b=\"1\",b=\"2\"} 1\n"),
           std::string("# HELP a b\n# TYPE a gauge\na{b=\"1\\x\"} 1\n"),
           std::string("# HELP a b\n# TYPE a gauge\na one\n"),
           std::string("# HELP a b\n# TYPE a counter\na -1\n"),
           header + "h_bucket{le=\"1\"} 1\nh_sum 1\nh_count 1\n",
           header + "h_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n",
           header + "h_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 2\n",
           header + "h_bucket{le=\"+Inf\"} 1\nh_count 1\n",
       }) {
    EXPECT_ANY_THROW(parse(text)) << text;
  }
}

TEST(Exposition, IsTakenWhenItIsRight) {
  EXPECT_EQ(parse(header + "h_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n").size(), 1U);
  EXPECT_EQ(parse("").size(), 0U);
}

}  // namespace
}  // namespace tenon::exposition
