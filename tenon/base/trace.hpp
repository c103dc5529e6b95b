#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Distributed tracing between services: the identity of a request as it travels, in the form of W3C Trace
/// Context (https://www.w3.org/TR/trace-context/, levels 1 and 2). Only identity: recording spans is not done
/// here.
namespace tenon::trace {

/// Random bytes that name a trace or a span; all zeros means "none". Written as lower-case hex.
template <std::size_t Size>
struct Id {
  std::array<std::uint8_t, Size> bytes{};

  /// A new id from the operating system's randomness, never "none".
  static Id random();

  explicit operator bool() const noexcept { return bytes != std::array<std::uint8_t, Size>{}; }
  /// The hex digits, without an allocation.
  std::array<char, 2 * Size> hex() const noexcept;
  std::string to_string() const {
    const auto digits = hex();
    return {digits.data(), digits.size()};
  }

  bool operator==(const Id&) const = default;
};

using TraceId = Id<16>;
using SpanId = Id<8>;

/// Where in which trace we are: what `traceparent` and `tracestate` carry from one service to the next.
///
///     auto context = trace::continued(request.header("traceparent"), request.header("tracestate"));
///     upstream.set("traceparent", trace::to_traceparent(context));
struct SpanContext {
  TraceId trace_id = {};
  SpanId span_id = {};     ///< our span; what the next service sees as its parent
  bool sampled = false;    ///< somebody upstream records this trace, so we should too
  bool random = false;     ///< level 2: the last 7 bytes of trace_id are random
  std::string state = {};  ///< `tracestate`: other vendors' data, passed on as it came; may be empty

  /// The first span of a new trace.
  static SpanContext root(bool sampled = false);
  /// A new span of the same trace.
  SpanContext child() const;

  bool operator==(const SpanContext&) const = default;
};

/// Reads a `traceparent` header, whose span_id is the caller's. Nothing if the header is not exactly what the
/// specification says: version ff, a length other than 55 for version 00, upper-case hex, ids of zeros. A
/// version above 00 is read by the parts that it shares with 00, as section 3.2.4 asks.
std::optional<SpanContext> parse_traceparent(std::string_view header);

/// Version 00, of the flags only those that are known: 55 characters.
std::string to_traceparent(const SpanContext& context);

/// Checks a `tracestate` header (several headers are joined by a comma first) and returns what to pass on:
/// members in their order, without empty ones and without spaces around them. Nothing if one is malformed, a
/// key occurs twice or there are more than 32: the whole header is then dropped (section 3.3.1). Beyond 512
/// characters, members longer than 128 are left out, then members from the end (section 3.3.1.5).
std::optional<std::string> parse_tracestate(std::string_view header);

/// The context of a request that came with these headers: a child of the caller's span, or a new trace if
/// there is no valid `traceparent` (a `tracestate` without one is ignored, section 3.4). Absent headers are
/// empty.
SpanContext continued(std::string_view traceparent, std::string_view tracestate, bool sample_new = false);

}  // namespace tenon::trace
