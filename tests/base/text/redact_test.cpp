#include <tenon/base/text/redact.hpp>

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace tenon::text {
namespace {

TEST(RedactUrl, HidesWhoAsksAndTheQuery) {
  const std::pair<const char*, const char*> cases[] = {
      {"postgresql://shop:sesame@db:5432/shop", "postgresql://***@db:5432/shop"},
      {"postgresql://shop@db/shop", "postgresql://***@db/shop"},
      {"redis://:sesame@cache:6379/0", "redis://***@cache:6379/0"},
      {"postgresql://db/shop?user=shop&password=sesame", "postgresql://db/shop?***"},
      {"https://a.example/b#token=sesame", "https://a.example/b#***"},
      {"mongodb+srv://u:sesame@h1:27017,h2:27018/shop?authSource=admin",
       "mongodb+srv://***@h1:27017,h2:27018/shop?***"},
      {"http://[::1]:8080/a", "http://[::1]:8080/a"},
      {"http://u:sesame@[::1]:8080/", "http://***@[::1]:8080/"},
      {"https://a.example/x:y@z", "https://a.example/x:y@z"},
      {"https://a.example/b?mail=c@sesame", "https://a.example/b?***"},
      {"file:shop.db", "file:shop.db"},
      {"file:shop.db?key=sesame", "file:shop.db?***"},
      {"file:///var/lib/shop.db", "file:///var/lib/shop.db"},
      {"file::memory:", "file::memory:"},
      {"shop.db", "shop.db"},
      {"", ""},
  };
  for (const auto& [url, shown] : cases) EXPECT_EQ(redact_url(url), shown) << url;
}

TEST(RedactUrl, HidesPasswordsWithBytesThatShouldBeEscaped) {
  for (const char* url :
       {"postgresql://u:sesame@ses@db/shop", "postgresql://u:ses/ame@db/shop", "postgresql://u:1/ame@db/shop",
        "postgresql://u:ses ame@db/shop", "postgresql://u:ses\"ame@db/shop", "postgresql://u:ses:ame@db/shop",
        "postgresql://u:ses@/ame@db/shop", "postgresql://ses://ame@db/shop"}) {
    EXPECT_EQ(redact_url(url), "postgresql://***@db/shop") << url;
  }
  for (const char* url : {"postgresql://u:sesame", "postgresql://:sesame", "postgresql://u:sesame/db", "redis://u:1e9",
                          "postgresql://u:ses?ame@db/shop", "postgresql://u:ses#ame@db/shop",
                          "redis://u:12#sesame@db/0", "redis://u:12/sesame?@db/0", "redis://u:s@es/ame#x@db/0",
                          "redis://u:s@es:/ame?x@db/0", "https://a.example:8080/b?mail=c@sesame"}) {
    EXPECT_EQ(redact_url(url), std::string(url).substr(0, std::string(url).find("//")) + "//***") << url;
  }
}

TEST(RedactUrl, HidesThePasswordOfWhatIsNoUrl) {
  EXPECT_EQ(redact_url("postgres:u:sesame@db/shop"), "postgres:***@db/shop");
  EXPECT_EQ(redact_url("sesame@db"), "***@db");
  EXPECT_EQ(redact_url("host=db password=sesame dbname=shop"), "host=*** password=*** dbname=***");
  EXPECT_EQ(redact_url("jdbc:sqlserver://db:1433;user=u;password=sesame").find("sesame"), std::string::npos);
}

TEST(RedactUrls, HidesThemWithinAText) {
  EXPECT_EQ(redact_urls("\"postgresql://u:sesame@db/shop\" names no SQLite database"),
            "\"postgresql://***@db/shop\" names no SQLite database");
  EXPECT_EQ(redact_urls("http://u:a@b,http://u:c@d, redis://:e@f/0 and /g://h@i"),
            "http://***@b,http://***@d, redis://***@f/0 and /g://***@i");
  EXPECT_EQ(redact_urls("http://127.0.0.1:8080"), "http://127.0.0.1:8080");
  for (const char* text : {"", "://", "a ://b", "no URL here, shop@example.com: 5", "1://x"}) {
    EXPECT_EQ(redact_urls(text), text);
  }
}

}  // namespace
}  // namespace tenon::text
