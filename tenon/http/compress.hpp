#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include <tenon/base/buffer.hpp>
#include <tenon/http/accept.hpp>

namespace tenon::http {

/// Puts a content coding on bytes, piece by piece: gzip (RFC 1952), br (RFC 7932) or zstd (RFC 8878). Pure.
class Compressor {
 public:
  enum class Flush : std::uint8_t {
    none,  ///< keep what compresses better together
    sync,  ///< everything given so far can be decoded from what comes out
    end,   ///< the last piece
  };

  virtual ~Compressor() = default;

  /// Appends what comes out to `out`. Throws std::bad_alloc and nothing else.
  virtual void add(std::string_view bytes, Flush flush, Buffer& out) = 0;
};

/// A compressor with the settings that pay for answers made on the fly: gzip 6, br 4, zstd 3, with windows of at most
/// 256 KiB, so that one costs less than a megabyte. Not for Coding::identity.
std::unique_ptr<Compressor> make_compressor(Coding coding);

/// The whole of a body at once.
Buffer compress(Coding coding, std::string_view bytes);

}  // namespace tenon::http
