#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <tenon/app/api_info.hpp>
#include <tenon/app/app_settings.hpp>
#include <tenon/app/migration.hpp>
#include <tenon/app/routing.hpp>
#include <tenon/async/task.hpp>
#include <tenon/base/clock.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/log.hpp>
#include <tenon/base/settings.hpp>
#include <tenon/json/between.hpp>
#include <tenon/json/checked_text.hpp>
#include <tenon/json/items.hpp>

namespace tenon {

// What only applications with a database, or of more metrics and documents, need to know.
class Environment;
namespace http {
class Hooks;
class Service;
}  // namespace http
namespace json {
class Value;
}
namespace metrics {
class Registry;
}
namespace sql {
class Client;
class Engine;
struct Datasource;
template <class Client>
Datasource datasource();
}  // namespace sql

namespace app {
class Component;
}

namespace app::detail {
/// By whose address a component of a type is found. Not const: the linker may merge constants that are equal.
template <class T>
inline char component_key = 0;

/// Something of the application's that lives as long as the App: a database client.
struct Owned {
  virtual ~Owned() = default;
};
template <class T>
struct OwnedValue final : Owned {
  template <class... A>
  explicit OwnedValue(A&&... arguments) : value(std::forward<A>(arguments)...) {}
  T value;
};
}  // namespace app::detail

/// An application: routes and resources, the databases they use, and everything around them that production asks for.
///
///     int main(int argc, char** argv) {
///       App app{argc, argv};
///       auto& db = app.database<shop::Client>();
///       app.resource(db.product, "/api/products").filter({"price"}).search({"name"});
///       app.get("/hello/{name}", [](Path<"name", Text<1, 50>> name) { return "Hello, " + *name; });
///       return app.run();
///     }
///
/// How routes, resources and groups of them are added: app/routing.hpp.
///
/// Every request passes, from the outside in: request id, metrics, access log, security headers, CORS (when
/// CORS_ORIGINS is set), compression. Without being asked it serves `/health/live`, `/health/ready`, `/metrics`,
/// `/openapi.json` and `/docs`.
///
/// run() obeys the command line: `serve` (the default), `migrate deploy|status|resolve`, `routes`, `openapi`, `check`,
/// and what components add; `--help` lists every command and setting. Handlers are called by several threads at once,
/// one a loop; what they share must be safe for that, as database clients are.
///
/// There is no global state: several may live in one process.
class App : public app::Routing {
 public:
  /// For main(): settings from the environment and `.env`. When they have errors, prints all of them and ends the
  /// process with status 2: at the latest in run(), and before a database is opened. One that cannot be opened ends it
  /// in run() with status 1.
  App(int argc, const char* const* argv);
  /// For tests and programs of several applications. Throws Invalid for errors in the settings.
  explicit App(Environment environment, std::vector<std::string> arguments = {});
  App(const App&) = delete;
  App& operator=(const App&) = delete;
  ~App();

  /// Title, version, description and security schemes for the API document. The title is the program's name at first.
  void set_info(app::ApiInfo info);

  const app::AppSettings& settings() const noexcept;
  /// Settings of the application's own, read from the same environment; `--help` lists them too. Read before
  /// database(), their errors are told together with those of Tenon's.
  template <class T>
  T settings() {
    T settings{};
    read_settings(settings::rows_of(settings));
    return settings;
  }

  const log::Logger& log() const noexcept;
  metrics::Registry& metrics() noexcept;

  /// What time it is, for handlers and for `now()` and `@updatedAt` of the database. May be kept.
  const Clock& clock() const noexcept;
  /// Where that time comes from: a FakeClock, in tests. Before requests are served; the clock must outlive the App.
  void set_clock(const Clock& clock);

