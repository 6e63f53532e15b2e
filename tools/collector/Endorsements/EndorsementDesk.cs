using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Log;
using NanoAgent.Collector.Storage;
using NanoAgent.Evidence;

namespace NanoAgent.Collector.Endorsements;

/// <summary>What became of an endorsement that somebody brought.</summary>
public enum ImportOutcome
{
    /// <summary>Kept, and joined to its unit, or waiting for the unit to enrol.</summary>
    Kept,

    /// <summary>Kept, and it contradicts what is known: a finding of its own on the unit.</summary>
    Contradicts,

    /// <summary>This endorser has said the same or something newer about the unit.</summary>
    NotNewer,

    /// <summary>It does not hold.</summary>
    Refused,
}

/// <summary>The answer to an import.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Refusal">Why it does not hold.</param>
/// <param name="Ueid">The unit that it is about; null when it was refused.</param>
/// <param name="Reason">The contradiction's reason code, or null.</param>
public sealed record ImportAnswer(ImportOutcome Outcome, EndorsementRefusal Refusal, string? Ueid, string? Reason);

/// <summary>Where a unit stands with its endorsers.</summary>
public enum EndorsementState
{
    /// <summary>Nobody who is trusted has said anything about it.</summary>
    None,

    /// <summary>Key, model and UEID are as a trusted endorser says.</summary>
    Endorsed,

    /// <summary>An endorsement names a key that was replaced since.</summary>
    KeyReplaced,

    /// <summary>Somebody's word contradicts.</summary>
    Contradicted,
}

/// <summary>Trusted endorsers, their endorsements, and the units that these are joined to.</summary>
public sealed class EndorsementDesk(CollectorServices collector, Es256Verifier signatures)
{
    /// <summary>Trusts an endorser's key from now on.</summary>
    /// <param name="key">The key.</param>
    /// <param name="name">Whose it is.</param>
    /// <param name="who">Who trusts it.</param>
    /// <param name="why">Why.</param>
    public void Trust(PublicKey key, string name, string who, string why) => collector.Store.WriteNow((session, log) =>
    {
        ArgumentNullException.ThrowIfNull(key);
        string kid = key.Thumbprint();
        session.Execute(
            "INSERT INTO endorsers (kid, name, point, added_at, added_by) VALUES (@kid, @name, @point, @at, @by) ON CONFLICT (kid) DO UPDATE SET name = excluded.name",
            kid, name, (byte[])[.. key.X, .. key.Y], collector.Now, who);
        collector.AppendAct(log, "trust-endorser", null, kid, who, why);
        return collector.Audit(session, who, "trust-endorser", kid, name + ": " + why);
    });

    /// <summary>Trusts an endorser no more: what it said counts for nothing, and is forgotten.</summary>
    /// <returns>False when it was not trusted.</returns>
    public bool Distrust(string kid, string who, string why) => collector.Store.WriteNow((session, log) =>
    {
        if (session.Execute("DELETE FROM endorsers WHERE kid = @kid", kid) == 0)
        {
            return false;
        }

        session.Execute("DELETE FROM endorsements WHERE endorser = @kid", kid);
        collector.AppendAct(log, "distrust-endorser", null, kid, who, why);
        return collector.Audit(session, who, "distrust-endorser", kid, why);
    });

    /// <summary>The trusted endorsers: thumbprint and name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Endorsers() =>
        collector.Store.Read(session => session.Query("SELECT kid, name FROM endorsers ORDER BY name, kid", row => KeyValuePair.Create(row.GetString(0), row.GetString(1))));

    /// <summary>Takes an endorsement; the signed text itself goes into the log.</summary>
    public ImportAnswer Import(string jws, string who)
    {
        (EndorsementRefusal refusal, Endorsement? endorsement) = collector.Store.Read(session =>
            (Endorsement.TryRead(jws, kid => EndorsementRows.EndorserKey(session, kid), signatures, out Endorsement? read), read));
        return endorsement is null
            ? new ImportAnswer(ImportOutcome.Refused, refusal, null, null)
            : collector.Store.WriteNow((session, log) => Keep(session, log, endorsement, jws, who));
    }

