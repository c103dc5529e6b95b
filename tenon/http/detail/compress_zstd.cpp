#include <zstd.h>
#include <new>

#include <tenon/http/detail/compressors.hpp>

namespace tenon::http::detail {

namespace {

constexpr int zstd_level = 3;
constexpr int zstd_window = 18;  // 256 KiB

class ZstdCompressor final : public Compressor {
 public:
  ZstdCompressor() : context_(ZSTD_createCCtx()) {
    if (!context_) throw std::bad_alloc();
    ZSTD_CCtx_setParameter(context_, ZSTD_c_compressionLevel, zstd_level);
    ZSTD_CCtx_setParameter(context_, ZSTD_c_windowLog, zstd_window);
  }
  ~ZstdCompressor() override { ZSTD_freeCCtx(context_); }

  void add(std::string_view bytes, Flush flush, Buffer& out) override {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    const ZSTD_EndDirective mode = flush == Flush::end    ? ZSTD_e_end
                                   : flush == Flush::sync ? ZSTD_e_flush
                                                          : ZSTD_e_continue;
    for (;;) {
      ZSTD_outBuffer to{out.prepare(compressor_room), compressor_room, 0};
      const std::size_t left = ZSTD_compressStream2(context_, &to, &in, mode);
      if (ZSTD_isError(left)) throw std::bad_alloc();
      out.commit(to.pos);
      if (in.pos == in.size && (left == 0 || mode == ZSTD_e_continue)) return;
    }
  }

 private:
  ZSTD_CCtx* context_;
};

}  // namespace

std::unique_ptr<Compressor> make_zstd_compressor() { return std::make_unique<ZstdCompressor>(); }

}  // namespace tenon::http::detail
