#include "clinic_fixture.hpp"

namespace clinic {
namespace {

using tenon::http::Method;
using testing::HasSubstr;
using testing::Not;

class Directory : public ClinicTest {
 protected:
  /// The names of a list, each with a semicolon.
  static std::string names(const Value& page) {
    std::string text;
    for (const Value& item : page["items"].as_array()) text += std::string(item["name"].as_string()) + ";";
    return text;
  }
};

TEST_F(Directory, RefusesWhatADoctorCannotBe) {
  const Answer refused = staff_post("/admin/doctors", Object{{"name", ""}, {"email", "bell"}, {"fee", "1.005"}});
  EXPECT_EQ(refused.code(), 422);
  for (const char* pointer : {"/name", "/email", "/fee"}) EXPECT_THAT(refused.body, HasSubstr(pointer));
  EXPECT_EQ(get("/api/doctors?count=true")["total"].as_int64(), 3);
}

TEST_F(Directory, RefusesHoursThatCloseBeforeTheyOpenOrAreThereAlready) {
  Value shift = Object{{"doctorId", doctor("Bell")}, {"weekday", "SATURDAY"}, {"opens", "14:00"}, {"closes", "09:30"}};
  const Answer refused = staff_post("/admin/shifts", shift);
  EXPECT_EQ(refused.code(), 422);
  EXPECT_THAT(refused.body, HasSubstr("/closes"));
  shift["closes"] = "9.30";
  EXPECT_EQ(staff_post("/admin/shifts", shift).code(), 422);
  shift["closes"] = "16:00";
  EXPECT_EQ(staff_post("/admin/shifts", shift).code(), 201);
  EXPECT_EQ(staff_post("/admin/shifts", shift).code(), 409);
}

TEST_F(Directory, RefusesAPatientTwice) {
  patient("pat@example.com");
  const Answer refused = post("/api/patients", Object{{"name", "Pat"}, {"email", "pat@example.com"}});
  EXPECT_EQ(refused.code(), 409);
  EXPECT_EQ(code(refused), "unique_violation");
  EXPECT_EQ(post("/api/patients", Object{{"name", "P"}, {"email", "p@example.com"}, {"phone", "ring me"}}).code(), 422);
}

TEST_F(Directory, ShowsNobodyThePatientsAndTheAddressesOfDoctors) {
  EXPECT_EQ(client().get("/api/patients").code(), 405);
  EXPECT_EQ(client().get("/api/patients/" + patient("pat@example.com")).code(), 404);
  EXPECT_THAT(client().get("/api/doctors?include=room").body, Not(HasSubstr("@")));
  EXPECT_THAT(staff(Method::get, "/admin/doctors").body, HasSubstr("ada.bell@clinic.example"));
}

TEST_F(Directory, LetsNoCacheKeepWhatIsAboutPatients) {
  const Answer made = post("/api/patients", Object{{"name", "Pat"}, {"email", "pat@example.com"}});
  EXPECT_EQ(made.header("cache-control"), "no-store");
  const std::string id = book(doctor("Bell"), text(made.json(), "id"), "2030-01-07T09:00:00Z");
  EXPECT_EQ(client().get("/api/appointments/" + id).header("cache-control"), "no-store");
  EXPECT_EQ(staff(Method::get, "/admin/patients").header("cache-control"), "no-store");
  EXPECT_EQ(client().get("/api/doctors").header("cache-control"), "");
}

TEST_F(Directory, FindsDoctorsByTheirSpecialties) {
  EXPECT_EQ(names(get("/api/doctors?specialties.name=Internal%20medicine")), "Dr. Ada Bell;Dr. Eva Frank;");
  EXPECT_EQ(names(get("/api/doctors?specialties.name=Dermatology&fee%5Blt%5D=60")), "");
  EXPECT_EQ(names(get("/api/doctors?sort=-fee")), "Dr. Ada Bell;Dr. Carl Dietz;Dr. Eva Frank;");
  EXPECT_EQ(client().get("/api/doctors?email=ada.bell%40clinic.example").code(), 422);
}

TEST_F(Directory, ConnectsAndReplacesSpecialties) {
  const std::string place = "/admin/doctors/" + doctor("Frank");
  const auto change = [&](const Value& specialties) {
    return staff(Method::patch, place, Object{{"specialties", specialties}}).code();
  };
  EXPECT_EQ(change(Object{{"connect", Array{Object{{"name", "Surgery"}}}}}), 422);
  EXPECT_EQ(staff_post("/admin/specialties", Object{{"name", "Surgery"}}).code(), 201);
  EXPECT_EQ(change(Object{{"connect", Array{Object{{"name", "Surgery"}}, Object{{"name", "Cardiology"}}}}}), 200);
  EXPECT_EQ(names(get("/api/doctors?specialties.name=Cardiology")), "Dr. Ada Bell;Dr. Eva Frank;");
  EXPECT_EQ(change(Object{{"set", Array{Object{{"name", "Surgery"}}}}}), 200);
  EXPECT_EQ(names(get("/api/doctors?specialties.name=Cardiology")), "Dr. Ada Bell;");
  EXPECT_EQ(staff_get(place + "?include=specialties")["specialties"].as_array().size(), 1U);
}

TEST_F(Directory, LosesARoomButNoDoctorWithAppointments) {
  const std::string bell = doctor("Bell");
  const Value room = get("/api/doctors/" + bell + "?include=room")["room"];
  EXPECT_EQ(text(room, "name"), "Room 1");
  EXPECT_EQ(staff(Method::delete_, "/admin/rooms/" + std::to_string(room["id"].as_int64())).code(), 204);
  EXPECT_TRUE(get("/api/doctors/" + bell + "?include=room")["room"].is_null());

  book(bell, patient("pat@example.com"), "2030-01-07T09:00:00Z");
  EXPECT_EQ(staff(Method::delete_, "/admin/doctors/" + bell).code(), 409);
  EXPECT_EQ(staff(Method::delete_, "/admin/doctors/" + doctor("Frank")).code(), 204);
  EXPECT_EQ(staff_get("/admin/shifts?count=true")["total"].as_int64(), 20);  // the ten of Dr. Frank are gone
}

TEST_F(Directory, IsReadPageByPageInBothDirections) {
  for (int i = 0; i < 7; ++i) patient("p" + std::to_string(i) + "@example.com");
  std::string seen;
  std::string target = "/admin/patients?sort=email&limit=3";
  std::string before;
  for (;;) {
    const Value page = staff_get(target);
    for (const Value& item : page["items"].as_array()) seen += item["email"].as_string().substr(0, 2);
    if (page["nextCursor"].is_null()) {
      before = text(page, "previousCursor");
      break;
    }
    target = "/admin/patients?sort=email&limit=3&cursor=" + text(page, "nextCursor");
  }
  EXPECT_EQ(seen, "p0p1p2p3p4p5p6");
  const Value page = staff_get("/admin/patients?sort=email&limit=3&cursor=" + before);
  EXPECT_EQ(text(page["items"][0], "email"), "p3@example.com");
  EXPECT_EQ(staff(Method::get, "/admin/patients?cursor=nonsense").code(), 422);
}

}  // namespace
}  // namespace clinic
