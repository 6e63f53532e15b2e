using System.Text;
using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>What a pack holds, read back as the source of a declaration.</summary>
internal sealed class PackEvidence : IEvidenceSource
{
    private readonly IReadOnlyList<UnitEvidence> _units;
    private readonly IReadOnlyList<CollectorCheck> _checks;
    private readonly Dictionary<long, LogProof> _proofs;

    private PackEvidence(DeclarationFile declaration, EarlierDeclaration? earlier, Scheme scheme, Scheme? tables, IReadOnlyList<CollectorKey> keys, IReadOnlyList<UnitEvidence> units, IReadOnlyList<CollectorCheck> checks, Dictionary<long, LogProof> proofs, IReadOnlyList<Endorser>? endorsers)
    {
        Endorsers = endorsers;
        Declaration = declaration;
        Earlier = earlier;
        Scheme = scheme;
        Tables = tables;
        Keys = keys;
        _units = units;
        _checks = checks;
        _proofs = proofs;
    }

    /// <summary>What the declaration was made with.</summary>
    public DeclarationFile Declaration { get; }

    /// <summary>The earlier declaration that this one continues, or null.</summary>
    public EarlierDeclaration? Earlier { get; }

    /// <summary>The scheme's copy.</summary>
    public Scheme Scheme { get; }

    /// <summary>The copy of the scheme whose test tables the pack carries, or null.</summary>
    public Scheme? Tables { get; }

    /// <summary>The endorsers whose keys the pack carries; null when it carries none.</summary>
    public IReadOnlyList<Endorser>? Endorsers { get; }

    /// <inheritdoc/>
    public string CollectorId => Declaration.Collector;

    /// <inheritdoc/>
    public IReadOnlyList<CollectorKey> Keys { get; }

    /// <inheritdoc/>
    public TreeHead? Head => Declaration.Head;

    /// <summary>The units, all of them.</summary>
    public IReadOnlyList<UnitEvidence> AllUnits => _units;

    /// <summary>Reads it; null when a file is missing or has another form, and the problem is added.</summary>
    public static PackEvidence? TryRead(PackFolder pack, List<PackProblem> problems)
    {
        DeclarationFile? declaration = ReadJson<DeclarationFile>(pack, PackFormat.Declaration, problems);
        UnitFile[]? units = ReadJson<UnitFile[]>(pack, PackFormat.Units, problems);
        CollectorCheck[]? checks = ReadJson<CollectorCheck[]>(pack, PackFormat.CollectorChecks, problems);
        EarlierDeclaration? earlier = pack.Read(PackFormat.Earlier) is null ? null : ReadJson<EarlierDeclaration>(pack, PackFormat.Earlier, problems);
        IReadOnlyList<CollectorKey>? keys = pack.Read(PackFormat.Keys) is byte[] set ? KeySet.TryRead(set) : null;
        Scheme? scheme = declaration is null ? null : ReadScheme(pack, declaration.Scheme, declaration.SchemeRevision, problems);
        Scheme? tables = declaration?.Tables is string id ? ReadScheme(pack, id, declaration.TablesRevision, problems) : null;

        if (keys is null)
        {
            problems.Add(new PackProblem(PackFormat.Keys, PackFault.Unreadable, "no JWK Set"));
        }

        if (problems.Count > 0 || declaration is null || units is null || checks is null || keys is null || scheme is null)
        {
            return null;
        }

        int before = problems.Count;
        problems.AddRange(PackForm.Check(declaration, units, checks, earlier));

        if (problems.Count > before)
        {
            return null;
        }

        var proofs = new Dictionary<long, LogProof>();
        IReadOnlyList<Endorser>? endorsers = ReadEndorsers(pack, problems);
        UnitEvidence[] read = [.. units.Select(u => ToUnit(u, pack, proofs, problems) with { Endorser = EndorserOf(u, endorsers) })];
        return problems.Count == before ? new PackEvidence(declaration, earlier, scheme, tables, keys, read, checks, proofs, endorsers) : null;
    }

    /// <inheritdoc/>
    public IEnumerable<UnitEvidence> Units(IReadOnlyList<string> models, string firmware) => _units.Where(u => models.Contains(u.Model));

