using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Appraisal;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Collector.Attestations;
using NanoAgent.Collector.Challenges;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Endorsements;
using NanoAgent.Collector.Enrolments;
using NanoAgent.Collector.Keys;
using NanoAgent.Collector.Keys.OpenSsl;
using NanoAgent.Collector.Operators;
using NanoAgent.Collector.Storage;
using NanoAgent.Collector.Storage.Postgres;
using NanoAgent.Collector.Storage.Sqlite;
using NanoAgent.Collector.Tags;
using NanoAgent.Collector.Watching;

namespace NanoAgent.Collector;

/// <summary>Everything that a collector does, over its data folder, without a web server: for the server's doors and for the command line.</summary>
public sealed class CollectorServices : IDisposable
{
    private readonly Es256Verifier _signatures = new(PreparedVerifier.Import);
    private readonly NonceJudge _freshness;
    private readonly Silence _silence;
    private readonly Log.RetentionTimer? _retention;

    /// <summary>Opens the folder, and makes what is missing.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be opened or written, or the keys' token does not answer.</exception>
    /// <exception cref="StoreRefusedException">The database is of a newer release, or of collectors with other keys; or the keys lie elsewhere than asked.</exception>
    public CollectorServices(CollectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        PrivateFile.MakeFolder(options.DataFolder);
        Store = new CollectorStore(DatabaseOf(options), options.Migrates);

        try
        {
            (Id, Keys) = Store.WriteNow(OpenData);
        }
        catch
        {
            Store.Dispose();
            throw;
        }

        _silence = new Silence(Store);
        Nonces = new Nonces(Keys.NonceKey, options.NonceLifetime, options.Clock);
        Directory = new StoreKeyDirectory(Store);
        _freshness = new NonceJudge(Nonces);
        Verifier = new TokenVerifier(Id, Directory, _freshness, _signatures);
        Enrolments = new Enroller(this, _signatures);
        Reports = new ReportDesk(this);
        _retention = options.KeepTokens is null ? null : new Log.RetentionTimer(this);
        Tags = new TagDesk(this);
        Operators = new OperatorDesk(this);
        Telemetry = new Telemetry(() => Store.Read(session => new Log.StoredNodes(session).Head().Size));
        KeyDesk = new KeyDesk(this);
        Life = new LifeDesk(this);
        Tokens = new Enrolments.TokenDesk(this);
        Endorsements = new EndorsementDesk(this, _signatures);
    }

    /// <summary>How it is set up.</summary>
    public CollectorOptions Options { get; }

    /// <summary>Its id: the <c>aud</c> of tokens and the <c>iss</c> of tree heads. Made once.</summary>
    public string Id { get; }

    /// <summary>Its keys.</summary>
    public KeyRing Keys { get; }

    /// <summary>How long a unit may be silent before it is stale.</summary>
    /// <exception cref="StoreUnavailableException">The database does not answer.</exception>
    public TimeSpan StaleAfter => _silence.Most();

    /// <summary>Its data.</summary>
    public CollectorStore Store { get; }

    /// <summary>Freshness.</summary>
    public Nonces Nonces { get; }

    /// <summary>Enrols units.</summary>
    public Enroller Enrolments { get; }

    /// <summary>Takes reports.</summary>
    public ReportDesk Reports { get; }

    /// <summary>Compares credential tags.</summary>
    public TagDesk Tags { get; }

    /// <summary>What it counts.</summary>
    internal Telemetry Telemetry { get; }

    /// <summary>Where it tells what happens; the web server gives it one.</summary>
    internal ILogger EventLog { get; set; } = NullLogger.Instance;

    /// <summary>Replaces its keys.</summary>
    public KeyDesk KeyDesk { get; }

    /// <summary>Units' lives.</summary>
    public LifeDesk Life { get; }

    /// <summary>The one-time enrolment tokens that are out.</summary>
    public Enrolments.TokenDesk Tokens { get; }

    /// <summary>Endorsers and what they say.</summary>
    public EndorsementDesk Endorsements { get; }

    /// <summary>Who may sign in.</summary>
    public OperatorDesk Operators { get; }

    internal StoreKeyDirectory Directory { get; }

    /// <summary>Another one only in the test that leaves out its steps.</summary>
    internal TokenVerifier Verifier { get; set; }

    internal INonceJudge Freshness => _freshness;

