#pragma once

#include <cstddef>
#include <string_view>

#include "tests/support/forwarding_transport.hpp"

// What TLS may do: one direction waits for what the other one has to do first, and the event is spent by then.

namespace tenon::test {

/// Nothing can be written before something was read.
class ReadsFirst final : public ForwardingTransport {
 public:
  using ForwardingTransport::ForwardingTransport;

  async::IoResult read(char* to, std::size_t size) noexcept override {
    const async::IoResult result = ForwardingTransport::read(to, size);
    has_read_ = has_read_ || result.status == async::IoStatus::ok;
    return result;
  }
  async::IoResult write(std::string_view data) noexcept override {
    if (has_read_) return ForwardingTransport::write(data);
    return {.status = async::IoStatus::would_block, .needs = async::Ready::readable};
  }
  async::IoResult write2(std::string_view head, std::string_view) noexcept override { return write(head); }

 private:
  bool has_read_ = false;
};

/// Nothing can be read before something was written.
class WritesFirst final : public ForwardingTransport {
 public:
  using ForwardingTransport::ForwardingTransport;

  async::IoResult read(char* to, std::size_t size) noexcept override {
    if (has_written_) return ForwardingTransport::read(to, size);
    return {.status = async::IoStatus::would_block, .needs = async::Ready::readable | async::Ready::writable};
  }
  async::IoResult write(std::string_view data) noexcept override {
    has_written_ = true;
    return ForwardingTransport::write(data);
  }
  async::IoResult write2(std::string_view head, std::string_view) noexcept override { return write(head); }

 private:
  bool has_written_ = false;
};

}  // namespace tenon::test
