#include <tenon/app/detail/resource_handlers.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <tenon/app/detail/list_query.hpp>
#include <tenon/app/detail/page_cursor.hpp>
#include <tenon/app/detail/resource_input.hpp>
#include <tenon/app/detail/resource_operations.hpp>
#include <tenon/app/detail/value_text.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/text/percent.hpp>
#include <tenon/http/conditional.hpp>
#include <tenon/http/content_tag.hpp>
#include <tenon/http/json_body.hpp>
#include <tenon/http/problem.hpp>
#include <tenon/json/errors.hpp>
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

bool has_conditions(const Request& request) {
  return request.headers().contains(http::HeaderId::if_match) ||
         request.headers().contains(http::HeaderId::if_none_match);
}

void set_cache(const ResourceState& resource, Response& response) {
  if (!resource.max_age) return;
  response.headers().set(http::header::cache_control, "public, max-age=" + std::to_string(resource.max_age->count()));
}

/// One row, with the tag that If-Match wants when it is the plain representation.
Response row_response(const sql::Rows& rows, http::Status status) {
  Buffer json;
  rows[0].write_json(json);
  const http::EntityTag tag = http::content_tag(json.view());
  Response response = Response::json_text(std::move(json), status);
  response.headers().set(http::header::etag, tag.to_header());
  return response;
}

/// `{"items":[…],"nextCursor":…,"previousCursor":…}`, with `"total":…` where it was asked for.
Buffer write_page(const ListQuery& query, const sql::Rows& rows, std::optional<std::int64_t> total) {
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
  if (total) {
    json.append(R"(,"total":)");
    json::write(*total, json);
  }
  json.append('}');
  return json;
}

Task<Response> list(const ResourceState& resource, Request& request) {
  ListQuery query = parse_list_query(resource, request.query());
  std::optional<std::int64_t> total;
  if (query.counted) {
    sql::FindMany all;
    all.where = query.find.where;
    total = co_await resource.client.count(resource.model, std::move(all));
  }
  const sql::Rows rows = co_await resource.client.find_many(resource.model, std::move(query.find));
  Response response = Response::json_text(write_page(query, rows, total));
  set_cache(resource, response);
  co_return response;
}

Task<Response> read(const ResourceState& resource, Request& request) {
  sql::FindUnique find{addressed(resource, request), parse_read_query(resource, request.query())};
  const sql::Rows rows = co_await resource.client.find_unique_or_throw(resource.model, std::move(find));
  Buffer json;
  rows[0].write_json(json);
  const http::EntityTag tag = http::content_tag(json.view());
  const bool known =
      has_conditions(request) && http::require_preconditions(request, {.entity_tag = tag, .last_modified = {}});
  Response response = known ? Response{http::Status::not_modified} : Response::json_text(std::move(json));
  response.headers().set(http::header::etag, tag.to_header());
  set_cache(resource, response);
  co_return response;
}

