#include "appointments.hpp"

#include <optional>
#include <string>

#include "calendar.hpp"
#include "clinic.hpp"

namespace clinic {

using namespace tenon;

namespace {

struct NewAppointment {
  Uuid doctor_id;
  Uuid patient_id;
  Instant starts_at;
  Between<5, 120> minutes = 30;
  std::optional<Text<1, 500>> reason;
};

struct Move {
  Instant starts_at;
};

void must_be_bookable(Instant start, Instant now) {
  FieldError error{"/startsAt", "", ""};
  if (start.time_since_epoch() % std::chrono::minutes{5} != std::chrono::minutes{0}) {
    error = {"/startsAt", "odd_time", "Must be a full five minutes."};
  } else if (start <= now) {
    error = {"/startsAt", "in_the_past", "Must be in the future."};
  } else if (start > now + std::chrono::years{1}) {
    error = {"/startsAt", "too_far", "Must be within a year."};
  } else {
    return;
  }
  throw Invalid{"invalid_input", "There can be no appointment at that time.", {error}};
}

Task<Appointment> book(Client& db, NewAppointment wish) {
  co_return co_await db.transaction([&](Transaction& tx) -> Task<Appointment> {
    const std::string doctor_id = wish.doctor_id.to_string();
    const std::optional<Doctor> doctor = co_await tx.doctor.find_unique({.where = {.id = doctor_id}});
    if (!doctor) {
      throw Invalid{
          "invalid_input", "The doctor is unknown.", {{"/doctorId", "not_found", "There is no such doctor."}}};
    }
    const Appointment made =
        co_await tx.appointment.create({.data = {
                                            .doctor_id = doctor_id,
                                            .patient_id = wish.patient_id.to_string(),
                                            .starts_at = wish.starts_at,
                                            .ends_at = wish.starts_at + std::chrono::minutes{wish.minutes.value()},
                                            .fee = doctor->fee,
                                            .reason = wish.reason,
                                        }});
    co_await must_fit(tx, made);
    co_return made;
  });
}

/// A booked appointment that does not start before `earliest`.
Task<Appointment> changeable(Transaction& tx, Uuid id, Instant earliest) {
  Appointment found = co_await booked(tx, id);
  if (found.starts_at < earliest) throw Conflict{"too_late", "It is too late to change this; call the clinic."};
  co_return found;
}

Task<Appointment> move(Client& db, Uuid id, Instant start, Instant earliest) {
  co_return co_await db.transaction([&](Transaction& tx) -> Task<Appointment> {
    const Appointment old = co_await changeable(tx, id, earliest);
    const Appointment moved = co_await tx.appointment.update({
        .where = {.id = old.id},
        .data = {.starts_at = start, .ends_at = start + (old.ends_at - old.starts_at)},
    });
    co_await must_fit(tx, moved);
    co_return moved;
  });
}

Task<Appointment> cancel(Client& db, Uuid id, Instant earliest) {
  co_return co_await db.transaction([&](Transaction& tx) -> Task<Appointment> {
    const Appointment old = co_await changeable(tx, id, earliest);
    co_return co_await tx.appointment.update({
        .where = {.id = old.id},
        .data = {.status = AppointmentStatus::cancelled},
    });
  });
}

}  // namespace

void add_appointments(App& app, app::Group& personal, Client& db, std::chrono::hours cancel_until) {
  personal.resource(db.appointment, "/appointments").only({app::Action::read}).include({"doctor", "prescriptions"});

  personal
      .post("/appointments",
            [&app, &db](Body<NewAppointment> wish) -> Task<Created<Appointment>> {
              must_be_bookable(wish->starts_at, app.clock().now());
              const Appointment made = co_await book(db, *wish);
              co_return Created{made, "/api/appointments/{}", made.id};
            })
      .summary("Book an appointment")
      .error(http::Status::conflict);

  personal
      .post("/appointments/{id}/move",
            [&app, &db, cancel_until](Path<"id", Uuid> id, Body<Move> to) -> Task<Appointment> {
              const Instant now = app.clock().now();
              must_be_bookable(to->starts_at, now);
              co_return co_await move(db, *id, to->starts_at, now + cancel_until);
            })
      .summary("Move an appointment to another time")
      .error(http::Status::conflict);

  personal
      .post("/appointments/{id}/cancel",
            [&app, &db, cancel_until](Path<"id", Uuid> id) -> Task<Appointment> {
              co_return co_await cancel(db, *id, app.clock().now() + cancel_until);
            })
      .summary("Cancel an appointment")
      .error(http::Status::conflict);
}

}  // namespace clinic
