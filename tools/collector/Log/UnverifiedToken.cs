using System.Text.Json;
using NanoAgent.Attestation.Token;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Collector.Log;

/// <summary>What a token says, whoever signed it: to find what it belongs to, never to believe it.</summary>
internal static class UnverifiedToken
{
    /// <summary>The claims, or null when these bytes are no token of the profile.</summary>
    public static EatToken? Read(byte[] bytes)
    {
        if (CompactJws.TryRead(bytes, Profile.MaxTokenLength, out CompactJws? jws) != Refusal.None || !StrictJson.TryReadObject(jws!.Payload, out JsonDocument? payload))
        {
            return null;
        }

        using (payload)
        {
            EatReader.TryRead(payload!.RootElement, out EatToken? token, out _);
            return token;
        }
    }
}
