using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Benchmarks.Evidence;

/// <summary>A fleet of any size that exists only while it is read: each unit, its key and what it signed are made when asked for.</summary>
/// <param name="units">How many.</param>
/// <param name="reportsEach">Reports of each unit.</param>
/// <param name="collectorId">The collector to which they reported.</param>
/// <remarks>Like the collector it hands out the newest report of a unit and, of every fiftieth, one more that shows a failure; the others are counted.</remarks>
internal sealed class StreamedFleet(int units, int reportsEach, string collectorId = "collector.bench") : IEvidenceSource
{
    public const string Model = "bench-1";
    public const string Firmware = "1.0.0";

    private const string Nonce = "bm9uY2UtMDA";
    private const int FailingOneIn = 50;

    private readonly TokenSigner _pack = new FrameworkSigner();

    public TokenSigner Pack => _pack;

    public string CollectorId => collectorId;

    public IReadOnlyList<CollectorKey> Keys => [new(KeyRole.Pack, _pack.PublicKey)];

    public TreeHead? Head => null;

    public IEnumerable<UnitEvidence> Units(IReadOnlyList<string> models, string firmware) => Enumerable.Range(0, units).Select(Unit);

    public SortedDictionary<string, int> Versions(IReadOnlyList<string> models) => new(StringComparer.Ordinal) { [Firmware] = units };

    public IReadOnlyList<CollectorCheck> Checks(IReadOnlyList<string> models, string firmware) =>
        [new(CollectorCheckIds.FleetUniqueness, CheckAnswer.Holds, 1, units, [], $"tags of {units} units compared")];

    public LogProof? Prove(long index) => null;

    public IReadOnlyList<string>? ProveConsistency(long size) => null;

    private UnitEvidence Unit(int number)
    {
        using var signer = new FrameworkSigner();
        byte[] ueid = new byte[17];
        ueid[0] = 1;
        BitConverter.TryWriteBytes(ueid.AsSpan(1), number);
        EnrolmentWriter.TryWrite(signer, CollectorId, Nonce, ueid, Model, false, out byte[] enrolment);
        bool fails = number % FailingOneIn == 0;
        var reports = new List<ReportEvidence>();

        if (fails)
        {
            reports.Add(Report(signer, ueid, reportsEach - 1, fails));
        }

        reports.Add(Report(signer, ueid, reportsEach, fails));
        return new UnitEvidence
        {
            Ueid = Base64Url.Encode(ueid),
            Model = Model,
            Jwk = signer.PublicKey.ToJwk(),
            Enrolment = Encoding.ASCII.GetString(enrolment),
            Virtual = false,
            State = UnitState.Active,
            Reports = reports,
            ReportCount = reportsEach,
        };
    }

    private ReportEvidence Report(TokenSigner signer, byte[] ueid, int number, bool fails)
    {
        Finding[] findings = [.. SchemeLint.AgentChecks.Select(c => fails && c == CheckIds.Erasure
            ? new Finding(c, Outcome.Fail, Basis.Probed, "left-readable", null)
            : new Finding(c, Outcome.Success, Basis.Probed, Reasons.Holds, null))];
        var observed = new MemorySink(Profile.MaxObservationBytes);
        ObservationWriter.Write(new Observation((uint)number, new byte[32], findings) { SoftwareName = "bench", SoftwareVersion = Firmware, UptimeSeconds = 5 }, observed);
        var delivery = new Delivery(CollectorId, Nonce, ueid, Model) { KeyProtection = KeyProtection.PlainFlash, ReportNumber = (uint)number, IsLive = true };
        var writer = new TokenWriter(signer.KeyId, delivery, new ByteFragment(observed.ToArray()));
        byte[] signature = new byte[TokenSigner.SignatureBytes];
        writer.TrySign(signer, signature);
        var token = new MemorySink(Profile.MaxTokenLength);
        writer.Send(token, signature);
        return new ReportEvidence(Encoding.ASCII.GetString(token.ToArray()), 1_790_000_000 + number, -1, null);
    }
}
