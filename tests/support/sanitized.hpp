#pragma once

namespace tenon::test {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool address_sanitized = true;
#elif defined(__has_feature)
constexpr bool address_sanitized = __has_feature(address_sanitizer);
#else
constexpr bool address_sanitized = false;
#endif

/// Whether a sanitizer watches: its own checks open files, so a process must not be left without descriptors.
#if defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
constexpr bool sanitized = address_sanitized || __has_feature(thread_sanitizer);
#else
constexpr bool sanitized = address_sanitized;
#endif

}  // namespace tenon::test
