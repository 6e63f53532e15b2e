// The original ESP32.
#include "sdkconfig.h"

#if defined(CONFIG_IDF_TARGET_ESP32)

#include "chip.h"
#include "esp_chip_info.h"

namespace nanoagent
{
    // Chips before revision 3.0 start into download mode whatever this fuse says.
    constexpr int FirstRevisionThatHeedsDownloadFuse = 300;

    const esp_efuse_desc_t **const CryptCount = ESP_EFUSE_FLASH_CRYPT_CNT;
    const int CryptCountBits = 7;

    // esp_secure_boot_enabled() says no on this chip when the build's configuration has secure boot off, whatever was burnt: read the fuses.
    int SecureBootOn()
    {
        const int v1 = IsBurnt(ESP_EFUSE_ABS_DONE_0);
        const int v2 = IsBurnt(ESP_EFUSE_ABS_DONE_1);
        return v1 == Yes || v2 == Yes ? Yes : v1 == Unknown || v2 == Unknown ? Unknown : No;
    }

    int FlashEncryptionReleased()
    {
        const int frozen = Burnt(ESP_EFUSE_FLASH_CRYPT_CNT) == CryptCountBits ? Yes : IsBurnt(ESP_EFUSE_WR_DIS_FLASH_CRYPT_CNT);
        const int loader = All(IsBurnt(ESP_EFUSE_DISABLE_DL_ENCRYPT), IsBurnt(ESP_EFUSE_DISABLE_DL_DECRYPT), IsBurnt(ESP_EFUSE_DISABLE_DL_CACHE));
        return All(frozen, loader);
    }

    int JtagIsOpen()
    {
        return Not(IsBurnt(ESP_EFUSE_DISABLE_JTAG));
    }

    int DownloadModeIsOpen()
    {
        esp_chip_info_t chip = {};
        esp_chip_info(&chip);
        return chip.revision < FirstRevisionThatHeedsDownloadFuse ? Yes : Not(IsBurnt(ESP_EFUSE_UART_DOWNLOAD_DIS));
    }
}

#endif
