using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NanoAgent.Attestation.Token;

namespace NanoAgent.Attestation.Verify.Appraisal;

/// <summary>What a firmware may declare: the member <c>services</c> of reference values. Lists are kept as the digests that a token carries of them (SPEC.md, "Digests of lists").</summary>
public sealed record ExpectedServices
{
    /// <summary>SHA-256 over nothing, cut as in a token: the digest of a list without an entry.</summary>
    public const string EmptyDigest = "e3b0c44298fc1c149afbf4c8996fb924";

    private const string Name = "services";
    private const int MostServices = 16;
    private const int MostPortsListed = 64;
    private const int MaxPort = 65535;
    private const int DigestBytes = 16;

    private static readonly string[] _members = ["open", "ports", "declared", "declared_ports"];
    private static readonly string[] _serviceMembers = ["name", "port", "credentials"];

    /// <summary>Most services that may be declared open; null when any number will do.</summary>
    public long? MostOpen { get; init; }

    /// <summary>Most ports that may be declared in use; null when any number will do.</summary>
    public long? MostPorts { get; init; }

    /// <summary>Digest of the services that are declared; null when any will do.</summary>
    public string? Declared { get; init; }

    /// <summary>Digest of the ports that are declared in use; null when any will do.</summary>
    public string? DeclaredPorts { get; init; }

    /// <summary>A member that is none of these, or null.</summary>
    internal string? NotUnderstood { get; init; }

    /// <summary>Reads it.</summary>
    /// <param name="claims">The reference values, which are told what is wrong.</param>
    /// <returns>Null when there is no such member.</returns>
    internal static ExpectedServices? Read(ClaimReader claims)
    {
        if (claims.OptionalObject(Name) is not ClaimReader services)
        {
            return null;
        }

        var read = new ExpectedServices
        {
            MostOpen = services.OptionalNumber("open", 0),
            MostPorts = services.OptionalNumber("ports", 0),
            Declared = Digest(services, "declared", MostServices, Service),
            DeclaredPorts = Digest(services, "declared_ports", MostPortsListed, Port),
            NotUnderstood = services.Other(_members),
        };
        claims.Join(services);
        return read;
    }

    /// <summary>The digest of a list that may be missing; <paramref name="line"/> gives the canonical text of an entry, null for one that is none.</summary>
    private static string? Digest(ClaimReader services, string member, int most, Func<JsonElement, string?> line)
    {
        if (!services.IsThere(member) || services.Element(member, JsonValueKind.Array) is not JsonElement list)
        {
            return null;
        }

        string?[] lines = [.. list.EnumerateArray().Take(most + 1).Select(line)];
        return lines.Length > most || lines.Contains(null)
            ? services.Invalid<string?>(member, null)
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(lines))).AsSpan(0, DigestBytes));
    }

    private static string? Service(JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var claims = new ClaimReader(entry);
        string name = claims.Text("name", Profile.IsCode);
        long port = claims.Number("port", 1, MaxPort);
        bool asks = claims.Boolean("credentials");
        return claims.BadClaim is null && claims.Other(_serviceMembers) is null ? string.Create(CultureInfo.InvariantCulture, $"{name}\n{port}\n{(asks ? "yes" : "no")}\n") : null;
    }

    private static string? Port(JsonElement entry) => entry.ValueKind == JsonValueKind.Number && entry.GetInt64() is >= 1 and <= MaxPort ? entry.GetRawText() + "\n" : null;
}
