#pragma once

#include <chrono>

#include <tenon/app.hpp>

#include "clinic/client.hpp"

namespace clinic {

/// What patients do with appointments: book, read, move and cancel one, the latter two until so long before its start.
/// `personal` is the group of addresses for it.
void add_appointments(tenon::App& app, tenon::app::Group& personal, Client& db, std::chrono::hours cancel_until);

}  // namespace clinic
