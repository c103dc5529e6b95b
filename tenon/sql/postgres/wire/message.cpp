#include <tenon/sql/postgres/wire/message.hpp>

#include <tenon/sql/postgres/wire/body_reader.hpp>

namespace tenon::sql::postgres {
namespace {

/// All that a server sends to a client of protocol 3.0, replication apart.
constexpr std::string_view backend_types = "123ACDEGHIKNRSTVZcdnstv";

}  // namespace

Cut cut_message(std::string_view bytes, std::size_t limit) noexcept {
  Cut cut;
  if (bytes.empty()) return cut;
  if (backend_types.find(bytes[0]) == std::string_view::npos) {
    cut.state = Cut::State::malformed;
    return cut;
  }
  if (bytes.size() < message_head_size) return cut;
  BodyReader head(bytes.substr(1, 4));
  const std::int32_t length = head.int32();  // counts itself
  if (length < 4 || static_cast<std::size_t>(length) - 4 > limit) {
    cut.state = Cut::State::malformed;
    return cut;
  }
  cut.size = static_cast<std::size_t>(length) + 1;
  if (bytes.size() < cut.size) return cut;
  cut.state = Cut::State::complete;
  cut.message = {bytes[0], bytes.substr(message_head_size, cut.size - message_head_size)};
  return cut;
}

}  // namespace tenon::sql::postgres
