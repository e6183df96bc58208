# SPDX-License-Identifier: GPL-3.0-or-later
# What Windows reads in a program before it runs: icon, version, and how names, paths and screens are to be.
enable_language(RC)

# What is built runs where it lies: FFmpeg's DLLs beside it, and the voices where the program looks for them.
list(GET CMAKE_FIND_ROOT_PATH 0 prefix)
file(GLOB libraries ${prefix}/bin/*.dll)
file(COPY ${libraries} DESTINATION ${CMAKE_RUNTIME_OUTPUT_DIRECTORY})
file(COPY ${prefix}/share/espeak-ng-data DESTINATION ${MALLETTE_SHARE_DIR})

# mallette_windows_program(TARGET) : for Mallette.exe itself.
function(mallette_windows_program target)
  find_program(RSVG_CONVERT rsvg-convert REQUIRED)
  find_program(ICOTOOL icotool REQUIRED)
  set(MALLETTE_WINDOWS_DIR ${CMAKE_SOURCE_DIR}/packaging/windows)
  set(MALLETTE_ICON ${CMAKE_BINARY_DIR}/generated/mallette.ico)
  string(REPLACE "." "," MALLETTE_VERSION_COMMAS ${PROJECT_VERSION}.0)
  set(drawing ${CMAKE_SOURCE_DIR}/packaging/desktop/fr.mallette.Mallette.svg)
  set(pictures "")
  set(draw "")
  foreach(size 16 20 24 32 40 48 64 256)
    set(picture ${CMAKE_BINARY_DIR}/generated/icon-${size}.png)
    list(APPEND draw COMMAND ${RSVG_CONVERT} -w ${size} -h ${size} -o ${picture} ${drawing})
    if(size EQUAL 256)
      set(picture --raw=${picture})
    endif()
    list(APPEND pictures ${picture})
  endforeach()
  add_custom_command(OUTPUT ${MALLETTE_ICON} DEPENDS ${drawing} ${draw}
    COMMAND ${ICOTOOL} -c -o ${MALLETTE_ICON} ${pictures})
  set(resources ${CMAKE_BINARY_DIR}/generated/mallette.rc)
  configure_file(${MALLETTE_WINDOWS_DIR}/mallette.rc.in ${resources} @ONLY)
  set_source_files_properties(${resources} PROPERTIES
    OBJECT_DEPENDS "${MALLETTE_ICON};${MALLETTE_WINDOWS_DIR}/mallette.manifest")
  # The icon is made by a target of its own: windres would be started before it is there.
  add_custom_target(${target}_icon DEPENDS ${MALLETTE_ICON})
  add_dependencies(${target} ${target}_icon)
  target_sources(${target} PRIVATE ${resources})
endfunction()

# mallette_windows_test(TARGET) : for any other program.
function(mallette_windows_test target)
  target_sources(${target} PRIVATE ${CMAKE_SOURCE_DIR}/packaging/windows/test.rc)
  set_source_files_properties(${CMAKE_SOURCE_DIR}/packaging/windows/test.rc PROPERTIES
    OBJECT_DEPENDS ${CMAKE_SOURCE_DIR}/packaging/windows/mallette.manifest)
  target_compile_definitions(${target} PRIVATE MALLETTE_SHARE_DIR="${MALLETTE_SHARE_DIR}")  # tests/support/speech_data.h
endfunction()
