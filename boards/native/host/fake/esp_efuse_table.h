#pragma once

#include "esp_efuse.h"

// FIELD(X): the fake fuse X, and ESP-IDF's name for it.
#define FIELD(name)                                                                                                                                  \
    inline FakeField name;                                                                                                                           \
    inline const esp_efuse_desc_t *ESP_EFUSE_##name[] = {&name, nullptr};

FIELD(SECURE_VERSION)

#if defined(CONFIG_IDF_TARGET_ESP32)
FIELD(ABS_DONE_0)
FIELD(ABS_DONE_1)
FIELD(FLASH_CRYPT_CNT)
FIELD(WR_DIS_FLASH_CRYPT_CNT)
FIELD(DISABLE_DL_ENCRYPT)
FIELD(DISABLE_DL_DECRYPT)
FIELD(DISABLE_DL_CACHE)
FIELD(DISABLE_JTAG)
FIELD(UART_DOWNLOAD_DIS)
#else
FIELD(SECURE_BOOT_EN)
FIELD(SPI_BOOT_CRYPT_CNT)
FIELD(WR_DIS_SPI_BOOT_CRYPT_CNT)
FIELD(DIS_DOWNLOAD_MANUAL_ENCRYPT)
FIELD(DIS_DOWNLOAD_ICACHE)
FIELD(DIS_PAD_JTAG)
FIELD(DIS_USB_JTAG)
FIELD(SOFT_DIS_JTAG)
FIELD(DIS_DOWNLOAD_MODE)
#if defined(CONFIG_IDF_TARGET_ESP32S3)
FIELD(DIS_DOWNLOAD_DCACHE)
#endif
#endif
