#pragma once

#include <tenon/sql/typed/detail/describe_row.hpp>
#include <tenon/sql/typed/detail/tables.hpp>

/// What the sources that `tenon generate` writes include, and nobody else: how their tables describe rows and arguments
/// to the core. It belongs to the generator of the same version, and changes with it.
