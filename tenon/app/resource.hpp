#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include <tenon/app/field_errors.hpp>
#include <tenon/http/function.hpp>
#include <tenon/http/security_need.hpp>
#include <tenon/http/signature.hpp>
#include <tenon/json/describe.hpp>
#include <tenon/json/read.hpp>

namespace tenon::app {

namespace detail {
struct ResourceState;

/// A rule of Resource::check without its type.
struct RowCheck {
  const json::Type* row = nullptr;  ///< the aggregate that the rule takes
  /// Reads the row from JSON and applies the rule.
  http::Function<void(std::string_view json, FieldErrors&)> run;
};

/// What does not fit the type becomes an error of its own. True if all did.
bool read_row(const json::Type& type, void* row, std::string_view json, FieldErrors& errors);

template <class Rule, class Row>
RowCheck make_row_check(Rule rule, http::Signature<void, const Row&, FieldErrors&>) {
  return {&json::type_of<Row>(), [rule = std::move(rule)](std::string_view json, FieldErrors& errors) {
            Row row{};
            if (read_row(json::type_of<Row>(), &row, json, errors)) rule(std::as_const(row), errors);
          }};
}
template <class Rule, class Other>
RowCheck make_row_check(Rule, Other) {
  static_assert(sizeof(Rule) == 0, "a check is a const function: void(const Row&, app::FieldErrors&)");
  return {};
}
}  // namespace detail

/// What a resource lets a client do.
enum class Action : std::uint8_t { list, read, create, update, replace, remove };

constexpr Action every_action[] = {Action::list,   Action::read,    Action::create,
                                   Action::update, Action::replace, Action::remove};

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
/// **Lists.** `field=value` and `field[op]=value` for the fields of filter(), with op one of `not`, `in`, `notIn`
/// (commas between the values, so none within one), for numbers and times `lt`, `lte`, `gt`, `gte`, for texts
/// `contains`, `startsWith`, `endsWith`, `isNull` (true or false) for optional ones, and `isEmpty` for to-many
/// relations; `q=words` in the fields of search(); `sort=-price,name`; `fields=id,name`; `include=category`; `limit`;
/// `cursor`, the nextCursor or previousCursor of another page, which are null where there is none; `count=true` for the
/// number of all rows, `total`, which costs a statement of its own. A cursor keeps its place while rows come and go,
/// and belongs to the order it was made in. A filter with one of these names is written `sort[equals]=1`. Anything else
/// in the query is 422 "unknown_parameter", a parameter given twice "duplicate_parameter".
///
/// **Writing.** Every column may be written except an id and times that have a default (`@default(uuid())`,
/// `@default(now())`), `@updatedAt` and those of read_only(). Unknown members, wrong types and missing members are 422
/// with a JSON pointer each, all at once.
///
/// Mistakes in what is said here, such as fields that the model does not have, are told together when the application
/// is put together (App::run, App::service), each with what is allowed.
class Resource {
 public:
  explicit Resource(detail::ResourceState& state) noexcept : state_(&state) {}

