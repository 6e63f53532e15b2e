using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Collector.Keys;
using NanoAgent.Evidence;

namespace NanoAgent.Collector.Pages.Declarations;

/// <summary>The packs that were made, in the data folder's <c>packs</c>: a zip and a few lines about it for each.</summary>
internal sealed class PackShelf(CollectorServices collector)
{
    private static readonly JsonSerializerOptions _form = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    private readonly string _folder = Path.Combine(collector.Options.DataFolder, "packs");

    /// <summary>Writes a pack.</summary>
    /// <param name="result">A declaration that was not refused.</param>
    /// <param name="by">Who asked for it.</param>
    public StoredPack Add(DeclarationResult result, string by)
    {
        PrivateFile.MakeFolder(_folder);
        string unfinished = Path.Combine(_folder, Path.GetRandomFileName());

        try
        {
            using (FileStream zip = File.Create(unfinished))
            {
                PackWriter.WriteZip(result, zip, new KeySigner(collector.Keys.Active(KeyPurpose.Pack)));
            }

            StoredPack pack = Describe(result, by, unfinished);
            File.Move(unfinished, ZipOf(pack.Id), overwrite: true);
            Write(pack);
            return pack;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>All packs, newest first.</summary>
    public IReadOnlyList<StoredPack> All() => !Directory.Exists(_folder) ? [] :
        [.. Directory.EnumerateFiles(_folder, "*.json").Select(path => JsonSerializer.Deserialize<StoredPack>(File.ReadAllBytes(path), _form)!).OrderByDescending(pack => pack.At).ThenBy(pack => pack.Id, StringComparer.Ordinal)];

    /// <summary>The pack with that id, or null.</summary>
    public StoredPack? Find(string id) => All().FirstOrDefault(pack => pack.Id == id);

    /// <summary>The pack whose public page has that key, or null.</summary>
    public StoredPack? FindPublic(string key) => All().FirstOrDefault(pack => pack.PublicKey is string known && CryptographicOperations.FixedTimeEquals(CollectorServices.HashOf(known), CollectorServices.HashOf(key)));

    /// <summary>The zip of a pack.</summary>
    public string ZipOf(string id) => Path.Combine(_folder, id + ".zip");

    /// <summary>Opens a pack's public page.</summary>
    public void Publish(StoredPack pack) => Write(pack with { PublicKey = Base64Url.Encode(RandomNumberGenerator.GetBytes(12)) });

    /// <summary>Closes it; its address is never good again.</summary>
    public void Withdraw(StoredPack pack) => Write(pack with { PublicKey = null });

    private static StoredPack Describe(DeclarationResult result, string by, string zip)
    {
        using FileStream stream = File.OpenRead(zip);
        string hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        return new StoredPack
        {
            Id = result.Options.Now.UtcDateTime.ToString("yyyyMMdd-HHmmss", System.Globalization.CultureInfo.InvariantCulture) + "-" + hash[..8],
            Product = result.Product.Product,
            Firmware = result.Firmware,
            Scheme = result.Scheme.Id,
            Demonstration = result.Options.Demonstration,
            At = result.Options.Now.ToUnixTimeSeconds(),
            By = by,
            Sha256 = hash,
            Bytes = stream.Length,
            Units = result.Fleet.Units,
            Rows = result.Rows.ToDictionary(row => row.Criterion.Id, row => row.State),
        };
    }

    private void Write(StoredPack pack) => PrivateFile.Write(Path.Combine(_folder, pack.Id + ".json"), JsonSerializer.SerializeToUtf8Bytes(pack, _form));
}