  /// The client of a schema, made by `tenon generate`, on its database: that of the variable which the schema names, of
  /// DATABASE_URL, or of the schema's `url` (tenon/sql/datasource.hpp), and `<program>.db` in the working directory
  /// when there is none of them. Lives as long as the App. Asked for again, it is the same one, which is how tests get
  /// at it; an application has one: throws Invalid "second_database" for another. Commands that do not need it
  /// (`--help`, `routes`, `openapi`, `check`, `migrate status`, `migrate resolve`; see Command::needs) get an empty one
  /// in memory.
  ///
  /// It is opened by this call, which knows the commands of the components that were added before it. Add a component
  /// before it if one of its commands needs no database: with a command that it does not know, it opens the database.
  template <class Client>
  Client& database() {
    if (auto* const open = dynamic_cast<app::detail::OwnedValue<Client>*>(kept())) return open->value;
    auto owned = std::make_unique<app::detail::OwnedValue<Client>>(open_database(sql::datasource<Client>()), &clock());
    Client& client = owned->value;
    keep(std::move(owned), client);
    return client;
  }
  /// The migrations that `serve` and `migrate deploy` apply, usually made by tenon_migrations() of CMake.
  void set_migrations(std::vector<app::Migration> migrations);

  /// The component of this type (app/component.hpp). It is made of the arguments and added where there is none yet;
  /// they are not used otherwise. Lives as long as the App. Throws Invalid: "component_too_late" when it would be made
  /// after start(), or after service() has put the application together; "bad_component" for a name that is empty or
  /// taken; where the process is not the application, also for errors in its settings.
  template <class T, class... Arguments>
  T& component(Arguments&&... arguments) {
    if (T* const added = find_component<T>()) return *added;
    require_open();
    auto made = std::make_unique<T>(std::forward<Arguments>(arguments)...);
    T& component = *made;
    add_component(&app::detail::component_key<T>, std::move(made));
    return component;
  }
  /// The same if it was added, else null.
  template <class T>
  T* find_component() const noexcept {
    return static_cast<T*>(component_of(&app::detail::component_key<T>));
  }

  /// Middleware of the application's own around every request, also those that no route is for, inside of Tenon's, the
  /// first one outermost.
  void use(std::shared_ptr<const http::Hooks> hooks);
  void use(http::Middleware middleware);

  /// The security schemes that the document names for everything that says nothing of it itself; see
  /// RouteSettings::security.
  void security(std::initializer_list<http::SecurityNeed> needs) { set_security(needs); }

  /// Runs `task()` before the application listens, after migrations and the start of components: seeding, warming up.
  /// In the order of the calls.
  template <class Function>
  void on_start(Function task) {
    add_start(http::Function<Task<>()>(std::move(task)));
  }

  /// Obeys the command line; what main() returns.
  int run();

  // For tests and programs that embed the application.

  /// The whole application, composed at the first call, and if that throws, so does each further one; no routes and
  /// components can be added afterwards.
  const http::Service& service();
  /// Starts the components, the database first, which applies pending migrations if MIGRATE says so; then runs what
  /// on_start() was given. Once. When something of that throws, drains what was started, and throws that, also when
  /// called again.
  Task<> start();
  /// Whether start() was called.
  bool is_started() const noexcept;
  /// Drains the components that were started, in reverse order, within DRAIN_TIMEOUT, but at least 1 s: what they throw
  /// is logged. `/health/ready` is 503 from then on. On the loop that ran start(). Call it when no request is at work
  /// any more.
  Task<> drain();
  /// The API document.
  json::Value openapi();

 private:
  void require_open() const;
  app::Component* component_of(const void* key) const noexcept;
  void add_component(const void* key, std::unique_ptr<app::Component> component);
  void add_start(http::Function<Task<>()> task);
  void read_settings(std::vector<settings::Row> rows);
  std::shared_ptr<sql::Engine> open_database(const sql::Datasource& datasource);
  app::detail::Owned* kept() const noexcept;
  void keep(std::unique_ptr<app::detail::Owned> owned, sql::Client& client);

  std::unique_ptr<app::detail::AppState> state_;
};

}  // namespace tenon
