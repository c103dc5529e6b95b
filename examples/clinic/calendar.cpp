#include "calendar.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "clinic.hpp"

namespace clinic {

using namespace tenon;

namespace {

/// The weekday of a day, which C++ counts from Sunday.
Weekday weekday_of(std::chrono::sys_days day) {
  using enum Weekday;
  constexpr std::array week{sunday, monday, tuesday, wednesday, thursday, friday, saturday};
  return week[std::chrono::weekday{day}.c_encoding()];
}

/// "09:05". What lies on the next day is beyond every shift: "24:05".
std::string clock_face(Instant instant, std::chrono::sys_days day) {
  const auto minutes = std::chrono::floor<std::chrono::minutes>(instant - day).count();
  const auto two_digits = [](auto number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return two_digits(minutes / 60) + ":" + two_digits(minutes % 60);
}

/// One shift may end where the next one begins.
Task<> must_be_open(Transaction& tx, const Appointment& wanted) {
  const auto day = std::chrono::floor<std::chrono::days>(wanted.starts_at);
  const std::string end = clock_face(wanted.ends_at, day);
  std::string open_until = clock_face(wanted.starts_at, day);
  const std::vector<Shift> shifts = co_await tx.shift.find_many({
      .where = {.doctor_id = {wanted.doctor_id},
                .weekday = {weekday_of(day)},
                .opens = {.lt = end},
                .closes = {.gt = open_until}},
      .order_by = {{.opens = asc}},
  });
  for (const Shift& shift : shifts) {
    if (shift.opens <= open_until) open_until = std::max(open_until, shift.closes);
  }
  if (open_until < end) throw Conflict{"closed", "The doctor sees no patients at that time."};
}

Task<> must_be_free(Transaction& tx, const Appointment& wanted) {
  const auto other = co_await tx.appointment.find_first(
      {.where = {
           .id = {.not_ = wanted.id},
           .starts_at = {.lt = wanted.ends_at},
           .ends_at = {.gt = wanted.starts_at},
           .status = {.not_ = AppointmentStatus::cancelled},
           .OR = {{.doctor_id = {wanted.doctor_id}}, {.patient_id = {wanted.patient_id}}},
       }});
  if (!other) co_return;
  if (other->doctor_id == wanted.doctor_id) throw Conflict{"doctor_busy", "The doctor has another appointment then."};
  throw Conflict{"patient_busy", "The patient has another appointment then."};
}

}  // namespace

Task<Appointment> booked(Transaction& tx, Uuid id) {
  Appointment found = co_await tx.appointment.find_unique_or_throw({.where = {.id = id.to_string()}});
  if (found.status != AppointmentStatus::booked) {
    throw Conflict{"not_booked", "The appointment is over or cancelled."};
  }
  co_return found;
}

Task<> must_fit(Transaction& tx, const Appointment& wanted) {
  co_await must_be_open(tx, wanted);
  co_await must_be_free(tx, wanted);
}

}  // namespace clinic
