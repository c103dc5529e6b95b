#pragma once

#include <tenon/app.hpp>

#include "clinic/client.hpp"

namespace clinic {

/// What the staff does with appointments: list them, and complete one with what was prescribed.
void add_treatment(tenon::App& app, tenon::app::Group& admin, Client& db);

}  // namespace clinic
