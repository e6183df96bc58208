// SPDX-License-Identifier: GPL-3.0-or-later
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#include <windows.h>

#include <shellapi.h>

#include <cstdio>
#include <string>
#include <vector>

#include "kits/base/wide_text.h"
#include "tests/support/host_command.h"
#include "tests/support/test_data.h"

bool mallette::test::is_under_wine() { return ::GetProcAddress(::GetModuleHandleW(L"ntdll.dll"), "wine_get_version") != nullptr; }

/// wine starts the machine's own programs, but gives no process to wait for.
bool mallette::test::begin_host_script(const std::string& path) {
  STARTUPINFOA start{};
  start.cb = sizeof start;
  PROCESS_INFORMATION made{};
  std::string line = "Z:\\bin\\sh " + path;
  return ::CreateProcessA("Z:\\bin\\sh", line.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr, &start, &made) != 0;
}

/// Names of tests have accents, which main() is not given whole; and ctest reads what is written line by line.
int main() {
  ::_setmode(::_fileno(stdout), _O_BINARY);
  int count = 0;
  wchar_t** const given = ::CommandLineToArgvW(::GetCommandLineW(), &count);
  std::vector<std::string> arguments;
  for (int i = 0; i < count; ++i) arguments.push_back(mallette::to_narrow(given[i]));
  std::vector<const char*> pointers;
  for (const std::string& argument : arguments) pointers.push_back(argument.c_str());
  ::LocalFree(given);
  return doctest::Context(count, pointers.data()).run();
}
#else
int main(int argc, char** argv) { return doctest::Context(argc, argv).run(); }
#endif