/// Throws Invalid with what the resource's checks say of the row.
Task<> check_row(sql::Transaction& tx, const ResourceState& resource, sql::Unique where) {
  std::vector<const schema::Field*> columns;
  for (const RowCheck& check : resource.checks) {
    for (const json::Member& member : check.row->members()) {
      const schema::Field* column = resource.model.find_field(member.name);
      if (std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
    }
  }
  sql::Selection needed;
  needed.fields = std::move(columns);
  sql::FindUnique find{std::move(where), std::move(needed)};
  const sql::Rows rows = co_await tx.find_unique_or_throw(resource.model, std::move(find));
  const std::string row = rows[0].to_json();
  FieldErrors errors;
  for (const RowCheck& check : resource.checks) check.run(row, errors);
  if (!errors.empty()) json::throw_invalid({std::nullopt, errors.list()});
}

/// Throws 412 unless the row is as the request's conditions say.
Task<> require_state(sql::Transaction& tx, const ResourceState& resource, const Request& request, sql::Unique where) {
  if (!has_conditions(request)) co_return;
  sql::FindUnique plain{std::move(where), resource.selection()};
  const sql::Rows rows = co_await tx.find_unique_or_throw(resource.model, std::move(plain));
  const http::EntityTag tag = http::content_tag(rows[0].to_json());
  http::require_preconditions(request, {.entity_tag = tag, .last_modified = {}});
}

sql::Selection id_alone(const ResourceState& resource) {
  sql::Selection selection;
  selection.fields = std::vector{&resource.id};
  return selection;
}

sql::Unique key_of(const ResourceState& resource, const sql::Rows& rows) {
  return sql::Unique::id(resource.model, rows[0].value(resource.id.name));
}

Task<sql::Rows> create_in(sql::Transaction& tx, const ResourceState& resource, sql::Data& data) {
  sql::Rows rows = co_await tx.create(resource.model, std::move(data), resource.selection());
  co_await check_row(tx, resource, key_of(resource, rows));
  co_return rows;
}

Task<sql::Rows> update_in(sql::Transaction& tx, const ResourceState& resource, const Request& request,
                          const sql::Unique& where, sql::Data& data) {
  co_await require_state(tx, resource, request, where);
  sql::Rows rows = co_await tx.update(resource.model, where, std::move(data), resource.selection());
  if (!resource.checks.empty()) co_await check_row(tx, resource, key_of(resource, rows));
  co_return rows;
}

/// A deleted row is not shown: one with a value that cannot be read goes as well.
Task<> delete_in(sql::Transaction& tx, const ResourceState& resource, const Request& request,
                 const sql::Unique& where) {
  co_await require_state(tx, resource, request, where);
  co_await tx.delete_(resource.model, where, id_alone(resource));
}

/// A row to connect that is not there is an error in the document; one that the path names and that is not, is 404.
[[noreturn]] void refuse_connections(const NotFound& error) {
  if (error.fields().empty()) throw error;
  json::throw_invalid({std::nullopt, error.fields()});
}

// Each write is one unit of the core, and a transaction only where something is to be compared in it.

Task<sql::Rows> create_row(const ResourceState& resource, sql::Data data) {
  try {
    if (resource.checks.empty()) {
      co_return co_await resource.client.create(resource.model, std::move(data), resource.selection());
    }
    const auto body = [&](sql::Transaction& tx) { return create_in(tx, resource, data); };
    co_return co_await resource.client.transaction(body);
  } catch (const NotFound& error) {
    refuse_connections(error);
  }
}

Task<sql::Rows> update_row(const ResourceState& resource, const Request& request, sql::Unique where, sql::Data data) {
  try {
    if (resource.checks.empty() && !has_conditions(request)) {
      co_return co_await resource.client.update(resource.model, std::move(where), std::move(data),
                                                resource.selection());
    }
    const auto body = [&](sql::Transaction& tx) { return update_in(tx, resource, request, where, data); };
    co_return co_await resource.client.transaction(body);
  } catch (const NotFound& error) {
    refuse_connections(error);
  }
}

Task<> delete_row(const ResourceState& resource, const Request& request, sql::Unique where) {
  if (!has_conditions(request)) {
    co_await resource.client.delete_(resource.model, std::move(where), id_alone(resource));
    co_return;
  }
  const auto body = [&](sql::Transaction& tx) { return delete_in(tx, resource, request, where); };
  co_await resource.client.transaction(body);
}

Task<Response> create(const ResourceState& resource, Request& request) {
  co_await request.read_body();
  sql::Data data = read_resource_input(resource, Input::create, http::json_body_or_throw(request));
  const sql::Rows rows = co_await create_row(resource, std::move(data));
  Response response = row_response(rows, http::Status::created);
  if (const auto id = text_of(rows[0].value(resource.id.name))) {
    response.headers().set(http::header::location, std::string(request.path()) + "/" + text::percent_encode(*id));
  }
  co_return response;
}

Task<Response> change(const ResourceState& resource, Request& request, Input input) {
  sql::Unique where = addressed(resource, request);
  co_await request.read_body();
  sql::Data data = read_resource_input(resource, input, http::json_body_or_throw(request));
  const sql::Rows rows = co_await update_row(resource, request, std::move(where), std::move(data));
  co_return row_response(rows, http::Status::ok);
}

Task<Response> remove(const ResourceState& resource, Request& request) {
  co_await delete_row(resource, request, addressed(resource, request));
  co_return Response::no_content();
}

}  // namespace

void add_resource_routes(http::RouteGroup& group, const ResourceState& resource) {
  const auto add = [&](Action action, http::Handler handler) {
    if (!resource.allows(action)) return;
    const std::string pattern = resource_pattern(resource, action).substr(group.prefix().size());
    group.add(resource_method(action), pattern, std::move(handler), resource_operation(resource, action));
  };
  add(Action::list, [&resource](Request& request) { return list(resource, request); });
  add(Action::read, [&resource](Request& request) { return read(resource, request); });
  add(Action::create, [&resource](Request& request) { return create(resource, request); });
  add(Action::update, [&resource](Request& request) { return change(resource, request, Input::update); });
  add(Action::replace, [&resource](Request& request) { return change(resource, request, Input::replace); });
  add(Action::remove, [&resource](Request& request) { return remove(resource, request); });
}

}  // namespace tenon::app::detail
