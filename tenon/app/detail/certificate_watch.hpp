#pragma once

#include <sys/types.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <string>

#include <tenon/async/task.hpp>
#include <tenon/async/timer.hpp>
#include <tenon/async/tls.hpp>
#include <tenon/base/log.hpp>
#include <tenon/http/server.hpp>

namespace tenon::app::detail {

/// By which it is seen that a file is another one, was written to, or may be read by others than before; all zero if
/// there is none.
struct FileState {
  dev_t device = 0;
  ino_t inode = 0;
  off_t size = 0;
  std::int64_t modified = 0;  ///< in nanoseconds
  std::int64_t changed = 0;   ///< the same, also of its owner and mode

  bool operator==(const FileState&) const = default;
};

/// Lets new connections use what the files of the certificate and its key hold as soon as they have changed and then
/// rested between two looks: they are not written at once. A pair that cannot be used is tried again, after a pause
/// that doubles up to about a minute, since what is the matter may be the machine; the one before stays in use
/// meanwhile. The same reason is told in the log once.
class CertificateWatch {
 public:
  /// Looks at the files, which blocks: to be made before the server reads them, so that no change falls between.
  CertificateWatch(async::TlsServerOptions options, log::Logger log, async::Duration between_looks = default_pause);

  /// Ends when it is cancelled. This object and the server must outlive it.
  Task<> watch(http::Server& server);

  static constexpr async::Duration default_pause = std::chrono::seconds{1};

 private:
  using Files = std::array<FileState, 2>;  ///< the certificate and the key

  static Files look(const async::TlsServerOptions& options);
  Task<> look_again(http::Server& server);
  Task<> renew(http::Server& server);

  async::TlsServerOptions options_;
  log::Logger log_;
  async::Duration between_looks_;
  Files used_;  ///< what the server has
  Files last_;
  bool is_blind_ = false;       ///< the last look failed
  std::string reason_;          ///< why what was found last cannot be used
  unsigned looks_to_wait_ = 0;  ///< before it is tried again
  unsigned next_wait_ = 1;
};

}  // namespace tenon::app::detail
