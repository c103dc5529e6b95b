#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

namespace tenon::http {

/// A weight from 0 to 1 in thousandths, as exact as the field can say (RFC 9110 section 12.4.2).
using Quality = unsigned;
inline constexpr Quality full_quality = 1000;

/// How much a client wants a media type ("text/html") by its Accept field: the most specific range decides
/// (RFC 9110 section 12.5.1), 0 means it does not want it. An empty field wants everything; a range that
/// cannot be read is passed over.
Quality accept_quality(std::string_view accept, std::string_view media_type) noexcept;

/// The index of the offer that the client wants most, the first of equals; nothing when it wants none of
/// them, which is for the caller to answer with 406 or its first offer.
std::optional<std::size_t> choose_media_type(std::string_view accept,
                                             std::span<const std::string_view> offers) noexcept;

/// The codings that responses can have.
enum class Coding : unsigned char { identity, gzip, br, zstd };

/// As in Content-Encoding: "br".
std::string_view to_string(Coding coding) noexcept;

/// The offered coding that the client wants most by its Accept-Encoding field (RFC 9110 section 12.5.3); of
/// equals the one offered first, identity only after all others. Identity unless the client lists another,
/// and also when it refuses everything: a readable answer is worth more than a 406.
Coding choose_coding(std::string_view accept_encoding, std::initializer_list<Coding> offers) noexcept;

}  // namespace tenon::http
