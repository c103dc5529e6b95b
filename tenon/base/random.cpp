#include <tenon/base/random.hpp>
#include <tenon/base/text/hex.hpp>

#include <sys/random.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace tenon {

namespace {

void fill_from_system(std::span<std::uint8_t> out) {
  while (!out.empty()) {
    const ssize_t got = ::getrandom(out.data(), out.size(), 0);
    if (got < 0) {
      if (errno == EINTR) continue;
      throw std::system_error(errno, std::generic_category(), "getrandom");
    }
    out = out.subspan(static_cast<std::size_t>(got));
  }
}

// A system call costs as much as some thirty identifiers, so bytes are fetched for that many at once.
class Supply {
 public:
  void take(std::span<std::uint8_t> out) {
    if (out.size() > bytes_.size()) return fill_from_system(out);
    if (bytes_.size() - used_ < out.size()) {
      fill_from_system(bytes_);
      used_ = 0;
    }
    if (out.empty()) return;
    std::memcpy(out.data(), bytes_.data() + used_, out.size());
    std::memset(bytes_.data() + used_, 0, out.size());
    used_ += out.size();
  }

 private:
  std::array<std::uint8_t, 512> bytes_{};
  std::size_t used_ = sizeof bytes_;
};

constinit thread_local Supply supply;

}  // namespace

void random_bytes(std::span<std::uint8_t> out) { supply.take(out); }

std::string random_hex(std::size_t size) {
  std::string bytes(size, '\0');
  random_bytes({reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size()});
  return text::hex_encode(bytes);
}

std::uint64_t random_uint64() {
  std::array<std::uint8_t, sizeof(std::uint64_t)> bytes;
  random_bytes(bytes);
  std::uint64_t value;
  std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

std::uint64_t random_below(std::uint64_t bound) {
  if (bound < 2) return 0;
  // 2^64 is no multiple of most bounds: the lowest 2^64 mod bound values are drawn again, or the first results would
  // be more likely than the last.
  const std::uint64_t surplus = (0 - bound) % bound;
  std::uint64_t value = random_uint64();
  while (value < surplus) value = random_uint64();
  return value % bound;
}

}  // namespace tenon
