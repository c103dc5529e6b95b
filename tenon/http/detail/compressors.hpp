#pragma once

#include <memory>

#include <tenon/http/compress.hpp>

/// One function for each library, so that each library is known to one file.
namespace tenon::http::detail {

std::unique_ptr<Compressor> make_gzip_compressor();
std::unique_ptr<Compressor> make_brotli_compressor();
std::unique_ptr<Compressor> make_zstd_compressor();

/// Room that is made for output at a time.
inline constexpr std::size_t compressor_room = std::size_t{16} * 1024;

}  // namespace tenon::http::detail
