using System.Security.Cryptography;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Collector.Enrolments;

/// <summary>What a unit enrols with, once.</summary>
internal static class EnrolmentToken
{
    /// <summary>Makes one: 256 random bits as 43 characters. None begins with a hyphen, which a command line takes for an option.</summary>
    public static string Make()
    {
        string token;

        do
        {
            token = Base64Url.Encode(RandomNumberGenerator.GetBytes(32));
        }
        while (token[0] == '-');

        return token;
    }
}
