#include <tenon/sql/postgres/wire/message_writer.hpp>

#include <limits>

namespace tenon::sql::postgres {
namespace {

constexpr std::size_t largest = std::numeric_limits<std::int32_t>::max();

}  // namespace

MessageWriter& MessageWriter::text(std::string_view value) {
  if (value.find('\0') != std::string_view::npos) possible_ = false;
  out_.append(value);
  out_.append('\0');
  return *this;
}

MessageWriter& MessageWriter::count(std::size_t value) {
  if (value > std::numeric_limits<std::uint16_t>::max()) possible_ = false;
  return int16(static_cast<std::uint16_t>(value));
}

MessageWriter& MessageWriter::sized(std::string_view value) {
  if (value.size() > largest) possible_ = false;
  if (!possible_) return *this;
  return int32(static_cast<std::uint32_t>(value.size())).bytes(value);
}

bool MessageWriter::finish() {
  const std::size_t length = out_.size() - length_at_;
  if (!possible_ || length > largest) {
    out_.truncate(start_);
    return false;
  }
  char* const to = out_.data() + length_at_;
  for (std::size_t i = 0; i < 4; ++i) to[i] = static_cast<char>(length >> (8 * (3 - i)));
  return true;
}

}  // namespace tenon::sql::postgres
