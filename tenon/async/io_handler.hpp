#pragma once

#include <cstdint>
#include <tenon/async/detail/list.hpp>

namespace tenon::async {

class Loop;

/// What a descriptor has become ready for; a set of bits.
enum class Ready : std::uint8_t {
  none = 0,
  readable = 1,  ///< reading gives bytes, the end, or an error
  writable = 2,  ///< writing takes bytes, or gives an error
  closed = 4,    ///< the peer has sent its last byte, or the connection is broken: read until the end comes
};

constexpr Ready operator|(Ready a, Ready b) noexcept {
  return static_cast<Ready>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}
constexpr Ready operator&(Ready a, Ready b) noexcept {
  return static_cast<Ready>(static_cast<std::uint8_t>(a) & static_cast<std::uint8_t>(b));
}
constexpr bool any(Ready ready) noexcept { return ready != Ready::none; }

/// Is told by the loop when its descriptor becomes ready. Registered once by Loop::add(), for everything, by
/// edges: each event means that something *changed*. So after an event the handler must remember what is
/// ready, and may forget it only when an operation answered would_block, or read less than it had room for
/// (IoResult::drained). A broken connection is reported as readable, writable and closed.
///
/// Lifetime: destroying a handler removes it from its loop; it is not called again, not even for an event
/// that the kernel has already handed out. It may destroy itself or any other handler from on_ready(). An
/// exception that leaves on_ready() leaves Loop::run().
class IoHandler : public detail::ListNode<struct IoHandlerTag> {
 public:
  IoHandler() = default;

  bool watched() const noexcept { return loop_ != nullptr; }
  /// Ends what Loop::add() began; call it before the descriptor is closed. Has no effect when not watched.
  void stop_watching() noexcept;

 protected:
  ~IoHandler() { stop_watching(); }
  virtual void on_ready(Ready ready) = 0;

 private:
  friend class Loop;

  Loop* loop_ = nullptr;
  int fd_ = -1;
};

}  // namespace tenon::async
