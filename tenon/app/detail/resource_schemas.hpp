#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include <tenon/app/detail/resource_state.hpp>
#include <tenon/json/schema.hpp>
#include <tenon/json/value.hpp>

namespace tenon::app::detail {

/// The JSON Schemas of the rows and inputs of all resources. They stand beside those of C++ types under one roof, so
/// their names are reserved there before a type can have them. A generated struct with the same columns, which handlers
/// give, is described by the row of the resource.
class ResourceSchemas {
 public:
  ResourceSchemas(json::SchemaSet& types, const std::deque<ResourceState>& resources);

  /// References to what definitions() will have.
  json::Value row(const ResourceState& resource);
  json::Value input(const ResourceState& resource, Action action);

  /// Everything that is referred to. To be called when nothing more will be.
  json::Object definitions();

 private:
  struct Names {
    std::string input;
    std::string patch;
  };
  /// What a row of some model looks like.
  struct Row {
    std::string name;
    const schema::Model& model;
    const std::vector<const schema::Field*>& shown;
    const std::vector<IncludedRelation>& relations;
    const json::Type* structure = nullptr;  ///< the generated struct, once a handler gives it
    bool is_wanted = false;
  };

  Row* find(const schema::Model& model, const std::vector<const schema::Field*>& shown);
  std::string known(const json::Type& type);
  json::Object row_schema(const Row& row);
  json::Object input_schema(const ResourceState& resource, bool partial);
  json::Value relation_schema(const IncludedRelation& relation, bool is_bounded);
  std::size_t progress() const;

  json::SchemaSet& types_;
  std::deque<Row> rows_;  ///< of the resources in their order, then of models that only stand in others
  std::map<const ResourceState*, Row*> row_of_;
  std::map<const ResourceState*, Names> names_;
  json::Object inputs_;
};

}  // namespace tenon::app::detail
