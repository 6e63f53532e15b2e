using System;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Keeping;

/// <content>The vendor's side, which no device needs.</content>
public sealed partial class UpdateManifest
{
    /// <summary>Writes and signs a manifest; the vendor's side.</summary>
    /// <returns>The manifest's bytes, or null when the signer failed.</returns>
    public static byte[] Write(string model, uint version, string versionText, uint length, byte[] digest, TokenSigner signer)
    {
        if (model.Length == 0 || model.Length > MaxModel || versionText.Length > MaxVersionText || digest.Length != Sha256.HashBytes)
        {
            throw new ArgumentException("model of 1 to 32, version text of at most 16, digest of 32");
        }

        byte[] bytes = new byte[Bytes];
        BigEndian.Put32(bytes, 0, Magic);
        Ascii.Bytes(model).CopyTo(bytes, 4);
        BigEndian.Put32(bytes, 36, version);
        Ascii.Bytes(versionText).CopyTo(bytes, 40);
        BigEndian.Put32(bytes, 56, length);
        digest.CopyTo(bytes, 60);
        byte[] signature = new byte[TokenSigner.SignatureBytes];

        if (!signer.TrySign(SignedDigest(bytes), signature))
        {
            return null;
        }

        signature.CopyTo(bytes, SignedBytes);
        return bytes;
    }
}
