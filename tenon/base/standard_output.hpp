#pragma once

namespace tenon {

/// For the end of a command, with the status that it would end with: writes out what std::printf and the like have
/// buffered. If any of the output was lost (the disk is full, nobody reads on), says so to standard error and gives 1
/// instead of 0: half a document must not pass for a whole one.
int finish_output(int status) noexcept;

}  // namespace tenon
