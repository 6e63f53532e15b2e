using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Checks;

/// <summary>P-256 keys whose private half stands in a public document: whoever uses one has no identity.</summary>
public static class PublishedKeys
{
    // First 8 bytes of the x coordinate in hex; both points with that x are meant. One text: on the device an array would lie in RAM from boot on.
    private const string Known =
        "60fed4ba255a9d31," // RFC 6979 A.2.5
        + "7fcdce2770f6c45d," // RFC 7515 A.3
        + "30a0424cd21c2944," // RFC 7517 A.1
        + "808d060082c176ee," // RFC 7518 appendix C, Alice
        + "c1e349cb61ec7024," // RFC 7518 appendix C, Bob
        + "6b17d1f2e12c4247,"; // the curve's generator: private key 1

    /// <summary>Is it one of them?</summary>
    public static bool Contains(PublicKey key) => Known.IndexOf(Hex.Text(key.X, 0, 8) + ",") >= 0;
}
