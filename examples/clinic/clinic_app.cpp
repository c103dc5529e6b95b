#include "clinic_app.hpp"

#include <memory>

#include "admin_key.hpp"
#include "appointments.hpp"
#include "clinic.hpp"
#include "directory.hpp"
#include "report.hpp"
#include "seed.hpp"
#include "settings.hpp"
#include "treatment.hpp"
#include "uncached.hpp"

namespace clinic {

void build(tenon::App& app) {
  app.set_info(
      {.title = "Clinic",
       .version = "0.1.0",
       .description = "Doctors, their hours, and appointments with them. What is below /admin is for the staff.",
       .security_schemes = {{.name = "clinic_key", .kind = tenon::app::ApiKey{.name = "X-Api-Key"}}}});
  const auto settings = app.settings<Settings>();
  auto& db = app.database<Client>();
  app.set_migrations(migrations());
  app.on_start([&db] { return seed(db); });

  add_directory(app, db);

  tenon::app::Group personal = app.group("/api", std::make_shared<Uncached>());
  add_registration(personal, db);
  add_appointments(app, personal, db, settings.cancel_until);

  tenon::app::Group admin =
      app.group("/admin", std::make_shared<Uncached>(), std::make_shared<AdminKey>(settings.admin_key));
  admin.security({"clinic_key"});
  add_staff_directory(admin, db);
  add_treatment(app, admin, db);
  add_report(admin, db);
}

}  // namespace clinic
