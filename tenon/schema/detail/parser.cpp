#include <tenon/schema/detail/parser.hpp>

#include <array>
#include <utility>

#include <tenon/schema/detail/line_parser.hpp>
#include <tenon/schema/detail/words.hpp>

namespace tenon::schema::detail {
namespace {

struct Keyword {
  std::string_view word;
  ast::BlockKind kind;
};

constexpr std::array keywords{
    Keyword{"model", ast::BlockKind::model},
    Keyword{"view", ast::BlockKind::view},
    Keyword{"type", ast::BlockKind::type},
    Keyword{"enum", ast::BlockKind::enumeration},
    Keyword{"datasource", ast::BlockKind::datasource},
    Keyword{"generator", ast::BlockKind::generator},
};

std::optional<ast::BlockKind> block_kind(std::string_view word) {
  for (const Keyword& keyword : keywords) {
    if (keyword.word == word) return keyword.kind;
  }
  return std::nullopt;
}

std::string nearest_keyword(std::string_view word) {
  std::vector<std::string_view> words;
  words.reserve(keywords.size());
  for (const Keyword& keyword : keywords) words.push_back(keyword.word);
  return nearest_name(word, words);
}

class Parser {
 public:
  Parser(std::string_view text, std::uint32_t file, Reporter& reporter)
      : lexer_(text, file), lines_(lexer_, reporter), reporter_(reporter) {}

  ast::Document document();

 private:
  void top_level();
  bool block(std::string_view word, std::size_t begin);
  bool unknown_block(std::string_view word, std::size_t begin);
  void stray_line();
  std::string stray_hint(std::string_view line) const;

  bool open_brace();
  bool contents(ast::Block& block);
  void line(ast::Block& block);
  bool read_line(ast::Block& block);
  bool finish_line(std::string* documentation);
  void bad_line(ast::Block& block);
  void comment(std::string& documentation, const ast::Name& comment);

