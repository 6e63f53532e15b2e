// ESP32-S3, ESP32-C3 and ESP32-C6: one fuse layout, but for what each keeps out of its loader. ESP-IDF 5.5 names.
#include "sdkconfig.h"

#if defined(CONFIG_IDF_TARGET_ESP32S3) || defined(CONFIG_IDF_TARGET_ESP32C3) || defined(CONFIG_IDF_TARGET_ESP32C6)

#include "chip.h"

namespace nanoagent
{
    const esp_efuse_desc_t **const CryptCount = ESP_EFUSE_SPI_BOOT_CRYPT_CNT;
    const int CryptCountBits = 3;

    int SecureBootOn()
    {
        return IsBurnt(ESP_EFUSE_SECURE_BOOT_EN);
    }

    int FlashEncryptionReleased()
    {
        const int frozen = Burnt(ESP_EFUSE_SPI_BOOT_CRYPT_CNT) == CryptCountBits ? Yes : IsBurnt(ESP_EFUSE_WR_DIS_SPI_BOOT_CRYPT_CNT);
        int loader = All(IsBurnt(ESP_EFUSE_DIS_DOWNLOAD_MANUAL_ENCRYPT), IsBurnt(ESP_EFUSE_DIS_DOWNLOAD_ICACHE));
#if defined(CONFIG_IDF_TARGET_ESP32S3)
        loader = All(loader, IsBurnt(ESP_EFUSE_DIS_DOWNLOAD_DCACHE));
#endif
        return All(frozen, loader);
    }

    // Two ways in: the pads and the USB bridge. A pad closed by SOFT_DIS_JTAG opens again for whoever holds the HMAC key, and whether there
    // is one cannot be told from here.
    int JtagIsOpen()
    {
        const int pad = IsBurnt(ESP_EFUSE_DIS_PAD_JTAG);
        const int usb = IsBurnt(ESP_EFUSE_DIS_USB_JTAG);

        if (usb == No || (pad == No && IsOdd(ESP_EFUSE_SOFT_DIS_JTAG) == No))
        {
            return Yes;
        }

        return All(pad, usb) == Yes ? No : Unknown;
    }

    // Secure download, which only restricts the loader, is still open.
    int DownloadModeIsOpen()
    {
        return Not(IsBurnt(ESP_EFUSE_DIS_DOWNLOAD_MODE));
    }
}

#endif
