#pragma once

#include <string>

#include <tenon/sql/engine.hpp>
#include <tenon/sql/open.hpp>

namespace tenon::sql::sqlite {

/// Runs work that reads, in one snapshot that shows every commit up to now, on the blocking pool of the loop and on a
/// connection of its own. For what would hold the loop for too long: the connection is opened for it, which takes some tenths
/// of a millisecond. `path` and `options` outlive the task.
///
/// The thread uses the work until the task is over: a deadline or a cancellation stops the statement, and is waited out.
Task<> read_long(const std::string& path, const SqliteOptions& options, Work& work);

}  // namespace tenon::sql::sqlite
