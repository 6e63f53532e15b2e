# nf-interpreter finds the add-on through this module: it goes into CMake/Modules, the sources into InteropAssemblies/NanoAgent.NativeFacts.

set(NanoAgent.NativeFacts_ROOT ${PROJECT_SOURCE_DIR}/InteropAssemblies/NanoAgent.NativeFacts)

list(APPEND NanoAgent.NativeFacts_INCLUDE_DIRS
    ${PROJECT_SOURCE_DIR}/src/CLR/Core
    ${PROJECT_SOURCE_DIR}/src/CLR/Include
    ${PROJECT_SOURCE_DIR}/src/HAL/Include
    ${PROJECT_SOURCE_DIR}/src/PAL/Include
    ${NanoAgent.NativeFacts_ROOT})

# ESP-IDF headers that nf-interpreter does not list by itself.
list(APPEND NanoAgent.NativeFacts_INCLUDE_DIRS
    ${IDF_PATH_CMAKED}/components/efuse/include
    ${IDF_PATH_CMAKED}/components/efuse/${TARGET_SERIES_SHORT}/include
    ${IDF_PATH_CMAKED}/components/esp_system/include
    ${IDF_PATH_CMAKED}/components/esp_hw_support/include
    ${IDF_PATH_CMAKED}/components/mbedtls/mbedtls/include
    ${IDF_PATH_CMAKED}/components/mbedtls/port/include)

# The first two are written by the metadata processor, the rest is ours.
set(NanoAgent.NativeFacts_SRCS
    NanoAgent_NativeFacts.cpp
    NanoAgent_NativeFacts_NanoAgent_NativeFacts_Chip_mshl.cpp
    NanoAgent_NativeFacts_NanoAgent_NativeFacts_Chip.cpp
    facts.cpp
    chip_esp32.cpp
    chip_s3_c3_c6.cpp
    ecdsa.cpp)

foreach(file ${NanoAgent.NativeFacts_SRCS})
    list(APPEND NanoAgent.NativeFacts_SOURCES ${NanoAgent.NativeFacts_ROOT}/${file})
endforeach()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(NanoAgent.NativeFacts DEFAULT_MSG NanoAgent.NativeFacts_INCLUDE_DIRS NanoAgent.NativeFacts_SOURCES)
