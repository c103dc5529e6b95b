#include <tenon/http/response.hpp>

#include <algorithm>

#include <tenon/base/block_pool.hpp>
#include <tenon/base/error.hpp>

namespace tenon::http {
namespace {

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

void* Response::State::operator new(std::size_t size) { return tenon::allocate_block(size); }
void Response::State::operator delete(void* memory) noexcept { tenon::free_block(memory, sizeof(State)); }
void Response::destroy(State* state) noexcept { delete state; }

Response::Response(Status status) : state_{new State{status}} {}

Response::Response(Status status, HeaderValue content_type, Body body) : Response{status} {
  headers().add(header::content_type, std::move(content_type));
  this->body() = std::move(body);
}

void Response::set_body(Body body) { state_->body = std::move(body); }

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
  Response response;
  response.headers().add(header::content_type, std::move(content_type));
  response.body().emplace<StaticBody>(bytes);
  return response;
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

}  // namespace tenon::http
