#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <tenon/base/error.hpp>
#include <tenon/base/result.hpp>
#include <tenon/json/value.hpp>
#include <tenon/schema/model.hpp>
#include <tenon/sql/data.hpp>
#include <tenon/sql/dialect.hpp>
#include <tenon/sql/value.hpp>

/// What comes from outside, as data for a model that is known at run time. Everything is checked against the model
/// before a statement is made, and every error is told at once (up to 100), with its JSON pointer and the codes of
/// tenon/json/read.hpp.
namespace tenon::sql {

/// A JSON value for a field: String, enum: string; Int, BigInt: whole number in range; Float: number; Decimal: string
/// or number; Boolean; DateTime: RFC 3339; Bytes: base64; Json: anything. Null suits optional fields. The pointer of
/// the error is "". With a dialect, what its database cannot keep is an error too: "out_of_range".
Result<Value, FieldError> read_value(const schema::Field& field, const json::Value& json,
                                     const Dialect* dialect = nullptr);

/// The same from text, as in a query string: `12.50`, `true`, `PAID`. Json and Bytes cannot be written so.
Result<Value, FieldError> read_value(const schema::Field& field, std::string_view text,
                                     const Dialect* dialect = nullptr);

/// What a new row gets for a field whose default the schema writes out: `@default(0)`. Throws Internal "bad_default"
/// for one that is made, such as now().
Value literal_default(const schema::Field& field);

enum class Purpose { create, update };

struct InputOptions {
  /// Fields that a document must not set: code "read_only".
  std::vector<const schema::Field*> read_only{};
  /// Accept `{"price": {"increment": 1}}` in updates, as Prisma's arguments do.
  bool operations = false;
  /// Accept relations, as Prisma's arguments do: `{"lines": {"create": [{…}]}, "customer": {"connect": {"id": "…"}}}`.
  bool relations = false;
  /// Of the database that the values are for: see read_value.
  const Dialect* dialect = nullptr;
};

/// An object with the model's fields. For `create`, required fields without a default must be there.
Result<Data, std::vector<FieldError>> read_data(const schema::Model& model, const json::Value& document,
                                                Purpose purpose, const InputOptions& options = {});

/// The same; throws Invalid "invalid_input" with all errors.
Data data_or_throw(const schema::Model& model, const json::Value& document, Purpose purpose,
                   const InputOptions& options = {});

/// `{"id": 1}`, `{"slug": "toys"}`, `{"cartId_productId": {"cartId": …, "productId": …}}`; members besides the key must
/// hold too.
Result<Unique, std::vector<FieldError>> read_unique(const schema::Model& model, const json::Value& document);

}  // namespace tenon::sql
