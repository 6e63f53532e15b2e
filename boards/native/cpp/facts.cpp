#include "facts.h"

#include "chip.h"
#include "esp_system.h"

#if defined(NANOAGENT_WITH_OTA)
#include "esp_ota_ops.h"
#endif

namespace nanoagent
{
    static int AntiRollbackOn()
    {
#if defined(CONFIG_BOOTLOADER_APP_ANTI_ROLLBACK)
        // The loader of this build compares versions; without secure boot another loader may have taken its place.
        return SecureBootOn();
#else
        // A burnt version without the check in this build: somebody else's loader may check it.
        const int version = Burnt(ESP_EFUSE_SECURE_VERSION);
        return version == 0 ? No : Unknown;
#endif
    }

    // Where encryption is off, or its counter cannot be read, so is its release mode.
    static int ReleaseMode()
    {
        const int on = IsOdd(CryptCount);
        return on == Yes ? FlashEncryptionReleased() : on;
    }

    static int PartitionState()
    {
#if defined(NANOAGENT_WITH_OTA)
        const esp_partition_t *running = esp_ota_get_running_partition();
        esp_ota_img_states_t state = ESP_OTA_IMG_UNDEFINED;
        return running != nullptr && esp_ota_get_state_partition(running, &state) == ESP_OK ? static_cast<int>(state) : Unknown;
#else
        return Unknown;
#endif
    }

    int Read(int fact)
    {
        switch (fact)
        {
            case SecureBoot:
                return SecureBootOn();
            case FlashEncryption:
                return IsOdd(CryptCount);
            case FlashEncryptionRelease:
                return ReleaseMode();
            case JtagOpen:
                return JtagIsOpen();
            case DownloadModeOpen:
                return DownloadModeIsOpen();
            case AntiRollback:
                return AntiRollbackOn();
            case SecureVersion:
                return Burnt(ESP_EFUSE_SECURE_VERSION);
            case ResetReason:
                return static_cast<int>(esp_reset_reason());
            case RunningPartitionState:
                return PartitionState();
            case WireProtocolOpen:
                // nf-interpreter compiles the monitor commands into release builds too; only a vendor who took them out may say so.
#if defined(NANOAGENT_WIRE_PROTOCOL_REMOVED)
                return No;
#else
                return Yes;
#endif
            case ReleaseBuild:
#if defined(BUILD_RTM)
                return Yes;
#else
                return No;
#endif
            default:
                return Unknown;
        }
    }
}
