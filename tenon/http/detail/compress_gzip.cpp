#include <zlib.h>
#include <algorithm>
#include <limits>
#include <new>

#include <tenon/http/detail/compressors.hpp>

namespace tenon::http::detail {

namespace {

constexpr int gzip_level = 6;
constexpr int gzip_window = 15 + 16;  // 32 KiB; 16 asks for the gzip format
constexpr int memory = 8;

class GzipCompressor final : public Compressor {
 public:
  GzipCompressor() {
    if (deflateInit2(&stream_, gzip_level, Z_DEFLATED, gzip_window, memory, Z_DEFAULT_STRATEGY) != Z_OK) {
      throw std::bad_alloc();
    }
  }
  ~GzipCompressor() override { deflateEnd(&stream_); }

  void add(std::string_view bytes, Flush flush, Buffer& out) override {
    do {  // zlib counts in 32 bits
      const std::string_view piece = bytes.substr(0, std::numeric_limits<uInt>::max());
      bytes.remove_prefix(piece.size());
      add_piece(piece, bytes.empty() ? flush : Flush::none, out);
    } while (!bytes.empty());
  }

 private:
  void add_piece(std::string_view piece, Flush flush, Buffer& out) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
    stream_.avail_in = static_cast<uInt>(piece.size());
    const int mode = flush == Flush::end ? Z_FINISH : flush == Flush::sync ? Z_SYNC_FLUSH : Z_NO_FLUSH;
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(out.prepare(compressor_room));
      stream_.avail_out = compressor_room;
      deflate(&stream_, mode);
      out.commit(compressor_room - stream_.avail_out);
    } while (stream_.avail_out == 0);
  }

  z_stream stream_{};
};

}  // namespace

std::unique_ptr<Compressor> make_gzip_compressor() { return std::make_unique<GzipCompressor>(); }

}  // namespace tenon::http::detail
