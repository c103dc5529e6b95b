#include <brotli/encode.h>
#include <new>

#include <tenon/http/detail/compressors.hpp>

namespace tenon::http::detail {

namespace {

constexpr std::uint32_t quality = 4;
constexpr std::uint32_t brotli_window = 18;  // 256 KiB

class BrotliCompressor final : public Compressor {
 public:
  BrotliCompressor() : encoder_(BrotliEncoderCreateInstance(nullptr, nullptr, nullptr)) {
    if (!encoder_) throw std::bad_alloc();
    BrotliEncoderSetParameter(encoder_, BROTLI_PARAM_QUALITY, quality);
    BrotliEncoderSetParameter(encoder_, BROTLI_PARAM_LGWIN, brotli_window);
  }
  ~BrotliCompressor() override { BrotliEncoderDestroyInstance(encoder_); }

  void add(std::string_view bytes, Flush flush, Buffer& out) override {
    const auto* next = reinterpret_cast<const std::uint8_t*>(bytes.data());
    std::size_t left = bytes.size();
    const BrotliEncoderOperation operation = flush == Flush::end    ? BROTLI_OPERATION_FINISH
                                             : flush == Flush::sync ? BROTLI_OPERATION_FLUSH
                                                                    : BROTLI_OPERATION_PROCESS;
    do {
      auto* to = reinterpret_cast<std::uint8_t*>(out.prepare(compressor_room));
      std::size_t room = compressor_room;
      if (!BrotliEncoderCompressStream(encoder_, operation, &left, &next, &room, &to, nullptr)) throw std::bad_alloc();
      out.commit(compressor_room - room);
    } while (left != 0 || BrotliEncoderHasMoreOutput(encoder_));
  }

 private:
  BrotliEncoderState* encoder_;
};

}  // namespace

std::unique_ptr<Compressor> make_brotli_compressor() { return std::make_unique<BrotliCompressor>(); }

}  // namespace tenon::http::detail
