#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <tenon/http/rejection.hpp>

namespace tenon::http {

/// Takes the chunked coding off a body (RFC 9112 section 7.1), in place and however it is cut.
///
/// Extensions must be well-formed and are ignored; trailers must be well-formed and are discarded. The bytes of both
/// are limited, so that what is received stays in proportion to the body. Each error is final: it is answered with
/// rejection() and the connection is closed.
class ChunkedDecoder {
 public:
  enum class State : std::uint8_t { need_more, complete, failed };

  struct Step {
    State state = State::need_more;
    std::size_t consumed = 0;  ///< of the input; all of it with need_more
    std::string_view data;     ///< body bytes, inside the input: those of several chunks are moved together
  };

  /// `data` is the input behind what was consumed before. Bytes behind the end of the body are not touched.
  Step decode(char* data, std::size_t size) noexcept;

  /// After failed.
  const Rejection& rejection() const noexcept { return *rejection_; }
  void reset() noexcept { *this = ChunkedDecoder{}; }

  /// Bytes of extensions in one chunk; of all extensions beyond the bytes of the body; of all trailers together.
  static constexpr std::uint32_t max_extension = 1024;
  static constexpr std::uint32_t max_extensions = 16 * 1024;
  static constexpr std::uint32_t max_trailers = 8 * 1024;

 private:
  /// What the next byte belongs to.
  enum class Phase : std::uint8_t {
    size_first,  // at least one digit
    size,
    extension_space,  // white space that must lead to ';'
    extension_name_space,
    extension_name,
    extension_equals_space,
    extension_value_space,
    extension_value,
    extension_quoted,
    extension_escaped,
    extension_end,
    size_lf,
    data,
    data_cr,
    data_lf,
    trailer_start,
    trailer_name,
    trailer_value,
    trailer_lf,
    end_lf,
    complete,
    failed,
  };

  void size_byte(char c) noexcept;
  void extension_byte(char c) noexcept;
  void trailer_byte(char c) noexcept;
  void expect(char wanted, char c, Phase next, const Rejection& rejection) noexcept;
  void end_of_size_line() noexcept;
  void fail(const Rejection& rejection) noexcept;

  Phase phase_ = Phase::size_first;
  std::uint64_t left_ = 0;    // bytes of the current chunk still to come
  std::uint32_t spent_ = 0;   // digits of the size, bytes of its extensions, or bytes of all trailers
  std::uint32_t excess_ = 0;  // bytes of extensions beyond those of the body
  const Rejection* rejection_ = nullptr;
};

}  // namespace tenon::http
