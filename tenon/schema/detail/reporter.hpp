#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/schema/diagnostic.hpp>

namespace tenon::schema::detail {

/// Collects what is found wrong. A rule is a string literal: it is kept as a view.
class Reporter {
 public:
  explicit Reporter(std::span<const Source> sources) : sources_(sources) {}

  void error(std::string_view rule, Span span, std::string message, std::string hint);
  void warning(std::string_view rule, Span span, std::string message, std::string hint = {});

  bool has_errors() const noexcept { return errors_ > 0; }

  /// Whether an error was reported after the mark was taken.
  bool has_errors_since(std::size_t mark) const noexcept;

  /// A reader that tries something and gives up takes back what it reported meanwhile.
  std::size_t mark() const noexcept { return found_.size(); }
  void rollback(std::size_t mark);

  /// Everything reported, by place in the sources, each with its line.
  std::vector<Diagnostic> take();

 private:
  void add(Severity severity, std::string_view rule, Span span, std::string message, std::string hint);

  std::span<const Source> sources_;
  std::vector<Diagnostic> found_;
  std::size_t errors_ = 0;
};

}  // namespace tenon::schema::detail
