#include <tenon/app/detail/resource_handlers.hpp>

#include <optional>
#include <string>
#include <utility>

#include <tenon/app/detail/list_query.hpp>
#include <tenon/app/detail/page_cursor.hpp>
#include <tenon/app/detail/resource_input.hpp>
#include <tenon/app/detail/resource_operations.hpp>
#include <tenon/app/detail/value_text.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/text/percent.hpp>
#include <tenon/http/conditional.hpp>
#include <tenon/http/detail/content_hash.hpp>
#include <tenon/http/media_type.hpp>
#include <tenon/http/problem.hpp>
#include <tenon/json/write.hpp>
#include <tenon/sql/client.hpp>
#include <tenon/sql/input.hpp>

namespace tenon::app::detail {
namespace {

/// The row that the path names. A text that no id can have names no row.
sql::Unique addressed(const ResourceState& resource, const Request& request) {
  auto id = sql::read_value(resource.id, request.parameter("id"), &resource.client.dialect());
  if (!id) throw NotFound{"not_found", "There is no such " + resource.model.name + "."};
  return sql::Unique::id(resource.model, std::move(*id));
}

Task<std::string_view> json_body(Request& request) {
  const auto type = http::MediaType::parse(request.header(http::HeaderId::content_type));
  if (!type || !type->is_json() || !type->is_utf8()) {
    throw http::HttpError{http::Status::unsupported_media_type, "unsupported_media_type",
                          "Send a JSON document with Content-Type: application/json."};
  }
  co_return co_await request.read_body();
}

bool has_conditions(const Request& request) {
  return request.headers().contains(http::HeaderId::if_match) ||
         request.headers().contains(http::HeaderId::if_none_match);
}

void set_cache(const ResourceState& resource, Response& response) {
  if (!resource.max_age) return;
  response.headers().set(http::header::cache_control, "public, max-age=" + std::to_string(resource.max_age->count()));
}

/// One row, with the tag that If-Match wants when it is the plain representation.
Response row_response(const ResourceState& resource, const sql::Rows& rows, http::Status status) {
  Buffer json;
  rows[0].write_json(json);
  const http::EntityTag tag = http::detail::content_tag(json.view());
  Response response = Response::json_text(std::move(json), status);
  response.headers().set(http::header::etag, tag.to_header());
  set_cache(resource, response);
  return response;
}

/// `{"items":[…],"nextCursor":…,"previousCursor":…}`
Buffer write_page(const ListQuery& query, const sql::Rows& rows) {
  const auto limit = static_cast<std::size_t>(query.limit);
  const bool more = rows.size() > limit;
  const std::size_t begin = more && query.backwards ? rows.size() - limit : 0;
  const std::size_t end = more && !query.backwards ? limit : rows.size();
  Buffer json;
  json.append(R"({"items":[)");
  for (std::size_t i = begin; i < end; ++i) {
    if (i > begin) json.append(',');
    rows[i].write_json(json);
  }
  std::optional<std::string> next;
  std::optional<std::string> previous;
  if (end > begin) {
    if (more || query.backwards)
      next = encode_cursor(query.order, {.before = false, .position = rows.position(end - 1)});
    if (query.backwards ? more : query.continued) {
      previous = encode_cursor(query.order, {.before = true, .position = rows.position(begin)});
    }
  }
  json.append(R"(],"nextCursor":)");
  json::write(next, json);
  json.append(R"(,"previousCursor":)");
  json::write(previous, json);
  json.append('}');
  return json;
}

Task<Response> list(const ResourceState& resource, Request& request) {
  ListQuery query = parse_list_query(resource, request.query());
  const sql::Rows rows = co_await resource.client.find_many(resource.model, std::move(query.find));
  Response response = Response::json_text(write_page(query, rows));
  set_cache(resource, response);
  co_return response;
}

Task<Response> read(const ResourceState& resource, Request& request) {
  sql::FindUnique find{addressed(resource, request), parse_read_query(resource, request.query())};
  const sql::Rows rows = co_await resource.client.find_unique_or_throw(resource.model, std::move(find));
  Buffer json;
  rows[0].write_json(json);
  const http::EntityTag tag = http::detail::content_tag(json.view());
  const bool known =
      has_conditions(request) && http::require_preconditions(request, {.entity_tag = tag, .last_modified = {}});
  Response response = known ? Response{http::Status::not_modified} : Response::json_text(std::move(json));
  response.headers().set(http::header::etag, tag.to_header());
  set_cache(resource, response);
  co_return response;
}

Task<Response> create(const ResourceState& resource, Request& request) {
  const std::string_view body = co_await json_body(request);
  sql::Data data = read_resource_input(resource, Input::create, body);
  const sql::Rows rows = co_await resource.client.create(resource.model, std::move(data), resource.selection());
  Response response = row_response(resource, rows, http::Status::created);
  if (const auto id = text_of(rows[0].value(resource.id.name))) {
    response.headers().set(http::header::location, resource.path + "/" + text::percent_encode(*id));
  }
  co_return response;
}

/// Changes the row, or deletes it when there is no data, if it is as the request's conditions say; else throws 412.
Task<sql::Rows> write_in(sql::Transaction& tx, const ResourceState& resource, const Request& request,
                         const sql::Unique& where, const std::optional<sql::Data>& data) {
  sql::FindUnique plain{where, resource.selection()};
  const sql::Rows rows = co_await tx.find_unique_or_throw(resource.model, std::move(plain));
  Buffer json;
  rows[0].write_json(json);
  http::require_preconditions(request, {.entity_tag = http::detail::content_tag(json.view()), .last_modified = {}});
  if (data) co_return co_await tx.update(resource.model, where, *data, resource.selection());
  co_return co_await tx.delete_(resource.model, where);
}

/// The same without a transaction when there are no conditions.
Task<sql::Rows> write(const ResourceState& resource, const Request& request, sql::Unique where,
                      std::optional<sql::Data> data) {
  if (has_conditions(request)) {
    const auto body = [&](sql::Transaction& tx) { return write_in(tx, resource, request, where, data); };
    co_return co_await resource.client.transaction(body);
  }
  if (data) {
    co_return co_await resource.client.update(resource.model, std::move(where), std::move(*data), resource.selection());
  }
  co_return co_await resource.client.delete_(resource.model, std::move(where));
}

Task<Response> change(const ResourceState& resource, Request& request, Input input) {
  sql::Unique where = addressed(resource, request);
  const std::string_view body = co_await json_body(request);
  sql::Data data = read_resource_input(resource, input, body);
  const sql::Rows rows = co_await write(resource, request, std::move(where), std::move(data));
  co_return row_response(resource, rows, http::Status::ok);
}

Task<Response> remove(const ResourceState& resource, Request& request) {
  co_await write(resource, request, addressed(resource, request), std::nullopt);
  co_return Response::no_content();
}

}  // namespace

void add_resource_routes(http::RouteGroup& group, const ResourceState& resource) {
  const auto add = [&](Action action, http::Handler handler) {
    if (!resource.allows(action)) return;
    group.add(resource_method(action), resource_pattern(resource, action), std::move(handler),
              resource_operation(resource, action));
  };
  add(Action::list, [&resource](Request& request) { return list(resource, request); });
  add(Action::read, [&resource](Request& request) { return read(resource, request); });
  add(Action::create, [&resource](Request& request) { return create(resource, request); });
  add(Action::update, [&resource](Request& request) { return change(resource, request, Input::update); });
  add(Action::replace, [&resource](Request& request) { return change(resource, request, Input::replace); });
  add(Action::remove, [&resource](Request& request) { return remove(resource, request); });
}

}  // namespace tenon::app::detail
