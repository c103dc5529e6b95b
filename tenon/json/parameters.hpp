#pragma once

#include <span>
#include <string_view>
#include <utility>

#include <tenon/json/describe.hpp>
#include <tenon/json/errors.hpp>
#include <tenon/json/read.hpp>

/// Values that arrive as plain text: parameters of paths, queries and headers. They are checked like those of a JSON
/// document, with the same codes; the `pointer` of an error is the name of the parameter.
namespace tenon::json {

/// Whether read_text can read a type: scalars, strings, enumerations, text forms, and optionals of these.
bool is_readable_from_text(const Type& type);

/// Sets `value` from the whole text. A number has the form that JSON gives it, a boolean is `true` or `false`, anything
/// else is what would stand between the quotes. An optional is set, even by an empty text; a vector gets one more item.
Errors read_text(const Type& type, void* value, std::string_view text, std::string_view name = {});

/// One parameter: name and value, decoded.
using Parameter = std::pair<std::string_view, std::string_view>;

/// Sets the members of a default-constructed aggregate, whose types is_readable_from_text or vectors of such, from
/// parameters in any order. A vector takes all that have its name; for other members a second one is `duplicate_field`.
/// Absent members as in a document, with an absent vector left empty. Options: max_errors and ignore_unknown.
Errors read_members(const Type& type, void* value, std::span<const Parameter> parameters,
                    const ReadOptions& options = {});

}  // namespace tenon::json