    /// <inheritdoc/>
    public SortedDictionary<string, int> Versions(IReadOnlyList<string> models) => Declaration.Versions;

    /// <inheritdoc/>
    public IReadOnlyList<CollectorCheck> Checks(IReadOnlyList<string> models, string firmware) => _checks;

    /// <inheritdoc/>
    public LogProof? Prove(long index) => _proofs.GetValueOrDefault(index);

    /// <inheritdoc/>
    public IReadOnlyList<string>? ProveConsistency(long size) => Earlier?.Consistency;

    private static Scheme? ReadScheme(PackFolder pack, string id, string? revision, List<PackProblem> problems)
    {
        string name = $"schemes/{id}.json";
        string? problem = "missing";

        if (pack.Read(name) is not byte[] bytes || !SchemeReader.TryRead(bytes, out Scheme? scheme, out problem) || scheme!.Id != id || scheme.Revision != revision)
        {
            problems.Add(new PackProblem(name, PackFault.Unreadable, problem ?? "another scheme than declared"));
            return null;
        }

        problems.AddRange(SchemeRules.ProblemsOf(scheme).Select(detail => new PackProblem(name, PackFault.OtherRules, detail)));
        return scheme;
    }

    private static IReadOnlyList<Endorser>? ReadEndorsers(PackFolder pack, List<PackProblem> problems)
    {
        if (pack.Read(PackFormat.Endorsers) is not byte[] set)
        {
            return null;
        }

        IReadOnlyList<Endorser>? endorsers = EndorserSet.TryRead(set);

        if (endorsers is null)
        {
            problems.Add(new PackProblem(PackFormat.Endorsers, PackFault.Unreadable, "no JWK Set with a P-256 key"));
        }

        return endorsers;
    }

    private static Endorser? EndorserOf(UnitFile unit, IReadOnlyList<Endorser>? endorsers) =>
        unit.Endorsement is string jws && SignedJson.TryRead(jws) is { Header.KeyId: string kid } ? endorsers?.FirstOrDefault(e => e.Key.Thumbprint() == kid) : null;

    private static UnitEvidence ToUnit(UnitFile u, PackFolder pack, Dictionary<long, LogProof> proofs, List<PackProblem> problems)
    {
        var reports = new List<ReportEvidence>();

        foreach (ReportFile r in u.Reports)
        {
            var report = new ReportEvidence(ReadText(pack, r.Token, problems), r.ReceivedAt, r.LogIndex, r.Ear is null ? null : ReadText(pack, r.Ear, problems));
            reports.Add(report);

            // A report's files are named after its token, so that two reports cannot share one.
            if (PackPaths.Token(report) != r.Token || PackPaths.Ear(report) != r.Ear)
            {
                problems.Add(new PackProblem(r.Token, PackFault.Unreadable, "not named after its token"));
            }

            if (r.Proof is not null && ReadJson<LogProof>(pack, r.Proof, problems) is LogProof proof)
            {
                proofs[r.LogIndex] = proof;
            }
        }

        return new UnitEvidence
        {
            Ueid = u.Ueid,
            Model = u.Model,
            Jwk = u.Jwk,
            Enrolment = u.Enrolment,
            Virtual = u.Virtual,
            State = u.State,
            ReportCount = u.ReportCount,
            Reports = reports,
            Acknowledgements = u.Acknowledgements,
            Endorsement = u.Endorsement,
        };
    }

    private static string ReadText(PackFolder pack, string name, List<PackProblem> problems)
    {
        if (pack.Read(name) is byte[] bytes)
        {
            return Encoding.Latin1.GetString(bytes);
        }

        problems.Add(new PackProblem(name, PackFault.Missing, "named in units.json"));
        return "";
    }

    private static T? ReadJson<T>(PackFolder pack, string name, List<PackProblem> problems)
        where T : class
    {
        if (pack.Read(name) is not byte[] bytes)
        {
            problems.Add(new PackProblem(name, PackFault.Missing, ""));
            return null;
        }

        T? value = Json.TryRead<T>(bytes, out string? problem);
        long line = value is null ? 0 : JsonNulls.FindAny(bytes);

        if (value is null || line > 0)
        {
            problems.Add(new PackProblem(name, PackFault.Unreadable, problem ?? $"line {line}: null"));
            return null;
        }

        return value;
    }
}
