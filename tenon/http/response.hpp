#pragma once

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
class Response {
 public:
  using Body = std::variant<std::monostate, std::string, Buffer, StaticBody, FileBody, StreamBody>;

  Response() noexcept;
  explicit Response(Status status) noexcept;
  Response(Status status, HeaderValue content_type, Body body);
  Response(Response&&) noexcept;
  Response& operator=(Response&&) noexcept;
  ~Response();

  static Response text(std::string text, Status status = Status::ok);
  static Response html(std::string html, Status status = Status::ok);
  /// JSON that was written already; json_response.hpp writes values.
  static Response json_text(Buffer document, Status status = Status::ok);
  /// Bytes that live as long as the program, never copied.
  static Response constant(std::string_view bytes, HeaderValue content_type);
  static Response no_content() noexcept { return Response{Status::no_content}; }
  static Response file(FileBody file, HeaderValue content_type);
  static Response stream(BodySource source, HeaderValue content_type, std::optional<std::uint64_t> size = std::nullopt);

  /// To an absolute path of this application. Throws Invalid ("bad_redirect") for anything that a browser could take
  /// for another origin ("//evil.example", "https:…", "/\\…"), so that a target taken from a request cannot lead away.
  static Response redirect(std::string_view path, Status status = Status::see_other);
  /// To anywhere; the URL must not come from a client unless it was checked against a list.
  static Response redirect_away(std::string_view url, Status status = Status::see_other);

  Status status() const noexcept { return status_; }
  void set_status(Status status) noexcept { status_ = status; }

  Headers& headers() noexcept { return headers_; }
  const Headers& headers() const noexcept { return headers_; }
  /// Sets a field, for chains.
  Response& with(const HeaderName& name, HeaderValue value) & {
    headers_.set(name, std::move(value));
    return *this;
  }
  Response&& with(const HeaderName& name, HeaderValue value) && {
    headers_.set(name, std::move(value));
    return std::move(*this);
  }

  const Body& body() const noexcept { return body_; }
  Body& body() noexcept { return body_; }
  void set_body(Body body);
  /// The body's bytes where they are in memory: text, buffer, constant or empty; nothing for files and
  /// streams.
  std::optional<std::string_view> bytes() const noexcept;
  /// How many bytes the body has; nothing for a stream of unknown size.
  std::optional<std::uint64_t> body_size() const noexcept;

  /// The connection is to be closed after this answer.
  bool close() const noexcept { return close_; }
  void set_close() noexcept { close_ = true; }

 private:
  Status status_ = Status::ok;
  bool close_ = false;
  Headers headers_;
  Body body_;
};

}  // namespace tenon::http

namespace tenon {
using http::Response;
}
