// What differs between chip families: one chip_*.cpp for each, all of it read from the fuses themselves.
#pragma once

#include <stddef.h>

#include "esp_efuse.h"
#include "esp_efuse_table.h"
#include "sdkconfig.h"

#include "facts.h"

namespace nanoagent
{
    // Bits of a field that are burnt, or Unknown when the field cannot be read.
    inline int Burnt(const esp_efuse_desc_t *field[])
    {
        size_t bits = 0;
        return esp_efuse_read_field_cnt(field, &bits) == ESP_OK ? static_cast<int>(bits) : Unknown;
    }

    // Known no decides; then anything unknown; all known yes.
    inline int All(int a, int b)
    {
        return a == No || b == No ? No : a == Unknown || b == Unknown ? Unknown : Yes;
    }

    inline int All(int a, int b, int c)
    {
        return All(All(a, b), c);
    }

    inline int IsBurnt(const esp_efuse_desc_t *field[])
    {
        const int bits = Burnt(field);
        return bits == Unknown ? Unknown : bits > 0 ? Yes : No;
    }

    inline int Not(int answer)
    {
        return answer == Unknown ? Unknown : answer == Yes ? No : Yes;
    }

    // Encryption counters switch with every burnt bit: an odd count is on.
    inline int IsOdd(const esp_efuse_desc_t *field[])
    {
        const int bits = Burnt(field);
        return bits == Unknown ? Unknown : bits % 2 == 1 ? Yes : No;
    }

    int SecureBootOn();
    int FlashEncryptionReleased();
    int JtagIsOpen();
    int DownloadModeIsOpen();

    extern const esp_efuse_desc_t **const CryptCount;

    // Bits of CryptCount; all of them burnt cannot be switched any more.
    extern const int CryptCountBits;
}
