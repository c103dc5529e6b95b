#include <tenon/base/text/files.hpp>

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

namespace tenon::text {
namespace {

struct Closing {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Closing>;

[[noreturn]] void fail() { throw std::system_error(errno, std::generic_category()); }

File open(const std::string& path, const char* mode) {
  File file{std::fopen(path.c_str(), mode)};
  if (!file) fail();
  return file;
}

}  // namespace

std::string read_file(const std::string& path) {
  const File file = open(path, "rbe");
  std::string bytes;
  std::array<char, 65536> piece;
  do {
    bytes.append(piece.data(), std::fread(piece.data(), 1, piece.size(), file.get()));
    if (std::ferror(file.get()) != 0) fail();
  } while (std::feof(file.get()) == 0);
  return bytes;
}

void write_file(const std::string& path, std::string_view bytes) {
  const File file = open(path, "wbe");
  if (std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size() || std::fflush(file.get()) != 0) fail();
}

}  // namespace tenon::text
