#pragma once

#include <tenon/app.hpp>

#include "clinic/client.hpp"

namespace clinic {

/// Puts three doctors with specialties, rooms and hours into a clinic without doctors.
tenon::Task<> seed(Client& db);

}  // namespace clinic
