using System;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.NativeFacts
{
    /// <summary>ES256 by the chip's own mbedTLS, behind the same seam as <see cref="SoftwareSigner"/>.</summary>
    /// <remarks>
    /// Faster, and in constant time as far as mbedTLS is. It does not protect the key better: that lies where the board keeps it,
    /// and passes through the managed heap for as long as the signer lives.
    /// </remarks>
    public sealed class NativeSigner : TokenSigner, IDisposable
    {
        private readonly byte[] _privateKey;
        private readonly PublicKey _public;

        /// <summary>Takes a private key.</summary>
        /// <param name="privateKey">32 bytes, big-endian, 1 to n-1; copied.</param>
        /// <param name="protection">Where the board keeps it.</param>
        /// <exception cref="ArgumentException">No such key.</exception>
        public NativeSigner(byte[] privateKey, KeyProtection protection)
        {
            byte[] point = new byte[2 * PublicKey.CoordinateBytes];

            if (privateKey == null || privateKey.Length != PublicKey.CoordinateBytes || Chip.PublicKey(privateKey, point) != 1)
            {
                throw new ArgumentException("private key from 1 to n-1, 32 bytes", nameof(privateKey));
            }

            byte[] x = new byte[PublicKey.CoordinateBytes];
            byte[] y = new byte[PublicKey.CoordinateBytes];
            Array.Copy(point, 0, x, 0, x.Length);
            Array.Copy(point, x.Length, y, 0, y.Length);

            // Managed code checks what native code says: two implementations have to agree that it is a point.
            if (!PublicKey.TryCreate(x, y, out _public))
            {
                throw new ArgumentException("public key is not on the curve", nameof(privateKey));
            }

            Protection = protection;
            _privateKey = new byte[PublicKey.CoordinateBytes];
            Array.Copy(privateKey, 0, _privateKey, 0, _privateKey.Length);
        }

        /// <inheritdoc/>
        public override PublicKey PublicKey => _public;

        /// <inheritdoc/>
        public override KeyProtection Protection { get; }

        /// <summary>Wipes the copy of the key. Nothing can be signed afterwards.</summary>
        public void Dispose() => Array.Clear(_privateKey, 0, _privateKey.Length);

        /// <inheritdoc/>
        protected override bool TrySignCore(byte[] digest, byte[] signature) => Chip.Sign(_privateKey, digest, signature) == 1;
    }
}
