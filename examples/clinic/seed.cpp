#include "seed.hpp"

#include <initializer_list>
#include <string>
#include <vector>

#include "clinic.hpp"

namespace clinic {

using namespace tenon;

namespace {

struct Practice {
  std::string name;
  std::string email;
  Decimal fee;
  std::string room;
  std::vector<std::string> specialties;
};

std::vector<Practice> practices() {
  return {
      {"Dr. Ada Bell", "ada.bell@clinic.example", 80_dec, "Room 1", {"Cardiology", "Internal medicine"}},
      {"Dr. Carl Dietz", "carl.dietz@clinic.example", 64.50_dec, "Room 2", {"Dermatology"}},
      {"Dr. Eva Frank", "eva.frank@clinic.example", 49.90_dec, "Room 2", {"Internal medicine"}},
  };
}

Task<> open_practice(Transaction& tx, const Practice& practice) {
  const Doctor doctor = co_await tx.doctor.create(
      {.data = {
           .name = practice.name,
           .email = practice.email,
           .fee = practice.fee,
           .room = {.connect_or_create = {{.where = {.name = practice.room}, .create = {.name = practice.room}}}},
       }});
  for (const std::string& name : practice.specialties) {
    co_await tx.specialty.upsert({.where = {.name = name},
                                  .create = {.name = name, .doctors = {.connect = {{.id = doctor.id}}}},
                                  .update = {.doctors = {.connect = {{.id = doctor.id}}}}});
  }
  using enum Weekday;
  for (const Weekday day : {monday, tuesday, wednesday, thursday, friday}) {
    co_await tx.shift.create({.data = {.doctor_id = doctor.id, .weekday = day, .opens = "09:00", .closes = "12:00"}});
    co_await tx.shift.create({.data = {.doctor_id = doctor.id, .weekday = day, .opens = "13:00", .closes = "17:00"}});
  }
}

}  // namespace

Task<> seed(Client& db) {
  // Another process may have begun on the same file: one transaction writes at a time.
  co_await db.transaction([](Transaction& tx) -> Task<> {
    const std::int64_t doctors = co_await tx.doctor.count();
    if (doctors > 0) co_return;
    for (const Practice& practice : practices()) co_await open_practice(tx, practice);
  });
}

}  // namespace clinic
