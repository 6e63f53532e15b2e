using System;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Keeping;

// The other half: how accounts come out of flash, into it, and go.
public sealed partial class CredentialVault
{
    /// <summary>Reads everything anew from flash, as after a reboot: waits begin anew in full.</summary>
    public void Reload()
    {
        byte[] payload = _slots.Load();
        _accounts.Clear();
        _stale = false;
        int count = IsWhole(payload) ? payload[0] : 0;

        for (int i = 0; i < count; i++)
        {
            VaultAccount account = VaultAccount.Read(this, payload, 1 + i * VaultAccount.RecordBytes);
            account.WaitUntilMs = _clock.UptimeMs + _policy.WaitSeconds(account.Failures) * 1000L;
            _accounts.Add(account);
        }
    }

    private static bool IsWhole(byte[] payload)
    {
        bool whole = payload != null && payload.Length > 0 && payload.Length == 1 + payload[0] * VaultAccount.RecordBytes;

        for (int i = 0; whole && i < payload[0]; i++)
        {
            whole = VaultAccount.IsWhole(payload, 1 + i * VaultAccount.RecordBytes);
        }

        return whole;
    }

    /// <summary>
    /// Removes accounts that the user added, leaves those that still have their factory value, and puts those whose value the user
    /// set back to "not yet set": no value of the user's opens any more, and none is kept.
    /// </summary>
    public void Erase()
    {
        Refresh();

        for (int i = _accounts.Count - 1; i >= 0; i--)
        {
            var account = (VaultAccount)_accounts[i];

            if (account.AddedByUser)
            {
                _accounts.RemoveAt(i);
            }
            else if (account.IsProbeAccount)
            {
                RenewProbe(account);
            }
            else if (!account.IsFactorySet)
            {
                account.Origin = CredentialOrigin.NotYetSet;
                account.Hash = new byte[Sha256.HashBytes];
                account.Failures = 0;
                account.WaitUntilMs = 0;
                account.Generation++;
            }
        }

        Store(true);
    }

    /// <inheritdoc/>
    public Answer AtDefaults()
    {
        for (int i = 0; i < _accounts.Count; i++)
        {
            var account = (VaultAccount)_accounts[i];

            if (account.AddedByUser || (account.Origin == CredentialOrigin.UserSet && !account.IsProbeAccount))
            {
                return Answer.No;
            }
        }

        return Answer.Yes;
    }

    /// <inheritdoc/>
    public bool Plant(string canary)
    {
        if (_accounts.Count >= MaxAccounts || canary.Length > VaultAccount.MaxName || Find(canary) != null)
        {
            return false;
        }

        var account = new VaultAccount(this, canary, CredentialKind.Password, CredentialOrigin.UserSet) { AddedByUser = true };
        SetValue(account, RandomValue());
        Add(account);
        return true;
    }

    /// <inheritdoc/>
    public bool RawContains(byte[] pattern) => _slots.RawContains(pattern);

    private void Renew(VaultAccount account, string value)
    {
        SetValue(account, value);
        account.Origin = CredentialOrigin.UserSet;
        account.Tag = null;
        account.Failures = 0;
        account.ProbeValue = account.IsProbeAccount ? value : null;

        // One record holds hash, salt and generation, so that a power cut leaves all old or all new.
        Store(!account.IsProbeAccount);
        Tell(SecurityEvent.CredentialChanged, account.Name);
    }

    private void RenewProbe(VaultAccount account)
    {
        string value = RandomValue();
        SetValue(account, value);
        account.ProbeValue = value;
        account.Origin = CredentialOrigin.FactoryUnique;
        account.Failures = 0;
        account.WaitUntilMs = 0;
    }

    private void SetValue(VaultAccount account, string value)
    {
        byte[] salt = new byte[VaultAccount.SaltBytes];
        _random.Fill(salt);
        account.Hash = Pbkdf2.Derive(Ascii.Bytes(value), salt, _policy.Iterations);
        account.Salt = salt;
        account.Iterations = _policy.Iterations;
        account.Generation++;
    }

    private void MakeTag(VaultAccount account, string value, byte[] tagKey)
    {
        account.Tag = Pbkdf2.Derive(Ascii.Bytes(value), tagKey, _policy.Iterations);
        account.TagKeyMark = VaultAccount.MarkOf(tagKey);
    }

    private string RandomValue()
    {
        byte[] random = new byte[12];
        _random.Fill(random);
        return Base64Url.Encode(random);
    }

    private void Add(VaultAccount account)
    {
        if (_accounts.Count >= MaxAccounts || account.Name.Length > VaultAccount.MaxName)
        {
            throw new ArgumentException("at most 8 accounts, names of at most 32 characters");
        }

        _accounts.Add(account);
        Save();
    }

    private void Tell(SecurityEvent kind, string account)
    {
        if (_log != null)
        {
            _log.Log(kind, account);
        }
    }

    private void Save() => Store(false);

    private void Store(bool overBoth)
    {
        byte[] payload = new byte[1 + _accounts.Count * VaultAccount.RecordBytes];
        payload[0] = (byte)_accounts.Count;

        for (int i = 0; i < _accounts.Count; i++)
        {
            ((VaultAccount)_accounts[i]).Write(payload, 1 + i * VaultAccount.RecordBytes);
        }

        _stale = true;
        _slots.Save(payload, payload.Length);

        if (overBoth)
        {
            // A damaged file must not bring an old password back.
            _slots.Save(payload, payload.Length);
        }

        _stale = false;
    }
}
