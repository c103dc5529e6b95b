#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tenon/app/testing/client.hpp>
#include <tenon/base/clock.hpp>
#include <tenon/json/value.hpp>

#include "clinic_app.hpp"

namespace clinic {

using tenon::json::Array;
using tenon::json::Object;
using tenon::json::Value;
using tenon::testing::Answer;
using tenon::testing::Call;

/// A clinic of its own for each test, with the doctors of the seed. It is Tuesday, the first of January 2030, eight
/// o'clock.
class ClinicTest : public testing::Test {
 protected:
  ClinicTest() {
    app.set_clock(clock);
    build(app);
  }

  tenon::testing::Client& client() {
    if (!client_) client_ = std::make_unique<tenon::testing::Client>(app);
    return *client_;
  }

  void set_time(std::string_view time) { clock.set(*tenon::parse_instant(time)); }

  Value get(std::string target) { return client().get(std::move(target)).json(); }

  Answer post(std::string target, const Value& body = Object{}) { return client().post(std::move(target), body); }

  /// With the key of the clinic.
  Answer staff(tenon::http::Method method, std::string target, const Value& body = {}) {
    return client().send(
        {method, std::move(target), body.is_null() ? "" : tenon::json::to_string(body), {{"X-Api-Key", "sesame"}}});
  }

  Value staff_get(std::string target) {
    const Answer answer = staff(tenon::http::Method::get, std::move(target));
    EXPECT_EQ(answer.code(), 200) << answer.body;
    return answer.json();
  }

  Answer staff_post(std::string target, const Value& body = Object{}) {
    return staff(tenon::http::Method::post, std::move(target), body);
  }

  std::string doctor(std::string_view name) {
    return text(get("/api/doctors?q=" + std::string(name))["items"][0], "id");
  }

  std::string patient(std::string email) {
    const Answer made = post("/api/patients", Object{{"name", "Pat"}, {"email", std::move(email)}});
    EXPECT_EQ(made.code(), 201) << made.body;
    return text(made.json(), "id");
  }

  static Value wish(const std::string& doctor, const std::string& patient, std::string_view time) {
    return Object{{"doctorId", doctor}, {"patientId", patient}, {"startsAt", std::string(time)}};
  }

  /// The id of a new appointment of half an hour.
  std::string book(const std::string& doctor, const std::string& patient, std::string_view time) {
    const Answer made = post("/api/appointments", wish(doctor, patient, time));
    EXPECT_EQ(made.code(), 201) << made.body;
    return text(made.json(), "id");
  }

  static std::string text(const Value& object, std::string_view member) {
    return std::string(object[member].as_string());
  }

  /// The code of an error.
  static std::string code(const Answer& answer) { return text(answer.json(), "code"); }

  tenon::FakeClock clock{*tenon::parse_instant("2030-01-01T08:00:00Z")};
  tenon::App app{tenon::testing::environment({{"ADMIN_KEY", "sesame"}})};

 private:
  std::unique_ptr<tenon::testing::Client> client_;
};

}  // namespace clinic
