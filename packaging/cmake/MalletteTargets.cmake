# SPDX-License-Identifier: GPL-3.0-or-later
# One static target a folder, named for it, with an alias mallette::<name>.

add_library(mallette_options INTERFACE)
target_include_directories(mallette_options INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
target_compile_options(mallette_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wunused
  -Woverloaded-virtual -Wimplicit-fallthrough -Wconversion -Wno-sign-conversion -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(mallette_options INTERFACE -Wno-restrict)  # false alarms: GCC bug 105651
endif()
if(MALLETTE_WERROR)
  target_compile_options(mallette_options INTERFACE -Werror)
endif()
if(MALLETTE_SANITIZE)
  target_compile_options(mallette_options INTERFACE
    -fsanitize=${MALLETTE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -gline-tables-only)
  target_link_options(mallette_options INTERFACE -fsanitize=${MALLETTE_SANITIZE})
endif()

# The standard library's headers, read once where that is asked for: a quarter of a sanitizer's build. Not with GCC,
# which then warns of other things; and its builds find the file that forgot an include.
option(MALLETTE_PRECOMPILED "Read the standard library's headers once (for clang)" OFF)
function(mallette_precompiled name)
  if(MALLETTE_PRECOMPILED)
    file(WRITE ${CMAKE_BINARY_DIR}/generated/${name}.cpp "")
    add_library(${name} OBJECT ${CMAKE_BINARY_DIR}/generated/${name}.cpp)
    target_link_libraries(${name} PRIVATE mallette_options tl::expected fmt::fmt)
    target_precompile_headers(${name} PRIVATE <algorithm> <array> <atomic> <chrono> <cmath> <condition_variable> <cstdint>
      <cstring> <filesystem> <fstream> <functional> <map> <memory> <mutex> <optional> <set> <span> <sstream> <string>
      <string_view> <thread> <utility> <variant> <vector> <fmt/format.h> <tl/expected.hpp> ${ARGN})
  endif()
endfunction()
mallette_precompiled(mallette_headers)

# mallette_library(NAME SOURCES ... [PUBLIC libs...] [PRIVATE libs...])
function(mallette_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(mallette_${name} STATIC ${arg_SOURCES})
  add_library(mallette::${name} ALIAS mallette_${name})
  target_link_libraries(mallette_${name} PUBLIC mallette_options ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  if(MALLETTE_PRECOMPILED)
    target_precompile_headers(mallette_${name} REUSE_FROM mallette_headers)
  endif()
endfunction()

# mallette_test(NAME LABELS unit [concurrent] SOURCES ... LIBS ... [TIMEOUT seconds])
# Each doctest case becomes one ctest test. A case that prints a line starting with
# "SKIPPED:" (see tests/support/test_data.h) is reported as skipped, not as passed. One whose name ctest cannot hand
# on (a semicolon parts it) runs no case, and fails.
function(mallette_test name)
  cmake_parse_arguments(arg "" "TIMEOUT" "LABELS;SOURCES;LIBS" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  # One label that answers to all the names (ctest -L takes an expression): a list would not reach
  # the tests whole through doctest's script.
  string(JOIN "-" arg_LABELS ${arg_LABELS})
  add_executable(${name} ${CMAKE_SOURCE_DIR}/tests/support/main.cpp ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE mallette_options mallette_test_support ${arg_LIBS})
  if(WIN32)
    mallette_windows_test(${name})
  endif()
  if(MALLETTE_PRECOMPILED)
    target_precompile_headers(${name} REUSE_FROM mallette_test_headers)
  endif()
  if("${arg_LABELS}" MATCHES concurrent)
    add_dependencies(concurrent_tests ${name})
  endif()
  if(NOT "${arg_LABELS}" MATCHES pictures)
    add_dependencies(sanitized_tests ${name})
  endif()
  doctest_discover_tests(${name}
    TEST_PREFIX "${name}: "
    PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT} SKIP_REGULAR_EXPRESSION "SKIPPED:"
      FAIL_REGULAR_EXPRESSION "test cases: +0 ")
endfunction()
