#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include <tenon/sql/open.hpp>
#include <tenon/sql/sqlite/instant_forms.hpp>

namespace tenon::sql::sqlite {

/// Looks at the forms of points in time again after another program has written: on a thread of its own, about a second later,
/// and for two percent of the time at most.
class FormWatch {
 public:
  /// All outlive this object.
  FormWatch(const std::string& path, const SqliteOptions& options, InstantForms& forms)
      : path_(path), options_(options), forms_(forms) {}
  FormWatch(const FormWatch&) = delete;
  FormWatch& operator=(const FormWatch&) = delete;
  ~FormWatch();

  /// Another program has committed. From any thread.
  void notice();

 private:
  void main();
  void look();

  const std::string& path_;
  const SqliteOptions& options_;
  InstantForms& forms_;
  std::atomic<bool> stop_{false};
  std::mutex mutex_;
  std::condition_variable change_;
  bool noticed_ = false;
  std::thread thread_;
};

}  // namespace tenon::sql::sqlite
