#pragma once

#include <tenon/schema/detail/ast.hpp>
#include <tenon/schema/detail/reporter.hpp>

namespace tenon::schema::detail {

/// Reads one file into its tree. Lines that the grammar refuses are reported and left out, so that the rest of the
/// file can still be checked.
ast::Document read_document(std::string_view text, std::uint32_t file, Reporter& reporter);

}  // namespace tenon::schema::detail
