#include <tenon/schema/detail/arguments.hpp>

#include <utility>

#include <tenon/schema/detail/words.hpp>

namespace tenon::schema::detail {

Arguments::Arguments(const std::vector<ast::Argument>& arguments, std::string label, Span span, Reporter& reporter)
    : arguments_(arguments), label_(std::move(label)), span_(span), reporter_(reporter), used_(arguments.size()) {
  std::size_t unnamed = 0;
  for (const ast::Argument& argument : arguments_) {
    if (!argument.name) ++unnamed;
  }
  if (unnamed <= 1) return;
  broken_ = true;
  reporter_.error("too_many_unnamed", span_,
                  "Only one argument of " + backquoted(label_) + " may stand without its name.",
                  "Several values of one argument form a list: `[a, b]`. Other arguments are written `name: value`.");
}

const ast::Argument* Arguments::named(std::string_view name) {
  asked_.push_back(name);
  const ast::Argument* found = nullptr;
  for (std::size_t i = 0; i < arguments_.size(); ++i) {
    const ast::Argument& argument = arguments_[i];
    if (!argument.name || argument.name->text != name) continue;
    used_[i] = true;
    if (found != nullptr) {
      reporter_.error("duplicate_argument", argument.span,
                      "The argument " + backquoted(name) + " of " + backquoted(label_) + " is given twice.",
                      "Keep one of them.");
    } else {
      found = &argument;
    }
  }
  return found != nullptr && found->value ? found : nullptr;
}

const ast::Argument* Arguments::unnamed_or(std::string_view name) {
  const ast::Argument* by_name = named(name);
  for (std::size_t i = 0; i < arguments_.size(); ++i) {
    const ast::Argument& argument = arguments_[i];
    if (argument.name || used_[i]) continue;
    used_[i] = true;
    if (by_name == nullptr) return &argument;
    reporter_.error("duplicate_argument", by_name->span,
                    "The argument " + backquoted(name) + " of " + backquoted(label_) +
                        " is given twice: the value without a name already is this argument.",
                    "Keep one of them.");
  }
  return by_name;
}

const ast::Argument* Arguments::required(std::string_view name) {
  const ast::Argument* found = unnamed_or(name);
  if (found == nullptr) {
    reporter_.error("missing_argument", span_, backquoted(label_) + " needs the argument " + backquoted(name) + ".",
                    "Write `" + std::string{label_} + "(" + std::string{name} + ": …)`.");
  }
  return found;
}

std::optional<std::string> Arguments::string(const ast::Argument* argument) {
  if (argument == nullptr) return std::nullopt;
  return expect_string(*argument->value, reporter_);
}

void Arguments::finish() {
  if (broken_) return;
  for (std::size_t i = 0; i < arguments_.size(); ++i) {
    if (used_[i]) continue;
    const ast::Argument& argument = arguments_[i];
    if (!argument.name) {
      reporter_.error("unknown_argument", argument.span, backquoted(label_) + " takes no argument without a name here.",
                      asked_.empty() ? "Remove it." : backquoted(label_) + " knows " + listed(asked_) + ".");
      continue;
    }
    std::string hint = did_you_mean(argument.name->text, asked_);
    if (hint.empty()) hint = asked_.empty() ? "Remove it." : backquoted(label_) + " knows " + listed(asked_) + ".";
    reporter_.error("unknown_argument", argument.span,
                    backquoted(label_) + " has no argument " + backquoted(argument.name->text) + ".", std::move(hint));
  }
}

std::string described(const ast::Expression& value) {
  switch (value.kind) {
    case ast::ExpressionKind::string: return "the string `\"" + value.text + "\"`";
    case ast::ExpressionKind::number: return "the number " + backquoted(value.text);
    case ast::ExpressionKind::constant: return "the word " + backquoted(value.text);
    case ast::ExpressionKind::array: return "a list";
    case ast::ExpressionKind::call: return "the function `" + value.text + "()`";
    case ast::ExpressionKind::object: return "an object";
  }
  return {};
}

std::optional<std::string> expect_string(const ast::Expression& value, Reporter& reporter) {
  if (value.is(ast::ExpressionKind::string)) return value.text;
  reporter.error("wrong_value", value.span, "A string is needed here, not " + described(value) + ".",
                 "Strings stand in double quotes.");
  return std::nullopt;
}

}  // namespace tenon::schema::detail
