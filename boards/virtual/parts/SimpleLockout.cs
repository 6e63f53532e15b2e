using System.Globalization;
using System.Text;
using NanoAgent.Board;

namespace NanoAgent.Boards.Virtual.Parts;

/// <summary>A lock-out such as hurried firmware has: five failures lock for half a minute.</summary>
internal sealed class SimpleLockout
{
    /// <summary>Failures that lock.</summary>
    public const int Failures = 5;

    /// <summary>How long they lock.</summary>
    public const int Seconds = 30;

    private const string FileName = "lockout.txt";

    private readonly IFlash? _flash;
    private readonly IClock _clock;
    private readonly bool _shared;
    private readonly Dictionary<string, (int Failed, long Until)> _accounts = [];

    /// <summary>Opens it.</summary>
    /// <param name="clock">The unit's clock.</param>
    /// <param name="flash">Where it is kept, or null to keep it in RAM.</param>
    /// <param name="shared">One counter for all accounts?</param>
    public SimpleLockout(IClock clock, IFlash? flash, bool shared)
    {
        _clock = clock;
        _flash = flash;
        _shared = shared;
        Load(_accounts);
    }

    /// <summary>Seconds that an account's lock-out still lasts; 0 when there is none.</summary>
    public int SecondsLeft(string account) => Left(_accounts, account);

    /// <summary>The same, from flash alone, as after a reboot.</summary>
    public int SecondsLeftAfterReload(string account)
    {
        Dictionary<string, (int, long)> kept = [];
        Load(kept);
        return Left(kept, account);
    }

    /// <summary>Counts a failure.</summary>
    public void Fail(string account)
    {
        int failed = _accounts.GetValueOrDefault(Key(account)).Failed + 1;
        _accounts[Key(account)] = (failed, failed >= Failures ? _clock.UtcSeconds + Seconds : 0);
        Save();
    }

    /// <summary>Forgets an account's failures.</summary>
    public void Forgive(string account)
    {
        if (_accounts.Remove(Key(account)))
        {
            Save();
        }
    }

    private string Key(string account) => _shared ? "all" : account;

    private int Left(Dictionary<string, (int Failed, long Until)> accounts, string account) =>
        (int)Math.Max(0, accounts.GetValueOrDefault(Key(account)).Until - _clock.UtcSeconds);

    private void Save()
    {
        if (_flash == null)
        {
            return;
        }

        byte[] text = Encoding.UTF8.GetBytes(string.Join('\n', _accounts.Select(a =>
            string.Create(CultureInfo.InvariantCulture, $"{a.Key} {a.Value.Failed} {a.Value.Until}"))));
        _flash.Write(FileName, text, 0, text.Length);
        _flash.Sync();
    }

    private void Load(Dictionary<string, (int, long)> accounts)
    {
        if (_flash == null || !_flash.Exists(FileName))
        {
            return;
        }

        byte[] raw = new byte[_flash.Length(FileName)];
        int read = _flash.Read(FileName, 0, raw, 0, raw.Length);

        foreach (string line in Encoding.UTF8.GetString(raw, 0, read).Split('\n'))
        {
            // A line torn by a power cut is skipped: this is hurried firmware.
            if (line.Split(' ') is [var account, var failed, var until] && int.TryParse(failed, out int f) && long.TryParse(until, out long u))
            {
                accounts[account] = (f, u);
            }
        }
    }
}
