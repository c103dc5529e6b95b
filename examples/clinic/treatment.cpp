#include "treatment.hpp"

#include "calendar.hpp"
#include "clinic.hpp"

namespace clinic {

using namespace tenon;
using app::Action;

namespace {

struct NewPrescription {
  Text<1, 200> medicine;
  Text<1, 500> dosage;
};

struct Treatment {
  Items<NewPrescription, 0, 20> prescriptions;
};

Task<Appointment> complete(Client& db, Uuid id, Treatment treatment, Instant now) {
  co_return co_await db.transaction([&](Transaction& tx) -> Task<Appointment> {
    const Appointment found = co_await booked(tx, id);
    if (found.starts_at > now) throw Conflict{"not_started", "The appointment has not begun."};
    for (const NewPrescription& made : treatment.prescriptions) {
      co_await tx.prescription.create(
          {.data = {.appointment_id = found.id, .medicine = made.medicine, .dosage = made.dosage}});
    }
    co_return co_await tx.appointment.update({
        .where = {.id = found.id},
        .data = {.status = AppointmentStatus::completed},
        .include = {.prescriptions = true},
    });
  });
}

}  // namespace

void add_treatment(App& app, app::Group& admin, Client& db) {
  admin.resource(db.appointment, "/appointments")
      .only({Action::list, Action::read})
      .filter({"doctor", "patient", "patient.email", "status", "startsAt"})
      .sort({"startsAt", "createdAt"})
      .default_sort("startsAt")
      .include({"doctor", "patient", "prescriptions"});

  admin.resource(db.prescription, "/prescriptions")
      .only({Action::list, Action::read})
      .filter({"appointment", "appointment.patientId", "medicine"});

  admin
      .post("/appointments/{id}/complete",
            [&app, &db](Path<"id", Uuid> id, Body<Treatment> treatment) {
              return complete(db, *id, *treatment, app.clock().now());
            })
      .summary("Complete an appointment, with what was prescribed")
      .error(http::Status::conflict);
}

}  // namespace clinic
