using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Keeping;

// The door: log-ins, the waits that refused ones earn, and how these end.
public sealed partial class CredentialVault
{
    /// <summary>A log-in attempt. What it changes is durable and logged before the answer is given.</summary>
    /// <exception cref="FlashException">It could not be counted; treat it as refused.</exception>
    public Attempt LogIn(string name, string value)
    {
        VaultAccount account = Find(name);

        if (account == null || account.Origin == CredentialOrigin.NotYetSet)
        {
            return RefuseStranger(name, value);
        }

        if (WaitMs(account) > 0)
        {
            return Attempt.Throttled;
        }

        if (Matches(account, value))
        {
            Welcome(account, value);
            return Attempt.Accepted;
        }

        account.Failures++;
        account.WaitUntilMs = _clock.UptimeMs + _policy.WaitSeconds(account.Failures) * 1000L;
        Save();
        Tell(SecurityEvent.LoginRefused, name);

        if (account.Failures == _policy.FreeAttempts)
        {
            Tell(SecurityEvent.AccountLocked, name);
        }

        return Attempt.Refused;
    }

    /// <summary>Whole seconds, rounded up, that the account still looks at no attempt; 0 when it does, or there is no such account.</summary>
    public int LockoutSeconds(string name)
    {
        VaultAccount account = Find(name);
        return account == null ? 0 : (int)((WaitMs(account) + 999) / 1000);
    }

    /// <summary>Clears the probe account's count. No other account can be forgiven so.</summary>
    /// <returns>False when there is no probe account.</returns>
    public bool ForgiveProbe()
    {
        for (int i = 0; i < _accounts.Count; i++)
        {
            var account = (VaultAccount)_accounts[i];

            if (account.IsProbeAccount)
            {
                Forgive(account);
                return true;
            }
        }

        return false;
    }

    private long WaitMs(VaultAccount account)
    {
        long left = account.WaitUntilMs - _clock.UptimeMs;
        return left > 0 ? left : 0;
    }

    /// <summary>Names that open nothing wait together, so that the log and the flash cannot be flooded through them.</summary>
    private Attempt RefuseStranger(string name, string value)
    {
        long quiet = _clock.UptimeMs - _strangerAtMs;

        if (quiet > QuietMs)
        {
            _strangers = 0;
        }
        else if (quiet < _policy.WaitSeconds(_strangers) * 1000L)
        {
            return Attempt.Throttled;
        }

        // The same time as for a name that exists, so that names cannot be found out by it.
        Pbkdf2.Derive(Ascii.Bytes(value ?? ""), new byte[VaultAccount.SaltBytes], _policy.Iterations);
        _strangers++;
        _strangerAtMs = _clock.UptimeMs;
        Tell(SecurityEvent.LoginRefused, name);
        return Attempt.Refused;
    }

    private void Welcome(VaultAccount account, string value)
    {
        bool save = account.Failures != 0;
        account.Failures = 0;
        account.WaitUntilMs = 0;

        if (_wantedTagKey != null && account.IsFactorySet && !account.IsProbeAccount
            && (account.Tag == null || !Bytes.Equal(account.TagKeyMark, VaultAccount.MarkOf(_wantedTagKey))))
        {
            MakeTag(account, value, _wantedTagKey);
            save = true;
        }

        if (save)
        {
            Save();
        }
    }

    private void Forgive(VaultAccount account)
    {
        account.WaitUntilMs = 0;

        if (account.Failures != 0)
        {
            account.Failures = 0;
            Save();
        }
    }
}
