using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NanoAgent.Attestation.Token;

namespace NanoAgent.Attestation.Verify.Appraisal;

/// <summary>The components that a unit is expected to run, in its own order, as the digest that its token carries of them.</summary>
/// <remarks>A token has no room for the list: it has the fact <c>digest</c> of the check software-inventory, which is over name, version and digest of every component.</remarks>
internal static class ExpectedSoftware
{
    private const string Member = "software";
    private const int MostComponents = 64;
    private const int DigestBytes = 16;

    private static readonly string[] _members = ["name", "version", "digest"];

    /// <summary>Reads the member <c>software</c>: objects with <c>name</c>, <c>version</c> and, where the board reads one, <c>digest</c> (SHA-256, 64 hexadecimal digits).</summary>
    /// <returns>32 hexadecimal digits.</returns>
    public static string Digest(ClaimReader claims)
    {
        if (claims.Element(Member, JsonValueKind.Array) is not JsonElement list || list.GetArrayLength() is 0 or > MostComponents)
        {
            return claims.Invalid(Member, "");
        }

        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        foreach (JsonElement component in list.EnumerateArray())
        {
            if (!TryAdd(component, all))
            {
                return claims.Invalid(Member, "");
            }
        }

        return Convert.ToHexStringLower(all.GetHashAndReset().AsSpan(0, DigestBytes));
    }

    private static bool TryAdd(JsonElement component, IncrementalHash all)
    {
        if (component.ValueKind != JsonValueKind.Object || component.EnumerateObject().Any(member => !_members.Contains(member.Name)))
        {
            return false;
        }

        var claims = new ClaimReader(component);
        string name = claims.Name("name", Profile.MaxNameLength);
        string version = claims.Name("version", Profile.MaxNameLength);
        bool hasDigest = component.TryGetProperty("digest", out _);
        string digest = hasDigest ? claims.Text("digest", text => text.Length == 64 && text.All(char.IsAsciiHexDigitLower)) : "";
        all.AppendData(Encoding.ASCII.GetBytes(name + "\n" + version + "\n"));

        if (claims.BadClaim is null)
        {
            all.AppendData(Convert.FromHexString(digest));
        }

        return claims.BadClaim is null;
    }
}
