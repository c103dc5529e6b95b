#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <tenon/sql/postgres/startup.hpp>

// The first byte says where the rest is cut, the second over what it comes. However it is cut, the login ends the same;
// and the password leaves as it is only where nobody else can read it.

namespace {

using namespace tenon::sql::postgres;

void require(bool condition) {
  if (!condition) std::abort();
}

struct Attempt {
  explicit Attempt(std::uint8_t kind)
      : channel{(kind & 1) != 0, (kind & 2) != 0, (kind & 4) != 0 ? "binding" : ""},
        startup({.user = "shop",
                 .database = "shop",
                 .password = tenon::Secret{"sesame"},
                 .channel_binding = static_cast<ChannelBinding>(kind >> 3 & 1),
                 .parameters = {}},
                "nonce") {
    startup.begin(out);
  }

  void feed(std::string_view bytes) {
    consumed += startup.feed(bytes.substr(consumed), channel, out);
    if (startup.state() == Startup::State::deriving) {
      startup.key_derived({}, out);
      feed(bytes);
    }
  }

  const Channel channel;
  Startup startup;
  tenon::Buffer out;
  std::size_t consumed = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  const std::size_t cut = bytes.empty() ? 0 : data[0] % bytes.size();

  Attempt whole(data[1]);
  whole.feed(bytes);
  Attempt pieces(data[1]);
  pieces.feed(bytes.substr(0, cut));
  pieces.feed(bytes);
  require(whole.startup.state() == pieces.startup.state());
  require(whole.out.view() == pieces.out.view());
  if (whole.startup.state() == Startup::State::ready) {
    require(whole.consumed == pieces.consumed);
    require(whole.startup.backend_key() == pieces.startup.backend_key());
  }
  const bool is_private = whole.channel.encrypted || whole.channel.local;
  require(is_private || whole.out.view().find("sesame") == std::string_view::npos);
  return 0;
}
