#include <tenon/http/detail/arguments.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <tenon/base/error.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/http/cookies.hpp>
#include <tenon/http/json_body.hpp>
#include <tenon/http/operation.hpp>
#include <tenon/http/problem.hpp>
#include <tenon/http/url.hpp>
#include <tenon/json/parameters.hpp>
#include <tenon/json/read.hpp>

namespace tenon::http::detail {

namespace {

/// Reads the parameters of one request and collects what is wrong with them.
class Reader {
 public:
  explicit Reader(const Request& request) : request_(request) {}

  void read(const ArgumentRow& row, void* place) {
    switch (row.kind) {
      case ArgumentKind::path: return read_one(row, place, request_.parameter(row.name));
      case ArgumentKind::query: return read_query(row, place);
      case ArgumentKind::query_value: return read_query_value(row, place);
      case ArgumentKind::header: return read_header(row, place);
      case ArgumentKind::cookie: return read_cookie(row, place);
      case ArgumentKind::body: return read_body(row, place);
      case ArgumentKind::extractor:
      case ArgumentKind::none: return;
    }
  }

  /// Throws what was collected.
  void finish() {
    if (!errors_.empty()) json::throw_invalid({std::nullopt, std::move(errors_)});
  }

 private:
  void read_one(const ArgumentRow& row, void* place, std::optional<std::string_view> text) {
    if (text) return collect(json::read_text(*row.type, place, *text, row.name));
    if (row.type->kind != json::Kind::optional) error(row, "required", "This parameter is required.");
  }

  void read_query(const ArgumentRow& row, void* place) {
    collect(json::read_members(*row.type, place, query(), {.ignore_unknown = true}));
  }

  void read_query_value(const ArgumentRow& row, void* place) {
    collect(json::read_parameter(*row.type, place, row.name, query()));
  }

  void read_header(const ArgumentRow& row, void* place) {
    const HeaderId id = header_id(row.name);
    std::optional<std::string_view> text;
    for (const HeaderField field : request_.headers()) {
      if (field.id != id || (id == HeaderId::other && !text::iequals(field.name, row.name))) continue;
      if (text) return error(row, "duplicate_field", "Given more than once.");
      text = field.value;
    }
    read_one(row, place, text);
  }

  void read_cookie(const ArgumentRow& row, void* place) {
    if (is_ambiguous_cookie(request_, row.name)) {
      return error(row, "duplicate_field",
                   "Given more than once: there are cookies of this name for other paths or domains.");
    }
    read_one(row, place, find_cookie(request_, row.name));
  }

  void read_body(const ArgumentRow& row, void* place) {
    const bool is_optional = row.type->kind == json::Kind::optional;
    const auto body = is_optional ? json_body(request_) : json_body_or_throw(request_);
    if (body) collect(json::read(*row.type, place, *body));
  }

  const std::vector<json::Parameter>& query() {
    if (!pairs_) {
      pairs_.emplace(UrlPairs::of_query(request_.query()));
      query_.reserve(pairs_->size());
      for (const UrlPairs::Pair& pair : *pairs_) query_.emplace_back(pair.name, pair.value);
    }
    return query_;
  }

  void collect(json::Errors errors) {
    if (errors.syntax) json::throw_invalid(std::move(errors));
    for (FieldError& field : errors.fields) errors_.push_back(std::move(field));
  }
  void error(const ArgumentRow& row, std::string code, std::string detail) {
    errors_.push_back({std::string(row.name), std::move(code), std::move(detail)});
  }

  const Request& request_;
  std::optional<UrlPairs> pairs_;
  std::vector<json::Parameter> query_;  // the same, views into them
  std::vector<FieldError> errors_;
};

/// The type of an optional's value.
const json::Type& value_type(const json::Type& type) {
  return type.kind == json::Kind::optional ? *type.element : type;
}

bool is_list(const json::Type& type) { return type.kind == json::Kind::array && type.ops.array->append; }

bool may_be_empty(const json::Type& list) {
  json::Object schema;
  if (list.constraint) list.constraint->describe(schema);
  return !schema.contains("minItems");
}

void check_readable(const json::Type& type, std::string_view name, In in) {
  const json::Type& value = value_type(type);
  if (json::is_readable_from_text(in == In::query && is_list(value) ? *value.element : type)) return;
  throw Internal{"bad_handler", "The parameter \"" + std::string(name) + "\" has a type that no text can be read as."};
}

void describe_one(const ArgumentRow& row, In in, Operation& operation) {
  check_readable(*row.type, row.name, in);
  const bool required = row.type->kind != json::Kind::optional && !(is_list(*row.type) && may_be_empty(*row.type));
  operation.add({in, std::string(row.name), &value_type(*row.type), required, {}});
}

void describe_query(const json::Type& type, Operation& operation) {
  for (const json::Member& member : type.members()) {
    check_readable(*member.type, member.name, In::query);
    const bool required = type.requires_member(member) && !(is_list(*member.type) && may_be_empty(*member.type));
    operation.add({In::query, std::string(member.name), &value_type(*member.type), required, {}});
  }
}

void describe_body(const json::Type& type, Operation& operation) {
  operation.body = RequestBody{.type = &value_type(type), .required = type.kind != json::Kind::optional};
  operation.add_error(Status::bad_request);
  operation.add_error(Status::content_too_large);
  operation.add_error(Status::unsupported_media_type);
}

}  // namespace

void extract(Arguments rows, Places places, Request& request) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].extract) rows[i].extract(request, places[i]);
  }
}

async::Task<> extract_waiting(Arguments rows, Places places, Request& request) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].extract) rows[i].extract(request, places[i]);
    if (rows[i].extract_waiting) co_await rows[i].extract_waiting(request, places[i]);
  }
}

void read(Arguments rows, Places places, const Request& request) {
  Reader reader{request};
  for (std::size_t i = 0; i < rows.size(); ++i) reader.read(rows[i], places[i]);
  reader.finish();
}

void describe(Arguments rows, Operation& operation) {
  for (const ArgumentRow& row : rows) {
    switch (row.kind) {
      case ArgumentKind::path: describe_one(row, In::path, operation); break;
      case ArgumentKind::query:
        describe_query(*row.type, operation);
        operation.add_error(Status::bad_request);
        break;
      case ArgumentKind::query_value:
        describe_one(row, In::query, operation);
        operation.add_error(Status::bad_request);
        break;
      case ArgumentKind::header: describe_one(row, In::header, operation); break;
      case ArgumentKind::cookie: describe_one(row, In::cookie, operation); break;
      case ArgumentKind::body: describe_body(*row.type, operation); break;
      case ArgumentKind::extractor:
        if (row.describe) row.describe(operation);
        continue;
      case ArgumentKind::none: continue;
    }
    operation.add_error(Status::unprocessable_content);
  }
}

}  // namespace tenon::http::detail
