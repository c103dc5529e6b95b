#pragma once

#include <tenon/base/buffer.hpp>
#include <tenon/base/detail/metrics_state.hpp>

#include <string>
#include <string_view>

namespace tenon::metrics::detail {

/// Appends `name="value"`, with a comma before it if `labels` is not empty. Malformed UTF-8 becomes U+FFFD.
void append_label(std::string& labels, std::string_view name, std::string_view value);

/// Appends a family in the text form.
void write_family(Buffer& out, const FamilyState& family, Format format);
void write_family(Buffer& out, std::string_view name, const CollectedFamily& family, Format format);
/// Appends what ends the text.
void write_end(Buffer& out, Format format);

}  // namespace tenon::metrics::detail