  /// The fields, or fields of related rows ("category.slug", "tags.name"), that lists can be filtered by. A relation by
  /// itself ("category", "tags") means the key of the other row. Of a to-many relation, all conditions of a request are
  /// fulfilled by one and the same related row, but for `not` and `notIn`, which no related row may break.
  Resource& filter(std::initializer_list<std::string_view> fields);
  /// The text fields in which every word of `q` must occur, at most ten of them; capitals count as small letters from A
  /// to Z, others do not.
  Resource& search(std::initializer_list<std::string_view> fields);
  /// The fields by which a client may sort; by default every column but Json and Bytes. None that is hidden, for a
  /// cursor holds the values that a list is sorted by.
  Resource& sort(std::initializer_list<std::string_view> fields);
  /// The order when none is asked for, as in `sort=`: "-createdAt". By default the primary key. It need not be one that
  /// clients may ask for.
  Resource& default_sort(std::string_view order);
  /// The relations that a client may ask for. Of a to-many relation the first `most` rows in the order of their key are
  /// shown; who wants all of them reads the list of their own resource. A column that a resource of the related model
  /// hides is not shown here either.
  Resource& include(std::initializer_list<std::string_view> relations, std::int64_t most = 100);
  /// The to-many relations that a client may write, in the body beside the columns:
  ///
  ///     {"name": "Ada", "specialties": {"connect": [{"id": 1}], "disconnect": [{"slug": "eyes"}]}}
  ///     {"specialties": {"set": [{"id": 1}, {"id": 2}]}}           // exactly these
  ///
  /// A related row is named by its key or a unique column that is shown; one that is not there is 422 with its place,
  /// and nothing is written. `disconnect` is for PATCH. Rows that cannot be without their parent can only be connected.
  /// The key of a to-one relation is a column, and written as such.
  Resource& connect(std::initializer_list<std::string_view> relations);
  /// Columns that are neither shown nor written, also where other resources include these rows. Not the key.
  Resource& hide(std::initializer_list<std::string_view> fields);
  /// Columns that are shown but not written by clients. A required one without a default is an error when the
  /// application starts, unless only() leaves `create` out, for no row could be made.
  Resource& read_only(std::initializer_list<std::string_view> fields);
  /// What columns may hold besides what the schema says: an aggregate with constraint types, its members named like
  /// columns (Pattern needs tenon/json/constraints.hpp included, the others come with App). They are checked wherever a
  /// request gives such a column, stand in the API document, and their mistakes are told together with all others. A
  /// column of type Json may have an aggregate of its own.
  ///
  ///     struct ProductLimits {
  ///       Text<1, 120> name;
  ///       DecimalBetween<"0", "99999.99", 2> price;
  ///       Url image_url;
  ///     };
  ///     app.resource(db.product, "/api/products").limits<ProductLimits>();
  template <class Limits>
  Resource& limits() {
    return set_limits(json::type_of<Limits>(), [](std::string_view document) {
      Limits limits{};
      return json::read(json::type_of<Limits>(), &limits, document, {.max_errors = SIZE_MAX});
    });
  }
  /// A rule about a row as a whole, which takes the columns that it needs as an aggregate. It sees the row as the
  /// request would leave it, after POST, PATCH and PUT alike, in the transaction of the write: what it adds to the
  /// errors undoes that and is answered as 422. Rules apply once the document by itself has no mistakes, all of them
  /// together.
  ///
  ///     struct Ages {
  ///       std::int32_t age_from_months;
  ///       std::optional<std::int32_t> age_to_months;
  ///     };
  ///     resource.check([](const Ages& ages, app::FieldErrors& errors) {
  ///       if (ages.age_to_months && *ages.age_to_months < ages.age_from_months) {
  ///         errors.add("ageToMonths", "too_small", "Must not be below ageFromMonths.");
  ///       }
  ///     });
  template <class Rule>
  Resource& check(Rule rule) {
    using Signature = http::SignatureOf<Rule>;
    return add_check(detail::make_row_check(std::move(rule), Signature{}));
  }
  /// The actions that there are; by default all.
  Resource& only(std::initializer_list<Action> actions);
  /// Rows of a page when the client does not say (20), and at most (100).
  Resource& page_size(std::int64_t usual, std::int64_t most);
  /// How long clients and proxies may keep answers to GET: `Cache-Control: public, max-age=…`.
  Resource& cache(std::chrono::seconds max_age);
  /// The security schemes that the API document names for these actions, for all if none is given; see
  /// RouteSettings::security. Without it those of the group.
  Resource& security(std::initializer_list<http::SecurityNeed> needs, std::initializer_list<Action> actions = {});
  /// The group in the API document; by default the model's name.
  Resource& tag(std::string_view name);

 private:
  Resource& set_limits(const json::Type& type, json::Errors (*read)(std::string_view document));
  Resource& add_check(detail::RowCheck check);

  detail::ResourceState* state_;
};

}  // namespace tenon::app
