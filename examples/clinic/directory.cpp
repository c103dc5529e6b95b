#include "directory.hpp"

#include <string>

#include <tenon/json/constraints.hpp>

#include "clinic.hpp"

namespace clinic {

using namespace tenon;
using app::Action;

namespace {

struct NameLimits {
  Text<1, 100> name;
};

struct DoctorLimits {
  Text<1, 100> name;
  Email email;
  DecimalBetween<"0", "1000", 2> fee;
};

struct PatientLimits {
  Text<1, 100> name;
  Email email;
  Pattern<R"(^\+?[0-9 ]{5,20}$)"> phone;
};

using ClockFace = Pattern<"^([01][0-9]|2[0-3]):[0-5][0-9]$">;

struct ShiftLimits {
  ClockFace opens;
  ClockFace closes;
};

struct Hours {
  std::string opens;
  std::string closes;
};

void closes_after_it_opens(const Hours& hours, app::FieldErrors& errors) {
  if (hours.closes <= hours.opens) errors.add("closes", "too_small", "Must be later than " + hours.opens + ".");
}

}  // namespace

void add_directory(App& app, Client& db) {
  app.resource(db.specialty, "/api/specialties").only({Action::list, Action::read}).default_sort("name");

  app.resource(db.doctor, "/api/doctors")
      .only({Action::list, Action::read})
      .filter({"specialties", "specialties.name", "fee"})
      .search({"name"})
      .sort({"name", "fee"})
      .default_sort("name")
      .include({"specialties", "room", "shifts"})
      .hide({"email"});
}

void add_registration(app::Group& personal, Client& db) {
  personal.resource(db.patient, "/patients").only({Action::create}).limits<PatientLimits>();
}

void add_staff_directory(app::Group& admin, Client& db) {
  admin.resource(db.specialty, "/specialties").default_sort("name").include({"doctors"}).limits<NameLimits>();

  admin.resource(db.room, "/rooms").default_sort("name").include({"doctors"}).limits<NameLimits>();

  admin.resource(db.doctor, "/doctors")
      .filter({"email", "room", "specialties", "specialties.name"})
      .search({"name", "email"})
      .default_sort("name")
      .include({"specialties", "room", "shifts"})
      .connect({"specialties"})
      .limits<DoctorLimits>();

  admin.resource(db.shift, "/shifts")
      .filter({"doctor", "weekday"})
      .include({"doctor"})
      .limits<ShiftLimits>()
      .check(closes_after_it_opens);

  admin.resource(db.patient, "/patients")
      .filter({"email"})
      .search({"name", "email", "phone"})
      .default_sort("name")
      .limits<PatientLimits>();
}

}  // namespace clinic
