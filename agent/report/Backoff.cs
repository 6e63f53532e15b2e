using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Report;

/// <summary>How long to wait after failures: doubling from 15 s to an hour, each time a random part of it, so that a fleet does not knock in step.</summary>
public sealed class Backoff
{
    private const int FirstMs = 15000;
    private const int MostMs = 3600000;

    private readonly IRandomSource _random;
    private int _ceilingMs = FirstMs;

    /// <summary>Starts without failures.</summary>
    public Backoff(IRandomSource random) => _random = random;

    /// <summary>After a success: the next wait is short again.</summary>
    public void Reset() => _ceilingMs = FirstMs;

    /// <summary>After a failure: milliseconds to wait, half to all of the present ceiling, which doubles.</summary>
    public int NextMs()
    {
        byte[] chance = new byte[2];
        _random.Fill(chance);
        int half = _ceilingMs / 2;
        int wait = half + (int)((long)half * ((chance[0] << 8) | chance[1]) / 65535);
        _ceilingMs = _ceilingMs >= MostMs / 2 ? MostMs : _ceilingMs * 2;
        return wait;
    }
}
