#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <tenon/async/detail/system_call.hpp>
#include <tenon/async/transport.hpp>

namespace tenon::async {
namespace {

class SocketTransport final : public Transport {
 public:
  explicit SocketTransport(Fd socket) noexcept : socket_(std::move(socket)) {}

  IoResult read(char* to, std::size_t size) noexcept override {
    if (read_failed_) return failed();
    for (;;) {
      const long count = detail::receive(socket_.get(), to, size);
      if (count > 0) {
        const auto bytes = static_cast<std::size_t>(count);
        return {.drained = bytes < size, .bytes = bytes};
      }
      // A reset that a write was told of reads as an end, and is none.
      if (count == 0) return error_ ? failed() : IoResult{.status = IoStatus::eof};
      if (errno == EINTR) continue;
      const IoResult result = blocked_or_failed(Ready::readable);
      read_failed_ = result.status == IoStatus::error;
      return result;
    }
  }

  IoResult write(std::string_view data) noexcept override {
    if (error_) return failed();
    for (;;) {
      const long count = detail::send(socket_.get(), data.data(), data.size());
      if (count >= 0) return {.bytes = static_cast<std::size_t>(count)};
      if (errno != EINTR) return blocked_or_failed(Ready::writable);
    }
  }

  IoResult write2(std::string_view head, std::string_view body) noexcept override {
    if (error_) return failed();
    std::array<iovec, 2> parts{
        {{const_cast<char*>(head.data()), head.size()}, {const_cast<char*>(body.data()), body.size()}}};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = parts.size();
    for (;;) {
      const ssize_t count = ::sendmsg(socket_.get(), &message, MSG_NOSIGNAL);
      if (count >= 0) return {.bytes = static_cast<std::size_t>(count)};
      if (errno != EINTR) return blocked_or_failed(Ready::writable);
    }
  }

  IoResult shutdown() noexcept override {
    if (error_) return failed();
    if (::shutdown(socket_.get(), SHUT_WR) != 0) return blocked_or_failed(Ready::writable);
    return {};
  }

  std::size_t in_flight() const noexcept override {
    int bytes = 0;
    return ::ioctl(socket_.get(), SIOCOUTQ, &bytes) == 0 && bytes > 0 ? static_cast<std::size_t>(bytes) : 0;
  }

  int fd() const noexcept override { return socket_.get(); }
  std::string failure() const override { return std::generic_category().message(error_); }

 private:
  IoResult failed() const noexcept { return {.status = IoStatus::error, .error = error_}; }
  IoResult blocked_or_failed(Ready needs) noexcept {
    if (errno == EAGAIN || errno == EWOULDBLOCK) return {.status = IoStatus::would_block, .needs = needs};
    if (error_ == 0) error_ = errno;
    return failed();
  }

  Fd socket_;
  int error_ = 0;  // the first
  bool read_failed_ = false;
};

}  // namespace

std::unique_ptr<Transport> socket_transport(Fd socket) { return std::make_unique<SocketTransport>(std::move(socket)); }

}  // namespace tenon::async
