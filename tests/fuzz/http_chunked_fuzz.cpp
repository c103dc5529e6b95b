#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <tenon/http/chunked_decoder.hpp>
#include <tenon/http/encoder.hpp>

// The first byte says where the rest is cut: the body and the end are the same however that is. What was decoded can be
// encoded and decoded again.

namespace {

using namespace tenon::http;
using State = ChunkedDecoder::State;

void require(bool condition) {
  if (!condition) std::abort();
}

struct Decoded {
  ChunkedDecoder decoder;
  State state = State::need_more;
  std::string body;
  std::size_t consumed = 0;

  void feed(std::string bytes) {
    if (state != State::need_more) return;
    const auto step = decoder.decode(bytes.data(), bytes.size());
    require(step.consumed <= bytes.size() && step.data.size() <= step.consumed);
    state = step.state;
    require(state != State::need_more || step.consumed == bytes.size());
    body += step.data;
    consumed += step.consumed;
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
  const std::size_t cut = bytes.empty() ? 0 : data[0] % bytes.size();

  Decoded whole;
  whole.feed(bytes);
  Decoded pieces;
  pieces.feed(bytes.substr(0, cut));
  pieces.feed(bytes.substr(cut));
  require(whole.state == pieces.state);
  if (whole.state == State::failed) {
    require(whole.decoder.rejection().code == pieces.decoder.rejection().code);
    return 0;
  }
  require(whole.body == pieces.body && whole.consumed == pieces.consumed);

  tenon::Buffer encoded;
  encode_chunk(whole.body, encoded);
  encoded.append(last_chunk);
  Decoded again;
  again.feed(std::string{encoded.view()});
  require(again.state == State::complete && again.body == whole.body && again.consumed == encoded.size());
  return 0;
}
