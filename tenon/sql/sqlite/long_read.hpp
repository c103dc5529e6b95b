#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <tenon/sql/engine.hpp>
#include <tenon/sql/sqlite/connection.hpp>
#include <tenon/sql/sqlite/options.hpp>

namespace tenon::sql::sqlite {

/// Reads that would hold the loop for too long: on its blocking pool, each on a connection of its own, in one snapshot
/// that shows every commit up to now. Connections are kept for the next ones; opening one takes some tenths of a
/// millisecond.
///
/// The thread uses what it is given until the task is over: a deadline or a cancellation stops the statement, and is
/// waited out.
class LongReaders {
 public:
  /// Both outlive this object.
  LongReaders(const std::string& path, const SqliteOptions& options);
  LongReaders(const LongReaders&) = delete;
  LongReaders& operator=(const LongReaders&) = delete;
  ~LongReaders();

  Task<> read(Work& work);
  /// The same for a thread of its own, until it is done or `stop` becomes true.
  void use(const std::function<void(Connection&)>& what, const std::atomic<bool>& stop);

  /// Opens the first connection and all else that needs files.
  void prepare();

 private:
  struct Place;
  class Reading;
  class Job;
  class Ending;

  Task<> run(std::function<void(Place&)> what, async::Duration limit);
  std::unique_ptr<Place> take();
  void give_back(std::unique_ptr<Place> place) noexcept;

  const std::string& path_;
  const SqliteOptions& options_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Place>> idle_;
};

}  // namespace tenon::sql::sqlite
