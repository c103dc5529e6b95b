#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tenon/json/describe.hpp>

/// JSON Schema 2020-12 of C++ types: what `read` accepts or what `write` writes, as far as JSON Schema can say it. An
/// optional that is left out when empty is described without the null that is read, too.
namespace tenon::json {

/// The schema of what is read as one type. The aggregates within it stand under "$defs".
Value schema_of(const Type& type);

template <class T>
Value schema_of() {
  return schema_of(type_of<T>());
}

/// Schemas of many types that share their definitions, as OpenAPI wants them:
///
///     SchemaSet schemas{"#/components/schemas/"};
///     Value body = schemas.of(type_of<PlaceOrder>());       // {"$ref": "#/components/schemas/PlaceOrder"}
///     document["components"]["schemas"] = schemas.definitions();
///
/// A type whose documents differ with their direction (a member with a default may be absent when it is read, and is
/// always there when it was written) has two definitions if both are asked for.
///
/// A definition has the name of its aggregate, the arguments of a template joined by "_": `Page<Order>` is
/// "Page_Order". Of two with one name the later one gets a number: "Order2".
class SchemaSet {
 public:
  /// What is put before a name to refer to its definition.
  explicit SchemaSet(std::string prefix = "#/$defs/");

  /// The schema of what is read; for an aggregate a reference to its definition, which is made when it is first needed.
  Value of(const Type& type) { return of(type, Use::read); }
  /// The same of what is written.
  Value of_written(const Type& type) { return of(type, Use::write); }

  /// Keeps a name for a definition that is made elsewhere, and gives it: with a number if it is taken already.
  std::string reserve(std::string_view name);
  /// Asked before an aggregate is defined: the reserved name of what describes it already, or an empty text.
  void set_known(std::function<std::string(const Type&)> known) { known_ = std::move(known); }

  const Object& definitions() const noexcept { return definitions_; }

 private:
  enum class Use : unsigned char { read, write };
  struct Definition {
    const Type* type;
    Use use;
    const Alternative* alternative;  // defined as this alternative of a variant, with its tag; null for itself
    std::string name;
  };

  Value of(const Type& type, Use use);
  Value plain(const Type& type, Use use);
  Value array(const Type& type, Use use);
  Value variant(const VariantOps& ops, Use use);
  Value object(const Type& type, Use use, const Alternative* alternative, std::string_view tag);
  Value reference(std::string_view name) const;
  std::string define(const Type& type, Use use, const Alternative* alternative, std::string_view tag);
  std::string unused_name(std::string_view wanted) const;

  std::string prefix_;
  std::function<std::string(const Type&)> known_;
  std::vector<Definition> names_;
  std::vector<std::string> reserved_;
  Object definitions_;
};

}  // namespace tenon::json
