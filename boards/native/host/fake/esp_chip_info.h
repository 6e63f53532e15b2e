#pragma once

struct esp_chip_info_t
{
    int revision;
};

inline int FakeRevision = 301;

inline void esp_chip_info(esp_chip_info_t *info)
{
    info->revision = FakeRevision;
}
