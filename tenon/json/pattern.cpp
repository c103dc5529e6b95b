#include <tenon/json/pattern.hpp>

#include <vector>

#include <tenon/json/detail/scan.hpp>

namespace tenon::json::detail {

namespace {

using Op = PatternStep::Op;

constexpr char32_t nothing = 0xffffffff;  // before the first character and after the last one

bool is_word(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'A' && c <= U'Z') || c == U'_' || (c >= U'a' && c <= U'z');
}

/// The characters of a text, U+FFFD for bytes that are none.
class Characters {
 public:
  explicit Characters(std::string_view text) : p_(text.data()), end_(p_ + text.size()) {}

  char32_t next() {
    if (p_ == end_) return nothing;
    const auto lead = static_cast<unsigned char>(*p_);
    const std::size_t size = lead < 0x80 ? 1 : utf8_sequence(p_, end_);
    if (size == 0) {
      ++p_;
      return U'\ufffd';
    }
    char32_t code_point = size == 1 ? lead : lead & (0xffU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) code_point = code_point << 6 | (static_cast<unsigned char>(p_[i]) & 0x3fU);
    p_ += size;
    return code_point;
  }

 private:
  const char* p_;
  const char* end_;
};

/// The set of all places in the program where a match could be.
class Machine {
 public:
  explicit Machine(const PatternProgram& program) : program_(program), entered_at_(program.steps.size(), 0) {}

  bool find(std::string_view text) {
    Characters characters(text);
    std::vector<std::size_t> leaving;
    for (after_ = characters.next();;) {
      enter(0);
      if (is_accepted_) return true;
      if (after_ == nothing) return false;
      before_ = after_;
      after_ = characters.next();
      ++position_;
      leaving.swap(waiting_);
      waiting_.clear();
      for (const std::size_t step : leaving) {
        if (matches(program_.steps[step], before_)) enter(step + 1);
      }
    }
  }

 private:
  /// Goes on from `step` as far as that takes no character.
  void enter(std::size_t step) {
    pending_.assign(1, step);
    while (!pending_.empty()) {
      const std::size_t i = pending_.back();
      pending_.pop_back();
      if (entered_at_[i] == position_) continue;
      entered_at_[i] = position_;
      const PatternStep& now = program_.steps[i];
      const auto target = [i](std::int16_t offset) { return i + static_cast<std::size_t>(std::ptrdiff_t{offset}); };
      switch (now.op) {
        case Op::match: waiting_.push_back(i); break;
        case Op::split:
          pending_.push_back(target(now.a));
          pending_.push_back(target(now.b));
          break;
        case Op::jump: pending_.push_back(target(now.a)); break;
        case Op::accept: is_accepted_ = true; return;
        default:
          if (holds(now.op)) pending_.push_back(i + 1);
      }
    }
  }

  bool holds(Op assertion) const {
    const bool is_boundary = is_word(before_) != is_word(after_);
    switch (assertion) {
      case Op::begin: return before_ == nothing;
      case Op::end: return after_ == nothing;
      case Op::word_boundary: return is_boundary;
      default: return !is_boundary;
    }
  }

  bool matches(const PatternStep& step, char32_t c) const {
    for (std::int16_t i = step.a; i < step.b; ++i) {
      const PatternRange& range = program_.ranges[static_cast<std::size_t>(i)];
      if (c >= range.first && c <= range.last) return !step.negated;
    }
    return step.negated;
  }

  const PatternProgram& program_;
  std::vector<std::size_t> waiting_;     // steps that take the next character
  std::vector<std::size_t> pending_;     // within enter()
  std::vector<std::size_t> entered_at_;  // the position where a step was entered last
  std::size_t position_ = 1;
  char32_t before_ = nothing;
  char32_t after_ = nothing;
  bool is_accepted_ = false;
};

}  // namespace

bool finds(const PatternProgram& program, std::string_view text) { return Machine(program).find(text); }

std::optional<ValueError> check_pattern(const void* text, std::string_view expression, const PatternProgram& program,
                                        std::size_t max) {
  if (auto error = check_length(text, 0, max)) return error;
  if (finds(program, *static_cast<const std::string*>(text))) return std::nullopt;
  return ValueError{"pattern", "Must match the pattern " + std::string(expression)};
}

void describe_pattern(Object& schema, std::string_view expression, std::size_t max) {
  schema["pattern"] = expression;
  describe_length(schema, 0, max);
}

}  // namespace tenon::json::detail
