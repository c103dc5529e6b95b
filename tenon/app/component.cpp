#include <tenon/app/component.hpp>

namespace tenon::app {

Component::~Component() = default;

std::vector<settings::Row> Component::settings() { return {}; }
std::vector<FieldError> Component::setting_errors() const { return {}; }
std::vector<Command> Component::commands() { return {}; }
void Component::add_routes(Routing&) {}
std::vector<HealthCheck> Component::health_checks() { return {}; }
Task<> Component::start() { co_return; }
void Component::prepare(async::Loop&) {}
void Component::begin_drain() noexcept {}
Task<> Component::drain() { co_return; }

}  // namespace tenon::app
