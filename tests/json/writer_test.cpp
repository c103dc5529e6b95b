#include <tenon/json/writer.hpp>

#include <gtest/gtest.h>

#include <cmath>

#include "shop.hpp"

namespace tenon::json {
namespace {

TEST(JsonWriter, WritesADocumentPieceByPiece) {
  Buffer out;
  Writer json(out);
  json.begin_object()
      .name("id")
      .number(7)
      .name("big")
      .number(UINT64_MAX)
      .name("tags")
      .begin_array()
      .string("new")
      .string("a\"b")
      .end_array()
      .name("none")
      .begin_array()
      .end_array()
      .name("empty")
      .begin_object()
      .end_object()
      .name("price")
      .number(2.5)
      .name("open")
      .boolean(true)
      .name("note")
      .null()
      .name("card")
      .value(shop::Card{"1"})
      .name("raw")
      .raw("[1, 2]")
      .end_object();
  EXPECT_EQ(out.view(), R"({"id":7,"big":18446744073709551615,"tags":["new","a\"b"],"none":[],"empty":{},"price":2.5,)"
                        R"("open":true,"note":null,"card":{"number":"1"},"raw":[1, 2]})");
}

TEST(JsonWriter, SeparatesItemsOfAllKinds) {
  Buffer out;
  Writer json(out);
  json.begin_array().begin_array().number(-1).end_array().begin_object().end_object().null().number(1U).string("");
  json.number(std::nan("")).end_array();
  EXPECT_EQ(out.view(), R"([[-1],{},null,1,"",null])");
}

}  // namespace
}  // namespace tenon::json
