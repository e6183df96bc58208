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

# mallette_library(NAME SOURCES ... [PUBLIC libs...] [PRIVATE libs...])
function(mallette_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(mallette_${name} STATIC ${arg_SOURCES})
  add_library(mallette::${name} ALIAS mallette_${name})
  target_link_libraries(mallette_${name} PUBLIC mallette_options ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
endfunction()

# mallette_test(NAME LABELS unit [concurrent] SOURCES ... LIBS ... [TIMEOUT seconds])
# Each doctest case becomes one ctest test. A case that prints a line starting with
# "SKIPPED:" (see tests/support/test_data.h) is reported as skipped, not as passed.
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
  if("${arg_LABELS}" MATCHES concurrent)
    add_dependencies(concurrent_tests ${name})
  endif()
  if(NOT "${arg_LABELS}" MATCHES pictures)
    add_dependencies(sanitized_tests ${name})
  endif()
  doctest_discover_tests(${name}
    TEST_PREFIX "${name}: "
    PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT} SKIP_REGULAR_EXPRESSION "SKIPPED:")
endfunction()
