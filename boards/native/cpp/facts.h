// What the add-on tells managed code. Nothing here writes a fuse.
#pragma once

namespace nanoagent
{
    // The numbers of Chip.cs; never reused for another question.
    enum Fact
    {
        SecureBoot = 1,
        FlashEncryption = 2,
        FlashEncryptionRelease = 3,
        JtagOpen = 4,
        DownloadModeOpen = 5,
        AntiRollback = 6,
        SecureVersion = 7,
        ResetReason = 8,
        RunningPartitionState = 9,
        WireProtocolOpen = 10,
        ReleaseBuild = 11,
    };

    constexpr int Unknown = -1;
    constexpr int No = 0;
    constexpr int Yes = 1;

    // The fact's value: No, Yes, a number for SecureVersion, ResetReason and RunningPartitionState, or Unknown.
    int Read(int fact);
}
