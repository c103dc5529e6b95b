#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <tenon/async/task.hpp>
#include <tenon/async/transport.hpp>

namespace tenon::async {

class Loop;

/// A connection for coroutines: the waits that a Transport leaves to its caller.
///
/// One task may read and one may write at the same time, and either may close. Each operation throws Unavailable
/// ("connection_lost") when the connection breaks or is closed, Timeout and Cancelled as every wait; after Timeout or
/// Cancelled a write may have sent a part, so that closing is all that is left to do. Lifetime: outlives the operations
/// on it; on its loop's thread; the buffers given outlive the operation.
class Stream {
 public:
  /// Registers the transport's socket with the loop.
  Stream(Loop& loop, std::unique_ptr<Transport> transport);
  Stream(Stream&&) noexcept;
  Stream& operator=(Stream&&) noexcept;
  ~Stream();

  /// Between 1 and `size` bytes; 0 at the end.
  Task<std::size_t> read_some(char* to, std::size_t size);
  /// All `size` bytes; throws Unavailable ("connection_lost") when the end comes first.
  Task<> read_exactly(char* to, std::size_t size);
  Task<> write_all(std::string_view data);
  Task<> write_all(std::string_view head, std::string_view body);
  /// Shuts down gracefully (close_notify, FIN) and closes; what still waits to read or write ends with Unavailable.
  /// Never throws for what the peer does.
  Task<> close();

  Transport& transport() const noexcept;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace tenon::async
