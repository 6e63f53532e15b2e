using System.Text.Json;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;

namespace NanoAgent.Attestation.Verify;

/// <summary>Takes claims out of an object, remembering the first that is missing or wrong, so that callers ask once at the end.</summary>
/// <param name="root">The object; null stands for one that is missing or no object, which its parent has marked: nothing more is said about its members.</param>
internal sealed class ClaimReader(JsonElement? root)
{
    /// <summary><see cref="Refusal.None"/>, or what the first bad claim was.</summary>
    public Refusal Refusal { get; private set; }

    /// <summary>The claim that was bad, or null.</summary>
    public string? BadClaim { get; private set; }

    /// <summary>A member that must be there and be an object.</summary>
    public ClaimReader Object(string name) => new(Has(name, JsonValueKind.Object, out JsonElement value) ? value : null);

    /// <summary>An optional object.</summary>
    public ClaimReader? OptionalObject(string name) => IsThere(name) ? Object(name) : null;

    /// <summary>The raw member, which must be of that kind.</summary>
    public JsonElement? Element(string name, JsonValueKind kind) => Has(name, kind, out JsonElement value) ? value : null;

    /// <summary>Printable ASCII of 1 to <paramref name="max"/> characters.</summary>
    public string Name(string name, int max) => Text(name, t => Profile.IsName(t, max));

    /// <summary>A text that a test accepts.</summary>
    public string Text(string name, Predicate<string> accepts)
    {
        if (!Has(name, JsonValueKind.String, out JsonElement value))
        {
            return "";
        }

        string text = value.GetString()!;
        return accepts(text) ? text : Invalid(name, "");
    }

    /// <summary>base64url of bytes that a test accepts; returned as text.</summary>
    public string Bytes(string name, Predicate<byte[]> accepts) => Text(name, t => Base64Url.TryDecode(t, out byte[] bytes) && accepts(bytes));

    /// <summary>An integer from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public long Number(string name, long min, long max = uint.MaxValue)
    {
        if (!Has(name, JsonValueKind.Number, out JsonElement value))
        {
            return 0;
        }

        long number = value.GetInt64();
        return number >= min && number <= max ? number : Invalid(name, 0L);
    }

    /// <summary>An optional integer.</summary>
    public long? OptionalNumber(string name, long min, long max = uint.MaxValue) => IsThere(name) ? Number(name, min, max) : null;

    /// <summary>True or false.</summary>
    public bool Boolean(string name)
    {
        if (!TryFind(name, out JsonElement value))
        {
            return false;
        }

        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : Invalid(name, false);
    }

    /// <summary>The first member that is none of these, or null.</summary>
    public string? Other(string[] members) => root?.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !members.Contains(name));

    /// <summary>Takes over what another reader found wrong.</summary>
    public void Join(ClaimReader? inner)
    {
        if (inner is { BadClaim: not null })
        {
            Fail(inner.Refusal, inner.BadClaim, 0);
        }
    }

    /// <summary>Marks a claim as outside its bound.</summary>
    public T Invalid<T>(string name, T stand) => Fail(Refusal.InvalidClaim, name, stand);

    /// <summary>Is there such a member, of whatever kind?</summary>
    public bool IsThere(string name) => root is JsonElement parent && parent.TryGetProperty(name, out _);

    private bool Has(string name, JsonValueKind kind, out JsonElement value)
    {
        return TryFind(name, out value) && (value.ValueKind == kind || Invalid(name, false));
    }

    private bool TryFind(string name, out JsonElement value)
    {
        value = default;

        if (root is not JsonElement parent)
        {
            return false;
        }

        return parent.TryGetProperty(name, out value) || Fail(Refusal.MissingClaim, name, false);
    }

    private T Fail<T>(Refusal refusal, string name, T stand)
    {
        // The order of refusals is fixed: a missing claim comes before an invalid one, wherever it stands.
        if (Refusal == Refusal.None || refusal < Refusal)
        {
            Refusal = refusal;
            BadClaim = name;
        }

        return stand;
    }
}
