// SPDX-License-Identifier: GPL-3.0-or-later
// A child process that does one thing for ever and is killed in the middle of it.
//
//   TEST_CASE("a case") {
//     DoomedChild::serve(work);                        only comes back in the parent
//     DoomedChild child("a case", work, "an argument");
//     child.hear(number); child.kill();
//
// Where there is no fork(), the child is the same program, which is asked for the same case.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#ifdef _WIN32
#include <windows.h>

#include "tests/support/environment.h"
#else
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

namespace mallette::test {

/// What the child says while it works. It ends when nobody listens any more.
class Telling {
 public:
#ifdef _WIN32
  explicit Telling(HANDLE end) : end_(end) {}
#else
  explicit Telling(int end) : end_(end) {}
#endif
  void number(std::uint64_t value) const {
#ifdef _WIN32
    DWORD written = 0;
    if (::WriteFile(end_, &value, sizeof value, &written, nullptr) == 0 || written != sizeof value) ::ExitProcess(1);
#else
    if (::write(end_, &value, sizeof value) != sizeof value) ::_exit(1);
#endif
  }

 private:
#ifdef _WIN32
  HANDLE end_;
#else
  int end_;
#endif
};

class DoomedChild {
 public:
  using Work = void (*)(const std::string& argument, const Telling& tell);

#ifdef _WIN32
  static void serve(Work work) {
    const char* end = std::getenv(kEnd);
    if (end == nullptr || *end == 0) return;
    work(std::getenv(kArgument), Telling(reinterpret_cast<HANDLE>(std::strtoull(end, nullptr, 10))));
    ::ExitProcess(1);
  }

  DoomedChild(const char* test_case, Work, const std::string& argument) {
    SECURITY_ATTRIBUTES inherited{sizeof inherited, nullptr, TRUE};
    HANDLE theirs = nullptr;
    ::CreatePipe(&end_, &theirs, &inherited, 0);
    ::SetHandleInformation(end_, HANDLE_FLAG_INHERIT, 0);
    const Environment told(kEnd, std::to_string(reinterpret_cast<std::uintptr_t>(theirs))), what(kArgument, argument);
    char self[MAX_PATH] = {};
    ::GetModuleFileNameA(nullptr, self, sizeof self);
    std::string pattern;  // a comma would part it in two
    for (const char* c = test_case; *c != 0; ++c) pattern += *c == ',' ? std::string("?") : std::string(1, *c);
    std::string line = std::string("\"") + self + "\" \"--test-case=" + pattern + "\"";
    STARTUPINFOA start{};
    start.cb = sizeof start;
    PROCESS_INFORMATION made{};
    started_ = ::CreateProcessA(self, line.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr, &start, &made) != 0;
    ::CloseHandle(theirs);
    if (!started_) return;
    ::CloseHandle(made.hThread);
    process_ = made.hProcess;
  }
  ~DoomedChild() {
    if (started_) ::CloseHandle(process_);
    ::CloseHandle(end_);
  }
  /// False: it says nothing more.
  bool hear(std::uint64_t& number) const {
    DWORD read = 0;
    return ::ReadFile(end_, &number, sizeof number, &read, nullptr) != 0 && read == sizeof number;
  }
  /// Whether it lived until then.
  bool kill() const {
    constexpr UINT kKilled = 77;
    DWORD status = 0;
    return ::TerminateProcess(process_, kKilled) != 0 && ::WaitForSingleObject(process_, INFINITE) == WAIT_OBJECT_0 &&
           ::GetExitCodeProcess(process_, &status) != 0 && status == kKilled;
  }
#else
  static void serve(Work) {}

  DoomedChild(const char*, Work work, const std::string& argument) {
    int ends[2];
    if (::pipe(ends) != 0) return;
    process_ = ::fork();
    if (process_ == 0) {
      ::close(ends[0]);
      work(argument, Telling(ends[1]));
      ::_exit(1);
    }
    ::close(ends[1]);
    end_ = ends[0];
    started_ = process_ > 0;
  }
  ~DoomedChild() { ::close(end_); }
  /// False: it says nothing more.
  bool hear(std::uint64_t& number) const { return ::read(end_, &number, sizeof number) == sizeof number; }
  /// Whether it lived until then.
  bool kill() const {
    int status = 0;
    return ::kill(process_, SIGKILL) == 0 && ::waitpid(process_, &status, 0) == process_ && WIFSIGNALED(status);
  }
#endif
  DoomedChild(const DoomedChild&) = delete;
  DoomedChild& operator=(const DoomedChild&) = delete;
  [[nodiscard]] bool started() const { return started_; }

 private:
#ifdef _WIN32
  static constexpr const char* kEnd = "MALLETTE_DOOMED_END";
  static constexpr const char* kArgument = "MALLETTE_DOOMED_ARGUMENT";
  HANDLE process_ = nullptr;
  HANDLE end_ = nullptr;
#else
  pid_t process_ = -1;
  int end_ = -1;
#endif
  bool started_ = false;
};

}  // namespace mallette::test
