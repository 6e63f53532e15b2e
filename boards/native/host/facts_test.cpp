// The facts of one chip family, chosen on the command line, over fake fuses.
#include "test.h"

#include "esp_chip_info.h"
#include "esp_efuse_table.h"
#include "esp_ota_ops.h"
#include "esp_system.h"
#include "facts.h"

using namespace nanoagent;

#if defined(CONFIG_IDF_TARGET_ESP32)
static FakeField &CryptCnt = FLASH_CRYPT_CNT;
static FakeField &CryptCntFrozen = WR_DIS_FLASH_CRYPT_CNT;
static const size_t AllCryptBits = 7;
#else
static FakeField &CryptCnt = SPI_BOOT_CRYPT_CNT;
static FakeField &CryptCntFrozen = WR_DIS_SPI_BOOT_CRYPT_CNT;
static const size_t AllCryptBits = 3;
#endif

static std::vector<FakeField *> Fields()
{
    std::vector<FakeField *> fields = {&SECURE_VERSION, &CryptCnt, &CryptCntFrozen};
#if defined(CONFIG_IDF_TARGET_ESP32)
    fields.insert(fields.end(), {&ABS_DONE_0, &ABS_DONE_1, &DISABLE_DL_ENCRYPT, &DISABLE_DL_DECRYPT, &DISABLE_DL_CACHE, &DISABLE_JTAG, &UART_DOWNLOAD_DIS});
#else
    fields.insert(fields.end(), {&SECURE_BOOT_EN, &DIS_DOWNLOAD_MANUAL_ENCRYPT, &DIS_DOWNLOAD_ICACHE, &DIS_PAD_JTAG, &DIS_USB_JTAG, &SOFT_DIS_JTAG, &DIS_DOWNLOAD_MODE});
#if defined(CONFIG_IDF_TARGET_ESP32S3)
    fields.push_back(&DIS_DOWNLOAD_DCACHE);
#endif
#endif
    return fields;
}

static void Burn(std::vector<FakeField *> fields)
{
    for (FakeField *field : fields)
    {
        field->burnt = 1;
    }
}

static std::vector<FakeField *> LoaderFuses()
{
#if defined(CONFIG_IDF_TARGET_ESP32)
    return {&DISABLE_DL_ENCRYPT, &DISABLE_DL_DECRYPT, &DISABLE_DL_CACHE};
#elif defined(CONFIG_IDF_TARGET_ESP32S3)
    return {&DIS_DOWNLOAD_MANUAL_ENCRYPT, &DIS_DOWNLOAD_ICACHE, &DIS_DOWNLOAD_DCACHE};
#else
    return {&DIS_DOWNLOAD_MANUAL_ENCRYPT, &DIS_DOWNLOAD_ICACHE};
#endif
}

TEST("A new chip has secure boot and flash encryption off, JTAG and download mode open")
{
    SAME(No, Read(SecureBoot));
    SAME(No, Read(FlashEncryption));
    SAME(No, Read(FlashEncryptionRelease));
    SAME(Yes, Read(JtagOpen));
    SAME(Yes, Read(DownloadModeOpen));
    SAME(0, Read(SecureVersion));
}

TEST("Fuses that cannot be read are unknown, never good")
{
    for (FakeField *field : Fields())
    {
        field->readable = false;
    }

    for (int fact = SecureBoot; fact <= SecureVersion; fact++)
    {
        SAME(Unknown, Read(fact));
    }
}

TEST("A number that is no fact is unknown")
{
    SAME(Unknown, Read(0));
    SAME(Unknown, Read(ReleaseBuild + 1));
    SAME(Unknown, Read(-7));
}

TEST("Flash encryption follows the counter's parity")
{
    for (size_t bits = 0; bits <= AllCryptBits; bits++)
    {
        CryptCnt.burnt = bits;
        SAME(bits % 2 == 1 ? Yes : No, Read(FlashEncryption));
    }
}

TEST("Release mode needs a frozen counter and every loader fuse")
{
    CryptCnt.burnt = 1;
    Burn(LoaderFuses());
    SAME(No, Read(FlashEncryptionRelease));
    CryptCntFrozen.burnt = 1;
    SAME(Yes, Read(FlashEncryptionRelease));

    for (FakeField *fuse : LoaderFuses())
    {
        fuse->burnt = 0;
        SAME(No, Read(FlashEncryptionRelease));
        fuse->burnt = 1;
    }
}

TEST("A full counter is as good as a frozen one")
{
    CryptCnt.burnt = AllCryptBits;
    Burn(LoaderFuses());
    SAME(Yes, Read(FlashEncryptionRelease));
}

