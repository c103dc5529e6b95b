#include <tenon/sql/engine.hpp>

#include <cstring>

namespace tenon::sql {

Task<> Session::run_all(std::span<BatchStatement> statements) {
  for (BatchStatement& each : statements) each.changed = co_await run(each.statement, each.rows);
}

std::uint64_t statement_hash(std::string_view text) noexcept {
  std::uint64_t hash = 0x9e3779b97f4a7c15U ^ text.size();
  const auto mix = [&](std::uint64_t word) {
    hash = (hash ^ word) * 0xff51afd7ed558ccdU;
    hash ^= hash >> 32;
  };
  while (text.size() >= 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data(), 8);
    mix(word);
    text.remove_prefix(8);
  }
  std::uint64_t rest = 0;
  std::memcpy(&rest, text.data(), text.size());
  mix(rest);
  return hash | 1;  // never 0, which means: not known
}

}  // namespace tenon::sql
