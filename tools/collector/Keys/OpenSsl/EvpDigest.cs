using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NanoAgent.Collector.Keys.OpenSsl;

/// <summary>SHA-256 (FIPS 180-4) with one context of OpenSSL's a thread (<c>EVP_MD_CTX</c>); the framework makes one for every hash, and clears the list of errors each time.</summary>
/// <remarks>A token of 2.1 KB, of which a report has three made: 2.5 µs by the framework, 1.6 so; 65 bytes: 0.73 and 0.24 (one thread; tests/benchmarks/README.md). Where this library is not there, the framework's way is the way.</remarks>
internal sealed partial class EvpDigest : SafeHandle
{
    [ThreadStatic]
    private static EvpDigest? _own;

    private EvpDigest(IntPtr context)
        : base(IntPtr.Zero, ownsHandle: true) => SetHandle(context);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == IntPtr.Zero;

    /// <summary>The hash of some bytes.</summary>
    public static byte[] Of(ReadOnlySpan<byte> data) => Of([], data);

    /// <summary>The hash of some bytes and what follows them.</summary>
    /// <param name="first">The first bytes.</param>
    /// <param name="rest">The others.</param>
    public static byte[] Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> rest)
    {
        byte[] digest = new byte[SHA256.HashSizeInBytes];
        Hash(first, rest, digest);
        return digest;
    }

    /// <summary>The hash of some bytes.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="digest">Room for 32 bytes.</param>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> digest) => Hash([], data, digest);

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Free(handle);
        return true;
    }

    private static void Hash(ReadOnlySpan<byte> first, ReadOnlySpan<byte> rest, Span<byte> digest)
    {
        if (digest.Length < SHA256.HashSizeInBytes)
        {
            throw new ArgumentException("a SHA-256 hash takes 32 bytes", nameof(digest));
        }

        if (EvpHandle.IsThere)
        {
            HashReady(first, rest, digest);
        }
        else
        {
            HashByFramework(first, rest, digest);
        }
    }

    /// <summary>The framework's way.</summary>
    internal static void HashByFramework(ReadOnlySpan<byte> first, ReadOnlySpan<byte> rest, Span<byte> digest)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        whole.AppendData(first);
        whole.AppendData(rest);
        whole.GetHashAndReset(digest);
    }

    private static void HashReady(ReadOnlySpan<byte> first, ReadOnlySpan<byte> rest, Span<byte> digest)
    {
        EvpDigest own = _own ??= Ready();

        // Begins with the algorithm that it has (EVP_DigestInit(3)).
        bool done = Begin(own, IntPtr.Zero, IntPtr.Zero) == 1
            && (first.IsEmpty || Add(own, first, first.Length) == 1)
            && Add(own, rest, rest.Length) == 1
            && End(own, digest, IntPtr.Zero) == 1;

        if (!done)
        {
            throw new CryptographicException("OpenSSL does not hash");
        }
    }

    private static EvpDigest Ready()
    {
        var ready = new EvpDigest(NewContext());
        return !ready.IsInvalid && Begin(ready, Sha256(), IntPtr.Zero) == 1 ? ready : throw new CryptographicException("OpenSSL has no SHA-256");
    }

    [LibraryImport(EvpHandle.Library, EntryPoint = "EVP_MD_CTX_new")]
    private static partial IntPtr NewContext();

    [LibraryImport(EvpHandle.Library, EntryPoint = "EVP_MD_CTX_free")]
    private static partial void Free(IntPtr context);

    [LibraryImport(EvpHandle.Library, EntryPoint = "EVP_sha256")]
    private static partial IntPtr Sha256();

    [LibraryImport(EvpHandle.Library, EntryPoint = "EVP_DigestInit_ex")]
    private static partial int Begin(EvpDigest context, IntPtr algorithm, IntPtr engine);

    [LibraryImport(EvpHandle.Library, EntryPoint = "EVP_DigestUpdate")]
    private static partial int Add(EvpDigest context, ReadOnlySpan<byte> data, nint length);

    [LibraryImport(EvpHandle.Library, EntryPoint = "EVP_DigestFinal_ex")]
    private static partial int End(EvpDigest context, Span<byte> digest, IntPtr length);
}
