#include <tenon/http/request_headers.hpp>

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace tenon::http {
namespace {

// Fields are added as places in a text.
class FieldList {
 public:
  void add(std::string_view name, std::string_view value) {
    const auto name_at = static_cast<std::uint32_t>(text_.size());
    text_.append(name).append(value);
    headers_.add(header_id(name), name_at, static_cast<std::uint16_t>(name.size()),
                 name_at + static_cast<std::uint32_t>(name.size()), static_cast<std::uint32_t>(value.size()));
  }
  const RequestHeaders& read() {
    headers_.set_base(text_.data());
    return headers_;
  }

 private:
  std::string text_;
  RequestHeaders headers_;
};

TEST(RequestHeaders, FindKnownAndOtherNames) {
  FieldList fields;
  fields.add("host", "shop.example");
  fields.add("X-Shop", "toys");
  fields.add("X-Empty", "");
  const RequestHeaders& headers = fields.read();
  EXPECT_EQ(headers.get(header::host), "shop.example");
  EXPECT_EQ(headers.get("HOST"), "shop.example");
  EXPECT_EQ(headers.get("x-shop"), "toys");
  EXPECT_EQ(headers.find("x-empty"), "");
  EXPECT_TRUE(headers.contains("x-empty"));
  EXPECT_EQ(headers.find("x-other"), std::nullopt);
  EXPECT_EQ(headers.find(header::cookie), std::nullopt);
  EXPECT_FALSE(headers.contains(HeaderId::other));
  EXPECT_EQ(headers[1].name, "X-Shop");
  EXPECT_EQ(headers.size(), 3u);
}

TEST(RequestHeaders, JoinRepeatedFields) {
  FieldList fields;
  fields.add("Accept", "a/b");
  fields.add("Host", "x");
  fields.add("accept", "c/d");
  const RequestHeaders& headers = fields.read();
  EXPECT_EQ(headers.get(header::accept), "a/b");
  EXPECT_EQ(headers.count(header::accept), 2u);
  EXPECT_EQ(headers.count(header::host), 1u);
  EXPECT_EQ(headers.count(header::cookie), 0u);
  std::string storage;
  EXPECT_EQ(headers.joined(header::accept, storage), "a/b, c/d");
  EXPECT_EQ(headers.joined(header::host, storage).data(), headers.get(header::host).data());
  EXPECT_EQ(headers.joined(header::cookie, storage), "");
}

TEST(RequestHeaders, FollowTheirMemory) {
  const std::string here = "Host:a";
  const std::string there = "Host:b";
  RequestHeaders headers;
  headers.add(HeaderId::host, 0, 4, 5, 1);
  headers.set_base(here.data());
  EXPECT_EQ(headers.get(header::host), "a");
  headers.set_base(there.data());
  EXPECT_EQ(headers.get(header::host), "b");
  headers.clear();
  EXPECT_EQ(headers.size(), 0u);
  EXPECT_FALSE(headers.contains(header::host));
}

TEST(RequestHeaders, HoldAsManyAsTheyPromise) {
  FieldList fields;
  for (std::size_t i = 1; i < RequestHeaders::max_size; ++i) fields.add("X-" + std::to_string(i), "v");
  fields.add("Cookie", "last");
  EXPECT_EQ(fields.read().get(header::cookie), "last");
  EXPECT_EQ(fields.read().get("X-127"), "v");
}

}  // namespace
}  // namespace tenon::http
