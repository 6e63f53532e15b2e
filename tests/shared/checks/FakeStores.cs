using System.Security.Cryptography;
using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Keeping;

namespace NanoAgent.Tests.Shared.Checks;

internal sealed class FakeStorage : FakePart, IStorage
{
    public FakeSecret Secret { get; } = new();

    public int Count { get; set; } = 1;

    public IStoredSecret At(int index) => Secret;
}

internal sealed class FakeSecret : IStoredSecret
{
    public string Name => "wifi-password";

    public SecretPlace Place { get; set; } = SecretPlace.EncryptedFlash;

    public SecretForm Form { get; set; } = SecretForm.Clear;

    public Answer Reaches { get; set; } = Answer.No;

    public Answer PlainReadReachesIt() => Reaches;
}

internal sealed class FakeSettings : FakePart, ISettings
{
    public byte[] Content { get; set; } = [1];

    public uint Generation { get; set; } = 4;

    public Answer AtFactoryDefaults { get; set; } = Answer.No;

    public bool CanRehearse { get; set; } = true;

    public bool WritesInPlace { get; set; }

    public bool KeepsInMemory { get; set; }

    public byte[] Digest() => Content.Length == 0 ? null! : SHA256.HashData(Content);

    public ISettingsRehearsal OpenOver(IFlash flash) =>
        !CanRehearse ? null! : KeepsInMemory ? new InMemoryStore() : WritesInPlace ? new InPlaceStore(flash) : new SettingsStore(flash, "s", new FakeRandom(), []);

    /// <summary>Opened over a flash, and never asks it for anything.</summary>
    private sealed class InMemoryStore : ISettingsRehearsal
    {
        private readonly Dictionary<string, string> _values = [];

        public void Put(string key, string value) => _values[key] = value;

        public string Get(string key) => _values.GetValueOrDefault(key)!;
    }

    /// <summary>What a careless firmware does: the file that holds the value is overwritten.</summary>
    private sealed class InPlaceStore(IFlash flash) : ISettingsRehearsal
    {
        public void Put(string key, string value)
        {
            byte[] bytes = System.Text.Encoding.ASCII.GetBytes(value);
            flash.Write(key.Replace("-", "", StringComparison.Ordinal), bytes, 0, bytes.Length);
            flash.Sync();
        }

        public string Get(string key)
        {
            byte[] bytes = new byte[64];
            int read = flash.Read(key.Replace("-", "", StringComparison.Ordinal), 0, bytes, 0, bytes.Length);
            return System.Text.Encoding.ASCII.GetString(bytes, 0, read);
        }
    }
}

internal sealed class FakeEraser : FakePart, IEraser
{
    private readonly Dictionary<int, byte[]> _markers = [];

    public int StoreCount { get; set; } = 2;

    public bool OnRealStores { get; set; }

    public bool TakesMarkers { get; set; } = true;

    public bool Erases { get; set; } = true;

    public int? Forgets { get; set; }

    public bool Erased { get; private set; }

    public Answer DefaultsRestored { get; set; } = Answer.Yes;

    public Answer IdentityKeyDestroyed { get; set; } = Answer.Yes;

    public string StoreName(int store) => "store-" + store;

    public bool Plant(int store, byte[] marker)
    {
        _markers[store] = marker;
        return TakesMarkers;
    }

    public Answer Find(int store, byte[] marker) => _markers.ContainsKey(store) ? Answer.Yes : Answer.No;

    public bool Erase()
    {
        Erased = true;

        foreach (int store in _markers.Keys.Where(s => s != Forgets).ToArray())
        {
            _markers.Remove(store);
        }

        return Erases;
    }
}

internal sealed class FakeEventLog : FakePart, IEventLog
{
    public List<string> Entries { get; } = [];

    public bool CanProvoke { get; set; } = true;

    public bool Logs { get; set; } = true;

    public bool LogsSecret { get; set; }

    public bool IsChained { get; set; } = true;

    public Answer Intact { get; set; } = Answer.Yes;

    public uint Count { get; set; } = 10;

    public Answer NewestIsTimed { get; set; } = Answer.Yes;

    public int BoundBytes { get; set; } = 8192;

    public bool HeadStands { get; set; }

    public byte[] Head() => IsChained ? SHA256.HashData(BitConverter.GetBytes(HeadStands ? 0 : Count)) : null!;

    public bool Provoke(string marker, string secret)
    {
        if (CanProvoke && Logs)
        {
            Entries.Add(marker + (LogsSecret ? " " + secret : ""));
            Count++;
        }

        return CanProvoke;
    }

    public Answer Contains(string text) => Entries.Any(e => e.Contains(text, StringComparison.Ordinal)) ? Answer.Yes : Answer.No;

    public Answer ChainIntact() => Intact;
}
