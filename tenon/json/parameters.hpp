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
/// else is what would stand between the quotes. An optional is set, even by an empty text.
Errors read_text(const Type& type, void* value, std::string_view text, std::string_view name = {});

/// One parameter: name and value, decoded.
using Parameter = std::pair<std::string_view, std::string_view>;

/// Sets a default-constructed value from those parameters that have the name. A type is_readable_from_text takes one of
/// them, a second one is `duplicate_field`; a vector of such, or an optional of one, takes all. `required` if there is
/// none, except for an optional and a vector, whose limits still hold: Items<T, 1> is `too_few` then.
Errors read_parameter(const Type& type, void* value, std::string_view name, std::span<const Parameter> parameters);

/// Sets the members of a default-constructed aggregate from parameters in any order, each as read_parameter does.
/// Absent members as in a document, with an absent vector left as it is. Options: max_errors and ignore_unknown.
Errors read_members(const Type& type, void* value, std::span<const Parameter> parameters,
                    const ReadOptions& options = {});

}  // namespace tenon::json
