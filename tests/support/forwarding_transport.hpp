#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <tenon/async/transport.hpp>

namespace tenon::test {

/// Another transport as it is: the base of those that differ from it in something.
class ForwardingTransport : public async::Transport {
 public:
  explicit ForwardingTransport(std::unique_ptr<async::Transport> inner) : inner_(std::move(inner)) {}

  async::IoResult read(char* to, std::size_t size) noexcept override { return inner_->read(to, size); }
  async::IoResult write(std::string_view data) noexcept override { return inner_->write(data); }
  async::IoResult write2(std::string_view head, std::string_view body) noexcept override {
    return inner_->write2(head, body);
  }
  async::IoResult shutdown() noexcept override { return inner_->shutdown(); }

  std::size_t in_flight() const noexcept override { return inner_->in_flight(); }
  std::size_t held() const noexcept override { return inner_->held(); }
  int fd() const noexcept override { return inner_->fd(); }
  std::string failure() const override { return inner_->failure(); }

 private:
  std::unique_ptr<async::Transport> inner_;
};

}  // namespace tenon::test
