using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.NativeFacts
{
    /// <summary>Facts that only native code can see, from the chip's fuses and ESP-IDF, for a firmware image that holds the add-on.</summary>
    public sealed class ChipFacts : INativeFacts
    {
        /// <inheritdoc/>
        public Presence Presence => Presence.Present;

        /// <inheritdoc/>
        public Answer SecureBootEnabled => Ask(Chip.SecureBoot);

        /// <inheritdoc/>
        public Answer FlashEncryptionEnabled => Ask(Chip.FlashEncryption);

        /// <inheritdoc/>
        public Answer FlashEncryptionReleaseMode => Ask(Chip.FlashEncryptionRelease);

        /// <inheritdoc/>
        public Answer AntiRollbackEnabled => Ask(Chip.AntiRollback);

        /// <inheritdoc/>
        public int SecureVersion => Chip.Read(Chip.SecureVersion);

        /// <summary>Can the chip be started into its serial download mode? Yes also for the restricted form (secure download).</summary>
        public Answer DownloadModeOpen => Ask(Chip.DownloadModeOpen);

        /// <summary>Why the chip was reset: a value of ESP-IDF's <c>esp_reset_reason_t</c>; -1 when unknown.</summary>
        public int ResetReason => Chip.Read(Chip.ResetReason);

        /// <summary>State of the running partition: a value of ESP-IDF's <c>esp_ota_img_states_t</c>; -1 when unknown, as on images without OTA slots.</summary>
        public int RunningPartitionState => Chip.Read(Chip.RunningPartitionState);

        internal static Answer Ask(int fact)
        {
            switch (Chip.Read(fact))
            {
                case 0:
                    return Answer.No;
                case 1:
                    return Answer.Yes;
                default:
                    return Answer.Unknown;
            }
        }
    }
}
