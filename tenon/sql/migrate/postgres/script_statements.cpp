#include <tenon/sql/migrate/postgres/script_statements.hpp>

#include <algorithm>
#include <string>

#include <tenon/base/text/ascii.hpp>

namespace tenon::sql::migrate::postgres {
namespace {

constexpr std::size_t none = std::string_view::npos;

bool begins_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool continues_word(char c) { return begins_word(c) || (c >= '0' && c <= '9') || c == '$'; }

class Splitter {
 public:
  explicit Splitter(std::string_view script) : script_(script) {}

  std::vector<StatementPlace> split() {
    while (at_ < script_.size()) step();
    end();
    return std::move(out_);
  }

 private:
  bool looks_at(std::string_view text) const { return script_.substr(at_).starts_with(text); }

  void step() {
    const char c = script_[at_];
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
      ++at_;
    } else if (looks_at("--")) {
      at_ = std::min(script_.find('\n', at_), script_.size());
    } else if (looks_at("/*")) {
      skip_comment();
    } else {
      if (begin_ == none) begin_ = at_;
      take(c);
    }
  }

  void take(char c) {
    if (c == '\'' || c == '"') {
      skip_quoted(c, false);
    } else if (c == '$') {
      skip_dollar();
    } else if (begins_word(c)) {
      take_word();
    } else if (c >= '0' && c <= '9') {
      while (at_ < script_.size() && continues_word(script_[at_])) ++at_;
    } else {
      ++at_;
      if (c == '(') ++parentheses_;
      if (c == ')' && parentheses_ > 0) --parentheses_;
      if (c == ';' && parentheses_ == 0 && blocks_ == 0) end();
    }
  }

  void skip_comment() {
    int depth = 0;
    do {
      if (looks_at("/*")) {
        ++depth;
        at_ += 2;
      } else if (looks_at("*/")) {
        --depth;
        at_ += 2;
      } else {
        ++at_;
      }
    } while (depth > 0 && at_ < script_.size());
  }

  void skip_quoted(char quote, bool has_escapes) {
    for (++at_; at_ < script_.size(); ++at_) {
      if (has_escapes && script_[at_] == '\\') {
        ++at_;
      } else if (script_[at_] == quote) {
        break;  // a doubled one begins the next
      }
    }
    at_ = std::min(at_ + 1, script_.size());
  }

  void skip_dollar() {
    std::size_t after = at_ + 1;
    if (after < script_.size() && begins_word(script_[after])) {
      while (after < script_.size() && continues_word(script_[after]) && script_[after] != '$') ++after;
    }
    if (after >= script_.size() || script_[after] != '$') {
      ++at_;
      return;
    }
    const std::string_view tag = script_.substr(at_, after + 1 - at_);
    const std::size_t close = script_.find(tag, after + 1);
    at_ = close == none ? script_.size() : close + tag.size();
  }

  void take_word() {
    const std::size_t start = at_;
    while (at_ < script_.size() && continues_word(script_[at_])) ++at_;
    const std::string word = text::to_lower(script_.substr(start, at_ - start));
    if (word == "e" && at_ < script_.size() && script_[at_] == '\'') skip_quoted('\'', true);
    if (word == "atomic" && last_word_ == "begin") blocks_ = 1;
    if (blocks_ > 0 && word == "case") ++blocks_;
    if (blocks_ > 0 && word == "end") --blocks_;
    last_word_ = word;
  }

  void end() {
    if (begin_ != none) out_.push_back({begin_, at_ - begin_});
    begin_ = none;
    parentheses_ = 0;
    blocks_ = 0;
    last_word_.clear();
  }

  std::string_view script_;
  std::size_t at_ = 0;
  std::size_t begin_ = none;
  int parentheses_ = 0;
  int blocks_ = 0;  // of BEGIN ATOMIC, and CASE within it
  std::string last_word_;
  std::vector<StatementPlace> out_;
};

}  // namespace

std::vector<StatementPlace> script_statements(std::string_view script) { return Splitter{script}.split(); }

}  // namespace tenon::sql::migrate::postgres
