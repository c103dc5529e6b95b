#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include <tenon/app/resource.hpp>
#include <tenon/schema/model.hpp>
#include <tenon/sql/client.hpp>
#include <tenon/sql/order_by.hpp>
#include <tenon/sql/selection.hpp>

namespace tenon::app::detail {

/// A field that lists can be filtered by, perhaps of a row that a to-one relation leads to.
struct Filterable {
  std::string name;                         ///< "price", "category.slug", "category"
  const schema::Field* relation = nullptr;  ///< the relation to go through, or null
  const schema::Field* field = nullptr;     ///< what is compared
};

/// A relation that may be included.
struct IncludedRelation {
  const schema::Field* field = nullptr;
  std::int64_t most = 0;                    ///< rows of a list
  std::vector<const schema::Field*> shown;  ///< columns of the related rows
};

/// What App::resource was told. Not changed once the application runs.
struct ResourceState {
  ResourceState(sql::Client& database, const schema::Model& of, std::string at);

  sql::Client& client;
  const schema::Model& model;
  const schema::Field& id;
  std::string path;
  std::string name;  ///< in the API document: the model's, or for its further resources one made from the path
  std::string tag;

  std::vector<const schema::Field*> shown;     ///< columns in answers, in their declared order
  std::vector<const schema::Field*> writable;  ///< columns that requests may give
  std::vector<Filterable> filters;
  std::vector<const schema::Field*> searched;
  std::vector<const schema::Field*> sortable;
  std::vector<IncludedRelation> relations;
  std::string default_order;
  std::vector<Action> actions;
  std::int64_t page_size = 20;
  std::int64_t page_most = 100;
  std::optional<std::chrono::seconds> max_age;
  const json::Type* limits = nullptr;                                ///< an object with constraint types, or null
  json::Errors (*read_limits)(std::string_view document) = nullptr;  ///< what does not fit them
  std::vector<RowCheck> checks;

  bool allows(Action action) const noexcept;
  bool shows(const schema::Field& field) const noexcept;
  /// The columns of `shown`.
  sql::Selection selection() const;
};

/// The columns that a model has for clients.
std::vector<const schema::Field*> columns_of(const schema::Model& model);

/// What can be known only when all resources are there: which columns of related rows are shown. Throws Invalid
/// "bad_resource" for a resource that no row can be created through though it offers to.
void settle(std::deque<ResourceState>& resources);

/// The criteria of "-price,name". Throws Invalid "unknown_field" for a name that is not in `sortable`,
/// "duplicate_field" for one given twice.
std::vector<sql::OrderBy> parse_order(const ResourceState& resource, std::string_view order);

}  // namespace tenon::app::detail
