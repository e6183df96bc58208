// SPDX-License-Identifier: GPL-3.0-or-later
// Variables of the environment that tests set, the same on every system.
#pragma once

#include <cstdlib>
#include <optional>
#include <string>

namespace mallette::test {

inline void set_variable(const char* name, const std::string& value) {
#ifdef _WIN32
  ::_putenv_s(name, value.c_str());
#else
  ::setenv(name, value.c_str(), 1);
#endif
}

inline void unset_variable(const char* name) {
#ifdef _WIN32
  ::_putenv_s(name, "");
#else
  ::unsetenv(name);
#endif
}

/// One variable, put back at the end.
class Environment {
 public:
  Environment(const char* name, const std::string& value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    set_variable(name, value);
  }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;
  ~Environment() {
    if (before_) set_variable(name_, *before_);
    else unset_variable(name_);
  }

 private:
  const char* name_;
  std::optional<std::string> before_;
};

}  // namespace mallette::test
