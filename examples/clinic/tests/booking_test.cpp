#include <string>
#include <utility>
#include <vector>

#include "clinic_fixture.hpp"

namespace clinic {
namespace {

using testing::HasSubstr;

/// Appointments with Dr. Bell, who is there Monday to Friday from 9 to 12 and from 13 to 17.
class Booking : public ClinicTest {
 protected:
  Answer try_at(std::string_view time, int minutes = 30) {
    Value body = wish(bell, pat, time);
    body["minutes"] = minutes;
    return post("/api/appointments", body);
  }

  std::int64_t booked() { return staff_get("/admin/appointments?status=BOOKED&count=true")["total"].as_int64(); }

  std::string bell = doctor("Bell");
  std::string pat = patient("pat@example.com");
};

TEST_F(Booking, NamesEveryErrorOfTheBodyAtOnce) {
  const Answer refused = post("/api/appointments", Object{{"doctorId", "x"}, {"minutes", 3}, {"colour", "red"}});
  EXPECT_EQ(refused.code(), 422);
  for (const char* pointer : {"/doctorId", "/patientId", "/startsAt", "/minutes", "/colour"}) {
    EXPECT_THAT(refused.body, HasSubstr(pointer));
  }
}

TEST_F(Booking, NeedsADoctorAndAPatientThatExist) {
  const std::string nobody = tenon::Uuid::v7().to_string();
  for (const auto& [body, pointer] : {std::pair{wish(nobody, pat, "2030-01-07T09:00:00Z"), "/doctorId"},
                                      std::pair{wish(bell, nobody, "2030-01-07T09:00:00Z"), "/patientId"}}) {
    const Answer refused = post("/api/appointments", body);
    EXPECT_EQ(refused.code(), 422);
    EXPECT_EQ(text(refused.json()["errors"][0], "pointer"), pointer) << refused.body;
  }
  EXPECT_EQ(booked(), 0);
}

TEST_F(Booking, TakesNoTimeThatIsOverOrOdd) {
  EXPECT_THAT(try_at("2030-01-01T08:00:00Z").body, HasSubstr("in_the_past"));
  EXPECT_THAT(try_at("2030-01-07T09:03:00Z").body, HasSubstr("odd_time"));
  EXPECT_EQ(try_at("2030-01-07T09:03:00Z").code(), 422);
  EXPECT_EQ(booked(), 0);
}

TEST_F(Booking, KeepsToTheHoursOfTheDoctor) {
  for (const char* time : {"2030-01-07T08:55:00Z", "2030-01-07T11:45:00Z", "2030-01-07T12:00:00Z",
                           "2030-01-07T23:45:00Z", "2030-01-06T10:00:00Z", "2030-01-12T10:00:00Z"}) {
    const Answer refused = try_at(time);
    EXPECT_EQ(refused.code(), 409) << time;
    EXPECT_EQ(code(refused), "closed") << time;
  }
  EXPECT_EQ(booked(), 0);
  EXPECT_EQ(try_at("2030-01-07T10:00:00+01:00").code(), 201);  // nine o'clock in UTC
  EXPECT_EQ(try_at("2030-01-07T11:30:00Z").code(), 201);
}

TEST_F(Booking, TakesNoTimeThatIsFarAway) {
  for (const char* time : {"2031-01-06T09:00:00Z", "9999-12-31T23:55:00Z"}) {
    const Answer refused = try_at(time);
    EXPECT_EQ(refused.code(), 422) << time;
    EXPECT_EQ(text(refused.json()["errors"][0], "pointer"), "/startsAt") << refused.body;
  }
}

TEST_F(Booking, GoesOnWhereOneShiftFollowsAnother) {
  const auto shift = [&](const char* opens, const char* closes) {
    const Answer made = staff_post(
        "/admin/shifts", Object{{"doctorId", bell}, {"weekday", "SATURDAY"}, {"opens", opens}, {"closes", closes}});
    EXPECT_EQ(made.code(), 201) << made.body;
  };
  shift("12:00", "15:00");
  shift("09:00", "12:00");
  shift("10:00", "11:00");  // within another one
  shift("15:05", "17:00");
  EXPECT_EQ(try_at("2030-01-12T11:30:00Z", 60).code(), 201);
  EXPECT_EQ(code(try_at("2030-01-12T14:30:00Z", 60)), "closed") << "five minutes in between";
  EXPECT_EQ(code(try_at("2030-01-12T08:55:00Z", 60)), "closed");
  EXPECT_EQ(try_at("2030-01-12T16:00:00Z", 60).code(), 201);
}

TEST_F(Booking, KeepsTheFeeOfItsDay) {
  const std::string id = book(bell, pat, "2030-01-07T09:00:00Z");
  EXPECT_EQ(staff(tenon::http::Method::patch, "/admin/doctors/" + bell, Object{{"fee", "95"}}).code(), 200);
  const Value kept = get("/api/appointments/" + id + "?include=doctor");
  EXPECT_EQ(text(kept, "fee"), "80");
  EXPECT_EQ(text(kept["doctor"], "fee"), "95");
  EXPECT_EQ(text(kept, "endsAt"), "2030-01-07T09:30:00.000Z");
}

TEST_F(Booking, LeavesNoRoomForAnotherOneMeanwhile) {
  book(bell, pat, "2030-01-07T10:00:00Z");
  const std::string other = patient("other@example.com");
  for (const char* time : {"2030-01-07T09:45:00Z", "2030-01-07T10:00:00Z", "2030-01-07T10:15:00Z"}) {
    EXPECT_EQ(code(post("/api/appointments", wish(bell, other, time))), "doctor_busy");
    EXPECT_EQ(code(post("/api/appointments", wish(doctor("Frank"), pat, time))), "patient_busy");
  }
  EXPECT_EQ(booked(), 1);
  book(bell, other, "2030-01-07T09:30:00Z");
  book(bell, other, "2030-01-07T10:30:00Z");
}

TEST_F(Booking, GivesASlotToExactlyOneOfManyWhoWantItAtOnce) {
  std::vector<Call> calls;
  for (int i = 0; i < 50; ++i) {
    const std::string who = patient("p" + std::to_string(i) + "@example.com");
    // Half of them want it a little later, so that no two starts need be the same.
    const char* time = i % 2 ? "2030-01-07T10:00:00Z" : "2030-01-07T10:15:00Z";
    calls.push_back(
        {tenon::http::Method::post, "/api/appointments", tenon::json::to_string(wish(bell, who, time)), {}});
  }
  int won = 0;
  for (const Answer& answer : client().send_together(calls)) {
    if (answer.code() == 201) {
      ++won;
    } else {
      EXPECT_EQ(answer.code(), 409) << answer.body;
      EXPECT_EQ(code(answer), "doctor_busy");
    }
  }
  EXPECT_EQ(won, 1);
  EXPECT_EQ(booked(), 1);
}

TEST_F(Booking, CanBeMovedAlsoWithinItsOwnTime) {
  const std::string id = book(bell, pat, "2030-01-07T10:00:00Z");
  const Answer moved = post("/api/appointments/" + id + "/move", Object{{"startsAt", "2030-01-07T10:15:00Z"}});
  EXPECT_EQ(moved.code(), 200) << moved.body;
  EXPECT_EQ(text(moved.json(), "endsAt"), "2030-01-07T10:45:00.000Z");
  book(bell, patient("other@example.com"), "2030-01-07T09:45:00Z");
}

TEST_F(Booking, StaysWhereItWasWhenItCannotMove) {
  const std::string id = book(bell, pat, "2030-01-07T10:00:00Z");
  book(bell, patient("other@example.com"), "2030-01-07T11:00:00Z");
  const auto move = [&](const char* time) {
    return post("/api/appointments/" + id + "/move", Object{{"startsAt", time}});
  };
  EXPECT_EQ(code(move("2030-01-07T10:45:00Z")), "doctor_busy");
  EXPECT_EQ(code(move("2030-01-07T16:45:00Z")), "closed");
  EXPECT_EQ(move("2029-01-08T10:00:00Z").code(), 422);
  EXPECT_EQ(text(get("/api/appointments/" + id), "startsAt"), "2030-01-07T10:00:00.000Z");
}

TEST_F(Booking, CanBeCancelledOnceAndFreesItsTime) {
  const std::string id = book(bell, pat, "2030-01-07T10:00:00Z");
  EXPECT_EQ(text(post("/api/appointments/" + id + "/cancel").json(), "status"), "CANCELLED");
  EXPECT_EQ(code(post("/api/appointments/" + id + "/cancel")), "not_booked");
  EXPECT_EQ(code(post("/api/appointments/" + id + "/move", Object{{"startsAt", "2030-01-08T10:00:00Z"}})),
            "not_booked");
  book(bell, patient("other@example.com"), "2030-01-07T10:00:00Z");
  EXPECT_EQ(post("/api/appointments/" + tenon::Uuid::v7().to_string() + "/cancel").code(), 404);
}

TEST_F(Booking, CannotBeChangedOnItsLastDay) {
  const std::string id = book(bell, pat, "2030-01-07T10:00:00Z");
  set_time("2030-01-06T10:00:01Z");
  EXPECT_EQ(code(post("/api/appointments/" + id + "/cancel")), "too_late");
  EXPECT_EQ(code(post("/api/appointments/" + id + "/move", Object{{"startsAt", "2030-01-08T10:00:00Z"}})), "too_late");
  set_time("2030-01-06T10:00:00Z");
  EXPECT_EQ(post("/api/appointments/" + id + "/cancel").code(), 200);
}

}  // namespace
}  // namespace clinic