    /// <summary>What the newest trusted endorsement says of a unit, or null.</summary>
    public StoredEndorsement? Find(string ueid) => collector.Store.Read(session => EndorsementRows.Of(session, ueid).FirstOrDefault());

    /// <summary>What trusted endorsers say about the board with that factory MAC.</summary>
    /// <param name="mac">12 lower-case hexadecimal digits.</param>
    public IReadOnlyList<StoredEndorsement> FindByMac(string mac) => collector.Store.Read(session => EndorsementRows.ByMac(session, mac));

    /// <summary>All endorsements of trusted endorsers after a UEID.</summary>
    public IReadOnlyList<StoredEndorsement> After(string ueid, int most) => collector.Store.Read(session => EndorsementRows.After(session, ueid, most));

    /// <summary>Where a unit stands with its endorsers.</summary>
    public EndorsementState StateOf(Unit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return collector.Store.Read(session =>
        {
            List<StoredEndorsement> said = EndorsementRows.Of(session, unit.Ueid);
            return said.Count == 0 ? EndorsementState.None
                : EndorsementRows.Contradiction(session, unit) is not null ? EndorsementState.Contradicted
                : said.Exists(one => one.KeyId == unit.KeyId) ? EndorsementState.Endorsed
                : EndorsementState.KeyReplaced;
        });
    }

    /// <summary>Looks at a unit that was enrolled just now, or about which something was said: a contradiction opens a failure.</summary>
    internal string? Judge(StoreSession session, Unit unit)
    {
        string? reason = EndorsementRows.Contradiction(session, unit);

        if (reason is not null)
        {
            FailureRows.OpenFound(session, unit, CollectorFindings.EndorsementContradicted, reason, collector.Now);
        }

        return reason;
    }

    private ImportAnswer Keep(StoreSession session, TransparencyLog log, Endorsement endorsement, string jws, string who)
    {
        string endorser = KeyIdOf(jws);
        long? known = session.Query("SELECT issued_at FROM endorsements WHERE ueid = @ueid AND endorser = @endorser", row => (long?)row.GetInt64(0), endorsement.Ueid, endorser).FirstOrDefault();

        if (known >= endorsement.At)
        {
            return new ImportAnswer(ImportOutcome.NotNewer, EndorsementRefusal.None, endorsement.Ueid, null);
        }

        session.Execute("DELETE FROM endorsements WHERE ueid = @ueid AND endorser = @endorser", endorsement.Ueid, endorser);
        session.Execute(
            """
            INSERT INTO endorsements (ueid, endorser, jkt, efuse_mac, model, serial, issued_at, jws, imported_at, imported_by)
            VALUES (@ueid, @endorser, @jkt, @mac, @model, @serial, @issued, @jws, @at, @by)
            """,
            endorsement.Ueid, endorser, endorsement.Key.KeyId, endorsement.EfuseMac, endorsement.Model, endorsement.Serial, endorsement.At, jws, collector.Now, who);
        log.Append(EntryKind.Act, System.Text.Encoding.ASCII.GetBytes(jws));
        log.BumpGeneration();
        collector.Audit(session, who, "endorse-import", endorsement.Ueid, endorser);
        string? reason = UnitRows.ByUeid(session, endorsement.Ueid) is Unit unit ? Judge(session, unit) : null;
        return new ImportAnswer(reason is null ? ImportOutcome.Kept : ImportOutcome.Contradicts, EndorsementRefusal.None, endorsement.Ueid, reason);
    }

    private static string KeyIdOf(string jws)
    {
        CompactJws.TryRead(jws, Endorsement.MaxLength, out CompactJws? parts);
        return parts!.Header.KeyId!;
    }
}