    /// <summary>Now, in Unix seconds.</summary>
    internal long Now => Options.Clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Makes a one-time enrolment token for a model.</summary>
    /// <param name="model">The model that may enrol with it.</param>
    /// <param name="lifetime">How long it is good.</param>
    /// <param name="madeBy">Who asked for it.</param>
    /// <returns>The token: 43 characters. Only its hash is kept.</returns>
    public string CreateEnrolmentToken(string model, TimeSpan lifetime, string madeBy) => Tokens.Make(model, lifetime, 1, madeBy)[0];

    /// <summary>Imports reference values. What reports are appraised against stands in the log by its hash, and each result names that hash.</summary>
    public void ImportReferenceValues(ReferenceValues values, byte[] file, string importedBy) =>
        Store.WriteNow((session, log) =>
        {
            ArgumentNullException.ThrowIfNull(values);
            string content = Encoding.UTF8.GetString(file);
            session.Execute("DELETE FROM reference_values WHERE model = @model AND firmware = @firmware", values.Model, values.Firmware);
            session.Execute(
                "INSERT INTO reference_values (model, firmware, product, content, imported_at, imported_by) VALUES (@model, @firmware, @product, @content, @at, @by)",
                values.Model, values.Firmware, values.Product, content, Now, importedBy);
            log.BumpGeneration();
            string hash = "sha256 " + ImportedReference.HashOf(content);
            AppendAct(log, "reference-import", null, $"{values.Model} {values.Firmware} {hash}", importedBy, "");
            return Audit(session, importedBy, "reference-import", values.Model + " " + values.Firmware, hash);
        });

    /// <summary>Units after a UEID, in the order of their UEIDs.</summary>
    public IReadOnlyList<Unit> Units(string after = "", int most = 1000) => Store.Read(session => UnitRows.After(session, after, most));

    /// <summary>The unit with that UEID, or null.</summary>
    public Unit? FindUnit(string ueid) => Store.Read(session => UnitRows.ByUeid(session, ueid));

    /// <summary>The state as it shows now: silence is a state.</summary>
    public UnitState StateOf(Unit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        long silent = Now - Math.Max(unit.Standing.LiveAt, unit.EnrolledAt);
        bool isStale = unit.Standing.State is UnitState.Active or UnitState.Pending && silent > (long)StaleAfter.TotalSeconds;
        return isStale ? UnitState.Stale : unit.Standing.State;
    }

    /// <summary>Sets a unit's state, by a named person with a reason.</summary>
    /// <returns>False when there is no such unit.</returns>
    public bool SetState(string ueid, UnitState state, string who, string why) => Life.SetStates([ueid], state, who, why).Count == 0;

    /// <summary>Acknowledges a unit's open failures of a check, by a named person with a reason. A present failure stays one.</summary>
    /// <returns>How many were open.</returns>
    public int Acknowledge(string ueid, string check, string who, string note) =>
        Store.WriteNow((session, log) =>
        {
            // Nothing open: the log must not say that somebody acknowledged it.
            if (UnitRows.ByUeid(session, ueid) is not Unit unit || !FailureRows.IsOpen(session, unit.Id, check))
            {
                return 0;
            }

            long index = AppendAct(log, "acknowledge", ueid, check, who, note);
            int open = session.Execute(
                "UPDATE failures SET acknowledged_by = @who, acknowledged_at = @at, note = @note, act_index = @index WHERE unit_id = @unit AND check_id = @check AND acknowledged_at IS NULL",
                who, Now, note, index, unit.Id, check);

            if (UnitStates.FollowsReports(unit.Standing.State))
            {
                UnitRows.Update(session, [(unit.Id, StateRows.Change(session, unit.Id, unit.Standing, UnitRows.StateByReports(session, unit), Now, who, note))]);
            }

            log.BumpGeneration();
            Audit(session, who, "acknowledge", ueid, check + ": " + note);
            return open;
        });

    /// <summary>The log's head, signed now.</summary>
    public NanoAgent.Evidence.TreeHead SignedHead()
    {
        Attestation.Verify.Log.TreeHead head = Store.Read(session => new Log.StoredNodes(session).Head());
        string root = Base64Url.Encode(head.Root);
        string payload = System.Text.Json.JsonSerializer.Serialize(new { iss = Id, size = head.Size, root, iat = Now });
        return new NanoAgent.Evidence.TreeHead(head.Size, root, Keys.Active(KeyPurpose.Log).Sign("nanoagent-head+jwt", payload));
    }

