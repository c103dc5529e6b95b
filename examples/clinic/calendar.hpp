#pragma once

#include <tenon/app.hpp>

#include "clinic/client.hpp"
#include "clinic/model/appointment.hpp"

namespace clinic {

/// The appointment with that id while it is booked. Throws NotFound, and Conflict `not_booked` when it is over or
/// cancelled.
tenon::Task<Appointment> booked(Transaction& tx, tenon::Uuid id);

/// Throws Conflict unless the appointment lies within the doctor's hours (`closed`) and neither the doctor nor the
/// patient has another one meanwhile (`doctor_busy`, `patient_busy`). Called after it was written: the exception undoes
/// that.
tenon::Task<> must_fit(Transaction& tx, const Appointment& wanted);

}  // namespace clinic
