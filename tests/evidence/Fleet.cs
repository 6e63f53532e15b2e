using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
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

    // A signer each time: one fleet serves tests that run side by side, and a signer serves one thread.
    public TokenSigner Ear => Signer("ear");

    public TokenSigner Log => Signer("log");

    public TokenSigner Pack => Signer("pack");

    public CheckAnswer Uniqueness { get; set; } = CheckAnswer.Holds;

    public string CollectorId => Id;

    public IReadOnlyList<CollectorKey> Keys =>
        [new(KeyRole.Ear, Ear.PublicKey), new(KeyRole.Log, Log.PublicKey), new(KeyRole.Pack, Pack.PublicKey)];

    public Head? Head
    {
        get
        {
            string root = Base64Url.Encode(Root(0, _leaves.Count));
            return new Head(_leaves.Count, root, SignedJson.Sign("nanoagent-head+jwt", Utf8(new JsonObject { ["iss"] = Id, ["size"] = _leaves.Count, ["root"] = root, ["iat"] = 1 }), Log));
        }
    }

    public DeclarationOptions Options => new() { Now = Now, Demonstration = Virtual, Tables = SchemeCatalog.BuiltIn.Find("en-303-645") };

    /// <summary>A signer whose key and signatures are the same in every run.</summary>
    public static TokenSigner Signer(string name) => new SoftwareSigner(SHA256.HashData(Encoding.UTF8.GetBytes(name)), KeyProtection.PlainFlash, null);

    /// <summary>The UEID of the unit of that name.</summary>
    public static string UeidOf(string name) => Base64Url.Encode(IdOf(name));

    /// <summary>Adds a unit on which every check succeeds but for the given <c>check=outcome:reason</c>, after which a fact may stand that is true.</summary>
    public Fleet With(string name, params string[] findings) => With(name, UnitState.Active, [(Live: true, findings)]);

    public Fleet With(string name, UnitState state, (bool Live, string[] Findings)[] reports, params Acknowledgement[] acknowledged)
    {
        TokenSigner key = Signer(name);
        byte[] id = IdOf(name);
        string ueid = Base64Url.Encode(id);
        Assert.IsTrue(EnrolmentWriter.TryWrite(key, Id, "bm9uY2UtMDA", id, Model, Virtual, out byte[] enrolment));
        _units[ueid] = new UnitEvidence
        {
            Ueid = ueid,
            Model = Model,
            Jwk = key.PublicKey.ToJwk(),
            Enrolment = Encoding.ASCII.GetString(enrolment),
            Virtual = Virtual,
            State = state,
            Reports = [.. reports.Select((r, i) => Report(key, id, i + 1, r.Live, r.Findings))],
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

    public DeclarationResult Declare(RecordStore? records = null, EarlierDeclaration? earlier = null) =>
        Declaration.Build(this, Model, Firmware, Scheme, records ?? RecordStore.Empty, Options with { Earlier = earlier });

    public static Scheme Scheme => SchemeCatalog.BuiltIn.Find("jc-star-1")!;

    public IEnumerable<UnitEvidence> Units(IReadOnlyList<string> models, string firmware) => _units.Values;

    public IReadOnlyList<CollectorCheck> Checks(IReadOnlyList<string> models, string firmware) =>
        [new(CollectorCheckIds.FleetUniqueness, Uniqueness, 1, _units.Count, [], $"tags of {_units.Count} units compared")];

    public LogProof? Prove(long index) => new(index, _leaves.Count, [.. Path(index, 0, _leaves.Count).Select(Base64Url.Encode)]);

    public SortedDictionary<string, int> Versions(IReadOnlyList<string> models) => new(StringComparer.Ordinal) { [Firmware] = _units.Count };

    public IReadOnlyList<string>? ProveConsistency(long size) =>
        size > _leaves.Count ? null : size == _leaves.Count ? [] : [.. Subproof((int)size, 0, _leaves.Count, whole: true).Select(Base64Url.Encode)];

    private ReportEvidence Report(TokenSigner key, byte[] ueid, int number, bool live, string[] changes)
    {
        Dictionary<string, string> answers = SchemeLint.AgentChecks.ToDictionary(c => c, _ => "success:holds");

        foreach (string[] change in changes.Select(c => c.Split('=')))
        {
            answers[change[0]] = change[1];
        }

        string token = Token(key, ueid, number, live, [.. answers.Select(a => Finding(a.Key, a.Value.Split(':')))]);
        byte[] bytes = Encoding.ASCII.GetBytes(token);
        _leaves.Add(TreeHash.Leaf(bytes));
        string receipt = Base64Url.Encode(SHA256.HashData(bytes));
        string ear = SignedJson.Sign("eat+jwt", Utf8(new JsonObject { ["submods"] = new JsonObject { ["unit"] = new JsonObject { ["na_receipt"] = receipt } } }), Ear);
        return new ReportEvidence(token, 1790000000 + number, _leaves.Count - 1, ear);
    }

    private static Finding Finding(string check, string[] answer)
    {
        Outcome outcome = Enum.GetValues<Outcome>().Single(o => ClaimNames.Of(o) == answer[0]);
        return new Finding(check, outcome, outcome == Outcome.Success ? Basis.Probed : Basis.Measured, answer[1], answer.Length > 2 ? FactOf(answer[2]) : null);
    }

    private static FactList FactOf(string name)
    {
        var facts = new FactList();
        facts.Add(name, true);
        return facts;
    }

    private string Token(TokenSigner key, byte[] ueid, int number, bool live, Finding[] findings)
    {
        var observed = new MemorySink(Profile.MaxObservationBytes);
        ObservationWriter.Write(
            new Observation((uint)number, new byte[32], findings) { SoftwareName = "lamp", SoftwareVersion = Firmware, At = 1790000000 + number, UptimeSeconds = 5 }, observed);
        var delivery = new Delivery(Id, "bm9uY2UtMDA", ueid, Model) { KeyProtection = KeyProtection.PlainFlash, IsVirtual = Virtual, ReportNumber = (uint)number, IsLive = live };
        var writer = new TokenWriter(key.KeyId, delivery, new ByteFragment(observed.ToArray()));
        byte[] signature = new byte[TokenSigner.SignatureBytes];
        Assert.IsTrue(writer.TrySign(key, signature));
        var token = new MemorySink(Profile.MaxTokenLength);
        writer.Send(token, signature);
        return Encoding.ASCII.GetString(token.ToArray());
    }

    private static byte[] IdOf(string name) => [1, .. SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)];

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

    // SUBPROOF of RFC 9162 §2.1.4.1.
    private IEnumerable<byte[]> Subproof(int size, int from, int to, bool whole)
    {
        if (size == to - from)
        {
            return whole ? [] : [Root(from, to)];
        }

        int middle = Split(to - from);
        return size <= middle
            ? Subproof(size, from, from + middle, whole).Append(Root(from + middle, to))
            : Subproof(size - middle, from + middle, to, whole: false).Append(Root(from, from + middle));
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
