#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/schema/diagnostic.hpp>

/// The schema file as it is written, before any name is looked up. Names are views into the source text, which must
/// outlive the tree; strings are decoded. Comments are kept apart, in order, so that a formatter can put them back.
namespace tenon::schema::ast {

struct Name {
  std::string_view text;
  Span span;
};

enum class ExpressionKind { string, number, constant, array, call, object };

struct Argument;

struct Expression {
  ExpressionKind kind = ExpressionKind::constant;
  Span span;
  std::string text;                  ///< string: decoded; number and constant: as written; call: the function's name
  std::vector<Expression> elements;  ///< array
  std::vector<Argument> arguments;   ///< call; object: the names are its keys

  bool is(ExpressionKind wanted) const noexcept { return kind == wanted; }
};

struct Argument {
  std::optional<Name> name;
  std::optional<Expression> value;  ///< absent in `map: `, an error that is reported while reading
  Span span;
};

/// `@name(arguments)` or `@@name(arguments)`.
struct Attribute {
  Name name;  ///< without the `@`; native types include their prefix: "db.VarChar"
  std::vector<Argument> arguments;
  Span span;
};

enum class Modifier { none, optional, list };

struct FieldType {
  std::string_view name;                   ///< empty for Unsupported("…")
  std::optional<std::string> unsupported;  ///< the raw type
  Modifier modifier = Modifier::none;
  Span span;
};

struct Field {
  Name name;
  FieldType type;
  std::vector<Attribute> attributes;
  std::string documentation;
  Span span;
};

struct EnumValue {
  Name name;
  std::vector<Attribute> attributes;
  std::string documentation;
  Span span;
};

/// A `key = value` line of a datasource or generator.
struct Property {
  Name key;
  Expression value;
  Span span;
};

enum class BlockKind { model, view, type, enumeration, datasource, generator };

struct Block {
  BlockKind kind = BlockKind::model;
  Name name;
  Span span;  ///< from the keyword to the closing brace
  std::string documentation;
  std::vector<Field> fields;          ///< model, view, type
  std::vector<EnumValue> values;      ///< enumeration
  std::vector<Property> properties;   ///< datasource, generator
  std::vector<Attribute> attributes;  ///< the `@@` lines
};

struct Document {
  std::vector<Block> blocks;
  std::vector<Span> comments;  ///< every comment with its slashes, in order
};

}  // namespace tenon::schema::ast
