#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <tenon/app/resource.hpp>
#include <tenon/base/error.hpp>
#include <tenon/schema/model.hpp>
#include <tenon/sql/client.hpp>
#include <tenon/sql/order_by.hpp>
#include <tenon/sql/selection.hpp>

namespace tenon::app::detail {

/// A field that lists can be filtered by, perhaps of the rows that a relation leads to.
struct Filterable {
  std::string name;                         ///< "price", "category.slug", "category"
  const schema::Field* relation = nullptr;  ///< the relation to go through, or null
  const schema::Field* field = nullptr;     ///< what is compared
  bool is_relation = false;                 ///< the relation itself was named: `field` is the key of its rows

  bool is_to_many() const noexcept { return relation && relation->is_list(); }
};

/// A relation that may be included.
struct IncludedRelation {
  const schema::Field* field = nullptr;
  std::int64_t most = 0;                    ///< rows of a list
  std::vector<const schema::Field*> shown;  ///< columns of the related rows
};

/// A to-many relation that clients may write.
struct ConnectedRelation {
  const schema::Field* field = nullptr;
  std::vector<const schema::Field*> keys;  ///< by one of which a body names a related row
  bool can_disconnect = true;              ///< its rows can be without this one
};

/// What App::resource was told. Not changed once the application runs.
struct ResourceState {
  /// `of_application` takes what is wrong with the resource.
  ResourceState(sql::Client& database, const schema::Model& of, std::string at,
                std::vector<FieldError>& of_application);

  std::vector<FieldError>& errors;
  sql::Client& client;
  const schema::Model& model;
  const schema::Field& id;
  std::string path;       ///< with the prefix of its group
  std::size_t group = 0;  ///< in AppState::groups
  std::string name;       ///< in the API document: the model's, or for its further resources one made from the path
  std::string tag;

  std::vector<const schema::Field*> shown;     ///< columns in answers, in their declared order
  std::vector<const schema::Field*> writable;  ///< columns that requests may give
  std::vector<Filterable> filters;
  std::vector<const schema::Field*> searched;
  std::vector<const schema::Field*> sortable;
  bool sort_was_told = false;
  std::vector<IncludedRelation> relations;
  std::vector<ConnectedRelation> connected;
  std::string default_order;
  std::vector<sql::OrderBy> default_criteria;  ///< what default_order means
  std::vector<Action> actions;
  std::int64_t page_size = 20;
  std::int64_t page_most = 100;
  std::optional<std::chrono::seconds> max_age;
  std::map<Action, std::vector<http::SecurityNeed>> security;
  const json::Type* limits = nullptr;                                ///< an object with constraint types, or null
  json::Errors (*read_limits)(std::string_view document) = nullptr;  ///< what does not fit them
  std::vector<RowCheck> checks;

  bool allows(Action action) const noexcept;
  bool shows(const schema::Field& field) const noexcept;
  /// The columns of `shown`.
  sql::Selection selection() const;
  /// Keeps an error in what the application says of the resource: "filter: there is no …".
  void add_error(std::string what);
};

/// The columns that a model has for clients.
std::vector<const schema::Field*> columns_of(const schema::Model& model);

bool contains(const std::vector<const schema::Field*>& fields, const schema::Field* field);

/// "id, name, price".
std::string names_of(const std::vector<const schema::Field*>& fields);

/// What can be known only when all resources are there: which columns of related rows are shown, what the default order
/// means, and whether rows can be created where the resource offers to.
void settle(std::deque<ResourceState>& resources);

/// Takes the code of an error and a sentence without its full stop.
using OnOrderError = std::function<void(const std::string& code, const std::string& detail)>;

/// The criteria of "-price,name", or of the default order. The faults are "unknown_field", for a name that is not in
/// `sortable`, and "duplicate_field".
std::vector<sql::OrderBy> parse_order(const ResourceState& resource, std::string_view order,
                                      const OnOrderError& on_error);

}  // namespace tenon::app::detail
