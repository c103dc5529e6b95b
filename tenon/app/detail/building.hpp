#pragma once

#include <thread>

namespace tenon::app::detail {

struct AppState;

/// The time in which main() builds an application, before run(). What main() lets out then is told like the errors
/// that were found, the process ends with 2, and --help is answered all the same.
///
/// That is found out by a handler of std::terminate(), which is given no argument: hence the process has a list of
/// these. The handler is there as long as the list is not empty and no application runs, and minds only what ends the
/// thread that builds. A handler that somebody set meanwhile is left alone.
class Building {
 public:
  explicit Building(AppState& state);
  Building(const Building&) = delete;
  Building& operator=(const Building&) = delete;
  ~Building();

  /// An application runs: as long as this exists, std::terminate() does what it always did.
  class Pause {
   public:
    Pause();
    Pause(const Pause&) = delete;
    Pause& operator=(const Pause&) = delete;
    ~Pause();
  };

 private:
  [[noreturn]] static void end();
  static AppState* built_by_this_thread();
  static void settle();

  AppState& state_;
  std::thread::id thread_ = std::this_thread::get_id();
  Building* before_;
};

}  // namespace tenon::app::detail
