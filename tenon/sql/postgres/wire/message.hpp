#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tenon::sql::postgres {

/// One message of the server (protocol 3.0: a type, a length, a body). A view into the bytes it was cut from.
struct Message {
  char type = 0;
  std::string_view body;
};

/// What stands at the beginning of some bytes.
struct Cut {
  enum class State : std::uint8_t {
    incomplete,  ///< the message has not arrived as a whole
    complete,
    malformed,  ///< no message begins like this: no known type, a length below 4 or above the limit
  };
  State state = State::incomplete;
  Message message;
  std::size_t size = 0;  ///< of the message with its type and length
};

/// What a type and a length take in front of a body.
constexpr std::size_t message_head_size = 5;

/// Cuts the first message off. `limit` bounds its body, so that a server, or whoever speaks in its place, cannot make
/// us collect without end. Keeps nothing: until a message is complete it is asked again with more, at the same cost.
Cut cut_message(std::string_view bytes, std::size_t limit) noexcept;

}  // namespace tenon::sql::postgres
