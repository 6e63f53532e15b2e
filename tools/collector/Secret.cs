using System.Security.Cryptography;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Collector;

/// <summary>What a person, a program or a unit shows to be let in. The collector keeps only hashes.</summary>
internal static class Secret
{
    /// <summary>What is shown once: 255 random bits as 43 characters of base64url, the first one a letter, since a command line takes what begins with a hyphen for an option.</summary>
    public static string Make()
    {
        byte[] random = RandomNumberGenerator.GetBytes(32);
        random[0] &= 0x7F;
        return Base64Url.Encode(random);
    }

    /// <summary>A bearer token for the API: 47 characters, by whose beginning programs that look for leaked secrets know it.</summary>
    public static string MakeToken() => "nat_" + Make();
}
