#include <tenon/base/detail/metrics_text.hpp>
#include <tenon/base/text/utf8.hpp>

#include <charconv>
#include <cmath>

// https://prometheus.io/docs/instrumenting/exposition_formats/ and
// https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md

namespace tenon::metrics::detail {
namespace {

constexpr std::string_view total = "_total";

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::counter: return "counter";
    case Kind::gauge: return "gauge";
    case Kind::histogram: break;
  }
  return "histogram";
}

std::string number_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

/// OpenMetrics wants a bound to look like a floating-point number.
std::string bound_text(double bound, Format format) {
  std::string text = number_text(bound);
  if (format == Format::openmetrics && text.find_first_of(".en") == std::string::npos) text += ".0";
  return text;
}

void append_escaped(std::string& out, std::string_view text, bool quotes) {
  for (const char c : text) {
    switch (c) {
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '"': out += quotes ? "\\\"" : "\""; break;
      default: out += c;
    }
  }
}

void write_header(Buffer& out, std::string_view name, std::string_view help, Kind kind, Format format) {
  const bool open = format == Format::openmetrics;
  if (open && kind == Kind::counter) name.remove_suffix(total.size());
  std::string escaped;
  append_escaped(escaped, help, open);
  for (const auto& [keyword, text] : {std::pair<std::string_view, std::string_view>{"# HELP ", escaped},
                                      std::pair<std::string_view, std::string_view>{"# TYPE ", name_of(kind)}}) {
    out.append(keyword);
    out.append(name);
    out.append(' ');
    out.append(text);
    out.append('\n');
  }
}

void write_sample(Buffer& out, std::string_view name, std::string_view suffix, std::string_view labels,
                  std::string_view value) {
  out.append(name);
  out.append(suffix);
  if (!labels.empty()) {
    out.append('{');
    out.append(labels);
    out.append('}');
  }
  out.append(' ');
  out.append(value);
  out.append('\n');
}

void write_histogram(Buffer& out, std::string_view name, const std::string& labels, const Histogram& histogram,
                     Format format) {
  const std::vector<std::uint64_t> counts = histogram.counts();
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    below += counts[i];
    std::string with_bound = labels;
    append_label(with_bound, "le", i + 1 == counts.size() ? "+Inf" : bound_text(histogram.bounds()[i], format));
    write_sample(out, name, "_bucket", with_bound, std::to_string(below));
  }
  write_sample(out, name, "_sum", labels, number_text(histogram.sum()));
  write_sample(out, name, "_count", labels, std::to_string(below));
}

}  // namespace

void append_label(std::string& labels, std::string_view name, std::string_view value) {
  if (!labels.empty()) labels += ',';
  labels += name;
  labels += "=\"";
  while (true) {
    const std::size_t bad = text::find_invalid_utf8(value);
    append_escaped(labels, value.substr(0, bad), true);
    if (bad == std::string_view::npos) break;
    labels += "\xEF\xBF\xBD";
    value.remove_prefix(bad + 1);
  }
  labels += '"';
}

void write_family(Buffer& out, const FamilyState& family, Format format) {
  const std::lock_guard lock(family.mutex);
  if (family.instruments.empty()) return;
  write_header(out, family.name, family.help, family.kind, format);
  for (const auto& [values, instrument] : family.instruments) {
    std::string labels;
    for (std::size_t i = 0; i < values.size(); ++i) append_label(labels, family.labels[i], values[i]);
    if (const auto* counter = std::get_if<Counter>(&instrument)) {
      write_sample(out, family.name, "", labels, std::to_string(counter->value()));
    } else if (const auto* gauge = std::get_if<Gauge>(&instrument)) {
      write_sample(out, family.name, "", labels, number_text(gauge->value()));
    } else {
      write_histogram(out, family.name, labels, std::get<Histogram>(instrument), format);
    }
  }
}

void write_family(Buffer& out, std::string_view name, const CollectedFamily& family, Format format) {
  write_header(out, name, family.help, family.kind, format);
  for (const auto& [labels, value] : family.samples) write_sample(out, name, "", labels, number_text(value));
}

void write_end(Buffer& out, Format format) {
  if (format == Format::openmetrics) out.append("# EOF\n");
}

}  // namespace tenon::metrics::detail
