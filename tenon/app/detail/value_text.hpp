#pragma once

#include <optional>
#include <string>

#include <tenon/sql/value.hpp>

namespace tenon::app::detail {

/// A value as the text that sql::read_value reads back: an id in a path, a part of a cursor. Nothing for null.
std::optional<std::string> text_of(const sql::Value& value);

}  // namespace tenon::app::detail
