using System.Text.Json;
using System.Text.Json.Serialization;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Keys;

/// <summary>A key as its file holds it, readable by the owner only: the private part in it, or where in a PKCS#11 token it lies.</summary>
internal sealed record KeyFile
{
    public required KeyPurpose Purpose { get; init; }

    public required KeyStatus Status { get; init; }

    public required DateTimeOffset Since { get; init; }

    public DateTimeOffset? Until { get; init; }

    public required byte[] X { get; init; }

    public required byte[] Y { get; init; }

    /// <summary>The private part; null when it lies in a token.</summary>
    public byte[]? D { get; init; }

    /// <summary>The private part's PKCS#11 URI (RFC 7512); null when it lies here.</summary>
    public string? Pkcs11 { get; init; }

    /// <summary>What the key before said of this one when it was retired: a JWS with typ <c>nanoagent-key+jwt</c>. Null for a first key, and after one that leaked.</summary>
    public string? Introduced { get; init; }

    /// <exception cref="StoreRefusedException">It is no key file.</exception>
    public static KeyFile Read(string path)
    {
        try
        {
            KeyFile? file = JsonSerializer.Deserialize(File.ReadAllBytes(path), KeyFileJson.Default.KeyFile);
            return file is not null && (file.D is null) != (file.Pkcs11 is null) ? file : throw NotOne(path);
        }
        catch (JsonException)
        {
            throw NotOne(path);
        }
    }

    public void Write(string path) => PrivateFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this, KeyFileJson.Default.KeyFile));

    private static StoreRefusedException NotOne(string path) => new($"{path} is no key file");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KeyFile))]
internal sealed partial class KeyFileJson : JsonSerializerContext;
