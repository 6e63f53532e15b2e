using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Checks;

/// <summary>
/// The fact "digest" of a list that a token has no room for: the first half of SHA-256 over the list's canonical text, 32 hexadecimal
/// digits (SPEC.md, "Digests of lists").
/// </summary>
internal sealed class ListDigest
{
    /// <summary>Name of the fact.</summary>
    public const string Fact = "digest";

    private readonly Sha256 _all = new Sha256();

    /// <summary>Adds one line of the text.</summary>
    /// <param name="line">ASCII; its line feed is added here.</param>
    public void Add(string line) => Add(Ascii.Bytes(line + "\n"));

    /// <summary>Adds bytes as they are.</summary>
    public void Add(byte[] bytes) => _all.Append(bytes, 0, bytes.Length);

    /// <summary>The fact; nothing can be added afterwards.</summary>
    public string Finish()
    {
        byte[] digest = new byte[Sha256.HashBytes];
        _all.Finish(digest, 0);
        return Hex.Text(digest, 0, 16);
    }
}
