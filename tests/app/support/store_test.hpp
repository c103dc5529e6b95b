#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <tenon/app/testing/client.hpp>
#include <tenon/base/clock.hpp>

#include "support/store_app.hpp"

namespace tenon::app::test {

using http::Method;
using json::Array;
using json::Object;
using json::Value;
using tenon::testing::Answer;
using tenon::testing::Call;

/// A store of its own for each test, at a time of its own.
class StoreTest : public ::testing::Test {
 protected:
  StoreTest() {
    app.set_clock(clock);
    db = &store::build(app);
  }

  testing::Client& client() {
    if (!client_) client_ = std::make_unique<testing::Client>(app);
    return *client_;
  }

  Value get(std::string target) {
    const Answer answer = client().get(std::move(target));
    EXPECT_EQ(answer.code(), 200) << answer.body;
    return answer.json();
  }

  /// Makes an item and gives it as it was answered.
  Value item(Object fields) {
    if (!fields.contains("name")) fields["name"] = "Apple";
    if (!fields.contains("price")) fields["price"] = "1.50";
    const Answer made = client().post("/items", Value(std::move(fields)));
    EXPECT_EQ(made.code(), 201) << made.body;
    return made.json();
  }

  static std::string path_of(const Value& item) { return "/items/" + std::string(item["id"].as_string()); }

  FakeClock clock;
  App app{testing::environment()};
  store::Client* db = nullptr;

 private:
  std::unique_ptr<testing::Client> client_;
};

inline std::vector<std::string> texts(const Value& page, std::string_view field) {
  std::vector<std::string> texts;
  for (const Value& item : page["items"].as_array()) texts.emplace_back(item[field].as_string());
  return texts;
}

/// "pointer code" of every field error, in their order.
inline std::vector<std::string> faults(const Answer& answer) {
  std::vector<std::string> faults;
  const Value problem = answer.json();
  if (!problem["errors"].is_array()) return faults;
  for (const Value& error : problem["errors"].as_array()) {
    faults.push_back(std::string(error["pointer"].as_string()) + " " + std::string(error["code"].as_string()));
  }
  return faults;
}

}  // namespace tenon::app::test
