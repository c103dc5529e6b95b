#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <tenon/async/event.hpp>
#include <tenon/http/body.hpp>
#include <tenon/http/encoder.hpp>

namespace tenon::http::detail {

class Connection;

/// The body of the answer that a connection is streaming: puts the coding on, and lets the writer wait while the client
/// is slower.
class BodySender final : public BodyWriter {
 public:
  /// `size` is what the head has promised, if it has.
  void begin(Connection& connection, ResponseFraming::Body kind, std::optional<std::uint64_t> size) noexcept;

  async::Task<> write(std::string_view bytes) override;
  async::Task<> flush() override;

  /// Ends the body. False when it is not what the head has promised: the connection must be cut.
  bool finish();
  /// The memory that the writer keeps while it waits: what it is writing.
  std::size_t held() const noexcept { return held_; }
  /// The connection has sent something.
  void on_drained() noexcept { drained_.pulse(); }

 private:
  void add(std::string_view bytes);
  void check_open() const;

  Connection* connection_ = nullptr;
  ResponseFraming::Body kind_ = ResponseFraming::Body::none;
  std::uint64_t left_ = 0;   // of a sized body
  std::size_t written_ = 0;  // since the writer last waited
  std::size_t held_ = 0;
  std::uint32_t small_pieces_ = 0;
  async::Event drained_;
};

}  // namespace tenon::http::detail
