#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <tenon/http/conditional.hpp>
#include <tenon/http/request.hpp>

namespace tenon::http {

/// Which bytes of a representation are asked for (RFC 9110 section 14).
struct ByteRange {
  enum class Kind : unsigned char {
    whole,          ///< all: 200
    part,           ///< 206 with Content-Range
    unsatisfiable,  ///< 416: it begins behind the end
  };
  Kind kind = Kind::whole;
  std::uint64_t first = 0;
  std::uint64_t size = 0;  ///< of the part
};

/// Reads a Range field for a representation of `size` bytes. One range is a part; several, another unit, and what is
/// malformed are answered with the whole, as the RFC allows. So is any range of what is empty.
ByteRange parse_range(std::string_view field, std::uint64_t size) noexcept;

/// The range that a request asks for: the whole unless it is a GET, and where If-Range names another state than the
/// present one, by its entity tag (compared strongly) or its date (which must be equal).
ByteRange range_of(const Request& request, const Validators& current, std::uint64_t size);

/// Content-Range: "bytes 0-99/1234", or for an unsatisfiable one "bytes */1234".
std::string content_range(const ByteRange& range, std::uint64_t size);

}  // namespace tenon::http
