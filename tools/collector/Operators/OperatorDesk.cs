using System.Text;
using NanoAgent.Collector.Keys;
using NanoAgent.Collector.Storage;
using NanoAgent.Collector.Watching;

namespace NanoAgent.Collector.Operators;

/// <summary>Who may use the collector: accounts, one-time secrets, passwords, bearer tokens.</summary>
/// <remarks>
/// Accounts are made on the collector's machine only: whoever can write its data folder could change anything anyway.
/// A one-time secret serves the first run, an invitation and the way back in alike: whoever shows it sets a password.
/// </remarks>
public sealed class OperatorDesk(CollectorServices collector)
{
    /// <summary>How long an invitation's secret is good.</summary>
    public static readonly TimeSpan SecretLifetime = TimeSpan.FromHours(24);

    private const string FirstRunName = "";

    private string FirstRunPath => Path.Combine(collector.Options.DataFolder, "first-run.secret");

    /// <summary>All operators, by name.</summary>
    public IReadOnlyList<Account> All() => collector.Store.Read(AccountRows.All);

    /// <summary>The one-time secret with which the first operator signs in, kept in a file that only the owner may read; null once there is an operator.</summary>
    public string? FirstRunSecret()
    {
        if (All().Count > 0)
        {
            return null;
        }

        if (!File.Exists(FirstRunPath))
        {
            string secret = Secret.Make();

            // No expiry: until it is used, the collector has nobody.
            collector.Store.WriteNow((session, _) => Keep(session, secret, FirstRunName, long.MaxValue));
            PrivateFile.Write(FirstRunPath, Encoding.ASCII.GetBytes(secret));
        }

        return File.ReadAllText(FirstRunPath).Trim();
    }

    /// <summary>Makes an account, and a one-time secret to sign in with.</summary>
    /// <returns>The secret: 43 characters, only its hash is kept; null when there is an operator of that name.</returns>
    /// <exception cref="ArgumentException">The name is none, or the collector's own.</exception>
    public string? Invite(string name, IReadOnlyList<Role> roles, string by)
    {
        if (!Account.IsName(name))
        {
            throw new ArgumentException($"a name has 1 to {Account.MaxNameLength} characters, none of them hidden, no blanks around", nameof(name));
        }

        if (Account.IsReserved(name))
        {
            throw new ArgumentException($"\"{name}\" stands for the collector itself in the audit trail: take a person's name", nameof(name));
        }

        string secret = Secret.Make();
        bool made = collector.Store.WriteNow((session, _) =>
        {
            if (AccountRows.Find(session, name) is not null)
            {
                return false;
            }

            Insert(session, name, roles, by);
            Keep(session, secret, name, ExpiryOfSecret());
            return collector.Audit(session, by, "operator-invite", name, Roles.Format(roles));
        });
        File.Delete(FirstRunPath);
        return made ? secret : null;
    }

    /// <summary>Gives an operator other roles, from the next request on.</summary>
    /// <returns>False when there is no such operator.</returns>
    public bool SetRoles(string name, IReadOnlyList<Role> roles, string by) => collector.Store.WriteNow((session, _) =>
        session.Execute("UPDATE operators SET roles = @roles WHERE name = @name", Roles.Format(roles), name) == 1
        && collector.Audit(session, by, "operator-roles", name, Roles.Format(roles)));

    /// <summary>The way back in: a new one-time secret; sessions end, and neither the old password nor any bearer token serves any more, since whoever lost the one may have lost the other.</summary>
    /// <returns>The secret, or null when there is no such operator.</returns>
    public string? Reset(string name, string by)
    {
        string secret = Secret.Make();
        bool there = collector.Store.WriteNow((session, _) =>
        {
            if (session.Execute("UPDATE operators SET password = NULL WHERE name = @name", name) == 0)
            {
                return false;
            }

            AccountRows.EndSessions(session, name);
            int tokens = session.Execute("DELETE FROM operator_tokens WHERE name = @name", name);
            Keep(session, secret, name, ExpiryOfSecret());
            return collector.Audit(session, by, "operator-reset", name, $"bearer tokens ended: {tokens}");
        });
        return there ? secret : null;
    }

    /// <summary>Removes an operator with everything that he holds; his acts stay in the audit trail.</summary>
    /// <returns>False when there is no such operator.</returns>
    public bool Remove(string name, string by) => collector.Store.WriteNow((session, _) =>
    {
        AccountRows.EndSessions(session, name);
        session.Execute("DELETE FROM operator_tokens WHERE name = @name", name);
        return session.Execute("DELETE FROM operators WHERE name = @name", name) == 1 && collector.Audit(session, by, "operator-remove", name, "");
    });

    /// <summary>Uses a one-time secret: the password is set, and older sessions end.</summary>
    /// <param name="secret">As printed.</param>
    /// <param name="name">The first operator's name; not looked at where the secret belongs to an account.</param>
    /// <param name="password">The new password.</param>
    /// <returns>How it ended, and the account when it is done.</returns>
    public async Task<(RedeemOutcome Outcome, Account? Account)> RedeemAsync(string secret, string name, string password)
    {
        if (!Account.IsPassword(password))
        {
            return (RedeemOutcome.BadPassword, null);
        }

        byte[] hash = CollectorServices.HashOf(secret);

        // Slow hashing is not for whoever merely guesses.
        if (collector.Store.Read(session => OwnerOf(session, hash)) is null)
        {
            return (RedeemOutcome.BadSecret, null);
        }

        string passwordHash = PasswordHash.Of(password);
        (RedeemOutcome Outcome, Account? Account) result = await collector.Store.Write((session, _) => Redeem(session, hash, name, passwordHash));

        if (result.Outcome == RedeemOutcome.Done)
        {
            File.Delete(FirstRunPath);
        }

        return result;
    }

