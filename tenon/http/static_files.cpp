#include <tenon/http/static_files.hpp>

#include <unistd.h>
#include <array>
#include <charconv>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include <tenon/async/blocking.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/http_date.hpp>
#include <tenon/http/accept.hpp>
#include <tenon/http/conditional.hpp>
#include <tenon/http/content_type.hpp>
#include <tenon/http/detail/folder.hpp>
#include <tenon/http/entity_tag.hpp>
#include <tenon/http/middleware/compression.hpp>
#include <tenon/http/problem.hpp>
#include <tenon/http/range.hpp>

namespace tenon::http {

namespace {

/// Files up to this size are read when they are opened, and leave in one write with their head.
constexpr std::uint64_t small_file = std::uint64_t{64} * 1024;

struct Site {
  detail::Folder folder;
  StaticFilesOptions options;
};

/// What a path leads to, looked up on the blocking pool.
struct Answer {
  detail::Folder::Kind kind = detail::Folder::Kind::nothing;
  std::string name;  ///< whose end tells the type
  Coding coding = Coding::identity;
  detail::OpenFile file;
  std::optional<std::string> content;  ///< of a small file
};

constexpr struct {
  Coding coding;
  std::string_view end;
} siblings[] = {{Coding::zstd, ".zst"}, {Coding::br, ".br"}, {Coding::gzip, ".gz"}};

std::optional<std::string> read_small(const detail::OpenFile& file) {
  if (file.size > small_file) return std::nullopt;
  std::string content(static_cast<std::size_t>(file.size), '\0');
  const ssize_t size = ::pread(file.fd.get(), content.data(), content.size(), 0);
  if (size < 0 || static_cast<std::uint64_t>(size) != file.size) return std::nullopt;  // let the sender find out
  return content;
}

Answer look_up_file(const Site& site, std::string path, const std::string& accept_encoding) {
  Answer answer;
  answer.name = path;
  for (const auto& [coding, end] : siblings) {
    if (!site.options.precompressed || choose_coding(accept_encoding, {coding}) != coding) continue;
    auto found = site.folder.open(path + std::string(end));
    if (found.kind != detail::Folder::Kind::file) continue;
    answer.coding = coding;
    answer.kind = found.kind;
    answer.file = std::move(found.file);
    break;
  }
  if (answer.kind == detail::Folder::Kind::nothing) {
    auto found = site.folder.open(path);
    answer.kind = found.kind;
    answer.file = std::move(found.file);
  }
  if (answer.kind == detail::Folder::Kind::file) answer.content = read_small(answer.file);
  return answer;
}

Answer look_up(const std::shared_ptr<const Site>& shared, const std::string& path, const std::string& accept_encoding) {
  const Site& site = *shared;
  const bool folder = path.empty() || path.back() == '/';
  Answer answer;
  if (!folder) {
    answer = look_up_file(site, path, accept_encoding);
  } else if (!site.options.index.empty()) {
    answer = look_up_file(site, path + site.options.index, accept_encoding);
    if (answer.kind == detail::Folder::Kind::folder) answer.kind = detail::Folder::Kind::nothing;
  }
  if (answer.kind == detail::Folder::Kind::folder && site.options.index.empty()) {
    answer.kind = detail::Folder::Kind::nothing;
  }
  if (answer.kind == detail::Folder::Kind::nothing && !site.options.fallback.empty()) {
    answer = look_up_file(site, site.options.fallback, accept_encoding);
  }
  return answer;
}

/// Time and size of a file; each of its compressed siblings has its own.
EntityTag tag_of(const detail::OpenFile& file) {
  std::array<char, 40> text;
  char* at = std::to_chars(text.data(), text.data() + 20, file.version, 16).ptr;
  *at++ = '-';
  at = std::to_chars(at, text.data() + text.size(), file.size, 16).ptr;
  return EntityTag::strong({text.data(), static_cast<std::size_t>(at - text.data())});
}

std::string http_date(Instant instant) {
  std::array<char, http_date_size> text;
  write_http_date(text.data(), instant);
  return {text.data(), text.size()};
}

Response send(Answer& answer, const ByteRange& range, HeaderValue type) {
  if (range.kind == ByteRange::Kind::unsatisfiable) {
    Headers headers;
    headers.add(header::content_range, content_range(range, answer.file.size));
    throw HttpError{Status::range_not_satisfiable, "range_not_satisfiable", "The file ends before this range.",
                    std::move(headers)};
  }
  const bool is_part = range.kind == ByteRange::Kind::part;
  const std::uint64_t size = is_part ? range.size : answer.file.size;
  Response response;
  if (answer.content) {
    if (is_part) answer.content = answer.content->substr(range.first, size);
    response = Response{Status::ok, std::move(type), *std::move(answer.content)};
  } else {
    response = Response::file({std::move(answer.file.fd), range.first, size}, std::move(type));
  }
  response.headers().add(header::accept_ranges, "bytes");
  if (is_part) {
    response.set_status(Status::partial_content);
    response.headers().add(header::content_range, content_range(range, answer.file.size));
  }
  return response;
}

Response answer_file(const Request& request, const Site& site, Answer answer) {
  const EntityTag tag = tag_of(answer.file);
  const Validators current{.exists = true, .entity_tag = tag, .last_modified = answer.file.modified};
  const bool known = require_preconditions(request, current);
  HeaderValue type = content_type_of(answer.name);
  const bool varies = site.options.precompressed && is_compressible(type.text());

  Response response{Status::not_modified};
  if (!known) response = send(answer, range_of(request, current, answer.file.size), std::move(type));
  Headers& headers = response.headers();
  headers.add(header::etag, tag.to_header());
  headers.add(header::last_modified, http_date(answer.file.modified));
  if (!site.options.cache_control.text().empty()) headers.add(header::cache_control, site.options.cache_control);
  if (varies) headers.add(header::vary, "Accept-Encoding");
  if (answer.coding != Coding::identity && !known) {
    headers.add(header::content_encoding, HeaderValue::of_static(to_string(answer.coding)));
  }
  return response;
}

std::string rest_of_path(const Request& request) {
  const PathParameters& parameters = request.parameters();
  return parameters.size() == 0 ? std::string() : std::string(parameters[parameters.size() - 1].value);
}

/// The target with a slash at the end of its path.
std::string with_slash(const Request& request) {
  std::string target = std::string(request.path()) + "/";
  if (!request.query().empty()) target += "?" + std::string(request.query());
  return target;
}

async::Task<Response> answer(const std::shared_ptr<const Site>& site, Request& request) {
  Answer found = co_await async::blocking(look_up, site, rest_of_path(request),
                                          std::string(request.header(header::accept_encoding)));
  switch (found.kind) {
    case detail::Folder::Kind::file: co_return answer_file(request, *site, std::move(found));
    case detail::Folder::Kind::folder: co_return Response::redirect(with_slash(request), Status::permanent_redirect);
    case detail::Folder::Kind::nothing: break;
  }
  throw NotFound{"not_found", "There is no such file."};
}

}  // namespace

Handler static_files(const std::string& folder, StaticFilesOptions options) {
  auto site = std::make_shared<const Site>(Site{detail::Folder{folder, options.follow_links}, std::move(options)});
  return [site](Request& request) { return answer(site, request); };
}

}  // namespace tenon::http