  Lexer lexer_;
  LineParser lines_;
  Reporter& reporter_;
  ast::Document document_;
  std::string documentation_;  ///< of what comes next
  std::size_t stray_end_ = std::string_view::npos;
};

/// `///` and block comments document what follows or precedes them on the line; `//` does not.
void Parser::comment(std::string& documentation, const ast::Name& comment) {
  document_.comments.push_back(comment.span);
  std::string_view text = comment.text;
  if (text.starts_with("///")) {
    text.remove_prefix(3);
  } else if (text.starts_with("/*")) {
    text = text.substr(2, text.size() - 4);
    if (text.starts_with("*")) text.remove_prefix(1);
  } else {
    return;
  }
  if (!documentation.empty()) documentation += '\n';
  documentation += trimmed(text);
}

ast::Document Parser::document() {
  lexer_.take("\xEF\xBB\xBF");
  while (true) {
    lexer_.skip_spaces();
    if (lexer_.at_end()) return std::move(document_);
    if (lexer_.take_line_end()) {
      documentation_.clear();
    } else if (auto found = lexer_.comment()) {
      comment(documentation_, *found);
      lexer_.skip_spaces();
      lexer_.take_line_end();
    } else {
      top_level();
      documentation_.clear();
    }
  }
}

void Parser::top_level() {
  std::size_t begin = lexer_.position();
  auto word = lexer_.identifier();
  if (word && (block(word->text, begin) || unknown_block(word->text, begin))) return;
  lexer_.rewind(begin);
  stray_line();
}

bool Parser::open_brace() {
  lexer_.skip_spaces();
  if (!lexer_.take("{")) return false;
  lexer_.skip_line();
  return lexer_.take_line_end();
}

bool Parser::block(std::string_view word, std::size_t begin) {
  auto kind = block_kind(word);
  std::size_t behind = lexer_.position();
  lexer_.skip_spaces();
  if (!kind || lexer_.position() == behind) return false;
  auto name = lexer_.identifier();
  if (!name || !open_brace()) return false;

  ast::Block block;
  block.kind = *kind;
  block.name = *name;
  block.documentation = std::exchange(documentation_, {});
  std::size_t mark = reporter_.mark();
  std::size_t comments = document_.comments.size();
  if (!contents(block)) {
    reporter_.rollback(mark);
    document_.comments.resize(comments);
    return false;
  }
  block.span = lexer_.span_from(begin);
  document_.blocks.push_back(std::move(block));
  return true;
}

bool Parser::unknown_block(std::string_view word, std::size_t begin) {
  lexer_.rewind(begin + word.size());
  if (!open_brace()) return false;
  while (!lexer_.at_end()) {
    lexer_.skip_spaces();
    if (lexer_.take("}")) {
      reporter_.error("unknown_block", lexer_.span_from(begin),
                      "`" + std::string{word} + "` does not begin a block of the schema language.",
                      "A block is written `model Name {`; the words are model, enum, view, type, datasource and "
                      "generator.");
      return true;
    }
    lexer_.skip_line();
    lexer_.take_line_end();
  }
  return false;
}

/// Lines that belong to no block usually come in runs, of which the first says it all.
void Parser::stray_line() {
  std::size_t begin = lexer_.position();
  lexer_.skip_line();
  bool first = stray_end_ != begin;
  if (first) {
    std::string_view line = lexer_.text_from(begin);
    reporter_.error("invalid_line", lexer_.span_from(begin), "This line belongs to no block.", stray_hint(line));
  }
  lexer_.take_line_end();
  lexer_.skip_spaces();
  stray_end_ = lexer_.position();
}

std::string Parser::stray_hint(std::string_view line) const {
  std::string_view word = line.substr(0, line.find_first_of(" \t{"));
  if (block_kind(word)) {
    if (word == "type" && line.find('=') != std::string_view::npos) {
      return "Type aliases are no longer part of the language; write the type and its attributes at each field.";
    }
    if (line.find('}') != std::string_view::npos) return "The closing `}` stands on a line of its own.";
    if (line.find('{') == std::string_view::npos) return "The `{` stands on the same line as the block's name.";
    std::string_view name = trimmed(line.substr(word.size(), line.find('{') - word.size()));
    if (name.empty() || name.front() == '_') return "A block has a name, which begins with a letter.";
    return "The block is not closed: a `}` on a line of its own is missing.";
  }
  std::string near = nearest_keyword(word);
  if (!near.empty()) return "Did you mean `" + near + "`?";
  return "A schema consists of blocks: model, enum, view, type, datasource and generator.";
}

bool Parser::contents(ast::Block& block) {
  documentation_.clear();
  while (true) {
    lexer_.skip_spaces();
    if (lexer_.at_end()) return false;
    if (lexer_.take("}")) return true;
    if (lexer_.take_line_end()) continue;
    if (auto found = lexer_.comment()) {
      documentation_.clear();
      comment(documentation_, *found);
      while (finish_line(nullptr)) {
        lexer_.skip_spaces();
        auto more = lexer_.comment();
        if (!more) break;
        comment(documentation_, *more);
      }
      continue;
    }
    line(block);
  }
}

void Parser::line(ast::Block& block) {
  std::size_t begin = lexer_.position();
  std::size_t mark = reporter_.mark();
  std::size_t comments = document_.comments.size();
  lines_.start_line();
  if (read_line(block)) return;
  reporter_.rollback(mark);
  document_.comments.resize(comments);
  lexer_.rewind(begin);
  bad_line(block);
}

/// The rest of a line may only be a comment.
bool Parser::finish_line(std::string* documentation) {
  lexer_.skip_spaces();
  if (auto found = lexer_.comment()) {
    std::string ignored;
    comment(documentation ? *documentation : ignored, *found);
    lexer_.skip_spaces();
  }
  return lexer_.take_line_end();
}

bool Parser::read_line(ast::Block& block) {
  bool settings = block.kind == ast::BlockKind::datasource || block.kind == ast::BlockKind::generator;
  if (!settings && lexer_.sees("@@")) {
    auto attribute = lines_.attribute("@@");
    if (!attribute || !finish_line(nullptr)) return false;
    block.attributes.push_back(std::move(*attribute));
  } else if (settings) {
    auto property = lines_.property();
    if (!property || !finish_line(nullptr)) return false;
    block.properties.push_back(std::move(*property));
  } else if (block.kind == ast::BlockKind::enumeration) {
    auto value = lines_.enum_value();
    if (!value) return false;
    value->documentation = documentation_;
    if (!finish_line(&value->documentation)) return false;
    documentation_.clear();
    block.values.push_back(std::move(*value));
  } else {
    auto field = lines_.field();
    if (!field) return false;
    field->documentation = documentation_;
    if (!finish_line(&field->documentation)) return false;
    documentation_.clear();
    block.fields.push_back(std::move(*field));
  }
  return true;
}

void Parser::bad_line(ast::Block& block) {
  std::size_t begin = lexer_.position();
  lexer_.skip_line();
  std::string message;
  switch (block.kind) {
    case ast::BlockKind::enumeration: message = "This line is not a value of an enum."; break;
    case ast::BlockKind::datasource: message = "This line is not a setting of a datasource."; break;
    case ast::BlockKind::generator: message = "This line is not a setting of a generator."; break;
    default: message = "This line is neither a field nor an attribute.";
  }
  std::string hint = lines_.expected();
  if (hint.empty()) hint = "Nothing but a comment stands behind it on the line.";
  reporter_.error("invalid_line", lexer_.span_from(begin), std::move(message), std::move(hint));
  lexer_.take_line_end();
}

}  // namespace

ast::Document read_document(std::string_view text, std::uint32_t file, Reporter& reporter) {
  return Parser{text, file, reporter}.document();
}

}  // namespace tenon::schema::detail
