#include <tenon/http/response.hpp>

#include <algorithm>

#include <tenon/base/error.hpp>

namespace tenon::http {
namespace {

template <class... F>
struct Overload : F... {
  using F::operator()...;
};
template <class... F>
Overload(F...) -> Overload<F...>;

bool is_url_text(std::string_view text) noexcept {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f' && c != '\\'; });
}

Response redirection(std::string_view location, Status status) {
  Response response{status};
  response.headers().add(header::location, location);
  return response;
}

}  // namespace

Response::Response() noexcept = default;
Response::Response(Status status) noexcept : status_{status} {}
Response::Response(Status status, HeaderValue content_type, Body body) : status_{status}, body_{std::move(body)} {
  headers_.add(header::content_type, std::move(content_type));
}
Response::Response(Response&&) noexcept = default;
Response& Response::operator=(Response&&) noexcept = default;
Response::~Response() = default;

void Response::set_body(Body body) { body_ = std::move(body); }

Response Response::text(std::string text, Status status) {
  return {status, "text/plain; charset=utf-8", std::move(text)};
}

Response Response::html(std::string html, Status status) {
  return {status, "text/html; charset=utf-8", std::move(html)};
}

Response Response::json_text(Buffer document, Status status) {
  return {status, "application/json", std::move(document)};
}

Response Response::constant(std::string_view bytes, HeaderValue content_type) {
  return {Status::ok, std::move(content_type), StaticBody{bytes}};
}

Response Response::file(FileBody file, HeaderValue content_type) {
  return {Status::ok, std::move(content_type), std::move(file)};
}

Response Response::stream(BodySource source, HeaderValue content_type, std::optional<std::uint64_t> size) {
  return {Status::ok, std::move(content_type), StreamBody{std::move(source), size}};
}

Response Response::redirect(std::string_view path, Status status) {
  if (!is_url_text(path) || path[0] != '/' || path.substr(0, 2) == "//") {
    throw Invalid{"bad_redirect", "The target of a redirect must be a path of this application."};
  }
  return redirection(path, status);
}

Response Response::redirect_away(std::string_view url, Status status) {
  if (!is_url_text(url)) throw Invalid{"bad_redirect", "The target of a redirect must be a URL."};
  return redirection(url, status);
}

std::optional<std::string_view> Response::bytes() const noexcept {
  using Bytes = std::optional<std::string_view>;
  return std::visit(Overload{[](std::monostate) { return Bytes{std::string_view{}}; },
                             [](const std::string& text) { return Bytes{text}; },
                             [](const Buffer& buffer) { return Bytes{buffer.view()}; },
                             [](const StaticBody& body) { return Bytes{body.bytes}; },
                             [](const FileBody&) { return Bytes{}; }, [](const StreamBody&) { return Bytes{}; }},
                    body_);
}

std::optional<std::uint64_t> Response::body_size() const noexcept {
  if (const auto* file = std::get_if<FileBody>(&body_)) return file->size;
  if (const auto* stream = std::get_if<StreamBody>(&body_)) return stream->size;
  return bytes()->size();
}

}  // namespace tenon::http
