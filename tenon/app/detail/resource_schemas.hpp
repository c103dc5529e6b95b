#pragma once

#include <deque>
#include <map>
#include <string>

#include <tenon/app/detail/resource_state.hpp>
#include <tenon/json/schema.hpp>
#include <tenon/json/value.hpp>

namespace tenon::app::detail {

/// The JSON Schemas of the rows and inputs of all resources. They stand beside those of C++ types under one roof, so their
/// names are reserved there before a type can have them.
class ResourceSchemas {
 public:
  ResourceSchemas(json::SchemaSet& types, const std::deque<ResourceState>& resources);

  /// References; what they refer to is defined when it is first asked for.
  json::Value row(const ResourceState& resource);
  json::Value input(const ResourceState& resource, Action action);

  const json::Object& definitions() const noexcept { return definitions_; }

 private:
  struct Names {
    std::string row;
    std::string input;
    std::string patch;
  };

  json::Object row_schema(const ResourceState& resource);
  json::Object input_schema(const ResourceState& resource, bool partial);
  json::Value relation_schema(const IncludedRelation& relation);
  json::Value related_row(const IncludedRelation& relation);

  json::SchemaSet& types_;
  const std::deque<ResourceState>& resources_;
  std::map<const ResourceState*, Names> names_;
  std::map<const schema::Model*, std::string> related_;  ///< rows of models that only stand in others
  json::Object definitions_;
};

}  // namespace tenon::app::detail
