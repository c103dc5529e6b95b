#include <tenon/http/accept.hpp>

#include <array>

#include <gtest/gtest.h>

namespace tenon::http {
namespace {

TEST(Accept, WeighsATypeByItsMostSpecificRange) {
  struct Row {
    const char* accept;
    const char* type;
    Quality quality;
  };
  const Row rows[] = {
      {"", "text/html", 1000},
      {"*/*", "text/html", 1000},
      {"text/html", "text/html", 1000},
      {"TEXT/HTML;Q=0.5", "text/html", 500},
      {"text/html", "text/plain", 0},
      {"text/*;q=0.3, text/html;q=0.7, */*;q=0.5", "text/html", 700},
      {"text/*;q=0.3, text/html;q=0.7, */*;q=0.5", "text/plain", 300},
      {"text/*;q=0.3, text/html;q=0.7, */*;q=0.5", "image/png", 500},
      {"*/*, text/html;q=0", "text/html", 0},
      {"text/html;level=1, text/html;q=0.4", "text/html", 400},
      {"text/html;q=0.123", "text/html", 123},
      {"text/html;q=1.000", "text/html", 1000},
      {"text/html;q=1.001", "text/html", 0},
      {"text/html;q=2", "text/html", 0},
      {"text/html;q=x, */*;q=0.1", "text/html", 100},
      {"text/html;q=0.1234, */*;q=0.1", "text/html", 100},
      {", ,text/html,", "text/html", 1000},
      {"text/html q=1, */*;q=0.2", "text/html", 200},
      {"text/html;q=0.1;ext=1", "text/html", 0},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(accept_quality(row.accept, row.type), row.quality) << row.accept << " for " << row.type;
  }
}

TEST(Accept, ChoosesTheTypeThatIsWantedMost) {
  const std::array<std::string_view, 3> offers = {"application/json", "text/html", "text/plain"};
  EXPECT_EQ(choose_media_type("", offers), 0u);
  EXPECT_EQ(choose_media_type("*/*", offers), 0u);
  EXPECT_EQ(choose_media_type("text/*", offers), 1u);
  EXPECT_EQ(choose_media_type("text/html;q=0.5, text/plain", offers), 2u);
  EXPECT_EQ(choose_media_type("text/html,application/xml;q=0.9,*/*;q=0.8", offers), 1u);
  EXPECT_EQ(choose_media_type("image/png", offers), std::nullopt);
  EXPECT_EQ(choose_media_type("*/*;q=0", offers), std::nullopt);
}

TEST(AcceptEncoding, ChoosesTheCodingThatIsWantedMost) {
  const std::pair<const char*, Coding> rows[] = {
      {"", Coding::identity},
      {"identity", Coding::identity},
      {"gzip", Coding::gzip},
      {"x-gzip", Coding::gzip},
      {"GZIP", Coding::gzip},
      {"gzip, deflate, br", Coding::br},
      {"gzip, deflate, br, zstd", Coding::zstd},
      {"gzip;q=1.0, br;q=0.5", Coding::gzip},
      {"gzip;q=0", Coding::identity},
      {"*", Coding::zstd},
      {"*;q=0.5, gzip", Coding::gzip},
      {"zstd;q=0, *", Coding::br},
      {"identity;q=0, *;q=0", Coding::identity},
      {"identity;q=0", Coding::identity},
      {"compress, deflate", Coding::identity},
      {"gzip;q=nonsense", Coding::identity},
      {"br;q=0.001", Coding::br},
  };
  for (const auto& [field, coding] : rows) {
    EXPECT_EQ(choose_coding(field, {Coding::zstd, Coding::br, Coding::gzip}), coding) << field;
  }
  EXPECT_EQ(choose_coding("gzip, br", {}), Coding::identity);
}

}  // namespace
}  // namespace tenon::http