TEST("A loader fuse that cannot be read leaves release mode unknown")
{
    CryptCnt.burnt = 1;
    CryptCntFrozen.burnt = 1;
    Burn(LoaderFuses());
    LoaderFuses()[0]->readable = false;
    SAME(Unknown, Read(FlashEncryptionRelease));
}

#if defined(CONFIG_BOOTLOADER_APP_ANTI_ROLLBACK)
TEST("A loader that checks versions counts only behind secure boot")
{
    SECURE_VERSION.burnt = 3;
    SAME(No, Read(AntiRollback));
    SECURE_BOOT_EN.burnt = 1;
    SAME(Yes, Read(AntiRollback));
    SECURE_BOOT_EN.readable = false;
    SAME(Unknown, Read(AntiRollback));
}
#else
TEST("Without the check in the loader a burnt secure version says nothing of anti-rollback")
{
    SAME(No, Read(AntiRollback));
    SECURE_VERSION.burnt = 3;
    SAME(Unknown, Read(AntiRollback));
    SAME(3, Read(SecureVersion));
}
#endif

TEST("The reset reason is ESP-IDF's")
{
    FakeResetReason = ESP_RST_BROWNOUT;
    SAME(ESP_RST_BROWNOUT, Read(ResetReason));
}

#if defined(BUILD_RTM)
TEST("A release build still has the Wire Protocol, unless its vendor took it out")
{
    SAME(Yes, Read(ReleaseBuild));
#if defined(NANOAGENT_WIRE_PROTOCOL_REMOVED)
    SAME(No, Read(WireProtocolOpen));
#else
    SAME(Yes, Read(WireProtocolOpen));
#endif
}
#else
TEST("A development build has the Wire Protocol and says so")
{
    SAME(Yes, Read(WireProtocolOpen));
    SAME(No, Read(ReleaseBuild));
}
#endif

#if defined(NANOAGENT_WITH_OTA)
TEST("The running partition's state is told where there are OTA slots")
{
    SAME(ESP_OTA_IMG_VALID, Read(RunningPartitionState));
    FakeHasPartition = false;
    SAME(Unknown, Read(RunningPartitionState));
}
#else
TEST("Without OTA slots the running partition's state is unknown")
{
    SAME(Unknown, Read(RunningPartitionState));
}
#endif

#if defined(CONFIG_IDF_TARGET_ESP32)
TEST("Either version of secure boot counts, by its fuse and not by the build's configuration")
{
    ABS_DONE_0.burnt = 1;
    SAME(Yes, Read(SecureBoot));
    ABS_DONE_0.burnt = 0;
    ABS_DONE_1.burnt = 1;
    SAME(Yes, Read(SecureBoot));
    ABS_DONE_1.burnt = 0;
    ABS_DONE_1.readable = false;
    SAME(Unknown, Read(SecureBoot));
}

TEST("Chips before revision 3 keep download mode open whatever was burnt")
{
    UART_DOWNLOAD_DIS.burnt = 1;
    SAME(No, Read(DownloadModeOpen));
    FakeRevision = 101;
    SAME(Yes, Read(DownloadModeOpen));
}

TEST("JTAG is closed by its fuse")
{
    DISABLE_JTAG.burnt = 1;
    SAME(No, Read(JtagOpen));
}
#else
TEST("Secure boot and download mode follow their fuses")
{
    SECURE_BOOT_EN.burnt = 1;
    DIS_DOWNLOAD_MODE.burnt = 1;
    SAME(Yes, Read(SecureBoot));
    SAME(No, Read(DownloadModeOpen));
}

TEST("JTAG is closed only when the pads and the USB bridge are")
{
    DIS_PAD_JTAG.burnt = 1;
    SAME(Yes, Read(JtagOpen));
    DIS_USB_JTAG.burnt = 1;
    SAME(No, Read(JtagOpen));
    DIS_PAD_JTAG.burnt = 0;
    SAME(Yes, Read(JtagOpen));
}

TEST("Pads closed softly may be opened again, so that is unknown")
{
    DIS_USB_JTAG.burnt = 1;
    SOFT_DIS_JTAG.burnt = 1;
    SAME(Unknown, Read(JtagOpen));
    SOFT_DIS_JTAG.burnt = 2;
    SAME(Yes, Read(JtagOpen));
}
#endif

int main()
{
    return RunAll([] {
        for (FakeField *field : Fields())
        {
            *field = FakeField();
        }

        FakeRevision = 301;
        FakeResetReason = ESP_RST_POWERON;
        FakeHasPartition = true;
    });
}
