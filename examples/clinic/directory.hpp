#pragma once

#include <tenon/app.hpp>

#include "clinic/client.hpp"

namespace clinic {

/// What everybody may read: doctors and their specialties.
void add_directory(tenon::App& app, Client& db);

/// How a patient registers.
void add_registration(tenon::app::Group& personal, Client& db);

/// Doctors, their hours, rooms and patients, to be kept by the staff.
void add_staff_directory(tenon::app::Group& admin, Client& db);

}  // namespace clinic
