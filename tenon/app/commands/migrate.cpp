#include <cstdio>

#include <tenon/app/commands/commands.hpp>

namespace tenon::app {

Task<> apply_migrations(detail::AppState&) { co_return; }
int migrate_deploy(detail::AppState&) { return 0; }
int migrate_status(detail::AppState&) { return 0; }

}  // namespace tenon::app
