// A few fuses in memory, under ESP-IDF's names. A field knows its value and whether it can be read.
#pragma once

#include <stddef.h>

typedef int esp_err_t;
#define ESP_OK 0
#define ESP_FAIL -1

struct FakeField
{
    size_t burnt = 0;
    bool readable = true;
};

typedef FakeField esp_efuse_desc_t;

inline esp_err_t esp_efuse_read_field_cnt(const esp_efuse_desc_t *field[], size_t *count)
{
    *count = field[0]->burnt;
    return field[0]->readable ? ESP_OK : ESP_FAIL;
}
