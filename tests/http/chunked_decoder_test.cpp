#include <tenon/http/chunked_decoder.hpp>

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/parsing.hpp"

namespace tenon::http {
namespace {

using test::decode_body;
using ChunkState = ChunkedDecoder::State;
using namespace std::string_literals;

const std::vector<std::pair<std::string, std::string>> bodies = {
    {"0\r\n\r\n", ""},
    {"000\r\n\r\n", ""},
    {"5\r\nhello\r\n0\r\n\r\n", "hello"},
    {"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", "hello world"},
    {"A\r\n0123456789\r\na\r\nabcdefghij\r\n0\r\n\r\n", "0123456789abcdefghij"},
    {"0000000000000002\r\n\r\n\r\n0\r\n\r\n", "\r\n"},
    {"1;a\r\nx\r\n0;b=c\r\n\r\n", "x"},
    {"1;a=\"; \\\" \t\";b ; c = d\r\nx\r\n0\r\n\r\n", "x"},
    {"1 ;a\r\nx\r\n0\r\n\r\n", "x"},
    {"1\r\nx\r\n0\r\nX-Sum: 1\r\nX-Empty:\r\n\r\n", "x"},
};

TEST(ChunkedDecoder, GivesTheBodyWhereverTheBytesAreCut) {
  for (const auto& [bytes, body] : bodies) {
    const auto whole = decode_body(bytes + "GET ");
    EXPECT_EQ(whole.state, ChunkState::complete) << bytes << whole.code;
    EXPECT_EQ(whole.body, body) << bytes;
    EXPECT_EQ(whole.consumed, bytes.size()) << bytes;
    std::vector<std::size_t> everywhere;
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
      EXPECT_EQ(decode_body(bytes.substr(0, cut)).state, ChunkState::need_more) << bytes << " cut at " << cut;
      EXPECT_EQ(decode_body(bytes + "GET ", {cut}), whole) << bytes << " cut at " << cut;
      everywhere.push_back(cut);
    }
    EXPECT_EQ(decode_body(bytes + "GET ", everywhere), whole) << bytes;
  }
}

TEST(ChunkedDecoder, MovesTheBytesOfOneStepTogetherInPlace) {
  std::string bytes = "3\r\nabc\r\n2\r\nde\r\n4\r\nfg";
  ChunkedDecoder decoder;
  auto step = decoder.decode(bytes.data(), bytes.size());
  EXPECT_EQ(step.state, ChunkState::need_more);
  EXPECT_EQ(step.consumed, bytes.size());
  EXPECT_EQ(step.data, "abcdefg");
  EXPECT_EQ(step.data.data(), bytes.data() + 3);

  std::string rest = "hi\r\n0\r\n\r\nnext";
  step = decoder.decode(rest.data(), rest.size());
  EXPECT_EQ(step.state, ChunkState::complete);
  EXPECT_EQ(step.data, "hi");
  EXPECT_EQ(rest.substr(step.consumed), "next");
}

TEST(ChunkedDecoder, CanBeUsedAgainAfterReset) {
  std::string bytes = "1\r\na\r\n0\r\n\r\n";
  ChunkedDecoder decoder;
  EXPECT_EQ(decoder.decode(bytes.data(), bytes.size()).state, ChunkState::complete);
  EXPECT_EQ(decoder.decode(bytes.data(), bytes.size()).consumed, 0u);
  decoder.reset();
  bytes = "1\r\nb\r\n0\r\n\r\n";
  EXPECT_EQ(decoder.decode(bytes.data(), bytes.size()).data, "b");
}

const std::vector<std::pair<std::string, std::string>> errors = {
    // Sizes.
    {"\r\n", "bad_chunk_size"},
    {"g\r\n", "bad_chunk_size"},
    {"+1\r\n", "bad_chunk_size"},
    {"-1\r\n", "bad_chunk_size"},
    {"0x1\r\n", "bad_chunk_size"},
    {" 1\r\n", "bad_chunk_size"},
    {"1.0\r\n", "bad_chunk_size"},
    {"1,0\r\n", "bad_chunk_size"},
    {"1\0\r\n"s, "bad_chunk_size"},
    {";a\r\n", "bad_chunk_size"},
    {"1\n", "bare_lf"},
    {"1\rx", "bare_cr"},
    {"ffffffffffffffff\r\n", "bad_chunk_size"},
    {"10000000000000000\r\n", "bad_chunk_size"},
    {"0200000000000000\r\n", "bad_chunk_size"},
    {std::string(17, '0'), "bad_chunk_size"},
    // Extensions.
    {"1 \r\n", "bad_chunk_extension"},
    {"1 a\r\n", "bad_chunk_extension"},
    {"1;\r\n", "bad_chunk_extension"},
    {"1;=a\r\n", "bad_chunk_extension"},
    {"1;a=\r\n", "bad_chunk_extension"},
    {"1;a=b c\r\n", "bad_chunk_extension"},
    {"1;a \r\n", "bad_chunk_extension"},
    {"1;a=b \r\n", "bad_chunk_extension"},
    {"1;a=b=c\r\n", "bad_chunk_extension"},
    {"1;a;;b\r\n", "bad_chunk_extension"},
    {"1;a=\"b\r\n", "bad_chunk_extension"},
    {"1;a=\"b\"c\r\n", "bad_chunk_extension"},
    {"1;a=\"\x01\"\r\n", "bad_chunk_extension"},
    {"1;a=\"\\\n\"\r\n", "bad_chunk_extension"},
    {"1;a\n", "bad_chunk_extension"},
    {"1;a\rb", "bare_cr"},
    {"1;" + std::string(ChunkedDecoder::max_extension + 1, 'a'), "bad_chunk_extension"},
    // The end of a chunk.
    {"1\r\nab", "bad_chunk_end"},
    {"1\r\na\n", "bad_chunk_end"},
    {"1\r\na\rb", "bad_chunk_end"},
    // Trailers.
    {"0\r\nX\r\n\r\n", "bad_trailer"},
    {"0\r\nX : y\r\n\r\n", "bad_trailer"},
    {"0\r\n: y\r\n\r\n", "bad_trailer"},
    {"0\r\n X: y\r\n\r\n", "bad_trailer"},
    {"0\r\nX: y\n", "bad_trailer"},
    {"0\r\nX: y\rz", "bad_trailer"},
    {"0\r\nX: \x01\r\n", "bad_trailer"},
    {"0\r\nX: y\r\n z\r\n", "bad_trailer"},
    {"0\r\n\n", "bad_trailer"},
    {"0\r\n\rx", "bad_trailer"},
    {"0\r\nX: " + std::string(ChunkedDecoder::max_trailers, 'a'), "trailers_too_large"},
};

TEST(ChunkedDecoder, RefusesTheSameWhereverTheBytesAreCut) {
  for (const auto& [bytes, code] : errors) {
    const auto whole = decode_body(bytes);
    EXPECT_EQ(whole.state, ChunkState::failed) << bytes;
    EXPECT_EQ(whole.code, code) << bytes;
    for (std::size_t cut = 0; cut < bytes.size(); cut += bytes.size() > 100 ? 97 : 1) {
      EXPECT_EQ(decode_body(bytes, {cut}), whole) << bytes << " cut at " << cut;
    }
  }
}

TEST(ChunkedDecoder, AcceptsExtensionsUpToTheirLimit) {
  const std::string longest = "1;" + std::string(ChunkedDecoder::max_extension - 1, 'a') + "\r\nx\r\n";
  EXPECT_EQ(decode_body(longest + longest + "0\r\n\r\n").body, "xx");
}

// Otherwise a body of a megabyte could be a gigabyte to receive, and a sender could earn time by it.
TEST(ChunkedDecoder, LimitsAllExtensionsByTheBytesOfTheBody) {
  const std::string extension = ";" + std::string(ChunkedDecoder::max_extension - 1, 'a') + "\r\n";
  std::string small;
  std::string large;
  for (std::uint32_t i = 0; i < 2 * ChunkedDecoder::max_extensions / ChunkedDecoder::max_extension; ++i) {
    small += "1" + extension + "x\r\n";
    large += "400" + extension + std::string(1024, 'x') + "\r\n";
  }
  EXPECT_EQ(decode_body(small).code, "bad_chunk_extension");
  EXPECT_EQ(decode_body(large + "0\r\n\r\n").state, ChunkState::complete);
}

}  // namespace
}  // namespace tenon::http
