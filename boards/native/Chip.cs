using System.Runtime.CompilerServices;

namespace NanoAgent.NativeFacts
{
    /// <summary>What the C++ half of the add-on offers (cpp/). The numbers are those of cpp/facts.h.</summary>
    /// <remarks>
    /// The metadata processor numbers native methods by their place in the assembly. So this project is compiled with C# 10: later
    /// compilers add an attribute type of their own, and every call would land one method further on.
    /// </remarks>
    internal static class Chip
    {
        public const int SecureBoot = 1;
        public const int FlashEncryption = 2;
        public const int FlashEncryptionRelease = 3;
        public const int JtagOpen = 4;
        public const int DownloadModeOpen = 5;
        public const int AntiRollback = 6;
        public const int SecureVersion = 7;
        public const int ResetReason = 8;
        public const int RunningPartitionState = 9;
        public const int WireProtocolOpen = 10;
        public const int ReleaseBuild = 11;

        /// <summary>Reads one fact from the fuses or from ESP-IDF, now.</summary>
        /// <param name="fact">One of the numbers above.</param>
        /// <returns>0 no, 1 yes, or the number asked for; -1 when it cannot be told, for a number that is none of the above too.</returns>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int Read(int fact);

        /// <summary>Derives the public key of a private key.</summary>
        /// <param name="privateKey">32 bytes, big-endian, 1 to n-1.</param>
        /// <param name="publicKey">64 bytes: x and y, big-endian.</param>
        /// <returns>1 done; 0 no such private key, or the point is not on the curve.</returns>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int PublicKey(byte[] privateKey, byte[] publicKey);

        /// <summary>Signs a digest (ES256) and verifies the result before it leaves.</summary>
        /// <param name="privateKey">32 bytes, big-endian, 1 to n-1.</param>
        /// <param name="digest">32 bytes.</param>
        /// <param name="signature">64 bytes: r and s, big-endian; all zero unless the answer is 1.</param>
        /// <returns>1 signed and verified; 0 not.</returns>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int Sign(byte[] privateKey, byte[] digest, byte[] signature);
    }
}
