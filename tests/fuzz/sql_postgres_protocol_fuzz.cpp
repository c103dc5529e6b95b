#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/sql/postgres/wire/protocol.hpp>

// The first byte says where the rest is cut, the second what was asked. However the bytes are cut, the same is heard;
// each request ends once, and no answer comes for what was not asked.

namespace {

using namespace tenon::sql::postgres;

void require(bool condition) {
  if (!condition) std::abort();
}

constexpr std::uint64_t requests = 8;

/// Two bits a request: a statement that is prepared, one that is known, a group that ends, a script.
void ask(Protocol& protocol, std::uint8_t kinds) {
  tenon::Buffer out;
  for (std::uint64_t request = 1; request <= requests / 2; ++request, kinds = static_cast<std::uint8_t>(kinds >> 2)) {
    if ((kinds & 3) == 3) {
      static_cast<void>(protocol.in_group() ? protocol.sync(out, request) : protocol.query(out, request, "select"));
      continue;
    }
    if ((kinds & 1) != 0) {
      require(!protocol.can_send(2) || (protocol.parse(out, request, "s", "select", {}) &&
                                        protocol.describe(out, request, Target::statement, "s")));
    }
    require(!protocol.can_send(2) ||
            (protocol.bind(out, request, "s", {}, Format::binary) && protocol.execute(out, request)));
    if ((kinds & 2) != 0) require(!protocol.can_send() || protocol.sync(out, request));
  }
}

struct Heard {
  std::vector<std::pair<Event::Kind, std::uint64_t>> events;
  std::size_t consumed = 0;
};

void hear(Protocol& protocol, std::string_view bytes, Heard& heard) {
  for (;;) {
    const Event event = protocol.next(bytes.substr(heard.consumed));
    heard.consumed += event.consumed;
    require(heard.consumed <= bytes.size());
    if (event.kind == Event::Kind::need_more) return;
    heard.events.emplace_back(event.kind, event.request);
    if (event.kind == Event::Kind::row) {
      for (const RawValue& value : protocol.row()) require(!value || value->size() <= bytes.size());
    }
    if (event.kind == Event::Kind::malformed || event.kind == Event::Kind::fatal) return;
  }
}

bool ended(const Heard& heard) {
  return !heard.events.empty() &&
         (heard.events.back().first == Event::Kind::malformed || heard.events.back().first == Event::Kind::fatal);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  const std::size_t cut = bytes.empty() ? 0 : data[0] % bytes.size();

  Protocol whole({.message = 1000, .steps = 1000});
  ask(whole, data[1]);
  const std::size_t expected = whole.expected();
  Heard all;
  hear(whole, bytes, all);

  Protocol pieces({.message = 1000, .steps = 1000});
  ask(pieces, data[1]);
  Heard both;
  const std::string first = bytes.substr(0, cut);
  hear(pieces, first, both);
  if (!ended(both)) hear(pieces, bytes, both);
  require(both.events == all.events);
  require(ended(all) || both.consumed == all.consumed);

  require(whole.expected() <= expected);
  std::uint64_t last = 0;
  for (const auto& [kind, request] : all.events) {
    if (request == 0) continue;
    require(request >= last && request <= requests);
    last = request;
  }
  return 0;
}
