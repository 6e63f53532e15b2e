using System.Text;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Tests.Shared.Token;

/// <summary>A file of tests/vectors/tokens: what is sent, what the verifier knows, and what it must answer.</summary>
internal sealed class TokenVector : IKeyDirectory, INonceJudge
{
    private static readonly Es256Verifier s_signatures = new();
    private readonly Dictionary<string, string> _members = [];

    private TokenVector(string path)
    {
        Name = Path.GetFileNameWithoutExtension(path);

        foreach (string line in File.ReadAllText(path).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            // The text may end in a space on purpose, so nothing is trimmed.
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            _members.Add(line[..colon], line[(colon + 2)..]);
        }

        Assert.IsTrue(Jwk.TryRead(Encoding.UTF8.GetBytes(this["key"]), out PublicKey? key), Name);
        Key = key!;
    }

    public string Name { get; }

    public PublicKey Key { get; }

    public bool IsEnrolment => this["kind"] == "enrolment";

    public Refusal Expected => Enum.Parse<Refusal>(this["expect"]);

    public byte[] Text => Encoding.ASCII.GetBytes(this["text"]);

    public string this[string member] => _members.TryGetValue(member, out string? value) ? value : throw new InvalidDataException($"{Name}: no {member}");

    public static IReadOnlyList<TokenVector> All { get; } = In("tokens");

    /// <summary>Two tokens on one nonce: <c>before</c> and <c>text</c>.</summary>
    public static IReadOnlyList<TokenVector> Replays { get; } = In("replays");

    public static TokenVector Named(string name) => All.Single(v => v.Name == name);

    public EnrolledKey? Find(string keyId) =>
        keyId == Key.Thumbprint() ? new EnrolledKey(keyId, Key, this["ueid"], this["model"], this["virtual"] == "true", this["state"] == "revoked") : null;

    public bool IsFresh(string nonce, string keyId) => nonce == this["nonce"] && keyId == Key.Thumbprint();

    public Verdict Verify(VerificationStep? without = null) => Verify(Text, without);

    public Verdict Verify(ReadOnlySpan<byte> text, VerificationStep? without = null) =>
        new TokenVerifier(this["aud"], this, this, s_signatures, without).Verify(text);

    private static IReadOnlyList<TokenVector> In(string folder) =>
        [.. Directory.GetFiles(Repository.At("tests", "vectors", folder), "*.txt").Order(StringComparer.Ordinal).Select(path => new TokenVector(path))];

    public Refusal Judge() => IsEnrolment ? EnrolmentVerifier.TryVerify(Text, this["aud"], s_signatures, out _) : Verify().Refusal;
}
