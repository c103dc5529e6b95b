#include <tenon/http/middleware/compression.hpp>

#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <variant>

#include <tenon/async/sleep.hpp>
#include <tenon/http/compress.hpp>
#include <tenon/http/entity_tag.hpp>
#include <tenon/http/file_source.hpp>
#include <tenon/http/media_type.hpp>

namespace tenon::http {

namespace {

/// As much as is compressed at a time: less than a millisecond's work.
constexpr std::size_t piece_size = std::size_t{64} * 1024;

/// Compresses what is written, and hands it on; lets others work after each piece.
class CompressingWriter final : public BodyWriter {
 public:
  CompressingWriter(Coding coding, BodyWriter& out) : compressor_(make_compressor(coding)), out_(out) {}

  async::Task<> write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const std::string_view piece = bytes.substr(0, piece_size);
      bytes.remove_prefix(piece.size());
      co_await add(piece, Compressor::Flush::none);
      worked_ += piece.size();
      if (worked_ < piece_size) continue;
      worked_ = 0;
      co_await async::yield();
    }
  }
  async::Task<> flush() override {
    co_await add({}, Compressor::Flush::sync);
    co_await out_.flush();
  }
  async::Task<> end() { return add({}, Compressor::Flush::end); }

 private:
  async::Task<> add(std::string_view bytes, Compressor::Flush flush) {
    compressor_->add(bytes, flush, compressed_);
    if (compressed_.empty()) co_return;
    co_await out_.write(compressed_.view());
    compressed_.clear();
  }

  std::unique_ptr<Compressor> compressor_;
  BodyWriter& out_;
  Buffer compressed_;
  std::size_t worked_ = 0;  // bytes since the last yield
};

BodySource compressed_source(Coding coding, BodySource source) {
  auto inner = std::make_shared<const BodySource>(std::move(source));
  return [coding, inner](BodyWriter& out) -> async::Task<> {
    CompressingWriter writer{coding, out};
    co_await (*inner)(writer);
    co_await writer.end();
  };
}

/// The bytes of a response that is kept alive for them.
BodySource source_of(Response whole) {
  auto kept = std::make_shared<const Response>(std::move(whole));
  return [kept](BodyWriter& out) -> async::Task<> { co_await out.write(*kept->bytes()); };
}

void set_compressed_body(Response& response, Coding coding) {
  if (const auto bytes = response.bytes(); bytes && bytes->size() <= piece_size) {
    response.set_body(compress(coding, *bytes));
  } else if (bytes) {
    Response whole;
    whole.set_body(std::exchange(response.body(), {}));
    response.set_body(StreamBody{compressed_source(coding, source_of(std::move(whole))), std::nullopt});
  } else if (auto* file = std::get_if<FileBody>(&response.body())) {
    response.set_body(StreamBody{compressed_source(coding, file_source(std::move(*file))), std::nullopt});
  } else {
    BodySource source = std::move(std::get<StreamBody>(response.body()).source);
    response.set_body(StreamBody{compressed_source(coding, std::move(source)), std::nullopt});
  }
}

constexpr std::initializer_list<Coding> codings = {Coding::zstd, Coding::br, Coding::gzip};

Coding coding_for(const Request& request) { return choose_coding(request.header(header::accept_encoding), codings); }

void set_entity_tag(Headers& headers, Coding coding) {
  const auto tag = EntityTag::parse(headers.get(header::etag));
  if (tag) headers.set(header::etag, tag->coded(to_string(coding)).to_header());
}

/// A 304 stands for the answer that the client has: it names what that answer varied by, and its tag as the client
/// knows it (RFC 9110 section 15.4.5).
void mark_not_modified(const Request& request, Headers& headers) {
  headers.add_to_list(header::vary, "Accept-Encoding");
  const auto tag = EntityTag::parse(headers.get(header::etag));
  if (!tag) return;
  std::string joined;
  const std::string_view known = request.headers().joined(header::if_none_match, joined);
  const auto knows = [&](const EntityTag& one) { return known.find(one.to_header().text()) != std::string_view::npos; };
  const Coding coding = coding_for(request);
  if (coding != Coding::identity && knows(tag->coded(to_string(coding)))) return set_entity_tag(headers, coding);
  if (knows(*tag)) return;
  for (const Coding other : codings) {
    if (knows(tag->coded(to_string(other)))) return set_entity_tag(headers, other);
  }
}

bool may_transform(const Response& response, std::uint64_t least) {
  const Headers& headers = response.headers();
  return may_have_body(response.status()) && response.status() != Status::partial_content &&
         response.body_size().value_or(least) >= least && !headers.contains(header::content_encoding) &&
         is_compressible(headers.get(header::content_type)) &&
         headers.get(header::cache_control).find("no-transform") == std::string_view::npos;
}

}  // namespace

void Compression::on_response(Request& request, Response& response) const {
  Headers& headers = response.headers();
  if (response.status() == Status::not_modified) return mark_not_modified(request, headers);
  if (!may_transform(response, least_)) return;
  headers.add_to_list(header::vary, "Accept-Encoding");
  const Coding coding = coding_for(request);
  if (coding == Coding::identity) return;
  set_compressed_body(response, coding);
  headers.set(header::content_encoding, HeaderValue::of_static(to_string(coding)));
  headers.remove(header::accept_ranges);
  set_entity_tag(headers, coding);
}

bool is_compressible(std::string_view content_type) noexcept {
  const std::optional<MediaType> type = MediaType::parse(content_type);
  if (!type || type->is("text/event-stream")) return false;  // events are not to wait for their neighbours
  if (type->type() == "text" || type->is_json() || type->subtype().ends_with("+xml")) return true;
  for (const std::string_view name : {"application/javascript", "application/xml", "application/wasm",
                                      "application/x-ndjson", "application/manifest+json", "font/ttf", "font/otf"}) {
    if (type->is(name)) return true;
  }
  return false;
}

}  // namespace tenon::http
