#include <tenon/http/compress.hpp>

#include <tenon/http/detail/compressors.hpp>

namespace tenon::http {

std::unique_ptr<Compressor> make_compressor(Coding coding) {
  switch (coding) {
    case Coding::gzip: return detail::make_gzip_compressor();
    case Coding::br: return detail::make_brotli_compressor();
    case Coding::zstd: return detail::make_zstd_compressor();
    case Coding::identity: break;
  }
  return nullptr;
}

Buffer compress(Coding coding, std::string_view bytes) {
  Buffer out;
  make_compressor(coding)->add(bytes, Compressor::Flush::end, out);
  return out;
}

}  // namespace tenon::http
