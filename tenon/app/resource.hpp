#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string_view>

namespace tenon::app {

namespace detail {
struct ResourceState;
}

/// What a resource lets a client do.
enum class Action : std::uint8_t { list, read, create, update, replace, remove };

/// A model of the database as a REST resource. Made by App::resource; a handle, whose settings are made before the
/// application runs.
///
///     app.resource(db.product, "/api/products").filter({"category", "price"}).search({"name"}).include({"category"});
///
/// | request | answer |
/// | --- | --- |
/// | `GET /api/products?price[lte]=20&sort=-price&limit=20` | 200 `{"items": […], "nextCursor": …, "previousCursor": …}` |
/// | `GET /api/products/7` | 200 with an ETag; 304 when the client has it; 404 |
/// | `POST /api/products` | 201 with Location; 409 for a duplicate; 422 with all field errors |
/// | `PATCH /api/products/7` | 200; members that are absent stay as they are, null empties one |
/// | `PUT /api/products/7` | 200; members that are absent get their default |
/// | `DELETE /api/products/7` | 204; 409 while other rows need it |
///
/// Changes honour `If-Match` with the ETag of the plain representation (no `fields`, no `include`): 412 when somebody
/// was faster. The row is addressed by its primary key, which must be one field.
///
/// **Lists.** `field=value` and `field[op]=value` for the fields of filter(), with op one of `not`, `lt`, `lte`, `gt`,
/// `gte`, `in`, `notIn` (commas between the values), `contains`, `startsWith`, `endsWith`, and `isNull=true|false` for
/// optional ones; `q=words` in the fields of search(); `sort=-price,name`; `fields=id,name`; `include=category`;
/// `limit`; `cursor`, the nextCursor or previousCursor of another page, which are null where there is none. A cursor keeps
/// its place while rows come and go, and belongs to the order it was made in. Anything else in the query is 422
/// "unknown_parameter", a parameter given twice "duplicate_parameter".
///
/// **Writing.** Every column may be written except an id and times that have a default (`@default(uuid())`,
/// `@default(now())`), `@updatedAt` and those of read_only(). Unknown members, wrong types and missing members are 422
/// with a JSON pointer each, all at once.
class Resource {
 public:
  explicit Resource(detail::ResourceState& state) noexcept : state_(&state) {}

  /// The fields, or fields of to-one relations ("category.slug"), that lists can be filtered by. A to-one relation by
  /// itself ("category") means the key of the other row.
  Resource& filter(std::initializer_list<std::string_view> fields);
  /// The text fields in which every word of `q` must occur, in any case of letters.
  Resource& search(std::initializer_list<std::string_view> fields);
  /// The fields by which a client may sort; by default every column but Json and Bytes.
  Resource& sort(std::initializer_list<std::string_view> fields);
  /// The order when none is asked for, as in `sort=`: "-createdAt". By default the primary key.
  Resource& default_sort(std::string_view order);
  /// The relations that a client may ask for.
  Resource& include(std::initializer_list<std::string_view> relations);
  /// Columns that are neither shown nor written.
  Resource& hide(std::initializer_list<std::string_view> fields);
  /// Columns that are shown but not written by clients.
  Resource& read_only(std::initializer_list<std::string_view> fields);
  /// The actions that there are; by default all.
  Resource& only(std::initializer_list<Action> actions);
  /// Rows of a page when the client does not say (20), and at most (100).
  Resource& page_size(std::int64_t usual, std::int64_t most);
  /// How long clients and proxies may keep answers to GET: `Cache-Control: public, max-age=…`.
  Resource& cache(std::chrono::seconds max_age);
  /// The group in the API document; by default the model's name.
  Resource& tag(std::string_view name);

 private:
  detail::ResourceState* state_;
};

}  // namespace tenon::app
