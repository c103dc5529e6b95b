#include <tenon/http/headers.hpp>

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <tenon/base/error.hpp>
#include <tenon/http/header_block.hpp>

namespace tenon::http {
namespace {

std::string dump(const Headers& headers) {
  std::string text;
  for (const HeaderField field : headers) text.append(field.name).append("=").append(field.value).append(";");
  return text;
}

TEST(Headers, KeepTheOrderInWhichFieldsWereAdded) {
  Headers headers;
  EXPECT_TRUE(headers.empty());
  headers.add(header::vary, "Origin");
  headers.add("X-Shop", std::string{"toys"});
  headers.add(HeaderName{std::string_view{"x-runtime"}}, "1");
  headers.add("etag", "\"a\"");
  EXPECT_EQ(dump(headers), "Vary=Origin;X-Shop=toys;x-runtime=1;ETag=\"a\";");
  EXPECT_EQ(headers[3].id, HeaderId::etag);
}

TEST(Headers, FindNamesInAnyCaseAndForm) {
  Headers headers;
  headers.add(header::content_type, "text/plain");
  headers.add("X-Shop", "toys");
  EXPECT_EQ(headers.get("CONTENT-TYPE"), "text/plain");
  EXPECT_EQ(headers.get("x-shop"), "toys");
  EXPECT_EQ(headers.get(HeaderName{std::string_view{"X-SHOP"}}), "toys");
  EXPECT_EQ(headers.get(header::etag), "");
  EXPECT_TRUE(headers.contains(header::content_type));
  EXPECT_FALSE(headers.contains("X-Other"));
}

TEST(Headers, SetReplacesAllOfTheName) {
  Headers headers;
  headers.add(header::vary, "Origin");
  headers.add(header::etag, "\"a\"");
  headers.add(header::vary, "Accept");
  headers.set(header::vary, "*");
  EXPECT_EQ(dump(headers), "ETag=\"a\";Vary=*;");
  headers.set_default(header::vary, "Cookie");
  headers.set_default(header::age, "1");
  EXPECT_EQ(dump(headers), "ETag=\"a\";Vary=*;Age=1;");
}

TEST(Headers, AddToListNamesEachElementOnce) {
  Headers headers;
  headers.add_to_list(header::vary, "Origin");
  headers.add_to_list(header::vary, "Accept-Encoding");
  headers.add_to_list(header::vary, "origin");
  headers.add_to_list(header::vary, "accept-encoding");
  headers.add_to_list(header::vary, "Accept");
  EXPECT_EQ(dump(headers), "Vary=Origin, Accept-Encoding, Accept;");
}

TEST(Headers, RemoveTellsHowManyThereWere) {
  Headers headers;
  headers.add(header::set_cookie, std::string{"a=1"});
  headers.add("X-Shop", std::string{"toys"});
  headers.add(header::set_cookie, std::string{"b=2"});
  EXPECT_EQ(headers.remove(header::set_cookie), 2u);
  EXPECT_EQ(headers.remove(header::set_cookie), 0u);
  EXPECT_EQ(dump(headers), "X-Shop=toys;");
}

TEST(Headers, GrowBeyondTheirInlineRoom) {
  Headers headers;
  std::string expected;
  for (int i = 0; i < 50; ++i) {
    const std::string name = "X-" + std::to_string(i);
    headers.add(HeaderName{std::string_view{name}}, std::to_string(i));
    expected += name + "=" + std::to_string(i) + ";";
  }
  EXPECT_EQ(dump(headers), expected);
  headers.clear();
  EXPECT_TRUE(headers.empty());
  headers.add(header::age, "1");
  EXPECT_EQ(dump(headers), "Age=1;");
}

TEST(Headers, AreMovedAndCopiedAtAnySize) {
  for (int size : {0, 1, 8, 9, 20}) {
    Headers original;
    for (int i = 0; i < size; ++i) original.add("X-A", std::to_string(i));
    const std::string expected = dump(original);

    Headers copy = original;
    Headers moved = std::move(original);
    EXPECT_EQ(dump(copy), expected);
    EXPECT_EQ(dump(moved), expected);
    EXPECT_TRUE(original.empty());  // NOLINT: that is what is tested
    original.add("X-B", std::string{"usable again"});
    original = std::move(moved);
    EXPECT_EQ(dump(original), expected);
    copy = original;
    original.clear();
    EXPECT_EQ(dump(copy), expected);
  }
}

HeaderBlock defaults() {
  HeaderBlock block;
  block.add(header::referrer_policy, "no-referrer").add(header::age, std::string{"7"});
  return block;
}

TEST(Headers, TakeDefaultsAsFieldsAtTheEnd) {
  const HeaderBlock block = defaults();
  Headers headers;
  headers.add(header::etag, "\"a\"");
  headers.set_defaults(block);
  EXPECT_EQ(headers.block(), &block);
  EXPECT_EQ(headers.size(), 3u);
  EXPECT_EQ(headers.get(header::age), "7");
  EXPECT_EQ(headers.get("Age"), "7");
  EXPECT_TRUE(headers.contains("age"));
  EXPECT_EQ(dump(headers), "ETag=\"a\";Referrer-Policy=no-referrer;Age=7;");
}

TEST(Headers, LeaveOutDefaultsThatAreThere) {
  const HeaderBlock block = defaults();
  Headers headers;
  headers.add(header::age, "1");
  headers.set_defaults(block);
  headers.set_defaults(block);
  EXPECT_EQ(headers.block(), nullptr);
  EXPECT_EQ(dump(headers), "Age=1;Referrer-Policy=no-referrer;");
}

TEST(Headers, LetDefaultsBeChangedLikeAllFields) {
  const HeaderBlock block = defaults();
  Headers set, added, removed, listed;
  for (Headers* headers : {&set, &added, &removed, &listed}) headers->set_defaults(block);
  set.set(header::age, "1");
  EXPECT_EQ(dump(set), "Referrer-Policy=no-referrer;Age=1;");
  added.add("Age", std::string{"1"});
  EXPECT_EQ(dump(added), "Referrer-Policy=no-referrer;Age=7;Age=1;");
  EXPECT_EQ(removed.remove(header::age), 1u);
  EXPECT_EQ(dump(removed), "Referrer-Policy=no-referrer;");
  listed.add_to_list(header::referrer_policy, "origin");
  EXPECT_EQ(dump(listed), "Age=7;Referrer-Policy=no-referrer, origin;");
  EXPECT_EQ(block.text(), "Referrer-Policy: no-referrer\r\nAge: 7\r\n");
}

TEST(Headers, OwnTheirDefaultsWhenTold) {
  Headers headers, moved;
  {
    const HeaderBlock block = defaults();
    headers.set_defaults(block);
    const Headers copy = headers;
    EXPECT_EQ(copy.block(), &block);
    headers.own_defaults();
  }
  moved = std::move(headers);
  EXPECT_EQ(dump(moved), "Referrer-Policy=no-referrer;Age=7;");
}

TEST(Headers, KeepCopiedTextsWhereverTheyLie) {
  Headers headers;
  std::string expected;
  for (std::size_t size : {0U, 1U, 60U, 60U, 100U, 7U, 500U}) {
    const std::string value(size, static_cast<char>('a' + size % 26));
    headers.add("X-A", value);
    expected += "X-A=" + value + ";";
  }
  EXPECT_EQ(dump(headers), expected);
  headers.set(header::etag, std::string{"\"a\""});
  headers.set(header::etag, headers.get(header::etag));  // the text is the one that is replaced
  Headers moved = std::move(headers);
  EXPECT_EQ(dump(moved), expected + "ETag=\"a\";");
  EXPECT_THROW(moved.set(header::etag, std::string{"a\r\nb"}), Invalid);
  EXPECT_THROW(moved.add("X-A", std::string_view{"a\0b", 3}), Invalid);
}

TEST(HeaderBlock, HoldsKnownNamesOnceAndNoneOfACodec) {
  HeaderBlock block;
  block.add(header::age, "1");
  EXPECT_THROW(block.add(header::age, "2"), Invalid);
  EXPECT_THROW(block.add(header::other, "2"), Invalid);
  EXPECT_THROW(block.add(header::content_length, "2"), Invalid);
  EXPECT_EQ(block.size(), 1u);
}

}  // namespace
}  // namespace tenon::http
