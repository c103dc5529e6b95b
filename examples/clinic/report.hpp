#pragma once

#include <tenon/app.hpp>

#include "clinic/client.hpp"

namespace clinic {

/// What each doctor did and earned in a period.
void add_report(tenon::app::Group& admin, Client& db);

}  // namespace clinic
