using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using Ascii = NanoAgent.Attestation.Crypto.Ascii;

namespace NanoAgent.Tests.Vectors;

/// <summary>Two tokens on one nonce. Each alone is good; whether the nonce was used is the database's to tell, so these are played at the collector's door.</summary>
internal static class ReplayVectors
{
    private const long Now = 1_790_000_000;
    private const int BucketSeconds = 10;

    // The order of P-256 (FIPS 186-4, D.1.2.3).
    private static readonly BigInteger s_order = BigInteger.Parse("0ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", System.Globalization.NumberStyles.HexNumber);

    private static readonly byte[] s_nonceKey = Sha256.Hash(Ascii.Bytes("nonce key of the vectors"));
    private static readonly string s_nonce = Nonce("report");
    private static readonly string s_first = Fleet.Token(Fleet.Delivery(nonce: s_nonce), Fleet.Observation());

    public static IEnumerable<Vector> All()
    {
        var other = new Finding(CheckIds.EventLog, Outcome.Success, Basis.Probed, Reasons.Holds, null);
        yield return Replay("other-findings", "better findings under a nonce that carried worse ones", Fleet.Token(Fleet.Delivery(nonce: s_nonce), Fleet.Observation(other)));
        Delivery later = Fleet.Delivery(nonce: s_nonce);
        later.ReportNumber = 8;
        yield return Replay("next-report", "the next report under the last one's nonce", Fleet.Token(later, Fleet.Observation()));
        yield return Replay("mirrored-signature", "the same claims, s replaced by n - s: as good a signature, and other bytes", Mirrored(s_first));
    }

    private static Vector Replay(string name, string comment, string text) => new("used-nonce-" + name, "UsedNonce", comment, text)
    {
        Kind = "replay",
        Nonce = s_nonce,
        More =
        [
            ("now", Now.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("nonce-key", Base64Url.Encode(s_nonceKey)),
            ("enrolment", Enrolment()),
            ("before", s_first),
        ],
    };

    private static string Enrolment()
    {
        Fleet.Demand(EnrolmentWriter.TryWrite(Fleet.Unit, Fleet.Audience, Nonce("enrolment"), Fleet.Ueid(17), Fleet.Model, false, out byte[] jws));
        return Ascii.Text(jws, 0, jws.Length);
    }

    private static string Nonce(string what)
    {
        byte[] head = new byte[21];
        head[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(1), (uint)(Now / BucketSeconds));
        Sha256.Hash(Ascii.Bytes(what)).AsSpan(0, 16).CopyTo(head.AsSpan(5));
        byte[] mac = HMACSHA256.HashData(s_nonceKey, (byte[])[.. head, .. Ascii.Bytes(Fleet.Unit.KeyId)]);
        return Base64Url.Encode([.. head, .. mac[..16]]);
    }

    private static string Mirrored(string token)
    {
        string[] parts = token.Split('.');
        byte[] signature = Fleet.Decode(parts[2]);
        byte[] s = (s_order - new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true)).ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] mirrored = new byte[64];
        signature.AsSpan(0, 32).CopyTo(mirrored);
        s.CopyTo(mirrored, 64 - s.Length);
        return parts[0] + "." + parts[1] + "." + Base64Url.Encode(mirrored);
    }
}
