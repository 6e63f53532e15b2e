using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Evidence;
using NanoAgent.Schemes;
using Head = NanoAgent.Evidence.TreeHead;

namespace NanoAgent.Tests.Evidence;

/// <summary>Units with real keys, real signatures and a real tree, without a collector.</summary>
internal sealed class Fleet : IEvidenceSource
{
    public const string Model = "acme-lamp";
    public const string Firmware = "1.2.0";
    public const string Id = "collector.test";

    public static readonly DateTimeOffset Now = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    private readonly SortedDictionary<string, UnitEvidence> _units = new(StringComparer.Ordinal);
    private readonly List<byte[]> _leaves = [];

    public Fleet(bool isVirtual = true) => Virtual = isVirtual;

    public bool Virtual { get; }

    public TokenSigner Ear { get; } = Signer("ear");

    public TokenSigner Log { get; } = Signer("log");

    public TokenSigner Pack { get; } = Signer("pack");

    public CheckAnswer Uniqueness { get; set; } = CheckAnswer.Holds;

    public string CollectorId => Id;

    public IReadOnlyList<CollectorKey> Keys =>
        [new(KeyRole.Ear, Ear.PublicKey.ToJwk()), new(KeyRole.Log, Log.PublicKey.ToJwk()), new(KeyRole.Pack, Pack.PublicKey.ToJwk())];

    public Head? Head
    {
        get
        {
            string root = Base64Url.Encode(Root(0, _leaves.Count));
            return new Head(_leaves.Count, root, CompactJws.Sign("nanoagent-head+jwt", Utf8(new JsonObject { ["iss"] = Id, ["size"] = _leaves.Count, ["root"] = root, ["iat"] = 1 }), Log));
        }
    }

    public DeclarationOptions Options => new() { Now = Now, Demonstration = Virtual };

    /// <summary>A signer whose key and signatures are the same in every run.</summary>
    public static TokenSigner Signer(string name) => new SoftwareSigner(SHA256.HashData(Encoding.UTF8.GetBytes(name)), KeyProtection.PlainFlash, null);

    /// <summary>Adds a unit on which every check succeeds but for the given <c>check=outcome:reason</c>.</summary>
    public Fleet With(string name, params string[] findings) => With(name, UnitState.Active, [(Live: true, findings)]);

    public Fleet With(string name, UnitState state, (bool Live, string[] Findings)[] reports, params Acknowledgement[] acknowledged)
    {
        TokenSigner key = Signer(name);
        string ueid = Base64Url.Encode([1, .. SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)]);
        _units[ueid] = new UnitEvidence
        {
            Ueid = ueid,
            Model = Model,
            Jwk = key.PublicKey.ToJwk(),
            Enrolment = CompactJws.Sign("nanoagent-enrol+jwt", Utf8(new JsonObject { ["aud"] = Id, ["nonce"] = "n", ["ueid"] = ueid, ["model"] = Model, ["virtual"] = Virtual }), key, embedKey: true),
            Virtual = Virtual,
            State = state,
            Reports = [.. reports.Select((r, i) => Report(key, ueid, i + 1, r.Live, r.Findings))],
            ReportCount = reports.Length,
            Acknowledgements = acknowledged,
        };
        return this;
    }

    public Fleet Replace(Func<UnitEvidence, UnitEvidence> change)
    {
        foreach (string ueid in _units.Keys.ToArray())
        {
            _units[ueid] = change(_units[ueid]);
        }

        return this;
    }

    public DeclarationResult Declare(RecordStore? records = null) =>
        Declaration.Build(this, Model, Firmware, Scheme, records ?? RecordStore.Empty, Options);

    public static Scheme Scheme => SchemeCatalog.BuiltIn.Find("jc-star-1")!;

    public IEnumerable<UnitEvidence> Units(IReadOnlyList<string> models, string firmware) => _units.Values;

    public IReadOnlyList<CollectorCheck> Checks(IReadOnlyList<string> models, string firmware) =>
        [new(CollectorCheckIds.FleetUniqueness, Uniqueness, 1, _units.Count, [], $"tags of {_units.Count} units compared", null)];

    public LogProof? Prove(long index) => new(index, _leaves.Count, [.. Path(index, 0, _leaves.Count).Select(Base64Url.Encode)]);

    public IReadOnlyList<string>? ProveConsistency(long size) => null;

    private ReportEvidence Report(TokenSigner key, string ueid, int number, bool live, string[] changes)
    {
        Dictionary<string, string> answers = SchemeLint.AgentChecks.ToDictionary(c => c, _ => "success:holds");

        foreach (string[] change in changes.Select(c => c.Split('=')))
        {
            answers[change[0]] = change[1];
        }

        var details = new JsonObject();
        var results = new JsonArray();

        foreach ((string check, string answer) in answers)
        {
            string[] parts = answer.Split(':');
            results.Add((JsonNode)new JsonArray(check, parts[0]));
            details[check] = new JsonObject { ["basis"] = parts[0] == "success" ? "probed" : "measured", ["reason"] = parts[1] };
        }

        string token = CompactJws.Sign("eat+jwt", Utf8(new JsonObject
        {
            ["aud"] = Id, ["ueid"] = ueid,
            ["na_unit"] = new JsonObject { ["model"] = Model, ["key"] = "plain-flash", ["virtual"] = Virtual },
            ["na_report"] = new JsonObject { ["number"] = number, ["live"] = live, ["lost"] = 0 },
            ["na_observed"] = new JsonObject { ["number"] = number, ["at"] = 1790000000 + number },
            ["swversion"] = new JsonArray(Firmware), ["measres"] = new JsonArray(new JsonArray("nanoagent", results)), ["na_findings"] = details,
        }), key);
        byte[] bytes = Encoding.ASCII.GetBytes(token);
        _leaves.Add(TreeHash.Leaf(bytes));
        string receipt = Base64Url.Encode(SHA256.HashData(bytes));
        string ear = CompactJws.Sign("eat+jwt", Utf8(new JsonObject { ["submods"] = new JsonObject { ["agent"] = new JsonObject { ["na_receipt"] = receipt } } }), Ear);
        return new ReportEvidence(token, 1790000000 + number, _leaves.Count - 1, ear);
    }

    private static byte[] Utf8(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());

    // RFC 9162 §2.1.1 and §2.1.3.1 as written there: a second, independent hand beside the product's.
    private byte[] Root(int from, int to) => to - from == 0 ? SHA256.HashData([]) : to - from == 1 ? _leaves[from] : TreeHash.Node(Root(from, from + Split(to - from)), Root(from + Split(to - from), to));

    private IEnumerable<byte[]> Path(long index, int from, int to)
    {
        if (to - from == 1)
        {
            return [];
        }

        int middle = from + Split(to - from);
        return index < middle ? Path(index, from, middle).Append(Root(middle, to)) : Path(index, middle, to).Append(Root(from, middle));
    }

    private static int Split(int n)
    {
        int k = 1;

        while (k * 2 < n)
        {
            k *= 2;
        }

        return k;
    }
}
