#pragma once

#include <string_view>
#include <vector>

#include <tenon/app/command.hpp>
#include <tenon/app/health_check.hpp>
#include <tenon/async/task.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/settings.hpp>

namespace tenon::async {
class Loop;
}

namespace tenon::app {

class Routing;

/// A part of an application that has settings, a beginning and an end: its database, a queue, a mail server.
///
///     class Queue final : public app::Component {
///      public:
///       std::string_view name() const noexcept override { return "queue"; }
///       std::vector<settings::Row> settings() override { return settings::rows_of(settings_); }
///       Task<> start() override { … }
///       Task<> drain() override { … }
///       …
///     };
///
///     auto& queue = app.component<Queue>();      // the same one wherever it is asked for
///
/// The App owns its components. They are started in the order in which they were added, and drained and destroyed in
/// the reverse order; the database is always the first. The functions below are called by the App; all but those of
/// health checks are called on the main thread, one at a time.
class Component {
 public:
  Component() = default;
  Component(const Component&) = delete;
  Component& operator=(const Component&) = delete;
  virtual ~Component();

  /// Of logs and errors: "queue". Not empty, and no other component of the application has it.
  virtual std::string_view name() const noexcept = 0;

  /// Its settings, usually settings::rows_of() of an aggregate that it owns. Asked once, when it is added; they are
  /// then read from the environment, and `--help` lists them.
  virtual std::vector<settings::Row> settings();
  /// What is wrong with settings that could be read, each error under the name of its variable: told together with what
  /// could not be read. Asked once, after that; what could not be read has its default then, and what is required and
  /// not set is empty: do not report it again.
  virtual std::vector<FieldError> setting_errors() const;

  /// Asked once, when it is added. An invalid or duplicate command is reported as a "bad_component" error of the
  /// application, with its other errors, and omitted from `--help`.
  virtual std::vector<Command> commands();

  /// Adds its routes and resources. Called once, when the application is put together (App::run(), App::service()): the
  /// App's own are there already.
  virtual void add_routes(Routing& routes);

  /// Asked once, when the application is put together. A name that is empty or taken is an error "bad_component" of the
  /// application.
  virtual std::vector<HealthCheck> health_checks();

  /// Called once by `serve` before it listens, and by App::start(): on the main loop, before tasks of App::on_start().
  /// Each wait lasts 30 s at most unless it has a deadline of its own.
  ///
  /// When it throws, the components that were started before are drained, the application does not start, and what was
  /// thrown is told. This one is not drained: it must clean up what it began.
  ///
  /// SIGTERM or SIGINT during the start cancels it: waits throw async::Cancelled. The process then has DRAIN_TIMEOUT
  /// and 4 s more in all before it is ended, as with a signal that comes later; what blocks the loop is ended by that.
  virtual Task<> start();

  /// Called by `serve` for each of its loops, the main one first, after everything was started and before requests
  /// come: to open what the loop needs of its own, while the process may still open files. The loop does not run yet.
  virtual void prepare(async::Loop& loop);

  /// Called once if start() has returned, when draining begins: on the main loop, for each component that was started,
  /// in the order of drain(), and before the first drain(). From now on the component takes no new work of its own: a
  /// queue takes no further job. It must not block.
  ///
  /// In `serve` that is right after the signal, before the server drains: requests are still answered, also new ones of
  /// the next second, and handlers that use the component still run, also on other loops. `/health/ready` is 503
  /// already.
  virtual void begin_drain() noexcept;

  /// Called once if start() has returned, on the main loop, which is the one that ran start(), after begin_drain() and
  /// before the component is destroyed: to finish what it has accepted. Not called by an App that is destroyed without
  /// App::drain().
  ///
  /// In `serve` that is after the server has drained: each request was answered, or, at the end of DRAIN_TIMEOUT or at
  /// a second signal, was cut and had its handler cancelled. A handler that has not ended a second after that may still
  /// run, also on another loop. The other loops still run; health checks are not asked any more. After a start that
  /// failed, nothing else runs.
  ///
  /// All components together have what is left of DRAIN_TIMEOUT since the signal, but at least 1 s; then waits throw
  /// Timeout. After a start that failed without a signal, they have DRAIN_TIMEOUT from then on. After a second signal
  /// they have 500 ms; one that comes while they are drained cancels: waits throw async::Cancelled. What is thrown is
  /// logged, and makes the status of the process 1; the other components are drained all the same.
  virtual Task<> drain();
};

}  // namespace tenon::app
