#include <tenon/base/descriptors.hpp>
#include <tenon/base/metrics.hpp>
#include <tenon/base/text/numbers.hpp>
#include <tenon/base/text/split.hpp>

#include <sys/resource.h>
#include <unistd.h>
#include <fstream>
#include <iterator>
#include <string>

// Names and meanings: https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics

namespace tenon::metrics {
namespace {

std::string content_of(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The field of a line of numbers with spaces between them, 0 if it is not there.
double field(std::string_view line, std::size_t index) {
  for (const std::string_view part : text::split(line, ' ')) {
    if (index-- == 0) return text::parse_double(part).value_or(0);
  }
  return 0;
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// proc(5): start in ticks since the machine's start is field 22 of `stat`, of which the second, in parentheses, may
/// hold anything.
double start_seconds() {
  const std::string process = content_of("/proc/self/stat");
  const std::size_t name_end = process.rfind(')');
  if (name_end == std::string::npos) return 0;
  const double ticks = field(std::string_view(process).substr(name_end + 2), 22 - 3);
  const std::string machine = content_of("/proc/stat");
  const std::size_t boot = machine.find("\nbtime ");
  if (boot == std::string::npos) return 0;
  const std::string_view line = text::split_once(std::string_view(machine).substr(boot + 7), '\n').first;
  return text::parse_double(line).value_or(0) + ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double open_files() { return static_cast<double>(open_descriptors().value_or(0)); }

double most_open_files() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  return static_cast<double>(limit.rlim_cur);
}

}  // namespace

void Registry::collect_process() {
  collect([started = start_seconds()](Samples& out) {
    const double page = static_cast<double>(::sysconf(_SC_PAGESIZE));
    const std::string memory = content_of("/proc/self/statm");
    out.counter("process_cpu_seconds_total", "User and system CPU time spent, in seconds.", cpu_seconds());
    out.gauge("process_resident_memory_bytes", "Resident memory, in bytes.", field(memory, 1) * page);
    out.gauge("process_virtual_memory_bytes", "Virtual memory, in bytes.", field(memory, 0) * page);
    out.gauge("process_open_fds", "Open file descriptors.", open_files());
    out.gauge("process_max_fds", "Most file descriptors that may be open.", most_open_files());
    out.gauge("process_start_time_seconds", "Start of the process, in seconds since 1970.", started);
  }).release();
}

}  // namespace tenon::metrics
