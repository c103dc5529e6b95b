#include <tenon/http/header_value.hpp>

#include <string>
#include <utility>

#include <gtest/gtest.h>

#include <tenon/base/error.hpp>

namespace tenon::http {
namespace {

TEST(HeaderValue, CannotHoldControlBytes) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text = std::string{"a"} + static_cast<char>(byte) + "b";
    const bool allowed = byte == '\t' || (byte >= 0x20 && byte != 0x7f);
    if (allowed) {
      EXPECT_EQ(HeaderValue{text}.text(), text) << byte;
    } else {
      EXPECT_THROW((void)HeaderValue{text}, Invalid) << byte;
      EXPECT_THROW((void)HeaderValue::of_static(text), Invalid) << byte;
    }
  }
}

TEST(HeaderValue, CannotSplitAResponse) {
  EXPECT_THROW((void)HeaderValue{std::string{"/home\r\nSet-Cookie: admin=1"}}, Invalid);
  EXPECT_THROW((void)HeaderValue{std::string{"/home\n\n<html>"}}, Invalid);
}

TEST(HeaderValue, IsNoLongerThanAMebibyte) {
  EXPECT_EQ(HeaderValue{std::string(1 << 20, 'x')}.text().size(), std::size_t{1} << 20);
  EXPECT_THROW((void)HeaderValue{std::string((1 << 20) + 1, 'x')}, Invalid);
}

TEST(HeaderValue, CopiesTextButNotLiterals) {
  const std::string text = "some text";
  const HeaderValue copied{text};
  EXPECT_EQ(copied.text(), text);
  EXPECT_NE(copied.text().data(), text.data());

  const HeaderValue constant = HeaderValue::of_static(text);
  EXPECT_EQ(constant.text().data(), text.data());
  const HeaderValue literal = "no-store";
  EXPECT_EQ(literal.text(), "no-store");
  EXPECT_EQ(HeaderValue{}.text(), "");
  EXPECT_EQ(HeaderValue::of_number(18446744073709551615u).text(), "18446744073709551615");
}

TEST(HeaderValue, IsMovedAndCopied) {
  HeaderValue first{std::string{"first"}};
  HeaderValue copy = first;
  EXPECT_EQ(copy.text(), "first");
  EXPECT_NE(copy.text().data(), first.text().data());
  HeaderValue moved = std::move(first);
  EXPECT_EQ(moved.text(), "first");
  EXPECT_EQ(first.text(), "");  // NOLINT: that is what is tested
  copy = HeaderValue{"second"};
  EXPECT_EQ(copy.text(), "second");
  copy = moved;
  EXPECT_EQ(copy.text(), "first");
  auto& self = copy;
  copy = self;
  EXPECT_EQ(copy.text(), "first");
}

}  // namespace
}  // namespace tenon::http
