using System.Runtime.CompilerServices;
using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Token;

namespace NanoAgent.Attestation.Verify;

/// <summary>Reads a payload in the one form that a unit writes (SPEC.md, section 2): claims in their order, no white space, no escapes, ASCII.</summary>
/// <remarks>
/// It takes a payload or says nothing about it: what it does not take is read by <see cref="StrictJson"/> and <see cref="EatReader"/>, which tell what is wrong.
/// It takes nothing that those refuse, and reads nothing otherwise than they do; a test compares them. The order leaves no room for a member twice or unknown.
/// </remarks>
internal ref struct WrittenForm
{
    private WrittenCursor _at;

    private WrittenForm(ReadOnlySpan<byte> payload) => _at = new WrittenCursor(payload);

    /// <summary>Takes a payload.</summary>
    /// <param name="payload">Any bytes.</param>
    /// <param name="token">The claims, or null when it is not in this form.</param>
    public static bool TryRead(ReadOnlySpan<byte> payload, out EatToken? token)
    {
        var form = new WrittenForm(payload);
        EatToken read = form.ReadAll();
        token = form._at.IsWholeAndGood ? read : null;
        return token is not null;
    }

    // One line a claim, in the order of SPEC.md, and so in one piece.
    private EatToken ReadAll()
    {
        _at.Expect("{\"eat_profile\":\""u8);
        _at.Expect(_profile);
        _at.Expect("\",\"aud\":"u8);
        string audience = _at.Name(Profile.MaxAudienceLength);
        _at.Expect(",\"eat_nonce\":"u8);
        string nonce = _at.Nonce();
        long? issuedAt = _at.Finds(",\"iat\":"u8) ? _at.Number(0, long.MaxValue) : null;
        _at.Expect(",\"ueid\":"u8);
        string ueid = _at.Ueid();
        _at.Expect(",\"na_unit\":{\"model\":"u8);
        string model = _at.PooledName(Profile.MaxNameLength);
        _at.Expect(",\"key\":"u8);
        KeyProtection protection = _at.OneOf(_protections);
        _at.Expect(",\"virtual\":"u8);
        bool isVirtual = _at.Boolean();
        _at.Expect("},\"na_report\":{\"number\":"u8);
        long reportNumber = _at.Number(1);
        _at.Expect(",\"live\":"u8);
        bool isLive = _at.Boolean();
        _at.Expect(",\"lost\":"u8);
        long lost = _at.Number(0);
        _at.Expect("}"u8);
        SeenHead? seen = _at.Finds(",\"na_seen\":{\"size\":"u8) ? ReadSeen() : null;
        _at.Expect(",\"na_observed\":{\"number\":"u8);
        long observationNumber = _at.Number(1);
        long? observedAt = _at.Finds(",\"at\":"u8) ? _at.Number(0, long.MaxValue) : null;
        _at.Expect(",\"previous\":"u8);
        string previous = _at.Digest();
        _at.Finds(",\"cut\":true"u8);
        _at.Expect("},\"swname\":"u8);
        string softwareName = _at.PooledName(Profile.MaxNameLength);
        _at.Expect(",\"swversion\":["u8);
        string softwareVersion = _at.PooledName(Profile.MaxNameLength);
        _at.Expect("],\"uptime\":"u8);
        long uptime = _at.Number(0);
        long? boots = _at.Finds(",\"bootcount\":"u8) ? _at.Number(1) : null;
        Answer debug = _at.Finds(",\"dbgstat\":"u8) ? _at.OneOf(_debugStates) : Answer.Unknown;
        SeenHead? log = _at.Finds(",\"na_log\":{\"count\":"u8) ? ReadLog() : null;
        TokenFinding[] findings = ReadFindings();
        _at.Expect("}"u8);
        return new EatToken
        {
            Audience = audience,
            Nonce = nonce,
            IssuedAt = issuedAt,
            Ueid = ueid,
            Model = model,
            KeyProtection = protection,
            IsVirtual = isVirtual,
            ReportNumber = reportNumber,
            IsLive = isLive,
            Lost = lost,
            Seen = seen,
            ObservationNumber = observationNumber,
            ObservedAt = observedAt,
            Previous = previous,
            SoftwareName = softwareName,
            SoftwareVersion = softwareVersion,
            Uptime = uptime,
            BootCount = boots,
            DebugEnabled = debug,
            LogCount = log?.Size,
            LogHead = log?.Root,
            Findings = findings,
        };
    }

    private SeenHead ReadSeen()
    {
        long size = _at.Number(0, long.MaxValue);
        _at.Expect(",\"root\":"u8);
        string root = _at.Digest();
        _at.Expect("}"u8);
        return new SeenHead(size, root);
    }

    private SeenHead ReadLog()
    {
        long count = _at.Number(0);
        _at.Expect(",\"head\":"u8);
        string head = _at.Digest();
        _at.Expect("}"u8);
        return new SeenHead(count, head);
    }

    // measres names the checks; na_findings repeats the same names in the same order, so one look for doubles serves both.
    private TokenFinding[] ReadFindings()
    {
        var room = default(Results);
        Span<(string Name, Outcome Outcome)> checks = room;
        int count = ReadResults(checks);
        _at.Expect(",\"na_findings\":{"u8);
        var findings = new TokenFinding[count];

        for (int i = 0; i < count && !_at.GaveUp; i++)
        {
            _at.Expect(i == 0 ? [] : ","u8);
            findings[i] = ReadFinding(checks[i].Name, checks[i].Outcome);
        }

        _at.Expect("}"u8);
        return findings;
    }

    private int ReadResults(scoped Span<(string Name, Outcome Outcome)> checks)
    {
        _at.Expect(",\"measres\":[[\"nanoagent\",["u8);
        int count = 0;

        do
        {
            _at.Expect("["u8);
            string name = _at.Code();
            _at.Expect(","u8);
            Outcome outcome = _at.OneOf(_outcomes);
            _at.Expect("]"u8);

            if (count == checks.Length || Has(checks[..count], name))
            {
                _at.GiveUp();
                return 0;
            }

            checks[count++] = (name, outcome);
        }
        while (_at.Finds(","u8));

        _at.Expect("]]]"u8);
        return count;
    }

    private TokenFinding ReadFinding(string check, Outcome outcome)
    {
        if (_at.Code() != check)
        {
            _at.GiveUp();
        }

        _at.Expect(":{\"basis\":"u8);
        Basis basis = _at.OneOf(_bases);
        _at.Expect(",\"reason\":"u8);
        string reason = _at.Code();
        long? ran = _at.Finds(",\"ran\":"u8) ? _at.Number(1) : null;
        KeyValuePair<string, object>[] facts = _at.Finds(",\"facts\":{"u8) ? ReadFacts() : [];
        _at.Expect("}"u8);

        if (outcome == Outcome.Success && basis == Basis.None)
        {
            _at.GiveUp();
        }

        return new TokenFinding(check, outcome, basis, reason, ran, facts);
    }

    private KeyValuePair<string, object>[] ReadFacts()
    {
        var room = default(Facts);
        Span<KeyValuePair<string, object>> facts = room;
        int count = 0;

        do
        {
            string name = _at.Code();
            _at.Expect(":"u8);

            if (count == facts.Length || Has(facts[..count], name))
            {
                _at.GiveUp();
                return [];
            }

            facts[count++] = new KeyValuePair<string, object>(name, _at.FactValue());
        }
        while (_at.Finds(","u8));

        _at.Expect("}"u8);
        return facts[..count].ToArray();
    }

    private static bool Has(ReadOnlySpan<(string Name, Outcome Outcome)> checks, string name)
    {
        foreach ((string known, _) in checks)
        {
            if (known == name)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Has(ReadOnlySpan<KeyValuePair<string, object>> facts, string name)
    {
        foreach (KeyValuePair<string, object> fact in facts)
        {
            if (fact.Key == name)
            {
                return true;
            }
        }

        return false;
    }

    private static readonly byte[] _profile = Encoding.ASCII.GetBytes(Profile.Uri);

    private static readonly (byte[], KeyProtection)[] _protections =
        [.. Enum.GetValues<KeyProtection>().Select(value => (Encoding.ASCII.GetBytes(ClaimNames.Of(value)), value))];

    private static readonly (byte[], Outcome)[] _outcomes = [.. Enum.GetValues<Outcome>().Select(value => (Encoding.ASCII.GetBytes(ClaimNames.Of(value)), value))];

    private static readonly (byte[], Basis)[] _bases = [.. Enum.GetValues<Basis>().Select(value => (Encoding.ASCII.GetBytes(ClaimNames.Of(value)), value))];

    private static readonly (byte[], Answer)[] _debugStates = [("enabled"u8.ToArray(), Answer.Yes), ("disabled"u8.ToArray(), Answer.No)];

    // As many as a token may have, on the stack: nearly all tokens have fewer.
    [InlineArray(Profile.MaxFindings)]
    private struct Results
    {
        private (string Name, Outcome Outcome) _first;
    }

    [InlineArray(FactList.MaxFacts)]
    private struct Facts
    {
        private KeyValuePair<string, object> _first;
    }
}
