#pragma once

#include <stddef.h>

// Only blinds: what is signed does not depend on it.
inline void esp_fill_random(void *bytes, size_t count)
{
    static unsigned state = 1;

    for (size_t i = 0; i < count; i++)
    {
        state = state * 1103515245u + 12345u;
        static_cast<unsigned char *>(bytes)[i] = static_cast<unsigned char>(state >> 16);
    }
}
