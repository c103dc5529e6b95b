#pragma once

#include <cctype>
#include <charconv>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// A strict reader of Prometheus' text format 0.0.4, for tests: throws std::runtime_error for whatever the format does
/// not allow, a family in two places, a sample twice and a histogram whose numbers contradict each other included.
namespace tenon::exposition {

struct Family {
  std::string type;
  std::string help;
  std::map<std::string, double> samples;  ///< by `name{label=value,label=value}`, values unescaped
};
using Families = std::map<std::string, Family>;

class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  Families parse() {
    if (!rest_.empty() && rest_.back() != '\n') fail("the last line does not end");
    while (!rest_.empty()) {
      if (rest_.front() == '#') {
        read_header();
      } else {
        read_sample();
      }
    }
    for (const auto& [name, family] : families_) {
      if (family.samples.empty()) fail("no samples for " + name);
      if (family.type == "histogram") check_histogram(name, family);
    }
    return families_;
  }

 private:
  [[noreturn]] void fail(const std::string& reason) const {
    throw std::runtime_error("exposition: " + reason + " before: " + std::string(rest_.substr(0, 60)));
  }

  void expect(std::string_view text) {
    if (!rest_.starts_with(text)) fail("expected " + std::string(text));
    rest_.remove_prefix(text.size());
  }

  std::string read_until(char end) {
    const std::size_t at = rest_.find(end);
    if (at == std::string_view::npos) fail(std::string("expected ") + end);
    const std::string text(rest_.substr(0, at));
    rest_.remove_prefix(at + 1);
    return text;
  }

  std::string read_name(bool colon) {
    std::size_t size = 0;
    while (size < rest_.size() && (std::isalnum(static_cast<unsigned char>(rest_[size])) || rest_[size] == '_' ||
                                   (colon && rest_[size] == ':'))) {
      ++size;
    }
    if (size == 0 || std::isdigit(static_cast<unsigned char>(rest_[0]))) fail("expected a name");
    const std::string name(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return name;
  }

  static std::string unescape(std::string_view text, std::string_view allowed) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '\\') {
        out += text[i];
        continue;
      }
      if (++i == text.size() || allowed.find(text[i]) == std::string_view::npos) {
        throw std::runtime_error("exposition: bad escape in " + std::string(text));
      }
      out += text[i] == 'n' ? '\n' : text[i];
    }
    return out;
  }

  /// HELP and TYPE of a family, which come once, in this order, before its samples.
  void read_header() {
    expect("# HELP ");
    family_ = read_name(true);
    if (families_.count(family_) > 0) fail("the family " + family_ + " comes twice");
    Family& family = families_[family_];
    expect(" ");
    family.help = unescape(read_until('\n'), "\\n");
    expect("# TYPE " + family_ + " ");
    family.type = read_until('\n');
    if (family.type != "counter" && family.type != "gauge" && family.type != "histogram") fail("unknown type");
  }

  std::string read_label_value() {
    expect("\"");
    std::string raw;
    while (!rest_.empty() && rest_.front() != '"') {
      if (rest_.front() == '\n') fail("line break in a label");
      if (rest_.front() == '\\') {
        raw += rest_.front();
        rest_.remove_prefix(1);
      }
      raw += rest_.front();
      rest_.remove_prefix(1);
    }
    expect("\"");
    return unescape(raw, "\\n\"");
  }

  void read_sample() {
    const std::string name = read_name(true);
    Family& family = families_.at(family_);
    if (name != family_ && !(family.type == "histogram" &&
                             (name == family_ + "_bucket" || name == family_ + "_sum" || name == family_ + "_count"))) {
      fail("a sample of " + name + " among those of " + family_);
    }
    std::string key = name;
    if (rest_.starts_with("{")) {
      std::set<std::string> labels;
      for (char before = '{'; rest_.front() == before; before = ',') {
        rest_.remove_prefix(1);
        const std::string label = read_name(false);
        if (!labels.insert(label).second) fail("the label " + label + " comes twice");
        expect("=");
        key += before + label + "=" + read_label_value();
      }
      expect("}");
      key += "}";
    }
    expect(" ");
    const double value = number(read_until('\n'));
    if (family.type == "counter" && !(value >= 0)) fail("a counter below zero");
    if (!family.samples.emplace(key, value).second) fail("the sample " + key + " comes twice");
    order_[family_].push_back({key, value});
  }

  double number(const std::string& text) const {
    if (text == "+Inf") return HUGE_VAL;
    if (text == "-Inf") return -HUGE_VAL;
    if (text == "NaN") return NAN;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) fail("no number: " + text);
    return value;
  }

  /// Buckets ascend in bound and count and end with +Inf, which equals _count; _sum is there.
  void check_histogram(const std::string& name, const Family& family) const {
    double last_bound = -HUGE_VAL;
    double last_count = 0;
    for (const auto& [key, value] : order_.at(name)) {
      if (key.starts_with(name + "_bucket")) {
        const std::size_t le = key.rfind("le=");
        if (le == std::string::npos) fail("a bucket without le");
        const double bound = number(key.substr(le + 3, key.size() - le - 4));
        if (!(bound > last_bound) || value < last_count) fail("buckets do not ascend: " + key);
        last_bound = bound;
        last_count = value;
      } else if (key.starts_with(name + "_count")) {
        if (last_bound != HUGE_VAL || value != last_count) fail("the last bucket is not the count: " + key);
        std::string sum = key;
        if (family.samples.count(sum.replace(name.size(), 6, "_sum")) == 0) fail("no sum for " + key);
        last_bound = -HUGE_VAL;
        last_count = 0;
      }
    }
    if (last_bound != -HUGE_VAL) fail("buckets without a count");
  }

  std::string_view rest_;
  std::string family_;
  Families families_;
  std::map<std::string, std::vector<std::pair<std::string, double>>> order_;
};

inline Families parse(std::string_view text) { return Parser(text).parse(); }

}  // namespace tenon::exposition
