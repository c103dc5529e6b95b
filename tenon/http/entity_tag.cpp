#include <tenon/http/entity_tag.hpp>

#include <algorithm>

#include <tenon/base/error.hpp>
#include <tenon/http/accept.hpp>

namespace tenon::http {
namespace {

constexpr std::string_view coding_mark = "--";

// etagc of RFC 9110 section 8.8.3.
bool is_opaque(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != '"' && byte != 0x7f;
  });
}

}  // namespace

EntityTag::EntityTag(std::string_view opaque, bool weak) : opaque_{opaque}, weak_{weak} {
  if (!is_opaque(opaque)) throw Invalid{"bad_entity_tag", "The entity tag holds a character that it cannot."};
}

std::optional<EntityTag> EntityTag::parse(std::string_view text) {
  const bool weak = text.substr(0, 2) == "W/";
  if (weak) text.remove_prefix(2);
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::nullopt;
  const std::string_view opaque = text.substr(1, text.size() - 2);
  if (!is_opaque(opaque)) return std::nullopt;
  return EntityTag{opaque, weak};
}

EntityTag EntityTag::coded(std::string_view coding) const {
  return weak_ ? *this : strong(opaque_ + std::string(coding_mark) + std::string(coding));
}

EntityTag EntityTag::uncoded() const {
  for (const Coding coding : {Coding::gzip, Coding::br, Coding::zstd}) {
    const std::string suffix = std::string(coding_mark) + std::string(to_string(coding));
    if (!weak_ && opaque_.ends_with(suffix)) return strong(opaque_.substr(0, opaque_.size() - suffix.size()));
  }
  return *this;
}

HeaderValue EntityTag::to_header() const { return (weak_ ? "W/\"" : "\"") + opaque_ + '"'; }

}  // namespace tenon::http
