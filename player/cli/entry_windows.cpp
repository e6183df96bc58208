// SPDX-License-Identifier: GPL-3.0-or-later
// A program with windows, which Windows gives no console: started from one, it writes there all the same, as long as
// its output is not led elsewhere. The console's own code page is put back at the end.
//
//   > file, | program     the handle that was given
//   cmd, PowerShell       the console of the one who started it, in UTF-8
//   Explorer              nowhere; what keeps the program from starting comes in a box
#include <fcntl.h>
#include <io.h>
#include <windows.h>

#include <shellapi.h>

#include <cstdio>
#include <cstdlib>
#include <memory>

#include "kits/base/wide_text.h"
#include "player/cli/entry.h"

namespace mallette::cli {
namespace {

struct FreeLocal {
  void operator()(wchar_t** memory) const { ::LocalFree(memory); }
};

/// A file, a pipe or a console: whoever started the program has said where to write.
bool is_led_somewhere(DWORD which) {
  const HANDLE handle = ::GetStdHandle(which);
  return handle != nullptr && handle != INVALID_HANDLE_VALUE && ::GetFileType(handle) != FILE_TYPE_UNKNOWN;
}

UINT console_code_page = 0;

void put_code_page_back() { ::SetConsoleOutputCP(console_code_page); }

bool error_is_read = true;

void write_to_console(bool output, bool error) {
  if (::AttachConsole(ATTACH_PARENT_PROCESS) == 0) {
    error_is_read = !error;
    return;
  }
  console_code_page = ::GetConsoleOutputCP();
  if (console_code_page != CP_UTF8 && ::SetConsoleOutputCP(CP_UTF8) != 0) std::atexit(put_code_page_back);
  if (output) static_cast<void>(std::freopen("CONOUT$", "w", stdout));
  if (error) {
    static_cast<void>(std::freopen("CONOUT$", "w", stderr));
    std::setvbuf(stderr, nullptr, _IONBF, 0);
  }
}

}  // namespace

std::vector<std::string> begin(int, char**) {
  // A key that was pulled out is told by the interface, in its own words. Else whichever thread looks for it is held by a box of
  // the system's that asks for a disk, over the film.
  ::SetErrorMode(SEM_FAILCRITICALERRORS);
  const bool output = is_led_somewhere(STD_OUTPUT_HANDLE), error = is_led_somewhere(STD_ERROR_HANDLE);
  if (!output || !error) write_to_console(!output, !error);
  // What is written is the same bytes on every system.
  if (::_fileno(stdout) >= 0) ::_setmode(::_fileno(stdout), _O_BINARY);
  if (::_fileno(stderr) >= 0) ::_setmode(::_fileno(stderr), _O_BINARY);
  int count = 0;
  const std::unique_ptr<wchar_t*, FreeLocal> given(::CommandLineToArgvW(::GetCommandLineW(), &count));
  std::vector<std::string> arguments;
  for (int i = 1; given != nullptr && i < count; ++i) {
    arguments.push_back(to_narrow(given.get()[i]));
  }
  return arguments;
}

void show_where_nothing_is_read(const std::string& sentence) {
  if (!error_is_read) ::MessageBoxW(nullptr, to_wide(sentence).c_str(), L"Mallette", MB_OK | MB_ICONWARNING | MB_SETFOREGROUND);
}

}  // namespace mallette::cli
