#pragma once

#include <chrono>
#include <functional>

namespace tenon::test {

/// Waits until the condition holds, for at most `time`; whether it does.
bool eventually(const std::function<bool()>& condition, std::chrono::milliseconds time = std::chrono::seconds{10});

}  // namespace tenon::test