    /// <summary>Is that head signed by a log key of this collector, the retired ones included? A leaked key's word counts for nothing here.</summary>
    public bool HasSigned(NanoAgent.Evidence.TreeHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        return CompactJws.TryRead(head.Jws, 4096, out CompactJws? jws) == Refusal.None
            && Keys.All.Any(key => key.Purpose == KeyPurpose.Log && key.Status != KeyStatus.Leaked && key.KeyId == jws!.Header.KeyId && _signatures.Verify(jws, "nanoagent-head+jwt", key.Public));
    }

    /// <summary>Drops the tokens that are older than the collector keeps them and that no declaration needs; the log stays whole.</summary>
    /// <returns>How many were dropped; 0 when it keeps all of them.</returns>
    public long DropOldTokens() => Options.KeepTokens is TimeSpan keep ? Log.Retention.Drop(Store, Now - (long)keep.TotalSeconds) : 0;

    /// <summary>Has the log only grown, from every one of these heads, and as every unit saw it? Reads all of it.</summary>
    /// <param name="seen">Heads that others kept: in evidence packs, for one.</param>
    public Log.LogAuditResult AuditLog(IReadOnlyList<Attestation.Verify.Log.TreeHead> seen) => Store.Read(session => Log.LogAudit.Run(session, seen));

    /// <summary>The operators' bearer token of this data folder: made at the first run, in a file that only the owner may read.</summary>
    public string OperatorToken()
    {
        string path = Path.Combine(Options.DataFolder, "operator.token");

        if (!File.Exists(path))
        {
            PrivateFile.Write(path, Encoding.ASCII.GetBytes(Secret.MakeToken()));
        }

        return File.ReadAllText(path).Trim();
    }

    /// <summary>Is this the operators' token? Takes the same time whatever was shown.</summary>
    internal bool IsOperator(string token) => CryptographicOperations.FixedTimeEquals(HashOf(token), HashOf(OperatorToken()));

    internal Refusal VerifyTags(byte[] jws, out TagMessage? message, out EnrolledKey? key) =>
        TagsVerifier.TryVerify(jws, Id, Directory, _freshness, _signatures, out message, out key);

    /// <inheritdoc/>
    public void Dispose()
    {
        _retention?.Dispose();
        Telemetry.Dispose();
        Store.Dispose();
        Keys.Dispose();
        Nonces.Dispose();
        _signatures.Dispose();
    }

    internal static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    internal bool Audit(StoreSession session, string who, string act, string target, string detail)
    {
        session.Execute("INSERT INTO audit (at, who, act, target, detail) VALUES (@at, @who, @act, @target, @detail)", Now, who, act, target, detail);
        EventLog.Acted(who, act, target);
        return true;
    }

    // An act stands in the log beside the reports, so that nobody can later say that it was not done.
    internal long AppendAct(Log.TransparencyLog log, string act, string? ueid, string what, string who, string why) => Log.Acts.Append(log, Keys, Id, Now, act, ueid, what, who, why);

    private static IDatabase DatabaseOf(CollectorOptions options) => options.Postgres is string address
        ? new PostgresDatabase(address, options.DatabasePatience)
        : new SqliteDatabase(Path.Combine(options.DataFolder, "collector.db"), options.DatabasePatience);

    private (string Id, KeyRing Keys) OpenData(StoreSession session, Log.TransparencyLog log)
    {
        string id = CollectorId.Open(session);
        KeyRing keys = SharedKeys.OpenKeys(session, Options, out string? adopted);

        if (adopted is not null)
        {
            Log.Acts.RecordAdoption(this, session, log, id, keys, "keys-adopted", adopted);
        }

        if (Silence.Keep(session, Options.StaleAfter) is string change)
        {
            log.BumpGeneration();
            Log.Acts.RecordAtStart(this, session, log, id, keys, "stale-after", change, Options.StaleAfter!.Who, Options.StaleAfter.Why);
        }

        return (id, keys);
    }

    private sealed class NonceJudge(Nonces nonces) : INonceJudge
    {
        public bool IsFresh(string nonce, string keyId) => nonces.IsFresh(nonce, keyId, out _);
    }
}
