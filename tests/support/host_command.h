// SPDX-License-Identifier: GPL-3.0-or-later
// Commands of the shell that prepare what a test looks at. Under wine they are run by the machine's own shell, on the
// same files: these lie on drive Z:, which is the machine's root (ScratchFolder).
#pragma once

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#ifdef _WIN32
#include <chrono>
#include <thread>
#endif

#include "tests/support/test_data.h"

namespace mallette::test {

#ifdef _WIN32

/// Under wine: has the machine's own shell begin with a script. In main.cpp.
bool begin_host_script(const std::string& path);

/// Writes what the command prints into a file, and says whether it succeeded.
inline bool run_into(std::string command, const std::string& printed) {
  if (!is_under_wine()) {
    std::puts("SKIPPED: the commands that make this test's films are for a POSIX shell");
    return false;
  }
  for (std::size_t at = command.find("Z:/"); at != std::string::npos; at = command.find("Z:/", at)) command.erase(at, 2);
  const std::string script = printed + ".sh", status = printed + ".status", file = printed.substr(2);
  std::filesystem::remove(status);
  std::ofstream(script, std::ios::binary) << "( " << command << "\n) > '" << file << "'\necho $? > '" << file << ".part'\nmv '" << file << ".part' '"
                                          << file << ".status'\n";
  if (!begin_host_script(script.substr(2))) return false;
  while (!std::filesystem::exists(status)) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  std::string answer;
  std::ifstream(status) >> answer;
  return answer == "0";
}

inline bool run(const std::string& command) {
  const ScratchFolder scratch("command");
  return run_into(command, scratch / "out");
}

inline std::vector<std::string> lines_of(const std::string& command) {
  const ScratchFolder scratch("command");
  std::vector<std::string> lines;
  if (!run_into(command, scratch / "out")) return lines;
  std::ifstream out(scratch / "out", std::ios::binary);
  for (std::string line; std::getline(out, line);) lines.push_back(line + "\n");
  return lines;
}

#else

inline bool run(const std::string& command) { return std::system(command.c_str()) == 0; }

inline std::vector<std::string> lines_of(const std::string& command) {
  std::vector<std::string> lines;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return lines;
  char line[512];
  while (std::fgets(line, sizeof line, pipe) != nullptr) lines.emplace_back(line);
  pclose(pipe);
  return lines;
}

#endif

/// "1.mp4" and on. By the shell under wine, which reads the whole folder for each name that is not there.
inline bool make_empty_files(const Path& folder, std::size_t count, const std::string& ending) {
  if (is_under_wine()) return run("cd '" + folder.generic_string() + "' && seq -f '%.0f" + ending + "' " + std::to_string(count) + " | xargs touch");
  for (std::size_t i = 1; i <= count; ++i) {
    if (!std::ofstream(std::filesystem::path(folder / (std::to_string(i) + ending)))) return false;
  }
  return true;
}

}  // namespace mallette::test
