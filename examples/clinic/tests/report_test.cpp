#include <string>
#include <utility>
#include <vector>

#include "clinic_fixture.hpp"

namespace clinic {
namespace {

using tenon::http::Method;

class Reports : public ClinicTest {
 protected:
  void complete(const std::string& id, Array prescriptions = {}) {
    const Answer done =
        staff_post("/admin/appointments/" + id + "/complete", Object{{"prescriptions", std::move(prescriptions)}});
    EXPECT_EQ(done.code(), 200) << done.body;
  }

  Value report(const std::string& from, const std::string& to) {
    return staff_get("/admin/report?from=" + from + "&to=" + to);
  }

  std::string pat = patient("pat@example.com");
};

TEST_F(Reports, NeedAPeriod) {
  EXPECT_EQ(staff(Method::get, "/admin/report").code(), 422);
  EXPECT_EQ(staff(Method::get, "/admin/report?from=2030-01-01&to=2030-02-30").code(), 422);
  const Answer refused = staff(Method::get, "/admin/report?from=2030-01-02&to=2030-01-01");
  EXPECT_EQ(refused.code(), 422);
  EXPECT_EQ(text(refused.json()["errors"][0], "pointer"), "to");
}

TEST_F(Reports, AreEmptyWithoutCompletedAppointments) {
  book(doctor("Bell"), pat, "2030-01-07T09:00:00Z");
  const Value empty = report("2030-01-01", "2030-01-31");
  EXPECT_EQ(empty["doctors"].as_array().size(), 0U);
  EXPECT_EQ(empty["appointments"].as_int64(), 0);
  EXPECT_EQ(text(empty, "revenue"), "0");
}

TEST_F(Reports, CountWhatWasCompletedInThePeriod) {
  const std::string bell = doctor("Bell"), dietz = doctor("Dietz"), frank = doctor("Frank");
  std::vector<std::string> done;
  for (const char* time : {"2030-01-07T09:00:00Z", "2030-01-07T09:30:00Z", "2030-01-31T16:30:00Z"}) {
    done.push_back(book(frank, pat, time));
  }
  done.push_back(book(bell, pat, "2030-01-08T09:00:00Z"));
  done.push_back(book(bell, pat, "2030-01-09T09:00:00Z"));
  done.push_back(book(dietz, pat, "2030-02-01T09:00:00Z"));  // the day after the period
  book(dietz, pat, "2030-01-10T09:00:00Z");                  // never completed
  post("/api/appointments/" + book(bell, pat, "2030-01-11T09:00:00Z") + "/cancel");
  set_time("2030-03-01T08:00:00Z");
  for (const std::string& id : done) complete(id);

  const Value january = report("2030-01-07", "2030-01-31");
  ASSERT_EQ(january["doctors"].as_array().size(), 2U);
  const Value &first = january["doctors"][0], &second = january["doctors"][1];
  EXPECT_EQ(text(first, "name"), "Dr. Ada Bell");
  EXPECT_EQ(first["appointments"].as_int64(), 2);
  EXPECT_EQ(text(first, "revenue"), "160");  // 2 x 80
  EXPECT_EQ(text(second, "name"), "Dr. Eva Frank");
  EXPECT_EQ(second["appointments"].as_int64(), 3);
  EXPECT_EQ(text(second, "revenue"), "149.7");  // 3 x 49.90
  EXPECT_EQ(january["appointments"].as_int64(), 5);
  EXPECT_EQ(text(january, "revenue"), "309.7");

  EXPECT_EQ(text(report("2030-01-08", "2030-01-08"), "revenue"), "80");
  EXPECT_EQ(text(report("2030-01-09", "9999-12-31"), "revenue"), "194.4") << "up to the last day that there is";
  EXPECT_EQ(text(report("2030-01-01", "2030-12-31"), "revenue"), "374.2");  // and 64.50 of Dr. Dietz
}

TEST_F(Reports, CountNoAppointmentThatHasNotBegun) {
  const std::string id = book(doctor("Bell"), pat, "2030-01-07T09:00:00Z");
  const Answer refused = staff_post("/admin/appointments/" + id + "/complete", Object{{"prescriptions", Array{}}});
  EXPECT_EQ(refused.code(), 409);
  EXPECT_EQ(code(refused), "not_started");
}

TEST_F(Reports, CountAnAppointmentOnceWithWhatWasPrescribed) {
  const std::string id = book(doctor("Bell"), pat, "2030-01-07T09:00:00Z");
  set_time("2030-01-07T09:00:00Z");
  const Value medicine = Object{{"medicine", "Ibuprofen 400"}, {"dosage", "twice a day for a week"}};
  complete(id, Array{medicine});
  const Answer again =
      staff_post("/admin/appointments/" + id + "/complete", Object{{"prescriptions", Array{medicine}}});
  EXPECT_EQ(code(again), "not_booked");
  const Value prescribed = get("/api/appointments/" + id + "?include=prescriptions")["prescriptions"];
  ASSERT_EQ(prescribed.as_array().size(), 1U);
  EXPECT_EQ(text(prescribed[0], "medicine"), "Ibuprofen 400");
  EXPECT_EQ(staff_get("/admin/prescriptions?appointment.patientId=" + pat)["items"].as_array().size(), 1U);
}

}  // namespace
}  // namespace clinic
