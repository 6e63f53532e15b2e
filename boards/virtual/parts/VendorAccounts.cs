using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Keeping;

namespace NanoAgent.Boards.Virtual.Parts;

/// <summary>
/// Accounts such as a vendor writes himself, adapted to the contract: salted hashes in a settings store, and a lock-out that
/// the persona can weaken. Units that do it well use the agent's credential vault instead.
/// </summary>
internal sealed class VendorAccounts : IAccounts
{
    private const int Iterations = 10;

    private readonly CredentialBehaviour _behaviour;
    private readonly ServiceBehaviour _service;
    private readonly SettingsStore _store;
    private readonly SimpleLockout? _lockout;
    private readonly Action<string, string> _refused;
    private readonly List<VendorCredential> _credentials = [];

    /// <summary>Opens the accounts.</summary>
    /// <param name="behaviour">What they are, and what happens at a change.</param>
    /// <param name="service">What guards them.</param>
    /// <param name="store">Where the hashes lie.</param>
    /// <param name="lockout">What slows guessing down; null for nothing.</param>
    /// <param name="refused">Told of every refused log-in: account and secret.</param>
    public VendorAccounts(CredentialBehaviour behaviour, ServiceBehaviour service, SettingsStore store, SimpleLockout? lockout, Action<string, string> refused)
    {
        _behaviour = behaviour;
        _service = service;
        _store = store;
        _lockout = lockout;
        _refused = refused;

        if (behaviour.HasAdmin)
        {
            _credentials.Add(new VendorCredential(this, AccountNames.Admin, CredentialKind.Password, behaviour.AdminOrigin, behaviour.AdminCanChange));
        }

        _credentials.Add(new VendorCredential(this, AccountNames.SoftAp, CredentialKind.PresharedKey, behaviour.SoftApOrigin, Answer.Yes));

        if (behaviour.HasProbeAccount)
        {
            _credentials.Add(new VendorCredential(this, AccountNames.Probe, CredentialKind.Password, CredentialOrigin.FactoryUnique, Answer.Yes));
        }
    }

    /// <inheritdoc/>
    public Presence Presence => _behaviour.Presence;

    /// <inheritdoc/>
    public int Count => _credentials.Count;

    /// <inheritdoc/>
    public bool HasProbe => _behaviour.Presence == Presence.Present && _behaviour.HasProbeAccount;

    /// <inheritdoc/>
    public ICredential At(int index) => _credentials[index];

    /// <summary>Sets a value as the factory does; at first boot only.</summary>
    /// <param name="account">The account.</param>
    /// <param name="value">Its value.</param>
    /// <param name="tagKey">The batch's key, or null where the factory tags nothing.</param>
    public void Provision(string account, string value, byte[]? tagKey)
    {
        Store(account, value, 1);

        if (tagKey is not null)
        {
            _store.Put(account + "-tag", Convert.ToHexString(tagKey) + "." + Convert.ToHexString(Hash(tagKey, value)));
        }

        if (account == AccountNames.Probe)
        {
            _store.Put("probe-value", value);
        }
    }

    /// <inheritdoc/>
    public Attempt LogIn(string account, string password)
    {
        bool known = account is AccountNames.Admin or AccountNames.Probe;
        bool right = known && (Opens(account, password) || OldOpens(account, password));

        if (known && (_service.AnyPasswordOpens || (right && _service.Lockout == LockoutKind.RightValueOpens)))
        {
            return Attempt.Accepted;
        }

        if (_lockout?.SecondsLeft(account) > 0)
        {
            return Attempt.Throttled;
        }

        if (right)
        {
            _lockout?.Forgive(account);
            return Attempt.Accepted;
        }

        if (known)
        {
            _lockout?.Fail(account);
        }

        _refused(account, password);
        return Attempt.Refused;
    }

    /// <inheritdoc/>
    public int SecondsLocked(string account) => _lockout?.SecondsLeft(account) ?? 0;

    /// <inheritdoc/>
    public int SecondsLockedAfterReload(string account) => _lockout?.SecondsLeftAfterReload(account) ?? 0;

    /// <inheritdoc/>
    public bool ForgiveProbe()
    {
        _lockout?.Forgive(AccountNames.Probe);
        return true;
    }

    private bool Opens(string account, string value) => Matches(_store.Get(account), value);

    private bool OldOpens(string account, string value) => Matches(_store.Get(account + "-old"), value);

    private void Store(string account, string value, uint generation)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(8);
        _store.Put(account, string.Create(CultureInfo.InvariantCulture, $"{generation}.{Convert.ToHexString(salt)}.{Convert.ToHexString(Hash(salt, value))}"));
    }

    private static bool Matches(string? kept, string value) =>
        kept?.Split('.') is [_, var salt, var hash]
        && CryptographicOperations.FixedTimeEquals(Convert.FromHexString(hash), Hash(Convert.FromHexString(salt), value));

    private static byte[] Hash(byte[] salt, string value) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(value), salt, Iterations, HashAlgorithmName.SHA256, 32);

    private uint GenerationOf(string account) =>
        uint.TryParse(_store.Get(account)?.Split('.')[0], out uint generation) ? generation : 0;

    private Attempt Change(string account, string next)
    {
        if (_behaviour.Change == ChangeKind.Refuses || (_behaviour.Change == ChangeKind.OnceOnly && GenerationOf(account) > 1))
        {
            return Attempt.Refused;
        }

        if (_behaviour.Change == ChangeKind.OnlySaysYes)
        {
            return Attempt.Accepted;
        }

        if (_behaviour.Change == ChangeKind.OldStillOpens)
        {
            _store.Put(account + "-old", _store.Get(account));
        }

        Store(account, next, GenerationOf(account) + (_behaviour.Change == ChangeKind.GenerationStands ? 0u : 1u));
        _store.Put("probe-value", next);
        return Attempt.Accepted;
    }

    private sealed class VendorCredential(VendorAccounts all, string name, CredentialKind kind, CredentialOrigin origin, Answer canChange) : ICredential
    {
        public string Name => name;

        public CredentialKind Kind => kind;

        public CredentialOrigin Origin => origin;

        public bool IsProbeAccount => name == AccountNames.Probe;

        public int Length => 0;

        public Answer CanChange => canChange;

        public uint Generation => all.GenerationOf(name);

        public string? ProbeValue => IsProbeAccount ? all._store.Get("probe-value") : null;

        public Attempt Guess(string value) => !all._behaviour.CanBeGuessed ? Attempt.Unknown
            : all.Opens(name, value) || all.OldOpens(name, value) ? Attempt.Accepted : Attempt.Refused;

        public Attempt Change(string current, string next) =>
            IsProbeAccount && (all.Opens(name, current) || all.OldOpens(name, current)) ? all.Change(name, next) : Attempt.Refused;

        // Only a salted hash is kept, and the tag that the factory made of the value.
        public bool TryTag(byte[] tagKey, byte[] tag)
        {
            if (all._store.Get(name + "-tag")?.Split('.') is not [var key, var kept] || key != Convert.ToHexString(tagKey))
            {
                return false;
            }

            Convert.FromHexString(kept).CopyTo(tag, 0);
            return true;
        }
    }
}
