#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <tenon/http/header_value.hpp>

namespace tenon::http {

/// Names one state of a resource (RFC 9110 section 8.8.3). A strong tag promises equal bytes, a weak one
/// equal meaning: `"v7"`, `W/"v7"`.
class EntityTag {
 public:
  /// Throws Invalid ("bad_entity_tag") for a control byte, a space or a quote.
  static EntityTag strong(std::string_view opaque) { return EntityTag{opaque, false}; }
  static EntityTag weak(std::string_view opaque) { return EntityTag{opaque, true}; }
  /// One tag with its quotes, and nothing else.
  static std::optional<EntityTag> parse(std::string_view text);

  const std::string& opaque() const noexcept { return opaque_; }
  bool is_weak() const noexcept { return weak_; }
  /// Both strong and the same: what If-Match and ranges need.
  bool matches_strongly(const EntityTag& other) const noexcept {
    return !weak_ && !other.weak_ && opaque_ == other.opaque_;
  }
  /// The same whatever their strength: what If-None-Match needs.
  bool matches_weakly(const EntityTag& other) const noexcept { return opaque_ == other.opaque_; }
  bool operator==(const EntityTag&) const = default;

  /// The tag of the same state in a content coding: "v7" compressed is "v7--gzip", for its bytes are others. A weak tag
  /// promises no bytes and stays as it is.
  EntityTag coded(std::string_view coding) const;
  /// What the tag was before coded().
  EntityTag uncoded() const;

  HeaderValue to_header() const;

 private:
  EntityTag(std::string_view opaque, bool weak);

  std::string opaque_;
  bool weak_;
};

}  // namespace tenon::http
