#include <tenon/http/request.hpp>

#include <algorithm>

#include <tenon/base/error.hpp>
#include <tenon/http/problem.hpp>

namespace tenon::http {
namespace {

/// Of the memory that a body was collected in, what is kept for the next one.
constexpr std::size_t kept_body = std::size_t{64} * 1024;
/// What a client declares costs no more memory than this before it has sent anything.
constexpr std::uint64_t most_reserved = std::uint64_t{1} << 20;

void check_size(std::uint64_t size, std::uint64_t limit) {
  if (size > limit) {
    throw HttpError{Status::content_too_large, "body_too_large",
                    "The body is larger than the " + std::to_string(limit) + " bytes that are accepted here."};
  }
}

}  // namespace

Request::Request() = default;
Request::~Request() = default;

std::string_view Request::single_header(std::string_view name) const {
  if (head_.headers.count(name) > 1) {
    throw HttpError{Status::bad_request, "repeated_field", "The field " + std::string{name} + " must be sent once."};
  }
  return head_.headers.get(name);
}

std::string_view Request::parameter(std::string_view name) const {
  if (const auto value = parameters_.find(name)) return *value;
  throw Internal{"no_such_parameter", "The route has no parameter " + std::string{name} + "."};
}

std::string_view Request::body() const {
  if (reader_) throw Internal{"body_not_read", "The body was not waited for."};
  check_size(body_.size(), body_limit_);
  return body_;
}

async::Task<std::string_view> Request::read_body() {
  if (reader_) {
    const std::uint64_t declared = reader_->remaining().value_or(0);
    check_size(declared, body_limit_);
    collected_.clear();
    collected_.reserve(static_cast<std::size_t>(std::min(declared, most_reserved)));
    for (;;) {
      const std::string_view bytes = co_await read_body_some();
      if (bytes.empty()) break;
      reader_->hold(bytes.size());
      collected_.append(bytes);
    }
    set_body(collected_);
  }
  co_return body();
}

async::Task<std::string_view> Request::read_body_some() {
  std::string_view bytes;
  if (reader_) {
    bytes = co_await reader_->read_some();
    body_read_ += bytes.size();
    check_size(body_read_, body_limit_);
  } else {
    bytes = body().substr(static_cast<std::size_t>(body_read_));
    body_read_ = body_.size();
  }
  co_return bytes;
}

std::optional<std::uint64_t> Request::body_size() const {
  if (!reader_) return body_.size();
  const auto remaining = reader_->remaining();
  if (!remaining) return std::nullopt;
  return body_read_ + *remaining;
}

void Request::set_body(std::string_view body) noexcept {
  body_ = body;
  reader_ = nullptr;
  body_read_ = 0;
}

void Request::set_body(BodyReader& reader) noexcept {
  body_ = {};
  reader_ = &reader;
  body_read_ = 0;
}

void Request::drop_body() noexcept {
  set_body(std::string_view{});
  collected_.clear();
  if (collected_.capacity() > kept_body) collected_.shrink_to_fit();
}

void Request::reset() noexcept {
  extensions_.clear();
  head_.clear();
  parameters_.clear();
  route_ = nullptr;
  drop_body();
}

}  // namespace tenon::http
