using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Boards.Virtual.Parts;

/// <summary>
/// An event log such as a vendor writes himself, adapted to the contract: one line an event, each with the hash of the line
/// before it; every good property can be left out by behaviour.
/// </summary>
internal sealed class VendorLog : IEventLog
{
    /// <summary>Bytes after which a bounded log drops its older half.</summary>
    private const int Bound = 4096;

    private const string LinesFile = "vendorlog.txt";
    private const string CountFile = "vendorlog.count";

    private readonly LogBehaviour _behaviour;
    private readonly IFlash _flash;
    private readonly IClock _clock;
    private readonly Func<string, string, bool> _attempt;
    private readonly List<string> _ram = [];
    private uint _ramCount;

    /// <summary>Opens the log.</summary>
    /// <param name="behaviour">What it does.</param>
    /// <param name="flash">Where.</param>
    /// <param name="clock">The unit's clock.</param>
    /// <param name="attempt">Makes a log-in attempt with an account name and a secret in the firmware's own way; false when there is none to make.</param>
    public VendorLog(LogBehaviour behaviour, IFlash flash, IClock clock, Func<string, string, bool> attempt)
    {
        _behaviour = behaviour;
        _flash = flash;
        _clock = clock;
        _attempt = attempt;
    }

    /// <inheritdoc/>
    public Presence Presence => _behaviour.Presence;

    /// <inheritdoc/>
    public uint Count => !_behaviour.CountIsDurable ? _ramCount : uint.TryParse(Text(CountFile), out uint count) ? count : 0;

    /// <inheritdoc/>
    public Answer NewestIsTimed => Lines() is [.., var newest] ? (Field(newest, 1) == "-" ? Answer.No : Answer.Yes) : Answer.Unknown;

    /// <inheritdoc/>
    public int BoundBytes => _behaviour.Bounded ? 2 * Bound : 0;

    /// <inheritdoc/>
    public byte[]? Head() => !_behaviour.Chained ? null : Lines() is [.., var newest] ? Hash(newest) : new byte[SHA256.HashSizeInBytes];

    /// <inheritdoc/>
    public bool Provoke(string marker, string secret) => _attempt(marker, secret);

    /// <inheritdoc/>
    public Answer Contains(string text) => Lines().Any(l => l.Contains(text, StringComparison.Ordinal)) ? Answer.Yes : Answer.No;

    /// <inheritdoc/>
    public Answer ChainIntact()
    {
        List<string> lines = Lines();

        for (int i = 1; i < lines.Count; i++)
        {
            if (Field(lines[i], 0) != Convert.ToHexString(Hash(lines[i - 1])))
            {
                return Answer.No;
            }
        }

        return Answer.Yes;
    }

    /// <summary>Writes a refused log-in down, as far as this log does.</summary>
    public void Refused(string account, string secret)
    {
        if (!_behaviour.LogsRefusals)
        {
            return;
        }

        List<string> lines = Lines();
        string previous = _behaviour.Chained && lines.Count > 0 ? Convert.ToHexString(Hash(lines[^1])) : "-";
        string time = !_behaviour.Timed ? "-" : _clock.IsSet == Answer.Yes ? _clock.UtcSeconds.ToString(CultureInfo.InvariantCulture) : "clock-not-set";
        lines.Add($"{previous} {time} login-refused {account}{(_behaviour.WritesSecrets ? $" with {secret}" : "")}");
        Keep(lines);
        CountOne();
    }

    /// <summary>Somebody with access to the flash alters the oldest entry and leaves the rest.</summary>
    public void TamperWithOldest()
    {
        List<string> lines = Lines();

        if (lines.Count > 0)
        {
            lines[0] += "!";
            Keep(lines);
        }
    }

    private void Keep(List<string> lines)
    {
        while (_behaviour.Bounded && lines.Sum(l => l.Length + 1) > Bound)
        {
            lines.RemoveAt(0);
        }

        if (_behaviour.EntriesAreDurable)
        {
            Store(LinesFile, string.Join('\n', lines));
        }
        else
        {
            _ram.Clear();
            _ram.AddRange(lines);
        }
    }

    private void CountOne()
    {
        if (!_behaviour.Counts)
        {
            return;
        }

        if (_behaviour.CountIsDurable)
        {
            Store(CountFile, (Count + 1).ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            _ramCount++;
        }
    }

    private List<string> Lines() => _behaviour.EntriesAreDurable ? [.. Text(LinesFile).Split('\n', StringSplitOptions.RemoveEmptyEntries)] : [.. _ram];

    private string Text(string file)
    {
        byte[] raw = new byte[_flash.Length(file)];
        return Encoding.UTF8.GetString(raw, 0, _flash.Read(file, 0, raw, 0, raw.Length));
    }

    private void Store(string file, string text)
    {
        byte[] raw = Encoding.UTF8.GetBytes(text);
        _flash.Write(file, raw, 0, raw.Length);
        _flash.Sync();
    }

    private static string Field(string line, int index) => line.Split(' ')[index];

    private static byte[] Hash(string line) => SHA256.HashData(Encoding.UTF8.GetBytes(line));
}
