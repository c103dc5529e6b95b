#include <brotli/decode.h>
#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>
#include <array>
#include <cstdlib>
#include <string>

#include <tenon/http/compress.hpp>
#include <tenon/http/entity_tag.hpp>
#include <tenon/http/middleware/compression.hpp>
#include <tenon/http/middleware/conditional_get.hpp>

#include "../support/asking.hpp"

namespace tenon::http {
namespace {

using test::ask;

std::string gunzip(std::string_view bytes) {
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string text(1 << 22, '\0');
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  inflate(&stream, Z_SYNC_FLUSH);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return text;
}

std::string unbrotli(std::string_view bytes) {
  std::string text(1 << 22, '\0');
  std::size_t left = bytes.size();
  const auto* next = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::size_t room = text.size();
  auto* to = reinterpret_cast<std::uint8_t*>(text.data());
  BrotliDecoderState* decoder = BrotliDecoderCreateInstance(nullptr, nullptr, nullptr);
  BrotliDecoderDecompressStream(decoder, &left, &next, &room, &to, nullptr);
  BrotliDecoderDestroyInstance(decoder);
  text.resize(text.size() - room);
  return text;
}

std::string unzstd(std::string_view bytes) {
  std::string text(1 << 22, '\0');
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  ZSTD_outBuffer out{text.data(), text.size(), 0};
  ZSTD_DCtx* decoder = ZSTD_createDCtx();
  while (in.pos < in.size && !ZSTD_isError(ZSTD_decompressStream(decoder, &out, &in))) {
  }
  ZSTD_freeDCtx(decoder);
  text.resize(out.pos);
  return text;
}

std::string decode(std::string_view coding, std::string_view bytes) {
  if (coding == "gzip") return gunzip(bytes);
  if (coding == "br") return unbrotli(bytes);
  if (coding == "zstd") return unzstd(bytes);
  return std::string(bytes);
}

std::string prose(std::size_t size) {
  std::string text;
  for (int i = 0; text.size() < size; ++i) text += "Line " + std::to_string(i * 7919 % 1000) + " of a text. ";
  text.resize(size);
  return text;
}

Service compressing(std::function<Response(Request&)> handler) {
  return test::with_hooks(std::make_shared<Compression>(), std::move(handler));
}
Service compressing(std::string text) {
  return compressing([text](Request&) { return Response::text(text); });
}

RequestBuilder accepting(std::string codings, Method method = Method::get) {
  return std::move(RequestBuilder{method, "/"}.header("Accept-Encoding", std::move(codings)));
}

TEST(Compress, GivesTheBytesBackForEveryCodingAndSize) {
  for (const Coding coding : {Coding::gzip, Coding::br, Coding::zstd}) {
    for (const std::size_t size : {0u, 1u, 1000u, 100'000u, 3'000'000u}) {
      const std::string text = prose(size);
      const Buffer compressed = compress(coding, text);
      EXPECT_EQ(decode(to_string(coding), compressed.view()), text) << to_string(coding) << " " << size;
      if (size > 1000) {
        EXPECT_LT(compressed.size(), size / 2) << to_string(coding);
      }
    }
  }
}

TEST(Compress, LetsEverythingBeDecodedAfterAFlush) {
  for (const Coding coding : {Coding::gzip, Coding::br, Coding::zstd}) {
    const auto compressor = make_compressor(coding);
    Buffer out;
    compressor->add("first ", Compressor::Flush::sync, out);
    EXPECT_EQ(decode(to_string(coding), out.view()), "first ") << to_string(coding);
    compressor->add("second", Compressor::Flush::none, out);
    compressor->add({}, Compressor::Flush::end, out);
    EXPECT_EQ(decode(to_string(coding), out.view()), "first second") << to_string(coding);
  }
}

TEST(Compression, FollowsTheClient) {
  const std::string text = prose(5000);
  const Service service = compressing(text);
  for (const auto& [accept, coding] : std::vector<std::pair<std::string, std::string>>{
           {"gzip", "gzip"},
           {"br", "br"},
           {"zstd", "zstd"},
           {"gzip, deflate, br, zstd", "zstd"},
           {"gzip, deflate, br", "br"},
           {"gzip;q=1, br;q=0.5", "gzip"},
           {"identity", ""},
           {"br;q=0", ""},
           {"deflate", ""},
           {"", ""},
       }) {
    Response response = ask(service, accepting(accept));
    EXPECT_EQ(response.headers().get(header::content_encoding), coding) << accept;
    EXPECT_EQ(response.headers().get(header::vary), "Accept-Encoding") << accept;
    EXPECT_EQ(decode(coding, response.bytes().value()), text) << accept;
  }
}

TEST(Compression, LeavesAloneWhatDoesNotGain) {
  const std::string text = prose(5000);
  const auto untouched = [&](Response answer) {
    auto shared = std::make_shared<Response>(std::move(answer));
    Response response = ask(compressing([shared](Request&) { return std::move(*shared); }), accepting("gzip"));
    return response.headers().get(header::content_encoding) != "gzip";
  };
  EXPECT_FALSE(untouched(Response::text(text)));
  EXPECT_TRUE(untouched(Response::text(text.substr(0, 1023))));
  EXPECT_TRUE(untouched(Response{Status::ok, "image/png", text}));
  EXPECT_TRUE(untouched(Response{Status::ok, "text/event-stream", text}));
  EXPECT_TRUE(untouched(Response::text(text).with(header::content_encoding, "br")));
  EXPECT_TRUE(untouched(Response::text(text).with(header::cache_control, "public, no-transform")));
  EXPECT_TRUE(untouched(Response::text(text, Status::partial_content)));
}

TEST(Compression, AnswersHeadWithTheFieldsOfGet) {
  const Service service = compressing(prose(5000));
  const Response get = ask(service, accepting("br"));
  const Response head = ask(service, accepting("br", Method::head));
  EXPECT_EQ(head.headers().get(header::content_encoding), "br");
  EXPECT_EQ(head.body_size(), get.body_size());
}

/// Answers with a tag made from the bytes, and 304.
Service tagging(const std::string& text) {
  Pipeline pipeline;
  pipeline.use(std::make_shared<Compression>()).use(std::make_shared<ConditionalGet>());
  return Service{Handler{[text](Request&) -> async::Task<Response> { co_return Response::text(text); }},
                 std::move(pipeline)};
}

TEST(Compression, AddsTheCodingToTheTag) {
  const Service service = tagging(prose(5000));
  const Response plain = ask(service, RequestBuilder{Method::get, "/"});
  const auto tag = EntityTag::parse(plain.headers().get(header::etag));
  for (const char* coding : {"gzip", "br", "zstd"}) {
    const Response small = ask(service, accepting(coding));
    EXPECT_EQ(small.headers().get(header::etag), tag->coded(coding).to_header().text());
    EXPECT_FALSE(EntityTag::parse(small.headers().get(header::etag))->is_weak()) << coding;
  }
}

TEST(Compression, NamesInA304TheTagThatTheClientHas) {
  const Service service = tagging(prose(5000));
  const std::string plain{ask(service, RequestBuilder{Method::get, "/"}).headers().get(header::etag)};
  const std::string gzip{ask(service, accepting("gzip")).headers().get(header::etag)};
  const std::string both = plain + ", " + gzip;
  for (const auto& [accept, known, expected] : std::vector<std::array<std::string, 3>>{
           {"gzip", gzip, gzip},
           {"gzip", plain, plain},
           {"gzip", both, gzip},
           {"identity", both, plain},
           {"identity", gzip, gzip},
           {"br", gzip, gzip},
           {"gzip", "W/" + plain, plain},
           {"gzip", "*", plain},
       }) {
    const Response answer = ask(service, accepting(accept).header("If-None-Match", known));
    EXPECT_EQ(answer.status(), Status::not_modified) << accept << " " << known;
    EXPECT_EQ(answer.headers().get(header::etag), expected) << accept << " " << known;
    EXPECT_EQ(answer.headers().get(header::vary), "Accept-Encoding");
  }
}

TEST(Compression, LeavesWeakTagsAsTheyAre) {
  const std::string text = prose(5000);
  const Service service = compressing([text](Request&) { return Response::text(text).with(header::etag, "W/\"v7\""); });
  EXPECT_EQ(ask(service, accepting("gzip")).headers().get(header::etag), "W/\"v7\"");
}

TEST(Compression, OfStreamsKeepsTheirFlushes) {
  for (const std::string coding : {"gzip", "br", "zstd"}) {
    Response response = ask(compressing([](Request&) {
                              return Response::stream(
                                  [](BodyWriter& out) -> async::Task<> {
                                    co_await out.write("one ");
                                    co_await out.flush();
                                    co_await out.write("two");
                                  },
                                  "text/plain");
                            }),
                            accepting(coding));
    EXPECT_EQ(response.headers().get(header::content_encoding), coding);
    EXPECT_EQ(response.body_size(), std::nullopt);
    const std::string sent = test::written(response);
    const std::size_t flush = sent.find('|');
    ASSERT_NE(flush, std::string::npos) << coding;
    EXPECT_EQ(decode(coding, sent.substr(0, flush)), "one ") << coding;
    EXPECT_EQ(decode(coding, sent.substr(0, flush) + sent.substr(flush + 1)), "one two") << coding;
  }
}

TEST(Compression, OfLargeBodiesIsDonePieceByPiece) {
  const std::string text = prose(1'000'000);
  Response response = ask(compressing(text), accepting("gzip"));
  EXPECT_EQ(response.body_size(), std::nullopt);
  EXPECT_EQ(gunzip(test::written(response)), text);
}

TEST(Compression, KnowsWhichTypesGain) {
  for (const std::string_view type : {"text/html", "application/json", "application/problem+json; charset=utf-8",
                                      "image/svg+xml", "text/csv", "application/javascript"}) {
    EXPECT_TRUE(is_compressible(type)) << type;
  }
  for (const std::string_view type :
       {"image/png", "application/octet-stream", "video/mp4", "", "nonsense", "font/woff2"}) {
    EXPECT_FALSE(is_compressible(type)) << type;
  }
}

}  // namespace
}  // namespace tenon::http
