using System;
using System.Collections;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Keeping;

/// <summary>
/// Accounts with salted, iterated hashes, a counter of refused attempts each that slows down guessing and survives a reboot, and
/// changes that are atomic under power cuts.
/// </summary>
/// <remarks>
/// One <see cref="SlotFile"/>; a refused attempt is counted in flash and logged before the answer leaves, an accepted one writes
/// only when there is a count to clear. After a reboot a wait begins anew in full: the clock of before is not known. RAM: about
/// 400 bytes an account. Not thread-safe.
/// </remarks>
public sealed partial class CredentialVault : ICredentials, IProvoker, IErasable
{
    /// <summary>Most accounts, the probe account included.</summary>
    public const int MaxAccounts = 8;

    /// <summary>Least characters of a password that a person sets.</summary>
    public const int MinValueLength = 8;

    private const int QuietMs = 600000;

    private readonly SlotFile _slots;
    private readonly string _name;
    private readonly IRandomSource _random;
    private readonly IClock _clock;
    private readonly IEventSink _log;
    private readonly VaultPolicy _policy;
    private readonly ArrayList _accounts = new ArrayList();

    private bool _stale;
    private int _strangers;
    private long _strangerAtMs;
    private byte[] _wantedTagKey;

    /// <summary>Opens a vault; nothing is written.</summary>
    /// <param name="flash">The medium.</param>
    /// <param name="name">Beginning of the files' names: at most 22 characters of a-z and 0-9.</param>
    /// <param name="random">For salts and the probe account's value.</param>
    /// <param name="clock">Uptime measures the waits.</param>
    /// <param name="log">Where refused log-ins go, or null.</param>
    /// <param name="policy">How slow guessing is made.</param>
    public CredentialVault(IFlash flash, string name, IRandomSource random, IClock clock, IEventSink log, VaultPolicy policy)
    {
        _slots = new SlotFile(flash, name, 1 + MaxAccounts * VaultAccount.RecordBytes);
        _name = name;
        _random = random;
        _clock = clock;
        _log = log;
        _policy = policy;
        Reload();
    }

    /// <inheritdoc/>
    public Presence Presence => Presence.Present;

    /// <inheritdoc/>
    public string StoreName => _name;

    /// <inheritdoc/>
    public int Count => _accounts.Count;

    /// <inheritdoc/>
    public ICredential At(int index) => (VaultAccount)_accounts[index];

    /// <summary>Adds an account whose value the factory set; nothing happens when the name is taken.</summary>
    /// <param name="name">a-z, 0-9 and hyphens, at most 24 characters.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="value">The value on the label, at most 64 printable ASCII characters.</param>
    /// <param name="origin">FactoryUnique or FactoryCommon.</param>
    /// <param name="tagKey">The collector's key of this batch, or null: a tag is then made at the next log-in after one was asked for.</param>
    public void AddFactory(string name, CredentialKind kind, string value, CredentialOrigin origin, byte[] tagKey)
    {
        if (Find(name) == null)
        {
            var account = new VaultAccount(this, name, kind, origin);
            SetValue(account, value);

            if (tagKey != null)
            {
                MakeTag(account, value, tagKey);
            }

            Add(account);
        }
    }

    /// <summary>Adds an account that opens to nobody before <see cref="SetFirst"/>; nothing happens when the name is taken.</summary>
    public void AddUnset(string name, CredentialKind kind)
    {
        if (Find(name) == null)
        {
            Add(new VaultAccount(this, name, kind, CredentialOrigin.NotYetSet));
        }
    }

    /// <summary>Adds the probe account with a random value of this unit's own; nothing happens when the name is taken.</summary>
    public void AddProbe(string name)
    {
        if (Find(name) == null)
        {
            var account = new VaultAccount(this, name, CredentialKind.Password, CredentialOrigin.FactoryUnique) { IsProbeAccount = true };
            RenewProbe(account);
            Add(account);
        }
    }

    /// <summary>Sets an account's first value.</summary>
    /// <returns>False when the account is not waiting for one, or the value is not 8 to 64 printable ASCII characters.</returns>
    public bool SetFirst(string name, string value)
    {
        VaultAccount account = Find(name);

        if (account == null || account.Origin != CredentialOrigin.NotYetSet || !IsGoodValue(value))
        {
            return false;
        }

        Renew(account, value);
        return true;
    }

    /// <summary>Changes a value after a log-in with the current one, which counts as an attempt.</summary>
    /// <param name="name">The account.</param>
    /// <param name="current">Its current value.</param>
    /// <param name="next">8 to 64 printable ASCII characters.</param>
    /// <returns>Accepted when <paramref name="next"/> is in force; anything else leaves the old value.</returns>
    public Attempt Change(string name, string current, string next)
    {
        if (!IsGoodValue(next))
        {
            return Attempt.Refused;
        }

        Attempt attempt = LogIn(name, current);

        if (attempt == Attempt.Accepted)
        {
            Renew(Find(name), next);
        }

        return attempt;
    }

    /// <inheritdoc/>
    public bool ProvokeRefusal(string account, string secret) => LogIn(account, secret) == Attempt.Refused;

    /// <summary>Compares in a time that does not depend on the value; writes nothing.</summary>
    internal bool Matches(VaultAccount account, string value)
    {
        if (value == null || account.Origin == CredentialOrigin.NotYetSet)
        {
            return false;
        }

        return Bytes.Equal(Pbkdf2.Derive(Ascii.Bytes(value), account.Salt, account.Iterations), account.Hash);
    }

    /// <summary>The stored tag, if it was made under this key; else the key is remembered for the next log-in with the factory value.</summary>
    internal bool TryTag(VaultAccount account, byte[] tagKey, byte[] tag)
    {
        if (!account.IsFactorySet || account.IsProbeAccount)
        {
            return false;
        }

        if (account.Tag == null || !Bytes.Equal(account.TagKeyMark, VaultAccount.MarkOf(tagKey)))
        {
            _wantedTagKey = (byte[])tagKey.Clone();
            return false;
        }

        account.Tag.CopyTo(tag, 0);
        return true;
    }

    private static bool IsGoodValue(string value)
    {
        bool good = value != null && value.Length >= MinValueLength && value.Length <= VaultAccount.MaxValue;

        for (int i = 0; good && i < value.Length; i++)
        {
            good = value[i] >= ' ' && value[i] <= '~';
        }

        return good;
    }

    private VaultAccount Find(string name)
    {
        Refresh();

        for (int i = 0; i < _accounts.Count; i++)
        {
            var account = (VaultAccount)_accounts[i];

            if (account.Name == name)
            {
                return account;
            }
        }

        return null;
    }

    private void Refresh()
    {
        // A failed write may have left the accounts in RAM ahead of those in flash.
        if (_stale)
        {
            Reload();
        }
    }
}
