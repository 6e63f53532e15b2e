using System.Security.Cryptography;
using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;

namespace NanoAgent.Benchmarks.Collector;

/// <summary>Units with real keys, and tokens as a unit's own writer makes them, signed by .NET so that making them takes seconds.</summary>
internal sealed class Fleet
{
    public const string Model = "bench-1";
    public const string Firmware = "1.0.0";

    private static readonly byte[] _observation = Observe();

    private readonly uint[] _reports;

    public Fleet(int units)
    {
        Units = new FleetUnit[units];
        Parallel.For(0, units, i => Units[i] = new FleetUnit());
        _reports = new uint[units];
    }

    public FleetUnit[] Units { get; }

    /// <summary>The next reports of the fleet, unit after unit.</summary>
    /// <param name="collector">The collector's id.</param>
    /// <param name="nonce">Makes a nonce for a key id.</param>
    /// <param name="count">How many.</param>
    /// <param name="among">Of so many units; 0 for all.</param>
    public byte[][] Tokens(string collector, Func<string, string> nonce, int count, int among = 0)
    {
        int units = among > 0 ? among : Units.Length;
        var tokens = new byte[count][];

        // Unit by unit, so that each one's reports are numbered in the order in which they are sent.
        uint[] first = [.. _reports];
        Parallel.For(0, count, i =>
        {
            int unit = i % units;
            tokens[i] = Units[unit].Token(collector, nonce(Units[unit].KeyId), first[unit] + (uint)(i / units) + 1, _observation);
        });

        for (int i = 0; i < count; i++)
        {
            _reports[i % units]++;
        }

        return tokens;
    }

    /// <summary>The next report of one unit.</summary>
    public byte[] Token(int unit, string collector, Func<string, string> nonce) => Units[unit].Token(collector, nonce(Units[unit].KeyId), ++_reports[unit], _observation);

    /// <summary>A new fleet of the same units, none of which has reported yet.</summary>
    public void Forget() => Array.Clear(_reports);

    // What an ESP32 reports: every check with its reason, some facts; the token is some 2.1 KB.
    private static byte[] Observe()
    {
        string[] checks =
        [
            CheckIds.DefaultCredentials, CheckIds.StorageProtection, CheckIds.SecureBoot, "unique-credentials", "credential-change", "access-control", "brute-force", "update-mechanism",
            "update-verification", "transport-security", "event-log", "identity", "randomness", "clock", "erasure",
        ];
        Finding[] findings = [.. checks.Select((check, i) => i == 2
            ? new Finding(check, Outcome.Absent, Basis.None, Reasons.Unobservable, null)
            : new Finding(check, Outcome.Success, Basis.Measured, Reasons.Holds, Facts(i)))];
        var observation = new Observation(1, new byte[32], findings)
        {
            SoftwareName = "bench",
            SoftwareVersion = Firmware,
            UptimeSeconds = 3600,
            BootCount = 1,
            LogCount = 10,
            LogHead = new byte[32],
        };
        var sink = new MemorySink(Profile.MaxObservationBytes);
        ObservationWriter.Write(observation, sink);
        return sink.ToArray();
    }

    private static FactList? Facts(int check)
    {
        if (check % 3 != 0)
        {
            return null;
        }

        var facts = new FactList();
        facts.Add("tried", check);
        facts.Add("locked", true);
        return facts;
    }
}

/// <summary>One unit.</summary>
internal sealed class FleetUnit
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public FleetUnit()
    {
        ECPoint point = _key.ExportParameters(false).Q;
        PublicKey.TryCreate(point.X!, point.Y!, out PublicKey key);
        Key = key;
        KeyId = key.Thumbprint();
        Ueid = [1, .. RandomNumberGenerator.GetBytes(16)];
    }

    public PublicKey Key { get; }

    public string KeyId { get; }

    public byte[] Ueid { get; }

    /// <summary>A key object of its own with something that it signed.</summary>
    public (ECDsa Key, byte[] Hash, byte[] Signature) Signed()
    {
        byte[] hash = SHA256.HashData(Ueid);
        return (ECDsa.Create(_key.ExportParameters(false)), hash, _key.SignHash(hash));
    }

    public byte[] Token(string collector, string nonce, uint number, byte[] observation)
    {
        var delivery = new Delivery(collector, nonce, Ueid, Fleet.Model) { KeyProtection = KeyProtection.PlainFlash, ReportNumber = number, IsLive = true };
        var sink = new MemorySink(Profile.MaxTokenLength);
        string numbered = Encoding.ASCII.GetString(observation).Replace("\"number\":1,", $"\"number\":{number},", StringComparison.Ordinal);
        new TokenWriter(KeyId, delivery, new ByteFragment(Encoding.ASCII.GetBytes(numbered))).Send(sink, new byte[64]);
        byte[] text = sink.ToArray();
        int dot = Array.LastIndexOf(text, (byte)'.');
        byte[] signature = _key.SignData(text.AsSpan(0, dot), HashAlgorithmName.SHA256);
        return [.. text[..(dot + 1)], .. Encoding.ASCII.GetBytes(Base64Url.Encode(signature))];
    }
}
