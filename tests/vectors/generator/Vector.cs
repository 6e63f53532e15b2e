using System.Text;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Tests.Vectors;

/// <summary>One vector: what is sent, what the verifier knows, and what it must answer.</summary>
internal sealed record Vector(string Name, string Expect, string Comment, string Text)
{
    public string Kind { get; init; } = "token";

    public TokenSigner Key { get; init; } = Fleet.Unit;

    public bool IsRevoked { get; init; }

    public string Audience { get; init; } = Fleet.Audience;

    public string Nonce { get; init; } = Fleet.Nonce;

    public byte[] Ueid { get; init; } = Fleet.Ueid(17);

    public bool IsVirtual { get; init; }

    /// <summary>Further lines, after the common ones and before the text.</summary>
    public IReadOnlyList<(string Name, string Value)> More { get; init; } = [];

    public void Save(string folder)
    {
        var text = new StringBuilder();
        text.Append("expect: ").Append(Expect).Append('\n');
        text.Append("comment: ").Append(Comment).Append('\n');
        text.Append("kind: ").Append(Kind).Append('\n');
        text.Append("key: ").Append(Key.PublicKey.ToJwk()).Append('\n');
        text.Append("state: ").Append(IsRevoked ? "revoked" : "active").Append('\n');
        text.Append("ueid: ").Append(Base64Url.Encode(Ueid)).Append('\n');
        text.Append("model: ").Append(Fleet.Model).Append('\n');
        text.Append("virtual: ").Append(IsVirtual ? "true" : "false").Append('\n');
        text.Append("aud: ").Append(Audience).Append('\n');
        text.Append("nonce: ").Append(Nonce).Append('\n');

        foreach ((string name, string value) in More)
        {
            text.Append(name).Append(": ").Append(value).Append('\n');
        }

        text.Append("text: ").Append(Text).Append('\n');
        File.WriteAllText(Path.Combine(folder, Name + ".txt"), text.ToString());
    }
}
