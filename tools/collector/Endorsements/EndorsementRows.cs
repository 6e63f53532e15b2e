using System.Data.Common;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Endorsements;

/// <summary>An endorsement as it was imported.</summary>
/// <param name="Ueid">The UEID.</param>
/// <param name="Endorser">The endorser's name here.</param>
/// <param name="EndorserKey">Thumbprint of the endorser's key.</param>
/// <param name="KeyId">Thumbprint of the unit's key.</param>
/// <param name="EfuseMac">12 hexadecimal digits.</param>
/// <param name="Model">The model.</param>
/// <param name="Serial">The serial number.</param>
/// <param name="IssuedAt">Unix seconds.</param>
/// <param name="Jws">As signed.</param>
public sealed record StoredEndorsement(string Ueid, string Endorser, string EndorserKey, string KeyId, string EfuseMac, string Model, string Serial, long IssuedAt, string Jws);

/// <summary>Endorsements in the database.</summary>
internal static class EndorsementRows
{
    private const string Select = """
        SELECT ueid, endorsers.name, endorser, jkt, efuse_mac, model, serial, issued_at, jws
        FROM endorsements JOIN endorsers ON endorsers.kid = endorsements.endorser
        """;

    /// <summary>What trusted endorsers say of a unit, the newest first. An endorser who is trusted no more says nothing.</summary>
    public static List<StoredEndorsement> Of(StoreSession session, string ueid) => session.Query(Select + " WHERE ueid = @ueid ORDER BY issued_at DESC, endorser", Read, ueid);

    /// <summary>The units for which trusted endorsers name that MAC.</summary>
    public static List<StoredEndorsement> ByMac(StoreSession session, string mac) => session.Query(Select + " WHERE efuse_mac = @mac ORDER BY ueid LIMIT 10", Read, mac);

    public static List<StoredEndorsement> After(StoreSession session, string ueid, int most) =>
        session.Query(Select + " WHERE ueid > @ueid ORDER BY ueid, endorser LIMIT @most", Read, ueid, (long)most);

    public static PublicKey? EndorserKey(StoreSession session, string kid)
    {
        byte[]? point = session.Scalar<byte[]>("SELECT point FROM endorsers WHERE kid = @kid", kid);
        return point is not null && PublicKey.TryCreate(point[..32], point[32..], out PublicKey key) ? key : null;
    }

    /// <summary>Does anything that trusted endorsers say contradict the unit, or another unit in use? The reason code of the first contradiction, or null.</summary>
    public static string? Contradiction(StoreSession session, Unit unit)
    {
        List<StoredEndorsement> said = Of(session, unit.Ueid);
        HashSet<string> keys = [.. session.Query("SELECT kid FROM unit_keys WHERE unit_id = @unit", row => row.GetString(0), unit.Id)];

        foreach (StoredEndorsement one in said)
        {
            // A key that was replaced by an authorised act is not contradicted: it is merely no longer endorsed.
            if (!keys.Contains(one.KeyId))
            {
                return CollectorReasons.OtherKey;
            }

            if (one.Model != unit.Model)
            {
                return CollectorReasons.OtherModel;
            }

            if (IsElsewhere(session, "SELECT state FROM endorsements JOIN units ON units.ueid = endorsements.ueid JOIN unit_states ON unit_states.unit_id = units.id WHERE efuse_mac = @mac AND units.ueid <> @ueid", one.EfuseMac, unit.Ueid))
            {
                return CollectorReasons.MacOfAnother;
            }

            if (IsElsewhere(session, "SELECT state FROM endorsements JOIN units ON units.ueid = endorsements.ueid JOIN unit_states ON unit_states.unit_id = units.id WHERE endorsements.serial = @serial AND endorsements.model = @model AND units.ueid <> @ueid", one.Serial, one.Model, unit.Ueid))
            {
                return CollectorReasons.SerialOfAnother;
            }
        }

        return said.Any(one => one.EfuseMac != said[0].EfuseMac || one.Serial != said[0].Serial) ? CollectorReasons.EndorsersDiffer : null;
    }

    // A unit that is out of use has given up its serial number: a board may be swapped under it.
    private static bool IsElsewhere(StoreSession session, string statement, params ReadOnlySpan<object?> values) =>
        session.Query(statement, row => (UnitState)row.GetInt64(0), values).Exists(state => state is not UnitState.Retired and not UnitState.Revoked);

    private static StoredEndorsement Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetInt64(7), row.GetString(8));
}
