#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <tenon/http/parser.hpp>

namespace tenon::http {

/// Takes the chunked coding off a body (RFC 9112 section 7.1), in place and however it is cut.
///
/// Extensions must be well-formed and are ignored; trailers must be well-formed and are discarded. The bytes
/// of both are limited. Any fault is final: it is answered with rejection() and the connection is closed.
class ChunkedDecoder {
 public:
  enum class State : std::uint8_t { need_more, complete, failed };

  struct Step {
    State state = State::need_more;
    std::size_t consumed = 0;  ///< of the input; all of it with need_more
    std::string_view data;     ///< body bytes, inside the input; those of several chunks are moved together
  };

  /// `data` is the input behind what was consumed before. Bytes behind the end of the body are not touched.
  Step decode(char* data, std::size_t size) noexcept;

  const Rejection& rejection() const noexcept { return rejection_; }
  void reset() noexcept { *this = ChunkedDecoder{}; }

  /// Bytes of extensions in one chunk, and of all trailers together.
  static constexpr std::uint32_t max_extension = 1024;
  static constexpr std::uint32_t max_trailers = 8 * 1024;

 private:
  enum class Phase : std::uint8_t {
    size_first,        // the first hex digit of a chunk size
    size,              // further digits
    extension_space,   // white space that must lead to ';'
    extension_before,  // behind ';', before the name
    extension_name,
    extension_after_name,    // white space behind a name
    extension_before_value,  // behind '='
    extension_value,
    extension_quoted,
    extension_escaped,
    extension_after_value,
    size_lf,
    data,
    data_cr,
    data_lf,
    trailer_first,  // the first byte of a trailer line
    trailer_name,
    trailer_value,
    trailer_lf,
    end_lf,
    done,
    failed,
  };

  bool step(char c) noexcept;
  bool in_size(char c) noexcept;
  bool in_extension(char c) noexcept;
  bool in_trailer(char c) noexcept;
  bool fail(const Rejection& rejection) noexcept;

  Phase phase_ = Phase::size_first;
  std::uint64_t left_ = 0;   // bytes of the current chunk still to come
  std::uint32_t spent_ = 0;  // bytes of the current extension, or of all trailers
  Rejection rejection_;
};

}  // namespace tenon::http
