#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <tenon/async/fd.hpp>
#include <tenon/async/task.hpp>
#include <tenon/base/buffer.hpp>
#include <tenon/http/body.hpp>
#include <tenon/http/function.hpp>
#include <tenon/http/headers.hpp>
#include <tenon/http/status.hpp>

namespace tenon::http {

/// Part of an open file, sent without passing through the program's memory where the transport allows it.
struct FileBody {
  async::Fd file;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

/// Writes a body piece by piece; called once the head is on its way. An exception cuts the connection, since
/// the status cannot be changed any more. The callable is kept alive until its task is done.
using BodySource = Function<async::Task<>(BodyWriter&)>;

struct StreamBody {
  BodySource source;
  std::optional<std::uint64_t> size;  ///< if known; else the codec frames what is written (chunks in HTTP/1.1)
};

/// Bytes that live as long as the program.
struct StaticBody {
  std::string_view bytes;
};

/// An answer, the same for every version of HTTP.
///
///     co_return Response::text("pong");
///     co_return Response{Status::accepted}.with(header::location, "/jobs/7");
///
/// A pointer to pooled memory, so that it costs nothing to hand on; one that was moved from may only be assigned to.
class Response {
 public:
  using Body = std::variant<std::monostate, std::string, Buffer, StaticBody, FileBody, StreamBody>;

  Response() : Response(Status::ok) {}
  explicit Response(Status status);
  Response(Status status, HeaderValue content_type, Body body);
  Response(Response&& other) noexcept : state_{std::exchange(other.state_, nullptr)} {}
  Response& operator=(Response&& other) noexcept {
    std::swap(state_, other.state_);
    return *this;
  }
  ~Response() {
    if (state_) destroy(state_);
  }

  static Response text(std::string text, Status status = Status::ok);
  static Response html(std::string html, Status status = Status::ok);
  /// JSON that was written already; json_response.hpp writes values.
  static Response json_text(Buffer document, Status status = Status::ok);
  /// Bytes that live as long as the program, never copied.
  static Response constant(std::string_view bytes, HeaderValue content_type);
  static Response no_content() { return Response{Status::no_content}; }
  static Response file(FileBody file, HeaderValue content_type);
  static Response stream(BodySource source, HeaderValue content_type, std::optional<std::uint64_t> size = std::nullopt);

  /// To an absolute path of this application. Throws Invalid ("bad_redirect") for anything that a browser could take
  /// for another origin ("//evil.example", "https:…", "/\\…"), so that a target taken from a request cannot lead away.
  static Response redirect(std::string_view path, Status status = Status::see_other);
  /// To anywhere; the URL must not come from a client unless it was checked against a list.
  static Response redirect_away(std::string_view url, Status status = Status::see_other);

  Status status() const noexcept { return state_->status; }
  void set_status(Status status) noexcept { state_->status = status; }

  Headers& headers() noexcept { return state_->headers; }
  const Headers& headers() const noexcept { return state_->headers; }
  /// Sets a field, for chains.
  Response& with(const HeaderName& name, HeaderValue value) & {
    headers().set(name, std::move(value));
    return *this;
  }
  Response&& with(const HeaderName& name, HeaderValue value) && {
    headers().set(name, std::move(value));
    return std::move(*this);
  }

  const Body& body() const noexcept { return state_->body; }
  Body& body() noexcept { return state_->body; }
  void set_body(Body body);
  /// The body's bytes where they are in memory: text, buffer, constant or empty; nothing for files and
  /// streams.
  std::optional<std::string_view> bytes() const noexcept {
    // On the way of every answer, hence no std::visit, which calls through a table.
    const Body& body = this->body();
    if (const auto* buffer = std::get_if<Buffer>(&body)) return buffer->view();
    if (const auto* constant = std::get_if<StaticBody>(&body)) return constant->bytes;
    if (const auto* text = std::get_if<std::string>(&body)) return *text;
    if (std::holds_alternative<std::monostate>(body)) return std::string_view{};
    return std::nullopt;
  }
  /// How many bytes the body has; nothing for a stream of unknown size.
  std::optional<std::uint64_t> body_size() const noexcept {
    if (const auto bytes = this->bytes()) return bytes->size();
    if (const auto* file = std::get_if<FileBody>(&body())) return file->size;
    return std::get_if<StreamBody>(&body())->size;
  }

  /// The connection is to be closed after this answer.
  bool close() const noexcept { return state_->close; }
  void set_close() noexcept { state_->close = true; }
  /// The codec adds X-Request-Id, with the id of the request that is answered, unless the field is there.
  bool tells_request_id() const noexcept { return state_->tells_request_id; }
  void tell_request_id() noexcept { state_->tells_request_id = true; }

 private:
  struct State {
    static void* operator new(std::size_t size);
    static void operator delete(void* memory) noexcept;

    explicit State(Status code) noexcept : status{code} {}

    Status status;
    bool close = false;
    bool tells_request_id = false;
    Headers headers;
    Body body;
  };
  static void destroy(State* state) noexcept;

  State* state_;
};

}  // namespace tenon::http

namespace tenon {
using http::Response;
}
