#include <tenon/http/file_source.hpp>

#include <sys/uio.h>
#include <unistd.h>
#include <algorithm>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include <tenon/async/blocking.hpp>

namespace tenon::http {

namespace {

constexpr std::size_t piece_size = std::size_t{128} * 1024;

/// What the blocking pool works on; the pool may outlive the request.
struct Reading {
  FileBody file;
  std::string piece;
};

[[noreturn]] void throw_read_error(int error) {
  throw std::system_error(error, std::generic_category(), "reading a file that is being sent");
}

/// Reads what is in the page cache; 0 when that is nothing (or the file system cannot tell).
std::size_t read_cached(Reading& reading, std::uint64_t offset) {
  iovec into{reading.piece.data(), reading.piece.size()};
  const ssize_t size = ::preadv2(reading.file.file.get(), &into, 1, static_cast<off_t>(offset), RWF_NOWAIT);
  return size > 0 ? static_cast<std::size_t>(size) : 0;
}

/// Reads at least one byte; throws at the end of the file, which is then shorter than its size was.
std::size_t read_blocking(const std::shared_ptr<Reading>& reading, std::uint64_t offset) {
  std::string& piece = reading->piece;
  const ssize_t size = ::pread(reading->file.file.get(), piece.data(), piece.size(), static_cast<off_t>(offset));
  if (size < 0) throw_read_error(errno);
  if (size == 0) throw_read_error(EIO);
  return static_cast<std::size_t>(size);
}

async::Task<> send_file(std::shared_ptr<Reading> reading, BodyWriter& out) {
  std::uint64_t offset = reading->file.offset;
  const std::uint64_t end = offset + reading->file.size;
  while (offset < end) {
    reading->piece.resize(static_cast<std::size_t>(std::min<std::uint64_t>(piece_size, end - offset)));
    std::size_t size = read_cached(*reading, offset);
    if (size == 0) {
      size = co_await async::blocking(read_blocking, reading, offset);
    }
    co_await out.write(std::string_view(reading->piece).substr(0, size));
    offset += size;
  }
}

}  // namespace

BodySource file_source(FileBody file) {
  auto reading = std::make_shared<Reading>(Reading{std::move(file), {}});
  return [reading](BodyWriter& out) { return send_file(reading, out); };
}

}  // namespace tenon::http
