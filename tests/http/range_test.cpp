#include <tenon/http/range.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include <tenon/base/http_date.hpp>
#include <tenon/http/request_builder.hpp>

namespace tenon::http {
namespace {

std::string http_date(Instant instant) {
  std::string text(http_date_size, '\0');
  write_http_date(text.data(), instant);
  return text;
}

/// What a field asks for of 100 bytes: "whole", "416" or Content-Range.
std::string asked(std::string_view field, std::uint64_t size = 100) {
  const ByteRange range = parse_range(field, size);
  if (range.kind == ByteRange::Kind::whole) return "whole";
  return content_range(range, size);
}

TEST(Range, IsOneRunOfBytes) {
  EXPECT_EQ(asked("bytes=0-0"), "bytes 0-0/100");
  EXPECT_EQ(asked("bytes=0-"), "bytes 0-99/100");
  EXPECT_EQ(asked("bytes=10-19"), "bytes 10-19/100");
  EXPECT_EQ(asked("Bytes=10-19"), "bytes 10-19/100");
  EXPECT_EQ(asked("bytes= 10-19 "), "bytes 10-19/100");
  EXPECT_EQ(asked("bytes=90-200"), "bytes 90-99/100");
  EXPECT_EQ(asked("bytes=99-99999999999999999999999"), "bytes 99-99/100");
  EXPECT_EQ(asked("bytes=-1"), "bytes 99-99/100");
  EXPECT_EQ(asked("bytes=-100"), "bytes 0-99/100");
  EXPECT_EQ(asked("bytes=-99999999999999999999999"), "bytes 0-99/100");
}

TEST(Range, CannotBeginBehindTheEnd) {
  EXPECT_EQ(asked("bytes=100-"), "bytes */100");
  EXPECT_EQ(asked("bytes=100-200"), "bytes */100");
  EXPECT_EQ(asked("bytes=18446744073709551615-18446744073709551615"), "bytes */100");
  EXPECT_EQ(asked("bytes=-0"), "bytes */100");
}

TEST(Range, ThatCannotBeReadOrIsOfSeveralPartsMeansTheWhole) {
  for (const char* field : {"", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-4", "bytes=0x1-2", "bytes=1 -2",
                            "bytes=+1-2", "bytes=--1", "bytes=1-2-3", "bytes=0-1,5-6", "lines=0-1", "0-1"}) {
    EXPECT_EQ(asked(field), "whole") << field;
  }
  EXPECT_EQ(asked("bytes=0-", 0), "whole");
  EXPECT_EQ(asked("bytes=-1", 0), "whole");
}

TEST(Range, IsHeardOfGetOnlyAndInTheStateThatIfRangeNames) {
  const Validators current{.exists = true,
                           .entity_tag = EntityTag::strong("a"),
                           .last_modified = Instant{std::chrono::seconds{784111777} + std::chrono::microseconds{5}}};
  const auto kind = [&](const RequestBuilder& builder) { return range_of(*builder.build(), current, 100).kind; };
  const auto get = [] { return RequestBuilder{Method::get, "/"}.header("Range", "bytes=0-9"); };
  EXPECT_EQ(kind(get()), ByteRange::Kind::part);
  EXPECT_EQ(kind(RequestBuilder{Method::get, "/"}), ByteRange::Kind::whole);
  for (const Method method : {Method::head, Method::post}) {
    EXPECT_EQ(kind(RequestBuilder{method, "/"}.header("Range", "bytes=0-9")), ByteRange::Kind::whole);
  }
  EXPECT_EQ(kind(get().header("If-Range", "\"a\"")), ByteRange::Kind::part);
  EXPECT_EQ(kind(get().header("If-Range", "Sun, 06 Nov 1994 08:49:37 GMT")), ByteRange::Kind::part);
  for (const char* other :
       {"\"b\"", "W/\"a\"", "Sun, 06 Nov 1994 08:49:38 GMT", "Sun, 06 Nov 1994 08:49:36 GMT", "x", "*"}) {
    EXPECT_EQ(kind(get().header("If-Range", other)), ByteRange::Kind::whole) << other;
  }
}

TEST(Range, IsNotHeardByADateThatIsTooYoungToTellVersionsApart) {
  const Instant now = std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  const auto kind = [](Instant modified) {
    const Validators current{.exists = true, .entity_tag = {}, .last_modified = modified};
    const auto request =
        RequestBuilder{Method::get, "/"}.header("Range", "bytes=0-9").header("If-Range", http_date(modified)).build();
    return range_of(*request, current, 100).kind;
  };
  EXPECT_EQ(kind(now - std::chrono::minutes{2}), ByteRange::Kind::part);
  EXPECT_EQ(kind(now - std::chrono::seconds{50}), ByteRange::Kind::whole);
  EXPECT_EQ(kind(now), ByteRange::Kind::whole);
  EXPECT_EQ(kind(now + std::chrono::hours{1}), ByteRange::Kind::whole);
}

}  // namespace
}  // namespace tenon::http