    /// <summary>The account, when the password is its; takes as long when there is no such account.</summary>
    public async Task<Account?> SignInAsync(string name, string password)
    {
        (string? hash, Account? account) = collector.Store.Read(session => (AccountRows.PasswordHash(session, name), AccountRows.Find(session, name)));
        bool matches = PasswordHash.Matches(hash, password.Length <= Account.MaxPasswordLength ? password : "");

        if (matches)
        {
            await collector.Store.Write((session, _) => collector.Audit(session, name, "sign-in", name, ""));
        }
        else if (account is not null)
        {
            // What was typed for a name may be a password: only known names are written down. Nobody waits for it: by the time that it takes, or by a
            // database that takes no write, whoever guesses would learn which names there are.
            _ = NoteRefusedAsync(name);
        }

        return matches ? account : null;
    }

    private async Task NoteRefusedAsync(string name)
    {
        try
        {
            await collector.Store.Write((session, _) => collector.Audit(session, name, "sign-in-refused", name, ""));
        }
        catch (StoreUnavailableException fault)
        {
            collector.EventLog.Unserved(OperatorSetup.SignInPath, fault.Message);
        }
    }

    /// <summary>Makes a bearer token for the API that may do what its operator may.</summary>
    /// <returns>The token: 47 characters, only its hash is kept; null when there is no such operator.</returns>
    public string? MakeToken(string name, string label, TimeSpan lifetime, string by)
    {
        string token = Secret.MakeToken();
        bool made = collector.Store.WriteNow((session, _) =>
        {
            if (AccountRows.Find(session, name) is null)
            {
                return false;
            }

            session.Execute(
                "INSERT INTO operator_tokens (hash, name, label, made_at, expires_at) VALUES (@hash, @name, @label, @at, @expires)",
                CollectorServices.HashOf(token), name, label, collector.Now, collector.Now + (long)lifetime.TotalSeconds);
            return collector.Audit(session, by, "token-make", name, $"{label}, good for {lifetime}");
        });
        return made ? token : null;
    }

    /// <summary>All bearer tokens, the expired ones included.</summary>
    public IReadOnlyList<ApiToken> Tokens() => collector.Store.Read(session => session.Query(
        "SELECT hash, name, label, made_at, expires_at FROM operator_tokens ORDER BY name, made_at",
        row => new ApiToken(IdOf((byte[])row.GetValue(0)), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4))));

    /// <summary>Revokes a bearer token.</summary>
    /// <returns>False when there is none with that id.</returns>
    public bool RevokeToken(string id, string by) => collector.Store.WriteNow((session, _) =>
    {
        byte[]? hash = session.Query("SELECT hash FROM operator_tokens", row => (byte[])row.GetValue(0)).Find(hash => IdOf(hash) == id);
        return hash is not null && session.Execute("DELETE FROM operator_tokens WHERE hash = @hash", hash) == 1 && collector.Audit(session, by, "token-revoke", id, "");
    });

    /// <summary>The audit trail, the newest act first.</summary>
    /// <param name="most">How many acts at most.</param>
    /// <param name="before">Only acts with a smaller number.</param>
    public IReadOnlyList<AuditedAct> Audit(int most, long before = long.MaxValue) => collector.Store.Read(session => session.Query(
        "SELECT id, at, who, act, target, detail FROM audit WHERE id < @before ORDER BY id DESC LIMIT @most",
        row => new AuditedAct(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5)),
        before, (long)most));

    /// <summary>Whose bearer token is it? Null when it is nobody's, or expired.</summary>
    internal Account? FindByToken(string token) => collector.Store.Read(session => AccountRows.ByToken(session, CollectorServices.HashOf(token), collector.Now));

    private (RedeemOutcome Outcome, Account? Account) Redeem(StoreSession session, byte[] hash, string name, string passwordHash)
    {
        if (OwnerOf(session, hash) is not string owner)
        {
            return (RedeemOutcome.BadSecret, null);
        }

        if (owner == FirstRunName)
        {
            if (!Account.IsName(name))
            {
                return (RedeemOutcome.BadName, null);
            }

            if (Account.IsReserved(name))
            {
                return (RedeemOutcome.ReservedName, null);
            }

            Insert(session, name, Roles.All, Account.FirstRun);
            owner = name;
        }

        AccountRows.EndSessions(session, owner);
        session.Execute("UPDATE operators SET password = @password WHERE name = @name", passwordHash, owner);
        collector.Audit(session, owner, "password-set", owner, "by one-time secret");
        return (RedeemOutcome.Done, AccountRows.Find(session, owner));
    }

    // Only a collector without any operator has the first run's secret: it goes with the first, however that one is made, since logs may have kept it.
    private void Insert(StoreSession session, string name, IReadOnlyList<Role> roles, string by)
    {
        session.Execute("DELETE FROM operator_secrets WHERE name = @name", FirstRunName);
        AccountRows.Insert(session, name, roles, collector.Now, by);
    }

    private string? OwnerOf(StoreSession session, byte[] hash) =>
        session.Scalar<string>("SELECT name FROM operator_secrets WHERE hash = @hash AND expires_at > @now", hash, collector.Now);

    private bool Keep(StoreSession session, string secret, string name, long expires)
    {
        session.Execute(
            "INSERT INTO operator_secrets (hash, name, made_at, expires_at) VALUES (@hash, @name, @at, @expires)", CollectorServices.HashOf(secret), name, collector.Now, expires);
        return true;
    }

    private long ExpiryOfSecret() => collector.Now + (long)SecretLifetime.TotalSeconds;

    private static string IdOf(byte[] hash) => Convert.ToHexStringLower(hash)[..12];
}
