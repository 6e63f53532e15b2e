using System.Buffers.Binary;

namespace NanoAgent.Bench;

/// <summary>A version of TLS that nobody should speak any more (RFC 8996).</summary>
internal enum OldTls
{
    /// <summary>TLS 1.0.</summary>
    Tls10 = 0x0301,

    /// <summary>TLS 1.1.</summary>
    Tls11 = 0x0302,
}

/// <summary>What a server said to an old hello.</summary>
internal enum HelloAnswer
{
    /// <summary>It hung up or sent an alert.</summary>
    Refused,

    /// <summary>It went on with that version.</summary>
    Accepted,
}

/// <summary>
/// Offers one old version of TLS by hand and looks at the first answer: the TLS library of a tester's machine refuses to speak
/// these versions itself, so a handshake with it would prove nothing.
/// </summary>
internal static class OldHello
{
    private const int HeaderBytes = 5;
    private const int VersionAt = HeaderBytes + 4;

    // Suites of the time, with every kind of certificate: RSA and ECDSA, with and without Diffie-Hellman, AES and 3DES.
    private static readonly ushort[] Suites = [0xC009, 0xC00A, 0xC013, 0xC014, 0x0033, 0x0039, 0x002F, 0x0035, 0x000A];

    /// <summary>Sends the hello and reads the beginning of the answer.</summary>
    public static async Task<HelloAnswer> OfferAsync(Stream server, OldTls version, Random chance, CancellationToken cancel)
    {
        await server.WriteAsync(Record(version, chance), cancel).ConfigureAwait(false);
        byte[] answer = new byte[VersionAt + 2];
        int read = await ReadAsync(server, answer, cancel).ConfigureAwait(false);

        // Record type 22 is a handshake, its message 2 a ServerHello, and that begins with the version that the server chose.
        bool isHello = read == answer.Length && answer[0] == 22 && answer[HeaderBytes] == 2;
        return isHello && BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(VersionAt)) == (ushort)version ? HelloAnswer.Accepted : HelloAnswer.Refused;
    }

    private static byte[] Record(OldTls version, Random chance)
    {
        byte[] random = new byte[32];
        chance.NextBytes(random);
        byte[] suites = [.. Suites.SelectMany(Two)];

        // Curves P-256 and P-384, points uncompressed: without them a server could refuse for another reason than the version.
        byte[] extensions = [0, 10, 0, 6, 0, 4, 0, 23, 0, 24, 0, 11, 0, 2, 1, 0];
        byte[] hello = [.. Two((ushort)version), .. random, 0, .. Two((ushort)suites.Length), .. suites, 1, 0, .. Two((ushort)extensions.Length), .. extensions];
        byte[] message = [1, 0, .. Two((ushort)hello.Length), .. hello];
        return [22, .. Two((ushort)version), .. Two((ushort)message.Length), .. message];
    }

    private static byte[] Two(ushort value) => [(byte)(value >> 8), (byte)value];

    private static async Task<int> ReadAsync(Stream server, byte[] answer, CancellationToken cancel)
    {
        try
        {
            return await server.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
