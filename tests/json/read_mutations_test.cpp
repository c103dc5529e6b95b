#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <tenon/json/parameters.hpp>
#include <tenon/json/read.hpp>
#include <tenon/json/write.hpp>

#include "shop.hpp"

// Documents that are cut and changed at every byte: the reader must come to an end, read nothing beyond the text (each
// one lies in memory of exactly its size), and what it accepts must be JSON that it accepts again.
namespace tenon::json {
namespace {

const std::vector<std::string>& documents() {
  static const std::vector<std::string> all = {
      to_string(shop::make_everything()),
      R"({"id":"01932c07-209c-7e3a-b0f1-6d8f3c2a9e54","status":"paid","lines":[{"productId":)"
      R"("01932c07-209c-7e3a-b0f1-6d8f3c2a9e55","quantity":2,"unitPrice":19.99}],"payment":{"number":"1","type":"card"},)"
      R"("note":"a\u00e4\ud83d\ude00\n","createdAt":"2024-02-29T12:30:00Z"})",
      "[0,-1.5e+10,true,false,null,\"\",\"\\\\\\\"\\u0041\",{\"a\":{\"b\":[[],{}]}},\"\u20ac\U0001f600\"]",
      " { \"name\" : \"a\" , \"children\" : [ ] , \"next\" : null } ",
  };
  return all;
}

/// Reads a copy that ends where its memory ends, as every type that is worth it.
void read_exactly(std::string_view document) {
  const std::vector<char> exact(document.begin(), document.end());
  const std::string_view text(exact.data(), exact.size());
  const auto value = parse(text);
  if (value) {
    const std::string written = to_string(*value);
    const auto again = parse(written);
    ASSERT_TRUE(again) << written;
    ASSERT_EQ(to_string(*again), written);
  }
  shop::Everything everything{};
  const Errors errors = read(type_of<shop::Everything>(), &everything, text);
  shop::Order order{};
  const Errors order_errors = read(type_of<shop::Order>(), &order, text, {.ignore_unknown = true});
  shop::Node node{};
  const Errors node_errors = read(type_of<shop::Node>(), &node, text);
  if (!value) {
    ASSERT_FALSE(errors.empty()) << document;
    ASSERT_FALSE(order_errors.empty()) << document;
    ASSERT_FALSE(node_errors.empty()) << document;
  } else if (errors.syntax) {
    // Typed reading is strict in one respect more: a member of a map or a type, and a tag, are read by name.
    ADD_FAILURE() << "valid JSON, but: " << to_string(*errors.syntax) << "\n" << document;
  }
  if (errors.empty()) (void)to_string(everything);
  if (order_errors.empty()) (void)to_string(order);
}

TEST(JsonMutations, EveryBeginningOfADocumentIsRefused) {
  for (const std::string& document : documents()) {
    const std::string_view trimmed = std::string_view(document).substr(0, document.find_last_not_of(' ') + 1);
    for (std::size_t size = 0; size < trimmed.size(); ++size) {
      const std::vector<char> exact(document.begin(), document.begin() + static_cast<std::ptrdiff_t>(size));
      EXPECT_FALSE(parse({exact.data(), exact.size()})) << size;
      shop::Everything everything{};
      const Errors errors = read(type_of<shop::Everything>(), &everything, {exact.data(), exact.size()});
      EXPECT_TRUE(errors.syntax) << size;
    }
  }
}

TEST(JsonMutations, EveryChangeOfOneByteIsReadOrRefused) {
  const std::string bytes("\0\x1f \"\\/[]{},:+-.0e9utfn~\x7f\x80\xc2\xe2\xed\xf0\xff", 31);
  for (const std::string& document : documents()) {
    for (std::size_t i = 0; i < document.size(); ++i) {
      std::string changed = document;
      for (const char byte : bytes) {
        changed[i] = byte;
        read_exactly(changed);
        if (HasFatalFailure()) return;
      }
    }
  }
}

TEST(JsonMutations, EveryByteLeftOutOrDoubledIsReadOrRefused) {
  for (const std::string& document : documents()) {
    for (std::size_t i = 0; i < document.size(); ++i) {
      std::string shorter = document;
      read_exactly(shorter.erase(i, 1));
      std::string longer = document;
      read_exactly(longer.insert(i, 1, document[i]));
      if (HasFatalFailure()) return;
    }
  }
}

TEST(JsonMutations, EveryBytePairIsReadOrRefusedWithinAString) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      std::string document = "\"ab\"";
      document[1] = static_cast<char>(first);
      document[2] = static_cast<char>(second);
      const auto text = read<std::string>(document);
      if (text) {
        EXPECT_EQ(read<std::string>(to_string(*text)).value(), *text);
      }
      Uuid id;
      (void)read_text(type_of<Uuid>(), &id, document);
    }
  }
}

}  // namespace
}  // namespace tenon::json
