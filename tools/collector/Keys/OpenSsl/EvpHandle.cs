using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NanoAgent.Collector.Keys.OpenSsl;

/// <summary>One P-256 key in OpenSSL, made ready once for one operation (<c>EVP_PKEY_CTX</c>), which may then be done any number of times. One thread at a time.</summary>
/// <remarks>
/// The framework makes such a context anew for every signature and verification, and OpenSSL 3 looks its algorithms up by name each time: 9 µs of
/// the 205 that a report costs (tests/benchmarks/README.md). Where this library is not there, the framework's way is the way.
/// </remarks>
internal sealed partial class EvpHandle : SafeHandle
{
    // The name that OpenSSL 3 gives its library on Linux; the functions below are in its public interface for good (EVP_PKEY_verify(3), EVP_PKEY_sign(3), d2i_PUBKEY(3)).
    internal const string Library = "libcrypto.so.3";

    // OPENSSL_INIT_NO_ATEXIT (OPENSSL_init_crypto(3)).
    private const ulong WithoutTidyingAtExit = 0x00080000;

    private EvpHandle(IntPtr context)
        : base(IntPtr.Zero, ownsHandle: true) => SetHandle(context);

    private delegate IntPtr Reader(IntPtr into, ref IntPtr at, nint length);

    /// <summary>Is OpenSSL 3 on this machine?</summary>
    public static bool IsThere { get; } = IsLoaded();

    /// <inheritdoc/>
    public override bool IsInvalid => handle == IntPtr.Zero;

    /// <summary>Makes a public key ready to verify.</summary>
    /// <param name="subjectPublicKeyInfo">DER (RFC 5480).</param>
    /// <exception cref="CryptographicException">It is no key: not on the curve.</exception>
    public static EvpHandle ToVerify(byte[] subjectPublicKeyInfo) => Ready(subjectPublicKeyInfo, ReadPublic, BeginVerifying);

    /// <summary>Makes a private key ready to sign.</summary>
    /// <param name="privateKeyInfo">DER (RFC 5958).</param>
    /// <exception cref="CryptographicException">It is no key.</exception>
    public static EvpHandle ToSign(byte[] privateKeyInfo) => Ready(privateKeyInfo, ReadPrivate, BeginSigning);

    /// <summary>Does the signature belong to the digest?</summary>
    /// <param name="digest">32 bytes.</param>
    /// <param name="signature">ASN.1 DER (RFC 3279 §2.2.3).</param>
    public bool Verify(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        bool holds = Verify(this, signature, signature.Length, digest, digest.Length) == 1;

        if (!holds)
        {
            // Why not stands in the thread's own list, where the next one to look would take it for his.
            ClearErrors();
        }

        return holds;
    }

    /// <summary>Signs a digest.</summary>
    /// <param name="digest">32 bytes.</param>
    /// <param name="signature">Room for ASN.1 DER, 72 bytes for P-256.</param>
    /// <returns>How long it is.</returns>
    /// <exception cref="CryptographicException">OpenSSL does not sign.</exception>
    public int Sign(ReadOnlySpan<byte> digest, Span<byte> signature)
    {
        nint length = signature.Length;
        return Sign(this, signature, ref length, digest, digest.Length) == 1 ? (int)length : throw Failed();
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Free(handle);
        return true;
    }

    private static EvpHandle Ready(byte[] encoded, Reader read, Func<EvpHandle, int> begin)
    {
        // OpenSSL reads at an address, so the array must not move meanwhile.
        var pinned = GCHandle.Alloc(encoded, GCHandleType.Pinned);
        IntPtr at = pinned.AddrOfPinnedObject();
        IntPtr key = read(IntPtr.Zero, ref at, encoded.Length);
        pinned.Free();
        var ready = new EvpHandle(key == IntPtr.Zero ? IntPtr.Zero : NewContext(key, IntPtr.Zero));

        // The context holds the key from here on.
        FreeKey(key);

        if (ready.IsInvalid || begin(ready) != 1)
        {
            ready.Dispose();
            throw Failed();
        }

        return ready;
    }

    // OpenSSL must not tidy up when the process ends: threads may still be at work then. The framework asks for the same.
    private static bool IsLoaded() => OperatingSystem.IsLinux() && NativeLibrary.TryLoad(Library, out _) && Initialise(WithoutTidyingAtExit, IntPtr.Zero) == 1;

    private static CryptographicException Failed()
    {
        ClearErrors();
        return new CryptographicException("OpenSSL does not take the key, or does not sign with it");
    }

    [LibraryImport(Library, EntryPoint = "OPENSSL_init_crypto")]
    private static partial int Initialise(ulong options, IntPtr settings);

    [LibraryImport(Library, EntryPoint = "d2i_PUBKEY")]
    private static partial IntPtr ReadPublic(IntPtr into, ref IntPtr at, nint length);

    [LibraryImport(Library, EntryPoint = "d2i_AutoPrivateKey")]
    private static partial IntPtr ReadPrivate(IntPtr into, ref IntPtr at, nint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_new")]
    private static partial IntPtr NewContext(IntPtr key, IntPtr engine);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_free")]
    private static partial void Free(IntPtr context);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_free")]
    private static partial void FreeKey(IntPtr key);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_verify_init")]
    private static partial int BeginVerifying(EvpHandle context);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_sign_init")]
    private static partial int BeginSigning(EvpHandle context);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_verify")]
    private static partial int Verify(EvpHandle context, ReadOnlySpan<byte> signature, nint signatureLength, ReadOnlySpan<byte> digest, nint digestLength);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_sign")]
    private static partial int Sign(EvpHandle context, Span<byte> signature, ref nint signatureLength, ReadOnlySpan<byte> digest, nint digestLength);

    [LibraryImport(Library, EntryPoint = "ERR_clear_error")]
    private static partial void ClearErrors();
}
